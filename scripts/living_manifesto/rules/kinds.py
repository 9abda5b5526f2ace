"""Whether the stated kind of a proposal agrees with its changes (LM406, LM407)."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.kinds import agrees, computed_kind, more_than_editorial
from living_manifesto.core.proposals import ProposalKind
from living_manifesto.rules.context import Context
from living_manifesto.rules.references import replacing
from living_manifesto.rules.tree import Entry


def check(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Name a kind that the changes contradict, and an editorial that changes what an editorial may not."""
    proposal = entry.proposal
    if proposal is None or proposal.kind is None or not proposal.changes:
        return
    if not agrees(proposal.kind, proposal.changes):
        computed = computed_kind(proposal.changes).value
        span = entry.document.span(("kind",))
        fault = Diagnostic.of("LM406", entry.path, span, kind=proposal.kind.value, computed=computed)
        mends = proposal.decision is None and context.is_new(entry.path)
        yield fault.but(fixes=(replacing(entry.document, ("kind",), computed),)) if mends else fault
    elif proposal.kind is ProposalKind.EDITORIAL and (difference := more_than_editorial(proposal.changes)):
        words = {"kind": proposal.kind.value, "computed": ProposalKind.REVISION.value, "difference": difference}
        yield Diagnostic.of("LM407", entry.path, entry.document.span(("kind",)), **words)
