"""Tables to be read in tests."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.proposals import Proposal
from living_manifesto.intake.table.columns import Columns, columns
from living_manifesto.intake.table.moments import Order
from living_manifesto.intake.table.reading import Table, read_csv
from living_manifesto.intake.table.rows import Faulty, Reading, Row, Told, read_rows
from support.held import Held, context, files_below
from support.town import BASE

HEADER = "回答ID,セクション,提案の内容,理由,お名前,タイムスタンプ,メールアドレス,電話番号\n"
ROW = (
    "17,移動と交通,夜のバスも走らせてほしい。,塾の帰りに足がないから。,みどり,2026/02/10 21:14:05,"
    "a@example.org,090-0000-0000\n"
)
MAP = {
    "key": "回答ID",
    "section": "セクション",
    "body": "提案の内容",
    "reason": "理由",
    "name": "お名前",
    "date": "タイムスタンプ",
}


def table(text: str) -> Table:
    found = read_csv(text.encode(), MAP.values())
    assert isinstance(found, Table), found
    return found


def reading(header: Sequence[str], given: dict[str, str] | None = None, **settings: object) -> Reading:
    held = columns(given or MAP, header)
    assert isinstance(held, Columns), held
    outline = context(Held(files_below(BASE))).tree.outline()
    return Reading("export.csv", held, outline, "Asia/Tokyo", **settings)  # type: ignore[arg-type]


def rows(text: str, given: dict[str, str] | None = None, **settings: object) -> list[Row]:
    held = table(text)
    return list(read_rows(held.records, reading(held.columns, given, **settings)))


def only(text: str, given: dict[str, str] | None = None, **settings: object) -> Proposal:
    (row,) = rows(text, given, **settings)
    assert isinstance(row, Told), row
    return row.proposal


def faults(text: str, given: dict[str, str] | None = None, order: Order = Order.UNKNOWN) -> list[str]:
    found = (row for row in rows(text, given, order=order) if isinstance(row, Faulty))
    return [fault.code for row in found for fault in row.faults]
