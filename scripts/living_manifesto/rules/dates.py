"""Rules about dates, held against the day it is where the manifesto lives (LM324, LM504, LM505)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.core.proposals import Outcome, Proposal, Redaction
from living_manifesto.rules.entry import Entry

Path = tuple[str | int, ...]


def today(now_utc: datetime, zone: str) -> date:
    """The day it is in a time zone (``Asia/Tokyo``) at a moment; a moment without zone is meant as UTC."""
    moment = now_utc if now_utc.tzinfo else now_utc.replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone)).date()


def check(entry: Entry, today: date) -> Iterator[Diagnostic]:
    """Name dates of a proposal that lie in the future, and an id that tells another date of receipt."""
    proposal = entry.proposal
    if proposal is None:
        return
    yield from id_date(entry.file, entry.document.span(("id",)), proposal.id, proposal.submitted_on)
    for path, written in _dates(proposal):
        yield from in_future(entry.file, entry.document.span(path), str(path[-1]), written, today)


def check_term(entry: Entry, today: date) -> Iterator[Diagnostic]:
    """Name a term of a deferral that has passed already.

    To be asked of a decision when it is made: later its passing is what was meant, the proposal is open again.
    """
    decision = entry.proposal.decision if entry.proposal is not None else None
    if decision is None or decision.outcome is not Outcome.DEFERRED:
        return
    until = _day(decision.until)
    if until is not None and until < today:
        span = entry.document.span(("decision", "until"))
        yield Diagnostic.of("LM504", entry.file, span, until=decision.until, today=today.isoformat())


def id_date(file: str, span: Span, id_: str, written: str) -> Iterator[Diagnostic]:
    """Name an id (of a proposal or baseline) whose date is not the one that the file states."""
    if _day(written) is not None and id_.partition("-")[0] != written.replace("-", ""):
        yield Diagnostic.of("LM324", file, span, value=id_, date=written)


def in_future(file: str, span: Span, key: str, written: str, today: date) -> Iterator[Diagnostic]:
    """Name a date that has not come yet."""
    day = _day(written)
    if day is not None and day > today:
        yield Diagnostic.of("LM505", file, span, key=key, value=written, today=today.isoformat())


def _dates(proposal: Proposal) -> Iterator[tuple[Path, str]]:
    yield ("submitted_on",), proposal.submitted_on
    if proposal.decision is not None and proposal.decision.on:
        yield ("decision", "on"), proposal.decision.on
    notices: tuple[tuple[Path, object], ...] = (
        (("hidden",), proposal.hidden),
        (("title",), proposal.title),
        (("proposer", "name"), proposal.proposer),
        (("body",), proposal.body),
        (("reason",), proposal.reason),
    )
    for path, notice in notices:
        if isinstance(notice, Redaction):
            yield (*path, "on"), notice.on


def _day(written: str) -> date | None:
    # Words (「予算の成立」) and malformed dates are no concern here; LM208 names the latter.
    try:
        return date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None
