"""The rows of an old/new table (新旧対照表), taken from two texts of the manifesto and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from living_manifesto.core.nodes import CHILD_KIND, Kind, Node
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.report.places import FORMS, beside, heading, item_number, place


class Fate(StrEnum):
    """What became of a place between the two texts."""

    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"
    LEFT = "left"
    ARRIVED = "arrived"
    OMITTED = "omitted"


class Stage(StrEnum):
    """Whether a table shows what is proposed or what was adopted."""

    OPEN = "open"
    ADOPTED = "adopted"


@value
class Row:
    """One row: the place with number and heading, and what stands there in the old and the new text.

    A side on which nothing stands holds a note in brackets: (新設), (削る), (略) or where a node moved.
    """

    place: str
    old: str
    new: str
    fate: Fate


def column_heads(stage: Stage, speech: Speech) -> tuple[str, str]:
    """The heads of the old and the new column."""
    if stage is Stage.ADOPTED:
        return speech("Before"), speech("After")
    return speech("Today"), speech("As proposed")


def rows(before: Outline, after: Outline, speech: Speech) -> tuple[Row, ...]:
    """Every difference of the two texts in reading order, with (略) for unchanged neighbours; empty when equal."""
    table = _Table(before, after, speech)
    found = [] if before.root == after.root else list(table.compared(before.root, after.root, "manifesto"))
    merged = [row for last, row in pairwise([None, *found]) if row and not (last and _omitted(last) and _omitted(row))]
    return tuple(merged)


def _omitted(row: Row) -> bool:
    return row.fate is Fate.OMITTED


@value
class _Table:
    before: Outline
    after: Outline
    speech: Speech

    def compared(self, old: Node, new: Node, key: Key) -> Iterator[Row]:
        """The rows of a node that stands in both texts."""
        yield from self._fields(old, new, key)
        section = section_of(key) or (key if self.after.places[key].kind is Kind.SECTION else "")
        names = dict.fromkeys(name for name, _ in (*new.lists, *old.lists))
        for name in names:
            yield from self._children(old.children(name), new.children(name), name, section)

    def _fields(self, old: Node, new: Node, key: Key) -> Iterator[Row]:
        speech = self.speech
        if old.title != new.title:
            yield Row(self._titled(self.after, key), old.title, new.title, Fate.CHANGED)
        if old.text != new.text:
            yield Row(self._renumbered(key), old.text, new.text, Fate.CHANGED)
        if old.form is not new.form:
            where = speech("{place} (form)", place=self._renumbered(key))
            yield Row(where, speech(FORMS[old.form]), speech(FORMS[new.form]), Fate.CHANGED)
        if old.number != new.number:
            where = speech("{place} (number)", place=heading(self.after, key, speech))
            yield Row(where, _number(old, speech), _number(new, speech), Fate.CHANGED)

    def _children(self, old: Sequence[Node], new: Sequence[Node], name: str, section: str) -> Iterator[Row]:
        if old == new:
            return
        quiet = CHILD_KIND[name] in {Kind.AREA, Kind.SECTION}
        for was, becomes in _merged(old, new):
            node = becomes or was
            if node is None:
                continue
            key = f"{section}/{node.id}" if section else node.id
            if was is None:
                yield from self._entered(node, key)
            elif becomes is None:
                yield from self._gone(node, key)
            elif was != becomes:
                yield from self.compared(was, becomes, key)
            elif not quiet:
                note = self.speech("(omitted)")
                yield Row("", note, note, Fate.OMITTED)

    def _entered(self, node: Node, key: Key) -> Iterator[Row]:
        """A node that stands in this list of the new text only: new, or moved here."""
        speech = self.speech
        origin = self._twin(node, key, self.before, self.after)
        if origin is None:
            note = speech("(new)")
            yield from (Row(where, note, text, Fate.NEW) for where, text in self._words(self.after, node, key))
            return
        note = speech("(moved from {place})", place=beside(place(self.before, origin, speech), speech).lstrip())
        yield Row(self._at(self.after, key), note, node.title or node.text, Fate.ARRIVED)
        if (was := self.before.places[origin].node) != node:
            yield from self.compared(was, node, key)

    def _gone(self, node: Node, key: Key) -> Iterator[Row]:
        """A node that stands in this list of the old text only: removed, or moved elsewhere."""
        speech = self.speech
        target = self._twin(node, key, self.after, self.before)
        if target is None:
            note = speech("(removed)")
            yield from (Row(where, text, note, Fate.REMOVED) for where, text in self._words(self.before, node, key))
            return
        note = speech("(moved to {place})", place=beside(place(self.after, target, speech), speech).lstrip())
        yield Row(self._at(self.before, key), node.title or node.text, note, Fate.LEFT)

    def _twin(self, node: Node, key: Key, there: Outline, here: Outline) -> Key | None:
        """Where the node stands in the other text: under its address, or with equal values in another section."""
        if key in there.places:
            return key
        inner = section_of(key)
        others = (
            other for other in there.places if inner and other.endswith(f"/{node.id}") and other not in here.places
        )
        return next((other for other in others if there.places[other].node == node), None)

    def _words(self, outline: Outline, node: Node, key: Key) -> Iterator[tuple[str, str]]:
        section = section_of(key) or (key if outline.places[key].kind is Kind.SECTION else "")
        for each in node.walk():
            own = key if each is node else f"{section}/{each.id}" if section else each.id
            if own in outline.places:
                yield self._at(outline, own), each.title or each.text

    def _at(self, outline: Outline, key: Key) -> str:
        """The place of a whole node; a title, which stands in the row itself, is not repeated."""
        if not outline.places[key].node.title:
            return heading(outline, key, self.speech)
        return self._below(outline, key, _bare(outline, key, self.speech))

    def _titled(self, outline: Outline, key: Key) -> str:
        """The place of a title alone."""
        bare = beside(_bare(outline, key, self.speech), self.speech)
        return self._below(outline, key, self.speech("the title of {place}", place=bare).strip())

    def _below(self, outline: Outline, key: Key, own: str) -> str:
        above = outline.places[key].parent
        return own if above in {"", "manifesto"} else f"{heading(outline, above, self.speech)} › {own}"

    def _renumbered(self, key: Key) -> str:
        """The place in the new text, and the old number where counting has moved on."""
        where = heading(self.after, key, self.speech)
        was = item_number(self.before, key) if key in self.before.places else ""
        if was == item_number(self.after, key):
            return where
        return self.speech("{place} (was {number})", place=where, number=was) if was else where


def _bare(outline: Outline, key: Key, speech: Speech) -> str:
    match outline.places[key].kind:
        case Kind.ITEM:
            return item_number(outline, key)
        case Kind.PART:
            return speech("the heading")
        case Kind.SECTION:
            return speech("the section")
        case Kind.AREA:
            return speech("the area")
        case _:
            return speech("the manifesto")


def _number(node: Node, speech: Speech) -> str:
    return speech("(by position)") if node.number is None else str(node.number)


def _merged(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Both lists as one: what stayed in order as pairs, what left beside where it stood, the rest where it stands."""
    held = {node.id: node for node in old}
    ranks = {node.id: rank for rank, node in enumerate(old)}
    stayed = _rising([ranks[node.id] for node in new if node.id in ranks])
    waiting = 0
    for node in new:
        rank = ranks.get(node.id)
        if rank not in stayed:
            yield None, node
            continue
        while waiting < ranks[node.id]:
            if waiting not in stayed:
                yield old[waiting], None
            waiting += 1
        yield held[node.id], node
        waiting += 1
    yield from ((left, None) for rank, left in enumerate(old) if rank >= waiting and rank not in stayed)


def _rising(ranks: Iterable[int]) -> frozenset[int]:
    """The longest rising subsequence: what need not be said to have moved."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        chain = (*(chains[at - 1] if at else ()), rank)
        tails[at : at + 1] = [rank]
        chains[at : at + 1] = [chain]
    return frozenset(chains[-1]) if chains else frozenset()
