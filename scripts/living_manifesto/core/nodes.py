"""The manifesto as one recursive value: manifesto, areas, sections, items, parts and points are nodes.

A node holds its children in named lists. What a node *is* follows from the list it stands in:
a node in ``items`` is an item, one in ``points``, ``vision`` or ``preface`` is a point.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import sha256

from living_manifesto.core.values import replace, value


class Kind(StrEnum):
    """What a node is."""

    MANIFESTO = "manifesto"
    AREA = "area"
    SECTION = "section"
    ITEM = "item"
    PART = "part"
    POINT = "point"


class Form(StrEnum):
    """How a point is shown; ``raw`` is a Markdown block (table, image, quotation)."""

    BULLET = "bullet"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    RAW = "raw"


CHILD_KIND: Mapping[str, Kind] = {
    "areas": Kind.AREA,
    "sections": Kind.SECTION,
    "preface": Kind.POINT,
    "vision": Kind.POINT,
    "points": Kind.POINT,
    "parts": Kind.PART,
    "items": Kind.ITEM,
}
"""What stands in a list, by the name of the list."""

LISTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.MANIFESTO: ("areas",),
    Kind.AREA: ("sections",),
    Kind.SECTION: ("preface", "vision", "parts", "items"),
    Kind.ITEM: ("points", "parts"),
    Kind.PART: ("points", "parts"),
    Kind.POINT: ("points",),
}
"""The lists that a node of a kind may have, in the order in which a reader meets them."""

ROOT = "manifesto"
"""The id of the root."""


@value
class Node:
    """One node. Titled nodes have ``title``, points have ``text``; ``number`` is a section's first number.

    ``lists`` holds the children: pairs of list name and nodes, in the order of ``LISTS``, no empty list.
    """

    id: str
    title: str = ""
    text: str = ""
    form: Form = Form.BULLET
    number: int | None = None
    lists: tuple[tuple[str, tuple[Node, ...]], ...] = ()

    def children(self, name: str) -> tuple[Node, ...]:
        """The nodes in the list of that name, empty when there is none."""
        for held, nodes in self.lists:
            if held == name:
                return nodes
        return ()

    def with_children(self, name: str, nodes: tuple[Node, ...]) -> Node:
        """The node with that list replaced (removed when ``nodes`` is empty)."""
        held = dict(self.lists)
        held[name] = nodes
        return replace(self, lists=in_order(held))

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in reading order."""
        yield self
        for _, nodes in self.lists:
            for node in nodes:
                yield from node.walk()


_RANK = {name: rank for rank, name in enumerate(("areas", "sections", "preface", "vision", "points", "parts", "items"))}


def in_order(lists: Mapping[str, tuple[Node, ...]]) -> tuple[tuple[str, tuple[Node, ...]], ...]:
    """The lists as a node holds them: reading order, empty ones left out."""
    return tuple(sorted(((name, nodes) for name, nodes in lists.items() if nodes), key=lambda pair: _RANK[pair[0]]))


def digest(node: Node) -> str:
    """``sha256:`` and 64 hexadecimal digits over the values of the node and everything below it."""
    plain = json.dumps(_plain(node), ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(node: Node) -> list[object]:
    lists = [[name, [_plain(child) for child in nodes]] for name, nodes in node.lists]
    return [node.id, node.title, node.text, node.form.value, node.number, lists]
