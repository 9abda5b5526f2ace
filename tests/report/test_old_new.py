"""Redlines and the old/new table: rows, terminal, HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import replace
from living_manifesto.locale import speech_for
from living_manifesto.report import html
from living_manifesto.report.display import Style, width, wrap
from living_manifesto.report.redline import inline, table
from living_manifesto.report.rows import Fate, Row, Stage, rows
from report.samples import GUARD, HOME, point, titled, tree

JA, EN = speech_for("ja"), speech_for("en")
TODAY = tree()
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def points(after: tuple[Node, ...]) -> Outline:
    """Today's text with other points in 4-3."""
    return tree(lambda held: (*held[:2], held[2].with_children("points", after)))


def guard() -> tuple[Node, ...]:
    return TODAY.places[f"{HOME}/guard"].node.children("points")


def test_equal_texts_have_no_rows() -> None:
    assert rows(TODAY, tree(), JA) == ()
    assert table((), JA) == ""


def test_a_changed_point_stands_between_its_omitted_neighbours() -> None:
    first, second = guard()
    after = points((first, replace(second, text="守ります。")))
    assert rows(TODAY, after, JA) == (
        Row("", "(略)", "(略)", Fate.OMITTED),
        Row("4. 外交 › 4-3 防衛力は変動させる › 2つ目", GUARD, "守ります。", Fate.CHANGED),
    )


def test_an_added_point_is_new_and_a_removed_one_is_struck() -> None:
    added = rows(TODAY, points((*guard(), point("n", "学校を守ります。"))), JA)
    assert added[-1] == Row("4. 外交 › 4-3 防衛力は変動させる › 3つ目", "(新設)", "学校を守ります。", Fate.NEW)
    removed = rows(TODAY, points(guard()[:1]), JA)
    assert removed[-1] == Row("4. 外交 › 4-3 防衛力は変動させる › 2つ目", GUARD, "(削る)", Fate.REMOVED)


def test_an_added_item_shows_its_title_and_all_below_it() -> None:
    after = tree(lambda held: (*held, titled("n", "学校", points=(point("n1", "一。", point("n2", "二。")),))))
    assert [(row.place, row.new) for row in rows(TODAY, after, JA) if row.fate is Fate.NEW] == [
        ("4. 外交 › 4-4", "学校"),
        ("4. 外交 › 4-4 学校 › 1つ目", "一。"),
        ("4. 外交 › 4-4 学校 › 1つ目 › 1つ目", "二。"),
    ]


def test_titles_forms_and_numbers_have_rows_of_their_own() -> None:
    first, second = guard()
    formed = rows(TODAY, points((first, replace(second, form=Form.PARAGRAPH))), JA)[-1]
    assert (formed.place[-3:], formed.old, formed.new) == ("(形)", "箇条書き", "段落")
    renamed = rows(TODAY, tree(title="外交と防衛"), JA)[-1]
    assert renamed == Row("その他 › セクションの題名", "外交", "外交と防衛", Fate.CHANGED)


def test_a_moved_item_is_shown_where_it_stood_and_where_it_stands() -> None:
    after = tree(lambda held: (held[2], held[0], held[1]))
    assert [row for row in rows(TODAY, after, JA) if row.fate is not Fate.OMITTED] == [
        Row("4. 外交 › 4-1", "(4-3 から移す)", "防衛力は変動させる", Fate.ARRIVED),
        Row("4. 外交 › 4-3", "防衛力は変動させる", "(4-1 へ移す)", Fate.LEFT),
    ]


def test_a_point_moved_to_another_section_is_neither_new_nor_removed() -> None:
    first, second = guard()
    moved = points((first,))
    school = moved.places["school/learn"].node
    sections = tuple(
        section if section.id == HOME else section.with_children("items", (school.with_children("points", (second,)),))
        for section in moved.places["other"].node.children("sections")
    )
    area = moved.places["other"].node.with_children("sections", sections)
    fates = {row.fate for row in rows(TODAY, Outline.of(moved.root.with_children("areas", (area,))), JA)}
    assert fates == {Fate.LEFT, Fate.ARRIVED, Fate.REMOVED, Fate.OMITTED}


def test_a_text_whose_number_moved_on_names_the_old_one() -> None:
    after = tree(lambda held: (held[0], replace(held[2], lists=(("points", (point("g1", "変えます。"),)),))))
    changed = next(row for row in rows(TODAY, after, JA) if row.fate is Fate.CHANGED)
    assert changed.place == "4. 外交 › 4-2 防衛力は変動させる › 1つ目(もとは 4-3)"


def test_every_changed_word_of_two_texts_is_in_the_table() -> None:
    after = tree(lambda held: tuple(replace(item, title=item.title + "!") for item in reversed(held)))
    shown = {row.new for row in rows(TODAY, after, JA)} | {row.old for row in rows(TODAY, after, JA)}
    for item in after.places[HOME].node.children("items"):
        assert item.title in shown


def test_words_are_marked_in_line_with_and_without_colour() -> None:
    assert inline("質を高めます。", "量を高めます。") == "[-質-]{+量+}を高めます。"
    assert (
        inline("質を高めます。", "量を高めます。", colour=True) == "\x1b[31;9m質\x1b[0m\x1b[32;4m量\x1b[0mを高めます。"
    )
    assert inline("あ\x1b[2J", "あ\x1b[2J") == "あ<U+001B>[2J"


def sides(text: str) -> set[int]:
    """The column at which the bar of every two-column line stands."""
    return {width(line.partition(" | ")[0]) for line in text.splitlines() if " | " in line}


@pytest.mark.parametrize("columns", [40, 61, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_the_columns_stay_straight_under_japanese(columns: int, colour: bool) -> None:
    first, second = guard()
    words = "TPNW (Treaty on the Prohibition of Nuclear Weapons) に加わり、守る力を質と量で強くします。"
    text = ANSI.sub(
        "", table(rows(TODAY, points((first, replace(second, text=words))), JA), JA, columns=columns, colour=colour)
    )
    assert all(width(line) <= columns for line in text.splitlines())
    padded = [line for line in text.splitlines() if " | " in line]
    assert {width(line[: line.index(" | ")]) for line in padded} == sides(text)
    assert len(sides(text)) == 1


def test_heads_follow_the_stage_and_the_order_of_the_columns() -> None:
    row = Row("4-3", "質", "量", Fate.CHANGED)
    assert table([row], JA, columns=23).splitlines()[0] == "現行       | 提案後"
    assert table([row], JA, columns=23, stage=Stage.ADOPTED, new_first=True).splitlines()[0] == "改正後     | 改正前"
    assert table([row], JA, columns=23, new_first=True).splitlines()[3] == "{+量+}     | [-質-]"


def test_latin_words_stay_whole_and_signs_do_not_begin_a_line() -> None:
    lines = [
        "".join(unit for unit, _ in line)
        for line in wrap([("国際的な条約、AI governance の枠組み。", Style.PLAIN)], 12)
    ]
    assert "".join(lines).replace(" ", "") == "国際的な条約、AIgovernanceの枠組み。"
    assert all(width(line) <= 12 for line in lines)
    assert any("governance" in line for line in lines)
    assert not [line for line in lines if line[:1] in "、。"]


@given(st.text(alphabet="あ漢ア、。「」ab cＡ\n…ー", max_size=80), st.integers(4, 30))
def test_wrapping_loses_nothing_but_spaces_and_never_overflows(text: str, columns: int) -> None:
    lines = ["".join(unit for unit, _ in line) for line in wrap([(text, Style.PLAIN)], columns)]
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(width(line) <= columns for line in lines)


class Reader(HTMLParser):
    """Checks that tags nest and gathers attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(source: str) -> Reader:
    reader = Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == []
    return reader


def test_the_html_table_says_what_it_is_and_what_changed() -> None:
    first, second = guard()
    reader = read(html.fragment(rows(TODAY, points((first, replace(second, text="守る力を強くします。"))), JA), JA))
    tags = [tag for tag, _ in reader.seen]
    assert {"table", "caption", "thead", "del", "ins"} <= set(tags)
    scopes = [attributes.get("scope") for tag, attributes in reader.seen if tag == "th"]
    assert scopes == ["col", "col", "col", "row"]
    assert "〔削る:" in reader.text
    assert "〔加える:" in reader.text
    assert dict(reader.seen)["table"]["lang"] == "ja"


def test_the_html_page_stands_alone_and_has_a_main_part() -> None:
    page = html.page(rows(TODAY, tree(title="外交と防衛"), EN), EN, title="A <b> & c", stage=Stage.ADOPTED)
    reader = read(page)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert {"main", "h1", "title"} <= {tag for tag, _ in reader.seen}
    assert not [attributes for _, attributes in reader.seen if {"src", "href"} & set(attributes)]
    assert "A &lt;b&gt; &amp; c" in page
    assert "Before" in reader.text


def test_nothing_in_a_text_becomes_markup() -> None:
    hostile = '<script>alert("x")</script>\u202e&amp;\x1b'
    row = Row(hostile, hostile, "安全です。" + hostile, Fate.CHANGED)
    source = html.fragment([row, replace(row, fate=Fate.NEW), replace(row, fate=Fate.LEFT)], JA, text_language='"><i>')
    assert not {"script", "i"} & {tag for tag, _ in read(source).seen}
    assert "\u202e" not in source
    assert "\x1b" not in source


def test_line_breaks_of_a_text_stay_line_breaks() -> None:
    assert "一<br>二" in html.fragment([Row("4-1", "(新設)", "一\n二", Fate.NEW)], JA)


def test_an_empty_table_says_so() -> None:
    assert html.fragment((), JA) == "<p>変わるところはありません。</p>\n"
