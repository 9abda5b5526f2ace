"""The commands that are killed, each with the town in which it is run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from faults import world
from faults.world import BUS, Picture, copied, hold, kept, picture
from support.town import Town


@dataclass(frozen=True)
class Scene:
    """A command, and how the town comes about in which it is run."""

    name: str
    made: Callable[[Path], Town]
    command: tuple[str, ...]


SCENES = (
    Scene("submit", world.begun, ("submit", "--all")),
    Scene("merge", world.approved, ("merge", BUS)),
    Scene("squash", world.approved, ("merge", BUS, "--style", "squash")),
    Scene("rebase", world.approved, ("merge", BUS, "--style", "rebase")),
    Scene("queue", world.approved, ("merge", "--queue")),
    Scene("sync", world.behind, ("sync",)),
    Scene("revert", world.adopted, ("revert", BUS, "--reason", "屋根は県がつけることになったから。")),
)


@dataclass(frozen=True)
class Undisturbed:
    """The town before the command, what it shows after a run that nobody disturbed, and how long that took."""

    town: Town
    code: int
    seconds: float
    after: Picture


@cache
def undisturbed(scene: Scene) -> Undisturbed:
    folder = kept()
    town = scene.made(folder / "before")
    done = copied(town, folder / "after")
    begun = time.monotonic()
    ran = done.run(*scene.command)
    seconds = time.monotonic() - begun
    hold(done)
    return Undisturbed(town, ran.returncode, seconds, picture(done))


def hold_against(scene: Scene, town: Town) -> None:
    """Run the command again after its death: it ends as if nothing had happened, and a further run does nothing."""
    meant = undisturbed(scene)
    ran = town.run(*scene.command)
    assert ran.returncode == meant.code, ran.stdout + ran.stderr
    hold(town)
    shown = picture(town)
    for field in fields(Picture):
        told, wanted = getattr(shown, field.name), getattr(meant.after, field.name)
        assert told == wanted, f"{field.name}: {told} instead of {wanted}"
