"""The port through which the rules read a tree of files: work tree, index or revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

LIMIT = 1 << 20
"""Bytes of the largest file that is read whole; of a larger one a source gives ``LIMIT + 1`` bytes."""

ROOMS = ("manifesto", "proposals")
"""The folders whose files the tool answers for."""


class Source(Protocol):
    """One tree of files."""

    def paths(self) -> Iterable[str]:
        """The paths of all files under the two rooms, with ``/``, relative to the root."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder, none where there is no such folder."""


class Nothing:
    """The tree before the first commit."""

    def paths(self) -> Iterable[str]:
        """No paths."""
        return ()

    def read(self, path: str) -> bytes | None:  # noqa: ARG002 - the port names it
        """No bytes."""
        return None

    def names(self, folder: str) -> Iterable[str]:  # noqa: ARG002
        """No names."""
        return ()


class Overlay:
    """A tree with some files put in (or, for ``None``, taken out) that are not written yet."""

    def __init__(self, below: Source, files: Mapping[str, bytes | None]) -> None:
        self._below = below
        self._files = files

    def paths(self) -> Iterable[str]:
        """The paths of both."""
        gone = {path for path, raw in self._files.items() if raw is None}
        return sorted({*self._below.paths(), *self._files} - gone)

    def read(self, path: str) -> bytes | None:
        """The new bytes, or those below."""
        return self._files[path] if path in self._files else self._below.read(path)

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder."""
        start = f"{folder}/"
        own = {path[len(start) :]: raw for path, raw in self._files.items() if path.startswith(start)}
        kept = {name for name in self._below.names(folder) if own.get(name, b"") is not None}
        return sorted(kept | {name for name, raw in own.items() if raw is not None and "/" not in name})
