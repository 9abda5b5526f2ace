"""What a Markdown file says beyond our nodes: its name, how its headings look, where its contents stand.

``export`` needs it to write the file as it was. It is kept in the topics file of the section, under ``source``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import NOTHING, value
from living_manifesto.intake.markdown.headings import TITLE, written

NAME, VISION, ITEMS = "title", "vision", "items"
"""Places of headings: that of the section itself, the one above the vision, those of items."""

_FILE = re.compile(r"[^\x00-\x1f/\\.~-][^\x00-\x1f/\\]{0,199}\.md", re.IGNORECASE)
_TEMPLATE = re.compile(r"#{1,6} [^\n]{1,300}")
_ENTRY = re.compile(r"[^\n]{1,500}")


@value
class Contents:
    """A table of contents that is computed: where it stands, its heading, and how each of its levels is written.

    It follows the titled node ``after``, or what stands above all of them. ``is_table``: an index, whose rows are
    titles of sections and whose columns are areas. Entries are templates with ``{title}``, a number, ``{link}``.
    """

    after: str
    heading: str
    entries: tuple[str, ...]
    is_table: bool = False


@value
class Layout:
    """How one section is written as a file.

    ``headings``: templates by place (``items/parts``: parts of items). ``others``: templates of nodes that differ.
    ``after``: the point of the preface after which the title stands. ``base``: what the addresses begin with that
    were relative links in the file.
    """

    file: str = ""
    after: str = ""
    base: str = ""
    headings: Mapping[str, str] = NOTHING
    others: Mapping[str, str] = NOTHING
    contents: tuple[Contents, ...] = ()

    def template(self, node: Node, place: str) -> str:
        """How the heading of a node is written."""
        return self.others.get(node.id) or self.headings.get(place) or usual(place)

    def claimed(self, section: Node, numbers: Iterable[int | None]) -> dict[str, str]:
        """The headings of titled nodes as they stood in the file, with the numbers that they gave themselves, by id."""
        return {
            node.id: written(self.template(node, place), node.title, number or 0)
            for (node, place), number in zip(titled(section), numbers, strict=True)
        }


def usual(place: str) -> str:
    """How a heading of a place is written where nothing else is known."""
    if place == NAME:
        return f"# {TITLE}"
    if place == VISION:
        return "## ビジョン"
    if place == ITEMS:
        return f"## {{n}}. {TITLE}"
    return "#" * min(place.count("/") + 2, 6) + f" {TITLE}"


def titled(section: Node) -> Iterator[tuple[Node, str]]:
    """The titled nodes below a section with their places, in reading order."""

    def walk(node: Node, above: str) -> Iterator[tuple[Node, str]]:
        for name, children in node.lists:
            if name in ("parts", "items"):
                for child in children:
                    yield child, above + name
                    yield from walk(child, f"{above}{name}/")

    return walk(section, "")


def of_templates(section: Node, templates: Iterable[str]) -> Layout:
    """The layout of a section with ids whose titled nodes are written so, in reading order."""
    pairs = [(node, place, template) for (node, place), template in zip(titled(section), templates, strict=True)]
    counts: dict[str, Counter[str]] = {}
    for _, place, template in pairs:
        counts.setdefault(place, Counter())[template] += 1
    most = {place: count.most_common(1)[0][0] for place, count in counts.items()}
    headings = {place: template for place, template in most.items() if template != usual(place)}
    others = {node.id: template for node, place, template in pairs if template != most[place]}
    return Layout(headings=headings, others=others)


def plain(layout: Layout) -> dict[str, Any]:
    """The layout as a file keeps it."""
    rows = [{"place": place, "written": template} for place, template in layout.headings.items()]
    rows += [{"target": node, "written": template} for node, template in layout.others.items()]
    contents = [_contents(each) for each in layout.contents]
    pairs = {"file": layout.file, "after": layout.after, "base": layout.base, "headings": rows, "contents": contents}
    return {key: held for key, held in pairs.items() if held}


def _contents(contents: Contents) -> dict[str, Any]:
    form = "table" if contents.is_table else ""
    levels = dict(zip(("outer", "inner"), contents.entries, strict=False))
    pairs = {"after": contents.after, "form": form, "heading": contents.heading, **levels}
    return {key: held for key, held in pairs.items() if held}


def read(held: object) -> Layout:
    """The layout that a file keeps; what is not of its form is left out, since it comes from a file."""
    if not isinstance(held, Mapping):
        return Layout()
    rows = [row for row in _rows(held.get("headings")) if _is_heading(row)]
    return Layout(
        file=held["file"] if is_file_name(held.get("file")) else "",
        after=_word(held.get("after")),
        base=_word(held.get("base")),
        headings={_word(row["place"]): row["written"] for row in rows if _word(row.get("place"))},
        others={_word(row["target"]): row["written"] for row in rows if _word(row.get("target"))},
        contents=tuple(_read_contents(row) for row in _rows(held.get("contents"))),
    )


def _read_contents(row: Mapping[str, Any]) -> Contents:
    heading = row.get("heading")
    entries = tuple(row[level] for level in ("outer", "inner") if _fits(_ENTRY, row.get(level)))
    return Contents(
        _word(row.get("after")),
        heading if isinstance(heading, str) and _fits(_TEMPLATE, heading) else "",
        entries,
        row.get("form") == "table",
    )


def _is_heading(row: Mapping[str, Any]) -> bool:
    written, place = row.get("written"), row.get("place")
    if place == NAME and written == "":
        return True
    return _fits(_TEMPLATE, written) and (place == VISION or TITLE in row["written"])


def is_file_name(name: object) -> bool:
    """Whether a word is the plain name of a Markdown file: no folder, no hidden file, no option."""
    return isinstance(name, str) and _FILE.fullmatch(name) is not None and ".." not in name


def _rows(held: object) -> list[Mapping[str, Any]]:
    return [row for row in held if isinstance(row, Mapping)] if isinstance(held, Sequence) else []


def _fits(pattern: re.Pattern[str], held: object) -> bool:
    return isinstance(held, str) and pattern.fullmatch(held) is not None


def _word(held: object) -> str:
    return held if isinstance(held, str) and "\n" not in held else ""
