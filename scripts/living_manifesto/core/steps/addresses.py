"""Addresses as a reader knows them, in words of no language: ``4-3 › 2``, ``4. 外交・防衛 › vision › 1``."""

from __future__ import annotations

from living_manifesto.core.nodes import ROOT, Kind, Node
from living_manifesto.core.numbering import ordinal, section_numbers
from living_manifesto.core.outline import Key, Outline

_CONTEXT = 6
_WIDTH = 40


def displayed(outline: Outline, key: Key) -> str:
    """The place of a node, by number and heading; the key itself where the tree does not hold it."""
    place = outline.places.get(key)
    if place is None:
        return key
    match place.kind:
        case Kind.MANIFESTO:
            return ROOT
        case Kind.AREA:
            return place.node.title or key
        case Kind.SECTION:
            return f"{section_numbers(outline.root)[place.node.id]}. {place.node.title or key}"
        case Kind.ITEM:
            return f"{section_numbers(outline.root)[place.parent]}-{ordinal(outline, key)}"
        case Kind.PART:
            own = place.node.title or place.node.id
        case Kind.POINT:
            own = str(ordinal(outline, key))
    if outline.places[place.parent].kind is Kind.SECTION and place.kind is Kind.POINT:
        own = f"{place.list} › {own}"
    return f"{displayed(outline, place.parent)} › {own}"


def words(node: Node) -> str:
    """The first words of a node: its heading or its text."""
    return _short(node.title or node.text or node.id)


def shift(before: str, after: str) -> str:
    """Two texts as ``before → after``, cut down to where they differ and a few letters around it."""
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    rest = shorter - start
    end = next((back for back in range(rest) if before[-1 - back] != after[-1 - back]), rest)
    return f"{_cut(before, start, end)} → {_cut(after, start, end)}"


def _cut(text: str, start: int, end: int) -> str:
    start, stop = max(0, start - _CONTEXT), min(len(text), len(text) - end + _CONTEXT)
    head, tail = "…" if start else "", "…" if stop < len(text) else ""
    return f"「{head}{_short(text[start:stop])}{tail}」"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
