"""``manifesto submit``: what you wrote is received and becomes a branch and a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.submissions import Submitted
    from living_manifesto.rules.tree import Tree
    from living_manifesto.wiring import Workplace


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "submit",
        help=say(
            "Hand in proposals: each is received, and gets a branch and a pull request. "
            "Running it again does only what is left."
        ),
        epilog=say("Example: manifesto submit 20260128-k3f9tw"),
    )
    @click.argument("ids", nargs=-1)
    @click.option("--all", "everything", is_flag=True, help=say("All that lie here, and all open ones."))
    @click.option("--branch", metavar="BRANCH", help=say("Hand in a branch of your own with edited sections."))
    @click.option("--reason", metavar="TEXT", help=say("With --branch: why you want it."))
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def submit(
        *, ids: tuple[str, ...], everything: bool, branch: str | None, reason: str | None, dry_run: bool, as_json: bool
    ) -> int:
        if bool(ids) + everything + bool(branch) != 1:
            raise click.UsageError(say("Name proposals by their ids, or say --all, or --branch BRANCH."))
        place = find_workplace(say)
        with at_desk(place, say) as desk:
            if branch:
                from living_manifesto.cli.contributing import hand_in

                return hand_in(desk, branch, reason or "", say)
            here = _here(place, ids, say)
            if dry_run:
                return _would_do(desk, here, ids or None, say)
            return _submit(desk, here, ids or None, say, as_json=as_json)

    return submit


def _here(place: Workplace, ids: tuple[str, ...], say: Speech) -> Tree:
    from living_manifesto.core.ids import is_proposal_id
    from living_manifesto.gitrepo.worktree import WorkTree

    for name in ids:
        if not is_proposal_id(name):
            raise click.UsageError(say("{id} is no id of a proposal; one is 20260128-k3f9tw.", id=name))
    return place.context(WorkTree(place.root)).tree


def _submit(desk: Desk, here: Tree, ids: tuple[str, ...] | None, say: Speech, *, as_json: bool) -> int:
    from living_manifesto.life.register import NoSuchProposal
    from living_manifesto.life.submissions import submit
    from living_manifesto.rules.files import proposal_path

    for name in ids or ():
        path = proposal_path(name)
        if here.source.read(path) is None and desk.tree(desk.tip()).source.read(path) is None:
            raise NoSuchProposal(name)
    done = submit(desk, here, ids, counting(say))
    if as_json:
        click.echo(_as_text(desk, done))
    else:
        _tell(desk, here, done, say)
    return FAULTS if done.received.refused else CLEAN


def _as_text(desk: Desk, done: Submitted) -> str:
    import json

    pulls = desk.forge.pulls(done.names)
    rows = [
        {"id": name, "number": pulls[name].number, "title": pulls[name].title, "draft": pulls[name].draft}
        for name in done.names
        if name in pulls
    ]
    refused = {path: [fault.code for fault in faults] for path, faults in done.received.refused.items()}
    answer = {"received": list(done.received.new), "refused": refused, "pulls": rows}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _tell(desk: Desk, here: Tree, done: Submitted, say: Speech) -> None:
    from living_manifesto.report.text import render
    from living_manifesto.rules.pages import page

    for path, faults in done.received.refused.items():
        raw = here.source.read(path) or b""
        click.echo(render(faults, {path: raw.decode("utf-8-sig", "replace")}, say, page), nl=False)
        click.echo(say("{path} was not received. It lies here unchanged.", path=path))
    if done.received.new:
        count = len(done.received.new)
        click.echo(say.count("Received: {number} proposal", "Received: {number} proposals", count))
    pulls = desk.forge.pulls(done.names)
    for name in done.names[:_SHOWN]:
        if name in pulls:
            click.echo(f"  #{pulls[name].number}  {name}  {pulls[name].title}")
    if len(done.names) > _SHOWN:
        click.echo(say("  … and {number} more", number=len(done.names) - _SHOWN))
    if not done.received.new and not done.synced.opened and not done.synced.deeds and not done.synced.edited:
        click.echo(say("Nothing was left to do."))
    elif done.names:
        click.echo(say("See what each would change: manifesto status ID"))


_SHOWN = 20


def _would_do(desk: Desk, here: Tree, ids: tuple[str, ...] | None, say: Speech) -> int:
    from living_manifesto.life.branches import Branches
    from living_manifesto.life.findings import Deed
    from living_manifesto.life.register import Register
    from living_manifesto.life.submissions import files_here

    register = Register(desk, desk.tip())
    files = files_here(here.source, ids)
    fresh = {path: raw for path, raw in files.items() if path not in register.files}
    for path in fresh:
        click.echo(say("would receive {path}, and open a branch and a pull request", path=path))
    alive = [each.id for each in register.proposals.values() if register.is_open(each)]
    branches = Branches(desk, register, desk.store.branches("refs/heads"))
    pulls = desk.forge.pulls()
    for name in alive if ids is None else [name for name in ids if register.get(name)]:
        deed = branches.find(name).deed
        if deed is not Deed.KEEP:
            click.echo(say("{id}: branch would be: {deed}", id=name, deed=deed))
        if name not in pulls:
            click.echo(say("{id}: would get a pull request", id=name))
    faults = desk.faults(register.commit, dict(fresh))
    for fault in faults:
        click.echo(f"{fault.file}: {fault.code}")
    return FAULTS if faults else CLEAN
