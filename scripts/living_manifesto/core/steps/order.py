"""In which order the adoptions of one step were applied: the one that their anchors demand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.steps.demands import predecessors
from living_manifesto.core.values import value

_FEW = 4


@value
class Explained:
    """What the adoptions make of a text: those that applied, in their order, and those that did not, and why."""

    outline: Outline
    applied: tuple[Proposal, ...]
    refused: tuple[tuple[Proposal, Conflict], ...] = ()


def explain(before: Outline, adopted: Sequence[Proposal], goal: Outline) -> Explained:
    """Apply all adopted proposals to ``before``, in the order that gives ``goal`` if there is one.

    The demands of the anchors are enough unless proposals move each other's neighbours: a few (four at most)
    are then tried in every order, ties by id.
    """
    first = _greedy(before, adopted, goal)
    if not 1 < len(adopted) <= _FEW or (first.outline.root == goal.root and not first.refused):
        return first
    orders = permutations(sorted(adopted, key=lambda proposal: proposal.id))
    tried = (in_turn(before, order) for order in orders)
    return next((each for each in tried if each.outline.root == goal.root and not each.refused), first)


def in_turn(before: Outline, proposals: Sequence[Proposal]) -> Explained:
    """Apply the proposals one after the other as given; what does not apply is left out."""
    outline, applied, refused = before, list[Proposal](), list[tuple[Proposal, Conflict]]()
    for proposal in proposals:
        match apply(outline, proposal.changes or (), proposal.section):
            case Applied() as result:
                outline = result.outline()
                applied.append(proposal)
            case Conflict() as conflict:
                refused.append((proposal, conflict))
    return Explained(outline, tuple(applied), tuple(refused))


def _greedy(before: Outline, adopted: Sequence[Proposal], goal: Outline) -> Explained:
    pending = sorted(adopted, key=lambda proposal: proposal.id)
    earlier = predecessors(before, pending, goal)
    outline, applied = before, list[Proposal]()
    while pending:
        waiting = {each.id for each in pending}
        by_demand = sorted(pending, key=lambda each: len(earlier[each.id] & waiting))
        fits = ((each, in_turn(outline, [each])) for each in by_demand)
        found = next(((each, result) for each, result in fits if result.applied), None)
        if found is None:
            break
        pending.remove(found[0])
        outline = found[1].outline
        applied.append(found[0])
    return Explained(outline, tuple(applied), in_turn(outline, pending).refused)
