"""Bytes of an export to rows of cells: CSV in whatever encoding and with whatever separator, or JSON lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import StringIO
from itertools import count, pairwise

from living_manifesto.core.values import replace, value
from living_manifesto.intake.table.columns import alike
from living_manifesto.intake.table.writing import CAUSE, as_told

ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "shift_jis": "Shift_JIS (CP932)",
    "euc-jp": "EUC-JP",
    "windows-1252": "Windows-1252",
}
"""The encodings that can be named, and how people call them."""

_CODECS = {"utf-8": "utf-8-sig", "shift_jis": "cp932", "euc-jp": "euc_jis_2004", "windows-1252": "cp1252"}
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_LARGEST_CELL = 1 << 30
_GAPS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")  # what Python makes of bytes that Shift_JIS leaves free


class Why(StrEnum):
    """Why a table cannot be read."""

    ENCODING = "encoding"  # no encoding fits the bytes
    QUOTES = "quotes"  # quotation marks do not close, or something stands behind them
    EMPTY = "empty"  # there is no row with headings
    JSON = "json"  # a line is no JSON object
    NESTED = "nested"  # a value that is asked for is a list or an object


@value
class Unreadable:
    """Why nothing of a table was read, at which line (0: of the whole), and what was found there."""

    why: Why
    line: int = 0
    found: str = ""


@value
class Record:
    """One row as spreadsheets count it (the headings are the first), its line, its cells in the order of the columns.

    ``is_torn`` where it has not as many cells as there are columns, or may be a part of a row.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    is_torn: bool = False


@value
class Table:
    """The headings and the rows that are not blank; ``encoding`` as people call it."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    encoding: str


def read_csv(raw: bytes, wanted: Collection[str] = (), encoding: str = "") -> Table | Unreadable:
    """The rows of a CSV export; ``wanted`` are headings that tell the separator, ``encoding`` is one of the known."""
    found = _decoded(raw, encoding)
    if found is None:
        return Unreadable(Why.ENCODING)
    text, called = found
    told = _SEPARATOR_LINE.match(text)
    start = told.end() if told else 0
    separator = told[1] if told else _separator(text, wanted)
    try:
        rows = list(_rows(text[start:], separator))
    except _Misquoted as error:
        return Unreadable(Why.QUOTES, error.args[0] + bool(told))
    if not rows:
        return Unreadable(Why.EMPTY)
    columns = tuple(cell.strip() for cell in rows[0].cells)
    records = _untorn([replace(each, line=each.line + bool(told)) for each in rows[1:]], len(columns))
    return _as_told(Table(columns, tuple(records), called))


def _as_told(table: Table) -> Table:
    """A table that had come back, as it was before: cells are made harmless for spreadsheets there."""
    if CAUSE not in table.columns:
        return table
    records = (replace(each, cells=tuple(map(as_told, each.cells))) for each in table.records)
    return replace(table, columns=tuple(map(as_told, table.columns)), records=tuple(records))


def read_json_lines(raw: bytes, wanted: Collection[str]) -> Table | Unreadable:
    """The rows of JSON lines; the columns are all names that occur, and a ``wanted`` one must hold a plain value."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable(Why.ENCODING)
    told: list[tuple[int, Mapping[str, object]]] = []
    for line, typed in enumerate(text.split("\n"), start=1):
        if not typed.strip():
            continue
        try:
            one = json.loads(typed)
        except (ValueError, RecursionError):
            return Unreadable(Why.JSON, line)
        if not isinstance(one, dict):
            return Unreadable(Why.JSON, line)
        if nested := [name for name in wanted if isinstance(one.get(name), list | dict)]:
            return Unreadable(Why.NESTED, line, nested[0])
        told.append((line, one))
    columns = tuple(dict.fromkeys(name for _, one in told for name in one))
    records = (Record(line, line, tuple(_cell(one.get(name)) for name in columns)) for line, one in told)
    return Table(columns, tuple(records), ENCODINGS["utf-8"])


def _cell(held: object) -> str:
    match held:
        case None:
            return ""
        case str():
            return held
        case _:
            return json.dumps(held, ensure_ascii=False)


def _decoded(raw: bytes, named: str) -> tuple[str, str] | None:
    """The text without its byte order mark, and the encoding in which it is; None where none fits."""
    for name in [named] if named else _likely(raw):
        try:
            text = raw.decode(_CODECS.get(name, name))
        except UnicodeDecodeError:
            continue
        if _GAPS.search(text) and name == "shift_jis":
            continue
        return text.removeprefix("\ufeff"), ENCODINGS[name.removesuffix("-le").removesuffix("-be")]
    return None


def _likely(raw: bytes) -> Sequence[str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if (zeros := raw.count(0)) and not raw.startswith(b"\xef\xbb\xbf"):
        # Without a mark the zeros of commas and line breaks tell: they stand behind the sign, or before it.
        wide = "utf-16-le" if raw[1::2].count(0) * 2 >= zeros else "utf-16-be"
        return (wide, "utf-8") if zeros * 4 > len(raw) else ("utf-8", wide)
    return ("utf-8", "shift_jis")


def _separator(text: str, wanted: Collection[str]) -> str:
    """The separator that gives most of the wanted headings, then most headings at all."""
    names = {alike(name) for name in wanted}

    def worth(separator: str) -> tuple[int, int]:
        try:
            head = next(_rows(text, separator), Record(0, 0, ())).cells
        except _Misquoted:
            return (-1, 0)
        return (len(names & {alike(cell) for cell in head}), len(head))

    return max(_SEPARATORS, key=worth)


class _Misquoted(Exception):
    """The line of the row whose quotation marks cannot be understood."""


def _rows(text: str, separator: str) -> Iterator[Record]:
    """Every row that holds anything."""
    with _large_cells():
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        for number in count(1):
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise _Misquoted(line) from error
            if cells is None:
                return
            if any(cell and not cell.isspace() for cell in cells):
                yield Record(number, line, tuple(cells))


@contextmanager
def _large_cells() -> Iterator[None]:
    # The module's own limit would end the reading of the whole table; a cell that is too long is a fault of its row.
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _untorn(rows: Sequence[Record], columns: int) -> Iterator[Record]:
    """The rows with as many cells as there are columns, and the torn ones marked.

    Spreadsheets leave out empty cells at the end, so a short row alone is none that is torn. Two short ones that
    would be one row together are: a line break that was not quoted parted them, and the cells of the second stand
    under headings that are not theirs.
    """
    cells = [each.cells[:columns] if not any(each.cells[columns:]) else each.cells for each in rows]
    short = [len(each) < columns for each in cells]
    parted = [
        one and other and len(cells[place]) + len(cells[place + 1]) - 1 <= columns
        for place, (one, other) in enumerate(pairwise(short))
    ]
    for place, row in enumerate(rows):
        is_torn = len(cells[place]) > columns or any(parted[max(0, place - 1) : place + 1])
        padding = () if is_torn else ("",) * (columns - len(cells[place]))
        yield replace(row, cells=cells[place] + padding, is_torn=is_torn)
