"""Several at once: no receipt is doubled, no number given twice, no commit of a person is written over."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from faults import people, world
from faults.deaths import started
from faults.scenes import SCENES, Scene, hold_against, undisturbed
from faults.world import ALL, BUS, FILES, MAIN, NURSERY, PASS, STANDING, VAGUE, copied, hold, picture, pulls_of
from living_manifesto.gitrepo.carry import Folder
from support.mortal import Mortal
from support.town import Town

SUBMIT, MERGE = SCENES[0], SCENES[1]


def at_once(town: Town, *commands: tuple[str, ...]) -> list[int]:
    """Commands started together; how each ended."""
    running = [started(town, command) for command in commands]
    return [process.wait(timeout=120) for process in running]


@pytest.mark.parametrize("time_", range(2))
def test_the_same_handed_in_twice_at_once_is_received_once(tmp_path: Path, time_: int) -> None:
    town = copied(undisturbed(SUBMIT).town, tmp_path / "town")
    assert at_once(town, SUBMIT.command, SUBMIT.command) == [0, 0]
    hold_against(SUBMIT, town)


@pytest.mark.parametrize("time_", range(2))
def test_two_who_hand_in_at_once_are_both_received(tmp_path: Path, time_: int) -> None:
    town = world.begun(tmp_path / "town")
    assert at_once(town, ("submit", BUS, PASS), ("submit", NURSERY, VAGUE)) == [0, 0]
    assert town.run("sync").returncode == 0
    hold(town)
    pulls = pulls_of(town)
    assert set(pulls) >= set(FILES)
    assert all(town.git("rev-parse", f"refs/heads/{pull.branch}").strip() == pull.head for pull in pulls.values())


def test_two_who_take_the_same_back_at_once_find_one_proposal(tmp_path: Path) -> None:
    town = world.adopted(tmp_path / "town")
    reasons = ("屋根は県がつけることになったから。", "予算を通学路に回したいから。")
    assert at_once(town, *(("revert", BUS, "--reason", reason) for reason in reasons)) == [0, 0]
    assert town.run("sync").returncode == 0
    hold(town)
    assert len(pulls_of(town)) == 1 + len(FILES) + 1


def test_two_who_merge_the_same_at_once_adopt_it_once(tmp_path: Path) -> None:
    town = copied(undisturbed(MERGE).town, tmp_path / "town")
    assert at_once(town, MERGE.command, MERGE.command) == [0, 0]
    hold_against(MERGE, town)


def test_two_queues_at_once_adopt_everything_once(tmp_path: Path) -> None:
    town = world.approved(tmp_path / "town")
    assert at_once(town, ("merge", "--queue"), ("merge", "--queue", "--style", "squash")) == [0, 0]
    assert town.run("sync").returncode == 0
    hold(town)
    assert len(picture(town).main) == 2 + len(ALL)


ALL_BUT_SYNC = [
    pytest.param(scene, id=scene.name, marks=() if scene in (SUBMIT, MERGE) else pytest.mark.slow)
    for scene in SCENES
    if scene.name != "sync"
]


@pytest.mark.parametrize("scene", ALL_BUT_SYNC)
def test_main_moves_all_the_time_and_the_command_gets_its_turn(scene: Scene, tmp_path: Path) -> None:
    town = copied(undisturbed(scene).town, tmp_path / "town")
    with people.busy(lambda number: people.from_afar(town, MAIN, f"notes/{number}.txt", f"{number}\n"), 0.1) as done:
        assert town.run(*scene.command).returncode == undisturbed(scene).code
    town.git("checkout", "-q", "main", "--", "notes") if done else None  # what was pushed from afar is not here yet
    assert town.run("sync").returncode == 0
    hold(town)
    kept = town.git("ls-tree", "--name-only", MAIN, "notes/").split()
    assert sorted(kept) == sorted(f"notes/{number}.txt" for number in done)


@pytest.mark.parametrize("scene", [SCENES[0], SCENES[4]], ids=lambda scene: scene.name)
def test_a_person_commits_here_meanwhile_and_takes_nothing_back(scene: Scene, tmp_path: Path) -> None:
    town = copied(undisturbed(scene).town, tmp_path / "town")
    with people.busy(lambda number: people.here(town, f"notes/{number}.txt", f"{number}\n"), 0.05) as done:
        told = town.run(*scene.command)
    if told.returncode != undisturbed(scene).code:  # on a slow machine the person is faster every time
        assert "Run the same command again." in told.stderr
        assert town.run(*scene.command).returncode == undisturbed(scene).code
    last = len(done)
    people.here(town, f"notes/{last}.txt", f"{last}\n")  # what a lock refused in the last moment
    assert town.run("sync").returncode == 0
    hold(town)
    kept = town.git("ls-tree", "--name-only", MAIN, "notes/").split()
    assert sorted(kept) == sorted(f"notes/{number}.txt" for number in range(last + 1))


@pytest.mark.parametrize("command", [("merge", BUS), ("merge", STANDING, BUS), ("sync",)], ids=" ".join)
def test_words_that_a_person_puts_on_a_branch_meanwhile_are_not_lost(
    command: tuple[str, ...], tmp_path: Path, chance: random.Random
) -> None:
    town = world.approved(tmp_path / "town")
    running = started(town, command)
    time.sleep(chance.uniform(0.0, 1.0))
    ref, path = f"refs/heads/proposal/{BUS}", "manifesto/daily-life/transport.yaml"
    stood = people.tries(town, "show", f"{ref}:{path}")
    better = (stood or "").replace("バス停に屋根を", "すべてのバス停に屋根を")
    written = people.from_afar(town, ref, path, better + "\n") if stood else None
    running.wait(timeout=120)
    assert town.run("sync").returncode == 0
    hold(town)
    if written is not None:
        assert "すべてのバス停に屋根を" in town.git("show", f"{ref}:{path}")


def test_a_run_that_was_late_does_not_take_the_files_of_the_faster_one_for_edits(tmp_path: Path) -> None:
    town = world.approved(tmp_path / "town")
    before = town.git("rev-parse", MAIN).strip()
    Mortal(town, ("update-ref",)).run("merge", BUS, die_at=1, when="after")  # main has moved, the files have not
    assert town.git("status", "--porcelain")
    folder = Folder(town.folder)
    files = dict.fromkeys(town.git("diff", "--name-only", before, MAIN).split(), b"what the late one would write\n")
    assert folder.unsaved(MAIN, before, files) == []
    folder.leave()
