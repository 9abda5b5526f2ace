"""``manifesto hide``: a notice stands for a proposal wherever it is shown; its words stay in the file."""

from __future__ import annotations

import json

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.core.redaction import GROUNDS
from living_manifesto.locale import Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "hide",
        help=say(
            "Let a notice with date and ground stand for a proposal wherever it is shown. "
            "Its file keeps the words; manifesto erase takes them out."
        ),
        epilog=say("Example: manifesto hide 20260128-k3f9tw --ground privacy"),
    )
    @click.argument("id", metavar="ID")
    @click.option("--ground", type=click.Choice(GROUNDS), help=say("Why: personal information, the law, or abuse."))
    @click.option("--undo", is_flag=True, help=say("Show it again."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def hide(*, id: str, ground: str | None, undo: bool, as_json: bool) -> None:  # noqa: A002 - the word typed
        if undo == bool(ground):
            raise click.UsageError(say("Name the ground: --ground privacy, law or abuse; or say --undo."))
        _hide(id, ground or "", say, as_json=as_json)

    return hide


def _hide(name: str, ground: str, say: Speech, *, as_json: bool) -> None:
    from living_manifesto.life import redactions
    from living_manifesto.life.sync import sync

    with at_desk(find_workplace(say), say) as desk:
        commit = redactions.hide(desk, name, ground) if ground else redactions.show_again(desk, name)
        sync(desk, [name])
        if as_json:
            click.echo(json.dumps({"id": name, "commit": commit, "hidden": bool(ground)}, ensure_ascii=False, indent=2))
            return
        click.echo(_told(name, ground, say, changed=commit is not None))
        if ground:
            click.echo(say("Pages and pull request show a notice from now on. The words still stand in the file."))
            click.echo(say("To take them out: manifesto erase {id} --ground {ground}", id=name, ground=ground))


def _told(name: str, ground: str, say: Speech, *, changed: bool) -> str:
    from living_manifesto.report.terms import ground_word

    if not changed:
        return say("{id} is hidden already.", id=name) if ground else say("{id} is not hidden.", id=name)
    if not ground:
        return say("{id} is shown again.", id=name)
    return say("{id} is hidden ({ground}).", id=name, ground=ground_word(ground, say))
