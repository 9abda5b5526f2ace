"""From what somebody wants to a file: shared by every way in which ``propose`` is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import write
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.diagnostics import Diagnostic
    from living_manifesto.core.outline import Outline
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.wiring import Workplace

SCHEMA = "../../schemas/proposal.schema.json"


def receive(place: Workplace, proposal: Proposal, say: Speech, *, keep_faulty: bool = True, beside: str = "") -> int:
    """Give the proposal its id, write its file, and say what it would change and what to do next.

    A file with faults is written too, so that no word is lost, unless the caller still holds the words.
    ``beside`` is what belongs into the same commit.
    """
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.rules.engine import check_file
    from living_manifesto.rules.files import proposal_path
    from living_manifesto.rules.source import Overlay

    proposal = with_free_id(place, proposal)
    path = proposal_path(proposal.id)
    text = file_text(proposal)
    context = place.context(Overlay(WorkTree(place.root), {path: text.encode()}))
    faults = check_file(path, context).faults
    sound = not any(fault.severity == "error" for fault in faults)
    if sound or keep_faulty:
        write(place, path, text)
        click.echo(say("Written: {path}", path=path))
    tell(faults, path, text, say)
    if not sound:
        return FAULTS
    _outlook(proposal, context.tree.outline(), say)
    if not beside:
        click.echo(say("Next: manifesto submit {id}", id=proposal.id))
    click.echo(
        say("To hand it in on a branch of your own: git add {path} && git commit", path=f"{beside} {path}".strip())
    )
    return CLEAN


def with_free_id(place: Workplace, proposal: Proposal) -> Proposal:
    """The proposal with an id that no other file has; the same words sent twice keep the same id."""
    from living_manifesto.core.submission import numbered
    from living_manifesto.rules.files import proposal_path

    today = place.today(place.zone()).isoformat()
    for length in range(6, 33):
        named = numbered(proposal, today, length=length)
        target = place.root / proposal_path(named.id)
        if not target.exists() or target.read_text(encoding="utf-8", errors="replace") == file_text(named):
            return named
    raise FileExistsError(proposal_path(named.id))


def file_text(proposal: Proposal) -> str:
    """The file of a proposal in canonical form."""
    from living_manifesto.documents import encode
    from living_manifesto.documents.canonical import dump

    return dump(encode.proposal(proposal), schema=SCHEMA)


def tell(faults: Iterable[Diagnostic], path: str, text: str, say: Speech) -> None:
    """Say the faults of a file, if it has any."""
    from living_manifesto.report.text import render
    from living_manifesto.rules.pages import page

    found = tuple(faults)
    if found:
        click.echo(render(found, {path: text}, say, page))


def _outlook(proposal: Proposal, outline: Outline, say: Speech) -> None:
    from living_manifesto.report.sentences import sentences

    if not proposal.changes:
        click.echo(say("It has no drafted change yet; that is fine, somebody will draft it from your words."))
        return
    click.echo(say("When it is adopted:"))
    for line in sentences(proposal.changes, outline, proposal.section, say):
        click.echo(f"  {line}")
