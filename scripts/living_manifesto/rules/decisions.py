"""Rules about decisions: reasons, terms, roles, and what only an import may state (LM501–LM503, LM506–LM509)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.diagnostics import Argument, Diagnostic
from living_manifesto.core.proposals import Decision, Outcome, Proposal
from living_manifesto.documents.within import Path
from living_manifesto.rules.context import Context
from living_manifesto.rules.phrases import is_list_phrase
from living_manifesto.rules.references import replacing
from living_manifesto.rules.tree import Entry

Fault = tuple[str, Path, dict[str, Argument]]

_OWES_REASON = frozenset((Outcome.DECLINED, Outcome.DEFERRED))
_OWES_REASON_OR_OTHER = frozenset((Outcome.DUPLICATE, Outcome.INCORPORATED))


def check(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Name what is missing or out of place in the decision of a proposal."""
    if entry.proposal is None:
        return
    roles = context.settings.roles
    for code, path, words in _faults(entry.proposal, roles):
        fault = Diagnostic.of(code, entry.path, entry.document.span(path), **words)
        match code:
            case "LM501" if words["outcome"] in _OWES_REASON_OR_OTHER:
                yield fault.but(variant="other")
            case "LM506":
                meant = [role for role, title in roles.items() if title == words["value"]]
                yield fault.but(fixes=(replacing(entry.document, path, meant[0]),)) if len(meant) == 1 else fault
            case _:
                yield fault


def owes_reason(decision: Decision) -> bool:
    """Whether a decision must say why; one that names another proposal may let that speak."""
    return decision.outcome in _OWES_REASON or (decision.outcome in _OWES_REASON_OR_OTHER and not decision.of)


def _faults(proposal: Proposal, roles: Mapping[str, str]) -> Iterator[Fault]:
    yield from _self_references(proposal)
    decision = proposal.decision
    if decision is None:
        return
    yield from _reason(decision, imported=proposal.is_imported)
    if decision.outcome is Outcome.DEFERRED and not decision.until.strip():
        yield "LM503", ("decision",), {}
    if proposal.is_imported:
        return
    yield from _of_our_own(proposal, decision, roles)


def _of_our_own(proposal: Proposal, decision: Decision, roles: Mapping[str, str]) -> Iterator[Fault]:
    named = tuple(f"{role} ({title})" for role, title in roles.items())
    if decision.by and roles and decision.by not in roles:
        yield "LM506", ("decision", "by"), {"value": decision.by, "allowed": named}
    if decision.outcome is Outcome.ADOPTED and not proposal.changes:
        yield "LM507", ("decision", "outcome"), {}
    for key, value in (("on", decision.on), ("link", decision.link)):
        if value:
            yield "LM508", ("decision", key), {"key": key}


def _reason(decision: Decision, *, imported: bool) -> Iterator[Fault]:
    if decision.reason.strip():
        if is_list_phrase(decision.reason):
            yield "LM502", ("decision", "reason"), {"reason": decision.reason.strip()}
        return
    # What was decided elsewhere may have its reason there: the link leads to it.
    if imported and decision.link:
        return
    if owes_reason(decision):
        yield "LM501", ("decision",), {"outcome": decision.outcome.value}


def _self_references(proposal: Proposal) -> Iterator[Fault]:
    if proposal.reverts == proposal.id:
        yield "LM509", ("reverts",), {"key": "reverts", "value": proposal.id}
    if proposal.decision is not None and proposal.decision.of == proposal.id:
        yield "LM509", ("decision", "of"), {"key": "of", "value": proposal.id}
    for place, source in enumerate(proposal.incorporates):
        if source.id == proposal.id:
            yield "LM509", ("incorporates", place, "id"), {"key": "incorporates", "value": proposal.id}
