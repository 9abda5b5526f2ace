"""``manifesto check`` on files, the whole tree, a revision, the index and a branch."""

from __future__ import annotations

import pytest

from support.answers import CLEAN, verdict
from support.town import CHILD_CARE, DECLINED, MANIFESTO, OPEN, TOPICS, TRANSPORT, Town

NEW = "proposals/2026-02/20260210-cccccc.yaml"
NEW_TEXT = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
id: 20260210-cccccc
section: child-care
kind: addition
submitted_on: 2026-02-10
source: {channel: github}
body: 一時預かりをふやしてほしい。
reason: 通院のときに預け先がないから。
drafted: {by: proposer, confirmed: true}
changes:
  - op: add
    to: nursery
    after: last
    node:
      id: cccccc-1
      text: 一時預かりの枠をふやします。
"""


@pytest.fixture
def branch(town: Town) -> Town:
    """The town on a branch of its own."""
    town.git("switch", "-q", "-c", "work")
    return town


@pytest.mark.parametrize(
    "way", [(), ("--staged",), ("--base", "main"), ("--rev", "HEAD"), (OPEN,), ("manifesto",), (".",)]
)
def test_a_sound_town_is_clean_however_it_is_asked(town: Town, way: tuple[str, ...]) -> None:
    assert verdict(town, *way) == CLEAN


def test_a_named_file_alone_is_looked_at(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    town.replace(DECLINED, "section: child-care", "section: child-caer")
    assert verdict(town, OPEN).files == {OPEN}
    assert verdict(town, "proposals/2026-02").files == {OPEN, DECLINED}
    assert verdict(town).files == {OPEN, DECLINED, TOPICS}


def test_a_path_is_understood_from_any_folder(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    below = Town(town.folder / "proposals")
    assert verdict(below, "2026-02/20260201-aaaaaa.yaml").files == {OPEN}
    assert verdict(below, str(town.folder / OPEN)).files == {OPEN}
    assert verdict(below, ".").files == {OPEN, TOPICS}
    assert verdict(below, "../manifesto") == CLEAN


def test_a_revision_is_checked_whatever_lies_here(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    town.commit()
    town.git("revert", "--no-edit", "HEAD")
    assert verdict(town, "--rev", "HEAD~1").errors == {"LM301"}
    assert verdict(town, "--rev", "HEAD") == CLEAN
    town.replace(OPEN, "section: transport", "section: transprot")
    assert verdict(town, "--rev", "main") == CLEAN


def test_only_what_is_staged_is_looked_at_before_a_commit(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    assert verdict(town, "--staged") == CLEAN
    town.git("add", "-A")
    town.replace(OPEN, "section: transprot", "section: transport")
    assert verdict(town, "--staged").errors == {"LM301"}
    assert verdict(town) == CLEAN


def test_a_proposal_on_a_branch_is_clean_against_main(branch: Town) -> None:
    branch.write(NEW, NEW_TEXT)
    assert verdict(branch, "--base", "main") == CLEAN
    branch.git("add", "-A")
    assert verdict(branch, "--staged") == CLEAN
    branch.commit()
    assert verdict(branch, "--base", "main") == CLEAN
    assert verdict(branch, "--base", "main", "--rev", "work") == CLEAN


def test_a_branch_is_compared_with_where_it_left_main(branch: Town) -> None:
    branch.write(NEW, NEW_TEXT)
    branch.commit()
    branch.git("switch", "-q", "main")
    branch.replace(TRANSPORT, "半額", "無料")
    branch.commit("main moves silently")
    branch.git("switch", "-q", "work")
    assert verdict(branch, "--base", "main") == CLEAN


def test_an_edit_without_a_proposal_is_a_hint_at_first_and_an_error_against_main(branch: Town) -> None:
    branch.replace(TRANSPORT, "半額", "無料")
    branch.git("add", "-A")
    staged = verdict(branch, "--staged")
    assert (staged.code, staged.errors, staged.hints) == (0, set(), {"LM701.staged"})
    assert [fault["command"] for fault in staged.faults] == ["manifesto propose --from-edit"]
    said = branch.run("check", "--staged", "--lang", "ja")
    assert "manifesto propose --from-edit" in said.stdout
    branch.commit()
    against = verdict(branch, "--base", "main")
    assert (against.code, against.errors) == (1, {"LM701.text"})
    assert [(fault["file"], fault["command"]) for fault in against.faults] == [
        (TRANSPORT, "manifesto propose --from-edit")
    ]


def test_the_named_command_turns_the_edit_into_an_adoption(branch: Town) -> None:
    branch.replace(TRANSPORT, "半額", "無料")
    said = branch.run("propose", "--from-edit", "--reason", "通学にかかるお金が家計の負担になっているから。")
    assert said.returncode == 0, said.stdout + said.stderr
    branch.git("add", "-A")
    assert verdict(branch, "--staged") == CLEAN
    branch.commit()
    assert verdict(branch, "--base", "main") == CLEAN
    (made,) = branch.git("diff", "--name-only", "--diff-filter=A", "main").split()
    assert "outcome: adopted" in branch.read(made)
    assert "半額" in branch.read(made)
    branch.git("switch", "-q", "main")
    branch.git("merge", "-q", "--no-ff", "work")
    assert verdict(branch, "--base", "HEAD~1") == CLEAN
    assert verdict(branch) == CLEAN


def test_an_edit_that_was_committed_before_its_proposal_is_mended_too(branch: Town) -> None:
    branch.replace(TRANSPORT, "半額", "無料")
    branch.commit("only the edit")
    assert verdict(branch, "--base", "main").errors == {"LM701.text"}
    branch.git("reset", "-q", "--soft", "main")
    said = branch.run("propose", "--from-edit", "--reason", "通学にかかるお金が家計の負担になっているから。")
    assert said.returncode == 0, said.stdout + said.stderr
    branch.commit("edit and proposal")
    assert verdict(branch, "--base", "main") == CLEAN


def test_old_debt_in_a_touched_file_is_only_a_hint(town: Town) -> None:
    town.replace(TRANSPORT, "段差をなくします。", "段差をなくします。TODO")
    town.commit("debt slips in")
    town.replace(TRANSPORT, "title: 移動と交通\n", 'title: 移動と交通\nowners: ["@reviewer"]\n')
    town.git("add", "-A")
    staged = verdict(town, "--staged")
    assert (staged.code, staged.errors, staged.hints) == (0, set(), {"LM605"})
    assert verdict(town).errors == {"LM605"}


def test_old_debt_in_an_untouched_file_is_no_matter_of_this_commit(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    town.commit("debt slips in")
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A")
    assert verdict(town, "--staged") == CLEAN
    assert verdict(town).errors == {"LM301"}


def test_a_new_fault_beside_old_debt_of_the_same_code_blocks(town: Town) -> None:
    town.replace(OPEN, "to: bus", "to: buss")
    town.commit("debt slips in")
    town.replace(OPEN, "to: buss", "to: busses")
    town.git("add", "-A")
    assert verdict(town, "--staged").code == 1


def test_a_section_that_is_not_listed_is_named(branch: Town) -> None:
    branch.write("manifesto/daily-life/water.yaml", branch.read(CHILD_CARE).replace("id: child-care", "id: water"))
    branch.git("add", "-A")
    assert "LM310" in verdict(branch, "--staged").errors
    assert "LM310" in verdict(branch).errors


def test_a_listed_section_without_a_file_is_named(branch: Town) -> None:
    branch.replace(MANIFESTO, "- id: child-care", "- id: child-care\n      - id: water")
    branch.git("add", "-A")
    assert "LM309" in verdict(branch, "--staged").errors
    assert "LM309" in verdict(branch).errors


def test_mending_writes_what_is_safe_and_leaves_the_words(town: Town) -> None:
    town.write(OPEN, town.read(OPEN).replace("section: transport", "section：transport").replace("夜の", "ｙｏｒｕの"))
    before = town.run("check", OPEN)
    assert before.returncode == 1
    mended = town.run("check", "--fix", OPEN)
    assert (mended.returncode, mended.stderr) == (0, "")
    assert "ｙｏｒｕの" in town.read(OPEN)
    assert "section: transport" in town.read(OPEN)
    assert "nothing" in town.run("check", "--fix").stdout


@pytest.mark.parametrize(
    "wrong", [("--staged", "--fix"), ("--staged", "--base", "main"), (OPEN, "--staged"), ("--rev", "HEAD", OPEN)]
)
def test_ways_that_exclude_each_other_are_wrong_use(town: Town, wrong: tuple[str, ...]) -> None:
    assert town.run("check", *wrong).returncode == 2


@pytest.mark.parametrize("wrong", ["no-such-branch", "-x", "HEAD~99", "HEAD:manifesto", "", "0" * 40])
def test_a_revision_that_git_does_not_know_is_wrong_use(town: Town, wrong: str) -> None:
    for option in ("--base", "--rev"):
        done = town.run("check", f"{option}={wrong}")
        assert done.returncode == 2 or not wrong
        assert "Traceback" not in done.stderr


def test_a_file_that_does_not_exist_and_one_outside_are_wrong_use(town: Town) -> None:
    for path in ("proposals/none.yaml", "../elsewhere", "/etc/passwd"):
        assert town.run("check", path).returncode == 2


def test_every_form_of_the_answer_says_the_same_number_of_faults(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    for form in ("text", "json", "sarif", "github"):
        done = town.run("check", "--format", form)
        assert done.returncode == 1
        assert "LM301" in done.stdout
        assert done.stderr == ""
