"""Several proposals at one place: adopted without a person, in any order and style, and each can be taken back."""

from __future__ import annotations

import json

import pytest

from living_manifesto.core.values import replace
from living_manifesto.forge.port import Style
from living_manifesto.plan.pulls import PullState
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO = names(2)
NIGHT, SUNDAY = "夜のバスも走らせます。", "日曜の便を増やします。"


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("order", [(ONE, TWO), (TWO, ONE)])
def test_two_that_add_at_the_end_of_the_same_item_are_both_adopted(
    hall: Hall, style: Style, order: tuple[str, str]
) -> None:
    words = {hall.bring(ONE, added(NIGHT)): NIGHT, hall.bring(TWO, added(SUNDAY)): SUNDAY}
    for name in order:
        hall.approve(name)
    attempts = hall.merge(*order, style=style)
    assert [attempt.bar for attempt in attempts] == [None, None]
    assert hall.points()[:2] == [P1, P2]
    assert set(hall.points()[2:]) == {words[name] for name in order}
    assert hall.complaints() == []
    assert [hall.state(name) for name in order] == ["adopted", "adopted"]
    assert {pull.state for name, pull in hall.pulls().items() if name in order} == {PullState.MERGED}
    assert not [branch for branch in hall.branches() if branch.endswith(order)]


@pytest.mark.parametrize("style", Style)
def test_every_step_of_a_style_names_its_proposal_or_its_author(hall: Hall, style: Style) -> None:
    hall.bring(ONE, added(NIGHT))
    commit = hall.adopt(ONE, style)
    message = hall.town.git("show", "-s", "--format=%B", commit)
    assert f"Proposal: {ONE}" in message
    parents = hall.town.git("show", "-s", "--format=%P", commit).split()
    assert len(parents) == (2 if style is Style.MERGE else 1)
    assert hall.pull(ONE).merged == commit == hall.head("main")
    assert hall.complaints() == []


def test_in_one_queue_two_rewordings_of_one_sentence_are_joined_or_stop_for_a_person(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, "朝と夕方のバスを、一時間に3本走らせます。"))
    hall.bring(TWO, reworded("p1", P1, "夕方のバスだけを残します。"))
    hall.approve(ONE)
    hall.approve(TWO)
    first, second = hall.merge(ONE, TWO)
    assert (first.bar, second.bar) == (None, "needs_person")
    assert hall.complaints() == []


def forty(hall: Hall) -> list[str]:
    """Forty proposals to one section, six of them at the same place, the others after three neighbours."""
    places = [("bus", "last")] * 6 + [("walk", "p3"), ("bus", "p1"), ("bus", "p2")] * 12
    said = [f"{number}番目の文です。" for number in range(1, 41)]
    wanted = zip(names(40), said, places, strict=False)
    return [hall.write(name, replace(added(words, after), to=to)) for name, words, (to, after) in wanted]


def test_forty_go_in_with_one_run_and_the_third_can_be_taken_back(hall: Hall) -> None:
    approved = forty(hall)
    hall.submit(*approved)
    hall.approve_all(approved)
    done = hall.town.run("merge", "--queue", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [row["bar"] for row in json.loads(done.stdout)] == [None] * 40
    third = approved[2]
    sentences = {f"{place}番目の文です。" for place in range(1, 41)}
    assert sentences <= set(hall.points() + hall.points("transport/walk"))
    taker = hall.revert(third)
    assert hall.pull(taker).title.startswith("取り消し")
    hall.adopt(taker)
    standing = set(hall.points() + hall.points("transport/walk"))
    assert standing == (sentences - {"3番目の文です。"}) | {P1, P2, "通学路の段差をなくします。"}
    assert hall.complaints() == []
    assert hall.town.run("audit").returncode == 0
    assert hall.row(third).reverted_by == taker
    listed = hall.listed()
    assert listed[third] == "reverted"
    assert {listed[name] for name in approved if name != third} == {"adopted"}
    shown = hall.town.run("status", third, "--lang", "en").stdout
    assert "adopted, then taken back" in shown
    assert taker in shown
    assert hall.status() == ""


def test_what_was_taken_back_is_not_taken_back_twice(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    done = hall.town.run("revert", ONE, "--reason", "x", "--lang", "en")
    assert (done.returncode, "is not adopted" in done.stderr) == (2, True)
    hall.adopt(ONE)
    first = json.loads(hall.town.run("revert", ONE, "--reason", "法律が変わったため。", "--json").stdout)
    again = json.loads(hall.town.run("revert", ONE, "--reason", "別の理由です。", "--json").stdout)
    assert (first["id"], first["number"], first["reverts"]) == (again["id"], again["number"], ONE)
    hall.adopt(first["id"])
    assert hall.points() == [P1, P2]
    assert hall.town.run("revert", ONE, "--reason", "x").returncode == 2


def test_a_taking_back_can_be_taken_back(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.adopt(ONE)
    taker = hall.revert(ONE)
    hall.adopt(taker)
    again = hall.revert(taker)
    hall.adopt(again)
    assert hall.points() == [P1, P2, NIGHT]
    assert (hall.state(ONE), hall.state(taker)) == ("adopted", "reverted")
    assert hall.complaints() == []


def test_taking_back_a_rewording_that_others_built_upon_needs_a_person(hall: Hall) -> None:
    hall.bring(ONE, reworded("p2", P2, "高校生の定期券を無料にします。"))
    hall.adopt(ONE)
    hall.bring(TWO, reworded("p2", "高校生の定期券を無料にします。", "学生の定期券をすべて三割引にします。"))
    hall.adopt(TWO)
    done = hall.town.run("revert", ONE, "--reason", "予算が足りなくなったため。", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "a person must look at the wording" in done.stdout
    (taker,) = set(hall.pulls()) - {ONE, TWO}
    assert (hall.state(taker), hall.pull(taker).draft, hall.register(taker).reverts) == ("not_drafted", True, ONE)
    hall.by_hand(f"proposal/{taker}", {TRANSPORT: ("学生の定期券をすべて三割引にします。", P2)})
    hall.sync()
    hall.adopt(taker)
    assert hall.points() == [P1, P2]
    assert hall.state(ONE) == "reverted"
    assert hall.complaints() == []
