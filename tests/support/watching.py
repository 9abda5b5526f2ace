"""A repository that watches a manifesto, and the steps of its workflow as the runner's shell would run them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from support.town import Town

WORKFLOW = ".github/workflows/watch.yml"
SEEN = "watch/seen.txt"


def steps(town: Town) -> list[dict[str, Any]]:
    """The steps of the workflow, in order."""
    (job,) = yaml.safe_load(town.read(WORKFLOW))["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


@dataclass(frozen=True)
class Watch:
    """What lies on the forge (``origin``), and a machine on which its workflow runs; ``path`` finds the commands."""

    origin: Path
    machine: Path
    path: str

    def run(self, *, installs: bool = False) -> tuple[bool, str]:
        """Run it in a fresh clone: whether it held, and all that was said; the tool is there unless it ``installs``."""
        home = self.machine / str(len(list(self.machine.iterdir())))
        temporary = home / "temporary"
        temporary.mkdir(parents=True)
        subprocess.run(["git", "clone", "-q", self.origin, home / "work"], check=True)
        told = ""
        for step in steps(Town(home / "work")):
            if "run" not in step or (step["name"] == "Install the tool" and not installs):
                continue
            surroundings = {
                **{name: held for name, held in os.environ.items() if not name.startswith("PYTHON")},
                "PATH": self.path,
                "RUNNER_TEMP": str(temporary),
                "GITHUB_ACTIONS": "true",
                "TOKEN": "secret",
                "LIVING_MANIFESTO_NOW": "",
            }
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=home / "work",
                env={name: held for name, held in surroundings.items() if held},
                capture_output=True,
                encoding="utf-8",
                check=False,
                timeout=300,
            )
            told += done.stdout + done.stderr
            if done.returncode:
                return False, told
        return True, told

    def seen(self) -> list[str]:
        """The lines of what was seen, as they lie on the forge."""
        said = Town(self.origin).git("show", f"main:{SEEN}").splitlines()
        return [line for line in said if not line.startswith("#")]


def watch(folder: Path, source: str, path: str, *arguments: str, **environ: str) -> Watch:
    """Make a watch over a repository and push it to a forge."""
    done = Town(folder).run("init", "watch", "--watch", source, *arguments, **environ)
    assert done.returncode == 0, done.stderr
    origin = folder / "origin.git"
    Town(folder).git("clone", "-q", "--bare", "watch", str(origin))
    machine = folder / "machine"
    machine.mkdir()
    return Watch(origin, machine, path)
