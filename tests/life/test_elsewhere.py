"""Done elsewhere while a pull request is open: the next command brings log, branch and labels into line."""

from __future__ import annotations

import json

import pytest

from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.forge.port import Style
from living_manifesto.life.decisions import decide
from living_manifesto.life.merging import merge
from living_manifesto.life.sync import Synced
from living_manifesto.plan.actions import ClosePull
from living_manifesto.plan.pulls import PullState
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO = names(2)
BRANCH = f"proposal/{ONE}"
NIGHT, SUNDAY = "夜のバスも走らせます。", "日曜の便を増やします。"
NO = Decision(Outcome.DECLINED, "車と運転手の費用をまだ示せないため、来年の計画で検討します。", "policy-team")


@pytest.mark.parametrize("way", [("--no-ff",), ("--ff-only",), ("--squash",)])
def test_a_merge_by_hand_is_an_adoption(hall: Hall, way: tuple[str, ...]) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added(SUNDAY))
    if way == ("--ff-only",):
        hall.town.git("rebase", "-q", "main", BRANCH)
        hall.town.git("switch", "-q", "main")
        hall.town.git("merge", "-q", *way, BRANCH)
    else:
        hall.town.git("merge", "-q", *way, "-m", "Merged by hand", BRANCH)
    if way == ("--squash",):
        hall.town.git("commit", "-q", "-m", "Squashed by hand")
    assert hall.state(ONE) == "adopted"
    commit = hall.head("main")
    done = json.loads(hall.town.run("sync", "--json").stdout)
    assert done["merged"] == [ONE]
    pull = hall.pull(ONE)
    assert (pull.state, pull.merged) == (PullState.MERGED, commit)
    assert [each.key for each in pull.comments] == ["decision"]
    assert commit[:12] in pull.comments[0].text
    assert BRANCH not in hall.branches()
    assert hall.complaints() == []
    assert hall.sync() == Synced({})
    (again,) = hall.merge(ONE)
    assert (again.before, again.commit) == (True, commit)


def test_any_command_about_it_brings_it_into_line(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.town.git("merge", "-q", "--no-ff", "-m", "Merged by hand", BRANCH)
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert (done.returncode, "Adopted already" in done.stdout) == (0, True)
    assert hall.pull(ONE).state is PullState.MERGED
    assert BRANCH not in hall.branches()


def test_a_branch_deleted_by_hand_is_made_again(hall: Hall) -> None:
    hall.sync()
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE)
    before, pull = hall.head(f"{BRANCH}^{{tree}}"), hall.pull(ONE)
    hall.town.git("update-ref", "-d", f"refs/heads/{BRANCH}")
    assert hall.state(ONE) == "approved"
    hall.sync()
    assert hall.head(f"{BRANCH}^{{tree}}") == before
    after = hall.pull(ONE)
    assert (after.number, after.head, after.body) == (pull.number, hall.head(BRANCH), pull.body)
    assert hall.merge(ONE)[0].bar is None


def test_a_deleted_branch_is_no_hindrance_to_a_merge(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE)
    hall.town.git("update-ref", "-d", f"refs/heads/{BRANCH}")
    assert hall.merge(ONE)[0].bar is None
    assert hall.points()[-1] == NIGHT


def test_a_main_that_was_moved_back_makes_an_adoption_undone(hall: Hall) -> None:
    hall.sync()
    hall.bring(ONE, added(NIGHT))
    before = hall.head("main")
    commit = hall.adopt(ONE)
    number = hall.pull(ONE).number
    hall.town.git("reset", "-q", "--hard", before)
    assert hall.state(ONE) == "received"
    done = hall.sync()
    assert done.opened == (ONE,)
    pull = hall.pull(ONE)
    assert (pull.state, pull.reviews, pull.head) == (PullState.OPEN, (), hall.head(BRANCH))
    assert pull.number > number
    assert hall.sync() == Synced({})
    again = hall.adopt(ONE)
    assert again != commit
    assert hall.points() == [P1, P2, NIGHT]
    after = hall.pull(ONE)
    assert (after.number, after.state) == (pull.number, PullState.MERGED)
    assert hall.complaints() == []


def test_a_main_that_was_moved_back_before_the_receipt_loses_nothing(hall: Hall) -> None:
    began = hall.head("main")
    hall.write(ONE, added(NIGHT))
    hall.submit(ONE)
    hall.town.git("reset", "-q", "--hard", began)
    hall.sync()
    assert hall.pull(ONE).state is PullState.OPEN
    assert hall.listed()[ONE] == "received"
    hall.adopt(ONE)
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.register(ONE).body == "本文です。"
    assert hall.complaints() == []


def test_a_decision_by_hand_closes_the_pull_request(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    with hall.desk() as desk:
        decide(desk, ONE, NO)
    done = hall.sync()
    assert done.closed == (ONE,)
    pull = hall.pull(ONE)
    assert pull.state is PullState.CLOSED
    (comment,) = pull.comments
    assert "不採用" in comment.text
    assert NO.reason in comment.text
    assert BRANCH not in hall.branches()
    assert hall.sync() == Synced({})


def test_a_kill_between_merge_and_note_is_made_good(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE)
    with hall.desk() as desk:
        assert next(merge(desk, [ONE], Style.MERGE)).bar is None
    assert BRANCH in hall.branches()
    hall.sync()
    assert BRANCH not in hall.branches()
    assert [each.key for each in hall.pull(ONE).comments] == ["decision"]


def test_a_closed_pull_request_of_an_open_proposal_stays_closed_until_it_is_submitted(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    with hall.desk() as desk:
        desk.forge.apply([ClosePull(hall.pull(ONE).number, "あとで考えます。")])
    hall.sync()
    assert hall.pull(ONE).state is PullState.CLOSED
    assert hall.merge(ONE)[0].bar == "no_pull"
    hall.submit(ONE)
    assert hall.pull(ONE).state is PullState.OPEN
    hall.adopt(ONE)


def test_branches_that_are_no_proposals_are_nobodys_business(hall: Hall) -> None:
    hall.town.git("branch", "proposal/mine")
    hall.town.git("branch", "proposal/20260299-zzzzzz")
    hall.by_hand("proposal/mine", {TRANSPORT: (P1, "朝のバスを増やします。")})
    hall.sync()
    assert list(hall.pulls()) == ["20260201-aaaaaa"]
    assert {"proposal/mine", "proposal/20260299-zzzzzz"} <= set(hall.branches())


def test_what_is_unknown_is_said(hall: Hall) -> None:
    done = hall.town.run("sync", "20260210-zzzzzz", "--lang", "en")
    assert "no such proposal" in done.stdout
    assert hall.town.run("status", "20260210-zzzzzz").returncode == 2
    assert hall.town.run("merge", "20260210-zzzzzz").returncode == 1


def test_an_edit_past_every_rule_does_not_stop_the_rest(hall: Hall) -> None:
    hall.bring(ONE, reworded("p2", P2, "高校生は無料にします。"))
    hall.town.replace(TRANSPORT, P1, "朝のバスを増やします。")
    hall.town.commit("A silent edit")
    hall.sync()
    hall.adopt(ONE)
    assert hall.points() == ["朝のバスを増やします。", "高校生は無料にします。"]
    assert len(hall.complaints()) == 1
