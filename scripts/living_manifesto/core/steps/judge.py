"""One step judged from its two trees alone: no message, no branch, no forge, no day (design.md, invariant 2)."""

from __future__ import annotations

from collections.abc import Iterable

from living_manifesto.core.changes import Add, Move
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import EMPTY, Snapshot, differing, manifesto_file
from living_manifesto.core.steps.acts import Findings, Judgement
from living_manifesto.core.steps.baselines import is_judged, judge_baselines, warn_of_later
from living_manifesto.core.steps.files import judge_files, judge_unreadable
from living_manifesto.core.steps.register import judge_register
from living_manifesto.core.steps.unique import outlined


def judge(before: Snapshot, after: Snapshot) -> Judgement:
    """The acts of the step from ``before`` to ``after``, and a fault for everything that no act explains.

    The trees may be cut down to what differs between them, as long as

    - all baselines of both trees are there (they tell whether the step is judged at all),
    - every proposal and topics file that differs is there, and every source of a consolidation adopted here,
    - the list of areas and sections is whole, a section that does not differ is a stub (id and number) in both
      trees unless a proposal adopted here names it, and no section of ``after`` is one if it has a new baseline.

    A step before the first baseline is not judged; the first baseline only has to state the text that it records.
    """
    findings = Findings()
    if not is_judged(before):
        if after.baselines:
            judge_unreadable(before, after, findings)
            judge_baselines(before, after, findings)
        return findings.judgement()
    judge_unreadable(before, after, findings)
    findings.adopted = judge_register(before, after, findings)
    baselines = judge_baselines(before, after, findings)
    _judge_text(before, after, findings.adopted, baselines, findings)
    judge_files(before, after, findings)
    return findings.judgement()


def _judge_text(
    before: Snapshot, after: Snapshot, adopted: tuple[Proposal, ...], baselines: tuple[str, ...], findings: Findings
) -> None:
    if not adopted and not baselines and before.root == after.root:
        return
    # Most steps only receive: they need none of this.
    from living_manifesto.core.steps.adoption import judge_adoptions
    from living_manifesto.core.steps.leftover import leftovers

    dark = _dark(before, after)
    stood, stands = (outlined(_without(tree.root, dark)) for tree in (before, after))
    # Beside a baseline an adoption still has to show its own effect: the record that a proposal was adopted
    # must be true whatever else the step did. The baseline covers only what no adoption explains.
    in_sight = [proposal for proposal in adopted if not _reaches(proposal, dark)]
    explained = judge_adoptions(stood, stands, in_sight, after, findings)
    if baselines:
        warn_of_later(baselines, differing(explained.root, stands.root), after, findings)
        return
    for leftover in leftovers(explained, stands):
        findings.fault(leftover.diagnostic({**before.paths, **after.paths}), node=leftover.key)


def _dark(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The sections (``manifesto`` for all) whose file cannot be read in one of the trees; LM714 stands for them."""
    unreadable = before.unreadable | after.unreadable
    files = [*before.paths.items(), *after.paths.items(), (ROOT, manifesto_file(after.paths))]
    return frozenset(key for key, file in files if file in unreadable)


def _reaches(proposal: Proposal, dark: frozenset[str]) -> bool:
    """Whether a change of the proposal is about a section that cannot be compared."""
    references = {
        reference
        for change in proposal.changes or ()
        for reference in ([] if isinstance(change, Add) else [change.target])
        + ([change.to] if isinstance(change, Add | Move) else [])
    }
    sections = {reference.partition("/")[0] if "/" in reference else proposal.section for reference in references}
    return ROOT in dark or not dark.isdisjoint(references | sections)


def _without(root: Node, dark: frozenset[str]) -> Node:
    if ROOT in dark:
        return EMPTY
    if not dark:
        return root
    areas = tuple(
        area.with_children("sections", _stubs(area.children("sections"), dark)) for area in root.children("areas")
    )
    return root.with_children("areas", areas)


def _stubs(sections: Iterable[Node], dark: frozenset[str]) -> tuple[Node, ...]:
    return tuple(Node(each.id, number=each.number) if each.id in dark else each for each in sections)
