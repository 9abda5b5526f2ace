"""A row becomes a proposal, or comes back with its fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.table.samples import HEADER, MAP, ROW, faults, only, reading, rows, table
from living_manifesto.core.changes import Add, Remove, Replace
from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Drafted, Proposal, Redaction, Source
from living_manifesto.core.submission import numbered
from living_manifesto.core.values import replace
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.decode import proposal as decoded
from living_manifesto.documents.reader import read
from living_manifesto.intake.table.columns import CHANGE_FIELDS
from living_manifesto.intake.table.moments import Order
from living_manifesto.intake.table.reading import Record
from living_manifesto.intake.table.rows import (
    Again,
    Faulty,
    Told,
    altered,
    as_of_row,
    read_rows,
    told_otherwise,
    written,
)


def test_a_row_is_a_proposal_with_its_mapped_columns_and_nothing_else() -> None:
    assert only(HEADER + ROW) == Proposal(
        "",
        "transport",
        "2026-02-10",
        proposer="みどり",
        source=Source("csv", position=21 * 3600 + 14 * 60 + 6, key="17"),
        body="夜のバスも走らせてほしい。",
        reason="塾の帰りに足がないから。",
    )
    assert "example.org" not in repr(rows(HEADER + ROW)[0].proposal)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        *(("transport", "transport"), ("Transport", "transport"), ("移動と交通", "transport"), ("4", "transport")),
        *(("4. 移動と交通", "transport"), ("４．移動と交通", "transport"), ("4 移動と交通", "transport")),
        *(("", "none"), ("none", "none"), ("わからない・当てはまらない", "none"), ("分からない", "none")),
        *(("当てはまらない", "none"), ("わからない / 当てはまらない", "none"), ("Not sure", "none")),
    ],
)
def test_a_section_is_known_by_id_title_and_number(typed: str, section: str) -> None:
    assert only(HEADER + ROW.replace("移動と交通", typed)).section == section


def test_the_settings_tell_what_the_words_of_a_form_mean() -> None:
    text = HEADER + ROW.replace("移動と交通", "バスなど(その他)")
    assert only(text, sections={"バスなど(その他)": "transport"}).section == "transport"
    assert only(text, sections={"バスなど (その他) ": "none"}).section == "none"
    assert isinstance(rows(text, sections={"バスなど(その他)": "nowhere"})[0], Faulty)


def test_without_a_date_nothing_is_said_of_the_day() -> None:
    proposal = only(HEADER + ROW.replace("2026/02/10 21:14:05", ""))
    assert (proposal.submitted_on, proposal.source) == ("", Source("csv", key="17"))
    assert numbered(proposal, "2026-03-01").submitted_on == "2026-03-01"


def test_a_form_with_a_name_has_keys_of_its_own() -> None:
    assert only(HEADER + ROW, form="2026春").source.key == "2026春/17"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("17,", ",", ["LM901"]),
        ("夜のバスも走らせてほしい。", " 　", ["LM901"]),
        ("塾の帰りに足がないから。", "", ["LM901"]),
        ("移動と交通", "港と空", ["LM904"]),
        ("2026/02/10 21:14:05", "きのう", ["LM208"]),
        ("2026/02/10 21:14:05", "3/4/2026", ["LM208"]),
        ("17,", "midori@example.org,", ["LM606"]),
        ("17,移動と交通,夜のバスも走らせてほしい。", ",港と空,", ["LM901", "LM901", "LM904"]),
        ("夜のバスも", "夜の,バスも", ["LM902"]),
    ],
)
def test_a_row_that_cannot_be_received_has_all_its_faults(old: str, new: str, codes: list[str]) -> None:
    assert old in ROW
    assert faults(HEADER + ROW.replace(old, new)) == codes


def test_the_setting_for_dates_is_heard() -> None:
    assert faults(HEADER + ROW.replace("2026/02/10 21:14:05", "3/1/2026"), order=Order.MONTH_FIRST) == []


def test_half_a_sign_is_a_fault_of_its_row() -> None:
    held = table(HEADER + ROW)
    before, after = held.records[0].cells[:2], held.records[0].cells[3:]
    (row,) = read_rows([Record(1, 2, (*before, "夜の\ud83dバス", *after))], reading(held.columns))
    assert isinstance(row, Faulty)
    assert [(fault.code, fault.args["character"]) for fault in row.faults] == [("LM004", "U+D83D")]


def test_the_same_key_twice_in_a_table_is_one_proposal_or_a_fault() -> None:
    one, again, other = rows(HEADER + ROW + ROW + ROW.replace("塾の", "仕事の"))
    assert isinstance(one, Told)
    assert again == Again(again.record, "17")
    assert isinstance(other, Faulty)
    (fault,) = other.faults
    assert (fault.code, fault.variant, fault.args["columns"]) == ("LM903", "table", ("理由",))


WISHES = {**MAP, **{name: name for name in CHANGE_FIELDS}}
WISH = "回答ID,セクション,提案の内容,理由,お名前,タイムスタンプ,replace,with,add,heading,to,after,remove\n"


def wish(**cells: str) -> str:
    told = {"section": "transport", **cells}
    names = ("replace", "with", "add", "heading", "to", "after", "remove")
    return WISH + f"17,{told['section']},夜のバス,足がない,,," + ",".join(told.get(name, "") for name in names) + "\n"


@pytest.mark.parametrize(
    ("cells", "change"),
    [
        (
            {"replace": "p2", "with": "定期券を無料にします。"},
            Replace("p2", "text", "高校生の定期券を半額にします。", "定期券を無料にします。"),
        ),
        (
            {"replace": "高校生の定期券を半額にします。", "with": "定期券を無料にします。"},
            Replace("p2", "text", "高校生の定期券を半額にします。", "定期券を無料にします。"),
        ),
        ({"replace": "4-1", "with": "バスを増やす"}, Replace("bus", "title", "路線バスを続ける", "バスを増やす")),
        ({"add": "夜もバスを走らせます。", "to": "4-1"}, Add("bus", "last", Node("", text="夜もバスを走らせます。"))),
        (
            {"add": "夜もバスを走らせます。", "to": "路線バスを続ける", "after": "p1"},
            Add("bus", "p1", Node("", text="夜もバスを走らせます。")),
        ),
        (
            {"add": "船を出します。", "heading": "海の道"},
            Add(
                "transport",
                "last",
                Node("", title="海の道").with_children("points", (Node("", text="船を出します。"),)),
                "items",
            ),
        ),
    ],
)
def test_columns_can_tell_the_change_itself(cells: dict[str, str], change: object) -> None:
    proposal = only(wish(**cells), WISHES)
    assert proposal.changes == (change,)
    assert proposal.drafted == Drafted("proposer", confirmed=True)


def test_a_removal_knows_what_it_takes_away() -> None:
    (change,) = only(wish(remove="4-1の1つ目"), WISHES).changes or ()
    assert isinstance(change, Remove)
    assert (change.target, change.was[:7]) == ("p1", "sha256:")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"with": "新しい文"}, "LM901"),
        ({"replace": "p2"}, "LM901"),
        ({"heading": "海の道"}, "LM901"),
        ({"add": "船を出します。", "section": ""}, "LM901"),
        ({"replace": "p9", "with": "新しい文"}, "LM302"),
        ({"add": "船を出します。", "to": "空港"}, "LM302"),
    ],
)
def test_no_word_of_a_change_is_lost_where_it_cannot_be_placed(cells: dict[str, str], code: str) -> None:
    assert faults(wish(**cells), WISHES) == [code]


def test_only_words_that_never_change_are_held_against_what_was_received() -> None:
    row = only(HEADER + ROW)
    received = numbered(row, "2026-02-11")
    redrafted = replace(received, section="none", title="題", submitted_on="2026-02-11")
    assert altered(received, row) == altered(redrafted, row) == ()
    erased = replace(received, body=Redaction("privacy", "2026-02-12", "sha256:"), reason="別の理由", proposer="")
    assert altered(erased, row) == ("reason", "name")


def test_faults_of_the_file_are_told_in_words_of_the_table() -> None:
    held = table(HEADER + ROW)
    how = reading(held.columns)
    fault = Diagnostic.of("LM206", "proposals/x.yaml", Span(9, 1, 9, 2), key="proposer › name", length=200, limit=100)
    told = as_of_row(fault, held.records[0], how)
    assert (told.file, told.span, told.args["key"]) == ("export.csv", Span(2, 1, 2, 1), "お名前")
    assert told_otherwise(held.records[0], how, "17", ("body",)).args["columns"] == ("提案の内容",)


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n"])
def test_a_line_break_is_one_whatever_wrote_it(mark: str) -> None:
    assert written(f"{mark}夜の{mark}{mark}バス{mark}\u3000") == "夜の\n\nバス"


def test_a_tab_is_a_blank_and_the_indentation_of_a_line_stays() -> None:
    assert written("　夜の\tバス\n  朝") == "　夜の バス\n  朝"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp")) | st.just("\n")))
def test_words_come_out_of_the_file_as_they_went_in(cell: str) -> None:
    words = written(cell)
    if not words:
        return
    made = Proposal("20260301-aaaaaa", "none", "2026-03-01", source=Source("csv", key="1"), body=words, reason=words)
    document = read(dump(encode.proposal(made)).encode(), "x.yaml")
    assert document.value is not None, document.faults
    found = decoded(document.value)
    assert altered(found, made) == ()
