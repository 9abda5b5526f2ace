"""A proposal made from a change of the text that nobody had adopted: it states afterwards what was done in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.from_edit import ask_why, home_of
from living_manifesto.cli.proposing import receive
from living_manifesto.core.proposals import Drafted, Proposal, Source
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.changes import Change
    from living_manifesto.core.outline import Outline
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.wiring import Workplace


def propose_from_commit(place: Workplace, name: str, words: Mapping[str, str], say: Speech) -> int:
    """Write the proposal that states a silent edit; it is handed in and reviewed like any other, and the text stays."""
    from living_manifesto.core.submission import shortened
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.report.sentences import sentences

    with Line(place.root, place.main_ref) as line:
        commit = line.commit(name)
        if not commit:
            raise click.UsageError(say("Git knows no revision {name}.", name=name))
        changes, before = _stated(place, line, commit, say)
    home = home_of(changes, before)
    said = sentences(changes, before, home, say)
    proposal = Proposal(
        "",
        home,
        "",
        proposer=words["name"],
        source=Source("staff"),
        body=words["body"] or "\n".join(said),
        reason=words["reason"] or ask_why(said, say),
        drafted=Drafted("staff"),
        changes=shortened(changes, home),
        mends=commit,
    )
    return receive(place, proposal, say)


def _stated(place: Workplace, line: Line, commit: str, say: Speech) -> tuple[tuple[Change, ...], Outline]:
    """What the commit changed in silence and what of it still stands, and the proven text before it."""
    from living_manifesto.cli.auditing import up_to_date
    from living_manifesto.history.mending import stating
    from living_manifesto.rules.tree import Tree

    tip, ledger = up_to_date(place, line, say)
    faults = [fault for fault in ledger.open if fault.is_in_text and fault.mark.commit == commit]
    if not faults:
        raise click.UsageError(
            say("No difference that change {commit} left is open. See: manifesto audit", commit=commit)
        )
    texts = ledger.text.today(Tree(line.tree(tip.commit), place.schemas))
    changes = stating(faults, texts.proven, texts.real)
    if not changes:
        raise click.UsageError(
            say("Other edits are in the way of stating this one by itself. Put the words back instead: manifesto audit")
        )
    return changes, texts.proven
