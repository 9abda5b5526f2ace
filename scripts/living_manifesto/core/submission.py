"""Making a proposal out of what somebody wrote: its id, the ids of what it adds, its kind."""

from __future__ import annotations

from living_manifesto.core.changes import Add, Change, Move
from living_manifesto.core.ids import ProposalId, added_node_id, proposal_id
from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal, Redaction
from living_manifesto.core.values import replace


def numbered(proposal: Proposal, received_on: str, *, length: int = 6) -> Proposal:
    """The proposal with its id (from words, proposer and source) and with ids for nodes that have none yet."""
    words = [_words(text) for text in (proposal.body, proposal.reason, proposal.title, proposal.proposer)]
    source = proposal.source
    origin = "" if source is None else f"{source.channel} {source.url} {source.key} {source.position}"
    name = proposal_id(received_on, *words, origin, proposal.section, repr(proposal.changes), length=length)
    changes = proposal.changes and with_node_ids(proposal.changes, name)
    kind = proposal.kind or (computed_kind(changes) if changes else None)
    return replace(proposal, id=name, submitted_on=proposal.submitted_on or received_on, changes=changes, kind=kind)


def with_node_ids(changes: tuple[Change, ...], name: ProposalId) -> tuple[Change, ...]:
    """The changes with an id for every added node that has none: ``k3f9tw-1``, ``-2`` …"""
    given: list[str] = []

    def named(node: Node) -> Node:
        if not node.id:
            given.append("")
            node = replace(node, id=added_node_id(name, len(given)))
        return replace(node, lists=tuple((held, tuple(map(named, nodes))) for held, nodes in node.lists))

    return tuple(replace(change, node=named(change.node)) if isinstance(change, Add) else change for change in changes)


def shortened(changes: tuple[Change, ...], home: str) -> tuple[Change, ...]:
    """The same changes with ``home/`` left out of their references, as a person would write them."""
    start = f"{home}/"

    def short(reference: str) -> str:
        return reference.removeprefix(start)

    def one(change: Change) -> Change:
        match change:
            case Add():
                return replace(change, to=short(change.to))
            case Move():
                return replace(change, target=short(change.target), to=short(change.to))
            case _:
                return replace(change, target=short(change.target))

    return tuple(map(one, changes))


def _words(text: str | Redaction) -> str:
    return text if isinstance(text, str) else ""
