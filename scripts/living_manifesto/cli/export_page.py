"""``manifesto export page``: a section with its topics and open proposals as the text of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech
from living_manifesto.report.display import clip, one_line

if TYPE_CHECKING:
    from living_manifesto.core.nodes import Node
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.core.snapshot import Topics
    from living_manifesto.rules.tree import Tree

_SHOWN = 5
_WIDTH = 60


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "page",
        help=say(
            "Write a section as the text of a page, from the files here: number, vision, items, topics, proposals. "
            "Listed are the proposals that wait for a decision; what was adopted stands in the text, and what was "
            "declined, withdrawn, hidden or a duplicate is left out. The count adds those that an imported page "
            "announced but did not show."
        ),
        epilog=say("Example: manifesto export page diplomacy-defense > page.txt"),
    )
    @click.argument("section", metavar="SECTION")
    @click.option("--adopted", is_flag=True, help=say("List the adopted proposals too."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def page(*, section: str, adopted: bool, as_json: bool) -> None:
        from living_manifesto.cli.telling import find_section
        from living_manifesto.core.numbering import section_numbers
        from living_manifesto.gitrepo.worktree import WorkTree

        place = find_workplace(say)
        tree = place.context(WorkTree(place.root)).tree
        outline = tree.outline()
        name = find_section(section, outline, say)
        if name not in section_numbers(outline.root) or not outline.places[name].node.title:
            raise click.UsageError(
                say("{section} is no section that can be read. See why: manifesto check", section=name)
            )
        number = section_numbers(outline.root)[name]
        _write(tree, outline.places[name].node, number, say, adopted=adopted, as_json=as_json)

    return page


def _write(tree: Tree, section: Node, number: int, say: Speech, *, adopted: bool, as_json: bool) -> None:
    from living_manifesto.intake.page.proof import unsaid
    from living_manifesto.intake.page.writing import write

    topics, proposals = _topics(tree, section.id, say), _proposals(tree, section.id)
    text = write(section, number, topics, proposals, adopted=adopted)
    lost = unsaid(section, topics, proposals, text, adopted=adopted)
    if as_json:
        click.echo(_as_text(section.id, number, text, lost))
        return
    click.echo(text, nl=False)
    if lost:
        click.echo(say("A page cannot say everything. Who reads this one will take these otherwise:"), err=True)
    for words in lost[:_SHOWN]:
        click.echo(f"  {clip(one_line(words), _WIDTH)}", err=True)
    if len(lost) > _SHOWN:
        click.echo(say("  … and {number} more", number=len(lost) - _SHOWN), err=True)


def _as_text(section: str, number: int, text: str, lost: list[str]) -> str:
    import json

    answer = {"section": section, "number": number, "text": text, "taken_otherwise": lost}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _topics(tree: Tree, section: str, say: Speech) -> Topics:
    from living_manifesto.core.snapshot import Topics

    entry = tree.entry(f"proposals/topics/{section}.yaml")
    if entry is not None and not isinstance(entry.value, Topics):
        raise click.UsageError(say("{path} cannot be understood. See why: manifesto check", path=entry.path))
    return entry.value if entry is not None and isinstance(entry.value, Topics) else Topics(section)


def _proposals(tree: Tree, section: str) -> list[Proposal]:
    from living_manifesto.documents.filekind import FileKind, file_kind

    entries = (tree.once(path) for path in tree.paths() if file_kind(path) is FileKind.PROPOSAL)
    found = (entry.proposal for entry in entries if entry is not None)
    return [proposal for proposal in found if proposal is not None and proposal.section == section]
