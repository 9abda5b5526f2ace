"""A proposal told by flags or by answers to questions."""

from __future__ import annotations

from collections.abc import Mapping

import click

from living_manifesto.core.changes import LAST, Add, Change, Remove, Replace
from living_manifesto.core.nodes import Kind, Node, digest
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Drafted, Proposal, ProposalKind, Source
from living_manifesto.locale import Speech
from living_manifesto.report.places import place as place_of
from living_manifesto.report.sentences import sentences
from living_manifesto.rules import candidates
from living_manifesto.rules.references import NOWHERE


def from_flags(words: Mapping[str, str], outline: Outline, say: Speech) -> Proposal:
    """The proposal that the flags tell; a refusal that names what is missing."""
    home = find_section(words.get("section", ""), outline, say)
    changes = _changes(words, home, outline, say)
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


def _changes(words: Mapping[str, str], home: str, outline: Outline, say: Speech) -> tuple[Change, ...]:
    changes: list[Change] = []
    if words.get("replaced"):
        key = find_node(words["replaced"], home, outline, say)
        if not words.get("becomes"):
            raise click.UsageError(say("Say how it should read: --with TEXT."))
        changes.append(replacement(key, words["becomes"], home, outline))
    if words.get("added"):
        parent = find_node(words["to"], home, outline, say) if words.get("to") else home
        changes.append(addition(parent, words, home, outline, say))
    if words.get("removed"):
        key = find_node(words["removed"], home, outline, say)
        changes.append(Remove(_short(key, home), digest(outline.places[key].node)))
    return tuple(changes)


def replacement(key: Key, becomes: str, home: str, outline: Outline) -> Replace:
    """Text or heading of a node put otherwise."""
    node = outline.places[key].node
    field = "title" if node.title else "text"
    return Replace(_short(key, home), field, node.title or node.text, becomes)


def addition(parent: Key, words: Mapping[str, str], home: str, outline: Outline, say: Speech) -> Add:
    """A point in an item, or an item with a heading in a section."""
    point, kind = Node("", text=words["added"]), outline.places[parent].kind
    if words.get("heading"):
        node, held = Node("", title=words["heading"]).with_children("points", (point,)), "items"
    else:
        node, held = point, "vision" if kind is Kind.SECTION else "points"
    after = words.get("after") or LAST
    if after not in ("first", LAST):
        after = outline.places[find_node(after, home, outline, say)].node.id
    return Add(_short(parent, home), after, node, held if kind is Kind.SECTION else "")


def find_section(typed: str, outline: Outline, say: Speech) -> str:
    """The section that is meant; a refusal with the nearest ones when that is not sure."""
    listed = section_numbers(outline.root)
    if typed in listed or typed == NOWHERE:
        return typed
    if not typed:
        raise click.UsageError(say("Name the section: --section ID (see --list-sections), or --section none."))
    meant = candidates.sections(typed, outline, {})
    if meant.sure and meant.variant:
        return meant.sure
    near = ", ".join(meant.shown) or "-"
    raise click.UsageError(
        say("There is no section {typed}. Near: {near}. All: manifesto propose --list-sections", typed=typed, near=near)
    )


def find_node(typed: str, home: str, outline: Outline, say: Speech) -> Key:
    """The node that is meant; a refusal with the nearest ones when that is not sure."""
    key = outline.key(typed, home)
    if key is not None:
        return key
    meant = candidates.nodes(typed, home, outline)
    if meant.sure and meant.variant:
        return f"{home}/{meant.sure}"
    near = ", ".join(meant.shown) or "-"
    raise click.UsageError(say("There is no {typed} in {section}. Near: {near}.", typed=typed, section=home, near=near))


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
        words = {"added": click.prompt(say("The new sentence")), "heading": heading}
        return (addition(shown[chosen - 1] if chosen else home, words, home, outline, say),)
    key = shown[chosen - 1]
    if wish == "3":
        return (Remove(_short(key, home), digest(outline.places[key].node)),)
    node = outline.places[key].node
    click.echo(say("Now: {text}", text=node.title or node.text))
    return (replacement(key, click.prompt(say("How it should read")), home, outline),)


def _short(key: Key, home: str) -> str:
    return key.removeprefix(f"{home}/")
