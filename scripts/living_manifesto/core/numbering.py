"""Numbers for display, computed and never stored: section 4, item 4-3, 「4-3 の2つ目」."""

from __future__ import annotations

from living_manifesto.core.nodes import Kind, Node
from living_manifesto.core.outline import Key, Outline


def section_numbers(root: Node) -> dict[str, int]:
    """The number of every section: its place in the area, counting on from an entry's own ``number``."""
    numbers: dict[str, int] = {}
    for area in root.children("areas"):
        count = 0
        for section in area.children("sections"):
            count = count + 1 if section.number is None else section.number
            numbers[section.id] = count
    return numbers


def item_numbers(root: Node) -> dict[Key, str]:
    """The number of every item by its address: ``4-3``."""
    numbers = section_numbers(root)
    return {
        f"{section.id}/{item.id}": f"{numbers[section.id]}-{place}"
        for area in root.children("areas")
        for section in area.children("sections")
        for place, item in enumerate(section.children("items"), start=1)
    }


def ordinal(outline: Outline, key: Key) -> int:
    """The place of a node among its siblings, from 1."""
    place = outline.places[key]
    siblings = outline.places[place.parent].node.children(place.list)
    return next(count for count, node in enumerate(siblings, start=1) if node.id == place.node.id)


def lineage(outline: Outline, key: Key) -> list[Key]:
    """The addresses from the section (or area) down to the node itself."""
    keys: list[Key] = []
    while key and outline.places[key].kind is not Kind.MANIFESTO:
        keys.append(key)
        key = outline.places[key].parent
    return keys[::-1]
