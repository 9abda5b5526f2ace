"""Rules about dates, held against the day it is where the manifesto lives (LM324, LM504, LM505)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Outcome, Proposal, Redaction
from living_manifesto.core.snapshot import Baseline
from living_manifesto.documents.within import Path
from living_manifesto.rules.context import Context
from living_manifesto.rules.tree import Entry


def today(now_utc: datetime, zone: str) -> date:
    """The day it is in a time zone (``Asia/Tokyo``) at a moment; an unknown zone counts as UTC."""
    try:
        place: tzinfo = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = UTC
    return now_utc.astimezone(place).date()


def day_of(moment: str, zone: str) -> str:
    """The day (ISO) in a time zone of a moment that git tells."""
    try:
        return today(datetime.fromisoformat(moment), zone).isoformat()
    except (ValueError, OverflowError):  # git lets a clock say what it likes
        return moment[:10]


def zone_is_known(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """LM801: the time zone of the manifesto is one; without it nobody knows which day it is."""
    zone = entry.plain.get("time_zone")
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Diagnostic.of("LM801", entry.path, entry.document.span(("time_zone",)), key="time_zone", detail=zone)


def check(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Name dates of a proposal or baseline that have not come yet, and an id that tells another date.

    The term of a deferral is looked at while the proposal is new; ``check_term`` says why.
    """
    match entry.value:
        case Proposal() as proposal:
            stated, written = _dates(proposal), proposal.submitted_on
        case Baseline() as baseline:
            stated, written = iter([(("recorded_on",), baseline.recorded_on)]), baseline.recorded_on
        case _:
            return
    received = ("submitted_on",) if isinstance(entry.value, Proposal) else ("recorded_on",)
    mismatch = list(_id_date(entry, entry.value.id, received, written))
    yield from mismatch
    for path, day in stated:
        if not (mismatch and path == received):
            yield from _in_future(entry, path, day, context.today)
    if _term(entry) and context.is_new(entry.path):
        yield from check_term(entry, context)


def check_term(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Name a term of a deferral that has passed already.

    To be asked of a decision when it is made: later its passing is what was meant, the proposal is open again.
    """
    until, today = _day(_term(entry)), context.today
    if until is not None and until < today:
        span = entry.document.span(("decision", "until"))
        yield Diagnostic.of("LM504", entry.path, span, until=until.isoformat(), today=today.isoformat())


def _term(entry: Entry) -> str:
    decision = entry.proposal.decision if entry.proposal is not None else None
    return decision.until if decision is not None and decision.outcome is Outcome.DEFERRED else ""


def _id_date(entry: Entry, name: str, path: Path, written: str) -> Iterator[Diagnostic]:
    # The id holds the day of receipt. What was sent elsewhere may be received later, never earlier.
    if _day(written) is not None and name.partition("-")[0] < written.replace("-", ""):
        fault = Diagnostic.of("LM324", entry.path, entry.document.span(path), value=name, date=written)
        yield fault.but(variant="baseline") if isinstance(entry.value, Baseline) else fault


def _in_future(entry: Entry, path: Path, written: str, today: date) -> Iterator[Diagnostic]:
    day = _day(written)
    if day is not None and day > today:
        span = entry.document.span(path)
        yield Diagnostic.of("LM505", entry.path, span, key=str(path[-1]), value=written, today=today.isoformat())


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
