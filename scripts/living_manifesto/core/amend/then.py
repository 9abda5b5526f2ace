"""The text on which a proposal was written, as its changes met it one after another."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from living_manifesto.core.amend.apply import examine
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.amend.draft import Draft
from living_manifesto.core.amend.fits import shape_in
from living_manifesto.core.changes import Change, Move, Remove
from living_manifesto.core.nodes import ROOT, digest
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import replace


class Then:
    """Answers what the proposer saw. Addresses given and returned are those of that time."""

    def __init__(self, base: Outline, home: str) -> None:
        self._base = base
        self._home = home
        self._draft = Draft(base)

    def make(self, change: Change) -> None:
        """Go on by one change; one that did not even fit then is left out."""
        edit = examine(
            self._draft, replace(change, was="") if isinstance(change, Remove | Move) else change, self._home
        )
        if not isinstance(edit, Conflict):
            self._draft.make(edit)

    def key(self, reference: str) -> Key | None:
        """The address that a reference meant."""
        return self._draft.key(reference, self._home)

    def stood_at_first(self, key: Key) -> bool:
        """Whether a node stood there before the proposal changed anything."""
        return key in self._base.places

    def is_section(self, key: Key) -> bool:
        """Whether a section stood under that address."""
        place = self._draft.find(key)
        return place is not None and place.list == "sections"

    def saw(self, change: Remove, stands: str) -> bool:
        """Whether the subtree with the digest ``stands`` is what the proposer wanted removed."""
        key = self.key(change.target)
        if key is None or digest(self._draft.value(key)) != stands:
            return False
        written = self._base.places.get(key)
        return not change.was or (written is not None and change.was == digest(written.node))

    def up_to(self, to: str, name: str, after: str) -> list[Key]:
        """The neighbour that a change names and the siblings that stood before it, nearest first."""
        parent = self.key(to)
        if parent is None:
            return []
        siblings = self._draft.children(parent, name)
        neighbour = self._draft.prefix(parent) + after
        return list(reversed(siblings[: siblings.index(neighbour) + 1])) if neighbour in siblings else []

    def is_under_another(self, key: Key, now: Draft, today: Key) -> bool:
        """Whether the node stands in another list or under another parent today."""
        then, place = self._draft.at(key), now.at(today)
        return (then.parent, then.list) != (place.parent, place.list)

    def is_in_another_place(self, key: Key, now: Draft, today: Key, own: AbstractSet[Key]) -> bool:
        """Whether the node was moved since, be it among its siblings only; ``own`` were placed by the proposal itself.

        When two neighbours changed places nobody can tell which one was moved: both count as moved.
        """
        if self.is_under_another(key, now, today):
            return True
        then, place = self._draft.at(key), now.at(today)
        old, new = self._draft.children(then.parent, then.list), now.children(place.parent, place.list)
        both = (set(old) & set(new)) - own
        return both.intersection(old[: old.index(key)]) != both.intersection(new[: new.index(today)])

    def elsewhere(self, key: Key, now: Draft) -> Key:
        """The address in another section at which a node that is gone seems to stand today; empty if unclear."""
        place = self._draft.find(key)
        if place is None or "/" not in key:
            return ""
        node_id = key.partition("/")[2]
        found = [
            there
            for area in now.children(ROOT, "areas")
            for section in now.children(area, "sections")
            if (there := f"{section}/{node_id}") in now
            and there not in self._draft
            and shape_in(now.at(there).list) is shape_in(place.list)
        ]
        return found[0] if len(found) == 1 else ""
