"""Which draft of a proposal counts: mostly the copy on its branch, sometimes what the register says."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.proposals import Proposal
from living_manifesto.plan.building import build
from living_manifesto.plan.files import proposal_at
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree

_DRAFT = ("changes", "section", "title", "drafted")


def redrafted(base: Tree, today: Tree, copy: Proposal) -> Proposal | None:
    """The draft of the register, where it is younger than the ``copy`` on the branch; None where the copy counts.

    ``base`` is what the branch was made on. What a person bettered on the branch since then is never replaced this way.
    """
    path = proposal_path(copy.id)
    stood, stands = proposal_at(base, path), proposal_at(today, path)
    if stood is None or stands is None or not stands.changes or _draft(stood) == _draft(stands):
        return None
    made = build(base, stood, None).proposal
    return stands if made.changes == copy.changes and made.title == copy.title else None


def grown(written: Tree, base: Tree, today: Tree, copy: Proposal) -> Proposal | None:
    """The draft of the register, where the ``copy`` is what the tool could make of it on ``base``, and more can be made
    of it today; None where the copy counts. ``written`` is the text on which it was received.

    So it is when a part of it was in the text already and has been taken out again, or when the text that it was
    written for comes later. What a person bettered on the branch stays.
    """
    received = proposal_at(today, proposal_path(copy.id))
    if received is None or not received.changes or _is_whole(received.changes, copy.changes or ()):
        return None
    if build(base, received, written.outline()).proposal.changes != copy.changes:
        return None
    now = build(today, received, written.outline()).resolution
    again = resolve(base.outline(), today.outline(), copy.changes or (), copy.section, copy.id)
    return received if now.changes and now.root != again.root else None


def _is_whole(received: Sequence[Change], held: Sequence[Change]) -> bool:
    """Whether all that was received is held as it was, at the places that it names."""
    pairs = zip(received, held, strict=False)
    return len(received) == len(held) and all(_is_same(one, other) for one, other in pairs)


def _is_same(one: Change, other: Change) -> bool:
    match one, other:
        case Replace(), Replace():
            return (one.field, one.was, one.becomes) == (other.field, other.was, other.becomes)
        case Add(), Add():
            return one.node == other.node and one.after in (FIRST, LAST, other.after)
        case Move(), Move():
            return one.was == other.was and one.after in (FIRST, LAST, other.after)
        case Remove(), Remove():
            return one.was == other.was
        case _:
            return False


def _draft(proposal: Proposal) -> tuple[object, ...]:
    return tuple(getattr(proposal, name) for name in _DRAFT)
