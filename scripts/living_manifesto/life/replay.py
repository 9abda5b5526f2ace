"""A campaign lived through again: what was merged there is adopted here, in the same order and by the same acts.

The records have gaps: text came to the files by changes that are in none of them. Where a record found another text
than the one reached so far, a baseline says so first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from functools import partial

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.nodes import Node
from living_manifesto.core.values import replace, value
from living_manifesto.forge.port import Style
from living_manifesto.intake.pulls.campaign import Campaign, Texts
from living_manifesto.intake.pulls.records import Record
from living_manifesto.life.desk import Desk, Refused
from living_manifesto.life.imports import Intake, take_in
from living_manifesto.life.merging import Bar, merge
from living_manifesto.life.overview import Overview
from living_manifesto.life.reviews import NoPull, NothingToApprove, review
from living_manifesto.life.sync import sync
from living_manifesto.plan.pulls import Verdict
from living_manifesto.rules import hygiene
from living_manifesto.rules.tree import Tree

_WORDS = ("LM601", "LM602")
_Sections = Mapping[str, Node | None]
_Stand = tuple[Node | None, tuple[str, str] | None]
"""A section as it shall read, and where it comes if it is new."""


class Ending(StrEnum):
    """What became of a record that was merged there; ``EQUAL``: the text is the recorded one, ids and order too."""

    EQUAL = "equal"
    UNEQUAL = "unequal"
    NO_CHANGE = "no_change"
    STOPPED = "stopped"
    REFUSED = "refused"


@value
class Adoption:
    """One record, and the sections that a baseline put right: before it (``gaps``), and after it where it did damage.

    ``bar`` is what stopped it; ``faulty`` are sections whose recorded text breaks a rule and was left out.
    """

    number: int
    ending: Ending
    gaps: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()
    bar: Bar | None = None


@value
class Outlook:
    """How the open proposals fit the text: how many of each fit, those that need a person also by cause."""

    not_drafted: int
    fits: Mapping[Fit, int]
    needs: Mapping[str, int]


def merged(records: Iterable[Record]) -> list[Record]:
    """The records that were merged, in the order in which they were."""
    return sorted((each for each in records if each.state == "merged"), key=lambda each: (each.merged_at, each.number))


def names_to_allow(records: Iterable[Record], blob: Callable[[str], str | None]) -> list[str]:
    """The words that stood in the recorded texts although letters in them look garbled."""
    files = [each for record in records for each in record.files]
    texts = [text for name in sorted({each.before for each in files} - {""}) if (text := blob(name)) is not None]
    texts += [line[1:] for each in files for line in each.patch.split("\n") if line[:1] == "+"]
    found = (fault for text in texts for fault in hygiene.findings(text) if fault.code in _WORDS)
    return sorted({str(fault.args["word"]) for fault in found})


class Replay:
    """A campaign whose records were received and wait to be decided; ``names`` are their proposals by number."""

    def __init__(self, desk: Desk, campaign: Campaign, names: Mapping[int, str]) -> None:
        self._desk = desk
        self._campaign = campaign
        self._names = names

    def adopt(self, record: Record) -> Adoption:
        """Adopt one record on the text that it found; only its own branch and its neighbours follow."""
        texts, say = self._campaign.texts(record), self._desk.speech
        why = say("Text that came by changes without a record; #{number} found it so.", number=record.number)
        gaps, faulty = self._bring(texts, texts.before, why)
        made = Adoption(record.number, Ending.REFUSED, gaps, faulty=faulty)
        if record.number not in self._names:
            return made
        if bar := self._bar(self._names[record.number]):
            return replace(made, ending=Ending.NO_CHANGE if bar is Bar.NOT_DRAFTED else Ending.STOPPED, bar=bar)
        if self._campaign.express(record).damage:
            why = say("What #{number} changed besides what it was about.", number=record.number)
            made = replace(made, damaged=self._bring(texts, texts.after, why)[0])
        return replace(made, ending=Ending.UNEQUAL if self._apart(texts.after) else Ending.EQUAL)

    def _bar(self, name: str) -> Bar | None:
        """Bring a branch up to the text, approve and merge it; what is in the way."""
        sync(self._desk, [name])
        with suppress(NoPull, NothingToApprove):
            review(self._desk, name, Verdict.APPROVED, "")
        (attempt,) = merge(self._desk, [name], Style.MERGE)
        return attempt.bar

    def _apart(self, wanted: _Sections) -> tuple[str, ...]:
        stand = _sections(self._desk.tree(self._desk.tip()).outline().root)
        return tuple(name for name, held in wanted.items() if not _same(stand.get(name), held))

    def _bring(self, texts: Texts, wanted: _Sections, why: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Let ``main`` hold these sections: the ids of those that differed, and of those whose text may not stand."""
        apart = self._apart(wanted)
        faulty = set[str]()
        while left := [name for name in apart if name not in faulty]:
            shall = {name: (wanted[name], self._campaign.place_for(texts.files[name])) for name in left}
            whence = ", ".join(texts.files[name] for name in left)
            try:
                take_in(self._desk, partial(_intake, shall=shall, why=why, whence=whence))
                break
            except Refused as refused:
                named = {fault.file.rpartition("/")[2].removesuffix(".yaml") for fault in refused.faults}
                if not named.intersection(left):
                    raise
                faulty |= named
        return tuple(name for name in apart if name not in faulty), tuple(name for name in apart if name in faulty)


def outlook(desk: Desk) -> Outlook:
    """How every open proposal fits the text of today."""
    overview, fits, needs = Overview(desk), Counter[Fit](), Counter[str]()
    names = [each.id for each in overview.register.proposals.values() if overview.register.is_open(each)]
    for name in names:
        finding = overview.one(name)[1]
        built = finding.built if finding is not None else None
        if built is not None:
            fits[built.resolution.fit] += 1
            needs[", ".join(sorted({str(note.need) for note in built.resolution.needs}))] += 1
    del needs[""]
    return Outlook(len(names) - fits.total(), fits, needs)


def _intake(tree: Tree, *, shall: Mapping[str, _Stand], why: str, whence: str) -> Intake:
    root = tree.outline().root
    for name, (section, place) in shall.items():
        root = _put(root, name, section, place)
    return Intake(root, (), (), why, whence)


def _put(root: Node, name: str, section: Node | None, place: tuple[str, str] | None) -> Node:
    """The manifesto with one section as it shall read; a new one comes behind another in its area (``place``)."""
    areas = root.children("areas")
    is_new = name not in _sections(root)
    area, before = place or (areas[-1].id, "")

    def held(each: Node) -> tuple[Node, ...]:
        inside = each.children("sections")
        if is_new and section is not None and each.id == area:
            at = next((at for at, other in enumerate(inside, 1) if other.id == before), 0)
            return (*inside[:at], section, *inside[at:])
        now = [
            (replace(section, number=other.number) if section is not None else None) if other.id == name else other
            for other in inside
        ]
        return tuple(other for other in now if other is not None)

    return root.with_children("areas", tuple(each.with_children("sections", held(each)) for each in areas))


def _sections(root: Node) -> dict[str, Node]:
    return {section.id: section for area in root.children("areas") for section in area.children("sections")}


def _same(one: Node | None, other: Node | None) -> bool:
    """Whether two sections say the same; a number belongs to the place, not to the text."""
    return one == other or (
        one is not None and other is not None and replace(one, number=None) == replace(other, number=None)
    )
