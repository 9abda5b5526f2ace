"""The port through which the rules read a tree of files: work tree, index or revision."""

from __future__ import annotations

from collections.abc import Iterable
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
