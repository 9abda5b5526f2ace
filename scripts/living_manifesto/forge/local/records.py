"""One pull request as it lies in the tree, and the value that is read off it."""

from __future__ import annotations

from living_manifesto.core.values import value
from living_manifesto.forge.local.layout import Place
from living_manifesto.forge.local.log import Event, EventKind, events
from living_manifesto.forge.local.page import Page
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.plan.pulls import Comment, Pull, PullState, Review, Verdict

_TURNS = (EventKind.CLOSED, EventKind.REOPENED)


@value
class Record:
    """The two files of a pull request: the log as bytes, to which lines are only ever added, and the page."""

    place: Place
    log: bytes
    page: Page


def pull(record: Record) -> Pull | None:
    """The pull request that a record tells of; None where the log does not say that it was opened."""
    told = list(events(record.log))
    opened = next((event for event in told if event.event is EventKind.OPENED), None)
    if opened is None:
        return None
    page = record.page
    return Pull(
        number=record.place.number,
        proposal=record.place.proposal,
        branch=opened.branch,
        state=_state(told),
        draft=page.draft,
        title=page.title,
        body=page.body,
        labels=page.labels,
        head=next((event.head for event in reversed(told) if event.head), ""),
        reviews=tuple(_review(event) for event in told if event.event is EventKind.REVIEWED),
        comments=_comments(told, page),
        opened_by=opened.by,
        opened_at=opened.at,
        merged=_merged(told),
    )


def standing(record: Record) -> Pull:
    """The pull request that a record tells of, where one is needed."""
    told = pull(record)
    if told is None:
        raise ForgeFailure(f"the log of #{record.place.number} cannot be read")
    return told


def _merged(told: list[Event]) -> str:
    return next((event.commit for event in told if event.event is EventKind.MERGED), "")


def _state(told: list[Event]) -> PullState:
    if _merged(told):
        return PullState.MERGED
    turns = [event.event for event in told if event.event in _TURNS]
    return PullState.CLOSED if turns[-1:] == [EventKind.CLOSED] else PullState.OPEN


def _review(event: Event) -> Review:
    return Review(event.by, Verdict(event.verdict), event.at, event.text, event.reading)


def _comments(told: list[Event], page: Page) -> tuple[Comment, ...]:
    said = [Comment(event.by, event.at, event.text) for event in told if event.event is EventKind.COMMENTED]
    return tuple(sorted([*said, *page.notes], key=lambda comment: comment.at)) if page.notes else tuple(said)
