"""The phrases in which two texts differ, with a little of what stands around them."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.tokens import Piece, Stroke, redline, words
from living_manifesto.core.values import value
from living_manifesto.report.display import clip, one_line, width

WHOLE = 48
"""Texts up to this many columns are quoted whole."""
_AROUND = 12
_TOGETHER = 12
_LONGEST = 72


@value
class Phrase:
    """One place where two texts differ: what stood there and what stands there, ready to be quoted."""

    old: str
    new: str


def phrases(before: str, after: str) -> tuple[Phrase, ...]:
    """Every place where the texts differ, in order; short texts are one phrase, equal ones none."""
    before, after = one_line(before), one_line(after)
    if before == after:
        return ()
    if max(width(before), width(after)) <= WHOLE or not before or not after:
        return (Phrase(clip(before, _LONGEST), clip(after, _LONGEST)),)
    return tuple(_phrase(*region) for region in _regions(redline(before, after)))


def difference(before: str, after: str) -> tuple[str, str]:
    """The first place where the texts differ, as it reads in each; the beginnings when they do not differ."""
    first = next(iter(phrases(before, after)), Phrase(clip(one_line(before), WHOLE), clip(one_line(after), WHOLE)))
    return first.old, first.new


_Region = tuple[str, list[Piece], str]


def _regions(pieces: list[Piece]) -> Iterator[_Region]:
    """The changed stretches, each with the kept text before and after it; short kept text joins two stretches."""
    lead, held, tail = "", list[Piece](), ""
    for piece in pieces:
        if piece.stroke is not Stroke.KEPT:
            if tail:
                held.append(Piece(Stroke.KEPT, tail))
                tail = ""
            held.append(piece)
        elif not held:
            lead = piece.text
        elif width(piece.text) <= _TOGETHER and not tail:
            tail = piece.text
        else:
            yield lead, held, piece.text
            lead, held = piece.text, []
    if held:
        yield lead, held, tail


def _phrase(lead: str, pieces: list[Piece], tail: str) -> Phrase:
    opening, closing = _end_of(lead), _start_of(tail)
    old = "".join(piece.text for piece in pieces if piece.stroke is not Stroke.NEW)
    new = "".join(piece.text for piece in pieces if piece.stroke is not Stroke.OLD)
    return Phrase(opening + _shortened(old) + closing, opening + _shortened(new) + closing)


def _end_of(text: str) -> str:
    taken = "".join(_some(reversed(words(text)), reverse=True))
    return text if _nearly(taken, text) else f"…{taken}"


def _start_of(text: str) -> str:
    taken = "".join(_some(iter(words(text)), reverse=False))
    return text if _nearly(taken, text) else f"{taken}…"


def _nearly(taken: str, text: str) -> bool:
    """Whether so little is missing that it is better said than left out."""
    return width(text) - width(taken) <= 2


def _some(tokens: Iterator[str], *, reverse: bool) -> list[str]:
    taken: list[str] = []
    room = _AROUND
    for token in tokens:
        if width(token) > room:
            if not taken:
                taken.append(token[-room // 2 :] if reverse else token[: room // 2])
            break
        room -= width(token)
        taken.append(token)
    return taken[::-1] if reverse else taken


def _shortened(text: str) -> str:
    if width(text) <= _LONGEST:
        return text
    half = clip(text, _LONGEST * 2 // 3)
    return half + "".join(_some(reversed(words(text)), reverse=True))
