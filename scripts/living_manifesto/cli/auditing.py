"""An audit of the repository here: from the last remembered state where there is one, shared by commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from living_manifesto.gitrepo.line import Line
from living_manifesto.gitrepo.remembered import memory_folder
from living_manifesto.history.ledger import Ledger
from living_manifesto.history.steps import Mark, Step
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.wiring import Workplace

_EVERY = 50


def up_to_date(place: Workplace, line: Line, say: Speech, *, full: bool = False) -> tuple[Mark, Ledger]:
    """The state after the last step, judged from the remembered one on, or (``full``) from the beginning."""
    from living_manifesto.gitrepo.carried import recall, remember
    from living_manifesto.history.audit import audit

    folder, key = memory_folder(place.root), place.key()
    known = None if full else recall(folder, key)
    rows = line.rows(after=known[0].commit) if known is not None and line.commit(known[0].commit) else []
    if known is None or not line.follows(known[0].commit, rows):
        rows, ledger = line.rows(), Ledger()
    elif not rows:
        return known
    else:
        ledger = known[1]
    tip = audit(line.walk(rows), place.schemas, ledger, told=progress(len(rows), say))
    assert tip is not None  # noqa: S101 - a line has at least the commit that its ref names
    remember(folder, key, tip, ledger)
    return tip, ledger


def since(place: Workplace, line: Line, start: Mark, say: Speech) -> tuple[Mark, Ledger] | None:
    """The state after the last step, judged from a step on as if all before it were proven.

    None where that is not enough: no baseline stands at that step, or what came after it is not all sound. Then an
    earlier silent edit may be what a later step puts right, and only the whole history tells.
    """
    from living_manifesto.history.audit import audit
    from living_manifesto.rules.tree import Tree

    ledger = Ledger()
    ledger.begin(start, Tree(line.tree(start.commit), place.schemas))
    if ledger.first is None:
        return None
    rows = line.rows(after=start.commit)
    tip = audit(line.walk(rows), place.schemas, ledger, told=progress(len(rows), say)) or start
    return None if ledger.open or ledger.mended else (tip, ledger)


def progress(count: int, say: Speech) -> Callable[[Step], object]:
    """What tells a person at a terminal how far it is."""
    if count < _EVERY or not sys.stderr.isatty():
        return lambda _step: None
    done = 0

    def told(_step: Step) -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0 or done == count:
            click.echo("\r" + say("Looking at change {done} of {count} …", done=done, count=count), err=True, nl=False)
        if done == count:
            click.echo(err=True)

    return told
