from __future__ import annotations

import pytest

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.locale import speech_for
from living_manifesto.report.display import width
from living_manifesto.report.phrases import phrases
from living_manifesto.report.places import heading
from living_manifesto.report.sentences import place, sentence, sentences
from report.samples import GUARD, HOME, point, titled, tree

JA, EN = speech_for("ja"), speech_for("en")
TODAY = tree()
POINT = point("n1", "学校を守ります。")

SAID: list[tuple[Change, str, str]] = [
    (
        Replace("g1", "text", "環境に応じます。", "環境に柔らかく応じます。"),
        "4-3 の1つ目の『環境に応じます。』を『環境に柔らかく応じます。』に改める",
        "In point 1 of 4-3, change “環境に応じます。” to “環境に柔らかく応じます。”",
    ),
    (
        Replace("g1a", "text", "緊張に備えます。", ""),
        "4-3 の1つ目の1つ目の『緊張に備えます。』を消して空にする",
        "Empty point 1 of point 1 of 4-3, which reads “緊張に備えます。”",
    ),
    (
        Replace("guard", "title", "防衛力は変動させる", "守る力を保つ"),
        "4-3 の題名の『防衛力は変動させる』を『守る力を保つ』に改める",
        "In the title of 4-3, change “防衛力は変動させる” to “守る力を保つ”",
    ),
    (
        Replace("o1", "text", "官民で連携します。", "官民で動きます。"),
        "4-2 の「政策概要」の1つ目の『官民で連携します。』を『官民で動きます。』に改める",
        "In point 1 of “政策概要” of 4-2, change “官民で連携します。” to “官民で動きます。”",
    ),
    (
        Replace("g1", "form", "", "paragraph"),
        "4-3 の1つ目を「箇条書き」から「段落」に変える",
        "Turn point 1 of 4-3 from a bullet into a paragraph",
    ),
    (
        Replace(HOME, "number", "4", "6"),
        "「4. 外交」の番号を 4 から 6 に変える",
        "Change the number of “4. 外交” from 4 to 6",
    ),
    (Replace("school", "number", "", "9"), "「5. 教育」の番号を 9 にする", "Give “5. 教育” the number 9"),
    (
        Replace(HOME, "number", "4", ""),
        "「4. 外交」の番号の指定をやめ、順番どおりに数える",
        "Number “4. 外交” by its position again",
    ),
    (
        Add("guard", "last", POINT),
        "4-3 の最後に『学校を守ります。』を加える",
        "Add “学校を守ります。” at the end of 4-3",
    ),
    (
        Add(HOME, "v3", POINT, "vision"),
        "ビジョンの3つ目の後に『学校を守ります。』を加える",
        "Add “学校を守ります。” after point 3 of the vision",
    ),
    (
        Add(HOME, "cyber", titled("n", "学校を守る", points=(POINT,)), "items"),
        "4-2 の後に項目「学校を守る」(その下の文1つも)を加える",
        "Add the item “学校を守る” (with 1 point) after 4-2",
    ),
    (
        Add("guard", "first", titled("n", "現状認識")),
        "4-3 の最初に小見出し「現状認識」を加える",
        "Add the heading “現状認識” at the beginning of 4-3",
    ),
    (
        Add("manifesto", "other", titled("n", "文化")),
        "政策分野「その他」の後に政策分野「文化」を加える",
        "Add the area “文化” after the area “その他”",
    ),
    (
        Add("other", "last", titled("n", "音楽")),
        "政策分野「その他」の最後にセクション「音楽」を加える",
        "Add the section “音楽” at the end of the area “その他”",
    ),
    (
        Remove("g1"),
        "4-3 の1つ目『環境に応じます。』(その下の文1つも)を削る",
        "Remove point 1 of 4-3, “環境に応じます。” (with 1 point)",
    ),
    (Remove("ai"), "4-1「AIで産業を育てる」(その下の文2つも)を削る", "Remove 4-1 “AIで産業を育てる” (with 2 points)"),
    (Move("guard", HOME, "ai", "items"), "4-3 を 4-1 の後に移す", "Move 4-3 so that it stands after 4-1"),
    (
        Move("school/l1", "guard", "first"),
        "「教育」の 5-1 の1つ目『学校を開きます。』を 4-3 の最初に移す",
        "Move point 1 of 5-1 of “教育”, “学校を開きます。” so that it stands at the beginning of 4-3",
    ),
    (
        Remove("nowhere/x"),
        "「nowhere/x」(いまの本文に見つかりません)を削る",
        "Remove “nowhere/x” (not in today's text)",
    ),
    (
        Add("gone", "last", POINT),
        "「gone」(いまの本文に見つかりません)の最後に『学校を守ります。』を加える",
        "Add “学校を守ります。” at the end of “gone” (not in today's text)",
    ),
    (
        Add("guard", "gone", POINT),
        "「diplomacy/gone」(いまの本文に見つかりません)の後に『学校を守ります。』を加える",
        "Add “学校を守ります。” after “diplomacy/gone” (not in today's text)",
    ),
]


@pytest.mark.parametrize(("change", "japanese", "english"), SAID)
def test_a_change_is_one_sentence(change: Change, japanese: str, english: str) -> None:
    assert sentence(change, TODAY, HOME, JA) == japanese
    assert sentence(change, TODAY, HOME, EN) == english


def test_of_a_long_text_only_the_changed_phrase_is_quoted() -> None:
    said = sentence(Replace("g2", "text", GUARD, GUARD.replace("質の面", "質と量の面")), TODAY, HOME, JA)
    assert said.startswith("4-3 の2つ目の『…")
    assert "質の面" in said
    assert "質と量の面" in said
    assert width(said) < 100
    assert "防衛の基本方針" not in said


def test_distant_edits_are_quoted_one_by_one_and_further_ones_counted() -> None:
    was = "。".join(f"これは{name}についての少し長い文で変わりません" for name in "春夏秋冬朝") + "。"
    becomes = was.translate(str.maketrans("春夏秋冬朝", "東西南北夜"))
    said = sentence(Replace("g2", "text", was, becomes), TODAY, HOME, JA)
    assert said.count("』を『") == 3
    assert said.endswith("に改める(ほか2か所)")


def test_a_very_long_addition_is_cut() -> None:
    assert width(sentence(Add("guard", "last", point("n", "あ" * 5000)), TODAY, HOME, JA)) < 130


def test_places_among_added_nodes_are_named_by_their_words() -> None:
    changes = (Add("guard", "last", POINT), Add("guard", "n1", point("n2", "家も守ります。")))
    assert sentences(changes, TODAY, HOME, JA)[1] == "新しい「学校を守ります。」の後に『家も守ります。』を加える"


def test_control_characters_of_a_proposal_are_spelled_out() -> None:
    said = sentence(Add("guard", "last", point("n", "あ\x1b[31m\n\u202eい")), TODAY, HOME, JA)
    assert said == "4-3 の最後に『あ<U+001B>[31m <U+202E>い』を加える"


def test_from_ten_on_points_are_counted_in_the_other_way() -> None:
    many = tree(
        lambda held: (
            Node("long", title="長い", lists=(("points", tuple(point(f"p{n}", "文。") for n in range(12))),)),
        )
    )
    assert place(many, f"{HOME}/p8", JA) == "4-1 の9つ目"
    assert place(many, f"{HOME}/p9", JA) == "4-1 の10番目"


def test_a_place_names_its_section_where_needed() -> None:
    assert place(TODAY, f"{HOME}/v2", JA) == "「4. 外交」のビジョンの2つ目"
    assert place(TODAY, f"{HOME}/v2", JA, home=HOME) == "ビジョンの2つ目"
    assert place(TODAY, f"{HOME}/guard", JA) == "4-3"
    assert place(TODAY, f"{HOME}/guard", JA, home="school") == "「外交」の 4-3"
    assert place(TODAY, "manifesto", JA) == "マニフェスト"


def test_the_heading_leads_from_the_section_to_the_node() -> None:
    assert heading(TODAY, f"{HOME}/g2", JA) == "4. 外交 › 4-3 防衛力は変動させる › 2つ目"
    assert heading(TODAY, f"{HOME}/v1", EN) == "4. 外交 › vision, point 1"


def test_equal_texts_have_no_phrases_and_phrases_stay_short() -> None:
    assert phrases(GUARD, GUARD) == ()
    for each in phrases("あ" * 4000, "い" * 4000):
        assert width(each.old) < 120
        assert width(each.new) < 120
