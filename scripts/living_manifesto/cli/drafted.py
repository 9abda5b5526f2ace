"""What is said of proposals that were drafted, of those that were not, and of one that was not received yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import write
from living_manifesto.cli.undrafted import place_in, why
from living_manifesto.intake.instructions import Refused
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.outline import Outline
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.drafting import Left, Make, Redrafted
    from living_manifesto.plan.pulls import Pull
    from living_manifesto.rules.tree import Tree
    from living_manifesto.wiring import Workplace

_SHOWN = 20


def tell_one(desk: Desk, name: str, done: Redrafted, say: Speech, *, dry_run: bool) -> None:
    """The change that was drafted, or why there is none and how a person drafts it."""
    from living_manifesto.life.register import Register

    tree = desk.tree(desk.tip())
    if name in done.left:
        proposal = Register(desk, desk.tip()).get(name)
        _tell_left(name, done.left[name], proposal, tree, say)
        return
    _tell_change(done.drafted[name], tree.outline(), say, dry_run=dry_run)
    pull = None if dry_run else desk.forge.pulls([name]).get(name)
    if pull is not None:
        click.echo(f"  #{pull.number}  {name}  {pull.title}")
    if not dry_run:
        click.echo(say("Read it beside the proposer's words: manifesto status {id}", id=name))


def tell(desk: Desk, done: Redrafted, say: Speech, *, dry_run: bool) -> None:
    """How many were drafted, and the others with the reason."""
    from living_manifesto.life.drafting import Bar

    waiting = {name: left for name, left in done.left.items() if left is not Bar.ON_BRANCH}
    if not done.drafted and not waiting:
        click.echo(say("No proposal waits for a draft."))
        return
    from living_manifesto.report.sentences import sentences

    outline, count = desk.tree(desk.tip()).outline(), len(done.drafted)
    if dry_run and count:
        click.echo(say.count("Would be drafted: {number} proposal", "Would be drafted: {number} proposals", count))
    elif count:
        click.echo(say.count("Drafted: {number} proposal", "Drafted: {number} proposals", count))
    for proposal in list(done.drafted.values())[:_SHOWN]:
        said = sentences(proposal.changes or (), outline, proposal.section, say)
        click.echo(f"  {proposal.id}  {' / '.join(said)}")
    _tell_rest(count, say)
    if waiting:
        count = len(waiting)
        click.echo(say.count("Left to a person: {number} proposal", "Left to a person: {number} proposals", count))
    for name, left in list(waiting.items())[:_SHOWN]:
        click.echo(f"  {name}  {why(name, left, say)}")
    _tell_rest(len(waiting), say)
    if waiting:
        click.echo(say("What is in the way of one, and how to draft it: manifesto draft ID"))


def _tell_rest(count: int, say: Speech) -> None:
    if count > _SHOWN:
        click.echo(say("  … and {number} more", number=count - _SHOWN))


def as_text(done: Redrafted, pulls: Mapping[str, Pull]) -> str:
    """The answer for a program."""
    import json

    from living_manifesto.documents import encode

    drafted = [
        {
            "id": name,
            "changes": encode.proposal(proposal)["changes"],
            "number": pulls[name].number if name in pulls else None,
        }
        for name, proposal in done.drafted.items()
    ]
    left = [{"id": name, **_left_plain(each)} for name, each in done.left.items()]
    return json.dumps({"drafted": drafted, "left": left}, ensure_ascii=False, indent=2)


def exit_code(done: Redrafted) -> int:
    """Whether somebody still has to draft one; what is drafted already is as it should be."""
    from living_manifesto.life.drafting import Bar

    return FAULTS if any(left not in (Bar.DRAFTED, Bar.ON_BRANCH) for left in done.left.values()) else CLEAN


def _left_plain(left: Left) -> dict[str, object]:
    match left:
        case Refused(cause, words, at):
            return {"cause": cause.value, "words": words, "at": at}
        case tuple():
            return {"cause": "faults", "codes": sorted({each.code for each in left})}
        case _:
            return {"cause": left.value}


def _tell_change(proposal: Proposal, outline: Outline, say: Speech, *, dry_run: bool) -> None:
    from living_manifesto.report.sentences import sentences

    said = say("{id} would be drafted. When it is adopted:", id=proposal.id)
    click.echo(said if dry_run else say("{id} is drafted. When it is adopted:", id=proposal.id))
    for line in sentences(proposal.changes or (), outline, proposal.section, say):
        click.echo(f"  {line}")


def _tell_left(
    name: str, left: Left, proposal: Proposal | None, tree: Tree, say: Speech, *, here: bool = False
) -> None:
    click.echo(say("{id} was not drafted: {why}", id=name, why=why(name, left, say, alone=True)))
    body = proposal.body if proposal is not None else ""
    if isinstance(left, Refused):
        click.echo("".join(f"  {line}\n" for line in place_in(body if isinstance(body, str) else "", left)), nl=False)
    elif isinstance(left, tuple):
        for code in sorted({fault.code for fault in left}):
            click.echo(f"  manifesto explain {code}")
    else:
        return
    click.echo(say("Only what is understood whole is drafted. A person drafts it in one of these ways:"))
    path = tree.section_paths().get(proposal.section, "") if proposal is not None else ""
    if not here and path:
        click.echo(
            say("  edit {path} on the branch proposal/{id}, commit, then: manifesto sync {id}", path=path, id=name)
        )
    click.echo(f"  manifesto draft {name} --add '…' --to NODE")
    click.echo(f"  manifesto draft {name} --replace NODE --with '…'")
    click.echo(f"  manifesto draft {name} --remove NODE")
    click.echo(f"  manifesto draft {name} --json < changes.json")
    click.echo(say("NODE is an id, a heading, or a number such as 4-3."))


def draft_here(
    place: Workplace, name: str, make: Make, say: Speech, *, again: bool, dry_run: bool, as_json: bool
) -> int:
    """Draft a proposal that was written here and not received yet: its file is edited."""
    from living_manifesto.documents.splice import rewrite_proposal
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.life.drafting import Bar, Draft, Redrafted, redrafted
    from living_manifesto.rules.engine import check_file
    from living_manifesto.rules.files import proposal_path
    from living_manifesto.rules.source import Overlay

    path, source = proposal_path(name), WorkTree(place.root)
    tree = place.context(source).tree
    entry = tree.entry(path)
    if entry is None or entry.proposal is None:
        raise click.UsageError(say("{path} is missing or has faults. See them: manifesto check {path}", path=path))
    proposal = entry.proposal
    found = Bar.DECIDED if proposal.decision is not None else Bar.DRAFTED if proposal.changes and not again else None
    drafted = found or make(tree, proposal)
    if isinstance(drafted, Draft):
        after = redrafted(proposal, drafted)
        text = rewrite_proposal(entry.document, after)
        context = place.context(Overlay(source, {path: text.encode()}))
        faults = tuple(each for each in check_file(path, context).faults if each.severity == "error")
        done = Redrafted({}, {name: faults}) if faults else Redrafted({name: after}, {})
        if not faults and not dry_run:
            write(place, path, text)
    else:
        done = Redrafted({}, {name: drafted})
    if as_json:
        click.echo(as_text(done, {}))
    elif done.left:
        _tell_left(name, done.left[name], proposal, tree, say, here=True)
    else:
        _tell_change(done.drafted[name], tree.outline(), say, dry_run=dry_run)
        if not dry_run:
            click.echo(say("Written: {path}", path=path))
            click.echo(say("Next: manifesto submit {id}", id=name))
    return exit_code(done)
