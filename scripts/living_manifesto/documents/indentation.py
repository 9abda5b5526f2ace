"""Uneven indentation: lines that stand at a column where no list and no mapping is open."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.diagnostics import Edit
from living_manifesto.documents.entries import Entry, Role, entries
from living_manifesto.documents.places import Found


def uneven(text: str) -> Iterator[Found]:
    """Lines of a text that does not parse whose indentation fits nothing around them."""
    levels: list[int] = []
    before: Entry | None = None
    stray = False
    for entry in entries(text):
        if entry.role is Role.STRAY and not stray:
            yield Found("LM113", entry.start, entry.start + len(entry.line), variant="text")
        stray = entry.role is Role.STRAY or (stray and entry.role is Role.TEXT)
        if entry.role is not Role.ENTRY:
            continue
        column = entry.columns[0]
        target = _target(levels, column, before)
        if target != column:
            yield _misplaced(entry, target)
        levels = [level for level in levels if level < target]
        levels += [other - column + target for other in entry.columns[: len(entry.marks)]]
        if entry.colon >= 0:
            levels.append(entry.columns[-1] - column + target)
        before = entry


def _target(levels: list[int], column: int, before: Entry | None) -> int:
    """The column where the line should stand: its own where that is open or may be opened."""
    if not levels or before is None or column in levels:
        return column
    if column > levels[-1]:
        opened = not before.typed or before.colon < 0
        return column if opened else levels[-1]
    return min(levels, key=lambda level: (abs(level - column), -level))


def _misplaced(entry: Entry, target: int) -> Found:
    found = Found.of("LM113", entry.start, entry.start + max(entry.indent, 1))
    # A line with children or a text below it would leave them behind.
    alone = entry.colon >= 0 and bool(entry.typed) and not entry.marks and not entry.opens_text
    return found.mended_by(Edit(entry.start, entry.start + entry.indent, " " * target)) if alone else found
