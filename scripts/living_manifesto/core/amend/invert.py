"""Taking changes back, and making one list of two."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.amend.apply import examine
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.amend.draft import Draft
from living_manifesto.core.amend.settle import Record
from living_manifesto.core.amend.state import undo
from living_manifesto.core.changes import Change
from living_manifesto.core.outline import Outline


def invert(before: Outline, changes: Sequence[Change], home: str) -> tuple[Change, ...]:
    """The changes that take ``changes`` back, with full addresses: fields, places and removed subtrees return.

    ``before`` is the tree to which ``changes`` apply; a ValueError if they do not.
    """
    draft, inverse = Draft(before), list[Change]()
    for index, change in enumerate(changes):
        edit = examine(draft, change, home)
        if isinstance(edit, Conflict):
            raise ValueError(f"change {index} does not apply: {edit.cause}")
        inverse.append(undo(draft, edit))
        draft.make(edit)
    return tuple(reversed(inverse))


def compose(before: Outline, first: Sequence[Change], second: Sequence[Change], home: str) -> tuple[Change, ...]:
    """One resolved list with the effect of both on ``before``; a ValueError if they do not apply to it.

    The tree is needed because only it tells whether a bare id means a node or a section.
    """
    record = Record(before)
    for index, change in enumerate((*first, *second)):
        edit = examine(record.draft, change, home)
        if isinstance(edit, Conflict):
            raise ValueError(f"change {index} does not apply: {edit.cause}")
        record.make(edit)
    settled = record.settle(home)
    if settled is None:
        raise ValueError("a bare id in the result means another node in the home section")
    return settled
