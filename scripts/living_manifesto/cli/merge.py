"""``manifesto merge``: adopt what reviewers have approved."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech, mark

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.merging import Attempt

_BARS: Mapping[str, str] = {
    "no_pull": mark("it has no open pull request. Open it: manifesto submit {id}"),
    "decided": mark("it is decided already ({outcome})."),
    "not_drafted": mark("its change is not drafted yet. Draft it: manifesto draft {id}"),
    "needs_person": mark("the text has moved, and a person must look at the wording. See where: manifesto status {id}"),
    "already_there": mark("the text says already what it asks for. Perhaps it is a duplicate: manifesto decide {id}"),
    "by_hand": mark("its branch holds edits that cannot be completed by themselves. See why: manifesto sync {id}"),
    "not_approved": mark("nobody has approved it yet. Approve it: manifesto review {id} --approve"),
    "too_few": mark("{needed} people must approve it, and so far {names} did: manifesto review {id} --approve"),
    "approval_void": mark(
        "the wording changed after {names} approved it. Read it again: manifesto review {id} --approve"
    ),
    "changes_requested": mark("{names} asked for changes. See what: manifesto status {id}"),
    "faults": mark("merging it would break a rule ({codes}). See: manifesto explain {codes}"),
}


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "merge",
        help=say("Adopt approved proposals: the text changes, and the register says so, in the same step."),
        epilog=say("Example: manifesto merge 20260128-k3f9tw --style squash"),
    )
    @click.argument("ids", nargs=-1)
    @click.option("--queue", is_flag=True, help=say("All that are approved, one after another."))
    @click.option(
        "--style",
        type=click.Choice(["merge", "squash", "rebase"]),
        default="merge",
        help=say("How the branch comes in; what is proved afterwards is the same."),
    )
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def merge(*, ids: tuple[str, ...], queue: bool, style: str, as_json: bool) -> int:
        if bool(ids) == queue:
            raise click.UsageError(say("Name proposals by their ids, or say --queue."))
        with at_desk(find_workplace(say), say) as desk:
            attempts = _attempts(desk, ids, style, say, quiet=as_json)
            if as_json:
                click.echo(_as_text(attempts))
            elif not attempts:
                click.echo(say("No approved pull request is waiting."))
        return FAULTS if any(each.bar for each in attempts) else CLEAN

    return merge


def _attempts(desk: Desk, ids: tuple[str, ...], style: str, say: Speech, *, quiet: bool) -> list[Attempt]:
    from living_manifesto.forge.port import Style
    from living_manifesto.life.merging import left_over, merge, waiting
    from living_manifesto.life.sync import sync

    names = list(ids) or waiting(desk)
    show = counting(say)
    attempts = []
    for attempt in merge(desk, names, Style(style)):
        attempts.append(attempt)
        if not quiet:
            _tell(attempt, say)
        elif sys.stderr.isatty():
            show(len(attempts), len(names))
    if names := names if ids else [*names, *left_over(desk)]:
        sync(desk, names)
    return attempts


def _tell(attempt: Attempt, say: Speech) -> None:
    if attempt.before:
        step = {"id": attempt.name, "number": attempt.number, "commit": _short(attempt)}
        click.echo(say("Adopted already: {id} (#{number}), step {commit}", **step))
        return
    if attempt.bar is None:
        said = say(
            "Adopted: {id} (#{number}), step {commit}", id=attempt.name, number=attempt.number, commit=_short(attempt)
        )
        click.echo(said)
        return
    from living_manifesto.report.terms import OUTCOMES

    codes = " ".join(dict.fromkeys(fault.code for fault in attempt.faults))
    outcome = say(OUTCOMES[attempt.outcome]) if attempt.outcome is not None else ""
    names = ", ".join(attempt.names)
    told = {"names": names, "needed": attempt.needed, "outcome": outcome, "codes": codes}
    why = say(_BARS[attempt.bar], id=attempt.name, **told)
    click.echo(say("Not adopted: {id}: {why}", id=attempt.name, why=why))


def _short(attempt: Attempt) -> str:
    return attempt.commit[:10]


def _as_text(attempts: list[Attempt]) -> str:
    import json

    rows = [
        {"id": each.name, "number": each.number, "commit": each.commit, "bar": each.bar, "names": each.names}
        for each in attempts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
