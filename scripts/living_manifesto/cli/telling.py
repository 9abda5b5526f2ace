"""A proposal told by flags or by answers to questions."""

from __future__ import annotations

from collections.abc import Mapping

import click

from living_manifesto.core.changes import Change
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Drafted, Proposal, ProposalKind, Source
from living_manifesto.intake import wishes
from living_manifesto.locale import Speech
from living_manifesto.report.places import place as place_of
from living_manifesto.report.sentences import sentences
from living_manifesto.rules import candidates
from living_manifesto.rules.references import NOWHERE


def from_flags(words: Mapping[str, str], outline: Outline, say: Speech) -> Proposal:
    """The proposal that the flags tell; a refusal that names what is missing."""
    home = find_section(words.get("section", ""), outline, say)
    changes = changes_told(words, home, outline, say)
    body = words.get("body") or "\n".join(sentences(changes, outline, home, say))
    if not body:
        raise click.UsageError(say("Say what you want: --body, --replace NODE --with TEXT, --add or --remove NODE."))
    if not words.get("reason"):
        raise click.UsageError(say("Say why: --reason TEXT. A proposal without a reason cannot be weighed."))
    return _proposal(words, home, body, changes)


def _proposal(words: Mapping[str, str], home: str, body: str, changes: tuple[Change, ...]) -> Proposal:
    kind = words.get("kind")
    return Proposal(
        "",
        home,
        "",
        kind=ProposalKind(kind) if kind else None,
        title=words.get("title", ""),
        proposer=words.get("name", ""),
        source=Source("web"),
        body=body,
        reason=words["reason"],
        drafted=Drafted("proposer", confirmed=True) if changes else None,
        changes=changes or None,
    )


def changes_told(words: Mapping[str, str], home: str, outline: Outline, say: Speech) -> tuple[Change, ...]:
    """The changes that the options tell; a refusal where one is told by half, or names a place that is not there."""
    if words.get("replace") and not words.get("with"):
        raise click.UsageError(say("Say how it should read: --with TEXT."))
    try:
        return wishes.changes_wished(words, home, outline)
    except wishes.NotFound as error:
        raise _no_such_node(error.args[0], say) from error


def find_section(typed: str, outline: Outline, say: Speech) -> str:
    """The section that is meant; a refusal with the nearest ones when that is not sure."""
    if not typed:
        raise click.UsageError(say("Name the section: --section ID (see --list-sections), or --section none."))
    meant = wishes.section_meant(typed, outline)
    if isinstance(meant, str):
        return meant
    near = ", ".join(meant.near) or "-"
    raise click.UsageError(
        say("There is no section {typed}. Near: {near}. All: manifesto propose --list-sections", typed=typed, near=near)
    )


def find_node(typed: str, home: str, outline: Outline, say: Speech) -> Key:
    """The node that is meant; a refusal with the nearest ones when that is not sure."""
    meant = wishes.node_meant(typed, home, outline)
    if isinstance(meant, str):
        return meant
    raise _no_such_node(meant, say)


def _no_such_node(unclear: wishes.Unclear, say: Speech) -> click.UsageError:
    near, section = ", ".join(unclear.near) or "-", unclear.home
    return click.UsageError(
        say("There is no {typed} in {section}. Near: {near}.", typed=unclear.typed, section=section, near=near)
    )


def ask(outline: Outline, say: Speech) -> Proposal:
    """The proposal that the answers tell."""
    click.echo(say("A few questions. Ctrl+C stops; nothing is written before the end."))
    home = _ask_section(outline, say)
    words: dict[str, str] = {}
    changes: tuple[Change, ...] = ()
    if home != NOWHERE:
        changes = _ask_change(home, outline, say)
    said = "\n".join(sentences(changes, outline, home, say))
    body = click.prompt(say("What you want, in your own words (published as you write it)"), default=said or None)
    words["reason"] = click.prompt(say("Why"))
    words["name"] = click.prompt(say("Name to be shown (empty: anonymous)"), default="", show_default=False)
    return _proposal(words, home, body, changes)


def _ask_section(outline: Outline, say: Speech) -> str:
    numbers = section_numbers(outline.root)
    for name, number in numbers.items():
        click.echo(f"  {number}. {outline.places[name].node.title}  ({name})")
    while True:
        typed = click.prompt(say("Which section (number, title or id; none if no one fits)"))
        if typed in numbers or typed == NOWHERE:
            return str(typed)
        meant = candidates.sections(typed, outline, {})
        if meant.sure:
            return meant.sure
        click.echo(say("Not found. Near: {near}", near=", ".join(meant.shown) or "-"))


def _ask_change(home: str, outline: Outline, say: Speech) -> tuple[Change, ...]:
    click.echo(say("1: a sentence should read differently  2: something is missing"))
    click.echo(say("3: a sentence should go  4: something else"))
    wish = click.prompt(say("Which"), type=click.Choice(["1", "2", "3", "4"]), show_choices=False)
    if wish == "4":
        return ()
    keys = [key for key in outline.places if key.startswith(f"{home}/")]
    shown = [key for key in keys if outline.places[key].node.title] if wish == "2" else keys
    for count, key in enumerate(shown, start=1):
        node = outline.places[key].node
        click.echo(f"  {count}: {place_of(outline, key, say, home=home)}  {node.title or node.text}")
    if wish == "2":
        click.echo(say("  0: a new item with a heading"))
    chosen = click.prompt(say("Which place"), type=click.IntRange(0 if wish == "2" else 1, len(shown)))
    if wish == "2":
        heading = click.prompt(say("Heading")) if chosen == 0 else ""
        words = {"add": click.prompt(say("The new sentence")), "heading": heading}
        return (wishes.addition(shown[chosen - 1] if chosen else home, words, home, outline),)
    key = shown[chosen - 1]
    if wish == "3":
        return (wishes.removal(key, home, outline),)
    node = outline.places[key].node
    click.echo(say("Now: {text}", text=node.title or node.text))
    return (wishes.replacement(key, click.prompt(say("How it should read")), home, outline),)
