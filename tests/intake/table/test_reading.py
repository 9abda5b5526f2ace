"""Encodings, separators, quotes: whatever a form service or a spreadsheet exports is read as the same rows."""

from __future__ import annotations

import csv
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.table.samples import HEADER, MAP, ROW
from living_manifesto.intake.table.reading import Record, Table, Unreadable, Why, read_csv, read_json_lines
from living_manifesto.intake.table.writing import CAUSE, CODE, as_told, harmless, table

TEXT = HEADER + ROW
CELLS = tuple(ROW.strip().split(","))


def read(raw: bytes, encoding: str = "") -> Table:
    found = read_csv(raw, MAP.values(), encoding)
    assert isinstance(found, Table), found
    return found


@pytest.mark.parametrize(
    ("raw", "called"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("cp932"), "Shift_JIS (CP932)"),
        (TEXT.replace("みどり", "①髙﨑").encode("cp932"), "Shift_JIS (CP932)"),
    ],
)
def test_the_encoding_is_found_and_told(raw: bytes, called: str) -> None:
    found = read(raw)
    assert found.encoding == called
    assert found.columns == tuple(HEADER.strip().split(","))
    assert found.records[0].cells[:4] == CELLS[:4]
    assert found.records[0].cells[4] in ("みどり", "①髙﨑")


def test_an_encoding_that_is_named_counts() -> None:
    assert read(TEXT.encode("euc-jp"), "euc-jp").records[0].cells == CELLS
    assert read_csv(TEXT.encode("cp932"), (), "utf-8") == Unreadable(Why.ENCODING)


def test_bytes_of_no_encoding_are_refused() -> None:
    assert read_csv(b"key,body\n\xff\xfd\x80,\xa0\n") == Unreadable(Why.ENCODING)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_separator_is_found(separator: str, ending: str) -> None:
    text = TEXT.replace(",", separator).replace("\n", ending)
    assert [each.cells for each in read(text.encode()).records] == [CELLS]


def test_commas_in_headings_do_not_mislead_where_the_map_names_them() -> None:
    text = "回答ID;提案の内容;理由;どこで、いつ、だれが, 何を, なぜ, どのように\n1;夜のバス;足がない;a, b, c, d\n"
    assert read(text.encode()).records[0].cells == ("1", "夜のバス", "足がない", "a, b, c, d")


def test_the_line_of_a_spreadsheet_that_names_the_separator_is_none_of_the_rows() -> None:
    found = read(("sep=;\r\n" + TEXT.replace(",", ";")).encode())
    assert (found.records[0].cells, found.records[0].line) == (CELLS, 3)


def test_line_breaks_and_quotes_inside_a_cell_stay() -> None:
    body = '夜のバスを。\n\n- 21時\n- "22時", できれば'
    quoted = body.replace('"', '""')
    text = HEADER + f'17,,"{quoted}",足がない,,,,\n18,,朝のバス,足がない,,,,\n'
    one, other = read(text.encode()).records
    assert one.cells[2] == body
    assert (one.line, other.line, other.number) == (2, 6, 3)


@pytest.mark.parametrize("broken", ['17,,"夜のバス,足がない,,,,\n18,,朝,昼,,,,\n', '17,,"夜の"バス,足がない,,,,\n'])
def test_quotes_that_cannot_be_understood_swallow_no_rows(broken: str) -> None:
    assert read_csv((HEADER + ROW + broken).encode(), MAP.values()) == Unreadable(Why.QUOTES, 3)


def test_blank_lines_are_no_rows_and_count_as_lines() -> None:
    found = read((HEADER + "\n,,,,,,,\n　 ,,\n" + ROW).encode())
    assert [(each.number, each.line) for each in found.records] == [(5, 5)]


def test_a_table_without_a_heading_is_empty() -> None:
    assert read_csv(b"") == read_csv(b"\n\r\n \n") == Unreadable(Why.EMPTY)
    assert read(HEADER.encode()).records == ()


def test_empty_cells_at_the_end_may_be_missing_or_too_many() -> None:
    found = read((HEADER + "17,,夜のバス,足がない\n" + "18,,朝のバス,足がない,,,,,,,\n").encode())
    assert [each.cells for each in found.records] == [
        ("17", "", "夜のバス", "足がない", "", "", "", ""),
        ("18", "", "朝のバス", "足がない", "", "", "", ""),
    ]
    assert not any(each.is_torn for each in found.records)


@pytest.mark.parametrize(
    "broken",
    [
        "17,,夜の,バス,足がない,みどり,2026/02/10,a@example.org,090-0000-0000\n",
        "17,,夜の\nバス,足がない,みどり,2026/02/10,a@example.org,090-0000-0000\n",
        "17,,夜の\nバスも\n走らせて,足がない,みどり,2026/02/10,a@example.org,090-0000-0000\n",
    ],
)
def test_rows_that_a_missing_quote_has_torn_are_marked(broken: str) -> None:
    found = read((HEADER + ROW + broken + ROW.replace("17", "18")).encode())
    assert [each.is_torn for each in found.records] == [False, *[True] * broken.count("\n"), False]


def test_a_huge_cell_is_read_and_left_to_the_rules() -> None:
    body, before = "長" * 2_000_000, csv.field_size_limit()
    assert read((HEADER + f"17,,{body},足がない,,,,\n").encode()).records[0].cells[2] == body
    assert csv.field_size_limit() == before


def test_a_hundred_thousand_rows_of_nothing_are_nothing() -> None:
    begun = time.process_time()
    assert read((HEADER + ",,,,,,,\n" * 100_000).encode()).records == ()
    assert time.process_time() - begun < 5


def test_json_lines_are_rows_with_all_names_as_columns() -> None:
    lines = [
        {"key": 17, "body": "夜の\nバス", "open": True},
        {"body": "朝のバス", "key": "18", "score": 1.5, "x": None},
    ]
    raw = "\n\n".join(json.dumps(line) for line in lines).encode()
    found = read_json_lines(raw, ["key", "body"])
    assert found == Table(
        ("key", "body", "open", "score", "x"),
        (Record(1, 1, ("17", "夜の\nバス", "true", "", "")), Record(3, 3, ("18", "朝のバス", "", "1.5", ""))),
        "UTF-8",
    )


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'{"key": 1}\n{"key": }\n', Unreadable(Why.JSON, 2)),
        (b"[1, 2]\n", Unreadable(Why.JSON, 1)),
        (b'{"key": 1}\n\n' + b"[" * 100_000, Unreadable(Why.JSON, 3)),
        (b'{"key": 1, "body": ["a"]}\n', Unreadable(Why.NESTED, 1, "body")),
        ('{"key": "あ"}'.encode("cp932"), Unreadable(Why.ENCODING)),
    ],
)
def test_lines_that_are_no_plain_objects_are_refused_by_line(raw: bytes, why: Unreadable) -> None:
    assert read_json_lines(raw, ["key", "body"]) == why


FORMULAS = ["=1+1", "+81", "-5", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "''-x", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_ours_is_a_formula_and_each_comes_back_as_it_was(cell: str) -> None:
    raw = table(["a", CODE, CAUSE], [[cell, "LM607", "電話番号"]])
    (row,) = csv.reader(raw.decode("utf-8-sig").splitlines()[1:])
    assert row[0].startswith("'")
    assert read(raw).records[0].cells[0] == cell


def test_a_cell_of_a_form_that_begins_with_a_quote_is_no_cell_of_ours() -> None:
    assert read((HEADER + "17,,'-夜のバス,足がない,,,,\n").encode()).records[0].cells[2] == "'-夜のバス"


@given(st.text())
def test_harmless_cells_can_be_read_again(cell: str) -> None:
    assert as_told(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=4), st.text())
def test_what_is_written_is_read_as_the_same_cells(cells: list[str], odd: str) -> None:
    header = [f"column {place}" for place in range(len(cells))] + [CAUSE]
    found = read(table(header, [[*cells, odd.encode("utf-8", "replace").decode() + "."]]))
    assert [list(each.cells[: len(cells)]) for each in found.records] == [cells]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    assert isinstance(read_csv(raw), Table | Unreadable)
    assert isinstance(read_json_lines(raw, ["key"]), Table | Unreadable)
