"""New values into the files of a tree: what a commit must write so that the tree says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import structure
from living_manifesto.core.values import replace
from living_manifesto.documents import encode, splice
from living_manifesto.documents.canonical import dump
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import MANIFESTO_PATH, Tree

PROPOSAL_SCHEMA = "../../schemas/proposal.schema.json"
SECTION_SCHEMA = "../../schemas/section.schema.json"

Files = Mapping[str, bytes | None]
"""Paths and what their files hold; None where there shall be no file."""


def files_for(today: Tree, after: Node) -> dict[str, bytes | None]:
    """The file edits that turn today's text into ``after``; every byte that is not about a difference stays.

    A section that changes its area takes its file along.
    """
    before = today.outline().root
    files: dict[str, bytes | None] = {}
    if before is after:
        return files
    if structure(before) != structure(after):
        files[MANIFESTO_PATH] = _frame(today, after)
    old, new = _sections(before), _sections(after)
    for name, (path, _) in old.items():
        if (name not in new or new[name][0] != path) and today.source.read(path) is not None:
            files[path] = None
    for name, (path, section) in new.items():
        if name not in old:
            files[path] = dump(encode.section(section), schema=SECTION_SCHEMA).encode()
        elif (path, section) != old[name]:
            raw = _section(today, old[name], section)
            files |= {path: raw} if raw is not None else {}
    return files


def _frame(today: Tree, after: Node) -> bytes:
    entry = today.entry(MANIFESTO_PATH)
    if entry is None or today.manifesto() is None:
        raise ValueError(f"{MANIFESTO_PATH} says nothing that could be changed")
    return splice.rewrite_manifesto(entry.document, structure(after)).encode()


def _sections(root: Node) -> dict[str, tuple[str, Node]]:
    """Path and text of every section by its id; the number is none of the section's file."""
    return {
        section.id: (f"manifesto/{area.id}/{section.id}.yaml", replace(section, number=None))
        for area in root.children("areas")
        for section in area.children("sections")
    }


def _section(today: Tree, stood: tuple[str, Node], section: Node) -> bytes | None:
    path, before = stood
    entry = today.entry(path)
    if section == before or entry is None:
        return today.source.read(path)  # it only moves, be it one that nobody can read
    return splice.rewrite(entry.document, section).encode()


def unreadable(tree: Tree, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths under which a file of ours stands that cannot be understood."""
    entries = (tree.entry(path) for path in sorted(paths))
    return tuple(entry.path for entry in entries if entry is not None and entry.value is None)


def proposal_file(today: Tree, proposal: Proposal) -> dict[str, bytes | None]:
    """The file of a proposal: today's with other values, or a new one."""
    path = proposal_path(proposal.id)
    entry = today.entry(path)
    if entry is None:
        return {path: dump(encode.proposal(proposal), schema=PROPOSAL_SCHEMA).encode()}
    return {path: splice.rewrite_proposal(entry.document, proposal).encode()}


def say_so(today: Tree, files: Files, after: Node, proposal: Proposal) -> bool:
    """Whether the files can be read and say what they were written for.

    Values that fit the tree need not fit a file: a title joined from two is too long, a point is moved too deep.
    """
    tree = today.with_files(files)
    entry = tree.entry(proposal_path(proposal.id))
    if entry is None or entry.proposal != proposal:
        return False
    if MANIFESTO_PATH in files:
        file = tree.manifesto()
        if file is None or file.root != structure(after):
            return False
    sections = {path: section for path, section in _sections(after).values() if path in files}
    return all((entry := tree.entry(path)) is not None and entry.section == sections[path] for path in sections)


def proposal_at(tree: Tree, path: str) -> Proposal | None:
    """The proposal in the file of a path, None where there is none that can be understood."""
    entry = tree.entry(path)
    return entry.proposal if entry is not None else None
