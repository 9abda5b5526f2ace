"""Edits stated as changes: full addresses, what stood before, the neighbour, the list where several fit."""

from __future__ import annotations

from typing import assert_never

from living_manifesto.core.amend.draft import Draft, Edit, Insert, SetField, Shift, Take
from living_manifesto.core.amend.fits import field_text, lists_for_node, lists_for_shape, shape_in
from living_manifesto.core.changes import FIRST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import digest
from living_manifesto.core.outline import Key


def state(draft: Draft, edit: Edit) -> Change:
    """The change that means this edit on this draft, to be asked for before the edit is made."""
    match edit:
        case Insert(parent, name, index, node):
            several = len(lists_for_node(draft.at(parent).kind, node)) > 1
            return Add(parent, _neighbour(draft, parent, name, index, ""), node, name if several else "")
        case SetField(key, name, text):
            return Replace(key, name, field_text(draft.at(key).node, name), text)
        case Take(key):
            return Remove(key, digest(draft.value(key)))
        case Shift(key, parent, name, index):
            several = len(lists_for_shape(draft.at(parent).kind, shape_in(name))) > 1
            neighbour = _neighbour(draft, parent, name, index, key)
            return Move(key, parent, neighbour, name if several else "", digest(draft.value(key)))
        case _:
            assert_never(edit)


def undo(draft: Draft, edit: Edit) -> Change:
    """The change that takes this edit back, to be asked for before the edit is made."""
    match edit:
        case Insert(parent, _, _, node):
            return Remove(draft.prefix(parent) + node.id, digest(node))
        case SetField(key, name, text):
            return Replace(key, name, text, field_text(draft.at(key).node, name))
        case Take(key):
            place, node = draft.at(key), draft.value(key)
            several = len(lists_for_node(draft.at(place.parent).kind, node)) > 1
            return Add(place.parent, draft.before(key), node, place.list if several else "")
        case Shift(key, parent, _, _):
            place, node = draft.at(key), draft.value(key)
            several = len(lists_for_shape(draft.at(place.parent).kind, shape_in(place.list))) > 1
            now = draft.prefix(parent) + node.id
            return Move(now, place.parent, draft.before(key), place.list if several else "", digest(node))
        case _:
            assert_never(edit)


def _neighbour(draft: Draft, parent: Key, name: str, index: int, moved: Key) -> str:
    siblings = [key for key in draft.children(parent, name) if key != moved]
    return draft.at(siblings[index - 1]).node.id if index else FIRST
