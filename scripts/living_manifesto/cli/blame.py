"""``manifesto blame``: which proposal brought each sentence of a section, and when."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.history.blame import Sentence
    from living_manifesto.wiring import Workplace


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "blame",
        help=say("Show for every sentence of a section, or of one node in it, which proposal brought it and when."),
        epilog=say("Example: manifesto blame transport/bus"),
    )
    @click.argument("what", metavar="SECTION[/NODE]")
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def blame(*, what: str, as_json: bool) -> None:
        place = find_workplace(say)
        from living_manifesto.gitrepo.line import Line

        with Line(place.root, place.main_ref) as line:
            _tell(place, line, what, say, as_json=as_json)

    return blame


def _tell(place: Workplace, line: Line, what: str, say: Speech, *, as_json: bool) -> None:
    from living_manifesto.cli.naming import find_key, main_tree
    from living_manifesto.core.outline import section_of
    from living_manifesto.history.blame import blame, within
    from living_manifesto.report import blame as report

    tree = main_tree(place, line, say)
    outline = tree.outline()
    key = find_key(what, outline, say)
    section = section_of(key) or key
    found = blame(section, lambda paths: line.visits(line.rows(touching=paths)), place.schemas)
    shown = {each: found[each] for each in within(key, found, outline)}
    stating = _stating(line, shown.values(), place)
    if as_json:
        click.echo(report.as_json(shown, stating), nl=False)
        return
    if not shown:
        click.echo(say("No baseline is recorded yet, so that nobody can tell where the sentences came from."))
        return
    zone = place.context(line.tree(line.tip)).zone
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    paper = report.Paper(say, outline, lambda step: place.day(step.at, zone), stating, colour)
    click.echo(report.render(shown, paper), nl=False)


def _stating(line: Line, held: Iterable[tuple[Sentence, ...]], place: Workplace) -> Mapping[str, str]:
    """For each silent edit among the origins, the proposal that states it afterwards, where there is one."""
    from living_manifesto.history.blame import Cause
    from living_manifesto.rules.tree import Tree

    silent = {each.origin.mark.commit for row in held for each in row if each.origin.cause is Cause.SILENT}
    tree, found = Tree(line.tree(line.tip), place.schemas), dict[str, str]()
    for commit in sorted(silent):
        for path in line.mentioning(f"mends: {commit}"):
            entry = tree.entry(path)
            if entry is not None and entry.proposal is not None and entry.proposal.mends == commit:
                found[commit] = entry.proposal.id
    return found
