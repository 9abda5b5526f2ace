"""The command line, killed without warning (kill -9) at one of its writes.

A ``git`` of our own stands earlier in PATH. It hands every call on to the real one, but counts those that write;
at the call that is asked for it kills the whole group of processes: the command, its gits and itself.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from support.held import ROOT
from support.town import NOW, Town

When = Literal["before", "amid", "after"]
"""Before the write is begun; with half of it told and its locks held; when it is done and not yet heard of."""

WHENS: tuple[When, ...] = ("before", "amid", "after")
WRITES = ("update-ref", "unpack-objects", "index-pack")

_DOOR = """#!/bin/sh
for word in "$@"; do
    case "$word" in
    {writes}) exec {python} -I {counter} "$word" "$@" ;;
    esac
done
exec {git} "$@"
"""


class Mortal:
    """A town whose command line dies at a write; ``writes`` are the subcommands of git that count."""

    def __init__(self, town: Town, writes: Collection[str] = WRITES) -> None:
        self._town = town
        self._folder = town.folder.parent / f"{town.folder.name}-mortal"
        self._folder.mkdir(exist_ok=True)
        git = shutil.which("git")
        assert git is not None
        self._git = git
        door = self._folder / "git"
        words = {"python": sys.executable, "counter": str(Path(__file__).with_name("mortal_git.py")), "git": git}
        quoted = {name: shlex.quote(word) for name, word in words.items()}
        door.write_text(_DOOR.format(writes=" | ".join(writes), **quoted), encoding="utf-8")
        door.chmod(0o755)
        self.said = ""
        self._count = self._folder / "count"

    @property
    def writes(self) -> list[str]:
        """The writes that the last run came to."""
        return self._count.read_text(encoding="ascii").split()

    def run(self, *arguments: str, die_at: int, when: When = "before", **environ: str) -> bool:
        """Run a command that dies at its write number ``die_at`` (from 1); whether it came so far."""
        self._count.write_bytes(b"")
        deadly = {"GIT": self._git, "COUNT": str(self._count), "AT": str(die_at), "WHEN": when}
        path = f"{self._folder}{os.pathsep}{os.environ['PATH']}"
        surroundings = {"PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW, "PATH": path}
        done = subprocess.run(
            [sys.executable, "-m", "living_manifesto", *arguments],
            cwd=self._town.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
            env={**os.environ, **surroundings, **{f"MORTAL_{name}": word for name, word in deadly.items()}, **environ},
            start_new_session=True,
        )
        self.said = done.stdout + done.stderr
        return done.returncode == -signal.SIGKILL
