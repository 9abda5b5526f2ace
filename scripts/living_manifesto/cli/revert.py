"""``manifesto revert``: take an adopted proposal back by adopting its inverse."""

from __future__ import annotations

import sys

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "revert",
        help=say("Propose to take an adopted proposal back. It is reviewed and merged like any other."),
        epilog=say("Example: manifesto revert 20260128-k3f9tw --reason 'The law has changed.'"),
    )
    @click.argument("id", metavar="ID")
    @click.option("--reason", metavar="TEXT", help=say("Why it should go."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def revert(*, id: str, reason: str | None, as_json: bool) -> None:  # noqa: A002 - the word on the command line
        if not reason and not sys.stdin.isatty():
            raise click.UsageError(say("Say why: --reason TEXT. A proposal without a reason cannot be weighed."))
        _revert(id, reason or click.prompt(say("Why")), say, as_json=as_json)

    return revert


def _revert(name: str, reason: str, say: Speech, *, as_json: bool) -> None:
    from living_manifesto.core.amend.resolution import Fit
    from living_manifesto.life.reverts import NotAdopted, take_back
    from living_manifesto.life.sync import sync

    with at_desk(find_workplace(say), say) as desk:
        body = desk.speech("Take back the adoption of {id}.", id=name)
        try:
            found = take_back(desk, name, body=body, reason=reason)
        except NotAdopted as error:
            raise click.UsageError(
                say("{id} is not adopted, or is taken back already. See: manifesto status {id}", id=name)
            ) from error
        taker = found.proposal.id
        sync(desk, [taker], reopen=True)
        pull = desk.forge.pulls([taker]).get(taker)
        if as_json:
            import json

            answer = {"id": taker, "reverts": name, "number": pull.number if pull else 0, "fit": found.fit}
            click.echo(json.dumps(answer, ensure_ascii=False))
            return
        if pull is not None:
            click.echo(f"  #{pull.number}  {taker}  {pull.title}")
        if found.fit is Fit.NEEDS_PERSON:
            click.echo(
                say("The text has moved since, so a person must look at the wording: manifesto status {id}", id=taker)
            )
        else:
            click.echo(say("Next: manifesto review {id} --approve, then manifesto merge {id}", id=taker))
