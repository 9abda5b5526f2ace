"""Whether the stated kind of a proposal agrees with its changes (LM406, LM407)."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.kinds import agrees, computed_kind, more_than_editorial
from living_manifesto.core.proposals import ProposalKind
from living_manifesto.rules.entry import Entry


def check(entry: Entry) -> Iterator[Diagnostic]:
    """Name a kind that the changes contradict, and an editorial that changes what an editorial may not."""
    proposal = entry.proposal
    if proposal is None or proposal.kind is None or not proposal.changes:
        return
    span = entry.document.span(("kind",))
    if not agrees(proposal.kind, proposal.changes):
        computed = computed_kind(proposal.changes)
        yield Diagnostic.of("LM406", entry.file, span, kind=proposal.kind.value, computed=computed.value)
    elif proposal.kind is ProposalKind.EDITORIAL and (difference := more_than_editorial(proposal.changes)):
        computed = ProposalKind.REVISION
        yield Diagnostic.of(
            "LM407", entry.file, span, kind=proposal.kind.value, computed=computed.value, difference=difference
        )
