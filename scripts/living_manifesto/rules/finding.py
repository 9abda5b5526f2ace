"""One finding in a text, and the parts of a text that are no prose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from living_manifesto.core.diagnostics import Argument
from living_manifesto.core.patterns import later
from living_manifesto.core.values import NOTHING, value


@value
class Finding:
    """A fault in ``text[start:end]``; ``args`` and ``variant`` are those of the code."""

    code: str
    start: int
    end: int
    args: Mapping[str, Argument] = NOTHING
    variant: str = ""


_ADDRESSES = later(r"https?://[^\s<>\"「」『』（）()、。]+|\]\([^)\s]{0,2000}\)|`[^`\n]*`")


def not_prose(text: str) -> list[tuple[int, int]]:
    """The places of links, link targets and inline code, where spelling follows other laws."""
    return [match.span() for match in _ADDRESSES().finditer(text)]


def inside(start: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a place begins in one of the places, which are in order and do not overlap."""
    nearest = bisect_right(places, start, key=itemgetter(0)) - 1
    return nearest >= 0 and places[nearest][0] <= start < places[nearest][1]


def is_allowed(text: str, start: int, end: int, allowed: frozenset[str]) -> bool:
    """Whether ``text[start:end]`` is part of a word that the settings allow, spelt just so."""
    held = text[start:end]
    for word in allowed:
        offset = word.find(held)
        while offset >= 0:
            if text.startswith(word, start - offset):
                return True
            offset = word.find(held, offset + 1)
    return False
