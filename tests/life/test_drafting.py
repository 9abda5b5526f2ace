"""Drafting: words that are instructions become changes on ``main``, and branch and pull request follow."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from living_manifesto.core.changes import Add, Change, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Decision, Drafted, Outcome, ProposalKind
from living_manifesto.intake.instructions import Cause, Refused
from living_manifesto.life.decisions import decide
from living_manifesto.life.desk import UnsavedEdits
from living_manifesto.life.drafting import Bar, Draft, Make, Redrafted, from_words, outlook, redraft, undrafted
from living_manifesto.life.findings import Deed
from living_manifesto.life.redactions import hide
from living_manifesto.life.register import NoSuchProposal
from living_manifesto.life.sync import sync
from living_manifesto.plan.pulls import PullState
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO, THREE = names(3)
NIGHT = "夜のバスも走らせます。"
SUNDAY = "日曜の便を増やします。"
ASKS = f"4-1に「{NIGHT}」を追加してください。"
NO = Decision(Outcome.DECLINED, "車と運転手の費用をまだ示せないため、来年の計画で検討します。", "policy-team")


def draft(hall: Hall, *wanted: str, make: Make = from_words, again: bool = False) -> Redrafted:
    with hall.desk() as desk:
        return redraft(desk, wanted, make, again=again)


def by_staff(*changes: Change) -> Make:
    return lambda _tree, _proposal: Draft(changes, "staff")


def only_on_main(hall: Hall, name: str, make: Make) -> None:
    """A run that was killed after its step of ``main``."""
    with hall.desk() as desk:
        planned = outlook(desk, [name], make, again=True)
        assert desk.advance(lambda _tip: planned.files, "A draft") is not None


def test_words_become_a_change_and_an_ordinary_pull_request(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    assert hall.pull(ONE).draft
    done = draft(hall, ONE)
    assert (tuple(done.drafted), dict(done.left)) == ((ONE,), {})
    register = hall.register(ONE)
    assert register.drafted == Drafted("importer", confirmed=False)
    assert register.changes == (Add("bus", "last", Node("n00001-1", text=NIGHT)),)
    assert register.kind == "addition"
    assert register.body == ASKS
    assert hall.points() == [P1, P2]
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, NIGHT]
    assert hall.head(f"proposal/{ONE}~1") == hall.head("main")
    pull = hall.pull(ONE)
    assert (pull.draft, pull.state, NIGHT in pull.title) == (False, PullState.OPEN, True)
    assert "ご本人の確認" in pull.body
    assert hall.state(ONE) == "received"
    assert hall.complaints() == []
    assert hall.status() == ""


def test_what_was_drafted_is_adopted_like_any_other(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    draft(hall, ONE)
    hall.adopt(ONE)
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.complaints() == []


def test_a_second_run_does_nothing(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    draft(hall, ONE)
    refs = hall.refs()
    done = draft(hall, ONE)
    assert (done.commit, dict(done.left)) == (None, {ONE: Bar.DRAFTED})
    assert hall.refs() == refs


def test_what_is_not_understood_changes_nothing(hall: Hall) -> None:
    hall.bring(ONE, body=f"{ASKS}バスが少なくて困っています。")
    refs = hall.refs()
    left = draft(hall, ONE).left[ONE]
    assert isinstance(left, Refused)
    assert (left.cause, left.words) == (Cause.NOT_UNDERSTOOD, "バスが少なくて困っています")
    assert hall.refs() == refs


def test_all_that_are_understood_are_drafted_in_one_step(hall: Hall) -> None:
    bodies: Mapping[str, str] = {ONE: ASKS, TWO: "バスをもっと。", THREE: "4-1の2つ目を削除する。"}
    for name, body in bodies.items():
        hall.bring(name, body=body)
    hall.bring("20260211-others", added(SUNDAY))
    before = hall.head("main")
    with hall.desk() as desk:
        waiting = undrafted(desk)
        done = redraft(desk, waiting, from_words)
    assert waiting[-3:] == [ONE, TWO, THREE]
    assert (sorted(done.drafted), TWO in done.left) == ([ONE, THREE], True)
    assert hall.head("main~1") == before
    assert hall.complaints() == []
    assert {name: hall.pull(name).draft for name in bodies} == {ONE: False, TWO: True, THREE: False}


def test_a_look_ahead_writes_nothing(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    refs = hall.refs()
    with hall.desk() as desk:
        done = outlook(desk, [ONE], from_words)
    assert done.drafted[ONE].changes
    assert hall.refs() == refs


def test_the_text_of_today_is_what_is_drafted_on(hall: Hall) -> None:
    hall.bring(ONE, body="「高校生の定期券」を「学生の定期券」に改める。")
    hall.bring(TWO, reworded("p2", P2, "学生は無料にします。"))
    hall.adopt(TWO)
    left = draft(hall, ONE).left[ONE]
    assert isinstance(left, Refused)
    assert left.cause is Cause.NOT_FOUND


def test_a_draft_that_breaks_a_rule_stays_outside_and_the_others_go_in(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.bring(TWO, body="もっと。")
    nowhere = by_staff(added(SUNDAY, to="nowhere"))
    done = draft(hall, ONE, TWO, make=lambda tree, each: (from_words if each.id == ONE else nowhere)(tree, each))
    left = done.left[TWO]
    assert isinstance(left, tuple)
    assert {fault.code for fault in left} == {"LM302"}
    assert hall.register(TWO).changes is None
    assert hall.register(ONE).changes


def test_a_person_drafts_what_the_words_do_not_say(hall: Hall) -> None:
    hall.bring(ONE, body="バスをもっと増やしてほしい。", kind=ProposalKind.ADDITION)
    draft(hall, ONE, make=by_staff(reworded("p1", P1, NIGHT)))
    assert hall.register(ONE).drafted == Drafted("staff")
    assert hall.register(ONE).kind == "revision", "it does not only add"
    assert hall.points(commit=f"proposal/{ONE}") == [NIGHT, P2]


def test_a_place_is_found_for_one_that_had_none(hall: Hall) -> None:
    hall.bring(ONE, section="none", body=ASKS)
    assert draft(hall, ONE).left[ONE] is Bar.HOMELESS
    done = draft(hall, ONE, make=lambda _tree, _each: Draft((added(NIGHT),), "staff", section="transport"))
    assert done.drafted[ONE].section == "transport"
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, NIGHT]


def test_what_somebody_drafted_on_the_branch_stands(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: (P1, SUNDAY)})
    for _ in range(2):
        assert draft(hall, ONE).left[ONE] is Bar.ON_BRANCH
        hall.sync()
    assert hall.points(commit=f"proposal/{ONE}") == [SUNDAY, P2]
    assert hall.register(ONE).changes is None


def test_drafting_again_replaces_what_stands_on_the_branch_and_approvals_are_void(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: (P1, SUNDAY)})
    hall.sync()
    hall.approve(ONE)
    done = draft(hall, ONE, again=True)
    assert tuple(done.drafted) == (ONE,)
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, NIGHT]
    assert hall.head(f"proposal/{ONE}~1") == hall.head("main")
    assert hall.register(ONE, f"proposal/{ONE}").drafted == Drafted("importer")
    assert hall.row(ONE).approvals.void == ("鈴木",)
    assert NIGHT in hall.pull(ONE).title
    refs = hall.refs()
    draft(hall, ONE, again=True)
    assert hall.refs() == refs


def test_drafting_again_replaces_the_draft_of_the_proposer_too(hall: Hall) -> None:
    hall.bring(ONE, added(SUNDAY), body=ASKS)
    draft(hall, ONE, again=True)
    assert hall.register(ONE).drafted == Drafted("importer")
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, NIGHT]
    assert hall.complaints() == []


def test_a_run_killed_after_its_step_of_main_is_finished_by_the_next(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.bring(TWO, added(SUNDAY), body=ASKS)
    only_on_main(hall, ONE, from_words)
    only_on_main(hall, TWO, from_words)
    done = hall.sync(ONE, TWO)
    assert done.deeds == {ONE: Deed.REBUILD, TWO: Deed.REBUILD}
    for name in (ONE, TWO):
        assert hall.points(commit=f"proposal/{name}") == [P1, P2, NIGHT]
        assert hall.head(f"proposal/{name}~1") == hall.head("main")
    assert hall.sync(ONE, TWO).deeds == {}


def test_a_wording_that_a_person_bettered_is_not_lost_to_a_younger_draft_on_main(hall: Hall) -> None:
    hall.bring(ONE, added(SUNDAY), body=ASKS)
    better = "日曜と祝日の便を増やします。"
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: (SUNDAY, better)})
    hall.sync()
    only_on_main(hall, ONE, from_words)
    hall.sync()
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, better]
    draft(hall, ONE, again=True)
    assert hall.points(commit=f"proposal/{ONE}") == [P1, P2, NIGHT]


def test_edits_that_cannot_be_completed_are_in_the_way(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: ("items:", "items: [")})
    head = hall.head(f"proposal/{ONE}")
    for again in (False, True):
        assert draft(hall, ONE, again=again).left[ONE] is Bar.BY_HAND
    assert hall.head(f"proposal/{ONE}") == head


def test_what_is_decided_hidden_or_not_there_is_not_drafted(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.bring(TWO, body=ASKS)
    with hall.desk() as desk:
        decide(desk, ONE, NO)
        hide(desk, TWO, "privacy")
        sync(desk, [ONE, TWO])
    left = draft(hall, ONE, TWO).left
    assert left == {ONE: Bar.DECIDED, TWO: Bar.NO_WORDS}
    with pytest.raises(NoSuchProposal):
        draft(hall, THREE)


def test_an_edit_that_is_not_committed_is_never_written_over(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.town.replace(f"proposals/2026-02/{ONE}.yaml", "理由です。", "別の理由です。")
    with pytest.raises(UnsavedEdits):
        draft(hall, ONE)
    assert hall.register(ONE).changes is None


def test_two_of_the_same_words_are_two_proposals(hall: Hall) -> None:
    hall.bring(ONE, body=ASKS)
    hall.bring(TWO, body=ASKS)
    draft(hall, ONE, TWO)
    hall.adopt(ONE)
    hall.sync()
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.register(TWO).changes == (Add("bus", "last", Node("n00002-1", text=NIGHT)),)


def test_a_rewording_keeps_what_the_writer_saw(hall: Hall) -> None:
    hall.bring(ONE, body="4-1の「半額」を「無料」に改める。")
    draft(hall, ONE)
    assert hall.register(ONE).changes == (Replace("p2", "text", P2, "高校生の定期券を無料にします。"),)
