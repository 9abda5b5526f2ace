"""What a machine damaged is told apart from what was meant, and only where all signs agree."""

from __future__ import annotations

import pytest

from living_manifesto.core.values import replace
from living_manifesto.intake.identity import identify
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.pulls.damage import DROPPED, GARBLED, SHIFTED, Apart, apart

BEFORE = """\
# 交通

## 1. バス

* 朝夕に増便して、通学の時間に合わせます。
* 運賃の割引を続けます。

## 2. 道路

* でこぼこのある道を計画にそって直していきます。
* 街灯の電球を明るいものに取り替えます。

## 3. 港

* 桟橋の点検を毎年行います。
"""
ADDED = "* 運賃の割引を続けます。\n* 深夜の便を週末に走らせます。\n"
PROSE = "深夜のバスを加える提案"


def judged(after: str, prose: str = PROSE, *, by_machine: bool = True, before: str = BEFORE) -> tuple[Apart, str]:
    first = read(before).section
    stood = identify(replace(first, id="transport", title=first.title)).node
    later = identify(replace(read(after, stood).section, id="transport"), stood).node
    found = apart(stood, later, prose, by_machine=by_machine)
    return found, "\n".join(node.title or node.text for node in found.meant.walk())


def with_night_bus(old: str = "", new: str = "") -> str:
    assert old in BEFORE
    text = BEFORE.replace("* 運賃の割引を続けます。\n", ADDED)
    return text.replace(old, new) if old else text


def kinds(found: Apart) -> list[str]:
    return [each.kind for each in found.damage]


def test_a_proposal_that_does_what_it_says_damages_nothing() -> None:
    found, text = judged(with_night_bus())
    assert found.damage == ()
    assert "深夜の便" in text


def test_a_letter_lost_in_a_passage_nobody_spoke_of_is_put_back() -> None:
    found, text = judged(with_night_bus("計画にそって", "計画がそって"))
    assert [(each.kind, each.was, each.stands) for each in found.damage] == [(GARBLED, "に", "が")]
    assert "計画にそって" in text
    assert "深夜の便" in text


def test_a_word_in_another_script_that_stands_for_one_of_ours_is_put_back() -> None:
    found, text = judged(BEFORE.replace("毎年行います", "ежегодно行います"), by_machine=False)
    assert kinds(found) == [GARBLED]
    assert "毎年行います" in text


def test_latin_letters_in_the_midst_of_a_word_are_put_back_where_nobody_spoke_of_it() -> None:
    found, text = judged(with_night_bus("計画にそって", "計SORPGにそって"))
    assert kinds(found) == [GARBLED]
    assert "計画にそって" in text


@pytest.mark.parametrize("garbled", ["桟橋の点㠀検を", "桟橋の점検を", "桟tenn橋の点検を"])
def test_letters_of_another_script_are_put_back_even_where_nothing_else_changed(garbled: str) -> None:
    after = BEFORE.replace("桟橋の点検を", garbled)
    found, text = judged(after, by_machine=False)
    assert kinds(found) == [GARBLED]
    assert "桟橋の点検を" in text


def test_a_garbled_letter_beside_a_real_rewording_goes_alone() -> None:
    after = BEFORE.replace(
        "朝夕に増便して、通学の時間に合わせます。", "朝夕に増便して、通학の時間に合わせ、席も増やしていきます。"
    )
    found, text = judged(after)
    assert kinds(found) == [GARBLED]
    assert "朝夕に増便して、通学の時間に合わせ、席も増やしていきます。" in text


def test_points_that_vanished_elsewhere_come_back_to_their_places() -> None:
    found, text = judged(with_night_bus("* でこぼこのある道を計画にそって直していきます。\n", ""))
    assert kinds(found) == [DROPPED]
    assert text.index("道路") < text.index("でこぼこ") < text.index("街灯")


def test_the_rest_of_a_sentence_that_was_cut_off_comes_back() -> None:
    found, text = judged(with_night_bus("って直していきます。", ""))
    assert kinds(found) == [DROPPED]
    assert "計画にそって直していきます。" in text


def test_a_paragraph_that_became_a_bullet_elsewhere_stays_one() -> None:
    found, _ = judged(with_night_bus("* 桟橋の点検を", "1. 桟橋の点検を"))
    assert kinds(found) == [SHIFTED]


@pytest.mark.parametrize(
    ("prose", "old", "new"),
    [
        ("深夜のバスと、誤字の修正", "計画にそって", "計画がそって"),
        ("深夜のバス。「計画がそって」を直しました", "計画にそって", "計画がそって"),
        ("深夜のバスを加え、古い記述を削除", "* でこぼこのある道を計画にそって直していきます。\n", ""),
        ("深夜のバス。でこぼこのある道の項は要らない", "* でこぼこのある道を計画にそって直していきます。\n", ""),
        ("深夜のバス。街灯の電球は別に扱う", "* 街灯の電球を明るいものに取り替えます。\n", ""),
        ("深夜のバス。点検の回数", "毎年行います", "2年に1度行います"),
    ],
)
def test_what_the_words_speak_of_is_meant(prose: str, old: str, new: str) -> None:
    found, text = judged(with_night_bus(old, new), prose)
    assert found.damage == ()
    assert new.strip("*\n ") in text


def test_what_a_person_wrote_by_hand_is_meant() -> None:
    assert judged(with_night_bus("計画にそって", "計画がそって"), by_machine=False)[0].damage == ()


def test_where_nothing_else_is_done_the_small_thing_is_what_was_meant() -> None:
    assert judged(BEFORE.replace("計画にそって", "計画がそって"), "道路")[0].damage == ()


def test_a_term_put_for_another_all_over_is_a_wish() -> None:
    before = "# 交通\n" + "".join(
        f"\n## {n}. {name}\n\n* {name}の点検を毎年行います。\n" for n, name in enumerate("橋道港駅", 1)
    )
    after = before.replace("点検", "検査").replace("* 駅の", "* 深夜の便を週末に走らせます。\n* 駅の")
    found, text = judged(after, before=before)
    assert found.damage == ()
    assert text.count("検査") == 4


def test_a_passage_that_is_rewritten_has_no_damage_of_its_own() -> None:
    after = with_night_bus("* 運賃の割引を続けます。\n", "")
    assert judged(after)[0].damage == ()
