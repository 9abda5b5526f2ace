"""Consolidations and their sources that do not agree with each other yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Disposition, Outcome, Proposal
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree


class Consolidations:
    """By source that disagrees, the consolidation that names it (the source itself where none does)."""

    def __init__(self, unsettled: Mapping[str, str] | None = None) -> None:
        self.unsettled = dict(unsettled or {})

    def learn(
        self, after: Tree, changed: Collection[str], adopted: Sequence[Proposal], faults: Sequence[Diagnostic]
    ) -> list[Diagnostic]:
        """Note new disagreements and forget settled ones; the faults that are none, since they settle one."""
        touched = [name for name in self.unsettled if adopted or proposal_path(name) in changed]
        settled = {name for name in touched if self._agrees(name, after, adopted)}
        found = [fault for fault in faults if fault.code == "LM711"]
        for fault in found:
            source = str(fault.args["source"])
            if source not in settled:
                self.unsettled.setdefault(source, str(fault.args["proposal"]))
        for name in settled:
            del self.unsettled[name]
        return [fault for fault in found if fault.args["source"] in settled]

    def shows(self, fault: Diagnostic) -> bool:
        """Whether the disagreement still stands."""
        return fault.args["source"] in self.unsettled

    def _agrees(self, source: str, after: Tree, adopted: Sequence[Proposal]) -> bool:
        """Whether the source is marked now as its consolidation says, or the one or the other was taken back."""
        by = self.unsettled[source]
        entry = after.entry(proposal_path(source))
        held = entry.proposal if entry is not None else None
        decision = held.decision if held is not None else None
        is_marked = decision is not None and decision.outcome is Outcome.INCORPORATED
        if by != source:
            return is_marked or any(each.reverts == by for each in adopted)
        return not is_marked or any(_names(each, source) for each in adopted)


def _names(consolidation: Proposal, source: str) -> bool:
    return any(
        each.id == source and each.disposition is not Disposition.NOT_USED for each in consolidation.incorporates
    )
