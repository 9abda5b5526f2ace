"""Places named on the command line: ``SECTION`` or ``SECTION/NODE``, by id, title or number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.rules.tree import Tree
    from living_manifesto.wiring import Workplace


def main_tree(place: Workplace, line: Line, say: Speech) -> Tree:
    """The manifesto as it stands at the end of the line; a refusal when it cannot be read."""
    tree = place.context(line.tree(line.tip)).tree
    if tree.manifesto() is None:
        raise click.UsageError(say("manifesto/manifesto.yaml cannot be read. See why: manifesto check"))
    return tree


def find_key(typed: str, outline: Outline, say: Speech) -> Key:
    """The section or node that is meant; a refusal with the nearest ones when that is not sure."""
    from living_manifesto.cli.telling import find_node, find_section

    if typed in outline.places and section_of(typed):
        return typed
    name, _, node = typed.partition("/")
    section = find_section(name, outline, say)
    if section not in outline.places:
        raise click.UsageError(say("Name a section, or a node in it: SECTION or SECTION/NODE."))
    return find_node(node, section, outline, say) if node else section
