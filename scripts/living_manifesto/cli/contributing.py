"""A branch of one's own handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.locale import Speech, mark

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk

HINDRANCES: Mapping[str, str] = {
    "no_text": mark("nothing in it would change the text"),
    "no_proposal": mark("the proposal that it is named for stands nowhere"),
    "several": mark("it is about more than one proposal; hand in one branch for each"),
    "other_files": mark("it edits files that are no part of an adoption; take them out"),
    "settings": mark("it edits settings of the manifesto beside the text; take them out"),
    "unreadable": mark("a file of it cannot be understood; see: manifesto check"),
    "decided": mark("its proposal is decided already"),
    "unfit": mark("its changes cannot be made on the text that it stands on"),
}
"""Why a branch cannot be completed."""

_REMARKS: Mapping[str, str] = {
    "contradicted": mark("Text and changes said different things; the text counts, and the changes follow it."),
    "restored": mark("The file of the proposal was missing and stands there again."),
    "words_kept": mark("What was received is as it was received; edits of it were left out."),
    "made": mark("A proposal was made of the edit, with the words of its commit."),
}


def hand_in(desk: Desk, branch: str, reason: str, say: Speech) -> int:
    """Hand in a branch and say what became of it."""
    from living_manifesto.life import contributions

    try:
        done = contributions.hand_in(desk, branch, reason)
    except contributions.NoBranch as error:
        raise click.UsageError(say("There is no branch {name}.", name=branch)) from error
    except contributions.Unfinished as error:
        places = ", ".join(error.found.places)
        why = say(HINDRANCES[error.found.why])
        click.echo(say("{branch} was not handed in: {why}", branch=branch, why=f"{why} ({places})" if places else why))
        return FAULTS
    for remark in sorted(done.remarks):
        click.echo(say(_REMARKS[remark]))
    pull = desk.forge.pulls([done.name])[done.name]
    click.echo(f"  #{pull.number}  {done.name}  {pull.title}")
    click.echo(say("See what each would change: manifesto status ID"))
    return CLEAN
