"""What is done and told once a new repository stands: the hook before a commit, and the next steps."""

from __future__ import annotations

import json
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

if TYPE_CHECKING:
    from living_manifesto.life.founding.found import Founded

_CONFIG = ".pre-commit-config.yaml"


class Hooked(StrEnum):
    """What became of the hook before a commit."""

    SET = "set"
    NOT_WANTED = "not_wanted"
    NO_PROGRAM = "no_program"
    ELSEWHERE = "elsewhere"
    FOREIGN = "foreign"


def hooked(made: Founded) -> Hooked:
    """Install the hook where pre-commit is there and no other stands in its place; git is told of the merge driver."""
    from living_manifesto.gitrepo import hooks
    from living_manifesto.gitrepo.merging import set_driver
    from living_manifesto.rules.tree import MANIFESTO_PATH
    from living_manifesto.wiring import program

    if MANIFESTO_PATH in made.written:
        set_driver(made.root)
    if _CONFIG not in made.written:
        return Hooked.NOT_WANTED
    present = hooks.hook(made.root)
    if present.elsewhere:
        return Hooked.ELSEWHERE
    if present.state is hooks.State.FOREIGN:
        return Hooked.FOREIGN
    found = program("pre-commit")
    if found is None:
        return Hooked.NO_PROGRAM
    hooks.install(made.root, found)
    return Hooked.SET


def as_text(made: Founded, hook: Hooked) -> str:
    """The answer for a program."""
    answer = {
        "root": str(made.root),
        "commit": made.commit,
        "written": list(made.written),
        "kept": list(made.kept),
        "hook": hook.value,
    }
    return json.dumps(answer, indent=2)


def told(made: Founded, hook: Hooked, say: Speech) -> str:
    """The answer for a person: what stands, and what to do next."""
    lines = [say("{folder} is ready, with one commit:", folder=one_line(str(made.root)))]
    lines += [f"  {path}" for path in made.written]
    if made.kept:
        lines += ["", say("These stood there already and stay as you have them:")]
        lines += [f"  {path}" for path in made.kept]
    lines += ["", *_next(made, hook, say)]
    return "\n".join(lines)


def _next(made: Founded, hook: Hooked, say: Speech) -> list[str]:
    steps = [f"cd {shlex.quote(str(made.root))}"] if made.root != Path.cwd() else []
    if "watch/audit.sh" in made.written:
        return [say("What to do next:"), *_indented([*steps, "bash watch/audit.sh"]), say("More: README.md")]
    if made.kept or hook is Hooked.ELSEWHERE:
        steps.append("manifesto doctor")
    match hook:
        case Hooked.NO_PROGRAM:
            steps += ["pip install pre-commit", "pre-commit install"]
        case Hooked.FOREIGN:
            steps += ["pre-commit install"]
    return [
        say("What to do next:"),
        *_indented([*steps, "manifesto check", "manifesto propose"]),
        say("More: README.md"),
    ]


def _indented(steps: list[str]) -> list[str]:
    return [f"  {step}" for step in steps]
