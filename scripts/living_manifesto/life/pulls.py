"""Records of pull requests come into the register: a batch is one step of ``main``, and a number comes in once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace, value
from living_manifesto.intake.markdown import links
from living_manifesto.intake.markdown.export import Export
from living_manifesto.intake.markdown.whole import Whole
from living_manifesto.intake.pulls.campaign import Campaign, Expressed
from living_manifesto.intake.pulls.links import Places
from living_manifesto.intake.pulls.making import CHANNEL, BadMoment, Making, proposal_of, without_changes
from living_manifesto.intake.pulls.records import Record
from living_manifesto.intake.pulls.sections import Standing
from living_manifesto.life.desk import Desk
from living_manifesto.life.markdown import whole_of
from living_manifesto.life.receipts import receive, sifted
from living_manifesto.life.register import Register
from living_manifesto.life.tables import turn
from living_manifesto.plan.files import proposal_file
from living_manifesto.rules.files import proposal_path

BATCH = 500
"""Records that are received in one step of ``main``."""
FAULTY = "faulty"
"""Why a proposal stands without its changes: they put into the text what no text may hold."""

_LENGTHS = range(6, 33)


class Fate(StrEnum):
    """What became of a record."""

    RECEIVED = "received"
    KNOWN = "known"
    REFUSED = "refused"


@value
class Outcome:
    """What became of one record: the id of its proposal, or the faults. ``why``: the cause if it has no changes.

    ``left`` are the faults for which the changes were left out.
    """

    number: int
    fate: Fate
    expressed: Expressed
    id: str = ""
    faults: tuple[Diagnostic, ...] = ()
    left: tuple[Diagnostic, ...] = ()

    @property
    def why(self) -> str:
        """Why the proposal has no changes although the record has some; empty where all is as it should be."""
        return self.expressed.why or (FAULTY if self.left else "")


def standing_of(whole: Whole) -> tuple[Standing, Places]:
    """What of a manifesto the files of a campaign are held against."""
    export = Export(whole.root, whole.layouts)
    sections = {name: export.section(name) for name in whole.sections}
    files = {name: held.file for name, held in whole.layouts.items() if held.file and name in sections}
    areas = {area.id: tuple(each.id for each in area.children("sections")) for area in whole.root.children("areas")}
    anchors = {name: links.anchors(section, export.lines(name)) for name, section in whole.sections.items()}
    base = next((held.base for held in whole.layouts.values() if held.base), "")
    return Standing(sections, files, areas), Places({file: name for name, file in files.items()}, anchors, base)


class Pulls:
    """One campaign while it is received. ``blob`` gives the text of a git blob."""

    def __init__(
        self,
        desk: Desk,
        records: Sequence[Record],
        blob: Callable[[str], str | None],
        *,
        base: str = "",
        undecided: bool = False,
    ) -> None:
        """``base``: the address of the repository on the web. ``undecided``: what was decided there is open here."""
        self._desk = desk
        self._records = records
        tip = desk.tip()
        standing, places = standing_of(whole_of(desk.tree(tip)))
        zone = ZoneInfo(desk.context(tip).zone)
        self._making = Making(zone, places, _unexplained(desk), base, undecided=undecided)
        self.campaign = Campaign(records, blob, standing, places)
        self._seen = ""
        self._held: dict[str, str] = {}
        self._taken: set[str] = set()

    def take(
        self,
        *,
        is_rehearsal: bool = False,
        batch: int = BATCH,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> list[Outcome]:
        """Receive the records and say of each what became of it, in their order; a run that was cut off goes on so.

        ``is_rehearsal``: nothing is received.
        """
        found: list[Outcome] = []
        count = len(self._records)
        for start in range(0, count, batch):
            found += self._batch(self._records[start : start + batch], is_rehearsal=is_rehearsal)
            progress(min(start + batch, count), count)
        return found

    def _batch(self, records: Sequence[Record], *, is_rehearsal: bool) -> list[Outcome]:
        """Some of them; whoever else takes in something here waits, so that no record comes in twice."""
        expressed = [self.campaign.express(record) for record in records]
        with turn(self._desk):
            self._look()
            outcomes, fresh = [], dict[int, Proposal]()
            for record, found in zip(records, expressed, strict=True):
                outcomes.append(self._begun(record, found, fresh))
            return self._received(outcomes, fresh, is_rehearsal=is_rehearsal)

    def _look(self) -> None:
        """See which records stand on ``main``; after a step of our own that is known already."""
        tip = self._desk.tip()
        if tip == self._seen:
            return
        register = Register(self._desk, tip)
        sources = ((each.source, each.id) for each in register.proposals.values())
        self._held = {source.key: name for source, name in sources if source is not None and source.channel == CHANNEL}
        self._taken = set(register.files)
        self._seen = tip

    def _begun(self, record: Record, expressed: Expressed, fresh: dict[int, Proposal]) -> Outcome:
        if known := self._held.get(str(record.number)):
            return Outcome(record.number, Fate.KNOWN, expressed, known)
        if record.number in fresh:
            return Outcome(record.number, Fate.KNOWN, expressed, fresh[record.number].id)
        try:
            named = (proposal_of(record, expressed, self._making, length=length) for length in _LENGTHS)
            made = next(each for each in named if proposal_path(each.id) not in self._taken)
        except BadMoment as error:
            fault = Diagnostic.of("LM208", "", key=error.args[0], value=getattr(record, error.args[0]))
            return Outcome(record.number, Fate.REFUSED, expressed, faults=(fault,))
        self._taken.add(proposal_path(made.id))
        fresh[record.number] = made
        return Outcome(record.number, Fate.RECEIVED, expressed, made.id)

    def _received(
        self, outcomes: Sequence[Outcome], fresh: dict[int, Proposal], *, is_rehearsal: bool
    ) -> list[Outcome]:
        """Let the proposals come to ``main``; one whose changes have a fault comes with its words only."""
        faults = self._sifted(fresh)
        left = {number: found for number, found in faults.items() if fresh[number].changes}
        fresh |= {number: without_changes(fresh[number]) for number in left}
        refused = {number: found for number, found in faults.items() if number not in left}
        refused |= self._sifted({number: fresh[number] for number in left}) if left else {}
        sound = {number: each for number, each in fresh.items() if number not in refused}
        if sound and not is_rehearsal:
            late = receive(self._desk, self._files(sound)).refused
            refused |= {
                number: late[path] for number, each in sound.items() if (path := proposal_path(each.id)) in late
            }
        self._held |= {str(number): each.id for number, each in sound.items() if number not in refused}
        return [_ended(each, left, refused) for each in outcomes]

    def _sifted(self, fresh: Mapping[int, Proposal]) -> dict[int, tuple[Diagnostic, ...]]:
        """The faults of the proposals that cannot be received as they are, by number."""
        found = sifted(self._desk, self._desk.tip(), self._files(fresh))[1] if fresh else {}
        return {number: faults for number, each in fresh.items() if (faults := found.get(proposal_path(each.id)))}

    def _files(self, proposals: Mapping[int, Proposal]) -> dict[str, bytes]:
        tree = self._desk.tree(self._desk.tip())
        papers = (pair for each in proposals.values() for pair in proposal_file(tree, each).items())
        return {path: raw for path, raw in papers if raw is not None}


def _ended(
    outcome: Outcome, left: Mapping[int, tuple[Diagnostic, ...]], refused: Mapping[int, tuple[Diagnostic, ...]]
) -> Outcome:
    if outcome.number in refused and outcome.fate is not Fate.REFUSED:
        return replace(outcome, fate=Fate.REFUSED, id="", faults=refused[outcome.number])
    return replace(outcome, left=left.get(outcome.number, ()))


def _unexplained(desk: Desk) -> str:
    return desk.speech("It was closed there without being adopted; what was taken over names no reason.")
