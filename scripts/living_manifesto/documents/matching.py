"""Which entry of an old list is which of the new one, and where every node of the old file stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from living_manifesto.core.values import value
from living_manifesto.documents import scalars
from living_manifesto.documents.keys import NODE_LISTS

Plain = Mapping[str, Any]


@value
class Standing:
    """A node of the old file: its value in the tree, the column of its dash, and what it says."""

    node: yaml.Node
    column: int
    value: Plain


def standing(node: yaml.MappingNode, value: Plain) -> Iterator[tuple[str, Standing]]:
    """Every node below a mapping that says ``value``, by id."""
    for key, held in node.value:
        if key.value not in NODE_LISTS or not isinstance(held, yaml.SequenceNode) or held.flow_style:
            continue
        for entry, inner in zip(held.value, value.get(key.value, ()), strict=False):
            yield inner["id"], Standing(entry, held.start_mark.column, inner)
            if isinstance(entry, yaml.MappingNode):
                yield from standing(entry, inner)


def list_offset(root: yaml.MappingNode) -> int:
    """How far the file indents its lists under their keys."""
    for key, held in root.value:
        if isinstance(held, yaml.SequenceNode) and not held.flow_style:
            return int(held.start_mark.column - key.start_mark.column)
    return scalars.INDENT


def are_mappings(entries: Sequence[Any]) -> bool:
    """Whether every entry of a list is a mapping."""
    return all(isinstance(entry, Mapping) for entry in entries)


def staying(before: Sequence[Plain], after: Sequence[Plain]) -> dict[int, int]:
    """Old place to new place of the entries that need not move: as many as can be, by id, else by place."""
    old, new = ([entry.get("id") for entry in entries] for entries in (before, after))
    if None in old or None in new or len(set(old)) < len(old) or len(set(new)) < len(new):
        return {place: place for place in range(min(len(old), len(new)))}
    places = {one: place for place, one in enumerate(new)}
    shared = [(place, places[one]) for place, one in enumerate(old) if one in places]
    return _longest_rise(shared)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The longest subsequence whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        pile = bisect_left(tops, number)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        ends[pile : pile + 1] = [index]
    rise = []
    index = ends[-1] if ends else -1
    while index >= 0:
        rise.append(pairs[index])
        index = before[index]
    return dict(reversed(rise))
