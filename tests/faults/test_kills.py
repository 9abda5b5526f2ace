"""Kill -9 at every write, and at random: the same command run again ends as if nothing had happened."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.deaths import MANY, STEP, Death, after, at_own_writes, at_writes_of_git, some
from faults.scenes import SCENES, Scene, hold_against, undisturbed
from faults.world import copied

FEW = 10
"""Deaths at random in the fast suite."""


def hold_at_each(scene: Scene, deaths: Iterator[tuple[str, Death]], folder: Path, chance: random.Random) -> int:
    """Die at one write after another until a run comes to its end; how many died."""
    for number, (name, death) in enumerate(some(deaths, chance)):
        if not hold_after(scene, name, death, folder / f"{number:03}"):
            return number
    raise AssertionError


def hold_after(scene: Scene, name: str, death: Death, folder: Path) -> bool:
    """Die once, and see that the next run makes it good; whether it died."""
    town = copied(undisturbed(scene).town, folder)
    died = death(town, scene.command)
    try:
        hold_against(scene, town)
    except AssertionError as error:
        raise AssertionError(f"{scene.name}, killed {name} ({folder}): {error}") from error
    shutil.rmtree(folder)
    return died


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_death_at_any_write_of_git_leaves_nothing_undone(scene: Scene, chance: random.Random, tmp_path: Path) -> None:
    assert hold_at_each(scene, at_writes_of_git(), tmp_path, chance) > 3 // STEP


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_death_at_any_own_write_leaves_nothing_undone(scene: Scene, chance: random.Random, tmp_path: Path) -> None:
    assert hold_at_each(scene, at_own_writes(), tmp_path, chance) > 1 // STEP


def hold_at_random(chance: random.Random, times: int, folder: Path) -> int:
    """Die after a while, again and again; how many died."""
    died = 0
    for number in range(times):
        scene, whom = chance.choice(SCENES), chance.choice(("all", "parent"))
        seconds = chance.uniform(0.1, 1.1) * undisturbed(scene).seconds
        died += hold_after(scene, f"after {seconds:.3f} s ({whom})", after(seconds, whom), folder / f"{number:03}")
    return died


def test_a_few_deaths_at_random_leave_nothing_undone(chance: random.Random, tmp_path: Path) -> None:
    hold_at_random(chance, FEW, tmp_path)


@pytest.mark.slow
def test_many_deaths_at_random_leave_nothing_undone(chance: random.Random, tmp_path: Path) -> None:
    assert hold_at_random(chance, MANY, tmp_path) > MANY // 2
