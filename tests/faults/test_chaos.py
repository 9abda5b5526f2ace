"""Four at once submit, review, merge, sync and revert at random, and some are killed: what must hold, holds."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from faults import world
from faults.deaths import started
from faults.world import addition, hold, pulls_of
from living_manifesto.plan.pulls import PullState
from living_manifesto.rules.files import proposal_path
from support.town import Town

FEW_SECONDS, MANY_SECONDS = 12.0, float(os.environ.get("FAULTS_SECONDS", "60"))
"""How long it goes on in the fast suite and in CI, which has 20 minutes for everything; by hand: FAULTS_SECONDS=180."""
WORKERS = 4
BUG = 3
PLACES = (("transport", "bus"), ("transport", "walk"), ("child-care", "nursery"))
STYLES = ("merge", "squash", "rebase")
LONGEST = 2.0
"""Seconds after which a command that is to die has died."""


class Worker(threading.Thread):
    """Somebody who does one thing after another; ``done`` tells what, and how each ended."""

    def __init__(self, town: Town, number: int, seed: int, until: float) -> None:
        super().__init__()
        self.town = town
        self.number = number
        self.until = until
        self.chance = random.Random(seed + number)  # noqa: S311 - not for secrets
        self.done: list[tuple[tuple[str, ...], int]] = []
        self.written: list[str] = []
        self.said: list[str] = []

    def run(self) -> None:
        while time.monotonic() < self.until:
            command = self._command()
            self.done.append((command, self._ended(command)))

    def _command(self) -> tuple[str, ...]:
        deeds = [self._submit] * 4 + [self._review] * 4 + [self._merge] * 3 + [self._revert, self._sync]
        return self.chance.choice(deeds)()

    def _submit(self) -> tuple[str, ...]:
        if self.chance.random() < 0.1:
            return ("submit", "--all")
        name = f"20260210-{'mnpq'[self.number]}{len(self.written):05}"
        section, item = self.chance.choice(PLACES)
        text = f"{self.number + 1}番の人の、{len(self.written) + 1}つ目の約束を守ります。"
        self.town.write(proposal_path(name), addition(name, section, item, text))
        self.written.append(name)
        return ("submit", name)

    def _known(self) -> str:
        known = self.town.git("for-each-ref", "--format=%(refname:lstrip=3)", "refs/heads/proposal").split()
        return self.chance.choice([*known, world.STANDING])

    def _review(self) -> tuple[str, ...]:
        return ("review", self._known(), "--approve")

    def _merge(self) -> tuple[str, ...]:
        style = self.chance.choice(STYLES)
        return ("merge", "--queue" if self.chance.random() < 0.3 else self._known(), "--style", style)

    def _revert(self) -> tuple[str, ...]:
        adopted = [name for name, pull in pulls_of(self.town).items() if pull.state is PullState.MERGED]
        mine = [name for name in adopted if name.startswith("20260210-")]
        name = self.chance.choice(mine or [world.STANDING])
        return ("revert", name, "--reason", f"{self.number + 1}番の人が考えなおしたから。")

    def _sync(self) -> tuple[str, ...]:
        return ("sync",)

    def _ended(self, command: tuple[str, ...]) -> int:
        who = {f"GIT_{role}_NAME": f"Worker {self.number}" for role in ("AUTHOR", "COMMITTER")}
        process = started(self.town, command, output=subprocess.PIPE, **who)
        if self.chance.random() < 0.3:
            time.sleep(self.chance.uniform(0.1, LONGEST))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL) if self.chance.random() < 0.5 else process.kill()
        said, _ = process.communicate(timeout=300)
        self.said.append(said.decode("utf-8", "replace"))
        return process.returncode


def hold_in_chaos(seconds: float, chance: random.Random, folder: Path) -> None:
    town = world.begun(folder / "town")
    seed, until = chance.randrange(1 << 32), time.monotonic() + seconds
    workers = [Worker(town, number, seed, until) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done = [each for worker in workers for each in worker.done]
    said = [each for worker in workers for each in worker.said]
    codes = [code for _, code in done]
    print(f"{len(done)} commands, {codes.count(-signal.SIGKILL)} killed, {codes.count(0)} ended well")
    wrong = [(command, told) for (command, code), told in zip(done, said, strict=True) if code in (BUG, 2)]
    print(*(f"{' '.join(command)}: {told}" for command, told in wrong), sep="\n")
    assert [_log(told) for (_, code), told in zip(done, said, strict=True) if code == BUG] == []
    _settle(town, "sync")
    unreceived = [line[3:] for line in town.git("status", "--porcelain", "-uall").splitlines()]
    assert all(path.startswith("proposals/2026-02/") for path in unreceived), unreceived
    hold(town, dirty=unreceived)
    _settle(town, "submit", "--all")
    hold(town)
    received = set(town.git("ls-tree", "-r", "--name-only", "main", "proposals/2026-02").split())
    written = {proposal_path(name) for worker in workers for name in worker.written}
    assert written <= received
    assert {proposal_path(name) for name in pulls_of(town)} >= written
    refs = town.git("for-each-ref")
    _settle(town, "sync")
    assert town.git("for-each-ref") == refs
    _settle(town, "audit", "--full")


def _settle(town: Town, *command: str) -> None:
    done = town.run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def _log(told: str) -> str:
    found = re.search(r"/\S+\.log", told)
    return Path(found[0]).read_text(encoding="utf-8") if found else told


def test_four_at_once_for_a_while(chance: random.Random, tmp_path: Path) -> None:
    hold_in_chaos(FEW_SECONDS, chance, tmp_path)


@pytest.mark.slow
def test_four_at_once_for_minutes(chance: random.Random, tmp_path: Path) -> None:
    hold_in_chaos(MANY_SECONDS, chance, tmp_path)
