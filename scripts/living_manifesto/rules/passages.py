"""The texts of an entry: which stand (or shall stand) in the manifesto, and which are a citizen's own words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from living_manifesto.core.changes import Add, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.core.values import value
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.documents.within import Path


class Voice(Enum):
    """Whose words a passage is."""

    MANIFESTO = "manifesto"
    CITIZEN = "citizen"


@value
class Passage:
    """One text of a file and where its value stands."""

    path: Path
    text: str
    voice: Voice


def of(value: object) -> Iterator[Passage]:
    """The texts of a file's value, whatever it is."""
    match value:
        case Proposal():
            return of_proposal(value)
        case Node():
            return of_node(value)
        case Topics():
            return of_topics(value)
        case ManifestoFile():
            return of_node(value.root)
        case _:
            return iter(())


def of_topics(topics: Topics) -> Iterator[Passage]:
    """The titles and summaries of topics."""
    for place, topic in enumerate(topics.topics):
        for key, text in (("title", topic.title), ("summary", topic.summary)):
            if text:
                yield Passage(("topics", place, key), text, Voice.MANIFESTO)


def of_proposal(proposal: Proposal) -> Iterator[Passage]:
    """The texts of a proposal: title, name, body, reason, and whatever its changes put into the manifesto."""
    words = {
        ("title",): proposal.title,
        ("proposer", "name"): proposal.proposer,
        ("body",): proposal.body,
        ("reason",): proposal.reason,
    }
    for path, text in words.items():
        if isinstance(text, str) and text:
            yield Passage(path, text, Voice.CITIZEN)
    for place, change in enumerate(proposal.changes or ()):
        match change:
            case Add(node=node):
                yield from of_node(node, ("changes", place, "node"))
            case Replace(field="title" | "text", becomes=text) if text:
                yield Passage(("changes", place, "with"), text, Voice.MANIFESTO)


def of_node(node: Node, path: Path = ()) -> Iterator[Passage]:
    """The titles and texts of a node and everything below it."""
    if node.title:
        yield Passage((*path, "title"), node.title, Voice.MANIFESTO)
    if node.text:
        yield Passage((*path, "text"), node.text, Voice.MANIFESTO)
    for name, nodes in node.lists:
        for place, child in enumerate(nodes):
            yield from of_node(child, (*path, name, place))
