"""References: every section, proposal and topic member that a file names exists; ids are unique in their scope."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.diagnostics import Diagnostic, Edit
from living_manifesto.core.ids import RESERVED
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.documents.reader import Document
from living_manifesto.documents.within import Path
from living_manifesto.rules.context import Context
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Entry

NOWHERE = "none"
"""The section of a proposal until a place is found."""


def home_exists(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM301: the section of a proposal or of a topics file is one of the manifesto's."""
    if not isinstance(entry.value, Proposal | Topics) or context.tree.manifesto() is None:
        return
    section = entry.value.section
    if section not in context.tree.section_paths() and section != NOWHERE:
        yield unknown_section(entry, ("section",), section, context)


def unknown_section(entry: Entry, path: Path, typed: str, context: Context) -> Diagnostic:
    """LM301 with the sections that may be meant, and the edit when there is only one."""
    from living_manifesto.rules import candidates

    meant = candidates.sections(typed, context.tree.outline(), former_ids(context))
    fault = Diagnostic.of("LM301", entry.path, entry.document.span(path), value=typed, nearest=meant.shown)
    fixes = (replacing(entry.document, path, meant.sure),) if meant.sure else ()
    return fault.but(variant=meant.variant, fixes=fixes)


def former_ids(context: Context) -> dict[str, str]:
    """Former id of a section to its id of today."""
    found: dict[str, str] = {}
    for name in context.tree.section_paths():
        entry = context.tree.section(name)
        value = entry.document.value if entry is not None and entry.section is not None else None
        if isinstance(value, dict):
            found.update(dict.fromkeys(map(str, value.get("formerly", ())), name))
    return found


def replacing(document: Document, path: Path, text: str) -> Edit:
    """The edit that puts a plain word where the scalar at ``path`` stands."""
    start, end = document.offsets(path)
    return Edit(start, end, text)


def proposals_exist(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM303: the proposals that a proposal or a topic names are in the register."""
    for path, name in _named_proposals(entry):
        if not context.tree.exists(proposal_path(name)):
            from living_manifesto.rules import candidates

            span = entry.document.span(path)
            near = candidates.names(name, _register(context))
            yield Diagnostic.of("LM303", entry.path, span, value=name, nearest=near)


def _named_proposals(entry: Entry) -> Iterator[tuple[Path, str]]:
    match entry.value:
        case Proposal() as proposal:
            for place, source in enumerate(proposal.incorporates):
                yield ("incorporates", place, "id"), source.id
            if proposal.reverts:
                yield ("reverts",), proposal.reverts
            if proposal.decision is not None and proposal.decision.of:
                yield ("decision", "of"), proposal.decision.of
        case Topics(topics=topics):
            for place, topic in enumerate(topics):
                for count, name in enumerate(topic.proposals):
                    yield ("topics", place, "proposals", count), name
        case _:
            return


def _register(context: Context) -> list[str]:
    stems = (path.rpartition("/")[2].removesuffix(".yaml") for path in context.tree.paths())
    return [stem for stem in stems if stem[:1].isdigit()]


def members_belong(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM304: the proposals of a topic are proposals to its section."""
    if not isinstance(entry.value, Topics):
        return
    for path, name in _named_proposals(entry):
        member = context.tree.entry(proposal_path(name))
        proposal = member.proposal if member is not None else None
        section = entry.value.section
        if proposal is not None and proposal.section != section and not _touches(proposal, section):
            span = entry.document.span(path)
            yield Diagnostic.of("LM304", entry.path, span, proposal=name, section=proposal.section)


def _touches(proposal: Proposal, section: str) -> bool:
    references = [getattr(change, "target", None) or getattr(change, "to", "") for change in proposal.changes or ()]
    return any(str(reference).partition("/")[0] == section for reference in references)


def node_ids_unique(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM306, LM307, LM308: the ids in a section are unique, free words, and none is a section's or an area's."""
    if entry.section is None:
        return
    first_lines: dict[str, int] = {}
    taken = _names_of_places(context)
    for path, name in node_ids(entry.plain):
        span = entry.document.span(path)
        if name in RESERVED:
            yield Diagnostic.of("LM307", entry.path, span, value=name)
        elif name in first_lines:
            yield Diagnostic.of("LM306", entry.path, span, value=name, first_line=first_lines[name])
        elif name in taken and len(path) > 1:
            yield Diagnostic.of("LM308", entry.path, span, value=name, other=taken[name])
        first_lines.setdefault(name, span.line)


def place_ids_unique(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM307, LM308 in manifesto.yaml: areas and sections share one namespace."""
    if context.tree.manifesto() is None or entry.path != "manifesto/manifesto.yaml":
        return
    seen: dict[str, str] = {}
    for path, name in node_ids(entry.plain):
        span = entry.document.span(path)
        if name in RESERVED:
            yield Diagnostic.of("LM307", entry.path, span, value=name)
        elif name in seen:
            yield Diagnostic.of("LM308", entry.path, span, value=name, other=seen[name])
        seen.setdefault(name, f"{entry.path}:{span.line}")


def _names_of_places(context: Context) -> dict[str, str]:
    file = context.tree.manifesto()
    root = file.root if file is not None else Node("")
    return {node.id: "manifesto/manifesto.yaml" for node in root.walk() if node is not root}


_LISTS = ("areas", "sections", "preface", "vision", "points", "parts", "items")


def node_ids(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The ids of a file's nodes with their places, in reading order."""
    if not isinstance(value, dict):
        return
    if isinstance(value.get("id"), str):
        yield (*path, "id"), value["id"]
    for name in _LISTS:
        for place, child in enumerate(value.get(name) or ()):
            yield from node_ids(child, (*path, name, place))
