"""Resolved changes: what was made on a draft, stated so that plain application gives the same tree."""

from __future__ import annotations

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.diff import differences
from living_manifesto.core.amend.draft import Draft, Edit, Insert, SetField, Shift, Take, walk
from living_manifesto.core.amend.state import state
from living_manifesto.core.changes import Add, Change, Move
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import replace


class Record:
    """A draft that keeps what is made on it.

    The changes keep their order and number as long as none concerns what another one made;
    else the trees are compared, so that two edits of one thing become one.
    """

    def __init__(self, before: Outline) -> None:
        self.before = before
        self.draft = Draft(before)
        self.placed: set[Key] = set()
        self._made: list[tuple[Change, Key]] = []
        self._whole: set[Key] = set()
        self._fields: set[tuple[Key, str]] = set()
        self._entangled = False

    def make(self, edit: Edit) -> Key:
        """Make an edit and keep it; the address of its node afterwards."""
        change = state(self.draft, edit)
        self._notice(edit)
        key = self.draft.make(edit)
        self._made.append((change, key))
        return key

    def settle(self, home: str) -> tuple[Change, ...] | None:
        """The resolved changes for a proposal of that home; None if its bare ids mean something else there."""
        root = self.draft.freeze()
        if not self._entangled:
            changes = tuple(self._finally(change, key) for change, key in self._made)
            if self._gives(changes, home):
                return changes
        if root == self.before.root:
            return ()
        changes = differences(self.before, self.draft.outline(), self.draft.origins)
        return changes if self._gives(changes, home) else None

    def _gives(self, changes: tuple[Change, ...], home: str) -> bool:
        applied = apply(self.before, changes, home)
        return isinstance(applied, Applied) and applied.root == self.draft.freeze()

    def _finally(self, change: Change, key: Key) -> Change:
        return replace(change, after=self.draft.before(key)) if isinstance(change, Add | Move) else change

    def _notice(self, edit: Edit) -> None:
        match edit:
            case SetField(key, name, _):
                self._entangled |= key in self._whole or (key, name) in self._fields
                self._fields.add((key, name))
            case Insert(parent, name, _, node):
                key = self.draft.prefix(parent) + node.id
                added = {inner for inner, _ in walk(node, key, parent, name)}
                self._entangled |= parent in self._whole or not self._whole.isdisjoint(added)
                self._whole |= added
                self.placed.add(key)
            case Take(key):
                taken = set(self.draft.subtree(key))
                edited = {key for key, _ in self._fields}
                self._entangled |= not taken.isdisjoint(self._whole | self.placed | edited)
                self._whole |= taken
            case Shift(key, parent, _, _):
                self._entangled |= key in self.placed or key in self._whole or parent in self._whole
                now = self.draft.prefix(parent) + self.draft.at(key).node.id
                if now != key:  # in another section all that was placed below it has another address too
                    self._entangled |= not self.placed.isdisjoint(self.draft.subtree(key))
                self.placed |= {key, now}
