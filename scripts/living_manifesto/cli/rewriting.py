"""``manifesto audit --rewritten OLD``: the line as it is held against the line as it was before words were erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.core.values import as_dict
from living_manifesto.gitrepo.line import Line
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.history.rewritten import Comparison
    from living_manifesto.wiring import Workplace


def prove(place: Workplace, line: Line, name: str, say: Speech, *, as_json: bool) -> int:
    """Compare and tell; whether nothing differs but what was erased."""
    from living_manifesto.history.rewritten import compare

    if not line.commit(name):
        raise click.UsageError(say("Git knows no revision {name}.", name=name))
    with Line(place.root, name) as old:
        before = list(old.steps(old.rows(), ()))
    after = list(line.steps(line.rows(), ()))
    found = compare(before, after, line.blob, place.schemas, line.start())
    if as_json:
        click.echo(json.dumps(_plain(found), indent=2))
    else:
        from living_manifesto.report.rewritten import render

        click.echo(render(found, say), nl=False)
    return FAULTS if found.unequal else CLEAN


def _plain(found: Comparison) -> dict[str, object]:
    return {
        "version": 1,
        "equal": not found.unequal,
        "pairs": found.pairs,
        "newer": found.newer,
        "erased": [as_dict(each) for each in found.erased],
        "unequal": [
            {
                "file": each.file,
                "fields": list(each.fields),
                "old": as_dict(each.pair.old),
                "new": as_dict(each.pair.new) if each.pair.new else None,
            }
            for each in found.unequal
        ],
    }
