"""The changes that turn one tree into another: few, in reading order, applicable as they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.amend.draft import Draft, Edit, Insert, SetField, Shift, Take, prefix_within
from living_manifesto.core.amend.fits import FIELDS_OF, field_text, shape_in
from living_manifesto.core.amend.state import state
from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import LISTS, ROOT, Node, in_order
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import replace


def diff(before: Node, after: Node) -> tuple[Change, ...]:
    """The changes from one tree to another, with full addresses: applied with no home they give it exactly.

    A node that changed its shape (a point became a title) is removed and added again; one that moved to
    another section is a move if it is recognised by id and wording and its ids are free there.
    Of two nodes with one address (LM306) only the first counts.
    """
    return () if before is after else differences(_singly(before), _singly(after), {})


def _singly(root: Node) -> Outline:
    outline = Outline.of(root)
    return Outline.of(_firsts(root, ROOT, "", {ROOT})) if outline.doubles else outline


def _firsts(node: Node, key: Key, name: str, seen: set[Key]) -> Node:
    """The node without those below it whose address was seen before, in reading order."""
    prefix = prefix_within(key, name)
    lists: dict[str, tuple[Node, ...]] = {}
    for inner, children in node.lists:
        kept: list[Node] = []
        for child in children:
            if prefix + child.id not in seen:
                seen.add(prefix + child.id)
                kept.append(_firsts(child, prefix + child.id, inner, seen))
        lists[inner] = tuple(kept)
    return replace(node, lists=in_order(lists))


def differences(before: Outline, after: Outline, origins: Mapping[Key, Key]) -> tuple[Change, ...]:
    """As ``diff``; ``origins`` tells of nodes known to have changed section, by their new address."""
    return tuple(_Comparison(before, after, origins).changes())


class _Comparison:
    """Walks ``after`` from the top and brings a draft of ``before`` into line, node by node.

    When a node is visited, it and all its ancestors have their final place; so what is put into it
    can never hold it.
    """

    def __init__(self, before: Outline, after: Outline, origins: Mapping[Key, Key]) -> None:
        self._old = before.places
        self._new = after.places
        self._draft = Draft(before)
        self._unmatched: set[Key] = set()
        self._pairs: dict[Key, Key] = {}
        self._leftover: list[Key] = []
        self._origins = origins

    def changes(self) -> Iterator[Change]:
        yield from self._remove_reshaped()
        self._pair()
        yield from self._visit(ROOT)
        yield from self._remove_leftover()

    def _make(self, edit: Edit) -> Iterator[Change]:
        yield state(self._draft, edit)
        self._draft.make(edit)

    def _remove_reshaped(self) -> Iterator[Change]:
        for key, place in self._old.items():
            new = self._new.get(key)
            if new is None or new is place or shape_in(new.list) is shape_in(place.list) or key in self._unmatched:
                continue
            self._unmatched.update(self._draft.subtree(key))
            yield from self._make(Take(key))

    def _pair(self) -> None:
        """Find the nodes that changed section: gone here, new there, with the same id and wording."""
        gone: dict[str, list[Key]] = {}
        for key in self._old:
            if key not in self._new and key not in self._unmatched:
                self._leftover.append(key)
                if "/" in key:
                    gone.setdefault(key.partition("/")[2], []).append(key)
        if not gone:
            return
        for key in self._new:
            if "/" in key and key not in self._old:
                candidates = gone.get(key.partition("/")[2], [])
                former = next((one for one in candidates if self._is_same(one, key)), None)
                if former:
                    candidates.remove(former)
                    self._pairs[key] = former

    def _is_same(self, former: Key, key: Key) -> bool:
        old, new = self._old[former], self._new[key]
        if shape_in(old.list) is not shape_in(new.list):
            return False
        if self._origins.get(key) == former or self._pairs.get(new.parent) == old.parent:
            return True
        return (old.node.title, old.node.text) == (new.node.title, new.node.text)

    def _former(self, key: Key) -> Key | None:
        """The address at which a node of ``after`` stood in ``before``."""
        if key in self._old and key not in self._unmatched:
            return key
        return self._pairs.get(key)

    def _visit(self, key: Key) -> Iterator[Change]:
        new, former = self._new[key], self._former(key)
        if former == key and self._old[key].node is new.node:
            return
        for field in FIELDS_OF[new.kind]:
            text = field_text(new.node, field)
            if field_text(self._draft.at(key).node, field) != text:
                yield from self._make(SetField(key, field, text))
        prefix = self._draft.prefix(key)
        for name in LISTS[new.kind]:
            desired = [prefix + child.id for child in new.node.children(name)]
            yield from self._arrange(key, name, desired)
            for child in desired:
                yield from self._visit(child)

    def _arrange(self, parent: Key, name: str, desired: Sequence[Key]) -> Iterator[Change]:
        """Let the nodes stand in a list in order; what else is in it stays between them for now."""
        standing = self._draft.children(parent, name)
        if standing == desired:
            return
        places = {key: place for place, key in enumerate(standing)}
        staying = _staying([key for key in desired if key in places], places)
        index = 0
        for key in desired:
            if key not in staying:
                yield from self._put(key, parent, name, index)
            index = self._draft.children(parent, name).index(key) + 1

    def _put(self, key: Key, parent: Key, name: str, index: int) -> Iterator[Change]:
        former = self._former(key)
        if former is not None and key not in self._draft and not self._can_change_section(former, key):
            del self._pairs[key]
            former = None
        if former is None:
            yield from self._make(Insert(parent, name, index, self._fresh(self._new[key].node, key)))
            return
        current = key if key in self._draft else former
        if current == key:
            standing = self._draft.children(parent, name)
            if key in standing[:index]:
                index -= 1
        else:
            prefix = self._draft.prefix(parent)
            carried = [prefix + one.partition("/")[2] for one in self._draft.subtree(current)]
            self._leftover += [one for one in carried if one not in self._new]
        yield from self._make(Shift(current, parent, name, index))

    def _can_change_section(self, former: Key, key: Key) -> bool:
        """Whether all that would come along is free there, and is either wanted there or wanted nowhere."""
        prefix = key.partition("/")[0] + "/"
        for carried in self._draft.subtree(former):
            there = prefix + carried.partition("/")[2]
            if there in self._draft or (self._former(carried) == carried and carried in self._new):
                return False
            if there in self._new and self._pairs.get(there) != carried:
                return False
        return True

    def _fresh(self, node: Node, key: Key) -> Node:
        """The node with only what is new below it; the rest is moved into it afterwards."""
        prefix = prefix_within(key, self._new[key].list)
        lists = {
            name: tuple(
                self._fresh(child, prefix + child.id) for child in children if self._former(prefix + child.id) is None
            )
            for name, children in node.lists
        }
        return replace(node, lists=in_order(lists))

    def _remove_leftover(self) -> Iterator[Change]:
        for key in self._leftover:
            if key not in self._draft:
                continue
            top = key
            while (parent := self._draft.at(top).parent) not in self._new:
                top = parent
            yield from self._make(Take(top))


def _staying(keys: Sequence[Key], places: Mapping[Key, int]) -> set[Key]:
    """The most keys that can stay where they are: a longest run of rising places."""
    ends: list[int] = []
    last: list[int] = []
    links: list[int] = []
    for index, key in enumerate(keys):
        length = bisect_left(ends, places[key])
        if length == len(ends):
            ends.append(places[key])
            last.append(index)
        else:
            ends[length] = places[key]
            last[length] = index
        links.append(last[length - 1] if length else -1)
    staying: set[Key] = set()
    index = last[-1] if last else -1
    while index >= 0:
        staying.add(keys[index])
        index = links[index]
    return staying
