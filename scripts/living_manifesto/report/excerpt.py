"""The line of a file in which a fault stands, with a caret line below that is right under Japanese too."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.diagnostics import Span
from living_manifesto.report.display import Style, styled, visible, width

_TAB = 4
_BEFORE = 24


def excerpt(lines: Sequence[str], span: Span, *, columns: int, mark: Style, colour: bool) -> list[str]:
    """The first line of the span and its carets; a long line is cut around them. Empty when there is no such line."""
    if not 1 <= span.line <= len(lines):
        return []
    line = lines[span.line - 1].rstrip("\r")
    gutter = f"{span.line} | "
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    shown, lead, carets = _cut(_cells(line), start, max(end, start), columns - len(gutter))
    below = " " * (len(gutter) - 2) + "| " + " " * lead
    return [
        styled(gutter, Style.DIM, colour=colour) + shown,
        styled(below, Style.DIM, colour=colour) + styled("^" * max(carets, 1), mark, colour=colour),
    ]


def _cells(line: str) -> list[str]:
    """Every character as it is shown; a tab fills up to the next stop."""
    cells: list[str] = []
    used = 0
    for char in line:
        cell = " " * (_TAB - used % _TAB) if char == "\t" else visible(char)
        used += width(cell)
        cells.append(cell)
    return cells


def _cut(cells: list[str], start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of the line that fits, the columns before the carets, and how many carets there are."""
    sizes = [width(cell) for cell in cells]
    if sum(sizes) <= room:
        return "".join(cells), sum(sizes[:start]), sum(sizes[start:end])
    first = 0 if sum(sizes[:end]) <= room - 1 else _back(sizes, start, _BEFORE)
    opening = "…" if first else ""
    last, used = first, len(opening)
    while last < len(cells) and used + sizes[last] <= room - 1:
        used += sizes[last]
        last += 1
    shown = opening + "".join(cells[first:last]) + ("…" if last < len(cells) else "")
    return shown, len(opening) + sum(sizes[first:start]), sum(sizes[start : min(end, last)])


def _back(sizes: list[int], start: int, columns: int) -> int:
    """The index that lies at most ``columns`` before ``start``."""
    first = start
    while first > 0 and columns >= sizes[first - 1]:
        first -= 1
        columns -= sizes[first]
    return first
