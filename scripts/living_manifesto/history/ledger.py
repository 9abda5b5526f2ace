"""What the audit carries from step to step: what is open, and what would have to stand for it to be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from living_manifesto.core.diagnostics import Severity
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Snapshot, differing
from living_manifesto.core.steps import Act, ActKind, Judgement, judge
from living_manifesto.core.steps.standing import stand_already
from living_manifesto.core.values import replace, value
from living_manifesto.history.consolidations import Consolidations
from living_manifesto.history.faults import TEXT_CODES, Differences, Fault, covered
from living_manifesto.history.mending import names_its_fault
from living_manifesto.history.proven import ALL, only
from living_manifesto.history.records import Records
from living_manifesto.history.register import Register
from living_manifesto.history.steps import Mark
from living_manifesto.history.text import Text, Texts
from living_manifesto.rules import snapshots
from living_manifesto.rules.tree import Tree


@value
class Later:
    """A baseline after the first: the text as the adoptions gave it, and as the baseline says it is."""

    baseline: str
    mark: Mark
    before: Node
    after: Node


@value
class _Judged:
    """One step with its verdict: trees, snapshots as they are and as they were judged."""

    mark: Mark
    before: Tree
    after: Tree
    changed: Collection[str]
    now: Snapshot
    verdict: Judgement


class Ledger:
    """What the steps so far amount to; ``first`` is the step of the first baseline, None before it."""

    def __init__(self) -> None:
        self.first: Mark | None = None
        self.steps = 0
        self.judged = 0
        self.acts: Counter[str] = Counter()
        self.open: list[Fault] = []
        self.mended: list[Fault] = []
        self.later: list[Later] = []
        self.text = Text()
        self.register = Register()
        self.records = Records()
        self.consolidations = Consolidations()
        self.unreadable: set[str] = set()

    def begin(self, mark: Mark, tree: Tree) -> None:
        """Start in the middle of a history: what stands in a tree counts as proven, if it has a baseline."""
        folder = "proposals/baselines"
        paths = [f"{folder}/{name}" for name in tree.source.names(folder) if name.endswith(".yaml")]
        if not paths:
            return
        now = snapshots.step(tree, tree, paths)[1]
        self._start(mark, tree, now)

    def take(self, mark: Mark, before: Tree, after: Tree, changed: Collection[str]) -> None:
        """Judge one step and go on by it."""
        self.steps += 1
        if self.first is None:
            self._await_start(mark, before, after, changed)
            return
        self.judged += 1
        if not changed:
            return
        was, now = snapshots.step(before, after, changed)
        stood = self.register.stood(was, now)
        old, new = self.records.expected(stood, now)
        expected = self.register.expected(old, new)
        old, new = self.text.expected(expected, new, after)
        verdict = judge(old, new)
        step = _Judged(mark, before, after, changed, now, verdict)
        self.acts.update(act.kind.value for act in verdict.acts)
        faults = [fault for fault in verdict.faults if fault.severity is Severity.ERROR]
        self.register.learn(stood, expected, now, faults)
        none = [*self.records.learn(now, faults), *self.consolidations.learn(after, changed, verdict.adopted, faults)]
        self._see(now, changed)
        fresh = [Fault(mark, fault) for fault in faults if fault not in none and fault.code not in TEXT_CODES]
        self._texts(step, fresh)

    def _await_start(self, mark: Mark, before: Tree, after: Tree, changed: Collection[str]) -> None:
        if not any(path.startswith("proposals/baselines/") for path in changed):
            return
        was, now = snapshots.step(before, after, changed)
        verdict = judge(was, now)
        if now.baselines or any(path.startswith("proposals/baselines/") for path in now.unreadable):
            self.judged += 1
            self.acts.update(act.kind.value for act in verdict.acts)
            self._start(mark, after, now)
            self.records.learn(now, verdict.faults)
            self._see(now, changed)
            self.open += [Fault(mark, fault) for fault in verdict.faults if fault.severity is Severity.ERROR]

    def _start(self, mark: Mark, tree: Tree, now: Snapshot) -> None:
        self.first = mark
        self.records.learn(now, ())
        self.text.begin(tree)

    def _see(self, now: Snapshot, changed: Collection[str]) -> None:
        self.unreadable = (self.unreadable - set(changed)) | now.unreadable

    def _texts(self, step: _Judged, fresh: list[Fault]) -> None:
        """Compare what the step leaves of the text with what is proven, and close what it made good."""
        verdict, started = step.verdict, _baselines(step.verdict)
        named = [
            (fault, node) for fault, node in zip(verdict.faults, verdict.nodes, strict=True) if fault.code in TEXT_CODES
        ]
        claims = [proposal for proposal in verdict.adopted if _is_claim(proposal, verdict, step.before)]
        dark = self.text.darken(step.now, step.changed)
        if not (named or claims or dark or started) and self.text.is_clear:
            self._close(step.mark, fresh, None)
            return
        texts = self.text.advance(step.before, step.after, step.changed, verdict.adopted, whole=bool(started))
        if started:
            self._rebase(step, started, texts)
        differences = self.text.compare(texts, step.after) if not started else Differences((), texts.real, texts.real)
        fresh += self._false_claims(step, claims, texts)
        fresh += [
            Fault(step.mark, fault, (node,))
            for fault, node in named
            if not (fault.code == "LM701" and differences is not None and differences.are_gone(fault, node))
        ]
        self._close(step.mark, fresh, differences, step.now)

    def _rebase(self, step: _Judged, started: Sequence[str], texts: Texts) -> None:
        """A sound baseline: from here on the text that it states is the proven one."""
        self.records.start(step.now)
        names = differing(texts.proven.root, texts.real.root)
        cut = [only(outline.root, names) for outline in (texts.proven, texts.real)]
        self.later += [Later(name, step.mark, *cut) for name in started]
        self.text.proven = ALL

    def _false_claims(self, step: _Judged, claims: Sequence[Proposal], texts: Texts) -> list[Fault]:
        """Adoptions that changed nothing, and do not state what the step that they name did in silence."""
        return [
            Fault(step.mark, fault, (node,))
            for proposal in claims
            for fault, node in names_its_fault(proposal, self.open, texts.proven, texts.real, step.now.paths)
        ]

    def _close(
        self, mark: Mark, fresh: Sequence[Fault], differences: Differences | None, now: Snapshot | None = None
    ) -> None:
        still: list[Fault] = []
        for fault in (*self.open, *fresh):
            if self._shows(fault, differences):
                still.append(fault)
            else:
                self.mended.append(replace(fault, mended=mark))
        if differences is not None and now is not None:
            still = covered(differences, still, mark, now.paths)
        self.open = still

    def _shows(self, fault: Fault, differences: Differences | None) -> bool:
        """Whether a fault is still to be seen."""
        diagnostic = fault.diagnostic
        if fault.is_in_text:
            # Without a comparison nothing has changed, or nothing can be seen.
            return differences.show(fault) if differences is not None else not self.text.is_clear
        if Register.answers_for(diagnostic):
            return self.register.shows(diagnostic)
        if Records.answers_for(diagnostic):
            return self.records.shows(diagnostic)
        if diagnostic.code == "LM711":
            return self.consolidations.shows(diagnostic)
        return diagnostic.file in self.unreadable


def _baselines(verdict: Judgement) -> list[str]:
    """The baselines that a step recorded, if all of them state the text."""
    if any(fault.code == "LM708" for fault in verdict.faults):
        return []
    return [act.subject for act in verdict.acts if act.kind is ActKind.BASELINE]


def _is_claim(proposal: Proposal, verdict: Judgement, before: Tree) -> bool:
    """Whether a proposal was adopted without an effect, as one that states a silent edit."""
    if not proposal.mends or not proposal.changes or Act(ActKind.ADOPTION, proposal.id) not in verdict.acts:
        return False
    outline = before.outline(snapshots.sections_of(proposal, before))
    return stand_already(proposal.changes, proposal.section, outline)
