"""A proposal made from sections that were edited in the work tree: the edit stays, the proposal states it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.proposing import receive
from living_manifesto.core.outline import section_of
from living_manifesto.core.proposals import Decision, Drafted, Outcome, Proposal, Source
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.changes import Change
    from living_manifesto.core.outline import Outline
    from living_manifesto.wiring import Workplace


def propose_from_edit(place: Workplace, body: str, reason: str, name: str, say: Speech) -> int:
    """Write the proposal whose adoption is the edit, so that one commit holds both.

    Merging such a commit is receipt and adoption in one step, which is why the decision stands in it.
    """
    from living_manifesto.core.amend.diff import diff
    from living_manifesto.core.submission import shortened
    from living_manifesto.report.sentences import sentences

    before, after = _outlines(place, say)
    changes = diff(before.root, after.root)
    if not changes:
        click.echo(say("No section differs from the last commit; there is nothing to propose."))
        return 0
    home = home_of(changes, before)
    said = sentences(changes, before, home, say)
    reason = reason or ask_why(said, say)
    proposal = Proposal(
        "",
        home,
        "",
        proposer=name,
        source=Source("github"),
        body=body or "\n".join(said),
        reason=reason,
        drafted=Drafted("proposer", confirmed=True),
        changes=shortened(changes, home),
        decision=Decision(Outcome.ADOPTED),
    )
    return receive(place, proposal, say, beside="manifesto")


def ask_why(said: Sequence[str], say: Speech) -> str:
    """The reason for an edit, asked for at a terminal; a refusal where nobody can be asked."""
    click.echo("".join(f"  {line}\n" for line in said), nl=False)
    if not sys.stdin.isatty():
        raise click.UsageError(say("Say why: --reason TEXT. A proposal without a reason cannot be weighed."))
    return str(click.prompt(say("Why")))


def _outlines(place: Workplace, say: Speech) -> tuple[Outline, Outline]:
    from living_manifesto.gitrepo.staged import Objects, Stored
    from living_manifesto.gitrepo.worktree import WorkTree

    after = place.context(WorkTree(place.root)).tree
    entries = (after.entry(path) for path in after.section_paths().values())
    unreadable = [entry.path for entry in entries if entry is not None and entry.value is None]
    if after.manifesto() is None or unreadable:
        path = unreadable[0] if unreadable else "manifesto/manifesto.yaml"
        raise click.UsageError(say("{path} has faults; mend them first: manifesto check --fix {path}", path=path))
    with Objects(place.root) as objects:
        before = place.context(Stored(place.root, objects, "HEAD:")).tree
        return before.outline(), after.outline()


def home_of(changes: tuple[Change, ...], outline: Outline) -> str:
    """The section that most of the changes are about; ``none`` when they are about the order of sections."""
    named = Counter(_section(change, outline) for change in changes)
    return named.most_common(1)[0][0]


def _section(change: Change, outline: Outline) -> str:
    reference = getattr(change, "target", "") or getattr(change, "to", "")
    if section_of(reference):
        return section_of(reference)
    place = outline.places.get(reference)
    return reference if place is not None and place.list == "sections" else "none"
