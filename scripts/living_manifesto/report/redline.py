"""Old and new for the terminal: changed words within a text, and the old/new table (新旧対照表) in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from living_manifesto.core.tokens import Piece, Stroke
from living_manifesto.core.tokens import redline as pieces_of
from living_manifesto.locale import Speech
from living_manifesto.report.display import Run, Style, clip, styled, visible, width, wrap
from living_manifesto.report.rows import Fate, Row, Stage, column_heads

__all__ = ["inline", "listing", "table"]

_STYLES = {Stroke.KEPT: Style.PLAIN, Stroke.OLD: Style.OLD, Stroke.NEW: Style.NEW}
_MARKS = {Stroke.KEPT: ("", ""), Stroke.OLD: ("[-", "-]"), Stroke.NEW: ("{+", "+}")}
# The lines of box drawing are of ambiguous width: a Japanese terminal may give them two columns.
_BAR, _RULE, _CROSS = " | ", "-", "-+-"
_NARROWEST = 10
_Side = TypeVar("_Side")


def inline(before: str, after: str, *, colour: bool = False) -> str:
    """Both texts in one, changed words marked: struck and underlined in colour, else ``[-old-]{+new+}``."""
    pieces = pieces_of(visible(before, "\n"), visible(after, "\n"))
    return "".join(
        styled(text, style, colour=colour) for text, style in (_run(piece, colour=colour) for piece in pieces)
    )


def listing(rows: Sequence[Row], *, colour: bool = False) -> str:
    """Every changed place with its text as a redline below it; unchanged neighbours are left out."""
    shown = (row for row in rows if row.fate is not Fate.OMITTED)
    return "\n".join(
        f"{styled(row.place, Style.BOLD, colour=colour)}\n  {_change(row, colour=colour)}\n" for row in shown
    )


def _change(row: Row, *, colour: bool) -> str:
    match row.fate:
        case Fate.CHANGED:
            return inline(row.old, row.new, colour=colour)
        case Fate.NEW:
            return f"{row.old} {inline('', row.new, colour=colour)}"
        case Fate.REMOVED:
            return f"{inline(row.old, '', colour=colour)} {row.new}"
        case _:
            return f"{visible(row.old)} -> {visible(row.new)}"


def table(
    rows: Sequence[Row],
    speech: Speech,
    *,
    stage: Stage = Stage.OPEN,
    new_first: bool = False,
    columns: int = 80,
    colour: bool = False,
) -> str:
    """The old/new table, at most ``columns`` wide; every row is headed by its place. Empty without rows."""
    if not rows:
        return ""
    side = max((columns - len(_BAR)) // 2, _NARROWEST)
    heads: list[list[Run]] = [[(clip(head, side), Style.BOLD)] for head in column_heads(stage, speech)]
    rule = _RULE * side + _CROSS + _RULE * side
    lines = [_line(*_ordered(*heads, new_first=new_first), side, colour=colour)]
    for row in rows:
        lines.append(rule)
        if row.place:
            full = side * 2 + len(_BAR)
            lines += [
                styled(_text(place), Style.BOLD, colour=colour) for place in wrap([(row.place, Style.PLAIN)], full)
            ]
        old, new = (wrap(cell, side) for cell in _cells(row, colour=colour))
        left, right = _ordered(old, new, new_first=new_first)
        lines += [_line(a, b, side, colour=colour) for a, b in zip_longest(left, right, fillvalue=list[Run]())]
    return "\n".join([*lines, rule]) + "\n"


def _ordered(old: _Side, new: _Side, *, new_first: bool) -> tuple[_Side, _Side]:
    return (new, old) if new_first else (old, new)


def _cells(row: Row, *, colour: bool) -> tuple[list[Run], list[Run]]:
    old, new = visible(row.old, "\n"), visible(row.new, "\n")
    if row.fate is Fate.CHANGED:
        pieces = pieces_of(old, new)
        return _side(pieces, Stroke.OLD, colour=colour), _side(pieces, Stroke.NEW, colour=colour)
    noted_old = row.fate in {Fate.NEW, Fate.ARRIVED, Fate.OMITTED}
    noted_new = row.fate in {Fate.REMOVED, Fate.LEFT, Fate.OMITTED}
    return [(old, Style.DIM if noted_old else Style.PLAIN)], [(new, Style.DIM if noted_new else Style.PLAIN)]


def _side(pieces: Sequence[Piece], own: Stroke, *, colour: bool) -> list[Run]:
    return [_run(piece, colour=colour) for piece in pieces if piece.stroke in {Stroke.KEPT, own}]


def _run(piece: Piece, *, colour: bool) -> Run:
    opening, closing = ("", "") if colour else _MARKS[piece.stroke]
    return opening + piece.text + closing, _STYLES[piece.stroke]


def _line(left: Sequence[Run], right: Sequence[Run], side: int, *, colour: bool) -> str:
    gap = " " * (side - width(_text(left)))
    return "".join([*_drawn(left, colour=colour), gap, _BAR, *_drawn(right, colour=colour)]).rstrip()


def _drawn(runs: Sequence[Run], *, colour: bool) -> Iterator[str]:
    """The runs in their styles; neighbours in the same style share one pair of sequences."""
    held, current = "", Style.PLAIN
    for text, style in runs:
        if style is not current:
            yield styled(held, current, colour=colour)
            held, current = "", style
        held += text
    yield styled(held, current, colour=colour)


def _text(runs: Sequence[Run]) -> str:
    return "".join(text for text, _ in runs)
