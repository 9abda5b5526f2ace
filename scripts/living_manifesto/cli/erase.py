"""``manifesto erase``: words give way to a notice with a salted digest, if need be in the whole history."""

from __future__ import annotations

import sys
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.core.redaction import FIELDS, GROUNDS
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.redactions import Erased
    from living_manifesto.life.rewriting import Rewritten


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "erase",
        help=say(
            "Replace words of a proposal by a notice with ground, date and a salted digest, "
            "on the adopted branch, on its own branch and in its pull request."
        ),
        epilog=say("Example: manifesto erase 20260128-k3f9tw --ground privacy --field name --history"),
    )
    @click.argument("id", metavar="ID")
    @click.option("--ground", type=click.Choice(GROUNDS), required=True, help=say("Why."))
    @click.option(
        "--field", "fields", multiple=True, type=click.Choice(list(FIELDS)), help=say("Only this; may stand again.")
    )
    @click.option("--history", is_flag=True, help=say("Write the history anew too: every commit since gets a new id."))
    @click.option("--yes", is_flag=True, help=say("Do not ask."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def erase(
        *,
        id: str,  # noqa: A002 - the word on the command line
        ground: str,
        fields: tuple[str, ...],
        history: bool,
        yes: bool,
        as_json: bool,
    ) -> None:
        with at_desk(find_workplace(say), say) as desk:
            asked = yes or as_json
            if history:
                _demand_whole(desk, say)
            standing = _standing(desk, id, fields, say)
            _announce(standing, say, history=history)
            if (standing or history) and not asked:
                _confirm(say)
            salt = _salt(say) if standing else ""
            done = _erase(desk, id, fields, ground, salt)
            rewritten = _rewrite(desk, id, say) if history else None
            if as_json:
                click.echo(_as_text(id, done, salt, rewritten))
            else:
                _tell(desk, id, done, rewritten, say)

    return erase


def _demand_whole(desk: Desk, say: Speech) -> None:
    from living_manifesto.life.rewriting import CannotRewrite, demand_whole

    try:
        demand_whole(desk)
    except CannotRewrite as refused:
        raise click.UsageError(
            say("This is a shallow clone: it does not hold the whole history. Get it first: git fetch --unshallow")
        ) from refused


def _standing(desk: Desk, name: str, fields: tuple[str, ...], say: Speech) -> tuple[str, ...]:
    from living_manifesto.life.redactions import NothingToErase, to_erase

    try:
        return to_erase(desk, name, fields)
    except NothingToErase as nothing:
        raise click.UsageError(say("{id} holds no such words, so there is nothing to erase.", id=name)) from nothing


def _announce(standing: tuple[str, ...], say: Speech, *, history: bool) -> None:
    """What will be done."""
    from living_manifesto.report.terms import FIELD_WORDS

    if standing:
        click.echo(say("A notice will stand in place of:"), err=True)
        for field in standing:
            click.echo(f"  - {say(FIELD_WORDS[field])}", err=True)
        click.echo(say("Ground, date, digest, decision and counts stay. It cannot be undone."), err=True)
    if history:
        click.echo(say("The history will be written anew: everyone must clone again afterwards."), err=True)
        click.echo(say("Signatures of commits and tags since then will be lost."), err=True)


def _salt(say: Speech) -> str:
    """A new salt; said before anything is written, since a run that dies later could not say it any more."""
    salt = token_hex(16)
    click.echo(say("Salt of the digests: {salt}", salt=salt), err=True)
    click.echo(
        say("Keep it in the office, outside of the repository. With it and the words one can prove what stood."),
        err=True,
    )
    return salt


def _confirm(say: Speech) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(say("Say that you mean it: --yes"))
    click.confirm(say("Erase it"), abort=True, err=True)


def _erase(desk: Desk, name: str, fields: tuple[str, ...], ground: str, salt: str) -> Erased:
    from living_manifesto.life.redactions import erase
    from living_manifesto.life.sync import sync

    done = erase(desk, name, fields, ground, salt)
    sync(desk, [name])
    return done


def _rewrite(desk: Desk, name: str, say: Speech) -> Rewritten:
    from living_manifesto.life.rewriting import CannotRewrite, rewrite

    try:
        return rewrite(desk, name)
    except CannotRewrite as refused:
        raise click.UsageError(
            say(
                "The words are erased, but {folder} has a commit checked out that would be written anew. "
                "Switch it to the adopted branch (git switch) or remove it (git worktree remove), then run this again.",
                folder=refused.args[1],
            )
        ) from refused


def _as_text(name: str, done: Erased, salt: str, rewritten: Rewritten | None) -> str:
    import json

    from living_manifesto.core.values import as_dict

    history = as_dict(rewritten) if rewritten is not None else None
    answer = {"id": name, **as_dict(done), "salt": salt or None, "history": history}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _tell(desk: Desk, name: str, done: Erased, rewritten: Rewritten | None, say: Speech) -> None:
    from living_manifesto.cli.erased import tell_beyond, tell_history, tell_passages

    if done.commit is None:
        click.echo(say("Erased already."))
    else:
        click.echo(say("Erased. Notices stand in {fields}.", fields=", ".join(done.fields)))
    tell_passages(done, say)
    if rewritten is not None:
        tell_history(desk, rewritten, say)
    tell_beyond(desk, name, rewritten, say)
