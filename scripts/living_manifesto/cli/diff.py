"""``manifesto diff``: what a proposal, an edit or a range of revisions changes, for a person to read."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.places import find_workplace
from living_manifesto.core.values import value
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.nodes import Node
    from living_manifesto.core.outline import Outline
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.gitrepo.revisions import Repository
    from living_manifesto.rules.tree import Tree
    from living_manifesto.wiring import Workplace

VIEWS = ("redline", "table", "sentences", "html")
_PROPOSAL = re.compile(r"(?:.*/)?([0-9]{8}-[a-z0-9]{6,32})(?:\.yaml)?")


@value
class Difference:
    """Two manifestos to compare, what the comparison is called, and whether the second is adopted."""

    before: Outline
    after: Outline
    title: str
    adopted: bool = False


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "diff",
        help=say(
            "Show what changes. WHAT is a proposal (id or file), a section (its edits since the last commit), "
            "one revision (up to the files here) or two. Without WHAT: all edits since the last commit."
        ),
        epilog=say("Example: manifesto diff 20260128-k3f9tw --as table"),
    )
    @click.argument("what", nargs=-1)
    @click.option("--as", "view", type=click.Choice(VIEWS), default="redline", help=say("How to show it."))
    def diff(*, what: tuple[str, ...], view: str) -> None:
        if len(what) > 2:
            raise click.UsageError(say("Name one proposal, one section, or at most two revisions."))
        found = _find(find_workplace(say), what, say)
        if found is not None:
            click.echo(_shown(found, view, say), nl=False)

    return diff


def _find(place: Workplace, what: tuple[str, ...], say: Speech) -> Difference | None:
    from living_manifesto.gitrepo.revisions import UnknownRevision
    from living_manifesto.gitrepo.worktree import WorkTree

    here = place.context(WorkTree(place.root)).tree
    named = _PROPOSAL.fullmatch(what[0]) if len(what) == 1 else None
    try:
        if named:
            return _of_proposal(place, here, named[1], say)
        section = what[0] if len(what) == 1 and what[0] in here.section_paths() else ""
        return _of_revisions(place, here, () if section else what, section)
    except UnknownRevision as error:
        raise click.UsageError(
            say("{name} is no proposal, no section and no revision that git knows.", name=error.args[0])
        ) from error


def _of_proposal(place: Workplace, here: Tree, name: str, say: Speech) -> Difference | None:
    from living_manifesto.core.amend.apply import Applied, apply
    from living_manifesto.rules.changes import is_open
    from living_manifesto.rules.files import proposal_path

    path = proposal_path(name)
    entry = here.entry(path)
    proposal = entry.proposal if entry is not None else None
    if proposal is None:
        raise click.UsageError(say("{path} is missing or has faults. See them: manifesto check {path}", path=path))
    if not proposal.changes:
        click.echo(say("{id} has no drafted change yet. It must be drafted before it can be adopted.", id=name))
        return None
    if not is_open(proposal):
        return _of_decision(place, here, path, proposal)
    today = here.outline()
    outcome = apply(today, proposal.changes, proposal.section)
    if not isinstance(outcome, Applied):
        click.echo(say("The text has moved since this was proposed. See where: manifesto check {path}", path=path))
        return None
    return Difference(today, outcome.outline(), name)


def _of_decision(place: Workplace, here: Tree, path: str, proposal: Proposal) -> Difference:
    """What a decided proposal changed, or would have changed, in the text that its decision met."""
    from living_manifesto.core.amend.apply import Applied, apply
    from living_manifesto.core.proposals import Outcome
    from living_manifesto.gitrepo.revisions import Repository

    with Repository(place.root) as repository:
        before, after = _deciding_step(place, here, repository, path)
        stood = before.outline()
        outcome = apply(stood, proposal.changes or (), proposal.section)
        stands = outcome.outline() if isinstance(outcome, Applied) else after.outline()
    adopted = proposal.decision is not None and proposal.decision.outcome is Outcome.ADOPTED
    return Difference(stood, stands, proposal.id, adopted=adopted)


def _deciding_step(place: Workplace, here: Tree, repository: Repository, path: str) -> tuple[Tree, Tree]:
    """The trees before and after the step that brought today's decision; it may not be committed yet."""
    from living_manifesto.rules.source import Nothing

    after, before = here, place.context(repository.tree(repository.commit("HEAD"))).tree
    for commit in repository.touching(path):
        if _decision(before, path) != _decision(here, path):
            break
        after = place.context(repository.tree(commit)).tree
        before = place.context(repository.tree(commit.parents[0]) if commit.parents else Nothing()).tree
    return before, after


def _decision(tree: Tree, path: str) -> object:
    entry = tree.entry(path)
    return entry.proposal.decision if entry is not None and entry.proposal is not None else None


def _of_revisions(place: Workplace, here: Tree, revisions: tuple[str, ...], section: str) -> Difference:
    from living_manifesto.core.outline import Outline
    from living_manifesto.gitrepo.revisions import Repository

    with Repository(place.root) as repository:
        start = repository.commit(revisions[0] if revisions else "HEAD")
        before = place.context(repository.tree(start)).tree.outline()
        if len(revisions) == 2:
            after = place.context(repository.tree(repository.commit(revisions[1]))).tree.outline()
        else:
            after = here.outline()
    if section:
        before, after = (Outline.of(_only(outline, section)) for outline in (before, after))
    return Difference(before, after, " … ".join(revisions) or section or "HEAD")


def _only(outline: Outline, section: str) -> Node:
    root = outline.root
    areas = (
        area.with_children("sections", tuple(held for held in area.children("sections") if held.id == section))
        for area in root.children("areas")
    )
    return root.with_children("areas", tuple(areas))


def _shown(found: Difference, view: str, say: Speech) -> str:
    from living_manifesto.core.amend.diff import diff
    from living_manifesto.report import html, redline
    from living_manifesto.report.rows import Stage, rows
    from living_manifesto.report.sentences import sentences

    stage = Stage.ADOPTED if found.adopted else Stage.OPEN
    table = rows(found.before, found.after, say)
    if view == "html":
        return html.page(table, say, title=found.title, stage=stage)
    if not table:
        return say("Nothing changes.") + "\n"
    said = sentences(diff(found.before.root, found.after.root), found.before, "", say)
    lines = "".join(f"{line}\n" for line in said)
    colour = sys.stdout.isatty()
    match view:
        case "sentences":
            return lines
        case "table":
            from shutil import get_terminal_size

            columns = min(get_terminal_size((80, 24)).columns, 120)
            return f"{lines}\n{redline.table(table, say, stage=stage, columns=columns, colour=colour)}"
        case _:
            return f"{lines}\n{redline.listing(table, colour=colour)}"
