"""``manifesto propose``: writes a proposal by questions, flags, from an edited section or from JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.change_options import change_options
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.outline import Outline
    from living_manifesto.wiring import Workplace

KINDS = ("addition", "clarification", "revision", "removal", "editorial", "restructure", "other")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "propose",
        help=say("Write a proposal. Without options it asks. NODE is an id, a heading or a number such as 4-3."),
        epilog=say(
            "Example: manifesto propose --section child-care --to 1-2 --add 'A new sentence.' --reason 'Because …'"
        ),
    )
    @click.option("--list-sections", is_flag=True, help=say("List the sections and leave."))
    @click.option("--from-edit", is_flag=True, help=say("Make it from the sections edited here since the last commit."))
    @click.option("--from-commit", metavar="REV", help=say("Make it from a change that manifesto audit names as open."))
    @click.option("--json", "from_json", is_flag=True, help=say("Read it as JSON from standard input."))
    @click.option("--section", metavar="SECTION", help=say("Its home: id, title or number of a section, or none."))
    @click.option("--body", metavar="TEXT", help=say("What you want, in your own words."))
    @click.option("--reason", metavar="TEXT", help=say("Why you want it."))
    @click.option("--title", metavar="TEXT", help=say("A short title (may be left out)."))
    @click.option("--name", metavar="NAME", help=say("How you want to be named; anonymous when left out."))
    @click.option("--kind", type=click.Choice(KINDS), help=say("What sort of change (computed when left out)."))
    @change_options(say)
    def propose(**told: str | bool | None) -> int | None:
        place = find_workplace(say)
        if told["list_sections"]:
            list_sections(place, say)
            return None
        if told["from_edit"]:
            from living_manifesto.cli.from_edit import propose_from_edit

            return propose_from_edit(place, _text(told, "body"), _text(told, "reason"), _text(told, "name"), say)
        if told["from_commit"]:
            from living_manifesto.cli.from_commit import propose_from_commit

            words = {name: _text(told, name) for name in ("body", "reason", "name")}
            return propose_from_commit(place, _text(told, "from_commit"), words, say)
        if told["from_json"]:
            from living_manifesto.cli.from_json import propose_from_json

            return propose_from_json(place, sys.stdin.buffer.read(), say)
        from living_manifesto.cli.proposing import receive
        from living_manifesto.cli.telling import ask, from_flags

        words = {name: _text(told, name) for name in told if isinstance(told[name], str)}
        given = {name: text for name, text in words.items() if name != "after"}
        if not given and not sys.stdin.isatty():
            raise click.UsageError(say("Say what you propose by options (--help), or run it in a terminal."))
        outline = outline_here(place, say)
        return receive(place, from_flags(words, outline, say) if given else ask(outline, say), say)

    return propose


def _text(told: dict[str, str | bool | None], name: str) -> str:
    value = told[name]
    return value if isinstance(value, str) else ""


def outline_here(place: Workplace, say: Speech) -> Outline:
    """The manifesto of the work tree; a refusal when it cannot be read."""
    from living_manifesto.gitrepo.worktree import WorkTree

    tree = place.context(WorkTree(place.root)).tree
    if tree.manifesto() is None:
        raise click.UsageError(say("manifesto/manifesto.yaml cannot be read. See why: manifesto check"))
    return tree.outline()


def list_sections(place: Workplace, say: Speech) -> None:
    """Print id, number and title of every section."""
    from living_manifesto.core.numbering import section_numbers

    outline = outline_here(place, say)
    for area in outline.root.children("areas"):
        click.echo(area.title)
        for section in area.children("sections"):
            number = section_numbers(outline.root)[section.id]
            click.echo(f"  {section.id}  {number}. {section.title}")
    click.echo(say("If none fits: --section none"))
