"""Decide and erase, killed at each of their writes: the same command finishes, and nothing is doubled or lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from support.mortal import WHENS, WRITES, Mortal, When
from support.office import MAIN
from support.town import OPEN, Town, settle

NAME = "20260201-aaaaaa"
BODY, REASON = "夜のバスも走らせてほしい。", "塾の帰りに足がないから。"
DECIDE = ("decide", NAME, "--outcome", "declined", "--reason", "夜九時台は乗る人の見込みが立ちません。")
ERASE = ("erase", NAME, "--ground", "privacy", "--yes")
FILES = (*WRITES, "update-index", "checkout-index")
"""Writes of git's own and those to the files that lie here."""


def deaths(folder: Path, command: tuple[str, ...], when: When) -> Iterator[Town]:
    """A town for each write of a command at which it dies, until it lives through all of them."""
    begun = settle(folder / "begun")
    assert begun.run("submit", "--all").returncode == 0
    for number in count(1):
        town = Town(shutil.copytree(begun.folder, folder / f"{when}-{number}"))
        town.git("update-index", "-q", "--refresh")
        if not Mortal(town, FILES).run(*command, die_at=number, when=when):
            assert number > 3
            return
        yield town


def finished(town: Town, command: tuple[str, ...]) -> str:
    """The command run again, and once more; what the second run says."""
    again = town.run(*command)
    assert again.returncode == 0, again.stdout + again.stderr
    refs = town.git("for-each-ref")
    last = town.run(*command)
    assert last.returncode == 0, last.stdout + last.stderr
    assert town.git("for-each-ref") == refs
    assert town.git("fsck", "--full", "--strict", "--no-dangling").strip() == ""
    assert town.git("status", "--porcelain") == ""
    assert list((town.folder / ".git").rglob("*.lock")) == []
    return last.stdout


def pull(town: Town) -> dict[str, object]:
    """The page of the only pull request."""
    listed = town.git("ls-tree", "-r", "--name-only", "refs/living-manifesto/pulls").split()
    assert len(listed) == 2
    shown = town.git("show", f"refs/living-manifesto/pulls:{next(path for path in listed if path.endswith('.page'))}")
    told: dict[str, object] = json.loads(shown)
    return told


@pytest.mark.parametrize("when", WHENS)
def test_a_decision_is_finished_by_the_same_command(tmp_path: Path, when: When) -> None:
    for town in deaths(tmp_path, DECIDE, when):
        assert "stands already" in finished(town, DECIDE)
        assert town.git("log", "--format=%s", MAIN).count("の検討結果") == 1
        assert "outcome: declined" in town.read(OPEN)
        assert town.git("for-each-ref", "refs/heads/proposal") == ""
        assert len(pull(town)["notes"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("when", WHENS)
def test_an_erasing_is_finished_by_the_same_command(tmp_path: Path, when: When) -> None:
    for town in deaths(tmp_path, ERASE, when):
        assert "Erased already" in finished(town, ERASE)
        assert town.git("log", "--format=%s", MAIN).count("の文章を消去する") == 1
        for shown in (town.read(OPEN), town.git("show", f"proposal/{NAME}:{OPEN}"), str(pull(town))):
            assert BODY not in shown
            assert REASON not in shown


@pytest.mark.slow
@pytest.mark.parametrize("when", WHENS)
def test_a_history_is_written_anew_by_the_same_command(tmp_path: Path, when: When) -> None:
    for town in deaths(tmp_path, (*ERASE, "--history"), when):
        assert "holds these words no more" in finished(town, (*ERASE, "--history"))
        held = town.git("log", "--all", "-p", "-m", "--format=%B")
        assert BODY not in held
        assert REASON not in held
        assert town.git("rev-list", "--count", MAIN).strip() == "2"
        assert town.git("rev-parse", f"proposal/{NAME}^") == town.git("rev-parse", MAIN)
