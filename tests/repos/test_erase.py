"""``manifesto erase``: what is shown, asked, done and said to be beyond reach."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path

from support.office import MAIN
from support.terminal import Terminal
from support.town import OPEN, Town

NAME = "20260201-aaaaaa"
BODY, REASON = "夜のバスも走らせてほしい。", "塾の帰りに足がないから。"
ERASE = ("erase", NAME, "--ground", "privacy")
JA = {"LANG": "ja_JP.UTF-8"}


def test_nothing_is_done_until_somebody_says_yes(town: Town) -> None:
    tip = town.git("rev-parse", MAIN)
    refused = town.run(*ERASE)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    with Terminal(town.folder, *ERASE) as terminal:
        terminal.answer("Erase it", "n")
        assert terminal.end() == 130
    assert "Salt" not in terminal.said
    assert town.git("rev-parse", MAIN) == tip


def test_the_salt_proves_what_stood_and_stands_nowhere(town: Town) -> None:
    with Terminal(town.folder, *ERASE, "--field", "reason") as terminal:
        terminal.answer("Erase it", "y")
        assert terminal.end() == 0
    salt = terminal.said.split("Salt of the digests: ")[1].split("\n")[0].strip()
    assert f"sha256:{sha256((salt + REASON).encode()).hexdigest()}" in town.read(OPEN)
    assert BODY in town.read(OPEN)
    assert salt not in town.git("log", "--all", "-p")


def test_json_tells_what_was_done(town: Town) -> None:
    told = json.loads(town.run(*ERASE, "--json").stdout)
    assert told["commit"] == town.git("rev-parse", MAIN).strip()
    assert told["fields"] == ["body", "reason"]
    assert told["history"] is None
    assert len(told["salt"]) == 32
    again = json.loads(town.run(*ERASE, "--json").stdout)
    assert (again["commit"], again["salt"]) == (None, None)


def test_the_letter_names_the_commits_and_not_the_words(town: Town) -> None:
    holder = town.git("rev-parse", MAIN).strip()
    town.git("remote", "add", "origin", "https://user:secret@example.org/town.git")
    said = town.run(*ERASE, "--yes", **JA).stdout
    assert holder in said
    assert "https://example.org/town.git" in said
    assert "secret" not in said
    assert BODY not in said
    assert "Please remove erased words from your caches" in said  # the host may read no Japanese
    assert "フォーク" in said
    assert "--history" in said


def test_a_history_written_anew_tells_what_is_left_to_do(town: Town) -> None:
    town.run("submit", "--all")
    town.git("remote", "add", "origin", "https://example.org/town.git")
    said = town.run(*ERASE, "--history", "--yes").stdout
    old = said.split("--rewritten ")[1].split("\n")[0]
    assert town.git("cat-file", "-t", old).strip() == "commit"
    assert BODY in town.git("show", f"{old}~1:{OPEN}")
    assert "git push --force origin" in said
    assert "git reflog expire --expire=now --all && git gc --prune=now" in said
    assert "clone anew" in said
    held = town.git("log", "--all", "-p", "-m", "--format=%B")
    assert BODY not in held
    assert REASON not in held
    assert town.run("check", "--rev", MAIN).returncode == 0
    assert "in line already" in town.run("sync").stdout


def test_an_adopted_sentence_that_quotes_the_words_is_to_be_taken_back(town: Town) -> None:
    town.replace(OPEN, BODY, "平日は、夜九時台のバスを走らせます。")
    town.commit()
    town.run("submit", "--all")
    assert f"git switch proposal/{NAME}" in town.run(*ERASE, "--field", "body", "--yes").stdout
    for command in (("review", NAME, "--approve"), ("merge", NAME)):
        done = town.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    done = town.run(*ERASE, "--yes")
    assert f"manifesto revert {NAME}" in done.stdout
    assert REASON not in town.git("show", f"refs/living-manifesto/pulls:00/00/000001-{NAME}.page")
    assert json.loads(town.run(*ERASE, "--history", "--json").stdout)["history"]["still"]
    assert town.run("audit").returncode == 0


def test_what_holds_no_words_is_said(town: Town) -> None:
    done = town.run(*ERASE, "--field", "title", "--yes")
    assert done.returncode == 2
    assert "nothing to erase" in done.stderr


def test_a_shallow_clone_is_refused_before_anything_is_done(town: Town, tmp_path: Path) -> None:
    town.write("README.md", "# A town\n")
    town.commit()
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{town.folder}", str(tmp_path / "shallow")], check=True
    )
    shallow = Town(tmp_path / "shallow")
    tip = shallow.git("rev-parse", MAIN)
    done = shallow.run(*ERASE, "--history", "--yes")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr
    assert shallow.git("rev-parse", MAIN) == tip


def test_another_work_tree_that_is_in_the_way_is_named(town: Town, tmp_path: Path) -> None:
    town.git("worktree", "add", "-q", "-b", "second", str(tmp_path / "second"))
    done = town.run(*ERASE, "--history", "--yes")
    assert done.returncode == 2
    assert str(tmp_path / "second") in done.stderr
    assert BODY not in town.read(OPEN)
