"""``manifesto init``: a repository for another organisation, ready to run, or one that watches a manifesto."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from living_manifesto.locale import LANGUAGES, Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "init",
        help=say(
            "Make a repository for a manifesto, ready to run. In a terminal it asks for what no option tells. "
            "Nothing that lies in DIR is written over; killed half-way, the same command ends it."
        ),
        epilog=say("Example: manifesto init our-manifesto --title 'Our manifesto' --publisher 'Our town'"),
    )
    @click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
    @click.option("--title", metavar="TEXT", help=say("What the manifesto is called."))
    @click.option("--publisher", metavar="TEXT", help=say("Who publishes it."))
    @click.option("--language", type=click.Choice(LANGUAGES), help=say("The language of its texts."))
    @click.option("--time-zone", metavar="ZONE", help=say("Where days are counted: Asia/Tokyo."))
    @click.option("--license", metavar="NAME", help=say("Under which licence its texts may be used."))
    @click.option("--terms", metavar="ADDRESS", help=say("The page of your full terms, if you have one."))
    @click.option("--contact", metavar="TEXT", help=say("Where to ask: an address or a name."))
    @click.option("--area", metavar="TITLE", help=say("The title of the first area."))
    @click.option("--area-id", metavar="ID", help=say("Its id, for good."))
    @click.option("--section", metavar="TITLE", help=say("The title of the first section."))
    @click.option("--section-id", metavar="ID", help=say("Its id, for good."))
    @click.option("--branch", metavar="NAME", help=say("The branch that is the manifesto (main)."))
    @click.option("--watch", metavar="SOURCE", help=say("Watch another manifesto instead: its address or path."))
    @click.option("--tool", metavar="REQUIREMENT", help=say("With --watch: what pip is told to install there."))
    @click.option("-y", "--yes", is_flag=True, help=say("Ask nothing; take what is usual."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def init(*, folder: Path, yes: bool, as_json: bool, **told: str | None) -> int:
        from living_manifesto.cli.founding import Asking, found_manifesto, found_watch

        root = Path(os.path.realpath(folder))
        given = {name: text for name, text in told.items() if text is not None}
        if "watch" in given:
            _refuse_others(given, say)
            return found_watch(root, given, say, as_json=as_json)
        if "tool" in given:
            raise click.UsageError(say("--tool goes with --watch."))
        return found_manifesto(root, given, Asking(say, quiet=yes or as_json), as_json=as_json)

    return init


def _refuse_others(given: Mapping[str, str], say: Speech) -> None:
    others = [f"--{name.replace('_', '-')}" for name in given if name not in ("watch", "tool", "branch", "language")]
    if others:
        raise click.UsageError(say("With --watch there is nothing to be said by {options}.", options=", ".join(others)))
