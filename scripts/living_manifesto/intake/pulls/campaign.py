"""All records of a campaign against one manifesto: what each of them changes, what is noise, what is damage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import Node, in_order
from living_manifesto.core.outline import section_of as section_in
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.intake.markdown import naming
from living_manifesto.intake.pulls import damage, sections
from living_manifesto.intake.pulls.damage import Damage
from living_manifesto.intake.pulls.express import CONTENTS, Side, is_proved, side, turning, whole
from living_manifesto.intake.pulls.links import Places
from living_manifesto.intake.pulls.patch import PatchMisfit, apply_patch, blob_id
from living_manifesto.intake.pulls.records import Record, Touched
from living_manifesto.intake.pulls.sections import Standing
from living_manifesto.intake.pulls.versions import Version, carried, version

NO_TEXT, NO_BLOB, MISFIT, UNLIKE, UNPROVED = "no_text", "no_blob", "misfit", "unlike", "unproved"
NO_AREA, TWICE = "no_area", "twice"
"""Why a record has no changes: it touches no text; the text before is missing; the patch does not fit it; it gives
another text than the record says; the text after cannot be written again; there is no area for a new section; two
files are one section."""
NAMES = "names"
"""The noise of a file that is called otherwise: sections are called by their ids."""


@value
class Expressed:
    """What a record comes to. ``why`` is empty where its changes say all that it means.

    ``exact``: intent and damage together give the text after, up to ``noise``.
    """

    home: str = ""
    changes: tuple[Change, ...] = ()
    exact: bool = False
    noise: Mapping[str, int] = NOTHING
    damage: tuple[Damage, ...] = ()
    why: str = ""


@value
class Texts:
    """The sections that a record touches, before and after it, by id; None where there is none. ``files``: whence."""

    before: Mapping[str, Node | None]
    after: Mapping[str, Node | None]
    files: Mapping[str, str]


_Side = tuple[Touched, Side | Node]
"""A file before and after, or the section that comes or goes with it."""


class _Inexpressible(Exception):
    """The argument is why."""


class Campaign:
    """The records of one file; ``versions`` are the texts for which they were written, by file and blob."""

    def __init__(
        self, records: Iterable[Record], blob: Callable[[str], str | None], standing: Standing, places: Places
    ) -> None:
        self._standing = standing
        self._places = places
        self.versions: dict[tuple[str, str], Version] = {}
        self._ids: dict[str, str] = {}
        for file, order in _by_time(records).items():
            texts = {name: text for name in order if (text := blob(name)) is not None and blob_id(text) == name}
            self._carry(file, [name for name in order if name in texts], texts)

    def express(self, record: Record) -> Expressed:
        """What the record changes."""
        if not record.files:
            return Expressed(why=NO_TEXT)
        try:
            return self._expressed(record, self._sides(record))
        except _Inexpressible as error:
            return Expressed(self._home(touched.stood_at for touched in record.files), why=str(error))

    def texts(self, record: Record) -> Texts:
        """The text that a record found and the one that it left; nothing where it cannot be expressed."""
        try:
            sides = self._sides(record)
        except _Inexpressible:
            return Texts({}, {}, {})
        before, after = dict[str, Node | None](), dict[str, Node | None]()
        for touched, held in sides:
            name, is_new = _id(held), not touched.before
            before[name] = held.before if isinstance(held, Side) else None if is_new else held
            after[name] = held.after if isinstance(held, Side) else held if is_new else None
        return Texts(before, after, {_id(held): touched.stood_at for touched, held in sides})

    def place_for(self, file: str) -> tuple[str, str] | None:
        """The area and the section in it behind which the section of a file stands by its name."""
        return sections.place_for(file, self._standing)

    def _carry(self, file: str, order: list[str], texts: Mapping[str, str]) -> None:
        if not order:
            return
        name = sections.section_of(file, texts[order[0]], self._standing)
        self._ids[file] = name
        found = carried(name, file, texts, order, self._standing.sections.get(name))
        self.versions |= {(file, blob): version for blob, version in found.items()}

    def _sides(self, record: Record) -> list[_Side]:
        sides: list[_Side] = []
        for touched in record.files:
            fresh = [held.id for _, held in sides if isinstance(held, Node)]
            sides.append(self._side(touched, fresh))
        if len({_id(held) for _, held in sides}) < len(sides):
            raise _Inexpressible(TWICE)
        return sides

    def _side(self, touched: Touched, fresh: Collection[str]) -> _Side:
        """A file as two sections, or as the one that comes or goes."""
        seen = self.versions.get((touched.stood_at, touched.before)) if touched.before else None
        if touched.before and seen is None:
            raise _Inexpressible(NO_BLOB)
        text = self._after(touched, seen.text if seen is not None else "")
        if seen is None:
            return touched, self._new(touched.path, text, fresh)
        if touched.status == "D":
            return touched, self._places.turned(seen.section)
        held = side(seen, text, touched.path, self._places)
        if not held.proved:
            raise _Inexpressible(UNPROVED)
        renamed = {NAMES: 1} if touched.path != touched.stood_at else {}
        return touched, replace(held, noise={**held.noise, **renamed})

    def _after(self, touched: Touched, before: str) -> str:
        try:
            text = apply_patch(before, touched.patch)
        except PatchMisfit as error:
            raise _Inexpressible(MISFIT) from error
        if (blob_id(text) != touched.after) if touched.after else text:
            raise _Inexpressible(UNLIKE)
        return text

    def _new(self, file: str, text: str, taken: Collection[str]) -> Node:
        named = {name: section for section, name in self._standing.files.items()}
        name = named.get(file) or naming.section_id(file, {*self._standing.taken, *taken})
        made = version(name, file, text, None)
        if not is_proved(None, made):
            raise _Inexpressible(UNPROVED)
        return self._places.turned(made.section)

    def _expressed(self, record: Record, sides: Sequence[_Side]) -> Expressed:
        before, after = self._around(sides), self._around(sides, lambda held: held.after)
        together = turning(before, after)
        if together is None:
            raise _Inexpressible(UNPROVED)
        meant, found = self._apart(record, sides)
        changes = turning(before, self._around(sides, lambda held: meant[held.before.id])) if found else together
        noise = Counter[str]()
        for _, held in sides:
            noise.update(held.noise if isinstance(held, Side) else {})
        home = self._home_of(together, record)
        return Expressed(home, changes if changes is not None else together, exact=True, noise=noise, damage=found)

    def _apart(self, record: Record, sides: Sequence[_Side]) -> tuple[Mapping[str, Node], tuple[Damage, ...]]:
        pairs = [held for _, held in sides if isinstance(held, Side)]
        busy = [damage.adds_much(held.before, held.after) for held in pairs]
        # Who writes into a table of contents means that, though it is computed.
        fresh = len(pairs) < len(sides) or any(CONTENTS in held.noise for held in pairs)
        meant: dict[str, Node] = {}
        found: list[Damage] = []
        for place, held in enumerate(pairs):
            elsewhere = fresh or any(each for other, each in enumerate(busy) if other != place)
            judged = damage.apart(
                held.before, held.after, record.prose, by_machine=record.by_machine, elsewhere=elsewhere
            )
            meant[held.before.id] = judged.meant
            name = held.before.id
            found += [replace(each, target=f"{name}/{each.target}") for each in judged.damage]
        return meant, tuple(found)

    def _around(self, sides: Sequence[_Side], later: Callable[[Side], Node] | None = None) -> Node:
        """A manifesto with the sections of a record in their areas, the others as mere names.

        ``later`` gives a side as it is afterwards: new files stand there too then, and those that go do not.
        """
        pairs = [held for _, held in sides if isinstance(held, Side)]
        fresh = {held.id: touched.path for touched, held in sides if isinstance(held, Node) and not touched.before}
        going = [held for touched, held in sides if isinstance(held, Node) and touched.before]
        held = {each.before.id: later(each) if later else each.before for each in pairs}
        held |= {} if later else {each.id: each for each in going}
        without = fresh.keys() | ({each.id for each in going} if later else set())
        areas = {
            name: [each for each in inside if each not in without] for name, inside in self._standing.areas.items()
        }
        known = {name for inside in areas.values() for name in inside}
        if strays := [name for name in held if name not in known]:
            areas[_ELSEWHERE] = strays
        if later is not None:
            held |= {each.id: each for touched, each in sides if isinstance(each, Node) and not touched.before}
            for name, file in sorted(fresh.items(), key=lambda pair: pair[1]):
                self._put(areas, file, name)
        return whole(tuple(Node(name, lists=_sections(inside, held)) for name, inside in areas.items()))

    def _put(self, areas: Mapping[str, list[str]], file: str, name: str) -> None:
        place = self.place_for(file)
        if place is None:
            raise _Inexpressible(NO_AREA)
        area, after = place
        areas[area].insert(areas[area].index(after) + 1 if after in areas[area] else 0, name)

    def _home_of(self, changes: Iterable[Change], record: Record) -> str:
        """The section with most of the changes; the first file's where there are none."""
        counted = Counter(name for change in changes if (name := section_in(_reference(change)) or _reference(change)))
        standing = [name for name, _ in counted.most_common() if name in self._standing.sections]
        return standing[0] if standing else self._home(touched.stood_at for touched in record.files)

    def _home(self, files: Iterable[str]) -> str:
        found = (self._ids.get(file, "") for file in files)
        return next((name for name in found if name in self._standing.sections), "")


_ELSEWHERE = "elsewhere"
"""Where sections stand that are in no area on ``main``: never the target of a change."""


def _id(held: Side | Node) -> str:
    return held.before.id if isinstance(held, Side) else held.id


def _reference(change: Change) -> str:
    return str(getattr(change, "target", None) or getattr(change, "to", ""))


def _sections(names: Iterable[str], held: Mapping[str, Node]) -> tuple[tuple[str, tuple[Node, ...]], ...]:
    return in_order({"sections": tuple(held.get(name) or Node(name) for name in names)})


def _by_time(records: Iterable[Record]) -> dict[str, list[str]]:
    """The blobs of each file in the order in which a record names them first."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for record in sorted(records, key=lambda each: (each.created_at, each.number)):
        for touched in record.files:
            if touched.before:
                found[touched.stood_at][touched.before] = None
    return {file: list(blobs) for file, blobs in found.items()}
