"""One step taken apart: what each adopted proposal made of the text, one after another, and what none of them did."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.steps import ActKind, Judgement, judge
from living_manifesto.core.steps.order import explain
from living_manifesto.core.steps.unique import outlined
from living_manifesto.core.values import NOTHING, value
from living_manifesto.rules import snapshots
from living_manifesto.rules.tree import Tree


@value
class Effect:
    """The text after one cause: a proposal, a baseline (its id), or neither: then it was done in silence.

    ``origins`` tells of nodes that came from another section where they stood before, by their new address;
    ``before`` is the text on which the cause acted.
    """

    after: Outline
    proposal: Proposal | None = None
    baseline: str = ""
    origins: Mapping[Key, Key] = NOTHING
    before: Outline | None = None


def effects(before: Tree, after: Tree, changed: Collection[str]) -> Iterator[Effect]:
    """What made the text of ``after`` out of that of ``before``, in order; nothing where the text stayed."""
    was, now = snapshots.step(before, after, changed)
    verdict = judge(was, now)
    outline, goal = (outlined(tree.root) for tree in (was, now))
    adopted = [proposal for proposal in verdict.adopted if proposal.changes]
    for proposal in explain(outline, adopted, goal).applied if adopted else ():
        outcome = apply(outline, proposal.changes or (), proposal.section)
        if isinstance(outcome, Applied):
            stood, outline = outline, outcome.outline()
            yield Effect(outline, proposal, origins=dict(outcome.draft.origins), before=stood)
    if outline.root != goal.root:
        yield Effect(goal, baseline=_baseline(verdict), before=outline)


def _baseline(verdict: Judgement) -> str:
    return next((act.subject for act in verdict.acts if act.kind is ActKind.BASELINE), "")
