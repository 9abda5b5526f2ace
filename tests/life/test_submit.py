"""Submitting: a file that somebody wrote is received, and becomes a branch of one commit and a pull request."""

from __future__ import annotations

import json

import pytest

from living_manifesto.core.changes import Add, Change
from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.life.sync import Synced
from living_manifesto.plan.pulls import PullState
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import OPEN, TRANSPORT

ONE, TWO, THREE = names(3)
PATH = f"proposals/2026-02/{ONE}.yaml"
NIGHT = "夜のバスも走らせます。"


def submit(hall: Hall, *arguments: str, code: int = 0, **environ: str) -> str:
    done = hall.town.run("submit", *arguments, "--lang", "en", **environ)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_what_lies_here_is_received_and_gets_a_branch_of_one_commit_and_a_pull_request(hall: Hall) -> None:
    began = hall.head("main")
    hall.write(ONE, added(NIGHT))
    as_written = hall.town.read(PATH)
    said = submit(hall, ONE)
    assert "Received: 1 proposal" in said
    receipt = hall.head("main")
    assert hall.head("main~1") == began
    assert hall.town.git("show", "--name-only", "--format=", "main").split() == [PATH]
    assert hall.held().read(PATH) == as_written.encode()
    branch = f"proposal/{ONE}"
    assert hall.town.git("rev-list", f"main..{branch}").split() == [hall.head(branch)]
    assert hall.head(f"{branch}~1") == receipt
    assert set(hall.town.git("show", "--name-only", "--format=", branch).split()) == {PATH, TRANSPORT}
    adopted = hall.register(ONE, branch)
    assert adopted.decision == Decision(Outcome.ADOPTED)
    (change,) = adopted.changes or ()
    assert isinstance(change, Add)
    assert (change.to, change.after) == ("transport/bus", "p2")
    assert hall.points(commit=branch) == [P1, P2, NIGHT]
    assert hall.points() == [P1, P2]
    pull = hall.pull(ONE)
    assert f"#{pull.number}  {ONE}  {pull.title}" in said
    assert (pull.state, pull.draft, pull.branch, pull.head) == (PullState.OPEN, False, branch, hall.head(branch))
    assert pull.title == f"4-1 に追加:{NIGHT}"
    assert pull.body.startswith("**マージすると、4-1 の最後に文が1つ加わります。")
    assert pull.labels == {"section:transport", "kind:addition", "state:received"}
    assert hall.complaints() == []


def test_a_second_run_does_nothing(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added("日曜の便も増やします。"))
    hall.write(THREE)
    submit(hall, "--all")
    refs = hall.refs()
    for arguments in ((ONE,), ("--all",), (TWO, THREE)):
        assert "Nothing was left to do." in submit(hall, *arguments)
        assert hall.refs() == refs


def test_a_second_run_that_remembers_nothing_finds_everything_said_already(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added("日曜の便も増やします。"))
    hall.submit()
    refs = hall.refs()
    (hall.town.folder / ".git/living-manifesto/pulls.json").unlink()
    hall.submit()
    assert hall.refs() == refs


@pytest.mark.parametrize(
    "changes", [(), (added(NIGHT),), (reworded("p1", P1, "朝と夕方のバスを、一時間に3本走らせます。"),)]
)
def test_nothing_is_written_again_whatever_the_proposal_asks_for(hall: Hall, changes: tuple[Change, ...]) -> None:
    hall.write(ONE, *changes)
    hall.submit(ONE)
    refs = hall.refs()
    for _ in range(2):
        (hall.town.folder / ".git/living-manifesto/pulls.json").unlink()
        assert hall.submit(ONE).synced == Synced({})
        assert hall.refs() == refs


def test_neighbours_are_named_by_their_numbers_from_the_first_run_on(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added("日曜の便も増やします。"))
    hall.submit()
    pulls = hall.pulls()
    assert f"#{pulls[TWO].number}" in pulls[ONE].body
    assert f"#{pulls[ONE].number}" in pulls[TWO].body


def test_all_means_what_lies_here_and_what_is_open(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    submit(hall, "--all")
    assert sorted(hall.pulls()) == ["20260201-aaaaaa", ONE]


def test_only_those_that_are_named_are_received(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added("日曜の便も増やします。"))
    submit(hall, TWO)
    assert hall.held().read(PATH) is None
    assert hall.town.read(PATH)
    assert TWO in hall.pulls()
    assert ONE not in hall.pulls()


def test_a_dry_run_tells_and_writes_nothing_at_all(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    refs, objects = hall.refs(), hall.town.git("count-objects", "-v")
    status = hall.status()
    for arguments in ((ONE,), ("--all",)):
        said = submit(hall, *arguments, "--dry-run")
        assert PATH in said
    assert "20260201-aaaaaa" in submit(hall, "--all", "--dry-run")
    assert (hall.refs(), hall.town.git("count-objects", "-v"), hall.status()) == (refs, objects, status)
    assert not (hall.town.folder / ".git/living-manifesto").exists()


def test_a_dry_run_names_faults_and_ends_with_them(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT), section="transprot")
    assert "LM301" in submit(hall, ONE, "--dry-run", code=1)


def test_a_program_reads_what_was_done(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added(NIGHT), section="transprot")
    answer = json.loads(hall.town.run("submit", ONE, TWO, "--json").stdout)
    pull = hall.pull(ONE)
    assert answer["received"] == [ONE]
    assert answer["refused"] == {f"proposals/2026-02/{TWO}.yaml": ["LM301"]}
    assert answer["pulls"] == [{"id": ONE, "number": pull.number, "title": pull.title, "draft": False}]


def test_a_file_with_a_fault_stays_outside_and_the_others_go_in(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.write(TWO, added(NIGHT), section="transprot")
    faulty = hall.town.read(f"proposals/2026-02/{TWO}.yaml")
    said = submit(hall, "--all", code=1)
    assert f"{TWO}.yaml" in said
    assert "LM301" in said
    assert "was not received. It lies here unchanged." in said
    assert "Received: 1 proposal" in said
    assert hall.town.read(f"proposals/2026-02/{TWO}.yaml") == faulty
    assert hall.held().read(f"proposals/2026-02/{TWO}.yaml") is None
    assert {ONE, TWO} & set(hall.pulls()) == {ONE}
    assert hall.town.git("log", "-1", "--format=%s", "main").strip() == "提案を1件受け付けました"


def test_a_file_that_would_decide_is_not_received_as_a_mere_receipt(hall: Hall) -> None:
    decision = Decision(Outcome.DECLINED, "町の負担が大きすぎ、ほかの便で足りるためです。", "policy-team")
    hall.write(ONE, added(NIGHT), decision=decision)
    assert "LM710" in submit(hall, ONE, code=1)
    assert hall.held().read(PATH) is None


def test_a_proposal_without_changes_gets_a_draft_pull_request_with_an_empty_commit(hall: Hall) -> None:
    hall.write(ONE, body="バスのことで困っています。")
    submit(hall, ONE)
    branch = f"proposal/{ONE}"
    assert hall.head(f"{branch}~1") == hall.head("main")
    assert hall.head(f"{branch}^{{tree}}") == hall.head("main^{tree}")
    pull = hall.pull(ONE)
    assert (pull.draft, pull.state) == (True, PullState.OPEN)
    assert "state:not_drafted" in pull.labels
    assert "変更案" in pull.body
    assert hall.state(ONE) == "not_drafted"
    assert hall.town.run("review", ONE, "--approve").returncode == 2


def test_a_proposal_for_which_no_place_was_found_is_received_too(hall: Hall) -> None:
    hall.write(ONE, section="none")
    submit(hall, ONE)
    assert hall.pull(ONE).draft
    assert hall.state(ONE) == "not_drafted"


@pytest.mark.parametrize("staged", [False, True])
def test_the_files_here_come_along_where_main_is_checked_out(hall: Hall, staged: bool) -> None:
    hall.write(ONE, added(NIGHT))
    if staged:
        hall.town.git("add", "-A")
    hall.submit(ONE)
    assert hall.status() == ""
    hall.adopt(ONE)
    assert hall.status() == ""
    assert NIGHT in hall.town.read(TRANSPORT)
    assert hall.town.git("symbolic-ref", "HEAD").strip() == "refs/heads/main"


@pytest.mark.parametrize("way", [("-c", "work"), ("--detach",)])
def test_the_files_here_stay_where_something_else_is_checked_out(hall: Hall, way: tuple[str, ...]) -> None:
    hall.town.git("switch", "-q", *way)
    hall.write(ONE, added(NIGHT))
    hall.town.replace(TRANSPORT, P2, "高校生は無料にします。")
    status, head = hall.status(), hall.head("HEAD")
    hall.submit(ONE)
    hall.adopt(ONE)
    assert (hall.status(), hall.head("HEAD")) == (status, head)
    assert hall.points()[-1] == NIGHT


def test_an_edited_section_is_never_written_over_and_the_cure_is_named(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    submit(hall, ONE)
    hall.approve(ONE)
    hall.town.replace(TRANSPORT, P1, "朝のバスを増やします。")
    edited, refs = hall.town.read(TRANSPORT), hall.head("main")
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert done.returncode == 2
    assert TRANSPORT in done.stderr
    assert f"git stash push {TRANSPORT}" in done.stderr
    assert (hall.town.read(TRANSPORT), hall.head("main")) == (edited, refs)
    hall.town.git("stash", "push", "-q", TRANSPORT)
    assert hall.town.run("merge", ONE).returncode == 0
    assert hall.points()[-1] == NIGHT


def test_a_staged_edit_is_an_edit(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.submit(ONE)
    hall.approve(ONE)
    before = hall.town.read(TRANSPORT)
    hall.town.replace(TRANSPORT, P1, "朝のバスを増やします。")
    hall.town.git("add", "-A")
    hall.town.write(TRANSPORT, before)
    assert hall.town.run("merge", ONE).returncode == 2
    assert "朝のバスを増やします。" in hall.town.git("show", f":{TRANSPORT}")


def test_edits_elsewhere_are_in_nobodys_way(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.town.replace("manifesto/livelihood/harbor.yaml", "朝市の出店料を", "出店料を")
    hall.submit(ONE)
    hall.adopt(ONE)
    assert hall.status() == " M manifesto/livelihood/harbor.yaml\n"


def test_what_was_received_does_not_change_by_being_sent_again(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.submit(ONE)
    hall.town.replace(PATH, "本文です。", "別の本文です。")
    received = hall.held().read(PATH)
    hall.submit(ONE)
    assert hall.held().read(PATH) == received
    assert "別の本文です。" in hall.town.read(PATH)


def test_nothing_that_is_no_proposal_is_taken_along(hall: Hall) -> None:
    hall.write(ONE, added(NIGHT))
    hall.town.replace(OPEN, "夜のバスも走らせてほしい。", "夜のバス。")
    hall.town.write("proposals/2026-02/notes.txt", "a note")
    hall.submit()
    assert hall.status() == f" M {OPEN}\n?? proposals/2026-02/notes.txt\n"


def test_several_changes_to_one_section_are_one_commit(hall: Hall) -> None:
    hall.write(ONE, reworded("p1", P1, "朝と夕方のバスを、一時間に3本走らせます。"), added(NIGHT))
    hall.submit(ONE)
    assert hall.town.git("rev-list", "--count", f"main..proposal/{ONE}").strip() == "1"
    hall.adopt(ONE)
    assert hall.points() == ["朝と夕方のバスを、一時間に3本走らせます。", P2, NIGHT]
    assert hall.complaints() == []


def test_an_id_that_is_none_or_not_here_is_said(hall: Hall) -> None:
    refs = hall.refs()
    for name in ("../../etc/passwd", "--flag", "20260210-zzzzzz"):
        done = hall.town.run("submit", "--lang", "en", "--", name)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert name in done.stderr
    assert hall.refs() == refs
