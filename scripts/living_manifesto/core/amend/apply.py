"""Plain application: a change fits exactly, or it is named why it does not. No heuristics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.amend.draft import Draft, Edit, Insert, SetField, Shift, Take, walk
from living_manifesto.core.amend.fits import FIELDS_OF, field_text, lists_for_node, lists_for_shape, shape_in, stated
from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT, Node, digest
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import replace, value


@value
class Applied:
    """The tree after the changes; ``draft`` is the working tree, for what comes next."""

    root: Node
    draft: Draft

    def outline(self) -> Outline:
        """The tree with its index, made from the index of the tree before."""
        return self.draft.outline()


def apply(before: Outline | Node, changes: Sequence[Change], home: str) -> Applied | Conflict:
    """Apply changes of a proposal whose home is the section ``home``, one after another, or name the first that fails.

    Every ``was`` must equal what stands, every target, parent and neighbour must stand, every added id be free.
    """
    outline = before if isinstance(before, Outline) else Outline.of(before)
    draft = Draft(outline)
    conflict = apply_to(draft, changes, home)
    return Applied(draft.freeze(), draft) if conflict is None else _with_first(conflict, outline, changes, home)


def check(before: Outline, changes: Sequence[Change], home: str) -> Conflict | None:
    """The first change that does not fit, or None. No tree is built."""
    conflict = apply_to(Draft(before), changes, home)
    return None if conflict is None else _with_first(conflict, before, changes, home)


def apply_to(draft: Draft, changes: Sequence[Change], home: str) -> Conflict | None:
    """Make the changes on a draft; on a conflict the changes before it stay made, and ``first`` is not looked for."""
    for index, change in enumerate(changes):
        found = examine(draft, change, home)
        if isinstance(found, Conflict):
            return replace(found, index=index)
        draft.make(found)
    return None


def _with_first(conflict: Conflict, before: Outline, changes: Sequence[Change], home: str) -> Conflict:
    """The conflict with the last earlier change after which its change no longer fits, though it did before."""
    draft, change, first = Draft(before), changes[conflict.index], None
    fits = not isinstance(examine(draft, change, home), Conflict)
    for index, earlier in enumerate(changes[: conflict.index]):
        apply_to(draft, (earlier,), home)
        fitted, fits = fits, not isinstance(examine(draft, change, home), Conflict)
        if fitted and not fits:
            first = index
    return replace(conflict, first=first)


def examine(draft: Draft, change: Change, home: str) -> Edit | Conflict:
    """The edit that a change means on this draft, or why it does not fit (with index 0)."""
    if draft.has_doubles and (double := _double(draft, change, home)):
        return double
    match change:
        case Add():
            return _examine_add(draft, change, home)
        case Replace():
            return _examine_replace(draft, change, home)
        case Remove():
            return _examine_remove(draft, change, home)
        case Move():
            return _examine_move(draft, change, home)
        case _:
            assert_never(change)


def _double(draft: Draft, change: Change, home: str) -> Conflict | None:
    """The conflict of a change that would work where addresses are not safe."""
    references = [change.to] if isinstance(change, Add | Move) else []
    references += [] if isinstance(change, Add) else [change.target]
    for reference in references:
        key = draft.key(reference, home)
        if key is not None and (double := draft.double(key)):
            return Conflict(0, Cause.DOUBLE_ID, reference, double)
    return None


def _examine_add(draft: Draft, change: Add, home: str) -> Insert | Conflict:
    parent = draft.key(change.to, home)
    if parent is None:
        return Conflict(0, Cause.NO_PARENT, change.to)
    name = list_for(draft, parent, change)
    if isinstance(name, Conflict):
        return name
    key = draft.prefix(parent) + change.node.id
    taken = _first_taken(draft, [inner for inner, _ in walk(change.node, key, parent, name)])
    if taken:
        there = taken == key and key in draft and draft.value(key) == change.node
        cause = Cause.ALREADY_THERE if there else Cause.ID_TAKEN
        return Conflict(0, cause, taken.rpartition("/")[2], taken, change.to, name)
    siblings = draft.children(parent, name)
    index = _index(siblings, draft.prefix(parent), change.after)
    if index is None:
        return Conflict(0, Cause.NO_NEIGHBOUR, change.after, parent, change.to, name)
    return Insert(parent, name, index, change.node)


def _examine_replace(draft: Draft, change: Replace, home: str) -> SetField | Conflict:
    key = draft.key(change.target, home)
    if key is None:
        return Conflict(0, Cause.NO_TARGET, change.target, field=change.field, was=change.was)
    place = draft.at(key)
    found = Conflict(0, Cause.WRONG_FIELD, change.target, key, field=change.field, was=change.was)
    if change.field not in FIELDS_OF[place.kind]:
        return found
    stands = field_text(place.node, change.field)
    found = replace(found, stands=stands)
    was, becomes = stated(change.field, change.was), stated(change.field, change.becomes)
    if becomes is None:
        return replace(found, cause=Cause.WRONG_VALUE)
    if was == becomes:
        return replace(found, cause=Cause.CHANGES_NOTHING)
    if was != stands:
        return replace(found, cause=Cause.ALREADY_THERE if stands == becomes else Cause.TEXT_DIFFERS)
    return SetField(key, change.field, becomes)


def _examine_remove(draft: Draft, change: Remove, home: str) -> Take | Conflict:
    key = _subtree(draft, change, home)
    return key if isinstance(key, Conflict) else Take(key)


def _examine_move(draft: Draft, change: Move, home: str) -> Shift | Conflict:
    key = _subtree(draft, change, home)
    if isinstance(key, Conflict):
        return key
    parent = draft.key(change.to, home)
    if parent is None:
        return Conflict(0, Cause.NO_PARENT, change.to, key)
    if draft.is_within(parent, key):
        return Conflict(0, Cause.INTO_ITSELF, change.target, key, change.to)
    name = list_for(draft, parent, change, key)
    if isinstance(name, Conflict):
        return name
    prefix = draft.prefix(parent)
    if prefix + draft.at(key).node.id != key:
        old = section_of(key)
        taken = _first_taken(draft, [prefix + inner.removeprefix(f"{old}/") for inner in draft.subtree(key)])
        if taken:
            return Conflict(0, Cause.ID_TAKEN, taken.rpartition("/")[2], taken, change.to, name)
    standing = draft.children(parent, name)
    siblings = [sibling for sibling in standing if sibling != key]
    index = _index(siblings, prefix, change.after)
    if index is None:
        return Conflict(0, Cause.NO_NEIGHBOUR, change.after, parent, change.to, name)
    if len(siblings) < len(standing) and standing[index] == key:
        return Conflict(0, Cause.ALREADY_THERE, change.target, key, change.to, name)
    return Shift(key, parent, name, index)


def _subtree(draft: Draft, change: Remove | Move, home: str) -> Key | Conflict:
    """The address of what is to be removed or moved, if it stands as the change says."""
    key = draft.key(change.target, home)
    if key is None:
        return Conflict(0, Cause.NO_TARGET, change.target, was=change.was)
    if key == ROOT:
        return Conflict(0, Cause.ROOT, change.target, key)
    if change.was and change.was != (stands := digest(draft.value(key))):
        return Conflict(0, Cause.SUBTREE_DIFFERS, change.target, key, was=change.was, stands=stands)
    return key


def list_for(draft: Draft, parent: Key, change: Add | Move, moved: Key = "") -> str | Conflict:
    """The list that an added or moved node goes into: the one named, or the only one that fits."""
    kind = draft.at(parent).kind
    if isinstance(change, Add):
        lists = lists_for_node(kind, change.node)
    else:
        lists = lists_for_shape(kind, shape_in(draft.at(moved).list))
    found = Conflict(0, Cause.NO_LIST, change.to, parent, change.to, change.list, lists)
    if not lists:
        return found
    if change.list:
        return change.list if change.list in lists else replace(found, cause=Cause.MISFIT)
    return lists[0] if len(lists) == 1 else replace(found, cause=Cause.WHICH_LIST)


def _first_taken(draft: Draft, keys: list[Key]) -> Key:
    """The first address that stands already or comes twice; empty if all are free."""
    seen: set[Key] = set()
    for key in keys:
        if key in draft or key in seen:
            return key
        seen.add(key)
    return ""


def _index(siblings: Sequence[Key], prefix: str, after: str) -> int | None:
    if after == FIRST:
        return 0
    if after == LAST:
        return len(siblings)
    neighbour = prefix + after
    return siblings.index(neighbour) + 1 if neighbour in siblings else None
