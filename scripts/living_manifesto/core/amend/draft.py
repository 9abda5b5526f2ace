"""A working tree over an immutable outline: only what is touched is copied, and ``freeze`` rebuilds only that.

Where two nodes of the tree beneath have one address (LM306) nothing can be edited: ``double`` tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.amend.fits import with_field
from living_manifesto.core.changes import FIRST
from living_manifesto.core.nodes import CHILD_KIND, ROOT, Kind, Node, in_order
from living_manifesto.core.outline import Key, Outline, Place, section_of
from living_manifesto.core.values import replace, value


@value
class Insert:
    """Put a node with all below it into a list of ``parent``, at an index."""

    parent: Key
    list: str
    index: int
    node: Node


@value
class SetField:
    """Let a field hold what ``text`` states."""

    key: Key
    field: str
    text: str


@value
class Take:
    """Take a node away with all below it."""

    key: Key


@value
class Shift:
    """Put a node elsewhere; the index is counted without the node itself."""

    key: Key
    parent: Key
    list: str
    index: int


Edit = Insert | SetField | Take | Shift
"""A change that was found to fit, with its place in the tree."""


_Lists = dict[str, list[Key]]


class _Spot:
    """A touched node: its fields, its place, the keys in its touched lists, and whether ``node.lists`` is outdated."""

    __slots__ = ("list", "lists", "node", "outdated", "parent")

    def __init__(self, node: Node, parent: Key, name: str) -> None:
        self.node = node
        self.parent = parent
        self.list = name
        self.lists: _Lists | None = None
        self.outdated = False

    @property
    def kind(self) -> Kind:
        return CHILD_KIND[self.list] if self.list else Kind.MANIFESTO


class Draft:
    """A copy-on-write tree. Edits must fit (``examine`` in ``apply`` finds out); making one costs nothing.

    ``origins`` tells under which address a node stood before it was moved to another section.
    """

    __slots__ = ("_base", "_spots", "origins")

    def __init__(self, base: Outline) -> None:
        self._base = base
        # A key that was taken away is held as None. If a spot is outdated, so are all its ancestors.
        self._spots: dict[Key, _Spot | None] = {}
        self.origins: dict[Key, Key] = {}

    def find(self, key: Key) -> _Spot | Place | None:
        """Where a node stands: kind, parent, list and, in ``node``, its fields (for its children ask ``value``)."""
        if key in self._spots:
            return self._spots[key]
        return self._base.places.get(key)

    def at(self, key: Key) -> _Spot | Place:
        """The same as ``find`` for an address that is known to stand."""
        place = self.find(key)
        if place is None:
            raise KeyError(key)
        return place

    def __contains__(self, key: Key) -> bool:
        return self.find(key) is not None

    def key(self, reference: str, home: str) -> Key | None:
        """The address that a reference means, by the rule of ``Outline.key``."""
        if "/" not in reference:
            inner = f"{home}/{reference}"
            if inner in self:
                return inner
        return reference if reference in self else None

    def prefix(self, key: Key) -> str:
        """What stands before the id in the addresses of a node's children."""
        return prefix_within(key, self.at(key).list)

    def children(self, key: Key, name: str) -> Sequence[Key]:
        """The addresses of the nodes in a list."""
        place = self.at(key)
        if isinstance(place, _Spot) and place.lists is not None and name in place.lists:
            return place.lists[name]
        prefix = self.prefix(key)
        return [prefix + child.id for child in place.node.children(name)]

    def before(self, key: Key) -> str:
        """The id of the sibling that stands directly before a node, or ``first``."""
        place = self.at(key)
        siblings = self.children(place.parent, place.list)
        index = siblings.index(key)
        return self.at(siblings[index - 1]).node.id if index else FIRST

    def subtree(self, key: Key) -> Iterator[Key]:
        """The address of the node and of everything below it."""
        yield key
        place = self.at(key)
        names = [name for name, _ in place.node.lists]
        if isinstance(place, _Spot) and place.lists is not None:
            names += [name for name in place.lists if name not in names]
        for name in names:
            for child in self.children(key, name):
                yield from self.subtree(child)

    def is_within(self, key: Key, ancestor: Key) -> bool:
        """Whether a node is the other one or stands below it."""
        while key:
            if key == ancestor:
                return True
            key = self.at(key).parent
        return False

    def value(self, key: Key) -> Node:
        """The node with everything below it, as a value; what was not touched since is not built again."""
        spot = self._spots.get(key)
        if spot is None:
            return self._base.places[key].node
        if spot.outdated:
            spot.node = replace(spot.node, lists=in_order(self._lists(key, spot)))
            spot.lists = None
            spot.outdated = False
        return spot.node

    def freeze(self) -> Node:
        """The whole tree as a value."""
        return self.value(ROOT)

    def outline(self) -> Outline:
        """The whole tree with its index, made from the index beneath."""
        root = self.freeze()
        places = dict(self._base.places)
        for key, spot in self._spots.items():
            if spot is None:
                places.pop(key, None)
            else:
                places[key] = Place(spot.node, spot.parent, spot.list)
        return Outline(root, places, self._base.doubles)

    @property
    def has_doubles(self) -> bool:
        """Whether two nodes anywhere have one address."""
        return bool(self._base.doubles)

    def double(self, key: Key) -> Key:
        """An address that two nodes share where an edit of this node would work; empty if there is none."""
        sections = {"", section_of(key) or key}
        if self.at(key).list == "areas":
            sections.update(self.children(key, "sections"))
        return next((double for double in sorted(self._base.doubles) if section_of(double) in sections), "")

    def make(self, edit: Edit) -> Key:
        """Make an edit; the address under which its node stands (or stood) afterwards."""
        match edit:
            case Insert(parent, name, index, node):
                return self._insert(parent, name, index, node)
            case SetField(key, field, text):
                spot = self._open(key)
                spot.node = with_field(spot.node, field, text)
                self._outdate(spot.parent)
                return key
            case Take(key):
                self._take(key)
                return key
            case Shift(key, parent, name, index):
                return self._shift(key, parent, name, index)

    def _insert(self, parent: Key, name: str, index: int, node: Node) -> Key:
        key = self.prefix(parent) + node.id
        self._list(parent, name).insert(index, key)
        for inner, place in walk(node, key, parent, name):
            self._spots[inner] = _Spot(place.node, place.parent, place.list)
        return key

    def _take(self, key: Key) -> None:
        place = self.at(key)
        below = list(self.subtree(key))
        self._list(place.parent, place.list).remove(key)
        for inner in below:
            self._spots[inner] = None

    def _shift(self, key: Key, parent: Key, name: str, index: int) -> Key:
        prefix = self.prefix(parent)
        spot = self._open(key)
        new = prefix + spot.node.id
        if new == key:
            self._list(spot.parent, spot.list).remove(key)
            self._list(parent, name).insert(index, key)
            spot.parent, spot.list = parent, name
            return key
        node, old = self.value(key), section_of(key)
        self._take(key)
        self._insert(parent, name, index, node)
        for below in node.walk():
            former = f"{old}/{below.id}"
            self.origins[prefix + below.id] = self.origins.pop(former, former)
        return new

    def _open(self, key: Key) -> _Spot:
        """The spot of a node that stands, to be written on."""
        spot = self._spots.get(key)
        if spot is None:
            place = self._base.places[key]
            spot = self._spots[key] = _Spot(place.node, place.parent, place.list)
        return spot

    def _outdate(self, key: Key) -> None:
        while key:
            spot = self._open(key)
            if spot.outdated:
                return
            spot.outdated = True
            key = spot.parent

    def _list(self, key: Key, name: str) -> list[Key]:
        """The keys in a list, to be written on."""
        self._outdate(key)
        spot = self._open(key)
        if spot.lists is None:
            spot.lists = {}
        if name not in spot.lists:
            spot.lists[name] = list(self.children(key, name))
        return spot.lists[name]

    def _lists(self, key: Key, spot: _Spot) -> dict[str, tuple[Node, ...]]:
        prefix, spots, touched = self.prefix(key), self._spots, spot.lists or {}
        lists = {
            name: tuple(self.value(prefix + child.id) if prefix + child.id in spots else child for child in children)
            for name, children in spot.node.lists
            if name not in touched
        }
        return lists | {name: tuple(map(self.value, keys)) for name, keys in touched.items()}


def prefix_within(key: Key, name: str) -> str:
    """What stands before the id in the addresses of the children of a node that stands in the list ``name``."""
    section = section_of(key) or (key if name == "sections" else "")
    return f"{section}/" if section else ""


def walk(node: Node, key: Key, parent: Key, name: str) -> Iterator[tuple[Key, Place]]:
    """The node and everything below it with their addresses, as they stand once the node is in ``parent``."""
    yield key, Place(node, parent, name)
    prefix = prefix_within(key, name)
    for inner, children in node.lists:
        for child in children:
            yield from walk(child, prefix + child.id, key, inner)
