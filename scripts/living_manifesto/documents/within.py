"""A place inside a value: which line and column of the file an offset in a text is."""

from __future__ import annotations

import re
from typing import Literal, Protocol

from living_manifesto.core.diagnostics import Span

Path = tuple[str | int, ...]


class Spanned(Protocol):
    """What is needed of a document: its text, its value, and the span of a path."""

    @property
    def text(self) -> str:
        """The whole file."""

    @property
    def value(self) -> object:
        """The value that the file states."""

    def span(self, path: Path, *, of: Literal["value", "key"] = "value") -> Span:
        """The place of a value or key."""


def within(document: Spanned, path: Path, start: int, end: int) -> Span:
    """The span of ``value[start:end]`` of the text at ``path``; of the whole value where that cannot be told.

    Block texts, and texts in one line with or without quotes, are followed letter by letter.
    """
    whole = document.span(path)
    value = _at(document.value, path)
    if not isinstance(value, str):
        return whole
    lines = document.text.split("\n")
    raw = lines[whole.line - 1][whole.column - 1 :]
    if raw[:1] in ("|", ">"):
        return _in_block(lines, whole, value, start, end)
    if raw[:1] == '"':
        return _in_line(whole, _double_quoted(raw, value), start, end)
    if raw[:1] == "'":
        return _in_line(whole, _single_quoted(raw, value), start, end)
    return _in_line(whole, list(range(len(value) + 1)) if raw.startswith(value) else [], start, end)


def _at(value: object, path: Path) -> object:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _in_block(lines: list[str], whole: Span, value: str, start: int, end: int) -> Span:
    written = value.split("\n")
    shown = lines[whole.line : whole.line + len(written)]
    first = next((at for at, line in enumerate(written) if line.strip()), None)
    if first is None or len(shown) < len(written):
        return whole
    indent = len(shown[first]) - len(written[first])
    if indent < 0 or any(line[indent:] != said for line, said in zip(shown, written, strict=True)):
        return whole
    (line, column), (end_line, end_column) = _line_and_column(value, start), _line_and_column(value, end)
    return Span(whole.line + 1 + line, indent + column + 1, whole.line + 1 + end_line, indent + end_column + 1)


def _line_and_column(value: str, offset: int) -> tuple[int, int]:
    return value.count("\n", 0, offset), offset - (value.rfind("\n", 0, offset) + 1)


def _in_line(whole: Span, offsets: list[int], start: int, end: int) -> Span:
    if len(offsets) <= end:
        return whole
    return Span(whole.line, whole.column + offsets[start], whole.line, whole.column + offsets[end])


def _single_quoted(raw: str, value: str) -> list[int]:
    offsets, place = [], 1
    for sign in value:
        offsets.append(place)
        place += 2 if sign == "'" else 1
    closed = raw[place : place + 1] == "'" and raw[1:place].replace("''", "'") == value
    return [*offsets, place] if closed else []


_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\\]", re.DOTALL)


def _double_quoted(raw: str, value: str) -> list[int]:
    offsets, place = [], 1
    for sign in value:
        token = _ESCAPE.match(raw, place)
        if token is None or (token[0][0] != "\\" and token[0] != sign):
            return []
        offsets.append(place)
        place = token.end()
    return [*offsets, place] if raw[place : place + 1] == '"' else []
