"""Tables for the office: rows that came back, and receipts. A spreadsheet runs no cell of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_STARTS = tuple("=+-@\t\r＝＋－＠")
"""With these a cell begins that a spreadsheet would take for a formula."""

CODE, CAUSE = "コード / Code (manifesto)", "取り込めなかった理由 / Cause (manifesto)"
"""The headings of what is said about a row that came back; by them such a table is known again."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV that spreadsheets open as it is meant: UTF-8 with its mark, lines as Windows ends them."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(map(harmless, header))
    writer.writerows([*map(harmless, row)] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip("'").startswith(_STARTS) else cell


def as_told(cell: str) -> str:
    """The cell again from which ``harmless`` was made."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS) else cell
