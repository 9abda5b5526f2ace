"""One writer of refs at a time on a machine, and what is done about the ``.lock`` files of the dead.

Git leaves ``.lock`` files behind when it is killed. Our own are known: whoever writes notes the refs in a file
that the system locks for as long as the process or its git lives, so what stands in it when the lock is free
is of a dead run. Of others' locks the owner counts as dead when no git works in the repository and the lock
has not changed for a while.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from living_manifesto.gitrepo import LockHeld

_PATIENCE_SECONDS = 60.0
_QUIET_SECONDS = 2.0
_QUIET_SECONDS_WITHOUT_PROC = 600.0
_PROCESSES = Path("/proc")


class Turn:
    """The right to write refs, for as long as it is held; ``removed`` are the locks of dead owners that went."""

    def __init__(self, file: IO[bytes], common: Path) -> None:
        self._file = file
        self._common = common
        self.handle = file.fileno()
        self.removed: list[str] = []
        for ref in self._noted():
            self._remove(common / f"{ref}.lock")
        self.note(())

    def note(self, refs: Iterable[str]) -> None:
        """Note which refs are about to be written."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write("\n".join(refs).encode())
        self._file.flush()

    def clear(self, lock: Path) -> bool:
        """Remove a lock that stands in the way if its owner is dead; whether it went."""
        if not lock.is_relative_to(self._common) or not owner_is_dead(lock, self._common):
            return False
        self._remove(lock)
        return True

    def _noted(self) -> list[str]:
        self._file.seek(0)
        refs = self._file.read().decode("utf-8", "replace").split("\n")
        # Git locks these two beside the refs themselves.
        return [*refs, "HEAD", "packed-refs"] if refs != [""] else []

    def _remove(self, lock: Path) -> None:
        if lock.is_file():
            lock.unlink(missing_ok=True)
            self.removed.append(str(lock.relative_to(self._common)))


@contextmanager
def turn(common: Path) -> Iterator[Turn]:
    """Wait for our turn to write refs of the repository whose common git folder this is."""
    folder = common / "living-manifesto"
    folder.mkdir(exist_ok=True)
    with (folder / "writing").open("a+b") as file:
        lock(file, _PATIENCE_SECONDS)
        held = Turn(file, common)
        yield held
        held.note(())


if sys.platform == "win32":
    import msvcrt

    def _is_locked(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _is_locked(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock(file: IO[bytes], seconds: float) -> None:
    """Let the system lock a file for this process and the children that share it; ``LockHeld`` after a while."""
    until = time.monotonic() + seconds
    while not _is_locked(file):
        if time.monotonic() > until:
            raise LockHeld(file.name)
        time.sleep(0.02)


def owner_is_dead(lock: Path, common: Path) -> bool:
    """Whether no git that works in the repository can be the owner of a lock that has stood for a while."""
    try:
        age = time.time() - lock.stat().st_mtime
    except FileNotFoundError:
        return False
    if not _PROCESSES.is_dir():
        return age > _QUIET_SECONDS_WITHOUT_PROC
    return age > _QUIET_SECONDS and not any(_works_in(process, common) for process in _processes())


def lives(process: int) -> bool:
    """Whether there may be a process of that number."""
    if sys.platform == "win32":
        return True  # there the question itself would end it
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _processes() -> Iterator[Path]:
    own = str(os.getpid())
    return (entry for entry in _PROCESSES.iterdir() if entry.name.isdigit() and entry.name != own)


def _works_in(process: Path, common: Path) -> bool:
    """Whether this is a git that works in the repository; what we may not look at counts as no."""
    try:
        called = (process / "cmdline").read_bytes().split(b"\0")
        if not called[0].rpartition(b"/")[2].startswith(b"git") or b"cat-file" in called:
            return False  # one that only reads may live as long as a run of ours
        places = [process / "cwd", *(process / "fd").iterdir()]
        return any(place.readlink().is_relative_to(common.parent) for place in places)
    except OSError:
        return False
