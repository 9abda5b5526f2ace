"""``manifesto demo``: the life of a proposal, on this repository's own content, in a clone that is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.looks import colour
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech
from living_manifesto.report.display import Style, styled

if TYPE_CHECKING:
    from living_manifesto.wiring import Workplace

_STEPS = 8


class _Surprise(Exception):
    """A command of the demonstration ended otherwise than it should; the arguments are the command and its code."""


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "demo",
        help=say("See it work on this repository's own content, in a clone that is thrown away. Nothing here changes."),
        epilog=say("Example: manifesto demo"),
    )
    def demo() -> int:
        place = find_workplace(say)
        try:
            with _clone(place) as folder:
                _Demonstration(folder, say).run()
        except _Surprise as surprise:
            called, code = surprise.args
            click.echo(say("“{command}” ended with {code}. That should not be.", command=called, code=code), err=True)
            return FAULTS
        click.echo(say("The clone is gone again, and nothing here has changed."))
        click.echo(say("Where to look next: README.md, CONTRIBUTING.md, manifesto --help"))
        return CLEAN

    return demo


@contextmanager
def _clone(place: Workplace) -> Iterator[Path]:
    """What is committed here, in a folder of its own, with ``main`` checked out."""
    from living_manifesto.gitrepo import ShallowClone
    from living_manifesto.gitrepo.past import is_shallow
    from living_manifesto.gitrepo.staged import git_output

    if is_shallow(place.root):
        raise ShallowClone(place.root)
    top = Path(git_output(place.root, "rev-parse", "--show-toplevel").decode().strip())
    inside = place.root.resolve().relative_to(top.resolve())
    branch = place.main_ref.removeprefix("refs/heads/")
    with TemporaryDirectory(prefix="manifesto-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "clone"
        git_output(place.root, "clone", "--quiet", "--no-hardlinks", str(top), str(folder))
        git_output(folder, "checkout", "--quiet", "-B", branch)
        yield folder / inside


class _Demonstration:
    """The steps, each with a sentence, the command as one would type it, and what it really says."""

    def __init__(self, folder: Path, say: Speech) -> None:
        self._folder = folder
        self._say = say
        self._step = 0

    def run(self) -> None:
        """All steps in order."""
        say = self._say
        self._tell(say("Everything is checked: the manifesto, the proposals, how they fit together."))
        self._manifesto("check")
        self._tell(say("The open proposals are handed in: each gets a receipt, a branch and a pull request."))
        self._manifesto("submit", "--all")
        self._tell(say("Where they stand."))
        self._manifesto("status")
        chosen, section = self._chosen()
        self._tell(say("One of them: what would change, old and new side by side."))
        self._manifesto("diff", chosen, "--as", "table")
        self._tell(say("A reviewer approves it, and it is merged. Merging it is adopting it."))
        self._manifesto("review", chosen, "--approve")
        self._manifesto("merge", chosen)
        self._tell(say("Text, register and audit agree."))
        self._manifesto("blame", self._changed_by(chosen, section))
        self._manifesto("status", chosen)
        self._manifesto("audit")
        self._tell(say("Somebody changes a sentence in silence, past every check, and pushes it to the adopted text."))
        self._silent_edit(section)
        self._manifesto("audit", ends=FAULTS)
        self._tell(say("The edit is taken back. The record of it stays for ever."))
        self._git("revert", "--no-edit", "HEAD")
        self._manifesto("audit")

    def _tell(self, sentence: str) -> None:
        self._step += 1
        head = f"[{self._step}/{_STEPS}] {sentence}"
        click.echo("\n" + styled(head, Style.BOLD, colour=colour()))

    def _chosen(self) -> tuple[str, str]:
        """The first open proposal whose change fits today's text, and its section."""
        import json

        rows = json.loads(self._run("status", "--json", quiet=True))
        ready = [(row["id"], row["section"]) for row in rows if row["state"] == "received"]
        if not ready:
            raise _Surprise("manifesto status --state received", 0)
        return str(ready[0][0]), str(ready[0][1])

    def _changed_by(self, name: str, section: str) -> str:
        """The address of the first sentence that a proposal brought; the section where it brought none."""
        import json

        nodes = json.loads(self._run("blame", section, "--json", quiet=True))["nodes"]
        brought = (node["node"] for node in nodes if any(each["name"] == name for each in node["sentences"]))
        return str(next(brought, section))

    def _silent_edit(self, section: str) -> None:
        """One word more in the first sentence of the section, committed without a proposal."""
        path = next(self._folder.glob(f"manifesto/*/{section}.yaml"))
        lines = path.read_text(encoding="utf-8").split("\n")
        place = next(place for place, line in enumerate(lines) if line.lstrip(" -").startswith("text: "))
        lines[place] = lines[place].replace("text: ", "text: " + self._say("As a rule, "), 1)
        path.write_text("\n".join(lines), encoding="utf-8", newline="")
        self._git("commit", "--all", "--no-verify", "--message", self._say("Tidy up"))

    def _manifesto(self, *arguments: str, ends: int = CLEAN) -> None:
        click.echo(styled(f"$ manifesto {' '.join(arguments)}", Style.DIM, colour=colour()))
        self._run(*arguments, ends=ends)

    def _run(self, *arguments: str, ends: int = CLEAN, quiet: bool = False) -> str:
        called = [sys.executable, "-m", "living_manifesto", "--lang", self._say.language, *arguments]
        sys.stdout.flush()
        done = subprocess.run(  # noqa: S603 - our own commands
            called,
            cwd=self._folder,
            env=_someone(),
            check=False,
            stdout=subprocess.PIPE if quiet else None,
            encoding="utf-8",
        )
        if done.returncode != ends:
            raise _Surprise(f"manifesto {' '.join(arguments)}", done.returncode)
        return done.stdout or ""

    def _git(self, *arguments: str) -> None:
        click.echo(styled(f"$ git {' '.join(arguments)}", Style.DIM, colour=colour()))
        subprocess.run(  # noqa: S603
            ["git", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", *arguments],  # noqa: S607
            cwd=self._folder,
            env=_someone(),
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _someone() -> dict[str, str]:
    """The surroundings in which the commands of the demonstration run: somebody works there."""
    who = {"NAME": "Demo", "EMAIL": "demo@example.invalid"}
    names = {f"GIT_{role}_{field}": held for role in ("AUTHOR", "COMMITTER") for field, held in who.items()}
    return {**os.environ, **names}
