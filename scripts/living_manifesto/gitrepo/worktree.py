"""The files as they lie in the folder, and what tells at a glance that none has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from living_manifesto.rules.source import LIMIT, ROOMS

_CHUNK = 1 << 16
# A pipe would wait for a writer for ever, a link could lead anywhere; Windows knows neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class WorkTree:
    """The files under the two rooms of a folder. Links are listed but never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def paths(self) -> Iterable[str]:
        """The paths under the two rooms, in order."""
        return sorted(path for path, _ in self.stats())

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none or something else (a link, a folder, a pipe) stands."""
        try:
            handle = os.open(f"{self._root}/{path}", _FLAGS)
        except OSError:
            return None
        try:
            if not S_ISREG(os.fstat(handle).st_mode):
                return None
            raw = os.read(handle, _CHUNK)
            while len(raw) <= LIMIT and (more := os.read(handle, _CHUNK)):
                raw += more
        finally:
            os.close(handle)
        return raw[: LIMIT + 1]

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder, those of folders in it left out."""
        try:
            with os.scandir(self._root / folder) as entries:
                return sorted(entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))
        except OSError:
            return ()

    def stats(self) -> Iterator[tuple[str, os.stat_result]]:
        """Every path with its size, times and inode."""
        for room in ROOMS:
            yield from _stats(f"{self._root}{os.sep}{room}", room)


def _stats(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _stats(entry.path, path)
            else:
                yield path, entry.stat(follow_symlinks=False)
