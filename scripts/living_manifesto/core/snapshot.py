"""One tree of the repository as values: what the judge of steps and the rules see."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.nodes import ROOT, Node, digest
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import NOTHING, replace, value


@value
class Topic:
    """A title and summary over a group of proposals."""

    id: str
    title: str
    summary: str = ""
    proposals: tuple[str, ...] = ()


@value
class Topics:
    """The topics of one section, and what an imported page claimed about itself (``source``)."""

    section: str
    topics: tuple[Topic, ...] = ()
    source: Mapping[str, object] = NOTHING


@value
class Baseline:
    """A recorded start: why, from where, and a digest of every section's values after it.

    ``digests`` has an entry for every section id, and ``manifesto`` for titles, areas, order and numbers.
    """

    id: str
    why: str
    recorded_on: str
    source: str
    digests: Mapping[str, str]


EMPTY = Node(ROOT)
"""A manifesto with nothing in it."""


@value
class Snapshot:
    """A tree of ``main`` (or index, or work tree) as values, possibly only the part that a question needs.

    ``root``: the manifesto; sections that the question does not need stand as stubs (id only) in both
    trees of a step. ``settings``: per file, the fields that are no text for the reader.
    ``paths``: id of proposal, baseline or section (and ``manifesto``) to its file; the file of topics follows
    from their section. ``unreadable``: files whose values could not be told. ``contents``: per file, its text
    or a digest of it, to see layout changes.
    """

    root: Node = EMPTY
    proposals: Mapping[str, Proposal] = NOTHING
    topics: Mapping[str, Topics] = NOTHING
    baselines: Mapping[str, Baseline] = NOTHING
    settings: Mapping[str, Mapping[str, object]] = NOTHING
    paths: Mapping[str, str] = NOTHING
    unreadable: frozenset[str] = frozenset()
    contents: Mapping[str, str] = NOTHING


def structure(root: Node) -> Node:
    """The tree with its sections as stubs (id and number): what ``manifesto.yaml`` says."""
    areas = tuple(
        area.with_children(
            "sections", tuple(Node(section.id, number=section.number) for section in area.children("sections"))
        )
        for area in root.children("areas")
    )
    return root.with_children("areas", areas)


def text_digests(root: Node) -> dict[str, str]:
    """The digests that a baseline records: ``manifesto`` for the structure, and one a section."""
    digests = {ROOT: digest(structure(root))}
    for area in root.children("areas"):
        for section in area.children("sections"):
            digests[section.id] = digest(replace(section, number=None))
    return digests


def differing(one: Node, other: Node) -> list[str]:
    """The sections (and ``manifesto`` for titles of areas, order and numbers) whose text differs."""
    before, after = _texts(one), _texts(other)
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _texts(root: Node) -> dict[str, Node]:
    sections = [section for area in root.children("areas") for section in area.children("sections")]
    return {ROOT: structure(root)} | {section.id: replace(section, number=None) for section in sections}


def manifesto_file(paths: Mapping[str, str]) -> str:
    """The file of the list of areas and sections."""
    return paths.get(ROOT, "manifesto/manifesto.yaml")
