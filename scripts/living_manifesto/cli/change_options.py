"""The options that tell a change in place of a file: what should read how, what should come or go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from living_manifesto.locale import Speech

Told = TypeVar("Told", bound=Callable[..., Any])


def change_options(say: Speech) -> Callable[[Told], Told]:
    """The options, in the order in which the help lists them."""
    options = (
        click.option("--replace", metavar="NODE", help=say("The sentence or heading to read differently.")),
        click.option("--with", metavar="TEXT", help=say("How it should read.")),
        click.option("--add", metavar="TEXT", help=say("A sentence to add.")),
        click.option("--heading", metavar="TEXT", help=say("Make what is added an item with this heading.")),
        click.option("--to", metavar="NODE", help=say("Where to add: an item, a part or the section.")),
        click.option("--after", metavar="NODE", default="last", help=say("After which sibling (last when left out).")),
        click.option("--remove", metavar="NODE", help=say("What should go.")),
    )

    def with_options(command: Told) -> Told:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options
