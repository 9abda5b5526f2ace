"""New ids for added nodes whose ids were taken meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from living_manifesto.core.amend.draft import Draft, Insert, prefix_within, walk
from living_manifesto.core.changes import Add, Change
from living_manifesto.core.ids import ProposalId, added_node_id
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Key, section_of
from living_manifesto.core.values import replace


def given_keys(draft: Draft, edit: Insert, proposal: str, changes: Iterable[Change]) -> dict[Key, Key]:
    """The addresses in an added subtree that cannot stay, to new ones.

    ``k3f9tw-1`` becomes the next of its proposal that is free; so does an id in words, for want of better words.
    """
    taken = {node.id for change in changes if isinstance(change, Add) for node in change.node.walk()}
    given: dict[Key, Key] = {}
    for key, place in walk(edit.node, draft.prefix(edit.parent) + edit.node.id, edit.parent, edit.list):
        section = section_of(key)
        if section in given:  # a new section is a new room: every id is free in it
            given[key] = f"{given[section]}/{place.node.id}"
        elif key in draft:
            prefix = f"{section}/" if section else ""
            free = _next_free(draft, prefix, place.node.id, proposal, taken)
            taken.add(free)
            given[key] = prefix + free
    return given


def with_keys(node: Node, key: Key, name: str, given: Mapping[Key, Key]) -> Node:
    """The subtree that stands at ``key`` in the list ``name``, with the ids of the given addresses."""
    if not given:
        return node
    prefix = prefix_within(key, name)
    lists = tuple(
        (inner, tuple(with_keys(child, prefix + child.id, inner, given) for child in children))
        for inner, children in node.lists
    )
    return replace(node, id=given.get(key, key).rpartition("/")[2], lists=lists)


def _next_free(draft: Draft, prefix: str, old: str, proposal: str, taken: set[str]) -> str:
    own = ProposalId(proposal)
    stem, _, count = old.rpartition("-")
    ordinal = int(count) if count.isdecimal() and added_node_id(own, int(count)) == old and stem else 0
    while True:
        ordinal += 1
        node_id = added_node_id(own, ordinal)
        if prefix + node_id not in draft and node_id not in taken:
            return node_id
