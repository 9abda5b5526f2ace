"""Re-application: the changes of a proposal on a text that has moved since they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from living_manifesto.core.amend.apply import examine, list_for
from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.amend.draft import Insert
from living_manifesto.core.amend.fits import FIELDS_OF, field_text, stated
from living_manifesto.core.amend.merge import merge_text
from living_manifesto.core.amend.renaming import given_keys, with_keys
from living_manifesto.core.amend.resolution import Fit, Need, Note, Resolution
from living_manifesto.core.amend.settle import Record
from living_manifesto.core.amend.then import Then
from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import replace

_NEEDS: Mapping[Cause, Need] = {Cause.ID_TAKEN: Need.ID_TAKEN, Cause.INTO_ITSELF: Need.MOVED_TWICE}
_STANDS = frozenset({Cause.ALREADY_THERE, Cause.CHANGES_NOTHING})
_WORST_FIRST = (Fit.NEEDS_PERSON, Fit.MERGED, Fit.APPROXIMATE, Fit.CLEAN)


def resolve(
    base: Outline | Node | None, today: Outline, changes: Sequence[Change], home: str, proposal_id: str
) -> Resolution:
    """Apply changes that were written on ``base`` (None: it is not known) to the text of today.

    A removal with neither digest nor base needs a person: it might delete newer text.
    """
    then = None if base is None else Then(base if isinstance(base, Outline) else Outline.of(base), home)
    again = _Reapplication(then, today, home, changes, proposal_id)
    notes = tuple(replace(again.make(change), index=index) for index, change in enumerate(changes))
    fit = next((fit for fit in _WORST_FIRST if any(note.fit is fit for note in notes)), Fit.ALREADY_THERE)
    if fit in (Fit.NEEDS_PERSON, Fit.ALREADY_THERE):
        return Resolution(fit, (), today.root, notes)
    resolved = again.record.settle(home)
    if resolved is None:
        return Resolution(Fit.NEEDS_PERSON, (), today.root, tuple(_person(note, Need.UNFIT) for note in notes))
    if not resolved:
        return Resolution(Fit.ALREADY_THERE, (), today.root, notes)
    return Resolution(fit, resolved, again.record.draft.freeze(), notes)


class _Reapplication:
    """Rewrites each change to what it means today; whether that fits is found out as for any other change."""

    def __init__(
        self, then: Then | None, today: Outline, home: str, changes: Sequence[Change], proposal_id: str
    ) -> None:
        self.record = Record(today)
        self._now = self.record.draft
        self._then = then
        self._home = home
        self._changes = changes
        self._proposal = proposal_id
        self._given: dict[Key, Key] = {}
        self._lost: set[Key] = set()
        # What others wrote just as this proposal does; a later removal of its own is not meant for it.
        self._others: set[Key] = set()

    def make(self, change: Change) -> Note:
        """Make the next change on today's text if it can be made, and tell how it fits."""
        note = self._unsafe(change) or self._again(change)
        if note.fit is Fit.ALREADY_THERE:
            self._leave_to_others(change)
        if self._then:
            self._then.make(change)
        return note

    def _leave_to_others(self, change: Change) -> None:
        if isinstance(change, Add):
            parent = self._find(change.to)
            if parent is not None:
                self._others.update(self._now.subtree(self._now.prefix(parent) + change.node.id))
        elif not isinstance(change, Remove) and (key := self._find(change.target)):
            self._others.add(key)

    def _unsafe(self, change: Change) -> Note | None:
        """The note on a change that would work where two nodes of today's text have one address."""
        if not self._now.has_doubles:
            return None
        references = [change.to] if isinstance(change, Add) else [change.target]
        references += [change.to] if isinstance(change, Move) else []
        for reference in references:
            key = self._find(reference)
            if key is not None and self._now.double(key):
                return _person(Note(0, Fit.NEEDS_PERSON, reference), Need.UNFIT, Cause.DOUBLE_ID)
        return None

    def _again(self, change: Change) -> Note:
        match change:
            case Add():
                note = self._add(change)
                if note.fit is Fit.NEEDS_PERSON:
                    self._lose(change)
                return note
            case Replace():
                return self._replace(change)
            case Remove():
                return self._remove(change)
            case Move():
                return self._move(change)

    def _rewritten(self, change: Change, note: Note) -> Note:
        """Make a change that was rewritten for today, with full addresses."""
        edit = examine(self._now, change, "")
        if not isinstance(edit, Conflict):
            self.record.make(edit)
            return note
        if edit.cause in _STANDS:
            return replace(note, fit=Fit.ALREADY_THERE)
        return _person(note, _NEEDS.get(edit.cause, Need.UNFIT), edit.cause)

    def _add(self, change: Add) -> Note:
        note = Note(0, Fit.CLEAN, change.to)
        parent = self._find(change.to)
        if parent is None:
            return self._gone(note, Need.PARENT_GONE)
        name = list_for(self._now, parent, change)
        if isinstance(name, Conflict):
            return _person(note, Need.UNFIT, name.cause)
        key = self._now.prefix(parent) + change.node.id
        if key in self._now and self._now.value(key) == change.node:
            return replace(note, fit=Fit.ALREADY_THERE)
        given = given_keys(self._now, Insert(parent, name, 0, change.node), self._proposal, self._changes)
        self._given |= given
        ids = tuple(_ids(old, new) for old, new in given.items() if len(set(_ids(old, new))) > 1)
        after, note = self._neighbour(replace(note, ids=ids), change, parent, name)
        return self._rewritten(Add(parent, after, with_keys(change.node, key, name, given), name), note)

    def _replace(self, change: Replace) -> Note:
        note = Note(0, Fit.CLEAN, change.target, field=change.field, was=change.was, becomes=change.becomes)
        key = self._find(change.target)
        if key is None:
            return self._gone(note, Need.TARGET_GONE)
        place = self._now.at(key)
        if change.field not in FIELDS_OF[place.kind]:
            return _person(note, Need.UNFIT, Cause.WRONG_FIELD)
        stands = field_text(place.node, change.field)
        note = replace(note, stands=stands)
        was, becomes = stated(change.field, change.was), stated(change.field, change.becomes)
        if stands in (was, becomes) or was == becomes:
            return self._rewritten(replace(change, target=key), note)
        joined = merge_text(change.was, change.becomes, stands) if change.field in ("title", "text") else None
        if joined is None:
            return _person(note, Need.TEXT_CHANGED)
        note = replace(note, fit=Fit.MERGED, becomes=joined)
        return self._rewritten(Replace(key, change.field, stands, joined), note)

    def _remove(self, change: Remove) -> Note:
        note = Note(0, Fit.CLEAN, change.target, was=change.was)
        key, meant = self._find(change.target), self._meant(change.target)
        if key is None:
            gone = self._gone(note, Need.TARGET_GONE)
            if self._then is None or self._then.key(change.target) is None or gone.need is Need.DEPENDS:
                return gone
            if gone.elsewhere:
                return replace(gone, need=Need.MOVED_AND_REMOVED)
            return replace(note, fit=Fit.ALREADY_THERE)
        stands = digest(self._now.value(key))
        note = replace(note, stands=stands)
        if stands != change.was and not (self._then and self._then.saw(change, stands)):
            return _person(note, Need.SUBTREE_CHANGED)
        if key in self._others and self._then and not self._then.stood_at_first(meant):
            return replace(note, fit=Fit.ALREADY_THERE)
        if not self._others.isdisjoint(self._now.subtree(key)):
            return _person(note, Need.SUBTREE_CHANGED)
        if self._then and self._is_placed_by_others(key, meant) and self._then.is_under_another(meant, self._now, key):
            return _person(note, Need.MOVED_AND_REMOVED)
        return self._rewritten(Remove(key), note)

    def _move(self, change: Move) -> Note:
        note = Note(0, Fit.CLEAN, change.target, was=change.was)
        key, meant, parent = self._find(change.target), self._meant(change.target), self._find(change.to)
        if key is None:
            return self._gone_before_moving(note, change, parent)
        if parent is None:
            return self._gone(replace(note, reference=change.to), Need.PARENT_GONE)
        if self._now.is_within(parent, key):
            return _person(note, Need.MOVED_TWICE, Cause.INTO_ITSELF)
        name = list_for(self._now, parent, change, key)
        if isinstance(name, Conflict):
            return _person(note, Need.UNFIT, name.cause)
        after, note = self._neighbour(note, change, parent, name)
        move = Move(key, parent, after, name)
        if self._then and self._is_placed_by_others(key, meant):
            own = self.record.placed | self._given.keys()
            if self._then.is_in_another_place(meant, self._now, key, own):
                return self._moved_before(self._then, note, move, meant)
        return self._rewritten(move, note)

    def _moved_before(self, then: Then, note: Note, move: Move, meant: Key) -> Note:
        """Somebody moved the node since: fine if it came under the parent, after the neighbour, as the change wants."""
        key, place = move.target, self._now.at(move.target)
        if (place.parent, place.list) == (move.to, move.list):
            standing = [self._now.at(sibling).node.id for sibling in self._now.children(place.parent, place.list)]
            earlier = {FIRST, LAST, *standing[: standing.index(place.node.id)]}
            found = examine(self._now, move, "")
            is_there = isinstance(found, Conflict) and found.cause is Cause.ALREADY_THERE
            if is_there or (move.after in earlier and then.is_under_another(meant, self._now, key)):
                return replace(note, fit=Fit.ALREADY_THERE)
        return _person(note, Need.MOVED_TWICE)

    def _gone_before_moving(self, note: Note, change: Move, parent: Key | None) -> Note:
        gone = self._gone(note, Need.TARGET_GONE)
        if gone.need is not Need.TARGET_GONE or self._then is None or self._then.key(change.target) is None:
            return gone
        if not gone.elsewhere:
            return replace(gone, need=Need.MOVED_AND_REMOVED)
        if self._now.at(gone.elsewhere).parent == parent:
            return replace(note, fit=Fit.ALREADY_THERE)
        return replace(gone, need=Need.MOVED_TWICE)

    def _is_placed_by_others(self, key: Key, meant: Key) -> bool:
        known = self._then is not None and self._then.key(meant) is not None
        return known and key not in self.record.placed

    def _find(self, reference: str) -> Key | None:
        """The address that a reference of the proposal means today; None if it stands no more."""
        meant = self._meant(reference)
        key = self._given.get(meant, meant)
        return key if key in self._now and meant not in self._lost else None

    def _meant(self, reference: str) -> Key:
        """The full address as the proposer meant it, whether or not it stands today."""
        key = self._then.key(reference) if self._then else None
        if key is not None or "/" in reference:
            return key or reference
        inner = f"{self._home}/{reference}"
        own = inner in self._given or inner in self._lost
        return inner if own else self._now.key(reference, self._home) or inner

    def _gone(self, note: Note, need: Need) -> Note:
        """The note for a reference that means nothing today."""
        meant = self._meant(note.reference)
        if meant in self._lost:
            return _person(note, Need.DEPENDS)
        is_section = self._then is not None and self._then.is_section(meant)
        if is_section or (section_of(meant) and section_of(meant) not in self._now):
            return _person(note, Need.SECTION_GONE)
        return replace(_person(note, need), elsewhere=self._then.elsewhere(meant, self._now) if self._then else "")

    def _lose(self, change: Add) -> None:
        """Remember what could not be added: later changes that concern it depend on this one."""
        meant = self._meant(change.to)
        section = section_of(meant) or meant
        keys = {key for node in change.node.walk() for key in (node.id, f"{section}/{node.id}")}
        self._lost |= {key for key in keys if key not in self._now}

    def _neighbour(self, note: Note, change: Add | Move, parent: Key, name: str) -> tuple[str, Note]:
        """The neighbour to stand after today: the one named, else the nearest before it that is left."""
        if change.after in (FIRST, LAST):
            return change.after, note
        prefix = self._now.prefix(parent)
        moved = self._find(change.target) if isinstance(change, Move) else None
        named = self._given.get(prefix + change.after, prefix + change.after)
        siblings = self._now.children(parent, name)
        if named in siblings and named != moved:
            return named.removeprefix(prefix), note
        note = replace(note, fit=Fit.APPROXIMATE, reference=change.after)
        for key in self._then.up_to(change.to, name, change.after) if self._then else ():
            today = self._given.get(key, key)
            if today in siblings and today != moved:
                return today.removeprefix(prefix), note
        return LAST, note


def _person(note: Note, need: Need, cause: Cause | None = None) -> Note:
    return replace(note, fit=Fit.NEEDS_PERSON, need=need, cause=cause)


def _ids(old: Key, new: Key) -> tuple[str, str]:
    return old.rpartition("/")[2], new.rpartition("/")[2]
