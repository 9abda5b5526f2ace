"""Kill -9 while pull requests come in as records: the same command again ends as if nothing had been."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from faults.deaths import STEP, at_own_writes, some
from faults.world import Picture, copied, hold, kept, picture
from intake.markdown.village import VILLAGE
from intake.pulls.samples import export, record, replaced
from support.mortal import WHENS, Mortal, When
from support.town import Town, settle

MANY, FEW = 501, 3
"""One record more than a step of ``main`` takes in, most of them words alone; and enough for one step."""

COMMAND = ("import", "pulls", "in/pulls.jsonl.gz")
NIGHT = replaced("* でこぼこを直します。", "* でこぼこを直します。\n* 夜も明るい道にします。")


@cache
def before_import(count: int) -> Town:
    town = settle(kept() / "town")
    town.write(".gitignore", "in/\n")
    town.commit("What is not for the public")
    for name, text in VILLAGE.items():
        town.write(f"in/policy/{name}", text)
    assert town.run("import", "markdown", "in/policy").returncode == 0
    words = (record(number, title=f"{number}番の提案", body=f"{number}番の文章です。") for number in range(2, count))
    secret = record(count, NIGHT, body="返事は 090-1234-5678 へください。")
    export(town.folder / "in", record(1, NIGHT), *words, secret)
    return town


def _begun(count: int) -> str:
    """The commit with the baseline of the text in Markdown."""
    return before_import(count).git("rev-parse", "main").strip()


@cache
def after_import(count: int) -> Picture:
    town = copied(before_import(count), kept() / "town")
    assert town.run(*COMMAND).returncode == 1
    hold(town, since=_begun(count))
    return picture(town)


def hold_import(town: Town, count: int) -> None:
    """Run it again after its death: every record is there once, the one that is refused is refused again."""
    done = town.run(*COMMAND, LANG="en_US.UTF-8")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "LM607" in done.stdout
    hold(town, since=_begun(count))
    assert picture(town) == after_import(count)
    main = town.git("rev-parse", "main")
    again = town.run(*COMMAND, LANG="en_US.UTF-8")
    assert f"received before: {count - 1}" in again.stdout
    assert town.git("rev-parse", "main") == main


FAST = [("update-ref", 1, "after"), ("index-pack", 1, "amid")]
WRITES = [("index-pack", 1), ("update-ref", 1)]
ALL = [(write, number, when) for write, number in WRITES for when in WHENS]


@pytest.mark.parametrize(
    ("write", "number", "when"), [pytest.param(*each, marks=() if each in FAST else pytest.mark.slow) for each in ALL]
)
def test_a_death_at_a_write_of_git_loses_no_record_and_doubles_none(
    write: str, number: int, when: When, tmp_path: Path
) -> None:
    town = copied(before_import(MANY), tmp_path / "town")
    assert Mortal(town, [write]).run(*COMMAND, die_at=number, when=when)
    hold_import(town, MANY)


@pytest.mark.slow
def test_a_death_at_any_own_write_is_mended_by_the_same_command(chance: random.Random, tmp_path: Path) -> None:
    died = 0
    for number, (_, death) in enumerate(some(at_own_writes(), chance)):
        town = copied(before_import(FEW), tmp_path / f"{number:03}")
        if not death(town, COMMAND):
            break
        died += 1
        hold_import(town, FEW)
    assert died > 2 // STEP
