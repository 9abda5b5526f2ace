"""Which draft of a proposal counts where the register was drafted anew after its branch was made."""

from __future__ import annotations

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


def _draft(proposal: Proposal) -> tuple[object, ...]:
    return tuple(getattr(proposal, name) for name in _DRAFT)
