"""What a step of ``main`` is made of, and what the judge says about it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.outline import Key
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import value


class ActKind(StrEnum):
    """The acts of the table of design.md, invariant 2; a step is a union of them."""

    RECEIPT = "receipt"
    REDRAFT = "redraft"
    ADOPTION = "adoption"
    DECISION = "decision"
    REDACTION = "redaction"
    LAYOUT = "layout"
    SETTINGS = "settings"
    TOPICS = "topics"
    BASELINE = "baseline"


@value
class Act:
    """One act; the subject is a proposal, a baseline, a section (topics) or a file (layout, settings)."""

    kind: ActKind
    subject: str


@value
class Judgement:
    """The acts that a step is made of, and what they leave unexplained.

    ``nodes`` has, for each fault, the address of its node (empty where the fault is about no node),
    so that those who hold the documents can add the place. ``adopted`` are the proposals that became adopted,
    whether or not the text shows it.
    """

    acts: tuple[Act, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    nodes: tuple[Key, ...] = ()
    adopted: tuple[Proposal, ...] = ()


class Findings:
    """Acts and faults while they are gathered."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.faults: list[tuple[Diagnostic, Key]] = []
        self.adopted: tuple[Proposal, ...] = ()

    def act(self, kind: ActKind, *subjects: str) -> None:
        """Note an act of each subject."""
        self.acts.extend(Act(kind, subject) for subject in subjects)

    def fault(self, *diagnostics: Diagnostic, node: Key = "") -> None:
        """Note faults about one node, or about none."""
        self.faults.extend((diagnostic, node) for diagnostic in diagnostics)

    def judgement(self) -> Judgement:
        """What was gathered, as a value."""
        return Judgement(
            tuple(_once(self.acts)),
            tuple(fault for fault, _ in self.faults),
            tuple(node for _, node in self.faults),
            self.adopted,
        )


def _once(acts: Iterable[Act]) -> list[Act]:
    order = {kind: rank for rank, kind in enumerate(ActKind)}
    return sorted(set(acts), key=lambda act: (order[act.kind], act.subject))
