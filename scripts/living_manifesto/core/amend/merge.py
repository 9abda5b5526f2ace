"""Three-way text: two edits of one text joined word by word, where they do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from living_manifesto.core.tokens import words


class _Splice(NamedTuple):
    """The words from ``start`` to ``end`` of the base become ``words``."""

    start: int
    end: int
    words: tuple[str, ...]


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
    sides = set(_splices(old, words(ours))), set(_splices(old, words(theirs)))
    splices = sorted(sides[0] | sides[1])
    for one, other in pairwise(splices):
        of_one_side = any(one in side and other in side for side in sides)
        if not of_one_side and not _has_word(old[one.end : other.start]):
            return None
    return "".join(_spliced(old, splices))


def _splices(old: list[str], new: list[str]) -> Iterator[_Splice]:
    # SequenceMatcher is quadratic at worst; most edits leave both ends of a text alone.
    lead = 0
    while lead < min(len(old), len(new)) and old[lead] == new[lead]:
        lead += 1
    tail = 0
    while tail < min(len(old), len(new)) - lead and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle, becomes = old[lead : len(old) - tail], new[lead : len(new) - tail]
    for tag, start, end, first, last in SequenceMatcher(None, middle, becomes, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Splice(lead + start, lead + end, tuple(becomes[first:last]))


def _has_word(tokens: list[str]) -> bool:
    return any(token[0].isalnum() for token in tokens)


def _spliced(old: list[str], splices: list[_Splice]) -> Iterator[str]:
    done = 0
    for splice in splices:
        yield from old[done : splice.start]
        yield from splice.words
        done = splice.end
    yield from old[done:]
