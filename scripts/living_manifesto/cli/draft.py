"""``manifesto draft``: what a proposal asks for in words becomes changes that can be adopted."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.change_options import change_options
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.drafting import Draft, Left, Make, Redrafted
    from living_manifesto.rules.tree import Tree
    from living_manifesto.wiring import Workplace

_TOLD = ("replace", "with", "add", "heading", "to", "remove")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "draft",
        help=say(
            "Draft the change of a proposal from its own words, when they are instructions in Japanese (add this "
            "text to 4-3) and all of them are understood; or by options, or from JSON."
        ),
        epilog=say("Example: manifesto draft 20260128-k3f9tw    Try it first: --dry-run"),
    )
    @click.argument("id", metavar="[ID]", required=False)
    @click.option("--all", "everything", is_flag=True, help=say("All that wait for a draft; the others are listed."))
    @click.option("--again", is_flag=True, help=say("Replace the draft that stands, on its branch too."))
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option(
        "--json", "as_json", is_flag=True, help=say("With ID: changes as JSON on standard input. Answer as JSON.")
    )
    @click.option("--section", metavar="SECTION", help=say("Where it belongs, for one that has no section yet."))
    @change_options(say)
    def draft(
        *,
        id: str | None,  # noqa: A002 - the word typed
        everything: bool,
        again: bool,
        dry_run: bool,
        as_json: bool,
        **told: str | None,
    ) -> int:
        words = {name: text for name, text in told.items() if text}
        is_told = any(name in words for name in _TOLD)
        if (id is None) != everything or (everything and (again or is_told or "section" in words)):
            raise click.UsageError(say("Name one proposal by its id, or say --all."))
        if is_told and as_json:
            raise click.UsageError(say("Tell the change by options or as JSON, not both."))
        place = find_workplace(say)
        make = _make(place, words, say, from_json=as_json and not everything, is_told=is_told)
        if id is not None and _lies_here_only(place, id, say):
            from living_manifesto.cli.drafted import draft_here

            return draft_here(place, id, make, say, again=again, dry_run=dry_run, as_json=as_json)
        with at_desk(place, say) as desk:
            names = _names(desk, id)
            done = _draft(desk, names, make, say, again=again, dry_run=dry_run)
            from living_manifesto.cli.drafted import as_text, exit_code, tell, tell_one

            if as_json:
                click.echo(as_text(done, desk.forge.pulls(list(done.drafted))))
            elif id is not None:
                tell_one(desk, id, done, say, dry_run=dry_run)
            else:
                tell(desk, done, say, dry_run=dry_run)
        return CLEAN if everything else exit_code(done)

    return draft


def _names(desk: Desk, name: str | None) -> list[str]:
    from living_manifesto.life.drafting import undrafted

    return undrafted(desk) if name is None else [name]


def _draft(desk: Desk, names: list[str], make: Make, say: Speech, *, again: bool, dry_run: bool) -> Redrafted:
    from living_manifesto.life.drafting import outlook, redraft

    if dry_run:
        return outlook(desk, names, make, again=again)
    return redraft(desk, names, make, again=again, progress=counting(say))


def _make(place: Workplace, words: Mapping[str, str], say: Speech, *, from_json: bool, is_told: bool) -> Make:
    """What drafts a proposal: its own words, options or JSON."""
    from living_manifesto.life.drafting import from_words

    raw = sys.stdin.buffer.read() if from_json else b""

    def make(tree: Tree, proposal: Proposal) -> Draft | Left:
        housed = _housed(tree, proposal, words.get("section", ""), say)
        if from_json:
            return _from_json(place, housed, raw, say)
        found = _by_options(tree, housed, words, say) if is_told else from_words(tree, housed)
        return _with_home(found, housed, proposal)

    return make


def _housed(tree: Tree, proposal: Proposal, section: str, say: Speech) -> Proposal:
    """The proposal in the section that was named for it."""
    from living_manifesto.cli.telling import find_section
    from living_manifesto.core.values import replace

    return replace(proposal, section=find_section(section, tree.outline(), say)) if section else proposal


def _with_home(found: Draft | Left, housed: Proposal, proposal: Proposal) -> Draft | Left:
    from living_manifesto.core.values import replace
    from living_manifesto.life.drafting import Draft

    moved = housed.section != proposal.section
    return replace(found, section=housed.section) if isinstance(found, Draft) and moved else found


def _by_options(tree: Tree, proposal: Proposal, words: Mapping[str, str], say: Speech) -> Draft | Left:
    from living_manifesto.cli.telling import changes_told
    from living_manifesto.life.drafting import Bar, Draft

    if proposal.section not in tree.section_paths():
        return Bar.HOMELESS
    changes = changes_told(words, proposal.section, tree.outline(), say)
    if not changes:
        raise click.UsageError(
            say("Say what to change: --replace NODE --with TEXT, --add TEXT --to NODE, --remove NODE.")
        )
    return Draft(changes, "staff")


def _from_json(place: Workplace, proposal: Proposal, raw: bytes, say: Speech) -> Draft | Left:
    from living_manifesto.cli.from_json import object_told, understood
    from living_manifesto.documents import encode
    from living_manifesto.life.drafting import Draft

    told = object_told(raw, say)
    if not told.get("changes") or told.keys() - {"changes", "title", "section"}:
        raise click.UsageError(
            say('The JSON must be one object: {{"changes": […]}}, with "title" and "section" if needed.')
        )
    made = understood(place, {**encode.proposal(proposal), **told}, say)
    if made is None:
        raise click.exceptions.Exit(FAULTS)
    section = made.section if made.section != proposal.section or "section" in told else ""
    return Draft(made.changes or (), "staff", section, made.title if isinstance(made.title, str) else "")


def _lies_here_only(place: Workplace, name: str, say: Speech) -> bool:
    """Whether the proposal was written here and not received yet."""
    from living_manifesto.core.ids import is_proposal_id
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.rules.files import proposal_path

    if not is_proposal_id(name):
        raise click.UsageError(say("{id} is no id of a proposal; one is 20260128-k3f9tw.", id=name))
    path = proposal_path(name)
    if WorkTree(place.root).read(path) is None:
        return False
    with at_desk(place, say) as desk:
        return desk.tree(desk.tip()).source.read(path) is None
