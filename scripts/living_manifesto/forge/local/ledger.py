"""The pull requests of one tree of the ref, and what a run of actions makes of them; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from living_manifesto.forge.local import page
from living_manifesto.forge.local.acting import Stamp, acted, opened
from living_manifesto.forge.local.layout import Index, Numbers, Place
from living_manifesto.forge.local.records import Record, pull, standing
from living_manifesto.forge.local.shelf import Shelf
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.plan.actions import Action, OpenPull
from living_manifesto.plan.pulls import Pull, PullState
from living_manifesto.rules.source import LIMIT

Known = dict[tuple[Place, str, str], Pull | None]
"""Pull requests that were read already, by their place and the ids of their two blobs."""


class Ledger:
    """The pull requests as they stand at one commit of the ref (None: before the first), read as they are asked for.

    ``known`` is shared with the ledgers of other commits: after each act only a few differ.
    """

    def __init__(self, shelf: Shelf, tip: str | None, known: Known | None = None) -> None:
        self.tip = tip
        self._known: Known = {} if known is None else known
        self._shelf = shelf
        self._index = Index(shelf.listing(tip, rooted=True) if tip is not None else {})

    def pulls(self, proposals: Collection[str] | None = None) -> dict[str, Pull]:
        """The pull requests by proposal; what cannot be read is none."""
        found: dict[str, Pull] = {}
        places = {place: self._key(place) for place in self._index.places(proposals)}
        fresh = [place for place, key in places.items() if key not in self._known]
        self._known.update((places[place], None) for place in fresh)
        self._known.update((places[record.place], pull(record)) for record in self._records(fresh))
        for key in places.values():
            told = self._known[key]
            # There is another where main was moved back after a merge, or where a foreign tool made one.
            if told is not None and (told.proposal not in found or _counts_before(told, found[told.proposal])):
                found[told.proposal] = told
        return found

    def numbered(self, numbers: Iterable[int]) -> dict[int, Pull]:
        """The pull requests with these numbers."""
        return {number: standing(record) for number, record in self._numbered(set(numbers)).items()}

    def changes(self, actions: Sequence[Action], stamp: Stamp) -> dict[str, bytes]:
        """The files to be written so that the actions are carried out in order."""
        to_open = [action for action in actions if isinstance(action, OpenPull)]
        held = self.pulls({action.proposal for action in to_open})
        present = {name: pull.number if pull.state is PullState.MERGED else 0 for name, pull in held.items()}
        before = self._numbered({action.number for action in actions if not isinstance(action, OpenPull)})
        after = dict(before)
        numbers = Numbers(self._index)
        for action in actions:
            if not isinstance(action, OpenPull):
                after[action.number] = acted(after[action.number], action, stamp)
            elif action.proposal not in present or 0 != action.instead == present[action.proposal]:
                place = numbers.give(action.proposal)
                after[place.number] = opened(place, action, stamp)
                present[action.proposal] = 0
        return {path: raw for number, now in after.items() for path, raw in _differing(before.get(number), now)}

    def _numbered(self, numbers: Collection[int]) -> dict[int, Record]:
        places = [place for number in numbers for place in self._index.numbered(number)]
        found: dict[int, Record] = {}
        for record in self._records(places):
            if record.place.number not in found and pull(record) is not None:
                found[record.place.number] = record
        for number in numbers:
            if number not in found:
                raise ForgeFailure(f"no pull request #{number} that can be read")
        return found

    def _key(self, place: Place) -> tuple[Place, str, str]:
        return place, self._index.blobs.get(place.log, ""), self._index.blobs.get(place.page, "")

    def _records(self, places: Sequence[Place]) -> Iterator[Record]:
        blobs = self._index.blobs
        paths = [path for place in places for path in (place.log, place.page) if path in blobs]
        raws = self._shelf.read_many([blobs[path] for path in paths])
        for place in places:
            log, shown = next(raws), next(raws) if place.page in blobs else None
            # Of a larger file only the beginning is read: written back, it would lose its end.
            if log is not None and len(log) <= LIMIT:
                yield Record(place, log, page.read(shown or b""))


def _counts_before(one: Pull, other: Pull) -> bool:
    return (one.state is PullState.OPEN, one.number) > (other.state is PullState.OPEN, other.number)


def _differing(before: Record | None, now: Record) -> Iterator[tuple[str, bytes]]:
    if before is None or before.log != now.log:
        yield now.place.log, now.log
    if before is None or before.page != now.page:
        yield now.place.page, page.written(now.page)
