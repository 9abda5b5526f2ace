"""Commits by hand on the branch of a proposal: made part of it, or left alone and said; never lost."""

from __future__ import annotations

import pytest

from living_manifesto.core.changes import Replace
from living_manifesto.core.proposals import Decision, Drafted, Outcome
from living_manifesto.forge.port import Style
from living_manifesto.life.decisions import decide
from living_manifesto.life.findings import Deed
from living_manifesto.life.merging import merge
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO = names(2)
BRANCH = f"proposal/{ONE}"
PATH = f"proposals/2026-02/{ONE}.yaml"
NIGHT, SUNDAY = "夜のバスも走らせます。", "日曜の便を増やします。"
MORE = "朝と夕方のバスを、一時間に3本走らせます。"
BETTER = "朝と夕方のバスを、1時間に3本に増やします。"
NO = Decision(Outcome.DECLINED, "車と運転手の費用をまだ示せないため、来年の計画で検討します。", "policy-team")


def comments(hall: Hall, name: str = ONE) -> dict[str, str]:
    return {each.key: each.text for each in hall.pull(name).comments if each.key}


def decline(hall: Hall, name: str = ONE) -> None:
    with hall.desk() as desk:
        decide(desk, name, NO)
    hall.sync()


def test_a_better_wording_by_hand_becomes_part_of_the_proposal(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.approve(ONE)
    by_hand = hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    assert hall.town.git("rev-list", "--count", f"main..{BRANCH}").strip() == "2"
    done = hall.sync()
    assert done.deeds[ONE] is Deed.COMPLETE
    assert hall.town.git("rev-list", "--count", f"main..{BRANCH}").strip() == "1"
    message = hall.town.git("show", "-s", "--format=%B", BRANCH)
    assert "Co-authored-by: 佐藤 <sato@example.org>" in message.splitlines()
    assert f"Proposal: {ONE}" in message.splitlines()
    draft = hall.register(ONE, BRANCH)
    assert draft.changes == (Replace("transport/p1", "text", P1, BETTER),)
    assert draft.drafted == Drafted("staff")
    assert hall.points(commit=BRANCH) == [BETTER, P2]
    received = hall.register(ONE)
    assert received.changes == (reworded("p1", P1, MORE),)
    pull = hall.pull(ONE)
    assert BETTER in pull.title
    assert "佐藤" in comments(hall)["completed"]
    assert "鈴木" in comments(hall)["approvals"]
    assert hall.row(ONE).approvals.void == ("鈴木",)
    assert hall.merge(ONE)[0].bar == "approval_void"
    again = hall.sync()
    assert again.deeds == {}
    assert hall.pull(ONE) == pull
    hall.adopt(ONE)
    assert hall.points() == [BETTER, P2]
    assert hall.complaints() == []
    assert by_hand not in hall.refs()


@pytest.mark.parametrize("style", Style)
def test_hand_commits_come_in_whole_without_a_run_in_between(hall: Hall, style: Style) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    commit = hall.adopt(ONE, style)
    assert hall.points() == [BETTER, P2]
    assert hall.complaints() == []
    credited = hall.town.git("log", "--format=%an %b", commit, "-3")
    assert "佐藤" in credited


def test_two_hands_and_a_moved_text_are_one_sound_commit(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, added(NIGHT, "p1"))
    hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    hall.by_hand(BRANCH, {TRANSPORT: (BETTER, "朝と夕方は1時間に3本にします。")}, author="田中")
    hall.adopt(TWO)
    hall.sync()
    message = hall.town.git("show", "-s", "--format=%B", BRANCH)
    assert "佐藤" in message
    assert "田中" in message
    assert hall.head(f"{BRANCH}~1") == hall.head("main")
    hall.adopt(ONE, Style.REBASE)
    assert hall.points() == ["朝と夕方は1時間に3本にします。", NIGHT, P2]
    assert hall.complaints() == []


def test_who_helped_is_still_named_after_the_text_moved_on(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added(SUNDAY))
    hall.by_hand(BRANCH, {TRANSPORT: (NIGHT, "夜九時台のバスも走らせます。")})
    hall.sync()
    hall.adopt(TWO)
    assert hall.sync().deeds[ONE] is Deed.REBUILD
    assert "Co-authored-by: 佐藤 <sato@example.org>" in hall.town.git("show", "-s", "--format=%B", BRANCH)


def test_changes_edited_by_hand_lead_the_text(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {PATH: (MORE, BETTER)})
    hall.sync()
    assert hall.points(commit=BRANCH) == [BETTER, P2]


def test_hand_commits_that_agree_in_text_and_changes_are_folded_too(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    hall.by_hand(BRANCH, {PATH: (f"with: {MORE}", f"with: {BETTER}")}, author="田中")
    hall.sync()
    assert hall.town.git("rev-list", "--count", f"main..{BRANCH}").strip() == "1"
    assert "Co-authored-by: 田中" in hall.town.git("show", "-s", "--format=%B", BRANCH)
    assert hall.points(commit=BRANCH) == [BETTER, P2]


def test_a_commit_that_only_merges_main_is_nobodys_work(hall: Hall) -> None:
    hall.sync()
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, reworded("p3", "通学路の段差をなくします。", "通学路の段差を3年でなくします。"))
    hall.approve(ONE)
    hall.adopt(TWO)
    hall.town.git("switch", "-q", BRANCH)
    hall.town.git("merge", "-q", "--no-edit", "main")
    hall.town.git("switch", "-q", "main")
    merged = hall.head(BRANCH)
    done = hall.sync()
    assert (done.deeds, done.left) == ({}, ())
    assert hall.head(BRANCH) == merged
    assert hall.row(ONE).approvals.approved == ("鈴木",)
    commit = hall.merge(ONE, style=Style.REBASE)[0].commit
    assert f"Proposal: {ONE}" in hall.town.git("show", "-s", "--format=%B", commit)
    assert hall.points() == [MORE, P2]
    assert hall.complaints() == []
    assert BRANCH not in hall.branches()


def test_an_edit_that_is_no_part_of_an_adoption_is_left_alone_and_said(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.approve(ONE)
    hall.town.git("switch", "-q", BRANCH)
    hall.town.write("notes.txt", "Not for the manifesto.\n")
    hall.town.commit("A note")
    hall.town.git("switch", "-q", "main")
    head = hall.head(BRANCH)
    for _ in range(2):
        done = hall.sync()
        assert hall.head(BRANCH) == head
        assert done.left == ((ONE, "other_files"),)
    assert [each.key for each in hall.pull(ONE).comments] == ["left"]
    said = hall.town.run("sync", "--lang", "en").stdout
    assert ONE in said
    assert "files that are no part of an adoption" in said
    assert hall.merge(ONE)[0].bar == "by_hand"
    assert hall.head(BRANCH) == head


def test_a_file_that_nobody_can_read_is_left_alone(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {TRANSPORT: ("items:", "items: [")})
    head = hall.head(BRANCH)
    assert hall.sync().left == ((ONE, "unreadable"),)
    assert hall.head(BRANCH) == head
    assert hall.town.run("status", ONE).returncode == 0


def test_declining_leaves_the_work_of_a_person_where_it_is(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.bring(TWO, added(NIGHT))
    head = hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    decline(hall)
    decline(hall, TWO)
    assert hall.head(BRANCH) == head
    assert f"proposal/{TWO}" not in hall.branches()


def test_declining_leaves_a_bettered_wording_that_was_folded_too(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    hall.sync()
    head = hall.head(BRANCH)
    decline(hall)
    assert hall.head(BRANCH) == head
    assert "不採用" in comments(hall)["decision"]


def test_what_was_added_after_the_adoption_stays(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.approve(ONE)
    with hall.desk() as desk:
        assert next(merge(desk, [ONE], Style.SQUASH)).bar is None
    late = hall.by_hand(BRANCH, {TRANSPORT: (MORE, BETTER)})
    done = hall.sync()
    assert hall.head(BRANCH) == late
    assert done.left == ((ONE, "ended"),)


def test_an_edit_of_the_words_of_the_proposer_does_not_come_in(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {PATH: ("本文です。", "そうは言っていません。"), TRANSPORT: (MORE, BETTER)})
    hall.adopt(ONE)
    assert hall.register(ONE).body == "本文です。"
    assert hall.points() == [BETTER, P2]
    assert hall.complaints() == []


def test_who_stands_on_the_branch_gets_the_new_files(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.town.git("switch", "-q", BRANCH)
    hall.town.replace(TRANSPORT, MORE, BETTER)
    hall.town.git("commit", "-qam", "言い回しを直す", "--author=佐藤 <sato@example.org>")
    hall.sync()
    assert hall.status() == ""
    assert BETTER in hall.town.read(PATH)


def test_who_stands_on_the_branch_with_edits_keeps_them_and_is_told(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.town.git("switch", "-q", BRANCH)
    hall.town.replace(TRANSPORT, MORE, BETTER)
    hall.town.git("commit", "-qam", "言い回しを直す", "--author=佐藤 <sato@example.org>")
    hall.town.replace(PATH, "本文です。", "まだ書いています。")
    head, edited = hall.head(BRANCH), hall.town.read(PATH)
    assert hall.sync().left == ((ONE, "unsaved"),)
    assert (hall.head(BRANCH), hall.town.read(PATH)) == (head, edited)
    said = hall.town.run("sync", "--lang", "en").stdout
    assert "not committed" in said


def test_a_branch_is_not_pulled_away_under_somebodys_feet(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.approve(ONE)
    hall.town.git("switch", "-q", BRANCH)
    assert hall.merge(ONE)[0].bar is None
    assert BRANCH in hall.branches()
    hall.town.git("status")
    hall.town.git("switch", "-q", "main")
    hall.sync()
    assert BRANCH not in hall.branches()


def test_drafting_on_the_empty_branch_makes_it_an_ordinary_one(hall: Hall) -> None:
    hall.bring(ONE, body="夜のバスがほしいです。")
    assert hall.pull(ONE).draft
    hall.by_hand(BRANCH, {TRANSPORT: (f"text: {P2}", f"text: {P2}\n      - id: night\n        text: {NIGHT}")})
    assert hall.sync().deeds[ONE] is Deed.COMPLETE
    pull = hall.pull(ONE)
    assert (pull.draft, pull.title) == (False, f"4-1 に追加:{NIGHT}")
    hall.adopt(ONE)
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.register(ONE).body == "夜のバスがほしいです。"
    assert hall.complaints() == []
