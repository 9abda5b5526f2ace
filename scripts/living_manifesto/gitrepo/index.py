"""The index of a work tree, held against every other git while the branch under it moves, and replaced in one go.

Whoever commits between the move of a branch and that of its index takes the move back without a word. So git's own
lock is ours from before the move until index and files have followed. It says that it is ours, and a file that the
system locks says whether we live: what a killed run has left goes with the next.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from living_manifesto.gitrepo import LockHeld
from living_manifesto.gitrepo.turns import lock, owner_is_dead

_MARK = b"living-manifesto: index and files are being brought along; run any manifesto command again\n"
_PATIENCE_SECONDS = 10.0
_PATIENCE_WITH_OURS_SECONDS = 60.0


class HeldIndex:
    """The right to bring index and files of a work tree along; ``removed_locks`` are those of the dead that went."""

    def __init__(self, git: Path, common: Path) -> None:
        self.removed_locks: list[str] = []
        self._index = git / "index"
        self._lock = git / "index.lock"
        self._common = common
        self._room = git / "living-manifesto"
        self._staged = self._room / "index"
        self._file: IO[bytes] | None = None

    @property
    def files(self) -> Path:
        """Where files are written before they go to their places."""
        return self._room / "files"

    @property
    def environ(self) -> Mapping[str, str]:
        """The surroundings in which git works on the index that will be."""
        return {"GIT_INDEX_FILE": str(self._staged)}

    @property
    def handles(self) -> tuple[int, ...]:
        """What a git of ours holds too, so that nobody takes us for dead while it lives."""
        return (self._file.fileno(),) if self._file is not None else ()

    @property
    def is_concerned(self) -> bool:
        """Whether the right is ours, or a run of ours died with it."""
        if self._file is not None:
            return True
        return is_ours(self._lock)

    def take(self) -> bool:
        """Wait for the right; False when it is ours already."""
        if self._file is not None:
            return False
        self._room.mkdir(exist_ok=True)
        self._file = (self._room / "carrying.turn").open("a+b")
        try:
            lock(self._file, _PATIENCE_WITH_OURS_SECONDS)
            self._sweep()
            self._lock_index()
        except BaseException:
            self._close()
            raise
        return True

    def stage(self) -> None:
        """Begin the index that will be as the one that is."""
        self._sweep_room()
        if self._index.exists():
            shutil.copyfile(self._index, self._staged)

    def publish(self) -> None:
        """Let the index that will be become the one that is."""
        self._staged.replace(self._index)

    def release(self) -> None:
        """Let others write the index again."""
        if self._file is not None:
            self._lock.unlink(missing_ok=True)
            self._sweep_room()
            self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _sweep(self) -> None:
        if is_ours(self._lock):
            self._remove()
        self._sweep_room()

    def _sweep_room(self) -> None:
        for left in (self._staged, self._room / "index.lock"):
            left.unlink(missing_ok=True)
        shutil.rmtree(self.files, ignore_errors=True)

    def _lock_index(self) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        mark = self._room / "mark"
        mark.write_bytes(_MARK)
        while not linked(mark, self._lock):
            if owner_is_dead(self._lock, self._common):
                self._remove()
            elif time.monotonic() > until:
                raise LockHeld(self._lock)
            else:
                time.sleep(0.05)

    def _remove(self) -> None:
        self._lock.unlink(missing_ok=True)
        self.removed_locks.append(str(self._lock.relative_to(self._common)))


def is_ours(lock: Path) -> bool:
    """Whether a lock of an index says that a run of ours holds it, or died with it."""
    try:
        return lock.read_bytes() == _MARK
    except OSError:
        return False


def linked(mark: Path, name: Path) -> bool:
    """Whether a file came into being with what ``mark`` says, at once and only if there was none."""
    try:
        os.link(mark, name)
    except FileExistsError:
        return False
    except OSError:  # a disk that knows no links
        try:
            with name.open("xb") as file:
                file.write(mark.read_bytes())
        except FileExistsError:
            return False
    return True
