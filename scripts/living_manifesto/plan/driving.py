"""Three versions of one section file into one, node by node: what git asks a merge driver for."""

from __future__ import annotations

from living_manifesto.core.amend.diff import diff
from living_manifesto.core.amend.resolution import Fit, Note, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import value
from living_manifesto.documents import splice
from living_manifesto.rules.tree import Entry

_AREA = "the-area"
_NOBODY = "00000000-nobody"
"""No proposal speaks here; ids that would have to be made for one are a conflict."""


@value
class Merged:
    """The text of the merged file, and the sentences that were joined from two edits or whose place is a guess."""

    text: str
    notes: tuple[Note, ...]


@value
class Apart:
    """What a person must decide; empty where a version cannot be understood, or settings were edited too."""

    notes: tuple[Note, ...] = ()


def merge_sections(base: Entry, ours: Entry, theirs: Entry, by_lines: Entry | None) -> Merged | Apart:
    """Bring what ``theirs`` changed since ``base`` into ``ours``.

    ``by_lines`` is what git makes of the lines where it meets no conflict: it is taken when it says the same, since
    it keeps the comments and settings of both.
    """
    if base.section is None or ours.section is None or theirs.section is None:
        return Apart()
    resolution = _resolution(base.section, ours.section, theirs.section)
    doubles = tuple(note for note in resolution.notes if note.ids)  # both sides gave one id to two things
    if resolution.fit is Fit.NEEDS_PERSON or doubles:
        return Apart(resolution.needs or doubles)
    notes = tuple(note for note in resolution.notes if note.fit in (Fit.MERGED, Fit.APPROXIMATE))
    section = _section(resolution.root)
    if by_lines is not None and by_lines.section == section:
        return Merged(by_lines.document.text, notes)
    if _settings(theirs) != _settings(base):
        return Apart()
    return Merged(splice.rewrite(ours.document, section), notes)


def _resolution(base: Node, ours: Node, theirs: Node) -> Resolution:
    before = _rooted(base)
    return resolve(before, Outline.of(_rooted(ours)), diff(before, _rooted(theirs)), ours.id, _NOBODY)


def _rooted(section: Node) -> Node:
    return Node(ROOT, lists=(("areas", (Node(_AREA, lists=(("sections", (section,)),)),)),))


def _section(root: Node) -> Node:
    return root.children("areas")[0].children("sections")[0]


_TEXT = frozenset({"id", "title", "preface", "vision", "parts", "items"})


def _settings(entry: Entry) -> dict[str, object]:
    return {key: held for key, held in entry.plain.items() if key not in _TEXT}
