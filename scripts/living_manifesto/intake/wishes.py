"""What somebody wishes to change, told in words: which section and which node are meant, and the change itself.

Shared by every way in which people tell it without writing a proposal's file: options, answers, cells of a table.
"""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.changes import FIRST, LAST, Add, Change, Remove, Replace
from living_manifesto.core.nodes import Kind, Node, digest
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import value
from living_manifesto.rules import candidates
from living_manifesto.rules.references import NOWHERE


@value
class Unclear:
    """Words that mean no section, or no node of a section (``home``), for sure; ``near`` are those that come close."""

    typed: str
    home: str
    near: tuple[str, ...]


class NotFound(Exception):
    """A change names a place that is not there; the argument is the ``Unclear``."""


def section_meant(typed: str, outline: Outline) -> str | Unclear:
    """The section that is meant by id, title or number."""
    if typed in section_numbers(outline.root) or typed == NOWHERE:
        return typed
    meant = candidates.sections(typed, outline, {})
    return meant.sure if meant.sure and meant.variant else Unclear(typed, "", meant.shown)


def node_meant(typed: str, home: str, outline: Outline) -> Key | Unclear:
    """The node of a section that is meant by address, heading, number, or by the very words that stand there."""
    key = outline.key(typed, home)
    if key is not None:
        return key
    meant = candidates.nodes(typed, home, outline)
    node = outline.places[f"{home}/{meant.sure}"].node if meant.sure else Node("")
    is_quoted = typed.split() == node.text.split()
    return f"{home}/{meant.sure}" if meant.sure and (meant.variant or is_quoted) else Unclear(typed, home, meant.shown)


def changes_wished(words: Mapping[str, str], home: str, outline: Outline) -> tuple[Change, ...]:
    """The changes that the words tell: ``replace`` and ``with``, ``add`` (``heading``, ``to``, ``after``), ``remove``.

    ``NotFound`` where one of them names a place that is not there.
    """
    changes: list[Change] = []
    if words.get("replace"):
        changes.append(replacement(_found(words["replace"], home, outline), words.get("with", ""), home, outline))
    if words.get("add"):
        parent = _found(words["to"], home, outline) if words.get("to") else home
        changes.append(addition(parent, words, home, outline))
    if words.get("remove"):
        changes.append(removal(_found(words["remove"], home, outline), home, outline))
    return tuple(changes)


def replacement(key: Key, becomes: str, home: str, outline: Outline) -> Replace:
    """Text or heading of a node put otherwise."""
    node = outline.places[key].node
    field = "title" if node.title else "text"
    return Replace(_short(key, home), field, node.title or node.text, becomes)


def addition(parent: Key, words: Mapping[str, str], home: str, outline: Outline) -> Add:
    """A point (``add``) in an item, or an item with a heading in a section; last unless ``after`` is told."""
    point, kind = Node("", text=words["add"]), outline.places[parent].kind
    if words.get("heading"):
        node, held = Node("", title=words["heading"]).with_children("points", (point,)), "items"
    else:
        node, held = point, "vision" if kind is Kind.SECTION else "points"
    after = words.get("after") or LAST
    if after not in (FIRST, LAST):
        after = outline.places[_found(after, home, outline)].node.id
    return Add(_short(parent, home), after, node, held if kind is Kind.SECTION else "")


def removal(key: Key, home: str, outline: Outline) -> Remove:
    """A node taken away, with all that stands below it."""
    return Remove(_short(key, home), digest(outline.places[key].node))


def _found(typed: str, home: str, outline: Outline) -> Key:
    meant = node_meant(typed, home, outline)
    if isinstance(meant, Unclear):
        raise NotFound(meant)
    return meant


def _short(key: Key, home: str) -> str:
    return key.removeprefix(f"{home}/")
