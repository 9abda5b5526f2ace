"""A branch of one's own: whole, only an edited section, only a proposal, or the forge's Revert button."""

from __future__ import annotations

import pytest

from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.forge.port import Style
from living_manifesto.life import contributions
from living_manifesto.life.contributions import NoBranch
from living_manifesto.plan.pulls import PullState
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import TRANSPORT

ONE, TWO = names(2)
NIGHT = "夜のバスも走らせます。"
MORE = "朝と夕方のバスを、一時間に3本走らせます。"
WORDS = "バスをもっと増やす\n\n通勤の人が乗りきれないためです。"


def own(hall: Hall, name: str = "more-buses", message: str = WORDS) -> str:
    """Commit what lies here on a branch of one's own; main is checked out again."""
    hall.town.git("switch", "-q", "-c", name)
    hall.town.git("add", "-A")
    hall.town.git("commit", "-q", "-m", message, "--author=佐藤 <sato@example.org>")
    hall.town.git("switch", "-q", "main")
    return name


def hand_in(hall: Hall, branch: str, *arguments: str, code: int = 0) -> str:
    done = hall.town.run("submit", "--branch", branch, *arguments, "--lang", "en")
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def only(hall: Hall) -> str:
    (name,) = hall.pulls()
    return name


def test_an_edited_section_becomes_a_proposal_with_the_words_of_its_commit(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    main = hall.head("main")
    said = hand_in(hall, branch)
    assert "A proposal was made of the edit" in said
    name = only(hall)
    pull = hall.pull(name)
    assert (pull.branch, pull.draft, pull.state) == (branch, False, PullState.OPEN)
    assert (f"#{pull.number}" in said, MORE in pull.title) == (True, True)
    assert hall.head("main") == main
    assert hall.head(f"{branch}~1") == main
    assert hall.town.git("show", "-s", "--format=%an", branch).strip() == "佐藤"
    draft = hall.register(name, branch)
    assert draft.body == WORDS
    assert (draft.section, draft.proposer, draft.decision) == ("transport", "佐藤", Decision(Outcome.ADOPTED))
    assert f"proposal/{name}" not in hall.branches()


def test_the_same_branch_again_changes_nothing(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    hand_in(hall, branch)
    hall.sync()
    refs = hall.refs()
    assert "A proposal was made" not in hand_in(hall, branch)
    hall.sync()
    assert hall.refs() == refs


@pytest.mark.parametrize("style", Style)
def test_merging_it_is_receipt_and_adoption_in_one_step(hall: Hall, style: Style) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    hand_in(hall, branch)
    name = only(hall)
    assert hall.state(name) == "received"
    assert hall.listed()[name] == "received"
    before = hall.head("main")
    hall.adopt(name, style)
    assert hall.points() == [MORE, P2]
    assert hall.state(name) == "adopted"
    assert hall.town.git("rev-list", "--count", "--first-parent", f"{before}..main").strip() == "1"
    assert hall.complaints() == []
    assert branch in hall.branches()
    assert hall.pull(name).state is PullState.MERGED


def test_several_commits_become_one_and_everybody_is_named(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    hall.by_hand(branch, {TRANSPORT: (MORE, "朝と夕方は1時間に3本にします。")}, author="田中")
    hand_in(hall, branch, "--reason", "通勤の人が乗りきれないため。")
    assert hall.town.git("rev-list", "--count", f"main..{branch}").strip() == "1"
    told = hall.town.git("show", "-s", "--format=%an%n%B", branch).splitlines()
    assert told[0] == "佐藤"
    assert "Co-authored-by: 田中 <sato@example.org>" in told
    assert "Co-authored-by: 佐藤 <sato@example.org>" not in told
    assert hall.register(only(hall), branch).reason == "通勤の人が乗りきれないため。"


def test_a_whole_branch_is_taken_as_it_stands(hall: Hall) -> None:
    hall.write(ONE, reworded("p1", P1, MORE))
    hall.submit(ONE)
    hall.town.git("branch", "-q", "mine", f"proposal/{ONE}")
    hall.town.git("update-ref", "-d", f"refs/heads/proposal/{ONE}")
    hall.town.git("update-ref", "-d", "refs/living-manifesto/pulls")
    head = hall.head("mine")
    hand_in(hall, "mine")
    assert hall.head("mine") == head
    assert hall.pull(ONE).branch == "mine"
    hall.adopt(ONE)
    assert hall.points() == [MORE, P2]
    assert hall.complaints() == []


def test_only_a_proposal_gets_its_text(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    branch = own(hall, message="夜のバス")
    hand_in(hall, branch)
    assert only(hall) == ONE
    assert hall.points(commit=branch) == [P1, P2, NIGHT]
    hall.adopt(ONE)
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.complaints() == []


@pytest.mark.parametrize("style", [Style.MERGE, Style.SQUASH])
def test_the_revert_button_is_recognised_by_what_it_does(hall: Hall, style: Style) -> None:
    hall.bring(ONE, added(NIGHT))
    commit = hall.adopt(ONE, style)
    hall.town.git("switch", "-q", "-c", "revert-1", "main")
    parent = ("-m", "1") if style is Style.MERGE else ()
    hall.town.git("revert", "--no-edit", *parent, commit)
    hall.town.git("switch", "-q", "main")
    hand_in(hall, "revert-1", "--reason", "利用する人がいないため。")
    (taker,) = set(hall.pulls()) - {ONE}
    assert hall.register(taker, "revert-1").reverts == ONE
    assert hall.register(ONE, "revert-1").decision == Decision(Outcome.ADOPTED)
    assert hall.pull(taker).title.startswith("取り消し")
    hall.adopt(taker)
    assert hall.points() == [P1, P2]
    assert (hall.state(ONE), hall.row(ONE).reverted_by) == ("reverted", taker)
    assert hall.complaints() == []
    assert {each.key for each in hall.pull(ONE).comments} == {"decision", "reverted"}


def test_it_follows_the_text_like_any_other(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, f"text: {P2}", f"text: {P2}\n      - id: night\n        text: {NIGHT}")
    branch = own(hall)
    hand_in(hall, branch)
    name = only(hall)
    hall.bring(ONE, added("日曜の便を増やします。"))
    hall.adopt(ONE)
    hall.sync()
    assert hall.head(f"{branch}~1") == hall.head("main")
    assert hall.town.git("show", "-s", "--format=%an", branch).strip() == "佐藤"
    hall.adopt(name)
    assert set(hall.points()) == {P1, P2, NIGHT, "日曜の便を増やします。"}
    assert hall.complaints() == []


def test_who_stands_on_the_branch_gets_the_completed_files(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    hall.town.git("switch", "-q", branch)
    hand_in(hall, branch)
    assert hall.status() == ""
    assert (hall.town.folder / f"proposals/2026-03/{only(hall)}.yaml").exists()


def test_a_branch_that_is_gone_closes_its_pull_request(hall: Hall) -> None:
    hall.town.replace(TRANSPORT, P1, MORE)
    branch = own(hall)
    hand_in(hall, branch)
    name = only(hall)
    hall.town.git("branch", "-qD", branch)
    hall.sync()
    assert hall.pull(name).state is PullState.CLOSED
    assert name not in hall.listed()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("notes.txt", "", "a note\n", "no part of an adoption"),
        ("manifesto/manifesto.yaml", "time_zone: Asia/Tokyo", "time_zone: UTC", "settings"),
        (TRANSPORT, "items:", "items: [", "cannot be understood"),
        (TRANSPORT, "title: 移動と交通\n", "title: 移動と交通\n# a comment\n", "nothing in it would change the text"),
    ],
)
def test_what_cannot_be_completed_is_said_and_stays(hall: Hall, path: str, old: str, new: str, said: str) -> None:
    if said != "nothing in it would change the text":
        hall.town.replace(TRANSPORT, P1, MORE)
    if old:
        hall.town.replace(path, old, new)
    else:
        hall.town.write(path, new)
    branch = own(hall)
    refs = hall.refs()
    assert said in hand_in(hall, branch, code=1)
    assert hall.refs() == refs


def test_names_of_branches_reach_nothing_but_refs(hall: Hall) -> None:
    refs = hall.refs()
    for name in ("nowhere", "--all", "a..b", "*", "../../HEAD", "x\ny", "$(touch pwned)", "x:y"):
        with hall.desk() as desk, pytest.raises(NoBranch):
            contributions.hand_in(desk, name, "")
    done = hall.town.run("submit", "--branch=$(touch pwned)", "--lang", "en")
    assert (done.returncode, "There is no branch $(touch pwned)." in done.stderr) == (2, True)
    assert hall.refs() == refs
    assert not (hall.town.folder / "pwned").exists()
