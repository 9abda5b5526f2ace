"""The log of one pull request: events as lines of JSON. A line that nobody of us wrote is passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from living_manifesto.core.values import as_dict, value
from living_manifesto.forge.local.words import whole
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.plan.pulls import Verdict

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# What git takes in the name of a branch, and no sign that it would read as a pattern.
_BRANCH = re.compile(r"[^\x00-\x20\x7f~^:?*\[\\]+")


class EventKind(StrEnum):
    """What can happen to a pull request."""

    OPENED = "opened"
    EDITED = "edited"
    COMMENTED = "commented"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"


@value
class Event:
    """One thing that happened: when (ISO, UTC), by whom (as shown), and what belongs to its kind."""

    event: EventKind
    at: str
    by: str = ""
    branch: str = ""
    head: str = ""
    text: str = ""
    verdict: str = ""
    reading: str = ""
    commit: str = ""


_FIELDS = frozenset({"at", "by", "branch", "head", "text", "verdict", "reading", "commit"})


def joined(log: bytes, event: Event) -> bytes:
    """The log with one more line; what stands in it stays, also a last line that lacks its end."""
    if not _is_sound(event):
        raise ForgeFailure(f"not a branch or not a commit: {event.branch} {event.head} {event.commit}")
    told = {name: held for name, held in as_dict(event).items() if held}
    # Only ASCII: nothing in a line acts on whoever prints it.
    line = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
    return log + (b"" if log.endswith(b"\n") or not log else b"\n") + line + b"\n"


def events(log: bytes) -> Iterator[Event]:
    """The events of a log, as far as they can be read."""
    for raw in log.split(b"\n"):
        if raw and (event := _event(raw)) is not None:
            yield event


def _event(raw: bytes) -> Event | None:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    fields = {name: told[name] for name in _FIELDS & told.keys()}
    if not all(isinstance(held, str) for held in fields.values()):
        return None
    try:
        event = Event(EventKind(told.get("event", "")), **{name: whole(held) for name, held in fields.items()})
    except (ValueError, TypeError):  # no such kind; no moment
        return None
    return event if _is_sound(event) else None


def is_moment(text: str) -> bool:
    """Whether this is a moment as it stands in logs."""
    try:
        return _MOMENT.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_sound(event: Event) -> bool:
    if not is_moment(event.at):
        return False
    match event.event:
        case EventKind.OPENED:
            return _BRANCH.fullmatch(event.branch) is not None and _is_commit_or_none(event.head)
        case EventKind.EDITED:
            return _is_commit_or_none(event.head)
        case EventKind.MERGED:
            return _COMMIT.fullmatch(event.commit) is not None
        case EventKind.REVIEWED:
            return event.verdict in set(Verdict)
        case _:
            return True


def _is_commit_or_none(text: str) -> bool:
    return not text or _COMMIT.fullmatch(text) is not None
