"""Kill -9 while a table comes in, or while a proposer corrects: the same command again ends as if nothing had been."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from faults.deaths import STEP, Death, at_own_writes, some
from faults.world import Picture, copied, hold, kept, picture
from intake.table.samples import HEADER, MAP, ROW
from living_manifesto.core.claims import claim_for, code_of
from support.mortal import WHENS, Mortal, When
from support.town import Town, settle

ROWS = 501
"""One more than a step of ``main`` takes in."""

KEY = b"k" * 32
IMPORT = (
    *("import", "csv", "in/answers.csv", "--receipts", "in/receipts.csv"),
    *(word for field, column in MAP.items() for word in ("--map", f"{field}={column}")),
)
NIGHT = "平日は、夜十時まで走らせます。"


def _town(folder: Path, rows: str) -> Town:
    """A town to which a table was sent, with a key of its own so that every run makes the same claims."""
    town = settle(folder)
    town.write(".gitignore", "in/\n")
    town.commit("What is not for the public")
    town.write("in/answers.csv", HEADER + rows)
    town.write(".git/living-manifesto/claims.key", KEY.hex() + "\n")
    return town


@cache
def before_import() -> Town:
    bad = ROW.replace("17,", "0,").replace("塾の帰りに", "090-1234-5678 ")
    many = "".join(ROW.replace("17,", f"{number},") for number in range(1, ROWS))
    return _town(kept() / "town", bad + many)


@cache
def after_import() -> tuple[Picture, bytes, bytes]:
    town = copied(before_import(), kept() / "town")
    assert town.run(*IMPORT).returncode == 1
    hold(town)
    return picture(town), *_written(town)


def _written(town: Town) -> tuple[bytes, bytes]:
    return tuple((town.folder / f"in/{name}.csv").read_bytes() for name in ("receipts", "answers.refused"))  # type: ignore[return-value]


def hold_import(town: Town) -> None:
    """Run it again after its death: every row is there once, and both tables of the office are whole."""
    done = town.run(*IMPORT)
    assert done.returncode == 1, done.stdout + done.stderr
    hold(town)
    assert (picture(town), *_written(town)) == after_import()
    main = town.git("rev-parse", "main")
    again = town.run(*IMPORT)
    assert f"received before: {ROWS - 1}" in again.stdout
    assert town.git("rev-parse", "main") == main


FAST = [("update-ref", 1, "after"), ("unpack-objects", 1, "amid")]
WRITES = [("index-pack", 1), ("unpack-objects", 1), ("update-ref", 1), ("update-ref", 2)]
ALL = [(write, number, when) for write, number in WRITES for when in WHENS]
SOME = ALL if STEP == 1 else [*FAST, ("update-ref", 2, "before")]


@pytest.mark.parametrize(
    ("write", "number", "when"), [pytest.param(*each, marks=() if each in FAST else pytest.mark.slow) for each in SOME]
)
def test_a_death_between_two_batches_loses_no_row_and_doubles_none(
    write: str, number: int, when: When, tmp_path: Path
) -> None:
    town = copied(before_import(), tmp_path / "town")
    assert Mortal(town, [write]).run(*IMPORT, die_at=number, when=when)
    hold_import(town)


@pytest.mark.slow
def test_a_death_at_any_own_write_leaves_key_and_tables_whole(chance: random.Random, tmp_path: Path) -> None:
    town = _town(tmp_path / "town", ROW + ROW.replace("17,", "18,").replace("塾の帰りに", "090-1234-5678 "))
    (town.folder / ".git/living-manifesto/claims.key").unlink()
    died = 0
    for number, (_, death) in enumerate(some(at_own_writes(), chance)):
        other = copied(town, tmp_path / f"{number:03}")
        if not death(other, IMPORT):
            break
        died += 1
        assert other.run(*IMPORT).returncode == 1
        hold(other)
        receipts = (other.folder / "in/receipts.csv").read_text("utf-8-sig").splitlines()
        assert [len(row.split(",")[3]) for row in receipts[1:]] == [23]
        left = sorted(path.name for path in (other.folder / "in").iterdir())
        assert left == ["answers.csv", "answers.refused.csv", "receipts.csv"]
    assert died > 3 // STEP


@cache
def before_claim() -> tuple[Town, tuple[str, ...]]:
    town = _town(kept() / "town", ROW)
    assert town.run(*IMPORT).returncode == 0
    assert town.run("submit", "--all").returncode == 0
    _, row = (town.folder / "in/receipts.csv").read_text("utf-8-sig").splitlines()
    name, code = row.split(",")[1], code_of(KEY, "17", claim_for(KEY, "17"))
    first = ("claim", name, "--code", code, "--correct", "--add", "夜のバスを走らせます。", "--to", "4-1")
    assert town.run(*first).returncode == 0
    return town, ("claim", name, "--code", code, "--correct", "--add", NIGHT, "--to", "4-1")


@cache
def after_claim() -> Picture:
    town, command = before_claim()
    done = copied(town, kept() / "town")
    assert done.run(*command).returncode == 0
    hold(done)
    return picture(done)


def hold_claim(death: Death, folder: Path) -> bool:
    town, command = before_claim()
    other = copied(town, folder)
    died = death(other, command)
    done = other.run(*command)
    assert done.returncode == 0, done.stdout + done.stderr
    hold(other)
    assert picture(other) == after_claim()
    return died


def _at(number: int, when: When) -> Death:
    return lambda town, command: Mortal(town).run(*command, die_at=number, when=when)


def test_a_correction_that_died_on_main_is_finished_by_the_next_run(tmp_path: Path) -> None:
    assert hold_claim(_at(2, "after"), tmp_path / "town")


@pytest.mark.slow
def test_a_correction_that_died_anywhere_is_finished_by_the_next_run(chance: random.Random, tmp_path: Path) -> None:
    deaths = ((number, when) for number in range(1, 50) for when in WHENS)
    for died, (number, when) in enumerate(some(deaths, chance)):
        if not hold_claim(_at(number, when), tmp_path / f"{died:03}"):
            break
    assert died > 9 // STEP
