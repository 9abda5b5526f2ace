"""Ids for text from elsewhere: what stood before keeps its id, what is new gets one made of its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.ids import short_hash
from living_manifesto.core.nodes import Node
from living_manifesto.core.values import replace, value
from living_manifesto.intake.pairing import Spot, pairs, spots

_SHORTEST, _LONGEST = 6, 32


@value
class Identified:
    """A section whose nodes all have ids, and how many were known by their exact text, by likeness, or are new."""

    node: Node
    exact: int
    alike: int
    new: int


def identify(section: Node, before: Node | None = None) -> Identified:
    """The section with ids below it; its own stands already, and ids that its nodes bring are not looked at.

    ``before`` is an earlier version: no id of it is given to another node.
    """
    old = spots(before) if before is not None else []
    new = spots(section)
    found = pairs(old, new)
    taken = {spot.node.id for spot in old} | {section.id}
    names = {index: old[found.partner[index]].node.id for index in found.partner}
    for index, spot in enumerate(new):
        if index not in names:
            names[index] = _fresh(section.id, spot, taken)
            taken.add(names[index])
    named = _named(section, iter(range(len(new))), names)
    return Identified(named, len(found.exact), len(found.partner) - len(found.exact), len(new) - len(found.partner))


def _fresh(section: str, spot: Spot, taken: set[str]) -> str:
    parts = (section, *spot.path, spot.words)
    for length in range(_SHORTEST, _LONGEST + 1):
        name = short_hash(*parts, length=length)
        if name not in taken:
            return name
    ordinal = 2
    while (name := f"{short_hash(*parts, length=_SHORTEST)}-{ordinal}") in taken:
        ordinal += 1
    return name


def _named(node: Node, order: Iterator[int], names: Mapping[int, str]) -> Node:
    """The node with ids below it, handed out in the order in which ``spots`` walks."""
    lists = []
    for name, children in node.lists:
        held = []
        for child in children:
            given = names[next(order)]
            held.append(replace(_named(child, order, names), id=given))
        lists.append((name, tuple(held)))
    return replace(node, lists=tuple(lists))
