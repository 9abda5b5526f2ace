"""``manifesto history``: the latest steps, those of a section or node, or the life of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import FAULTS
from living_manifesto.cli.places import find_workplace
from living_manifesto.core.ids import is_proposal_id
from living_manifesto.locale import Speech
from living_manifesto.rules.source import ROOMS

if TYPE_CHECKING:
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.history.timeline import Happening
    from living_manifesto.wiring import Workplace


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "history",
        help=say("Show the latest steps. WHAT is a section, a node in it (SECTION/NODE) or the id of a proposal."),
        epilog=say("Example: manifesto history 20260128-k3f9tw"),
    )
    @click.argument("what", required=False, default="")
    @click.option("-n", "count", type=click.IntRange(1), default=20, help=say("How many steps to show (20)."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def history(*, what: str, count: int, as_json: bool) -> int | None:
        place = find_workplace(say)
        from living_manifesto.gitrepo.line import Line
        from living_manifesto.report import history as report

        with Line(place.root, place.main_ref) as line:
            found = _found(place, line, what, count, say)
            zone = place.context(line.tree(line.tip)).zone
        if as_json:
            click.echo(report.as_json(found), nl=False)
            return None
        if not found:
            click.echo(say("There is no step of {what}.", what=what))
            return FAULTS
        click.echo(report.render(found, say, lambda step: place.day(step.at, zone)), nl=False)
        return None

    return history


def _found(place: Workplace, line: Line, what: str, count: int, say: Speech) -> Sequence[Happening]:
    """The steps that were asked for, the latest last."""
    from living_manifesto.cli.naming import find_key, main_tree
    from living_manifesto.core.outline import section_of
    from living_manifesto.history.timeline import happenings

    if not what:
        rows = line.rows(touching=[f"{room}/**" for room in ROOMS], last=count)
        return list(happenings(line.visits(rows), place.schemas))
    if is_proposal_id(what):
        return _life(place, line, what)
    key = find_key(what, main_tree(place, line, say).outline(), say)
    node = key if section_of(key) else ""
    rows = line.rows(touching=[f"manifesto/*/{section_of(key) or key}.yaml"], last=None if node else count)
    return list(happenings(line.visits(rows), place.schemas, node))[-count:]


def _life(place: Workplace, line: Line, name: str) -> Sequence[Happening]:
    """What happened to a proposal, and to those that take it back."""
    from living_manifesto.history.timeline import happenings
    from living_manifesto.rules.tree import Tree

    tree = Tree(line.tree(line.tip), place.schemas)
    entries = (tree.entry(path) for path in line.mentioning(f"reverts: {name}"))
    held = [entry.proposal for entry in entries if entry is not None and entry.proposal is not None]
    names = {name, *(each.id for each in held if each.reverts == name)}
    paths = [f"proposals/*/{each}.yaml" for each in sorted(names)]
    steps = happenings(line.visits(line.rows(touching=paths)), place.schemas)
    return [each for each in (step.of(names) for step in steps) if each.events]
