"""Nodes that people wrote without an id: the edits that give them one, the same for the same text every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from living_manifesto.core.diagnostics import Diagnostic, Edit
from living_manifesto.core.ids import RESERVED, ProposalId, added_node_id, is_proposal_id, short_hash
from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.reader import Document

Path = tuple[str | int, ...]
_Found = tuple[Path, Any, tuple[str, ...]]

_SHORTEST = 6
_LONGEST = 32
_SENTENCES = frozenset({"preface", "vision", "points"})
_LISTS = (*sorted(_SENTENCES), "parts", "items")


def with_ids(document: Document, kind: FileKind, faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The faults of a section's or a proposal's shape, those of a node without id with the edit that gives one.

    A node of a section gets a digest of section, headings and text, lengthened until unique; one that a proposal
    adds gets the proposal's next one. A bare sentence in a list becomes a point.
    """
    if document.root is None or not isinstance(document.value, dict):
        return list(faults)
    given = dict(_given(document, document.value, kind))
    return [fault.but(fixes=given[_place(fault)]) if _place(fault) in given else fault for fault in faults]


def _place(fault: Diagnostic) -> tuple[str, str]:
    return fault.code, str(fault.args.get("key", ""))


class _Names:
    """The ids of one file: those that stand there and those that were given."""

    __slots__ = ("origin", "proposal", "taken")

    def __init__(self, origin: str, kind: FileKind, taken: set[str]) -> None:
        self.origin = origin
        self.proposal = kind is FileKind.PROPOSAL
        self.taken = taken

    def next(self, words: tuple[str, ...]) -> str:
        """An id that is not taken, made from the words in a section."""
        if self.proposal:
            made: Iterator[str] = (added_node_id(ProposalId(self.origin), ordinal) for ordinal in count(1))
        else:
            made = (short_hash(self.origin, *words, length=length) for length in range(_SHORTEST, _LONGEST + 1))
        name = next((each for each in made if each not in self.taken), "")
        self.taken.add(name)
        return name


def _given(
    document: Document, value: Mapping[str, Any], kind: FileKind
) -> Iterator[tuple[tuple[str, str], tuple[Edit, ...]]]:
    """The edits by code and key of the fault that they mend."""
    from living_manifesto.documents.refusals import dotted  # jsonschema is loaded already where there are faults

    origin = value.get("id")
    if kind not in (FileKind.SECTION, FileKind.PROPOSAL) or not isinstance(origin, str):
        return
    if kind is FileKind.PROPOSAL and not is_proposal_id(origin):
        return
    found = list(_nodes(value, kind))
    taken = {node["id"] for _, node, _ in found if isinstance(node, dict) and isinstance(node.get("id"), str)}
    names = _Names(origin, kind, taken | RESERVED | {origin})
    for path, node, headings in found:
        if isinstance(node, dict) and node and "id" not in node:
            words = (*headings, str(node.get("title") or node.get("text") or ""))
            edit = _beginning(document, path, f"id: {names.next(words)}")
            if edit is not None:
                yield ("LM201", dotted((*path, "id"))), (edit,)
        elif isinstance(node, str) and _is_on_one_line(document, path):
            key = "text" if path[-2] in _SENTENCES else "title"
            start, _ = document.offsets(path)
            lines = f"id: {names.next((*headings, node))}\n{_margin(document.text, start)}{key}: "
            yield ("LM203", dotted(path)), (Edit(start, start, lines),)


def _nodes(value: Mapping[str, Any], kind: FileKind) -> Iterator[_Found]:
    """Whatever stands where a node should, with its place and the headings above it."""
    if kind is FileKind.SECTION:
        yield from _below(value, (), ())
        return
    changes = value.get("changes")
    for place, change in enumerate(changes if isinstance(changes, list) else ()):
        node = change.get("node") if isinstance(change, dict) else None
        if isinstance(node, dict):
            yield ("changes", place, "node"), node, ()
            yield from _below(node, ("changes", place, "node"), ())


def _below(node: Mapping[str, Any], path: Path, headings: tuple[str, ...]) -> Iterator[_Found]:
    inner = (*headings, title) if path and isinstance(title := node.get("title"), str) else headings
    for name in _LISTS:
        children = node.get(name)
        for place, child in enumerate(children if isinstance(children, list) else ()):
            yield (*path, name, place), child, inner
            if isinstance(child, dict):
                yield from _below(child, (*path, name, place), inner)


def _beginning(document: Document, path: Path, line: str) -> Edit | None:
    """The edit that puts a key before all others of a mapping."""
    start, _ = document.offsets(path)
    text = document.text
    if text[start] == "{":
        return Edit(start + 1, start + 1, f"{line}, ")
    margin = _margin(text, start)
    return Edit(start, start, f"{line}\n{margin}") if text[start] not in "?\"'" else None


def _margin(text: str, start: int) -> str:
    return " " * (start - (text.rfind("\n", 0, start) + 1))


def _is_on_one_line(document: Document, path: Path) -> bool:
    start, end = document.offsets(path)
    written = document.text[start:end]
    before = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    return "\n" not in written and written[:1] not in ("|", ">", "") and not before.strip(" -")
