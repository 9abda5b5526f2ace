"""What a step did to the register of proposals: received, redrafted, decided, redacted; and what it may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Decision, Disposition, Outcome, Proposal, Redaction, Words
from living_manifesto.core.snapshot import Snapshot
from living_manifesto.core.status import decided_elsewhere, is_final, may_follow
from living_manifesto.core.steps.acts import ActKind, Findings
from living_manifesto.core.values import value

_RECEIPT = ("id", "submitted_on", "terms", "source", "claim")
_DRAFT = ("changes", "kind", "section", "drafted", "incorporates", "reverts", "mends")
_WORDS = ("body", "reason", "proposer", "title")
_WORDS_CODE = {"body": "LM703", "reason": "LM703", "proposer": "LM712"}


@value
class _Pair:
    """A proposal that stands in both trees."""

    before: Proposal
    after: Proposal
    file: str

    def altered(self, fields: tuple[str, ...]) -> Iterator[str]:
        """Those of the fields whose values differ."""
        return (name for name in fields if getattr(self.before, name) != getattr(self.after, name))

    @property
    def adopts(self) -> bool:
        decision = self.after.decision
        return decision is not None and decision.outcome is Outcome.ADOPTED and not decided_elsewhere(self.after)

    def fault(self, code: str, **args: str) -> Diagnostic:
        return Diagnostic.of(code, self.file, proposal=self.after.id, **args)


def judge_register(before: Snapshot, after: Snapshot, findings: Findings) -> tuple[Proposal, ...]:
    """Note what happened to each proposal; give those that were adopted here, whose effect the text must show."""
    adopted: list[Proposal] = []
    incorporated: list[str] = []
    for key in sorted(before.proposals.keys() | after.proposals.keys()):
        old, new = before.proposals.get(key), after.proposals.get(key)
        if old == new and before.paths.get(key) == after.paths.get(key):
            continue
        if new is None:
            _deleted(key, before, after, findings)
            continue
        if old is None and after.paths.get(key) in before.unreadable:
            continue  # What stood there could not be read: the caller hears LM714, which says all that is known.
        outcome = _received(new, after, findings) if old is None else _compared(old, new, before, after, findings)
        if outcome is Outcome.ADOPTED:
            adopted.append(new)
        elif outcome is Outcome.INCORPORATED:
            incorporated.append(key)
    _consolidations(adopted, incorporated, after, findings)
    return tuple(adopted)


def _deleted(key: str, before: Snapshot, after: Snapshot, findings: Findings) -> None:
    file = before.paths.get(key, "")
    if file not in after.unreadable:
        findings.fault(Diagnostic.of("LM702", file, proposal=key))


def _received(proposal: Proposal, after: Snapshot, findings: Findings) -> Outcome | None:
    # A decision of another place comes with the receipt, an adoption too: it explains not one character here,
    # so that its text can stand in the manifesto only by a baseline (imports, design.md section 4).
    if proposal.decision is None or decided_elsewhere(proposal):
        findings.act(ActKind.RECEIPT, proposal.id)
        return None
    if proposal.decision.outcome is Outcome.ADOPTED:
        return Outcome.ADOPTED
    file, outcome = after.paths.get(proposal.id, ""), proposal.decision.outcome
    findings.fault(Diagnostic.of("LM710", file, proposal=proposal.id, outcome=outcome.value))
    return None


def _compared(old: Proposal, new: Proposal, before: Snapshot, after: Snapshot, findings: Findings) -> Outcome | None:
    stood, file = before.paths.get(old.id, ""), after.paths.get(old.id, "")
    pair = _Pair(old, new, file)
    if stood != file:
        findings.fault(pair.fault("LM715", expected=stood))
    findings.fault(*(pair.fault("LM712", field=name) for name in pair.altered(_RECEIPT)))
    _words(pair, findings)
    _draft(pair, findings)
    return _decision(pair, findings)


def _words(pair: _Pair, findings: Findings) -> None:
    for name in pair.altered(_WORDS):
        old, new = getattr(pair.before, name), getattr(pair.after, name)
        if _is_erased(old, new):
            findings.act(ActKind.REDACTION, pair.after.id)
        elif isinstance(old, Redaction) or isinstance(new, Redaction):
            findings.fault(pair.fault("LM713", field=name))
        elif name in _WORDS_CODE:
            findings.fault(pair.fault(_WORDS_CODE[name], field=name))
        else:
            _redrafted(pair, name, findings)
    if pair.before.hidden != pair.after.hidden:
        # Showing again is as free as hiding: the words still stand in the file, so nothing lost is put back
        # and nothing new slips in; a hiding by mistake, or by abuse of the label, must be curable.
        findings.act(ActKind.REDACTION, pair.after.id)


def _is_erased(old: Words, new: Words) -> bool:
    # A notice without a digest proves nothing, and where nothing stood nothing can have been erased.
    return isinstance(old, str) and old != "" and isinstance(new, Redaction) and new.digest != ""


def _draft(pair: _Pair, findings: Findings) -> None:
    for name in pair.altered(_DRAFT):
        _redrafted(pair, name, findings)


def _redrafted(pair: _Pair, name: str, findings: Findings) -> None:
    # A deferred proposal may be redrafted: whether the deferral has passed, two trees without a day cannot tell.
    if is_final(pair.before.decision):
        findings.fault(pair.fault("LM706", field=name))
    elif not pair.adopts:  # the adopting step resolves the changes, which is part of the adoption
        findings.act(ActKind.REDRAFT, pair.after.id)


def _decision(pair: _Pair, findings: Findings) -> Outcome | None:
    old, new = pair.before.decision, pair.after.decision
    if old == new:
        return None
    if not may_follow(old, new) or new is None:
        findings.fault(_not_allowed(pair, old, new))
        return None
    if decided_elsewhere(pair.after):
        # What was imported open and decided there later; like its receipt it explains no text.
        findings.act(ActKind.DECISION, pair.after.id)
        return None
    if new.outcome not in (Outcome.ADOPTED, Outcome.INCORPORATED):
        findings.act(ActKind.DECISION, pair.after.id)
    return new.outcome


def _not_allowed(pair: _Pair, old: Decision | None, new: Decision | None) -> Diagnostic:
    was, becomes = (decision.outcome.value if decision else "" for decision in (old, new))
    if was == becomes:
        return pair.fault("LM706", field="decision")
    return pair.fault("LM704", before=was, after=becomes)


def _consolidations(adopted: list[Proposal], incorporated: list[str], after: Snapshot, findings: Findings) -> None:
    named: dict[str, str] = {}
    for consolidation in adopted:
        for source in consolidation.incorporates:
            named.setdefault(source.id, consolidation.id)
            # A source of which nothing was used may also stay open, or be declined with a reason of its own.
            if source.id not in incorporated and source.disposition is not Disposition.NOT_USED:
                findings.fault(_disagrees(after.paths, consolidation.id, source.id, consolidation.id))
    for source_id in incorporated:
        if source_id not in named:
            findings.fault(_disagrees(after.paths, source_id, source_id, source_id))


def _disagrees(paths: Mapping[str, str], at: str, source: str, proposal: str) -> Diagnostic:
    return Diagnostic.of("LM711", paths.get(at, ""), proposal=proposal, source=source)
