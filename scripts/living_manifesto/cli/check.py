"""``manifesto check``: is everything sound? Files, the work tree, the index, a revision, a change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.answers import exit_code, rendered
from living_manifesto.cli.places import find_workplace, relative
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.cli.questions import Answer
    from living_manifesto.wiring import Workplace

FORMATS = ("text", "json", "sarif", "github")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "check",
        help=say("Check files (all when none is named) and say where a fault is and how it is mended."),
        epilog=say("Example: manifesto check --fix proposals/2026-01/20260128-k3f9tw.yaml"),
    )
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--staged", is_flag=True, help=say("Check what is about to be committed (the hook)."))
    @click.option("--rev", metavar="REV", help=say("Check a revision instead of the files here."))
    @click.option("--base", metavar="REV", help=say("Check what has changed since this revision."))
    @click.option("--fix", is_flag=True, help=say("Mend what is safe to mend; texts stay as they are."))
    @click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=say("How to answer."))
    def check(*, paths: tuple[Path, ...], staged: bool, rev: str | None, base: str | None, fix: bool, form: str) -> int:
        place = find_workplace(say)
        chosen = [relative(path, place, say) for path in paths]
        if staged + bool(rev or base) + fix > 1 or (chosen and (staged or rev or base)):
            raise click.UsageError(
                say("--staged, --fix and --rev/--base exclude each other; FILES go with --fix or stand alone.")
            )
        if fix:
            from living_manifesto.cli.mending import mend

            chosen = mend(place, chosen, say)
        answer = _ask(place, chosen, staged=staged, rev=rev, base=base, say=say)
        click.echo(rendered(answer, form, say, before_commit=staged), nl=False)
        return exit_code(answer)

    return check


def _ask(
    place: Workplace, chosen: list[str], *, staged: bool, rev: str | None, base: str | None, say: Speech
) -> Answer:
    from living_manifesto.cli import questions

    if staged:
        return questions.ask_staged(place)
    if not rev and not base:
        return questions.ask_work_tree(place, chosen)
    from living_manifesto.gitrepo.revisions import UnknownRevision

    try:
        return questions.ask_change(place, base, rev) if base else questions.ask_revision(place, rev or "HEAD")
    except UnknownRevision as error:
        raise click.UsageError(say("Git knows no revision {name}.", name=error.args[0])) from error
