"""Steps as events: what happened to which proposal, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from living_manifesto.core.outline import Key
from living_manifesto.core.proposals import Outcome
from living_manifesto.core.snapshot import Snapshot
from living_manifesto.core.steps import ActKind, judge
from living_manifesto.core.values import value
from living_manifesto.documents.schema import Schemas
from living_manifesto.history.steps import Mark, Step
from living_manifesto.rules import snapshots
from living_manifesto.rules.source import Source
from living_manifesto.rules.tree import Tree


@value
class Event:
    """An act of a step; ``outcome`` says how a proposal was decided."""

    kind: ActKind
    subject: str
    outcome: str = ""


@value
class Happening:
    """A step with its events; ``unexplained`` counts what no act explains."""

    mark: Mark
    events: tuple[Event, ...] = ()
    unexplained: int = 0

    def of(self, subjects: Collection[str]) -> Happening:
        """Only what happened to some proposals."""
        return Happening(self.mark, tuple(event for event in self.events if event.subject in subjects))


def happenings(visits: Iterable[tuple[Step, Source, Source]], schemas: Schemas, node: Key = "") -> Iterator[Happening]:
    """The steps as events; with ``node`` only those that left it, or something below it, otherwise than it was."""
    for step, source, target in visits:
        before = Tree(source, schemas)
        after = Tree(target, schemas, before.known)
        if node and not _differs(node, before, after):
            continue
        yield happening(step, before, after)


def happening(step: Step, before: Tree, after: Tree) -> Happening:
    """One step as events."""
    was, now = snapshots.step(before, after, step.paths)
    verdict = judge(was, now)
    faults = sum(fault.severity == "error" for fault in verdict.faults)
    events = [Event(act.kind, act.subject, _outcome(act.subject, act.kind, now)) for act in verdict.acts]
    return Happening(step.mark, (*_received(was, now, events), *events, *_incorporated(was, now)), faults)


def _outcome(subject: str, kind: ActKind, now: Snapshot) -> str:
    held = now.proposals.get(subject) if kind is ActKind.DECISION else None
    return held.decision.outcome.value if held is not None and held.decision is not None else ""


def _received(was: Snapshot, now: Snapshot, events: Collection[Event]) -> Iterator[Event]:
    """The receipts that are part of another act, or came before the first baseline."""
    told = {event.subject for event in events if event.kind is ActKind.RECEIPT}
    return (Event(ActKind.RECEIPT, name) for name in sorted(now.proposals.keys() - was.proposals.keys() - told))


def _incorporated(was: Snapshot, now: Snapshot) -> Iterator[Event]:
    """The sources of consolidations, whose decision is part of the adoption."""
    for name, held in now.proposals.items():
        old, decision = was.proposals.get(name), held.decision
        if old is None or decision is None or old.decision == decision:
            continue
        if decision.outcome is Outcome.INCORPORATED:
            yield Event(ActKind.DECISION, name, decision.outcome.value)


def _differs(node: Key, before: Tree, after: Tree) -> bool:
    section = node.partition("/")[0]
    old, new = (tree.outline([section]).places.get(node) for tree in (before, after))
    return old != new
