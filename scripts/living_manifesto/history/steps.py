"""A step of ``main`` as git tells it, without its trees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from living_manifesto.core.values import value
from living_manifesto.rules.source import Source


@value
class Mark:
    """Which step: commit, committer, the moment (ISO, with offset) and the subject of its message."""

    commit: str
    committer: str = ""
    at: str = ""
    subject: str = ""


@value
class Touched:
    """A file in which a step differs from the one before it; ids of what stood and stands, empty for nothing."""

    path: str
    old: str
    new: str


@value
class Step:
    """The change from the first parent's tree to this one's, under the two rooms."""

    mark: Mark
    parents: tuple[str, ...] = ()
    touched: tuple[Touched, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files that differ."""
        return tuple(each.path for each in self.touched)


class Walk(Protocol):
    """Steps in a row, oldest first: the tree before them, then each with its own.

    A tree is good for reading until the step after the next one is asked for.
    """

    def before(self) -> Source:
        """The tree before the first step."""

    def __iter__(self) -> Iterator[tuple[Step, Source]]:
        """The steps, each with the tree that it gives."""
