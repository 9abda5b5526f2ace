"""Where something goes: behind which sibling, at which end of which list, or beside words in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.changes import FIRST, LAST, Add, Move, Remove
from living_manifesto.core.nodes import Kind, Node, digest
from living_manifesto.core.outline import Key
from living_manifesto.core.values import value
from living_manifesto.intake.instructions.meaning import Spot
from living_manifesto.intake.instructions.places import Found, Ground, NewItem, Site
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.words import Noun, Where


@value
class Side:
    """A place in a list of ``parent`` (``list`` only where it must be named): ``first``, ``last`` or a sibling's id."""

    parent: Key
    list: str
    after: str
    sibling: Key = ""


@value
class Beside:
    """A place inside a sentence: an empty stretch of it."""

    found: Found


class References:
    """How changes of a proposal name nodes: short in its home section, in full elsewhere."""

    def __init__(self, ground: Ground, home: str) -> None:
        self._ground = ground
        self._start = f"{home}/"

    def of(self, key: Key) -> str:
        """The address as the proposal writes it."""
        return key.removeprefix(self._start)

    def add(self, side: Side, node: Node) -> Add:
        """The change that adds a node there."""
        return Add(self.of(side.parent), side.after, node, side.list)

    def move(self, key: Key, side: Side) -> Move:
        """The change that moves a node there."""
        return Move(self.of(key), self.of(side.parent), side.after, side.list, digest(self._ground.node(key)))

    def remove(self, key: Key) -> Remove:
        """The change that takes a node away."""
        return Remove(self.of(key), digest(self._ground.node(key)))


def side_of_item(
    ground: Ground, spot: Spot, that: Site | NewItem | None, new: Sequence[str], at: int
) -> Side | Refused:
    """Where an item goes: at an end of the section, or before or after an item."""
    refs = spot.refs if spot.anchor is None else (*spot.refs, ground.headed(spot.anchor, spot.noun))
    site = ground.site(refs, that, new)
    if isinstance(site, Refused):
        return site
    if spot.where in (Where.AFTER, Where.BEFORE):
        is_item = isinstance(site, Site) and ground.outline.places[site.key].kind is Kind.ITEM
        return beside(ground, site.key, spot.where) if isinstance(site, Site) and is_item else _unclear(at)
    if site != Site(ground.section):
        return _unclear(at)
    return Side(ground.section, "items", FIRST if spot.where is Where.FIRST else LAST)


def beside(ground: Ground, key: Key, where: Where) -> Side:
    """Before or after a node, in its own list."""
    place = ground.outline.places[key]
    siblings = ["", *ground.children(place.parent, place.list)]
    sibling = key if where is Where.AFTER else siblings[siblings.index(key) - 1]
    name = place.list if place.parent == ground.section else ""
    return Side(place.parent, name, sibling.rpartition("/")[2] or FIRST, sibling)


def side_of(
    ground: Ground, spot: Spot, that: Site | NewItem | None, new: Sequence[str], at: int, *, is_text: bool
) -> Side | Beside | NewItem | Refused:
    """Where a sentence goes."""
    if spot.anchor is not None and spot.where is not None:
        return _beside_words(ground, spot, that, at)
    if not spot.refs:
        return Refused(Cause.NO_PLACE, "", at)
    site = ground.site(spot.refs, that, new)
    if isinstance(site, Refused):
        return site
    if isinstance(site, NewItem):
        return site if spot.where in (None, Where.LAST) else _unclear(at)
    kind = ground.outline.places[site.key].kind
    if kind is Kind.POINT:
        return _at_point(ground, site.key, spot.where, at)
    if spot.where in (Where.AFTER, Where.BEFORE):
        return _unclear(at)
    return in_list(ground, site, FIRST if spot.where is Where.FIRST else LAST, at, is_text=is_text)


def in_list(ground: Ground, site: Site, after: str, at: int, *, is_text: bool) -> Side | Refused:
    """The one list of a place that takes a sentence; where there are several, nobody knows which."""
    if site.list:
        return Side(site.key, site.list, after)
    node = ground.node(site.key)
    if site.key == ground.section:
        lists = [name for name in ("preface", "vision") if node.children(name)]
        return Side(site.key, lists[0], after) if len(lists) == 1 and is_text else _unclear(at)
    return _unclear(at) if node.children("parts") else Side(site.key, "", after)


def _at_point(ground: Ground, key: Key, where: Where | None, at: int) -> Side | Beside | Refused:
    text = ground.node(key).text
    match where:
        case Where.AFTER | Where.BEFORE:
            return beside(ground, key, where)
        case Where.LAST:
            return Beside(Found(key, "text", len(text), len(text)))
        case Where.FIRST:
            return Beside(Found(key, "text", 0, 0))
        case _:
            return _unclear(at)


def _beside_words(ground: Ground, spot: Spot, that: Site | NewItem | None, at: int) -> Side | Beside | Refused:
    """Beside a whole point, or inside the only sentence that holds the words; at its ends nobody knows which."""
    site = ground.site(spot.refs, that, ())
    if spot.anchor is None or spot.where is None or spot.noun in (Noun.ITEM, Noun.PART, Noun.HEADING, Noun.SECTION):
        return _unclear(at)
    if not isinstance(site, Site):
        return site if isinstance(site, Refused) else _unclear(at)
    found = ground.only(spot.anchor, site)
    if isinstance(found, Refused):
        return found
    if ground.is_whole(found):
        return beside(ground, found.key, spot.where) if found.field == "text" else _unclear(at)
    edge = found.end if spot.where is Where.AFTER else found.start
    is_inside = found.field == "title" or ground.is_inside(found.key, edge)
    return Beside(Found(found.key, found.field, edge, edge)) if is_inside else _unclear(at)


def _unclear(at: int) -> Refused:
    return Refused(Cause.AMBIGUOUS, "", at)
