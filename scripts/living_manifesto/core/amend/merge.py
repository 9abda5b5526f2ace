"""Three-way text: two edits of one text joined word by word, where they do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from living_manifesto.core.tokens import Stroke, redline, words


class _Splice(NamedTuple):
    """The words from ``start`` to ``end`` of the base become another text."""

    start: int
    end: int
    becomes: str


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with both edits, or None where they meet: between two edits at least one word must stand untouched.

    Every word that either side put in is there, every word that neither side took out is there.
    An edit that both sides made is made once.
    """
    if ours in (theirs, base):
        return theirs
    if theirs == base:
        return ours
    old = words(base)
    sides = set(_splices(base, ours)), set(_splices(base, theirs))
    splices = sorted(sides[0] | sides[1])
    for one, other in pairwise(splices):
        of_one_side = any(one in side and other in side for side in sides)
        if not of_one_side and not _has_word(old[one.end : other.start]):
            return None
    return "".join(_spliced(old, splices))


def _splices(base: str, text: str) -> Iterator[_Splice]:
    """The edits as a reader sees them; two texts that take long to compare differ by one large edit."""
    place = 0
    for kept, run in groupby(redline(base, text), key=lambda piece: piece.stroke is Stroke.KEPT):
        pieces = list(run)
        old = sum(len(words(piece.text)) for piece in pieces if piece.stroke is not Stroke.NEW)
        if not kept:
            yield _Splice(place, place + old, "".join(piece.text for piece in pieces if piece.stroke is Stroke.NEW))
        place += old


def _has_word(tokens: list[str]) -> bool:
    return any(token[0].isalnum() for token in tokens)


def _spliced(old: list[str], splices: list[_Splice]) -> Iterator[str]:
    done = 0
    for splice in splices:
        yield from old[done : splice.start]
        yield splice.becomes
        done = splice.end
    yield from old[done:]
