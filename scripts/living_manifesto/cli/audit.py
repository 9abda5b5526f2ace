"""``manifesto audit``: is today's text what was adopted, and was anything changed in silence?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import find_workplace
from living_manifesto.core.values import replace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.history.audit import Report
    from living_manifesto.wiring import Workplace


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "audit",
        help=say(
            "Judge every change since the first baseline: is today's text what was adopted, is every proposal "
            "still there with its words, did every decision come as it may?"
        ),
        epilog=say("Example: manifesto audit --since 20260301-k3f9tw2mq7x4d8ez"),
    )
    @click.option("--since", metavar="CHECKPOINT", help=say("Prove that the history goes on from this checkpoint."))
    @click.option("--rewritten", metavar="OLD", help=say("Prove that only erased words differ from the line of OLD."))
    @click.option("--full", is_flag=True, help=say("Judge everything again, whatever is remembered."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def audit(*, since: str | None, rewritten: str | None, full: bool, as_json: bool) -> int:
        place = find_workplace(say)
        if since and rewritten:
            raise click.UsageError(say("--since and --rewritten exclude each other."))
        from living_manifesto.gitrepo.line import Line

        with Line(place.root, place.main_ref) as line:
            if rewritten:
                from living_manifesto.cli.rewriting import prove

                return prove(place, line, rewritten, say, as_json=as_json)
            found = _since(place, line, since, say, full=full) if since else _whole(place, line, say, full=full)
            if found is None:
                return FAULTS
            zone = place.context(line.tree(line.tip)).zone
        _tell(place, found, zone, say, as_json=as_json)
        return FAULTS if found.open or found.first is None else CLEAN

    return audit


def _whole(place: Workplace, line: Line, say: Speech, *, full: bool) -> Report:
    from living_manifesto.cli.auditing import up_to_date
    from living_manifesto.history.audit import report

    tip, ledger = up_to_date(place, line, say, full=full)
    return report(ledger, tip)


def _since(place: Workplace, line: Line, checkpoint: str, say: Speech, *, full: bool) -> Report | None:
    """The report on what came after the checkpoint; None, and a sentence, where it is none of this history."""
    from living_manifesto.cli.auditing import since, up_to_date
    from living_manifesto.history.audit import report
    from living_manifesto.history.checkpoint import is_checkpoint, marked_by

    if not is_checkpoint(checkpoint):
        raise click.UsageError(
            say("{text} is no checkpoint. One looks like this: 20260301-k3f9tw2mq7x4d8ez", text=checkpoint)
        )
    commit = marked_by(checkpoint, (row.commit for row in line.rows()))
    if not commit:
        click.echo(
            say("The history was rewritten: the checkpoint {text} is nowhere in it.", text=checkpoint)
            + "\n"
            + say("(Or the checkpoint belongs to another manifesto.)")
        )
        return None
    start = line.step(commit).mark
    judged = None if full else since(place, line, start, say)
    tip, ledger = judged or up_to_date(place, line, say, full=full)
    return replace(report(ledger, tip), since=start, whole=judged is None)


def _tell(place: Workplace, found: Report, zone: str, say: Speech, *, as_json: bool) -> None:
    from living_manifesto.history.checkpoint import checkpoint
    from living_manifesto.report import audit, audit_json
    from living_manifesto.rules.pages import page

    mark = checkpoint(found.tip.commit, place.day(found.tip.at, zone))
    if as_json:
        click.echo(audit_json.render(found, mark, say, page), nl=False)
        return
    from shutil import get_terminal_size

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    columns = min(get_terminal_size((80, 24)).columns, 120)
    paper = audit.Paper(say, page, lambda step: place.day(step.at, zone), colour, columns)
    click.echo(audit.render(found, mark, paper), nl=False)
