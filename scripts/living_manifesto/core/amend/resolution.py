"""What became of changes that were applied again on a text that has moved."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.amend.conflict import Cause
from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import Node
from living_manifesto.core.values import value


class Fit(StrEnum):
    """How changes fit today's text."""

    CLEAN = "clean"
    APPROXIMATE = "approximate"
    MERGED = "merged"
    ALREADY_THERE = "already_there"
    NEEDS_PERSON = "needs_person"


class Need(StrEnum):
    """Why a person is needed."""

    TEXT_CHANGED = "text_changed"
    TARGET_GONE = "target_gone"
    PARENT_GONE = "parent_gone"
    SECTION_GONE = "section_gone"
    MOVED_TWICE = "moved_twice"
    MOVED_AND_REMOVED = "moved_and_removed"
    SUBTREE_CHANGED = "subtree_changed"
    ID_TAKEN = "id_taken"
    DEPENDS = "depends"  # on an earlier change of the list that needs a person itself
    UNFIT = "unfit"  # it never fitted: ``cause`` tells why


@value
class Note:
    """How one change (counted from 0) fits. Fields that do not concern it are empty.

    ``reference`` is what was written and is in question: the target, the parent or, if the place is
    approximate, the neighbour that is gone. Of a text, ``was`` is what the proposer saw, ``stands`` what
    stands today, ``becomes`` what the change (or the two together) makes of it. ``elsewhere`` is the address
    at which a node that is gone seems to stand now; ``ids`` are the ids that were given anew, old and new;
    ``cause`` says why a change does not fit at all.
    """

    index: int
    fit: Fit
    reference: str
    need: Need | None = None
    field: str = ""
    was: str = ""
    stands: str = ""
    becomes: str = ""
    elsewhere: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    cause: Cause | None = None


@value
class Resolution:
    """The whole outcome: resolved changes and the tree that they give, and a note on each change as written.

    ``apply(today, changes)`` gives ``root`` exactly. If a person is needed, there are no changes and
    ``root`` is today's.
    """

    fit: Fit
    changes: tuple[Change, ...]
    root: Node
    notes: tuple[Note, ...]

    @property
    def needs(self) -> tuple[Note, ...]:
        """The notes for which a person is needed."""
        return tuple(note for note in self.notes if note.fit is Fit.NEEDS_PERSON)
