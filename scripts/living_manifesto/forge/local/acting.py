"""What an action makes of a record. Pure; an action that is done already gives the same record back."""

from __future__ import annotations

from typing import assert_never

from living_manifesto.core.values import replace, value
from living_manifesto.forge.local.layout import Place
from living_manifesto.forge.local.log import Event, EventKind, joined
from living_manifesto.forge.local.page import Page
from living_manifesto.forge.local.records import Record, standing
from living_manifesto.forge.local.words import clipped, one_line, said, whole
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.plan.actions import AddComment, AddReview, ClosePull, EditPull, OpenPull, RecordMerge, ReopenPull
from living_manifesto.plan.pulls import Comment, Pull, PullState
from living_manifesto.rules.source import LIMIT

_MOST_OF_WORDS = LIMIT - (1 << 16)
"""Bytes of a log that words may fill; behind them there is room for some hundred turns of the pull request itself."""

Change = EditPull | AddComment | AddReview | ClosePull | ReopenPull | RecordMerge
"""An action on a pull request that exists."""


@value
class Stamp:
    """Who acts, as shown, and when (ISO, UTC)."""

    by: str
    at: str


def opened(place: Place, action: OpenPull, stamp: Stamp) -> Record:
    """The record of a new pull request."""
    event = Event(EventKind.OPENED, stamp.at, stamp.by, branch=action.branch, head=action.head)
    return _with(Record(place, b"", _page(Page(), action)), event)


def acted(record: Record, action: Change, stamp: Stamp) -> Record:
    """The record after an action."""
    held = standing(record)
    match action:
        case EditPull():
            return _edited(record, held, action, stamp)
        case AddComment():
            return _noted(record, action, stamp) if action.key else _commented(record, held, said(action.text), stamp)
        case AddReview():
            return _reviewed(record, held, action, stamp)
        case ClosePull() if held.state is PullState.OPEN:
            text = clipped(action.comment)
            spoken = _commented(record, held, text, stamp) if text else record
            return _with(spoken, Event(EventKind.CLOSED, stamp.at, stamp.by))
        case ReopenPull() if held.state is PullState.CLOSED:
            return _with(record, Event(EventKind.REOPENED, stamp.at, stamp.by))
        case RecordMerge() if held.state is not PullState.MERGED:
            return _with(record, Event(EventKind.MERGED, stamp.at, stamp.by, commit=action.commit))
        case ClosePull() | ReopenPull() | RecordMerge():
            return record
        case _:
            assert_never(action)


def _page(page: Page, action: OpenPull | EditPull) -> Page:
    labels = frozenset(whole(label) for label in action.labels)
    return replace(page, title=one_line(action.title), body=clipped(action.body), draft=action.draft, labels=labels)


def _edited(record: Record, held: Pull, action: EditPull, stamp: Stamp) -> Record:
    page = _page(record.page, action)
    if page == record.page and action.head in ("", held.head):
        return record
    event = Event(EventKind.EDITED, stamp.at, stamp.by, head=action.head)
    return _with(replace(record, page=page), event)


def _noted(record: Record, action: AddComment, stamp: Stamp) -> Record:
    """A comment of the tool; it stays where it first stood."""
    notes = {note.key: note for note in record.page.notes}
    key = whole(action.key)
    before = notes.get(key, Comment(stamp.by, stamp.at, "", key))
    notes[key] = replace(before, text=clipped(action.text))
    return replace(record, page=replace(record.page, notes=tuple(notes.values())))


def _commented(record: Record, held: Pull, text: str, stamp: Stamp) -> Record:
    last = next((comment for comment in reversed(held.comments) if not comment.key), None)
    if last is not None and (last.by, last.text) == (stamp.by, text):
        return record  # a killed run is simply run again
    return _spoken(record, Event(EventKind.COMMENTED, stamp.at, stamp.by, text=text))


def _reviewed(record: Record, held: Pull, action: AddReview, stamp: Stamp) -> Record:
    text = said(action.text)
    last = next((review for review in reversed(held.reviews) if review.by == stamp.by), None)
    if last is not None and (last.verdict, last.text, last.reading) == (action.verdict, text, action.reading):
        return record
    event = Event(
        EventKind.REVIEWED, stamp.at, stamp.by, text=text, verdict=action.verdict.value, reading=action.reading
    )
    return _spoken(record, event)


def _spoken(record: Record, event: Event) -> Record:
    return _within(_with(record, event), _MOST_OF_WORDS)


def _with(record: Record, event: Event) -> Record:
    return _within(replace(record, log=joined(record.log, event)), LIMIT)


def _within(record: Record, limit: int) -> Record:
    if len(record.log) > limit:
        raise ForgeFailure(f"the log of #{record.place.number} is full")
    return record
