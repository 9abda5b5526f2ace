"""Which changes a text that moved on can trouble, told without applying them again."""

from __future__ import annotations

from collections.abc import Iterable

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.numbering import lineage
from living_manifesto.core.outline import Key, Outline, Place
from living_manifesto.core.values import value


@value
class Overtaken:
    """What became different between two texts: nodes themselves, and subtrees in which something is different."""

    before: Outline
    own: frozenset[Key]
    below: frozenset[Key]

    @staticmethod
    def between(before: Outline, after: Outline) -> Overtaken:
        """Compare two texts; the cost is that of one walk."""
        old, new = before.places, after.places
        own = {key for key in old.keys() | new.keys() if _facts(old.get(key)) != _facts(new.get(key))}
        below = {
            each for key in own for outline in (before, after) if key in outline.places for each in _up(outline, key)
        }
        return Overtaken(before, frozenset(own), frozenset(below | own))

    def may_trouble(self, changes: Iterable[Change], home: str) -> bool:
        """Whether the changes of a proposal may need a person, or a joining of texts, on the later text.

        False is certain. True only says that it must be tried.
        """
        return any(self._concerns(change, home) for change in changes)

    def _concerns(self, change: Change, home: str) -> bool:
        match change:
            case Add(to=to, node=node):
                section = (self.before.key(to, home) or to).partition("/")[0]
                fresh = {f"{section}/{each.id}" for each in node.walk()}
                return self._is(to, home, self.own) or not self.own.isdisjoint(fresh)
            case Replace(target=target):
                return self._is(target, home, self.own)
            case Remove(target=target):
                return self._is(target, home, self.below)
            case Move(target=target, to=to):
                return self._is(target, home, self.below) or self._is(to, home, self.own)

    def _is(self, reference: str, home: str, keys: frozenset[Key]) -> bool:
        key = self.before.key(reference, home)
        return key is None or key in keys


def _facts(place: Place | None) -> object:
    if place is None:
        return None
    node = place.node
    return node.title, node.text, node.form, node.number, place.parent, place.list


def _up(outline: Outline, key: Key) -> tuple[Key, ...]:
    return tuple(lineage(outline, key))
