"""Several at once, and some of them killed: numbers stay apart, what was said to stand stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from forges.contract import ONE, TWO, opened
from forges.here import NOW, Here, name, to_open
from living_manifesto.forge.local.forge import LocalForge
from living_manifesto.forge.local.layout import REF
from living_manifesto.forge.port import ForgeUnavailable
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.actions import AddComment
from living_manifesto.plan.commits import Identity, NewCommit
from support.held import ROOT

OPENER = ROOT / "tests" / "forges" / "opener.py"
EACH = 12


def opening(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(OPENER), str(folder), str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        start_new_session=True,
    )


def said(lines: str) -> dict[str, int]:
    """What a process said that it opened; a line that it could not finish does not count."""
    whole = (line.split() for line in lines.splitlines(keepends=True) if line.endswith("\n"))
    return {proposal: int(number) for proposal, number in whole}


def test_two_that_open_at_once_get_different_numbers_and_nothing_is_lost(world: Here) -> None:
    both = [opening(world.town.folder, first, first + EACH) for first in (0, 100)]
    told: dict[str, int] = {}
    for process in both:
        answer, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, "")
        told |= said(answer)
    pulls = world.forge().pulls()
    assert {proposal: pull.number for proposal, pull in pulls.items()} == told
    assert sorted(told.values()) == list(range(1, 2 * EACH + 1))
    for proposal, pull in pulls.items():
        assert [comment.text for comment in pull.comments] == [f"words on {int(proposal[9:])}"]
    assert world.commits() == 4 * EACH
    world.town.git("fsck", "--strict")


def killed(world: Here, seed: int) -> None:
    """Kill a process at some moment, every second time with its git; the next goes on where it stood."""
    before = world.forge().pulls()
    first = len(before)
    process = opening(world.town.folder, first, first + 50)
    assert process.stdout is not None
    heard = process.stdout.readline()
    time.sleep(seed % 13 / 50)
    if seed % 2:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    rest, _ = process.communicate(timeout=60)
    told = said(heard + rest)
    pulls = world.forge().pulls()
    assert {proposal: pulls[proposal].number for proposal in told} == told
    assert all(pulls[proposal].comments for proposal in told)
    # One may stand of which nobody heard any more, and one that a git did whose run was killed alone the time before.
    assert len(pulls) - len(before) - len(told) in range(2 + seed % 2)
    assert all(pulls[proposal] == pull for proposal, pull in before.items())
    assert sorted(pull.number for pull in pulls.values()) == list(range(1, len(pulls) + 1))


def test_a_kill_leaves_the_ref_whole(world: Here) -> None:
    for seed in range(6):
        killed(world, seed)
    world.town.git("fsck", "--strict")


@pytest.mark.slow
def test_many_kills_leave_the_ref_whole(world: Here) -> None:
    for seed in range(100):
        killed(world, seed)
    world.town.git("fsck", "--strict")


def someone() -> Identity:
    return Identity("a", "b")


class Overtaken(Store):
    """A store before whose move somebody else is faster, for the first ``times``."""

    def __init__(self, world: Here, times: int) -> None:
        super().__init__(world.town.folder)
        self.world = world
        self.times = times

    def write(self, commits: Sequence[NewCommit]) -> list[str]:
        if self.times:
            self.times -= 1
            self.world.forge("佐藤").apply([to_open(name(900 + self.times))])
        return super().write(commits)


def test_a_lost_race_is_run_again_from_where_the_other_left_it(world: Here) -> None:
    opened(world, ONE)
    pauses: list[float] = []
    with Overtaken(world, 3) as store:
        forge = LocalForge(store, main="refs/heads/main", who=someone, now=NOW, pause=lambda each: pauses.append(each))
        forge.apply([to_open(TWO), AddComment(1, "words")])
    pulls = world.forge().pulls()
    assert (pulls[TWO].number, pulls[ONE].number, len(pulls)) == (5, 1, 5)
    assert [comment.text for comment in pulls[ONE].comments] == ["words"]
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_who_is_always_too_late_is_told_so(world: Here) -> None:
    pauses: list[float] = []
    with Overtaken(world, 99) as store, pytest.raises(ForgeUnavailable, match=REF):
        LocalForge(store, main="refs/heads/main", who=someone, now=NOW, pause=lambda each: pauses.append(each)).apply(
            [to_open(TWO)]
        )
    assert len(pauses) == 20
    assert sum(pauses) < 5
    assert TWO not in world.forge().pulls()
