"""Files: every file stands where its id says, and manifesto.yaml and the section files agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.core.ids import RESERVED, is_proposal_id
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Baseline, Topics
from living_manifesto.documents.filekind import FileKind
from living_manifesto.rules.context import Context
from living_manifesto.rules.tree import MANIFESTO_PATH, Entry

_KEPT = frozenset({".gitkeep", "README.md", "README.ja.md"})


def named_by_id(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM311, LM321, LM322: the path of a file follows from its id, and no other file has it already."""
    name = _id_of(entry)
    if not name:
        return
    target = f"{_folder(entry, context, name)}/{name}.yaml"
    if target == entry.path:
        return
    span = entry.document.span(("section" if entry.kind is FileKind.TOPICS else "id",))
    if context.tree.exists(target):
        if entry.kind is FileKind.PROPOSAL:
            yield Diagnostic.of("LM311", entry.path, span, value=name, other=target)
        else:
            yield Diagnostic.of("LM321", entry.path, span, value=name, expected=target).but(variant="taken")
    elif PurePosixPath(entry.path).stem != name:
        yield Diagnostic.of("LM321", entry.path, span, value=name, expected=target).but(move_to=target)
    else:
        found = entry.path.rpartition("/")[0]
        yield Diagnostic.of("LM322", entry.path, span, found=found, expected=target).but(move_to=target)


def _id_of(entry: Entry) -> str:
    match entry.value:
        case Node() | Proposal() | Baseline():
            return entry.value.id
        case Topics():
            return entry.value.section
        case _:
            return ""


def _folder(entry: Entry, context: Context, name: str) -> str:
    if entry.kind is FileKind.PROPOSAL:
        return f"proposals/{proposal_month(name)}"
    if entry.kind is FileKind.SECTION:
        return context.tree.section_paths().get(name, entry.path).rpartition("/")[0]
    return entry.path.rpartition("/")[0]


def proposal_month(name: str) -> str:
    """The folder of a proposal: ``2026-01`` for ``20260128-k3f9tw``."""
    return f"{name[:4]}-{name[4:6]}"


def proposal_path(name: str) -> str:
    """The path of a proposal by its id."""
    return f"proposals/{proposal_month(name)}/{name}.yaml"


def stray(path: str) -> Iterator[Diagnostic]:
    """LM323: a file that is none of ours."""
    pure = PurePosixPath(path)
    if pure.name in _KEPT:
        return
    variant = {".yml": "yml", ".yaml": "place"}.get(pure.suffix, "")
    expected = str(pure.with_suffix(".yaml")) if variant == "yml" else ""
    if variant and is_proposal_id(pure.stem):
        expected = proposal_path(pure.stem)
    if expected == path:
        expected = ""  # what stands there is no file: a link, a folder, a pipe
    move_to = expected if not any(sign in path for sign in "\\\n") else ""
    yield Diagnostic.of("LM323", path, None, expected=expected).but(
        variant=variant if expected else "", move_to=move_to
    )


def sections_listed(paths: Iterable[str], checked: Iterable[str], context: Context) -> Iterator[Diagnostic]:
    """LM309, LM310, LM802: manifesto.yaml lists exactly the section files that exist.

    Of a file that stands in the wrong folder its own check says so, where it is among the ``checked``.
    """
    present = set(paths)
    elsewhere = {PurePosixPath(path).stem for path in checked if path in present and path.startswith("manifesto/")}
    if MANIFESTO_PATH not in present:
        yield Diagnostic.of("LM802", MANIFESTO_PATH)
        return
    entry = context.tree.entry(MANIFESTO_PATH)
    listed = context.tree.section_paths()
    if entry is None or context.tree.manifesto() is None:
        return
    for name, path in listed.items():
        if path not in present and name not in elsewhere and name not in RESERVED:
            yield Diagnostic.of("LM309", MANIFESTO_PATH, _listing(entry, name), section=name, expected=path)
    known = set(listed.values())
    for path in sorted(present - known - {MANIFESTO_PATH}):
        if path.startswith("manifesto/") and path.endswith(".yaml") and PurePosixPath(path).stem not in listed:
            yield Diagnostic.of("LM310", path, None, section=PurePosixPath(path).stem)


def _listing(entry: Entry, name: str) -> Span | None:
    value = entry.document.value
    areas = value.get("areas", []) if isinstance(value, dict) else []
    for area_place, area in enumerate(areas):
        for place, listed in enumerate(area.get("sections", [])):
            if listed.get("id") == name:
                return entry.document.span(("areas", area_place, "sections", place, "id"))
    return None
