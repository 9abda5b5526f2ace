"""One tree of the repository read on demand: files become entries, sections become one outline."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from living_manifesto.core.changes import Add, Change, Move
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Baseline, Topics
from living_manifesto.core.values import value
from living_manifesto.documents import decode
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.documents.reader import Document, read
from living_manifesto.documents.schema import Schemas
from living_manifesto.rules.source import Overlay, Source

MANIFESTO_PATH = "manifesto/manifesto.yaml"
MORE_THAN_FILES = "*"
"""Among the paths looked up: the answer rests on more than the content of files, so it is not remembered."""

Value = decode.ManifestoFile | Node | Proposal | Topics | Baseline

_DECODE: Mapping[FileKind, Callable[[Any], Value]] = {
    FileKind.MANIFESTO: decode.manifesto,
    FileKind.SECTION: decode.section,
    FileKind.PROPOSAL: decode.proposal,
    FileKind.TOPICS: decode.topics,
    FileKind.BASELINE: decode.baseline,
}


@value
class Entry:
    """One file: its text with places, its value (None when it is malformed) and the faults that say why."""

    path: str
    kind: FileKind
    document: Document
    value: Value | None
    faults: tuple[Diagnostic, ...]

    @property
    def proposal(self) -> Proposal | None:
        """The proposal, where the file holds one."""
        return self.value if isinstance(self.value, Proposal) else None

    @property
    def plain(self) -> Mapping[str, Any]:
        """The value as the file states it, key by key."""
        return self.document.value if isinstance(self.document.value, dict) else {}

    @property
    def section(self) -> Node | None:
        """The section, where the file holds one."""
        return self.value if isinstance(self.value, Node) else None


def is_only_packed(entry: Entry) -> bool:
    """Whether nothing is wrong with a file but that it packs things into brackets, which the canonical form undoes."""
    return all(fault.code == "LM107" for fault in entry.faults if fault.severity == "error")


class Known(dict[tuple[str, bytes], Entry]):
    """What was read lately, by path and bytes; the oldest is forgotten when it is more than a few megabytes.

    A walk over thousands of trees understands what they share once, and does not fill the memory.
    """

    _ROOM = 4_000_000

    def __init__(self) -> None:
        super().__init__()
        self._size = 0

    def __setitem__(self, key: tuple[str, bytes], entry: Entry) -> None:
        """Keep an entry, and forget the oldest where there is no room."""
        super().__setitem__(key, entry)
        self._size += len(key[1])
        while self._size > self._ROOM and len(self) > 1:
            oldest = next(iter(self))
            self._size -= len(oldest[1])
            del self[oldest]


class Tree:
    """The entries of one source, each read at most once; ``looked_up`` gathers the paths that were asked for."""

    def __init__(self, source: Source, schemas: Schemas, known: Known | None = None) -> None:
        """``known`` holds what another tree of the same step has read already."""
        self.source = source
        self.schemas = schemas
        self.known = Known() if known is None else known
        self.looked_up: set[str] = set()
        self._entries: dict[str, Entry | None] = {}
        self._outlines: dict[frozenset[str], Outline] = {}
        self._section_paths: dict[str, str] | None = None
        self._places: dict[str, tuple[str, ...]] | None = None
        self._below: Tree | None = None
        self._files: Mapping[str, bytes | None] = {}

    def with_files(self, files: Mapping[str, bytes | None]) -> Tree:
        """The tree with some files put in (or taken out, for None): what is the same in both is read once."""
        tree = Tree(Overlay(self.source, files), self.schemas, self.known)
        tree._below, tree._files = self, files
        if MANIFESTO_PATH not in files:
            tree._section_paths, tree._places = self.section_paths(), self.places()
        return tree

    def forget(self, paths: Iterable[str]) -> None:
        """Let go of files that will hardly be asked for again: thousands of read documents fill the memory."""
        for path in paths:
            self._entries.pop(path, None)

    def entry(self, path: str) -> Entry | None:
        """The entry of a path, None where there is no file of ours."""
        self.looked_up.add(path)
        if path not in self._entries:
            is_below = self._below is not None and path not in self._files
            self._entries[path] = self._below.entry(path) if self._below and is_below else self._read(path, self.known)
        return self._entries[path]

    def once(self, path: str) -> Entry | None:
        """Like ``entry``, but not kept: for one pass over very many files."""
        if path in self._entries:
            return self._entries[path]
        return self._read(path, {})

    def exists(self, path: str) -> bool:
        """Whether there is a file of that path."""
        self.looked_up.add(path)
        return self.source.read(path) is not None

    def paths(self) -> Iterable[str]:
        """All paths; the answer changes when a file comes or goes."""
        self.looked_up.add(MORE_THAN_FILES)
        return self.source.paths()

    def manifesto(self) -> decode.ManifestoFile | None:
        """What ``manifesto.yaml`` says, None when it is missing or malformed."""
        entry = self.entry(MANIFESTO_PATH)
        return entry.value if entry is not None and isinstance(entry.value, decode.ManifestoFile) else None

    def section_paths(self) -> dict[str, str]:
        """The path of every listed section by its id, in the order of the manifesto."""
        self.looked_up.add(MANIFESTO_PATH)
        if self._section_paths is None:
            file = self.manifesto()
            self._section_paths = {}
            for area in file.root.children("areas") if file is not None else ():
                for section in area.children("sections"):
                    self._section_paths.setdefault(section.id, f"manifesto/{area.id}/{section.id}.yaml")
        return self._section_paths

    def places(self) -> dict[str, tuple[str, ...]]:
        """What each area and section holds: itself, or its sections."""
        if self._places is None:
            held: dict[str, list[str]] = {}
            for name, path in self.section_paths().items():
                held.setdefault(path.split("/")[1], []).append(name)
            areas = {area: tuple(names) for area, names in held.items()}
            self._places = areas | {name: (name,) for name in self.section_paths()}
        return self._places

    def section(self, name: str) -> Entry | None:
        """The entry of a listed section."""
        path = self.section_paths().get(name)
        return self.entry(path) if path is not None else None

    def outline(self, needed: Iterable[str] | None = None) -> Outline:
        """The manifesto with the needed sections in full and the others as stubs; all in full when None.

        A needed section that is missing or malformed stays a stub.
        """
        listed = self.section_paths()
        wanted = frozenset(listed) if needed is None else frozenset(needed) & frozenset(listed)
        for name in wanted:
            self.looked_up.add(listed[name])
        whole = frozenset(listed)
        known = whole if whole in self._outlines else wanted
        if known not in self._outlines:
            self._outlines[known] = Outline.of(self.root(known))
        return self._outlines[known]

    def root(self, wanted: Container[str]) -> Node:
        """The manifesto with exactly the wanted sections in full and all others as stubs."""
        file = self.manifesto()
        if file is None:
            return Node(ROOT)
        areas = []
        for area in file.root.children("areas"):
            sections = tuple(self._full(stub) if stub.id in wanted else stub for stub in area.children("sections"))
            areas.append(area.with_children("sections", sections))
        return file.root.with_children("areas", tuple(areas))

    def _full(self, stub: Node) -> Node:
        entry = self.section(stub.id)
        if entry is None or entry.section is None or entry.section.id != stub.id:
            return stub
        held = entry.section
        return Node(held.id, held.title, number=stub.number, lists=held.lists)

    def _read(self, path: str, known: dict[tuple[str, bytes], Entry]) -> Entry | None:
        kind = file_kind(path)
        raw = self.source.read(path) if kind is not None else None
        if kind is None or raw is None:
            return None
        entry = known.get((path, raw))
        if entry is None:
            entry = known[path, raw] = self._understood(path, kind, raw)
        return entry

    def _understood(self, path: str, kind: FileKind, raw: bytes) -> Entry:
        document = read(raw, path)
        faults = list(document.faults)
        if document.value is not None and (misshapen := self.schemas.faults(document, kind)):
            from living_manifesto.documents.missing_ids import with_ids  # most files have the shape of their kind

            faults += with_ids(document, kind, misshapen)
        sound = document.value is not None and not any(fault.severity == "error" for fault in faults)
        value = _DECODE[kind](document.value) if sound else None
        return Entry(path, kind, document, value, tuple(faults))


def sections_named(changes: Iterable[Change], home: str, places: Mapping[str, Sequence[str]]) -> set[str]:
    """The sections that a proposal's changes may touch: what must be read to judge them.

    ``places`` tells the sections of every area and section.
    """
    named = set(places.get(home, ()))
    for change in changes:
        references = [change.to] if isinstance(change, Add) else [change.target]
        if isinstance(change, Move):
            references.append(change.to)
        for reference in references:
            named.update(places.get(reference.partition("/")[0], ()))
            if reference == ROOT:
                named.update(name for held in places.values() for name in held)
    return named
