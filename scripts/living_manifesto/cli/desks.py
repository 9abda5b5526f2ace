"""The desk at which a command acts, and what is said when an act cannot be."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import FAULTS
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk, Refused
    from living_manifesto.wiring import Workplace


@contextmanager
def at_desk(place: Workplace, say: Speech) -> Iterator[Desk]:
    """The desk of a repository; what cannot be done is said with its cure."""
    from living_manifesto.forge.port import ForgeFailure, ForgeUnavailable
    from living_manifesto.life.desk import Refused, TooBusy, UnsavedEdits
    from living_manifesto.life.register import NoSuchProposal

    try:
        with place.desk() as desk:
            desk.tidy()
            yield desk
            _aside(desk, say)
    except UnsavedEdits as error:
        paths = " ".join(error.args[0])
        raise click.UsageError(
            say("These files would change, and your edits in them are not committed: {paths}", paths=paths)
            + "\n"
            + say("Commit them or put them aside first: git stash push {paths}", paths=paths)
        ) from error
    except NoSuchProposal as error:
        raise click.UsageError(
            say("No proposal {id} has been received. See them all: manifesto status --all", id=error.args[0])
        ) from error
    except (TooBusy, ForgeUnavailable) as error:
        raise click.ClickException(
            say("Others are writing here all the time, so this did not get its turn. Run the same command again.")
        ) from error
    except ForgeFailure as error:
        raise click.UsageError(str(error)) from error
    except Refused as refused:
        tell_refusal(refused, say)
        raise click.exceptions.Exit(FAULTS) from refused


def tell_refusal(refused: Refused, say: Speech) -> None:
    """Say which rules a step of the manifesto would break."""
    from living_manifesto.report.text import render
    from living_manifesto.rules.pages import page

    click.echo(render(refused.faults, refused.texts, say, page), nl=False, err=True)
    click.echo(say("Nothing was written."), err=True)


def _aside(desk: Desk, say: Speech) -> None:
    for lock in desk.store.removed_locks:
        click.echo(say("A lock that a dead run had left behind was removed: {lock}", lock=lock), err=True)
    for path in desk.left_alone:
        click.echo(say("{path} was edited meanwhile and stays as you have it.", path=path), err=True)


def counting(say: Speech) -> Callable[[int, int], None]:
    """Progress of a long run, on a terminal only."""

    def show(done: int, all_: int) -> None:
        if sys.stderr.isatty() and all_ > 1:
            end = "\n" if done >= all_ else ""
            click.echo("\r" + say("{done} of {all}", done=done, all=all_) + end, nl=False, err=True)

    return show
