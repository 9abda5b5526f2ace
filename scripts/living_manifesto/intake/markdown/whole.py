"""A folder of Markdown files to a manifesto, and back: ids, areas, numbers, and links between files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.nodes import ROOT, Form, Node
from living_manifesto.core.snapshot import EMPTY, Topics
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.intake.identity import Identified, identify
from living_manifesto.intake.markdown import areas, layout, links, naming
from living_manifesto.intake.markdown.export import Export
from living_manifesto.intake.markdown.layout import Layout
from living_manifesto.intake.markdown.read import Read, read

README = "readme.md"
KEPT = "markdown"
"""Under this key of ``source`` the topics file of a section keeps its layout."""


_SHARE = 0.5
_FEW = 3
"""So many nodes must be the same at least: headings such as 現状 stand in every section."""


@value
class Whole:
    """A manifesto, and how its sections are written as files, by their ids; those without a layout came otherwise.

    ``used`` are ids of sections that once stood: proposals may name them, so that nothing else gets them.
    """

    root: Node = EMPTY
    layouts: Mapping[str, Layout] = NOTHING
    used: frozenset[str] = frozenset()

    @property
    def sections(self) -> dict[str, Node]:
        """The sections by id, in order."""
        return {each.id: each for area in self.root.children("areas") for each in area.children("sections")}


@value
class Wishes:
    """What the reader of a folder may be told: ids by file, one area for all, the address of the folder on the web."""

    ids: Mapping[str, str] = NOTHING
    area: str = ""
    base: str = ""


@value
class Account:
    """What was found in one file. ``restated``: how often something is held in another way than it was written, by
    kind; ``lost``: links that lead nowhere."""

    file: str
    section: str
    nodes: int
    raw: int
    exact: int
    alike: int
    new: int
    restated: Mapping[str, int]
    lost: int


@value
class Taken:
    """A folder as a manifesto, and the account of every file, in the order of their names."""

    whole: Whole
    accounts: tuple[Account, ...]


def take(files: Mapping[str, str], before: Whole = Whole(), wishes: Wishes = Wishes()) -> Taken:  # noqa: B008 - values
    """The manifesto that a folder of files (name to text) says; ``before`` is what stands.

    Nodes, sections and areas that stood keep their ids. Sections of ``before`` whose file is gone are gone, those
    that never had one stay.
    """
    ids = _ids(files, before, wishes)
    sections = before.sections
    export = Export(before.root, before.layouts)
    reads = {file: read(text, sections.get(ids[file])) for file, text in files.items()}
    identified = {
        file: identify(
            replace(held.section, id=ids[file], title=held.section.title or naming.title_of(file)),
            export.section(ids[file]) if ids[file] in sections else None,
        )
        for file, held in reads.items()
    }
    layouts = {
        ids[file]: replace(held.layout_of(identified[file].node, file), base=wishes.base)
        for file, held in reads.items()
    }
    linked = _Linked(ids, {file: held.node for file, held in identified.items()}, layouts, reads, wishes.base)
    accounts = []
    texts: dict[str, Node] = {}
    for file in files:
        texts[ids[file]], moved, lost = linked.inwards(file)
        accounts.append(_account(file, ids[file], reads[file], identified[file], moved, lost))
    numbers = {ids[file]: held.number for file, held in reads.items()}
    found = areas.groups(files, ids, texts, wishes.area)
    root = areas.arranged(texts, numbers, found, before.root, set(before.layouts))
    kept = {name: held for name, held in layouts.items() if name in texts}
    return Taken(Whole(root, kept, before.used), tuple(accounts))


def topics_of(taken: Whole, stand: Mapping[str, Topics]) -> tuple[Topics, ...]:
    """The topics files that keep the layouts; what else stands in them stays."""
    made = []
    for name, held in taken.layouts.items():
        topics = stand.get(name) or Topics(name)
        made.append(replace(topics, source={**topics.source, KEPT: layout.plain(held)}))
    return tuple(made)


def layouts_of(topics: Mapping[str, Topics]) -> dict[str, Layout]:
    """The layouts that topics files keep, by section."""
    return {name: layout.read(held.source[KEPT]) for name, held in topics.items() if KEPT in held.source}


def _ids(files: Mapping[str, str], before: Whole, wishes: Wishes) -> dict[str, str]:
    """The section of every file: as it was, as is wished, or a new one."""
    known = {held.file: name for name, held in before.layouts.items() if held.file}
    ids = {file: known[file] for file in files if file in known}
    given = set(ids.values())
    ids |= {file: name for file, name in wishes.ids.items() if file in files and file not in ids and name not in given}
    for file in files:
        if file not in ids and (name := _renamed(file, files, before, set(ids.values()))):
            ids[file] = name
    taken = {node.id for node in _frame(before.root)} | before.layouts.keys() | before.used | set(ids.values()) | {ROOT}
    for file in files:
        if file not in ids:
            ids[file] = naming.section_id(file, taken)
            taken.add(ids[file])
    return {file: ids[file] for file in files}


def _renamed(file: str, files: Mapping[str, str], before: Whole, used: set[str]) -> str:
    """The section whose file is gone and of whose text at least half stands in this file, be its name another now."""
    text = read(files[file]).section
    best, most = "", _SHARE
    for name, section in before.sections.items():
        if name in used or before.layouts.get(name, Layout()).file in (*files, ""):
            continue
        share = share_known(text, section)
        if share >= most:
            best, most = name, share
    return best


def share_known(text: Node, section: Node) -> float:
    """The share of a text's nodes that are known from a section, or of the section's in the text if it is shorter.

    It is 0 where hardly more is the same than headings that stand in every section.
    """
    found = identify(replace(text, id=section.id), section)
    known, count = found.exact + found.alike, sum(1 for _ in section.walk()) - 1
    return known / max(min(count, known + found.new), 1) if known >= min(_FEW, count) else 0.0


def _frame(root: Node) -> Iterator[Node]:
    for area in root.children("areas"):
        yield area
        yield from area.children("sections")


class _Linked:
    """Links from file to file as links from section to node."""

    def __init__(
        self,
        ids: Mapping[str, str],
        sections: Mapping[str, Node],
        layouts: Mapping[str, Layout],
        reads: Mapping[str, Read],
        base: str,
    ) -> None:
        self.ids = ids
        self.sections = sections
        self.base = base
        self.anchors = {
            file: links.anchors(section, layouts[ids[file]].claimed(section, reads[file].claims))
            for file, section in sections.items()
        }

    def inwards(self, file: str) -> tuple[Node, int, int]:
        """The section of a file with its links turned, how many were turned, and how many lead nowhere."""
        moved = lost = 0

        def change(text: str) -> str:
            nonlocal moved, lost
            text, turned, dead = links.inwards(text, lambda to, fragment: self.resolve(to or file, fragment), self.base)
            moved, lost = moved + turned, lost + dead
            return text

        return links.everywhere(self.sections[file], change), moved, lost

    def resolve(self, file: str, fragment: str) -> str | None:
        if file not in self.ids:
            return None
        node = self.anchors[file].get(fragment.lower())
        return f"{self.ids[file]}/{node}" if node else self.ids[file]


def _account(file: str, section: str, held: Read, found: Identified, moved: int, lost: int) -> Account:
    nodes = [node for node in found.node.walk() if node is not found.node]
    restated = {**held.restated, **({"links": moved} if moved else {})}
    raw = sum(node.form is Form.RAW for node in nodes)
    return Account(file, section, len(nodes), raw, found.exact, found.alike, found.new, restated, lost)


def is_readme(file: str) -> bool:
    """Whether a file tells about the folder."""
    return file.lower() == README


def in_order(files: Sequence[str]) -> list[str]:
    """The files as they follow each other: the one about the folder, then by their names."""
    return sorted(files, key=lambda file: (not is_readme(file), file))
