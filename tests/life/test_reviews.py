"""Reviews: who approves what stands there now, who asks for something else, and when that is enough."""

from __future__ import annotations

import json

from living_manifesto.plan.pulls import Verdict
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO = names(2)
NIGHT = "夜のバスも走らせます。"


def two_are_needed(hall: Hall) -> None:
    hall.town.write("pyproject.toml", "[tool.living-manifesto]\napprovals = 2\n")
    hall.town.commit("Two must agree")


def test_nothing_is_merged_that_nobody_approved(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert (done.returncode, "nobody has approved it yet" in done.stdout) == (1, True)
    assert hall.points() == [P1, P2]


def test_the_command_notes_a_verdict_and_names_what_follows(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    said = hall.town.run("review", ONE, "--approve", "--lang", "en", GIT_COMMITTER_NAME="鈴木").stdout
    assert "Approved by: 鈴木" in said
    assert f"manifesto merge {ONE}" in said
    (review,) = hall.pull(ONE).reviews
    assert (review.by, review.verdict) == ("鈴木", Verdict.APPROVED)
    answer = json.loads(hall.town.run("review", ONE, "--request-changes", "「夜」とは何時ですか。", "--json").stdout)
    assert (answer["approved"], answer["refused"]) == (["鈴木"], ["Test"])


def test_asking_for_changes_blocks_until_that_person_speaks_again(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.say(ONE, Verdict.CHANGES_REQUESTED, "「夜」とは何時ですか。", "田中")
    hall.approve(ONE, "鈴木")
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert (done.returncode, "田中 asked for changes" in done.stdout) == (1, True)
    assert hall.state(ONE) == "under_review"
    hall.say(ONE, Verdict.COMMENTED, "九時台のことでした。", "田中")
    assert hall.merge(ONE)[0].bar == "changes_requested"
    hall.approve(ONE, "田中")
    assert hall.state(ONE) == "approved"
    assert hall.merge(ONE)[0].bar is None


def test_a_comment_is_no_verdict(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    assert hall.state(ONE) == "received"
    hall.say(ONE, Verdict.COMMENTED, "よい案だと思います。")
    assert hall.state(ONE) == "under_review"
    assert hall.merge(ONE)[0].bar == "not_approved"
    shown = hall.town.run("status", ONE, "--lang", "en").stdout
    assert "鈴木 writes: よい案だと思います。" in shown


def test_a_refusal_outlives_a_better_wording(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.say(ONE, Verdict.CHANGES_REQUESTED, "「夜」とは何時ですか。", "田中")
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: (NIGHT, "夜九時台のバスを走らせます。")})
    hall.sync()
    hall.approve(ONE)
    assert hall.merge(ONE)[0].names == ("田中",)


def test_as_many_people_as_the_settings_ask_for_must_approve(hall: Hall) -> None:
    two_are_needed(hall)
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE, "鈴木")
    hall.approve(ONE, "鈴木")
    assert hall.merge(ONE)[0].bar == "too_few"
    assert hall.state(ONE) == "under_review"
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert "nobody has approved" not in done.stdout
    assert "2 people must approve it, and so far 鈴木 did" in done.stdout
    hall.approve(ONE, "田中")
    assert hall.state(ONE) == "approved"
    assert hall.merge(ONE)[0].bar is None


def test_an_approval_is_for_the_wording_and_not_for_the_place(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, "朝のバスを増やします。"))
    hall.approve(ONE)
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: ("朝のバスを増やします。", "夜のバスを増やします。")})
    assert hall.row(ONE).approvals.void == ("鈴木",)
    assert hall.merge(ONE)[0].bar == "approval_void"
    hall.by_hand(f"proposal/{ONE}", {TRANSPORT: ("夜のバスを増やします。", "朝のバスを増やします。")})
    assert hall.row(ONE).approvals.approved == ("鈴木",)


def test_a_review_of_what_is_not_there_is_refused(hall: Hall) -> None:
    for arguments in (("20260210-zzzzzz", "--approve"), (ONE,), (ONE, "--approve", "--request-changes", "x")):
        done = hall.town.run("review", *arguments, "--lang", "en")
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_queue_takes_what_is_approved_and_says_what_is_in_the_way_of_the_rest(hall: Hall) -> None:
    three, four = "20260212-three1", "20260212-four01"
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added("日曜の便を増やします。"))
    hall.bring(three, added("バス停に屋根をつけます。"))
    hall.bring(four, added("運賃を据え置きます。"))
    for name in (ONE, TWO, three):
        hall.approve(name)
    hall.say(TWO, Verdict.CHANGES_REQUESTED, "増便は何本ですか。", "田中")
    done = hall.town.run("merge", "--queue", "--lang", "en")
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["Adopted:", "Not", "Adopted:"]
    assert (hall.state(ONE), hall.state(TWO), hall.state(three), hall.state(four)) == (
        "adopted",
        "under_review",
        "adopted",
        "received",
    )
    assert hall.complaints() == []
