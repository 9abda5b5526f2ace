"""``manifesto sync``: branches and pull requests follow the adopted text; whatever was left undone is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech, mark

if TYPE_CHECKING:
    from living_manifesto.life.sync import Synced


_LEFT: Mapping[str, str] = {
    "unknown": mark("no such proposal. See them all: manifesto status --all"),
    "ended": mark(
        "it is decided, and its branch holds words that are nowhere else. Not needed? git branch -D proposal/{id}"
    ),
    "checked_out": mark("it is decided, and its branch goes as soon as it is checked out nowhere"),
    "unsaved": mark("its branch is checked out with edits that are not committed; commit them first"),
}


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "sync",
        help=say("Bring branches and pull requests into line with the adopted text, all or those of some proposals."),
        epilog=say("Example: manifesto sync"),
    )
    @click.argument("ids", nargs=-1)
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def sync(*, ids: tuple[str, ...], as_json: bool) -> None:
        from living_manifesto.life.sync import sync as bring_into_line

        with at_desk(find_workplace(say), say) as desk:
            done = bring_into_line(desk, ids or None, progress=counting(say))
            if as_json:
                click.echo(as_text(done))
            else:
                tell(done, say)

    return sync


def as_text(done: Synced) -> str:
    """What was done, as JSON."""
    import json

    from living_manifesto.core.values import as_dict

    return json.dumps(as_dict(done), ensure_ascii=False, indent=2)


def tell(done: Synced, say: Speech) -> None:
    """What was done, in sentences; that nothing was to do, where nothing was."""
    from living_manifesto.life.findings import Deed

    rebuilt = [name for name, deed in done.deeds.items() if deed is Deed.REBUILD]
    completed = [name for name, deed in done.deeds.items() if deed is Deed.COMPLETE]
    lines = [
        (done.opened, say.count("A pull request was opened", "{number} pull requests were opened", len(done.opened))),
        (rebuilt, say.count("A branch was built anew", "{number} branches were built anew", len(rebuilt))),
        (completed, say.count("An edit was completed", "{number} edits were completed", len(completed))),
        (done.merged, say.count("A merge was noted", "{number} merges were noted", len(done.merged))),
        (done.closed, say.count("A pull request was closed", "{number} pull requests were closed", len(done.closed))),
        (done.edited, say.count("A text was renewed", "{number} texts were renewed", len(done.edited))),
    ]
    said = [(names, line) for names, line in lines if names]
    for names, line in said:
        click.echo(f"{line}: {_some(names)}")
    from living_manifesto.cli.contributing import HINDRANCES

    for name, why in done.left:
        click.echo(say("{id}: left as it is: {why}", id=name, why=say(_LEFT.get(why) or HINDRANCES[why], id=name)))
    if not said and not done.left:
        click.echo(say("Everything is in line already."))


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown}, …"
