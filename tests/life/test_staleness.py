"""When the text moves on: only branches that git would spoil are built anew, and whatever became of one is said."""

from __future__ import annotations

import pytest

from living_manifesto.core.changes import Remove
from living_manifesto.core.nodes import digest
from living_manifesto.core.proposals import Outcome
from living_manifesto.life.findings import Deed
from living_manifesto.life.receipts import receive
from support.hall import P1, P2, Hall, added, names, reworded
from support.held import context
from support.town import TRANSPORT

ONE, TWO, THREE, FOUR = names(4)
NIGHT, SUNDAY = "夜のバスも走らせます。", "日曜の便を増やします。"
MORE = "朝と夕方のバスを、一時間に3本走らせます。"
LONGER = "朝と夕方と夜のバスを、一時間に2本走らせます。"
BOTH = "朝と夕方と夜のバスを、一時間に3本走らせます。"


def heads(hall: Hall, *wanted: str) -> list[str]:
    return [hall.head(f"proposal/{name}") for name in wanted]


def status(hall: Hall, name: str) -> str:
    done = hall.town.run("status", name, "--lang", "en")
    assert done.returncode == 0, done.stderr
    return done.stdout


def comments(hall: Hall, name: str) -> dict[str, str]:
    return {each.key: each.text for each in hall.pull(name).comments if each.key}


def removal(hall: Hall, node: str) -> Remove:
    place = context(hall.held()).tree.outline().places[f"transport/{node}"]
    return Remove(node, digest(place.node))


def test_only_what_git_would_spoil_is_built_anew(hall: Hall) -> None:
    hall.sync()
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added(SUNDAY))
    hall.bring(THREE, added("通学路に街灯をつけます。", "last"), section="transport")
    hall.bring(
        FOUR, reworded("p1", "保育所の空きを毎月公表します。", "保育所の空きを毎週公表します。"), section="child-care"
    )
    far = hall.bring("20260211-far001", reworded("p3", "通学路の段差をなくします。", "通学路の段差を3年でなくします。"))
    for name in (TWO, THREE, FOUR, far):
        hall.approve(name)
    before = heads(hall, FOUR, far)
    hall.adopt(ONE)
    done = hall.sync()
    assert heads(hall, FOUR, far) == before
    assert {name for name, deed in done.deeds.items() if deed is Deed.REBUILD} == {TWO, THREE, "20260201-aaaaaa"}
    assert hall.head(f"proposal/{TWO}~1") == hall.head("main")
    for name in (TWO, THREE, FOUR, far):
        assert hall.row(name).approvals.approved == ("鈴木",)
        assert hall.state(name) == "approved"
    assert hall.sync().deeds == {}
    assert [attempt.bar for attempt in hall.merge(FOUR, far, THREE, TWO)] == [None] * 4
    assert hall.complaints() == []


def test_a_clean_application_keeps_its_approval_and_says_so(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added(SUNDAY))
    hall.approve(TWO)
    hall.adopt(ONE)
    hall.sync()
    assert "鈴木" in comments(hall, TWO)["rebuilt"]
    said = hall.pull(TWO).comments
    hall.sync()
    assert hall.pull(TWO).comments == said
    assert hall.merge(TWO)[0].bar is None


def test_a_sentence_joined_from_two_edits_must_be_approved_again(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, reworded("p1", P1, LONGER))
    hall.approve(TWO, "高橋")
    hall.adopt(ONE)
    assert hall.sync().deeds[TWO] is Deed.REBUILD
    assert hall.points(commit=f"proposal/{TWO}") == [BOTH, P2]
    pull = hall.pull(TWO)
    assert "2つの変更をつなぎました" in pull.body
    assert "<del>2</del><ins>3</ins>" in pull.body
    assert "高橋" in comments(hall, TWO)["approvals"]
    row = hall.row(TWO)
    assert (row.approvals.approved, row.approvals.void, row.state) == ((), ("高橋",), "under_review")
    shown = status(hall, TWO)
    assert "two edits of one sentence were joined" in shown
    assert "高橋 approves it (for an older wording)" in shown
    done = hall.town.run("merge", TWO, "--lang", "en")
    assert done.returncode == 1
    assert "the wording changed after 高橋 approved it" in done.stdout
    hall.approve(TWO, "高橋")
    assert hall.merge(TWO)[0].bar is None
    assert hall.points() == [BOTH, P2]
    assert hall.complaints() == []


def test_that_texts_were_joined_is_said_as_long_as_it_is_open(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, reworded("p1", P1, LONGER))
    hall.adopt(ONE)
    hall.sync()
    said = hall.pull(TWO).body
    hall.bring(THREE, added(NIGHT))
    hall.adopt(THREE)
    (hall.town.folder / ".git/living-manifesto/pulls.json").unlink()
    hall.sync()
    assert hall.pull(TWO).body == said


def test_a_merge_joins_texts_only_for_those_who_read_the_result(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, reworded("p1", P1, LONGER))
    hall.approve(ONE)
    hall.approve(TWO, "高橋")
    first, second = hall.merge(ONE, TWO)
    assert (first.bar, second.bar, second.names) == (None, "approval_void", ("高橋",))
    assert hall.points() == [MORE, P2]


def test_a_neighbour_that_is_gone_leaves_an_approximate_place(hall: Hall) -> None:
    hall.bring(ONE, removal(hall, "p1"))
    hall.bring(TWO, added(NIGHT, "p1"))
    hall.adopt(ONE)
    hall.sync()
    assert set(hall.points(commit=f"proposal/{TWO}")) == {NIGHT, P2}
    assert "近い" in comments(hall, TWO)["rebuilt"]
    assert "近い" in hall.pull(TWO).body
    assert "the place is the nearest that is left" in status(hall, TWO)
    hall.adopt(TWO)
    assert hall.complaints() == []


def test_what_stands_there_already_is_no_change_any_more(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, reworded("p1", P1, MORE), body="同じことを別の人が言いました。")
    hall.approve(TWO)
    hall.adopt(ONE)
    before = heads(hall, TWO)
    hall.sync()
    assert heads(hall, TWO) == before
    pull = hall.pull(TWO)
    assert pull.draft
    assert "もう本文にあります" in pull.body
    assert "The text says this already." in status(hall, TWO)
    done = hall.town.run("merge", TWO, "--lang", "en")
    assert (done.returncode, "already" in done.stdout) == (1, True)


@pytest.mark.parametrize("way", ["text_changed", "target_gone"])
def test_where_a_person_is_needed_everything_says_so_and_nothing_moves(hall: Hall, way: str) -> None:
    first = reworded("p1", P1, "バスの本数は毎年見直します。") if way == "text_changed" else removal(hall, "p1")
    hall.bring(ONE, first)
    hall.bring(TWO, reworded("p1", P1, LONGER))
    hall.approve(TWO)
    hall.adopt(ONE)
    before = heads(hall, TWO)
    hall.sync()
    assert heads(hall, TWO) == before
    pull = hall.pull(TWO)
    assert pull.draft
    assert "state:needs_wording" in pull.labels
    words = pull.body.replace("<del>", "").replace("</del>", "").replace("<ins>", "").replace("</ins>", "")
    assert P1 in words
    assert LONGER in words
    assert (hall.state(TWO), hall.listed()[TWO]) == ("needs_wording", "needs_wording")
    assert "a person must look at the wording" in status(hall, TWO)
    assert hall.merge(TWO)[0].bar == "needs_person"
    assert hall.town.run("review", TWO, "--approve").returncode == 2


def test_what_needed_a_person_is_ordinary_again_once_the_text_fits(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, "バスの本数は毎年見直します。"))
    hall.bring(TWO, reworded("p1", P1, LONGER))
    hall.approve(TWO)
    hall.adopt(ONE)
    hall.sync()
    hall.adopt(hall.revert(ONE))
    hall.sync()
    pull = hall.pull(TWO)
    assert not pull.draft
    assert "state:received" in pull.labels
    assert hall.merge(TWO)[0].bar is None
    assert hall.points() == [LONGER, P2]


def test_a_proposal_that_does_not_fit_from_the_start_is_received_and_shown_so(hall: Hall) -> None:
    hall.bring(ONE, removal(hall, "p1"))
    hall.write(TWO, reworded("p1", P1, LONGER))
    with hall.desk() as desk:
        receive(desk, {f"proposals/2026-02/{TWO}.yaml": hall.town.read(f"proposals/2026-02/{TWO}.yaml").encode()})
    hall.adopt(ONE)
    hall.sync()
    assert hall.pull(TWO).draft
    assert (hall.state(TWO), hall.listed()[TWO]) == ("needs_wording", "needs_wording")


def test_a_removal_stops_where_somebody_bettered_what_it_removes(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, removal(hall, "p1"))
    hall.adopt(ONE)
    hall.sync()
    assert hall.state(TWO) == "needs_wording"
    assert hall.points() == [MORE, P2]


def test_a_branch_that_git_merges_rightly_comes_in_without_being_built_anew(hall: Hall) -> None:
    hall.sync()
    far = hall.bring(ONE, reworded("p3", "通学路の段差をなくします。", "通学路の段差を3年でなくします。"))
    hall.bring(TWO, reworded("p1", P1, MORE))
    hall.approve(far)
    head = hall.head(f"proposal/{far}")
    hall.adopt(TWO)
    assert hall.sync().deeds == {}
    commit = hall.adopt(far)
    assert hall.town.git("show", "-s", "--format=%P", commit).split()[1] == head
    assert hall.register(far).decision is not None
    assert hall.register(far).decision.outcome is Outcome.ADOPTED  # type: ignore[union-attr]
    assert hall.complaints() == []


def test_what_another_had_adopted_already_comes_back_when_that_is_taken_back(hall: Hall) -> None:
    both = (reworded("p1", P1, MORE), added(NIGHT))
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, *both)
    hall.adopt(ONE)
    hall.sync()
    assert len(hall.register(TWO, f"proposal/{TWO}").changes or ()) == 1
    back = hall.revert(ONE)
    hall.adopt(back)
    hall.sync()
    assert len(hall.register(TWO, f"proposal/{TWO}").changes or ()) == 2
    assert hall.sync().deeds == {}
    hall.adopt(TWO)
    assert hall.points() == [MORE, P2, NIGHT]
    assert hall.complaints() == []


def test_what_a_person_left_out_on_the_branch_does_not_come_back(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE), added(NIGHT))
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: (MORE, P1)})
    hall.sync()
    assert len(hall.register(ONE, f"proposal/{ONE}").changes or ()) == 1
    hall.adopt(hall.bring(TWO, added(SUNDAY)))
    hall.sync()
    hall.adopt(ONE)
    assert P1 in hall.points()
