"""Rows of a table come into the register: a batch is one step of ``main``, and a row that came before is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

from living_manifesto.core.claims import claim_for, code_of
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.submission import numbered
from living_manifesto.core.values import replace, value
from living_manifesto.gitrepo.turns import lock
from living_manifesto.intake.table.reading import Record
from living_manifesto.intake.table.rows import CHANNEL, Faulty, Reading, Row, Told, altered, as_of_row, told_otherwise
from living_manifesto.life.desk import Desk
from living_manifesto.life.receipts import receive, sifted
from living_manifesto.life.register import Register
from living_manifesto.plan.files import proposal_file
from living_manifesto.rules.files import proposal_path

BATCH = 500
"""Rows that are received in one step of ``main``."""

_LENGTHS = range(6, 33)
_PATIENCE_SECONDS = 600.0


class Fate(StrEnum):
    """What became of a row."""

    RECEIVED = "received"
    KNOWN = "known"
    REFUSED = "refused"


@value
class Outcome:
    """What became of one row: the id of its proposal, or the faults; ``code`` opens the proposal to its proposer.

    The code is empty where the claim was made with another key.
    """

    record: Record
    key: str
    fate: Fate
    id: str = ""
    code: str = ""
    faults: tuple[Diagnostic, ...] = ()


def take_rows(
    desk: Desk,
    rows: Sequence[Row],
    reading: Reading,
    key: bytes,
    *,
    is_rehearsal: bool = False,
    batch: int = BATCH,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Outcome]:
    """Receive the rows, and say of each what became of it, in their order; a run that was cut off goes on so.

    ``is_rehearsal``: nothing is received, and each outcome is what would become of the row.
    """
    table = _Table(desk, reading, key)
    found: list[Outcome] = []
    for start in range(0, len(rows), batch):
        found += table.take(rows[start : start + batch], is_rehearsal=is_rehearsal)
        progress(min(start + batch, len(rows)), len(rows))
    return found


class _Table:
    """One table while it is received.

    ``_held`` are the proposals of rows on ``main`` by their keys, as the commit ``_seen`` has them; ``_taken`` their
    paths and those of all others.
    """

    def __init__(self, desk: Desk, reading: Reading, key: bytes) -> None:
        self._desk = desk
        self._reading = reading
        self._key = key
        self._seen = ""
        self._held: dict[str, Proposal] = {}
        self._taken: set[str] = set()
        self._refused: dict[str, tuple[Diagnostic, ...]] = {}

    def take(self, rows: Sequence[Row], *, is_rehearsal: bool) -> list[Outcome]:
        """One batch; whoever else takes in rows here waits, so that no row comes in twice."""
        with turn(self._desk):
            self._look()
            fresh = [row for row in rows if isinstance(row, Told) and row.key not in self._held]
            self._receive({row.key: self._made(row) for row in fresh}, is_rehearsal=is_rehearsal)
        new = {row.record.number for row in fresh}
        return [self._outcome(row, is_new=row.record.number in new) for row in rows]

    def _look(self) -> None:
        """See which rows stand on ``main``; after a step of our own that is known already."""
        tip = self._desk.tip()
        if tip == self._seen:
            return
        register = Register(self._desk, tip)
        sources = ((each.source, each) for each in register.proposals.values())
        self._held = {source.key: each for source, each in sources if source is not None and source.channel == CHANNEL}
        self._taken = set(register.files)
        self._seen = tip

    def _made(self, row: Told) -> Proposal:
        """The proposal of a row with its claim, and with an id that no other has."""
        today = self._desk.context(self._seen).today.isoformat()
        named = (numbered(row.proposal, today, length=length) for length in _LENGTHS)
        made = next(each for each in named if proposal_path(each.id) not in self._taken)
        self._taken.add(proposal_path(made.id))
        return replace(made, claim=claim_for(self._key, row.key))

    def _receive(self, made: Mapping[str, Proposal], *, is_rehearsal: bool) -> None:
        """Let the proposals come to ``main``, but for those that have a fault."""
        tree = self._desk.tree(self._seen)
        papers = [(path, raw) for each in made.values() for path, raw in proposal_file(tree, each).items()]
        files = {path: raw for path, raw in papers if raw is not None}
        if is_rehearsal:
            found = sifted(self._desk, self._seen, files)[1]
        else:
            found = dict(receive(self._desk, files).refused) if files else {}
        self._refused |= {key: faults for key, each in made.items() if (faults := found.get(proposal_path(each.id)))}
        self._held |= {key: each for key, each in made.items() if key not in self._refused}

    def _outcome(self, row: Row, *, is_new: bool) -> Outcome:
        record, key = row.record, row.key
        if isinstance(row, Faulty):
            return Outcome(record, key, Fate.REFUSED, faults=row.faults)
        if key in self._refused:
            faults = tuple(as_of_row(fault, record, self._reading) for fault in self._refused[key])
            return Outcome(record, key, Fate.REFUSED, faults=faults)
        held = self._held[key]
        if isinstance(row, Told) and not is_new and (fields := altered(held, row.proposal)):
            fault = told_otherwise(record, self._reading, key, fields)
            return Outcome(record, key, Fate.REFUSED, faults=(fault,))
        code = code_of(self._key, key, held.claim) if held.claim is not None else ""
        return Outcome(record, key, Fate.RECEIVED if is_new else Fate.KNOWN, held.id, code)


@contextmanager
def turn(desk: Desk) -> Iterator[None]:
    """Wait until nobody else takes in rows or records here."""
    folder = desk.store.common / "living-manifesto"
    folder.mkdir(exist_ok=True)
    with (folder / "importing").open("a+b") as file:
        lock(file, _PATIENCE_SECONDS)
        yield
