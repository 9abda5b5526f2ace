"""A campaign lived through in a new repository, stage by stage, with the time and memory that each took."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from living_manifesto.cli.auditing import up_to_date
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.founding import found_for
from living_manifesto.cli.places import moment
from living_manifesto.core.values import value
from living_manifesto.gitrepo.line import Line
from living_manifesto.history.audit import Report, report
from living_manifesto.history.checkpoint import checkpoint
from living_manifesto.intake.markdown.whole import Wishes
from living_manifesto.intake.pulls.records import Record
from living_manifesto.life.desk import Desk
from living_manifesto.life.imports import take_in
from living_manifesto.life.markdown import intake_of
from living_manifesto.life.patience import few_collections
from living_manifesto.life.pulls import Outcome, Pulls
from living_manifesto.life.replay import Adoption, Outlook, Replay, merged, names_to_allow, outlook
from living_manifesto.life.sync import sync
from living_manifesto.locale import Speech, mark
from living_manifesto.wiring import Workplace, most_memory

_SETTINGS, _TABLE = "pyproject.toml", "[tool.living-manifesto]\n"

BEGIN = mark("take in the first text")
RECEIVE = mark("receive the records")
SUBMIT = mark("hand in: branches and pull requests")
ADOPT = mark("review and merge, one by one")
SYNC = mark("bring all into line after each")
JUDGE = mark("see how the open ones fit")
AUDIT = mark("audit the whole history")
STAGES = (BEGIN, RECEIVE, SUBMIT, ADOPT, SYNC, JUDGE, AUDIT)


@value
class Cost:
    """What a stage took: seconds on the clock, and the most memory (MB) that the process had held at its end."""

    stage: str
    seconds: float
    megabytes: float


@value
class Standing:
    """What stood after all had been handed in."""

    branches: int
    pulls: int


@value
class Account:
    """The whole account. ``odd`` are lines that were no records, ``allowed`` the words that no rule looks at."""

    odd: int
    allowed: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    standing: Standing
    adoptions: tuple[Adoption, ...]
    outlook: Outlook
    audit: Report
    checkpoint: str
    costs: tuple[Cost, ...]


class Run:
    """``texts`` are the files of the first text by name, ``blob`` gives the text of a git blob."""

    def __init__(
        self,
        root: Path,
        texts: Mapping[str, str],
        records: Sequence[Record],
        blob: Callable[[str], str | None],
        say: Speech,
    ) -> None:
        self._root = root
        self._texts = texts
        self._records = records
        self._blob = blob
        self._say = say
        self._seconds = dict.fromkeys(STAGES, 0.0)
        self._megabytes = dict.fromkeys(STAGES, 0.0)

    def through(self, odd: int) -> Account:
        """Live through it; ``odd`` lines of the file were no records."""
        merges = merged(self._records)
        allowed = names_to_allow(merges, self._blob)
        with few_collections():
            with self._stage(BEGIN):
                found_for(self._root, {"title": self._say("A campaign lived through again")}, self._say)
                with self._desk() as desk:
                    self._begin(desk, allowed)
            with self._desk() as desk:
                outcomes, standing, adoptions = self._live(desk, merges)
                with self._stage(JUDGE):
                    fits = outlook(desk)
            with self._stage(AUDIT):
                judged, proof = self._audit()
        costs = tuple(Cost(name, self._seconds[name], self._megabytes[name]) for name in STAGES)
        return Account(odd, tuple(allowed), outcomes, standing, adoptions, fits, judged, proof, costs)

    def _begin(self, desk: Desk, allowed: Sequence[str]) -> None:
        why = desk.speech("Taken over from Markdown files.")
        take_in(desk, intake_of(self._texts, Wishes(), why, "", []))
        if allowed:
            held = (desk.store.source(desk.tip()).read(_SETTINGS) or b"").decode()
            words = f"allowed-words = {json.dumps(allowed, ensure_ascii=False)}\n"
            settings = held.replace(_TABLE, _TABLE + words, 1).encode()
            desk.advance(lambda _tip: {_SETTINGS: settings}, desk.speech("Words that no rule looks at"))

    def _live(self, desk: Desk, merges: Sequence[Record]) -> tuple[tuple[Outcome, ...], Standing, tuple[Adoption, ...]]:
        with self._stage(RECEIVE):
            pulls = Pulls(desk, self._records, self._blob, undecided=True)
            outcomes = pulls.take(progress=self._progress(RECEIVE))
        with self._stage(SUBMIT):
            sync(desk, progress=self._progress(SUBMIT))
            standing = Standing(len(desk.store.branches("refs/heads/proposal")), len(desk.forge.pulls()))
        again = Replay(desk, pulls.campaign, {each.number: each.id for each in outcomes if each.id})
        adoptions, progress = list[Adoption](), self._progress(ADOPT)
        for place, record in enumerate(merges, 1):
            with self._stage(ADOPT):
                adoptions.append(again.adopt(record))
            with self._stage(SYNC):
                sync(desk)
            progress(place, len(merges))
        return tuple(outcomes), standing, tuple(adoptions)

    def _audit(self) -> tuple[Report, str]:
        place = self._place()
        with Line(place.root, place.main_ref) as line:
            tip, ledger = up_to_date(place, line, self._say, full=True)
            day = place.day(tip.at, place.context(line.tree(line.tip)).zone)
            return report(ledger, tip), checkpoint(tip.commit, day)

    def _place(self) -> Workplace:
        return Workplace(self._root, moment(self._say))

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        with at_desk(self._place(), self._say) as desk:
            yield desk

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] += time.perf_counter() - start
            self._megabytes[name] = most_memory()

    def _progress(self, name: str) -> Callable[[int, int], None]:
        if sys.stderr.isatty():
            click.echo(f"{self._say(name)} …", err=True)
        return counting(self._say)
