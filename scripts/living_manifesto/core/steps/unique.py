"""Addresses made unique, so that a tree that breaks this rule can still be compared and named."""

from __future__ import annotations

from living_manifesto.core.nodes import CHILD_KIND, ROOT, Kind, Node
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import replace


def outlined(root: Node) -> Outline:
    """The index of a tree with unique addresses; nearly every tree has them as it is."""
    outline = Outline.of(root)
    return Outline.of(with_unique_addresses(root)) if outline.doubles else outline


def with_unique_addresses(root: Node) -> Node:
    """The tree with ``~2``, ``~3`` … behind the id of every node whose address stands already before it.

    ``~`` is in no id: no proposal can mean such a node, and two trees stay different if they were.
    """
    return _renamed(root, "", {ROOT})


def _renamed(node: Node, section: str, seen: set[Key]) -> Node:
    lists = tuple((name, tuple(_child(each, name, section, seen) for each in nodes)) for name, nodes in node.lists)
    return replace(node, lists=lists) if lists != node.lists else node


def _child(node: Node, name: str, section: str, seen: set[Key]) -> Node:
    prefix = f"{section}/" if section else ""
    own, count = node.id, 1
    while prefix + own in seen:
        count += 1
        own = f"{node.id}~{count}"
    seen.add(prefix + own)
    child = _renamed(node, own if CHILD_KIND[name] is Kind.SECTION else section, seen)
    return child if own == node.id else replace(child, id=own)
