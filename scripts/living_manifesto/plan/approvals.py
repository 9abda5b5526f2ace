"""Approvals hold for what was read: a digest of it, and which verdicts count for today's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter

from living_manifesto.core.amend.apply import examine, list_for
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.amend.draft import Draft, Insert, walk
from living_manifesto.core.amend.fits import stated
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.ids import short_hash
from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import value
from living_manifesto.plan.pulls import Review, Verdict

_LENGTH = 16


@value
class Approvals:
    """Who approves what stands there now, who asks for something else, and whose approval was for another wording."""

    approved: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    void: tuple[str, ...] = ()


def standing_approvals(reviews: Iterable[Review], reading: str) -> Approvals:
    """The last verdict of each person, in the order in which they were given; a mere comment is none.

    An approval counts for the reading that it was given for; a refusal stands whatever the reading, until that
    person gives another verdict.
    """
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=attrgetter("at")):
        if review.verdict is not Verdict.COMMENTED:
            last.pop(review.by, None)
            last[review.by] = review
    approvals = [review for review in last.values() if review.verdict is Verdict.APPROVED]
    return Approvals(
        tuple(review.by for review in approvals if review.reading == reading),
        tuple(review.by for review in last.values() if review.verdict is Verdict.CHANGES_REQUESTED),
        tuple(review.by for review in approvals if review.reading != reading),
    )


def reading(changes: Sequence[Change], home: str, before: Outline) -> str:
    """What somebody reads in the changes of a proposal to the section ``home``, as 16 letters and digits.

    It says what becomes of which node, and under which parent; not after which neighbour, in which order, or with
    which ids for what is new: these follow the text when it moves on, and nobody has to read them again.
    """
    reader = _Reader(Draft(before), home)
    return short_hash(
        *sorted(json.dumps(reader.read(change), ensure_ascii=False) for change in changes), length=_LENGTH
    )


class _Reader:
    """Reads changes one after another; what one of them adds is known to the next by what it says."""

    def __init__(self, draft: Draft, home: str) -> None:
        self._draft = draft
        self._home = home
        self._added: dict[Key, str] = {}

    def read(self, change: Change) -> list[object]:
        read = self._plain(change)
        edit = examine(self._draft, change, self._home)
        if isinstance(edit, Insert):
            key = self._draft.prefix(edit.parent) + edit.node.id
            for inner, place in walk(edit.node, key, edit.parent, edit.list):
                self._added[inner] = "+" + short_hash(json.dumps(_values(place.node)), length=_LENGTH)
        if not isinstance(edit, Conflict):
            self._draft.make(edit)
        return read

    def _plain(self, change: Change) -> list[object]:
        match change:
            case Add():
                return ["add", self._address(change.to), self._list(change), _values(change.node)]
            case Replace(target, field, was, becomes):
                return ["replace", self._address(target), field, stated(field, was), stated(field, becomes)]
            case Remove(target, was):
                key = self._draft.key(target, self._home)
                return ["remove", self._address(target), was if key is None else digest(self._draft.value(key))]
            case Move():  # without ``was``: what others wrote in the subtree since is not what this proposal says
                return ["move", self._address(change.target), self._address(change.to), self._list(change)]

    def _address(self, reference: str) -> str:
        key = self._draft.key(reference, self._home) or reference
        return self._added.get(key, key)

    def _list(self, change: Add | Move) -> str:
        parent = self._draft.key(change.to, self._home)
        target = self._draft.key(change.target, self._home) if isinstance(change, Move) else ""
        if parent is None or target is None:
            return change.list
        name = list_for(self._draft, parent, change, target)
        return change.list if isinstance(name, Conflict) else name


def _values(node: Node) -> list[object]:
    """What a node and all below it say, without their ids."""
    lists = [[name, [_values(child) for child in children]] for name, children in node.lists]
    return [node.title, node.text, node.form.value, node.number, lists]
