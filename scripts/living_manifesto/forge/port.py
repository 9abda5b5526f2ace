"""The port: what the tool asks of a forge, and how a forge can fail.

ForgeFailure           the forge does not do what was asked; the argument is what it said
+-- ForgeUnavailable   it cannot be reached, or is busy for longer than we wait
Moved                  somebody was faster; look again and repeat
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from living_manifesto.core.values import value
from living_manifesto.plan.actions import Action
from living_manifesto.plan.pulls import Pull


class ForgeFailure(Exception):
    """The forge does not do what was asked; the argument is what it said."""


class ForgeUnavailable(ForgeFailure):
    """The forge cannot be reached, or is busy for longer than we wait."""


class Style(StrEnum):
    """How a pull request comes into ``main``."""

    MERGE = "merge"
    SQUASH = "squash"
    REBASE = "rebase"


@value
class Merge:
    """One pull request to be merged.

    ``head`` guards that what was read is what is merged. ``files`` is what the merge changes in ``main`` (``None``
    for a file that goes): the branch has been brought up to ``main`` before, so git's own merge gives just this.
    """

    number: int
    head: str
    style: Style
    title: str
    message: str
    files: Mapping[str, bytes | None]


class Moved(Exception):
    """``main`` or a branch moved meanwhile, so nothing of this was done; look again and repeat."""


class Forge(Protocol):
    """One forge that holds the pull requests of one repository."""

    def pulls(self, proposals: Collection[str] | None = None) -> dict[str, Pull]:
        """The pull requests by proposal, the open one before a closed one; all of them when None is named."""

    def apply(self, actions: Sequence[Action]) -> None:
        """Carry out the actions in order. What is done already is left alone, so a killed run is simply run again."""

    def merge(self, onto: str, merges: Sequence[Merge]) -> tuple[str, ...]:
        """Merge in order, the first onto the commit ``onto`` of ``main``; the new commits, ``Moved`` if main moved."""
