"""What a page may look like: other marks, other digits, other white space, lines that nobody foresaw."""

from __future__ import annotations

import pytest

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.proposals import Proposal, ProposalKind
from living_manifesto.intake.page import Page, What, read
from living_manifesto.intake.page.page import Odd


def page(*lines: str) -> Page:
    found = read("\n".join(lines), "roads")
    assert found is not None
    return found


def under(*lines: str) -> tuple[Node, ...]:
    """The points of the first item."""
    return page("5. 道路", "5-1. 道を直す", *lines).section.children("items")[0].children("points")


def told(*nodes: Node) -> list[object]:
    """The words of points, with those nested in them behind."""
    return [node.text if not node.lists else [node.text, *told(*node.children("points"))] for node in nodes]


def remarks(found: Page) -> list[tuple[What, int]]:
    return [(remark.what, remark.line) for remark in found.remarks]


def proposals(*lines: str) -> tuple[Proposal, ...]:
    return page("5. 道路", "5-1. 道を直す", "• 穴をふさぎます。", "みんなからの提案(2件)", *lines).proposals


# the heading of the page and of items


@pytest.mark.parametrize(
    "line",
    [
        "5-1. 道を直す",
        "５－１．道を直す",
        "5ー1　道を直す",
        "5‐1：道を直す",
        "5−1、道を直す",
        " 5 - 1. 道を直す",
        "5-1)道を直す",
    ],
)
def test_the_number_of_an_item_is_written_in_many_ways(line: str) -> None:
    found = page("5. 道路", line, "・穴をふさぎます。")
    (item,) = found.section.children("items")
    assert (item.title, told(*item.children("points"))) == ("道を直す", ["穴をふさぎます。"])
    assert found.remarks == ()


@pytest.mark.parametrize("line", ["5. 道路", "５．道路", "5、道路", "5 道路", "5.道路", "　5.　道路"])
def test_the_number_of_a_section_is_written_in_many_ways(line: str) -> None:
    found = page(line, "ビジョン", "• 道を守ります。")
    assert (found.number, found.section.title) == (5, "道路")


def test_a_heading_that_opens_with_a_bracket_needs_no_mark() -> None:
    (item,) = page("5. 道路", "5-1「歩ける道」を増やす", "• 広げます。").section.children("items")
    assert item.title == "「歩ける道」を増やす"


@pytest.mark.parametrize(
    "line",
    ["5-1の2つ目は、来年のことです。", "5-1「道を直す」は、大事な項目です。", "5-1-2. 細かい話です", "03-1234-5678"],
)
def test_a_line_that_only_speaks_of_a_number_is_no_heading(line: str) -> None:
    assert told(*under("• 穴をふさぎます。", "", line)) == ["穴をふさぎます。", line]


def test_a_number_on_a_line_of_its_own_has_its_title_on_the_next() -> None:
    found = page("5. 道路", "5-1.", "道を直す", "• 穴をふさぎます。", "5-2.", "", "橋を直す")
    assert [item.title for item in found.section.children("items")] == ["道を直す", "橋を直す"]


def test_a_number_that_never_gets_a_title_is_kept_and_named() -> None:
    found = page("5. 道路", "5-1. 道を直す", "• 穴をふさぎます。", "5-2.", "• 橋を直します。")
    (item,) = found.section.children("items")
    assert told(*item.children("points")) == ["穴をふさぎます。", "5-2.", "橋を直します。"]
    assert remarks(found) == [(What.STRAY_HEADING, 4)]


def test_items_that_the_page_numbers_otherwise_are_counted_anew_and_named() -> None:
    found = page("5. 道路", "5-1. 道を直す", "5-3. 橋を直す", "6-3. 川を掘る")
    assert [item.title for item in found.section.children("items")] == ["道を直す", "橋を直す", "川を掘る"]
    assert remarks(found) == [(What.RENUMBERED, 3), (What.RENUMBERED, 4)]


def test_a_page_without_a_number_has_none() -> None:
    found = page("道路", "", "ビジョン", "", "• 道を守ります。", "1. はじめに直します。")
    assert (found.number, found.section.title) == (None, "道路")


def test_lines_above_the_heading_are_kept_as_paragraphs_and_named() -> None:
    found = page(
        "ホーム > 計画", "印刷する", "5. 道路", "この章は道の話です。", "ビジョン", "• 道を守ります。", "5-1. 直す"
    )
    assert found.section.title == "道路"
    assert told(*found.section.children("preface")) == ["ホーム > 計画", "印刷する", "この章は道の話です。"]
    assert remarks(found) == [(What.BEFORE_HEADING, 1), (What.BEFORE_HEADING, 2)]


@pytest.mark.parametrize("text", ["", " \n\t\n", "ビジョン\n• 道", "4-1. 道", "みんなからの提案(3件)"])
def test_what_has_no_heading_is_no_page(text: str) -> None:
    assert read(text, "roads") is None


# points


@pytest.mark.parametrize("glyph", ["• ", "・", "･", "◦ ", "- ", "* ", "– ", "● ", "○ ", "▪ ", "‣ ", "＋"[:0] + "+ "])
def test_a_point_may_begin_with_any_glyph(glyph: str) -> None:
    assert told(*under(f"  {glyph}穴をふさぎます。", f"  {glyph}白線を引きます。")) == [
        "穴をふさぎます。",
        "白線を引きます。",
    ]


def test_points_nest_by_indentation_whatever_it_is_made_of() -> None:
    lines = ("・道", "　・穴", "　　・深い穴", "\t\t・とても深い穴", "　・線", "・橋")
    assert told(*under(*lines)) == [["道", ["穴", ["深い穴", "とても深い穴"]], "線"], "橋"]


def test_points_of_a_smaller_glyph_at_the_same_column_are_nested() -> None:
    assert told(*under("• 道", "◦ 穴", "▪ 深い穴", "◦ 線", "• 橋")) == [["道", ["穴", "深い穴"], "線"], "橋"]


def test_a_point_goes_on_in_lines_that_stand_farther_right() -> None:
    lines = ("  • はじめの行", "    つぎの行", "", "    あとの段落", "", "ほかの文です。")
    assert told(*under(*lines)) == ["はじめの行\nつぎの行\n\nあとの段落", "ほかの文です。"]


def test_a_glyph_on_a_line_of_its_own_belongs_to_the_words_below() -> None:
    assert told(*under("•", "  穴をふさぎます。", "•", "  白線を引きます。")) == [
        "穴をふさぎます。",
        "白線を引きます。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "・・・と思います。",
        "○○市の道を直します。",
        "-5度でも走れます。",
        "*注",
        "**太い字**です。",
        "1.5倍にします。",
        "---",
    ],
)
def test_what_only_looks_like_a_glyph_is_a_word(line: str) -> None:
    (point,) = under(line, "")
    assert (point.text, point.form) == (line, Form.PARAGRAPH)


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("１）", "２）"), ("(1) ", "(2) "), ("①", "②")])
def test_points_that_count_from_one_are_numbered(marks: tuple[str, str]) -> None:
    found = under(f"{marks[0]}場所を決めます。", f"{marks[1]}橋を架けます。")
    assert [(node.text, node.form) for node in found] == [
        ("場所を決めます。", Form.NUMBERED),
        ("橋を架けます。", Form.NUMBERED),
    ]


def test_a_number_that_does_not_count_is_one_of_the_words() -> None:
    assert told(*under("3. 番の道を直します。", "", "1. はじめ", "3. おわり")) == [
        "3. 番の道を直します。",
        "はじめ",
        "3. おわり",
    ]


def test_tables_quotations_and_images_are_blocks_of_their_own() -> None:
    found = under(
        "表のとおりです。",
        "| 年 | 本 |",
        "|---|---|",
        "| 1 | 2 |",
        "> 引用です。",
        "",
        "![橋](https://example.org/a.png)",
    )
    assert [node.form for node in found] == [Form.PARAGRAPH, Form.RAW, Form.RAW]
    assert found[1].text == "| 年 | 本 |\n|---|---|\n| 1 | 2 |\n> 引用です。"


# labelled parts


def test_known_labels_are_parts_and_need_no_blank_line() -> None:
    found = page(
        "5. 道路",
        "5-1. 道を直す",
        "現状認識・課題分析",
        "穴が多いです。",
        "政策概要：",
        "・ふさぎます。",
        "【財源】",
        "・車の税です。",
    )
    parts = found.section.children("items")[0].children("parts")
    assert [(part.title, told(*part.children("points"))) for part in parts] == [
        ("現状認識・課題分析", ["穴が多いです。"]),
        ("政策概要：", ["ふさぎます。"]),
        ("【財源】", ["車の税です。"]),
    ]
    assert found.remarks == ()


def test_a_short_line_over_others_is_taken_for_a_label_and_named() -> None:
    found = page("5. 道路", "5-1. 道を直す", "", "進め方", "", "• ふさぎます。")
    (part,) = found.section.children("items")[0].children("parts")
    assert part.title == "進め方"
    assert remarks(found) == [(What.GUESSED_PART, 4)]


@pytest.mark.parametrize(
    "line",
    [
        "次のことをします：",
        "※ほかの道は別の章です",
        "https://example.org/michi",
        "広い道、狭い道",
        "[一覧](https://example.org)",
    ],
)
def test_notes_links_and_words_that_lead_over_are_paragraphs(line: str) -> None:
    assert told(*under("", line, "", "• ふさぎます。")) == [line, "ふさぎます。"]


def test_the_last_line_of_an_item_labels_nothing() -> None:
    assert told(*under("• ふさぎます。", "", "以上")) == ["ふさぎます。", "以上"]


def test_a_vision_in_paragraphs_may_have_a_motto() -> None:
    found = page("5. 道路", "ビジョン", "", "どこへでも歩けるまち", "", "道を守ります。", "5-1. 道を直す")
    assert told(*found.section.children("vision")) == ["どこへでも歩けるまち", "道を守ります。"]


def test_marks_say_how_deep_a_label_is() -> None:
    found = page("5. 道路", "5-1. 道を直す", "■ 背景", "■■ 昔", "・砂利でした。", "■ いま", "・穴です。")
    first, second = found.section.children("items")[0].children("parts")
    assert (first.title, first.children("parts")[0].title, second.title) == ("背景", "昔", "いま")


def test_a_heading_far_from_the_margin_is_kept_where_it_stands_and_named() -> None:
    found = page("5. 道路", "5-1. 道を直す", "  • 穴をふさぎます。", "        5-2. 橋を直す")
    (item,) = found.section.children("items")
    assert told(*item.children("points")) == ["穴をふさぎます。\n5-2. 橋を直す"]
    assert remarks(found) == [(What.STRAY_HEADING, 4)]


# topics


def test_topics_stand_on_lines_or_in_paragraphs() -> None:
    for blank in ([], [""]):
        lines = [
            "トンネルの明かり",
            *blank,
            "暗くて怖いという声がある。",
            "電気代も話されている。",
            *blank,
            "歩道の幅",
            *blank,
            "狭い。",
        ]
        found = page("5. 道路", "議論されているトピック", *blank, *lines)
        assert [(topic.title, topic.summary) for topic in found.topics] == [
            ("トンネルの明かり", "暗くて怖いという声がある。\n電気代も話されている。"),
            ("歩道の幅", "狭い。"),
        ]


def test_topics_may_have_no_summary_and_words_above_the_first_are_a_note() -> None:
    found = page("5. 道路", "議論されているトピック", "よく話されることです。", "", "トンネルの明かり", "", "歩道の幅")
    assert [(topic.title, topic.summary) for topic in found.topics] == [("トンネルの明かり", ""), ("歩道の幅", "")]
    assert found.claims["topics_note"] == "よく話されることです。"
    assert remarks(found) == [(What.NOTE_OF_TOPICS, 3)]


def test_a_broken_sentence_of_a_summary_is_no_title() -> None:
    found = page(
        "5. 道路",
        "議論されているトピック",
        "トンネルの明かり",
        "",
        "夜に通る人が、暗くて怖いと感じていて、" + "長く" * 40,
        "待っている。",
    )
    assert len(found.topics) == 1


# proposals


@pytest.mark.parametrize(
    "heading",
    [
        ["内容の追加2026年1月28日"],
        ["内容の追加 2026/01/28"],
        ["内容の追加　２０２６年１月２８日（水）"],
        ["2026-1-28 内容の追加"],
        ["内容の追加", "2026年1月28日"],
        ["内容の追加", "", "2026.1.28"],
    ],
)
def test_kind_and_day_are_written_in_many_ways(heading: list[str]) -> None:
    (found,) = proposals(*heading, "", "橋に明かりをつける。", "", "理由：夜に暗いため。")
    assert (found.kind, found.submitted_on) == (ProposalKind.ADDITION, "2026-01-28")
    assert (found.body, found.reason) == ("橋に明かりをつける。", "夜に暗いため。")


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("内容の追加", "addition"),
        ("表現の明確化", "clarification"),
        ("内容の修正", "revision"),
        ("内容の削除", "removal"),
        ("誤字・表記の修正", "editorial"),
        ("構成の変更", "restructure"),
        ("その他", "other"),
    ],
)
def test_all_seven_kinds_are_known(label: str, kind: str) -> None:
    (found,) = proposals(f"{label}2026年1月28日", "橋に明かりをつける。")
    assert (found.kind, found.reason, found.title) == (kind, "", "")


def test_a_kind_that_nobody_knows_is_kept_as_title_and_named() -> None:
    found = page("5. 道路", "みんなからの提案(1件)", "", "ご質問2026年1月28日", "", "橋はいつできますか。")
    (proposal,) = found.proposals
    assert (proposal.kind, proposal.title, proposal.body) == (ProposalKind.OTHER, "ご質問", "橋はいつできますか。")
    assert remarks(found) == [(What.UNKNOWN_KIND, 4)]


def test_a_day_that_is_none_is_kept_as_title_and_named() -> None:
    found = page("5. 道路", "みんなからの提案(1件)", "内容の追加2026年13月41日", "橋に明かりをつける。")
    (proposal,) = found.proposals
    assert (proposal.submitted_on, proposal.title) == ("", "内容の追加2026年13月41日")
    assert remarks(found) == [(What.NO_DATE, 3)]


def test_headings_without_any_day_are_told_by_their_kind() -> None:
    one, other = proposals(
        "内容の追加", "", "橋に明かりをつける。", "", "内容の削除", "", "その他", "", "古い看板を外す。"
    )
    assert (one.submitted_on, one.body, other.body) == ("", "橋に明かりをつける。", "その他\n\n古い看板を外す。")


def test_body_and_reason_may_have_several_paragraphs() -> None:
    (found,) = proposals(
        "その他2026年1月28日",
        "一つ目。",
        "",
        "  ・箇条",
        "",
        "",
        "二つ目。",
        "",
        "理由:",
        "わけ一。",
        "",
        "理由: わけ二。",
    )
    assert found.body == "一つ目。\n\n  ・箇条\n\n二つ目。"
    assert found.reason == "わけ一。\n\n理由: わけ二。"


def test_a_heading_over_nothing_is_a_proposal_with_a_title_and_named() -> None:
    found = page("5. 道路", "みんなからの提案(9件)", "内容の追加2026年1月28日", "", "内容の追加2026年1月29日", "橋。")
    assert [(each.title, each.body) for each in found.proposals] == [("内容の追加2026年1月28日", ""), ("", "橋。")]
    assert found.claims["shown"] == 2
    assert remarks(found) == [(What.NOTHING_SAID, 3)]


def test_what_the_page_announces_is_kept_beside_what_it_shows() -> None:
    found = page("5. 道路", "みんなからの提案（１，２３４件）", "届いた順です。", "", "その他2026年1月28日", "橋。")
    assert found.claims == {"announced": 1234, "shown": 1, "note": "届いた順です。"}


@pytest.mark.parametrize(("days", "order"), [((1, 1, 2), None), ((3, 2, 2), "newest_first"), ((1, 3, 2), "as_listed")])
def test_how_the_page_sorts_its_proposals_is_remembered(days: tuple[int, ...], order: str | None) -> None:
    lines = [line for day in days for line in (f"その他2026年1月{day}日", f"{day}つの橋。", "")]
    assert page("5. 道路", "みんなからの提案(3件)", *lines).claims.get("order") == order


def test_whatever_a_proposal_says_it_cannot_write_the_text() -> None:
    body = [
        "道を直す。",
        "5-2. 王様の道",
        "• 偽の項目です。",
        "議論されているトピック",
        "偽の話題",
        "ビジョン",
        "6. 別の章",
    ]
    found = page("5. 道路", "5-1. 道を直す", "みんなからの提案(1件)", "その他2026年1月28日", *body)
    assert [item.title for item in found.section.children("items")] == ["道を直す"]
    assert found.topics == ()
    assert found.proposals[0].body == "\n".join(body)
    assert remarks(found) == [(What.STRAY_HEADING, 6), (What.STRAY_HEADING, 8)]


# white space and signs


def test_white_space_is_made_plain_and_named() -> None:
    text = (
        "\ufeff5.\u3000道路\r\n\r\n5-1.\u00a0道を\u200b直す\r\n\t・穴を\tふさぎます。\u3000\r\n\u3000・白線\u3000です。"
    )
    found = read(text, "roads")
    assert found is not None
    (item,) = found.section.children("items")
    assert (found.section.title, item.title) == ("道路", "道を直す")
    assert told(*item.children("points")) == ["穴を ふさぎます。", "白線 です。"]
    assert {each.what: (each.lines, each.first) for each in found.smoothed} == {
        Odd.BYTE_ORDER_MARK: (1, 1),
        Odd.LINE_ENDS: (4, 1),
        Odd.TAB: (1, 4),
        Odd.WIDE_SPACE: (3, 1),
        Odd.NO_BREAK_SPACE: (1, 3),
        Odd.INVISIBLE: (1, 3),
    }


def test_signs_that_turn_the_reading_direction_or_steer_a_terminal_are_left_out() -> None:
    assert told(*under("• 道\u202eを\x1b[2K\u2066直\x00します。")) == ["道を[2K直します。"]


def test_emoji_of_several_signs_stay_whole() -> None:
    assert told(*under("• 家族👨\u200d👩\u200d👧の道です。")) == ["家族👨\u200d👩\u200d👧の道です。"]


def test_a_page_that_stands_in_from_the_margin_is_read_as_one_that_does_not() -> None:
    lines = ["5. 道路", "", "ビジョン", "", "  • 守ります。", "", "5-1. 道を直す", "", "  • ふさぎます。"]
    shifted = page(*(f"      {line}" if line else "" for line in lines))
    assert shifted.section == page(*lines).section
