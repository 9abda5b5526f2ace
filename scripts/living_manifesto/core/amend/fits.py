"""What fits where: which lists take a node, and which fields a node of a kind has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from living_manifesto.core.nodes import CHILD_KIND, LISTS, Form, Kind, Node
from living_manifesto.core.values import replace


class Shape(StrEnum):
    """What a node is made like; items and parts are made alike, so that one can become the other by moving."""

    MANIFESTO = "manifesto"
    AREA = "area"
    SECTION = "section"
    TITLED = "titled"
    POINT = "point"


_SHAPES: Mapping[Kind, Shape] = {
    Kind.MANIFESTO: Shape.MANIFESTO,
    Kind.AREA: Shape.AREA,
    Kind.SECTION: Shape.SECTION,
    Kind.ITEM: Shape.TITLED,
    Kind.PART: Shape.TITLED,
    Kind.POINT: Shape.POINT,
}
_SHAPE_IN_LIST = {"": Shape.MANIFESTO} | {name: _SHAPES[kind] for name, kind in CHILD_KIND.items()}
_LISTS_FOR = {
    (kind, shape): tuple(name for name in names if _SHAPE_IN_LIST[name] is shape)
    for kind, names in LISTS.items()
    for shape in Shape
}

FIELDS_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.MANIFESTO: ("title",),
    Kind.AREA: ("title",),
    Kind.SECTION: ("title", "number"),
    Kind.ITEM: ("title",),
    Kind.PART: ("title",),
    Kind.POINT: ("form", "text"),
}
"""The fields that a node of a kind has, by kind."""


def shape_in(name: str) -> Shape:
    """The shape of the nodes in a list of that name (the root stands in none)."""
    return _SHAPE_IN_LIST[name]


def lists_for_shape(parent: Kind, shape: Shape) -> tuple[str, ...]:
    """The lists of a parent that take a node of a shape, in reading order."""
    return _LISTS_FOR[parent, shape]


def lists_for_node(parent: Kind, node: Node) -> tuple[str, ...]:
    """The lists of a parent that take a node with all that is below it, judged by its fields and lists."""
    return tuple(name for name in LISTS[parent] if is_well_formed(node, CHILD_KIND[name]))


def is_well_formed(node: Node, kind: Kind) -> bool:
    """Whether the node, and everything below it, has only the fields and lists of its kind."""
    if kind is Kind.POINT:
        fields_fit = not node.title and node.number is None
    else:
        fields_fit = not node.text and node.form is Form.BULLET and (node.number is None or kind is Kind.SECTION)
    return fields_fit and all(
        name in LISTS[kind] and all(is_well_formed(child, CHILD_KIND[name]) for child in children)
        for name, children in node.lists
    )


def field_text(node: Node, field: str) -> str:
    """A field of a node as a replacement states it; no number is empty."""
    match field:
        case "title":
            return node.title
        case "text":
            return node.text
        case "form":
            return node.form.value
        case _:
            return "" if node.number is None else str(node.number)


def stated(field: str, text: str) -> str | None:
    """The one way to write a value of a field (an empty form is a bullet); None if the field cannot hold it."""
    match field:
        case "title" | "text":
            return text
        case "form":
            form = text or Form.BULLET.value
            return form if form in set(Form) else None
        case _:
            return text if not text or (text.isascii() and text.isdecimal() and str(int(text)) == text) else None


def with_field(node: Node, field: str, text: str) -> Node:
    """The node with a field that holds what the text states (as ``stated`` gives it)."""
    match field:
        case "title":
            return replace(node, title=text)
        case "text":
            return replace(node, text=text)
        case "form":
            return replace(node, form=Form(text))
        case _:
            return replace(node, number=int(text) if text else None)
