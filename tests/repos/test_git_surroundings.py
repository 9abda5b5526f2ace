"""Any repository, any git configuration, any way to commit: the same verdict, and never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repos.test_check import NEW, NEW_TEXT
from support.answers import CLEAN, verdict
from support.held import ROOT
from support.town import NOW, OPEN, TRANSPORT, Town, put_down, record

HOSTILE = """\
[core]
    quotePath = true
    fsmonitor = {folder}/fsmonitor
    autocrlf = true
    pager = false
[color]
    ui = always
[diff]
    external = false
    renames = copies
    noprefix = true
    relative = true
    mnemonicPrefix = true
    ignoreSubmodules = all
    orderFile = {folder}/order
[commit]
    gpgsign = true
[alias]
    diff-index = !false
    cat-file = !false
    ls-files = !false
[safe]
    directory = /elsewhere
[status]
    relativePaths = true
    showUntrackedFiles = no
[log]
    showSignature = true
[user]
    useConfigOnly = true
"""


@pytest.fixture
def hostile(town: Town, tmp_path: Path) -> dict[str, str]:
    """A user's configuration that alters whatever git lets it alter."""
    monitor = tmp_path / "fsmonitor"
    monitor.write_text(f"#!/bin/sh\ntouch {tmp_path}/monitored\nexit 1\n")
    monitor.chmod(0o755)
    (tmp_path / "order").write_text("*.md\n")
    (tmp_path / "config").write_text(HOSTILE.format(folder=tmp_path))
    return {"GIT_CONFIG_GLOBAL": str(tmp_path / "config")}


def test_the_configuration_of_a_user_changes_no_verdict(town: Town, hostile: dict[str, str], tmp_path: Path) -> None:
    town.git("switch", "-q", "-c", "work")
    town.replace(OPEN, "section: transport", "section: transprot")
    town.write("proposals/2026-02/夜の バス.yaml", NEW_TEXT)
    town.git("add", "-A")
    expected = verdict(town, "--staged")
    assert {"LM301", "LM321"} <= expected.errors
    assert verdict(town, "--staged", **hostile) == expected
    town.commit()
    for way in (("--base", "main"), ("--base", "main", "--rev", "work"), ("--rev", "work"), ()):
        assert verdict(town, *way, **hostile) == verdict(town, *way)
    assert not (tmp_path / "monitored").exists()


def test_a_difference_is_shown_under_any_configuration(town: Town, hostile: dict[str, str]) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    plain, shown = town.run("diff"), town.run("diff", **hostile)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, plain.stdout, "")
    assert "無料" in shown.stdout


def test_before_the_first_commit_everything_staged_is_new(tmp_path: Path) -> None:
    town = put_down(tmp_path / "town")
    town.git("init", "-q", "-b", "main")
    assert verdict(town, "--staged") == CLEAN
    town.git("add", "-A")
    assert verdict(town, "--staged") == CLEAN
    town.replace(OPEN, "section: transport", "section: transprot")
    town.git("add", "-A")
    assert "LM301" in verdict(town, "--staged").errors
    assert town.run("check", "--base", "main").returncode == 2
    assert town.run("diff").returncode == 2


def test_a_detached_head_is_a_head(town: Town) -> None:
    town.git("switch", "-q", "--detach")
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A")
    assert verdict(town, "--staged") == CLEAN
    town.commit()
    assert verdict(town, "--base", "main") == CLEAN
    town.replace(TRANSPORT, "半額", "無料")
    assert verdict(town, "--base", "main").errors == {"LM701.text"}


def test_a_shallow_clone_is_checked_as_far_as_it_reaches(town: Town, tmp_path: Path) -> None:
    begun = town.git("rev-parse", "HEAD").strip()
    for number in range(3):
        town.replace(TRANSPORT, "移動と交通\n", f"移動と交通\n# {number}\n")
        town.commit()
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{town.folder}", tmp_path / "shallow"], check=True)
    shallow = Town(tmp_path / "shallow")
    assert verdict(shallow) == CLEAN
    assert verdict(shallow, "--rev", "HEAD") == CLEAN
    assert verdict(shallow, "--base", "main") == CLEAN
    for base in (begun, "HEAD~2"):
        done = shallow.run("check", "--base", base)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    shallow.replace(TRANSPORT, "半額", "無料")
    assert verdict(shallow, "--base", "HEAD").errors == {"LM701.text"}
    shallow.git("add", "-A")
    assert verdict(shallow, "--staged").hints == {"LM701.staged"}


def test_a_manifesto_below_the_root_of_a_repository_is_checked_there(tmp_path: Path) -> None:
    top = Town(tmp_path / "top")
    town = put_down(top.folder / "town hall" / "町")
    top.write("manifesto/daily-life/transport.yaml", "no matter of the town\n")
    top.git("init", "-q", "-b", "main")
    top.commit()
    town.git("switch", "-q", "-c", "work")
    top.write("manifesto/daily-life/transport.yaml", "still no matter of the town\n")
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A", ":/")
    for way in (("--staged",), ("--base", "main"), ("--rev", "HEAD"), ()):
        assert verdict(town, *way) == CLEAN
    town.replace(TRANSPORT, "半額", "無料")
    assert verdict(town, "--base", "main").errors == {"LM701.text"}
    assert "無料" in town.run("diff").stdout
    assert "半額" in town.run("diff", "transport").stdout
    done = town.run("propose", "--from-edit", "--reason", "通学にかかるお金が負担だから。")
    assert "“高校生の定期券を半額にします。” to “高校生の定期券を無料にします。”" in done.stdout
    assert len(done.stdout.splitlines()) < 6
    town.commit()
    assert verdict(town, "--base", "main", "--rev", "work") == CLEAN
    made = next(path for path in top.git("show", "--name-only", "--format=", "-z").split("\0") if "2026-03" in path)
    assert "無料" in town.run("diff", made.rpartition("/")[2]).stdout
    town.replace(OPEN, "section: transport", "section: transprot")
    town.git("add", "-A")
    assert verdict(town, "--staged").errors == {"LM301"}


def test_a_repository_with_longer_hashes_is_checked_before_a_commit(tmp_path: Path) -> None:
    town = put_down(tmp_path / "town")
    town.git("init", "-q", "-b", "main", "--object-format=sha256")
    for number in range(30):
        record(town, f"proposals/baselines/202601{number % 28 + 1:02}-st4r{number:02}.yaml", "版です。")
    town.commit()
    (town.folder / "proposals/baselines/20260105-st4r04.yaml").unlink()
    town.git("add", "-A")
    assert verdict(town, "--staged").errors == {"LM707"}
    town.git("reset", "-q", "--hard")
    town.replace(TRANSPORT, "半額", "無料")
    town.git("add", "-A")
    assert verdict(town, "--staged").hints == {"LM701.staged"}


def test_a_linked_work_tree_is_a_repository(town: Town, tmp_path: Path) -> None:
    town.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "linked"))
    linked = Town(tmp_path / "linked")
    assert (linked.folder / ".git").is_file()
    linked.write(NEW, NEW_TEXT)
    linked.git("add", "-A")
    for way in (("--staged",), ("--base", "main"), ("--rev", "HEAD"), ()):
        assert verdict(linked, *way) == CLEAN
    linked.replace(TRANSPORT, "半額", "無料")
    assert verdict(linked, "--base", "main").errors == {"LM701.text"}
    assert verdict(town) == CLEAN
    assert linked.git("status", "--porcelain").split() == ["M", TRANSPORT, "A", NEW]


def test_a_git_folder_elsewhere_is_found(town: Town, tmp_path: Path) -> None:
    (town.folder / ".git").rename(tmp_path / "elsewhere.git")
    (town.folder / ".git").write_text("gitdir: ../elsewhere.git\n")
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A")
    for way in (("--staged",), ("--base", "main"), ()):
        assert verdict(town, *way) == CLEAN
    assert (tmp_path / "elsewhere.git/living-manifesto").is_dir()


@pytest.mark.parametrize("content", ["", "gitdir: ../nowhere\n", "gitdir: \udcff\n", "\x00" * 9])
def test_a_broken_link_to_git_is_said_and_the_files_are_still_checked(town: Town, content: str) -> None:
    shutil.rmtree(town.folder / ".git")
    (town.folder / ".git").write_bytes(content.encode("utf-8", "surrogateescape"))
    for way in (("--staged",), ("--base", "main"), ("--rev", "HEAD")):
        done = town.run("check", *way)
        assert done.returncode == 2, done.stdout + done.stderr


def test_a_manifesto_outside_of_git_is_checked_as_files(tmp_path: Path) -> None:
    town = put_down(tmp_path / "town")
    assert verdict(town) == CLEAN
    assert verdict(town, TRANSPORT, OPEN) == CLEAN
    assert town.run("diff", "20260201-aaaaaa").returncode == 0
    assert town.run("fmt", "--check").returncode == 0
    proposal = (
        "--section",
        "transport",
        "--body",
        "バス停に屋根がほしい。",
        "--reason",
        "雨の日に待つのがつらいから。",
    )
    assert town.run("propose", *proposal).returncode == 0
    for arguments in (
        ("check", "--staged"),
        ("check", "--rev", "HEAD"),
        ("check", "--base", "main"),
        ("diff",),
        ("diff", "HEAD"),
        ("propose", "--from-edit", "--reason", "わけ"),
    ):
        for language, words in (("en", "no git repository"), ("ja", "git")):
            done = town.run(*arguments, "--lang", language)
            assert (done.returncode, done.stdout) == (2, ""), arguments
            assert words in done.stderr
            assert len(done.stderr.splitlines()) < 4


def test_outside_of_any_manifesto_the_way_in_is_named(tmp_path: Path) -> None:
    nowhere = Town(tmp_path)
    for arguments in (("check",), ("check", "--staged"), ("fmt",), ("propose",), ("diff",)):
        done = nowhere.run(*arguments)
        assert done.returncode == 2
        assert "cd FOLDER" in done.stderr
    assert nowhere.run("explain", "LM301").returncode == 0


def test_a_repository_of_somebody_else_is_refused_in_the_words_of_git(town: Town) -> None:
    for arguments in (
        ("check", "--staged"),
        ("check", "--base", "main"),
        ("check", "--rev", "main"),
        ("propose", "--from-edit"),
    ):
        done = town.run(*arguments, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
        assert done.returncode == 2, arguments
        assert "safe.directory" in done.stderr


def test_without_git_files_are_checked_and_the_rest_says_what_is_missing(town: Town, tmp_path: Path) -> None:
    without = {"PATH": str(tmp_path)}
    assert town.run("check", OPEN, **without).returncode == 0
    for way in (("--staged",), ("--base", "main"), ("--rev", "HEAD")):
        done = town.run("check", *way, **without)
        assert (done.returncode, done.stdout) == (2, "")
        assert "not installed" in done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "夜の バス.yaml",
        "ｾｸｼｮﾝ.yaml",
        "a b.yaml",
        "-x.yaml",
        ":!x.yaml",
        "'\".yaml",
        "é.yaml",
        "a\nb.yaml",
        "\udcff.yaml",
    ],
)
def test_a_file_of_any_name_is_named_and_moved_by_the_command_that_is_said(town: Town, name: str) -> None:
    path = os.fsencode(town.folder / "proposals" / "2026-02" / name)
    with open(path, "wb") as file:  # noqa: PTH123 - a name that is no UTF-8
        file.write(NEW_TEXT.encode())
    for way in ((), ("--base", "main")):
        assert "LM321" in verdict(town, *way).errors
    town.git("add", "-A")
    assert verdict(town, "--staged").code == 1
    town.commit()
    assert "LM321" in verdict(town, "--rev", "HEAD").errors
    assert "LM321" in verdict(town, "--base", "HEAD~1", "--rev", "HEAD").errors
    town.run("check", "--fix")
    assert verdict(town) == CLEAN
    assert town.read(NEW) == NEW_TEXT


def test_a_link_in_the_rooms_is_never_followed(town: Town, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(NEW_TEXT)
    (town.folder / NEW).symlink_to(outside)
    assert "LM323" in verdict(town).errors
    assert "LM323" in verdict(town, NEW).errors
    town.run("check", "--fix", NEW)
    town.run("fmt", NEW)
    assert outside.read_text() == NEW_TEXT
    town.git("add", "-A")
    assert verdict(town, "--staged").code == 1
    town.commit()
    assert verdict(town, "--rev", "HEAD").code == 1


def test_a_section_replaced_by_a_link_is_a_section_that_is_gone(town: Town, tmp_path: Path) -> None:
    (tmp_path / "transport.yaml").write_text(town.read(TRANSPORT))
    (town.folder / TRANSPORT).unlink()
    (town.folder / TRANSPORT).symlink_to(tmp_path / "transport.yaml")
    town.git("add", "-A")
    assert verdict(town).code == 1
    assert verdict(town, "--staged").code == 1
    town.commit()
    assert verdict(town, "--base", "HEAD~1").code == 1
    assert verdict(town, "--base", "HEAD~1", "--rev", "HEAD").code == 1


def test_a_submodule_in_the_rooms_is_no_file_of_ours(town: Town) -> None:
    town.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{NEW}")
    assert verdict(town, "--staged").errors == {"LM323"}
    town.git("commit", "-q", "--no-verify", "-m", "A submodule")
    assert verdict(town, "--base", "HEAD~1", "--rev", "HEAD").errors == {"LM323"}
    assert verdict(town, "--rev", "HEAD").errors == {"LM323"}


def test_a_folder_that_is_named_like_a_file_is_walked_as_a_folder(town: Town) -> None:
    town.write(f"{NEW}/inner.yaml", NEW_TEXT)
    assert verdict(town).errors == {"LM323"}
    town.git("add", "-A")
    assert verdict(town, "--staged").errors == {"LM323"}
    assert verdict(town, "--base", "main").errors == {"LM323"}
    assert town.run("fmt").returncode == 0
    assert town.run("check", "--fix").returncode == 1


def test_a_named_pipe_does_not_stop_the_check(town: Town) -> None:
    os.mkfifo(town.folder / NEW)
    assert verdict(town).errors == {"LM323"}


def hooked(town: Town) -> Town:
    """The town with the hook as git itself runs it."""
    hook = town.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}/scripts" exec "$PYTHON" -m living_manifesto check --staged\n')
    hook.chmod(0o755)
    return town


def commits(town: Town, *arguments: str) -> bool:
    """Whether ``git commit`` with these arguments passes the hook."""
    done = subprocess.run(
        ["git", "commit", "-q", "-m", "A step", *arguments],
        cwd=town.folder,
        env={**os.environ, "PYTHON": sys.executable, "LIVING_MANIFESTO_NOW": NOW},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode == 0


def test_commit_all_is_judged_with_what_it_takes_along(town: Town) -> None:
    hooked(town).replace(OPEN, "section: transport", "section: transprot")
    assert not commits(town, "-a")
    assert commits(town, "--allow-empty"), "what is not staged is no matter of the commit"
    town.replace(OPEN, "section: transprot", "section: transport")
    town.replace(OPEN, "id: aaaaaa-1\n", "id: aaaaaa-2\n")
    assert commits(town, "-a")


def test_commit_of_one_path_is_judged_by_that_path_alone(town: Town) -> None:
    hooked(town).replace(OPEN, "section: transport", "section: transprot")
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A")
    assert not commits(town)
    assert commits(town, "--", NEW)
    assert not commits(town, "--only", OPEN)
    assert not commits(town, "--include", OPEN)


def test_commit_in_a_linked_work_tree_is_judged_there(town: Town, tmp_path: Path) -> None:
    hooked(town).git("worktree", "add", "-q", "-b", "work", str(tmp_path / "linked"))
    linked = Town(tmp_path / "linked")
    linked.replace(OPEN, "section: transport", "section: transprot")
    assert not commits(linked, "-a")
    linked.replace(OPEN, "section: transprot", "section: transport")
    linked.write(NEW, NEW_TEXT)
    linked.git("add", "-A")
    assert commits(linked)


def test_commit_from_a_folder_below_is_judged(town: Town) -> None:
    hooked(town).replace(OPEN, "section: transport", "section: transprot")
    town.git("add", "-A")
    assert not commits(Town(town.folder / "proposals"))


def test_amending_is_judged_against_the_commit_that_it_replaces(town: Town) -> None:
    hooked(town).write(NEW, NEW_TEXT)
    town.git("add", "-A")
    assert commits(town)
    town.replace(NEW, "to: nursery", "to: nursry")
    assert not commits(town, "-a", "--amend")
    town.replace(NEW, "to: nursry", "to: nursery")
    town.replace(NEW, "section: child-care", "section: child-care\ntitle: 一時預かり")
    assert commits(town, "-a", "--amend")


def test_a_merge_commit_is_judged_as_one_step(town: Town) -> None:
    town.git("switch", "-q", "-c", "work")
    town.replace(TRANSPORT, "半額", "無料")
    assert town.run("propose", "--from-edit", "--reason", "通学にかかるお金が負担だから。").returncode == 0
    town.commit()
    town.git("switch", "-q", "main")
    town.write(NEW, NEW_TEXT)
    town.commit()
    town.git("merge", "-q", "--no-ff", "--no-commit", "work")
    assert verdict(town, "--staged") == CLEAN
    assert commits(hooked(town))
    assert verdict(town, "--base", "HEAD~1") == CLEAN
    assert verdict(town, "--base", "HEAD^1", "--rev", "HEAD") == CLEAN


def test_an_edit_that_hides_in_a_merge_is_named(town: Town) -> None:
    town.git("switch", "-q", "-c", "work")
    town.write(NEW, NEW_TEXT)
    town.commit()
    town.git("switch", "-q", "main")
    town.git("merge", "-q", "--no-ff", "--no-commit", "work")
    town.replace(TRANSPORT, "半額", "無料")
    town.git("add", "-A")
    assert verdict(town, "--staged").hints == {"LM701.staged"}
    town.commit("An evil merge")
    assert verdict(town, "--base", "HEAD^1", "--rev", "HEAD").errors == {"LM701.text"}


def test_a_conflict_that_is_not_resolved_is_named_and_no_crash(town: Town) -> None:
    town.git("switch", "-q", "-c", "work")
    town.replace(TRANSPORT, "半額", "無料")
    town.commit()
    town.git("switch", "-q", "main")
    town.replace(TRANSPORT, "半額", "三割")
    town.commit()
    subprocess.run(["git", "merge", "-q", "work"], cwd=town.folder, capture_output=True, check=False)
    assert "<<<<<<<" in town.read(TRANSPORT)
    assert verdict(town).code == 1
    assert "LM701.staged" in verdict(town, "--staged").hints, "git itself refuses to commit this"
