"""A command that dies: at a write of its git, at a write of its own, or after a while."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from support.held import ROOT
from support.mortal import WHENS, Mortal
from support.town import NOW, Town

GIT_WRITES = (
    "update-ref",
    "unpack-objects",
    "index-pack",
    "fast-import",
    "update-index",
    "checkout-index",
    "read-tree",
    "symbolic-ref",
)
_DYING = Path(__file__).with_name("dying")

Told = TypeVar("Told")

MANY = int(os.environ.get("FAULTS_RUNS", "50"))
"""Deaths at random in CI, which has 20 minutes for everything; by hand: FAULTS_RUNS=200."""

STEP = 1 if MANY >= 200 else 5
"""Writes from one death to the next: in CI every fifth, from a first one by chance, so that no run sees them all and
many do; five meets each way to die at a write, of which there are three and two. By hand, as above, at every one."""

Death = Callable[[Town, Sequence[str]], bool]
"""Runs a command to its death; False when it lived."""


def some(deaths: Iterable[Told], chance: random.Random) -> Iterator[Told]:
    """Every death, or one in ``STEP``."""
    return islice(deaths, chance.randrange(STEP), None, STEP)


def at_writes_of_git() -> Iterator[tuple[str, Death]]:
    """A death at each write of git, before, amid and after it, with its name; without end."""
    number = 0
    while True:
        number += 1
        for when in WHENS:

            def death(town: Town, command: Sequence[str], number: int = number, when: str = when) -> bool:
                return Mortal(town, GIT_WRITES).run(*command, die_at=number, when=when)  # type: ignore[arg-type]

            yield f"{when} git's write {number}", death


def at_own_writes() -> Iterator[tuple[str, Death]]:
    """A death at each write of the command's own, before and amid it, with its name; without end."""
    number = 0
    while True:
        number += 1
        for when in ("before", "amid"):

            def death(town: Town, command: Sequence[str], number: int = number, when: str = when) -> bool:
                told = town.folder.parent / f"{town.folder.name}-dying"
                words = {"AT": str(number), "WHEN": when, "BELOW": os.path.realpath(town.folder), "COUNT": str(told)}
                path = f"{_DYING}{os.pathsep}{ROOT / 'scripts'}"
                process = started(
                    town, command, PYTHONPATH=path, **{f"DYING_{name}": word for name, word in words.items()}
                )
                process.communicate(timeout=120)
                return process.returncode == -signal.SIGKILL

            yield f"{when} its own write {number}", death


def after(seconds: float, whom: Literal["all", "parent"]) -> Death:
    """A death after a while: of the whole group of processes, or of the command alone while its git lives on."""

    def death(town: Town, command: Sequence[str]) -> bool:
        process = started(town, command)
        time.sleep(seconds)
        if process.poll() is not None:
            return False
        if whom == "all":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait(timeout=60)
        return True

    return death


def started(
    town: Town, command: Sequence[str], *, output: int = subprocess.DEVNULL, **environ: str
) -> subprocess.Popen[bytes]:
    """The command as a running process with a group of its own."""
    surroundings = {"PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW, **environ}
    return subprocess.Popen(
        [sys.executable, "-m", "living_manifesto", *command],
        cwd=town.folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env={**os.environ, **surroundings},
        start_new_session=True,
    )
