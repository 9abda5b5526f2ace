"""Rows of a table as proposals that can be received, or with the fault for which they cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.changes import Change
from living_manifesto.core.diagnostics import Argument, Diagnostic, Span
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Drafted, Proposal, Redaction, Source
from living_manifesto.core.values import NOTHING, value
from living_manifesto.documents.characters import character_name
from living_manifesto.intake import wishes
from living_manifesto.intake.table.columns import CHANGE_FIELDS, NEEDED, Columns, alike
from living_manifesto.intake.table.moments import Moment, Order, moment
from living_manifesto.intake.table.reading import Record
from living_manifesto.rules import contacts
from living_manifesto.rules.references import NOWHERE

CHANNEL = "csv"
"""The way in which a row of a table comes in."""

_NO_PLACE = frozenset(
    {
        *("none", "なし", "わからない", "分からない", "わかりません", "当てはまらない", "あてはまらない", "該当なし"),
        *("当てはまるものがない", "特になし", "不明", "idon'tknow", "don'tknow", "notsure", "nonefits", "noneofthese"),
    }
)
_BETWEEN = re.compile(r"[・、,/|]")
_NUMBERED = re.compile(r"^\d+[.、:]?(?=\D)")
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@value
class Reading:
    """How the cells are read: the name of the table, its columns, the manifesto, and what the settings say.

    ``form`` tells the rows of one form from those of another; ``sections`` are answers that mean a section (its id,
    or ``none``) in words of the form.
    """

    table: str
    columns: Columns
    outline: Outline
    zone: str = "UTC"
    order: Order = Order.UNKNOWN
    form: str = ""
    sections: Mapping[str, str] = NOTHING


@value
class Told:
    """A row that tells a proposal, which has no id yet."""

    record: Record
    key: str
    proposal: Proposal


@value
class Again:
    """A row that says what an earlier row with the same key has said."""

    record: Record
    key: str


@value
class Faulty:
    """A row that cannot be received, and why."""

    record: Record
    key: str
    faults: tuple[Diagnostic, ...]


Row = Told | Again | Faulty


def read_rows(records: Sequence[Record], reading: Reading) -> Iterator[Row]:
    """What each row tells, in order."""
    rows, seen = _Rows(reading), dict[str, Proposal]()
    for record in records:
        row = rows.read(record)
        if not isinstance(row, Told):
            yield row
        elif row.key not in seen:
            seen[row.key] = row.proposal
            yield row
        elif fields := altered(seen[row.key], row.proposal):
            fault = told_otherwise(record, reading, row.key, fields).but(variant="table")
            yield Faulty(record, row.key, (fault,))
        else:
            yield Again(record, row.key)


def altered(received: Proposal, row: Proposal) -> tuple[str, ...]:
    """The fields whose words are not those that were received.

    Place, title and change may have been drafted anew since; and of words that were erased nobody can tell.
    """
    pairs = {"body": (received.body, row.body), "reason": (received.reason, row.reason)}
    pairs["name"] = (received.proposer, row.proposer)
    return tuple(name for name, (old, new) in pairs.items() if not isinstance(old, Redaction) and old != new)


def told_otherwise(record: Record, reading: Reading, key: str, fields: Sequence[str]) -> Diagnostic:
    """The fault of a row whose key stands for other words already."""
    return _fault(record, reading, "LM903", key=key, columns=tuple(map(reading.columns.name, fields)))


def as_of_row(fault: Diagnostic, record: Record, reading: Reading) -> Diagnostic:
    """A fault of a proposal's file as the fault of its row: keys of the file are called as the columns are."""
    key = str(fault.args.get("key", "")).replace("proposer › name", "name")
    args = {**fault.args, "key": reading.columns.name(key)} if key in reading.columns.places else fault.args
    return fault.but(file=reading.table, span=_span(record), args=args, fixes=(), move_to="")


def _fault(record: Record, reading: Reading, code: str, **args: Argument) -> Diagnostic:
    return Diagnostic.of(code, reading.table, _span(record), **args)


def _span(record: Record) -> Span:
    return Span(record.line, 1, record.line, 1)


class _Rows:
    """The reading of one table; what was looked up once is known."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._named = {alike(words): name for words, name in reading.sections.items()}
        self._sections: dict[str, str | wishes.Unclear] = {}

    def read(self, record: Record) -> Told | Faulty:
        """One row; the faults are told all together."""
        reading, cell = self._reading, self._cell
        name = " ".join(cell(record, "key").split())
        key = f"{reading.form}/{name}" if reading.form and name else name
        home = self._section(cell(record, "section"))
        sent = self._moment(cell(record, "date"))
        faults = [*self._faults(record, home, sent)]
        if faults or isinstance(home, wishes.Unclear) or sent is None:
            return Faulty(record, key, tuple(faults))
        try:
            changes = self._changes(record, home)
        except wishes.NotFound as error:
            return Faulty(record, key, (self._unplaced(record, error.args[0]),))
        return Told(record, key, self._proposal(record, key, home, sent, changes))

    def _proposal(self, record: Record, key: str, home: str, sent: Moment, changes: tuple[Change, ...]) -> Proposal:
        words = {field: written(self._cell(record, field)) for field in ("title", "name", "body", "reason")}
        return Proposal(
            "",
            home,
            sent.day,
            title=words["title"],
            proposer=words["name"],
            # Lists of one day are ordered by the position: the second is the same however the table is sorted.
            source=Source(CHANNEL, position=None if sent.second is None else sent.second + 1, key=key),
            body=words["body"],
            reason=words["reason"],
            drafted=Drafted("proposer", confirmed=True) if changes else None,
            changes=changes or None,
        )

    def _faults(self, record: Record, home: str | wishes.Unclear, sent: Moment | None) -> Iterator[Diagnostic]:
        reading, columns = self._reading, self._reading.columns
        if record.is_torn:
            yield _fault(record, reading, "LM902", cells=len(record.cells), columns=len(columns.header))
            return
        empty = [field for field in NEEDED if not self._cell(record, field).strip()]
        empty += [field for field in self._missing(record, home) if field not in empty]
        for field in empty:
            yield _fault(record, reading, "LM901", column=columns.name(field))
        if isinstance(home, wishes.Unclear):
            yield _fault(record, reading, "LM904", value=home.typed.strip(), nearest=home.near)
        if sent is None:
            yield _fault(record, reading, "LM208", key=columns.name("date"), value=self._cell(record, "date").strip())
        for found in contacts.emails(self._cell(record, "key")):
            yield _fault(record, reading, "LM606", **found.args)
        for field in columns.places:
            if (odd := _SURROGATE.search(self._cell(record, field))) is not None:
                yield _fault(record, reading, "LM004", character=character_name(odd[0]))

    def _missing(self, record: Record, home: str | wishes.Unclear) -> Iterator[str]:
        """The fields without which a change that is told cannot be made: its words must not be lost."""
        told = {field for field in CHANGE_FIELDS if self._cell(record, field).strip()}
        if "with" in told and "replace" not in told:
            yield "replace"
        if "replace" in told and "with" not in told:
            yield "with"
        if "heading" in told and "add" not in told:
            yield "add"
        if home == NOWHERE and not told.isdisjoint(("replace", "add", "remove")):
            yield "section"

    def _changes(self, record: Record, home: str) -> tuple[Change, ...]:
        words = {field: written(self._cell(record, field)).strip() for field in CHANGE_FIELDS}
        return wishes.changes_wished(words, home, self._reading.outline)

    def _unplaced(self, record: Record, unclear: wishes.Unclear) -> Diagnostic:
        return _fault(record, self._reading, "LM302", value=unclear.typed, section=unclear.home, nearest=unclear.near)

    def _moment(self, typed: str) -> Moment | None:
        """When it was sent; an empty day where nothing is told: then it counts as sent on the day of receipt."""
        return moment(typed, self._reading.zone, self._reading.order) if typed.strip() else Moment("")

    def _section(self, typed: str) -> str | wishes.Unclear:
        if typed not in self._sections:
            self._sections[typed] = self._meant(typed)
        return self._sections[typed]

    def _meant(self, typed: str) -> str | wishes.Unclear:
        plain, outline = alike(typed), self._reading.outline
        if not plain:
            return NOWHERE
        meant = wishes.section_meant(self._named.get(plain, typed.strip()), outline)
        spellings = (meant, *(wishes.section_meant(each, outline) for each in (plain, _NUMBERED.sub("", plain))))
        if found := next((each for each in spellings if isinstance(each, str)), ""):
            return found
        return NOWHERE if all(part in _NO_PLACE for part in _BETWEEN.split(plain)) else meant

    def _cell(self, record: Record, field: str) -> str:
        return self._reading.columns.cell(record.cells, field)


def written(cell: str) -> str:
    """The words of a cell as a file may hold them: one kind of line break, blanks for tabs, nothing blank around them.

    Spreadsheets and word processors put other breaks and tabs into a cell where a person pressed a key.
    """
    return _BREAK.sub("\n", cell).replace("\t", " ").lstrip("\n").rstrip()
