"""A full disk, locks of the dead, a lock of the living: the same command finishes once they are out of the way."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faults.scenes import SCENES, Scene, hold_against, undisturbed
from faults.world import PULLS, copied, hold, picture
from support.held import ROOT
from support.town import NOW, Town

SUBMIT, MERGE = SCENES[0], SCENES[1]
BUG = 3


def slow(*held: int) -> list[object]:
    """Cases that run with all the others only."""
    return [pytest.param(each, marks=pytest.mark.slow) for each in held]


def limited(town: Town, command: tuple[str, ...], size: int) -> subprocess.CompletedProcess[str]:
    """The command where no file may grow beyond a size, neither its own nor one of its git."""
    return subprocess.run(
        [sys.executable, "-m", "living_manifesto", *command],
        cwd=town.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


@pytest.mark.parametrize("scene", [SUBMIT, MERGE], ids=lambda scene: scene.name)
@pytest.mark.parametrize("size", [*slow(0, 40), 90, *slow(400, 1200, 3000)])
def test_files_that_cannot_grow_stop_it_and_the_same_command_finishes(scene: Scene, size: int, tmp_path: Path) -> None:
    town = copied(undisturbed(scene).town, tmp_path / "town")
    done = limited(town, scene.command, size)
    assert done.returncode != BUG, done.stderr
    hold_against(scene, town)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here (that needs root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("scene", [SUBMIT, MERGE], ids=lambda scene: scene.name)
def test_a_full_disk_stops_it_and_the_same_command_finishes(scene: Scene, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        for room in range(0, 160_000, 8192):
            town = copied(undisturbed(scene).town, disk / "town")
            ballast = disk / "ballast"
            ballast.write_bytes(b"0" * (shutil.disk_usage(disk).free - room))
            done = town.run(*scene.command)
            assert done.returncode != BUG, (room, done.stderr)
            ballast.unlink()
            hold_against(scene, town)
            shutil.rmtree(town.folder)


LOCKS = ("refs/heads/main.lock", "HEAD.lock", "packed-refs.lock", "index.lock", f"{PULLS}.lock")


@pytest.mark.parametrize("age", [3600, *slow(0)])
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_of_the_dead_is_removed_and_that_is_said(lock: str, age: int, tmp_path: Path) -> None:
    town = copied(undisturbed(MERGE).town, tmp_path / "town")
    file = town.folder / ".git" / lock
    file.touch()
    os.utime(file, (time.time() - age,) * 2)
    done = town.run(*MERGE.command)
    assert done.returncode == 0, done.stderr
    assert lock in done.stderr
    hold(town)
    assert picture(town) == undisturbed(MERGE).after


@pytest.mark.slow
def test_a_lock_of_the_living_is_respected(tmp_path: Path) -> None:
    town = copied(undisturbed(MERGE).town, tmp_path / "town")
    before = town.git("rev-parse", "main")
    town.write("notes.txt", "words\n")
    town.git("add", "notes.txt")
    editor = {**os.environ, "GIT_EDITOR": "sleep 20 #"}
    writing = subprocess.Popen(["git", "commit", "-a"], cwd=town.folder, env=editor, stdout=subprocess.DEVNULL)
    time.sleep(1)
    done = town.run(*MERGE.command)
    assert (done.returncode, "index.lock" in done.stderr) == (2, True), done.stderr
    assert town.git("rev-parse", "main") == before
    writing.terminate()
    writing.wait(timeout=60)
    town.git("rm", "-q", "--cached", "notes.txt")
    (town.folder / "notes.txt").unlink()
    hold_against(MERGE, town)
