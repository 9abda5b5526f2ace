"""Whether a text shows already what changes say."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.amend.fits import field_text, stated
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.steps.demands import child_key, placed_key


def stand_already(changes: Sequence[Change], home: str, tree: Outline) -> bool:
    """Whether all changes show in the tree, each told by what it is about."""
    return all(_stands(change, changes[place + 1 :], home, tree) for place, change in enumerate(changes))


def _stands(change: Change, later: Sequence[Change], home: str, tree: Outline) -> bool:
    match change:
        case Replace(target=target, field=field, becomes=becomes):
            key = tree.key(target, home)
            return key is not None and field_text(tree.places[key].node, field) == stated(field, becomes)
        case Remove(target=target):
            again = any(isinstance(each, Add) and each.node.id == target.rpartition("/")[2] for each in later)
            return again or tree.key(target, home) is None
        case Move():
            return _is_placed(change, home, tree)
        case Add():
            return _is_placed(change, home, tree) and _is_held(change.node, placed_key(tree, change, home), tree)


def _is_placed(change: Add | Move, home: str, tree: Outline) -> bool:
    """Whether the node stands below its parent and behind its neighbour; what came later may stand between them."""
    place = tree.places.get(placed_key(tree, change, home))
    if place is None or place.parent != tree.key(change.to, home):
        return False
    siblings = [node.id for node in tree.places[place.parent].node.children(place.list)]
    return change.after not in siblings or siblings.index(change.after) < siblings.index(place.node.id)


def _is_held(node: Node, key: Key, tree: Outline) -> bool:
    """Whether the node stands at an address with its own fields, and with what it was added with below it.

    More may stand below it: what was moved there is said by changes of its own.
    """
    there = tree.places[key].node
    fields = ("title", "text", "form", "number")
    return all(getattr(node, name) == getattr(there, name) for name in fields) and all(
        (inner := child_key(tree, key, child.id)) in tree.places
        and tree.places[inner].parent == key
        and _is_held(child, inner, tree)
        for _, children in node.lists
        for child in children
    )
