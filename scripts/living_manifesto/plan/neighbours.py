"""Which open proposals are about the same node or the same place, told from their changes alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import IntEnum

from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move
from living_manifesto.core.nodes import ROOT

_NAMED = frozenset({"preface", "vision", "items"})
"""Lists of a section, which has several of a shape: there a change always names the list."""


class Relation(IntEnum):
    """What two proposals have in common, the closer relation first."""

    SAME_NODE = 1
    SAME_PLACE = 2


_Spot = tuple[Relation, str, str, str]
"""A node by its address; or a place by parent, neighbour and, at the ends of a list, the list."""


class Neighbours:
    """An index of proposals by the nodes and places that they are about; building it costs one pass."""

    def __init__(self, spots: Mapping[str, frozenset[_Spot]]) -> None:
        self._spots = spots
        self._there: dict[_Spot, list[str]] = {}
        for name, held in spots.items():
            for spot in held:
                self._there.setdefault(spot, []).append(name)

    def of(self, name: str) -> tuple[tuple[str, Relation], ...]:
        """The other proposals about a node or place of this one, each once, the closer first, then by id."""
        found: dict[str, Relation] = {}
        for spot in sorted(self._spots.get(name, ()), reverse=True):
            found.update(dict.fromkeys(self._there[spot], spot[0]))
        found.pop(name, None)
        return tuple(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def neighbours(proposals: Mapping[str, tuple[Sequence[Change], str]], *, places: Collection[str] = ()) -> Neighbours:
    """The index of proposals, by id: their changes and home section.

    ``places`` are the ids of areas and sections; without them the bare id of a section is known as one only
    in a proposal to that section. Changes as a branch resolves them need neither.
    """
    known = frozenset((*places, ROOT))
    return Neighbours(
        {
            name: frozenset(spot for change in changes for spot in _spots(change, home, known))
            for name, (changes, home) in proposals.items()
        }
    )


def _spots(change: Change, home: str, places: frozenset[str]) -> Iterator[_Spot]:
    if not isinstance(change, Add):
        yield (Relation.SAME_NODE, _address(change.target, home, places), "", "")
    if isinstance(change, Add | Move):
        parent = _address(change.to, home, places)
        for name in _lists(change) if change.after in (FIRST, LAST) else ("",):
            yield (Relation.SAME_PLACE, parent, change.after, name)


def _address(reference: str, home: str, places: frozenset[str]) -> str:
    return reference if "/" in reference or reference == home or reference in places else f"{home}/{reference}"


def _lists(change: Add | Move) -> tuple[str, ...]:
    """The list that is meant; where only one fits it may be left out, and a move does not tell what it moves."""
    if change.list in _NAMED:
        return (change.list,)
    if not change.list and isinstance(change, Move):
        return ("points", "titled")
    is_point = change.list == "points" or (not change.list and isinstance(change, Add) and change.node.text != "")
    return ("points",) if is_point else ("titled",)
