"""The command line that dies at a write is itself held against what it promises."""

from __future__ import annotations

from support.mortal import Mortal
from support.office import MAIN
from support.town import Town

DECIDE = ("decide", "20260201-aaaaaa", "--outcome", "withdrawn")


def test_who_does_not_come_so_far_does_not_die(town: Town) -> None:
    mortal = Mortal(town)
    assert not mortal.run(*DECIDE, die_at=99)
    assert "outcome: withdrawn" in town.git("show", f"{MAIN}:proposals/2026-02/20260201-aaaaaa.yaml")
    assert mortal.writes == ["unpack-objects", "update-ref"]


def test_before_a_write_nothing_of_it_is_done(town: Town) -> None:
    tip = town.git("rev-parse", MAIN)
    assert Mortal(town).run(*DECIDE, die_at=2, when="before")
    assert town.git("rev-parse", MAIN) == tip
    assert not list((town.folder / ".git/refs").rglob("*.lock"))


def test_amid_a_write_its_lock_is_left_behind(town: Town) -> None:
    tip = town.git("rev-parse", MAIN)
    assert Mortal(town).run(*DECIDE, die_at=2, when="amid")
    assert town.git("rev-parse", MAIN) == tip
    assert (town.folder / f".git/{MAIN}.lock").exists()


def test_after_a_write_it_is_done_and_nobody_has_heard_of_it(town: Town) -> None:
    tip = town.git("rev-parse", MAIN)
    mortal = Mortal(town)
    assert mortal.run(*DECIDE, die_at=2, when="after")
    assert town.git("rev-parse", MAIN) != tip
    assert mortal.said == ""


def test_other_writes_can_be_counted_too(town: Town) -> None:
    mortal = Mortal(town, writes=("update-index", "checkout-index"))
    assert mortal.run(*DECIDE, die_at=1, when="after")
    assert mortal.writes == ["update-index"]


def test_a_lock_of_the_index_that_a_dead_run_left_is_removed_and_told(town: Town) -> None:
    assert Mortal(town, writes=("update-index",)).run(*DECIDE, die_at=1, when="amid")
    assert (town.folder / ".git/index.lock").exists()
    again = town.run(*DECIDE)
    assert again.returncode == 0, again.stderr
    assert "index.lock" in again.stderr
    assert town.git("status", "--porcelain") == ""
