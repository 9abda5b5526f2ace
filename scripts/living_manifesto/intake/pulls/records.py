"""Records of pull requests, one JSON object a line, as values; a line that is none of them is a fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.core.values import value

STATES = ("open", "closed", "merged")
AGAIN = "again"
_STATUS = ("A", "M", "D", "R")


@value
class Touched:
    """One file of a record: ``before`` and ``after`` are the names of git blobs, empty where there is no file."""

    path: str
    old_path: str
    status: str
    before: str
    after: str
    patch: str

    @property
    def stood_at(self) -> str:
        """The name of the file before."""
        return self.old_path or self.path


@value
class Record:
    """One pull request. Moments are ISO 8601, empty where they never came; ``others`` counts files that are no text."""

    number: int
    title: str
    body: str
    state: str
    created_at: str
    merged_at: str
    closed_at: str
    author: str
    messages: tuple[str, ...]
    files: tuple[Touched, ...]
    others: int

    @property
    def by_machine(self) -> bool:
        """Whether a machine wrote the files, so that not all that differs need be meant."""
        return self.author.startswith("bot:") or self.author.endswith("[bot]")

    @property
    def prose(self) -> str:
        """All that is said about the change, as far as it was kept."""
        return "\n".join((self.title, self.body, *self.messages))


@value
class Unreadable:
    """A line that is no record: its place from 1, its number if it has one, and the key that is wrong.

    The key is empty where the line is not even an object, and ``AGAIN`` where an earlier line has its number.
    """

    line: int
    number: int | None
    key: str

    def fault(self, file: str) -> Diagnostic:
        """What is wrong, to be said."""
        span = Span(self.line, 1, self.line, 1)
        fault = Diagnostic.of("LM905", file, span, line=self.line, key=self.key)
        return fault.but(variant={"": "line", AGAIN: "again"}.get(self.key, ""))


def records(lines: Iterable[str]) -> Iterator[Record | Unreadable]:
    """What each line says; empty lines say nothing, and a number counts once."""
    seen: set[int] = set()
    for place, line in enumerate(lines, 1):
        if line.strip():
            found = _record(place, line)
            is_again = found.number in seen
            yield Unreadable(place, found.number, AGAIN) if is_again else found
            if isinstance(found, Record):
                seen.add(found.number)


def _record(place: int, line: str) -> Record | Unreadable:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        return Unreadable(place, None, "")
    number = held.get("number") if isinstance(held, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        return Unreadable(place, None, "number")
    try:
        return Record(
            number,
            _text(held, "title"),
            _text(held, "body"),
            _word(held, "state", STATES),
            _text(held, "created_at", needed=True),
            _text(held, "merged_at"),
            _text(held, "closed_at"),
            _text(held, "author"),
            tuple(_strings(held.get("commit_messages"))),
            tuple(_touched(each) for each in _list(held, "files")),
            _count(held.get("non_md_files")),
        )
    except _Odd as odd:
        return Unreadable(place, number, odd.args[0])


class _Odd(Exception):
    """The argument is the key under which something else stands than there should."""


def _touched(held: object) -> Touched:
    if not isinstance(held, dict):
        raise _Odd("files")
    status = _word(held, "status", _STATUS)
    texts = (_text(held, key) for key in ("before", "after", "patch"))
    return Touched(_text(held, "path", needed=True), _text(held, "old_path"), status, *texts)


def _text(held: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    found = held.get(key)
    if isinstance(found, str) and (found or not needed):
        return found
    if found is None and not needed:
        return ""
    raise _Odd(key)


def _word(held: Mapping[str, Any], key: str, words: tuple[str, ...]) -> str:
    if held.get(key) not in words:
        raise _Odd(key)
    return str(held[key])


def _list(held: Mapping[str, Any], key: str) -> list[object]:
    found = held.get(key, [])
    if not isinstance(found, list):
        raise _Odd(key)
    return found


def _strings(held: object) -> list[str]:
    if held is None:
        return []
    if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
        raise _Odd("commit_messages")
    return held


def _count(held: object) -> int:
    if isinstance(held, list):
        return len(held)
    return held if isinstance(held, int) and held > 0 else 0
