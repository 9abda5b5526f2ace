"""The manifesto indexed by address: where each node stands, and what a reference in a proposal means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.nodes import CHILD_KIND, ROOT, Kind, Node
from living_manifesto.core.values import value

Key = str
"""A full address: ``manifesto``, an area id, a section id, or ``section/node``."""


@value
class Place:
    """Where a node stands: itself, the key of its parent (empty for the root) and the list there."""

    node: Node
    parent: Key
    list: str

    @property
    def kind(self) -> Kind:
        """What the node is, as told by the list it stands in."""
        return CHILD_KIND[self.list] if self.list else Kind.MANIFESTO


@value
class Outline:
    """An index of one tree. Of two nodes with the same address the first stands here.

    ``doubles`` are the addresses that more than one node has.
    """

    root: Node
    places: Mapping[Key, Place]
    doubles: frozenset[Key] = frozenset()

    @staticmethod
    def of(root: Node) -> Outline:
        """Index a tree; the cost is that of one walk."""
        places: dict[Key, Place] = {ROOT: Place(root, "", "")}
        doubles = [key for key, place in _walk(root, ROOT, "") if places.setdefault(key, place) is not place]
        return Outline(root, places, frozenset(doubles))

    def key(self, reference: str, home: str) -> Key | None:
        """The address that a reference means in a proposal whose home is the section ``home``; None if it is nowhere.

        A bare id is a node of the home section first, then a section, an area or the manifesto.
        """
        if "/" not in reference:
            inner = f"{home}/{reference}"
            if inner in self.places:
                return inner
        return reference if reference in self.places else None


def section_of(key: Key) -> str:
    """The section that holds the node of an address; empty for the manifesto, areas and sections themselves."""
    return key.partition("/")[0] if "/" in key else ""


def _walk(node: Node, key: Key, section: str) -> Iterator[tuple[Key, Place]]:
    for name, children in node.lists:
        kind = CHILD_KIND[name]
        for child in children:
            inner = f"{section}/{child.id}" if section else child.id
            yield inner, Place(child, key, name)
            yield from _walk(child, inner, child.id if kind is Kind.SECTION else section)
