"""A manifesto as Markdown files: links inside become links between files, contents and indexes are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from living_manifesto.core.nodes import Node
from living_manifesto.core.numbering import section_numbers
from living_manifesto.intake.markdown import headings, links, naming
from living_manifesto.intake.markdown.contents import LINK
from living_manifesto.intake.markdown.layout import Contents, Layout
from living_manifesto.intake.markdown.write import heading_lines, write

Row = tuple[int, str, int, str]
"""An entry of a table of contents: level (0 or 1), title, number, link."""


class Export:
    """One manifesto with its layouts, ready to be written."""

    def __init__(self, root: Node, layouts: Mapping[str, Layout]) -> None:
        self.areas = {area.id: area for area in root.children("areas")}
        self.sections = {each.id: each for area in self.areas.values() for each in area.children("sections")}
        self.homes = {each.id: area for area in self.areas.values() for each in area.children("sections")}
        self.layouts = layouts
        self.numbers = section_numbers(root)
        self.names = naming.files(self.sections, layouts)
        self._lines: dict[str, dict[str, str]] = {}

    def layout(self, section: str) -> Layout:
        """How a section is written."""
        return self.layouts.get(section) or Layout()

    def files(self) -> dict[str, str]:
        """All files, by name."""
        return {self.names[name]: self.text(name) for name in self.sections}

    def text(self, section: str) -> str:
        """The file of one section."""
        held = self.layout(section)
        return write(self.section(section), held, self.numbers[section], lambda table: self.table(section, table))

    def section(self, name: str) -> Node:
        """A section with links to files."""
        base = self.layout(name).base
        return links.everywhere(self.sections[name], lambda text: links.outwards(text, self.target, base))

    def target(self, section: str, node: str) -> str | None:
        """The link to a section, or to a titled node in it; None where there is no such section."""
        if section not in self.sections:
            return None
        line = self.lines(section).get(node, "")
        return links.escaped(self.names[section]) + (f"#{links.anchor(line)}" if line else "")

    def lines(self, section: str) -> dict[str, str]:
        """The headings of a section's titled nodes as they stand in its file."""
        if section not in self._lines:
            held = self.sections[section]
            self._lines[section] = heading_lines(held, self.layout(section), self.numbers[section])
        return self._lines[section]

    def table(self, section: str, table: Contents) -> Sequence[str]:
        """The lines of a table of contents or an index that stands in a section."""
        if table.is_table:
            return self.index(table)
        if not table.entries:
            return ()
        if LINK not in table.entries[0]:
            rows = self.own(section, deep=len(table.entries) > 1)
        elif len(table.entries) > 1 and LINK not in table.entries[1]:
            rows = self.chapter(section)
        else:
            rows = self.overall(section, deep=len(table.entries) > 1)
        return _listed(rows, table.entries)

    def own(self, section: str, *, deep: bool) -> list[Row]:
        """The items of the section itself, and their parts where the table has two levels."""
        rows: list[Row] = []
        for count, item in enumerate(self.sections[section].children("items"), 1):
            rows.append((0, item.title, count, ""))
            parts = item.children("parts") if deep else ()
            numbered = [part for part in parts if self.is_numbered(section, part)]
            rows += [(1, part.title, place, "") for place, part in enumerate(numbered or parts, 1)]
        return rows

    def is_numbered(self, section: str, part: Node) -> bool:
        """Whether the heading of a part of an item has a number."""
        return headings.is_numbered(self.layout(section).template(part, "items/parts"))

    def chapter(self, section: str) -> list[Row]:
        """The other sections of the area with their items."""
        rows: list[Row] = []
        others = [each for each in self.homes[section].children("sections") if each.id != section]
        for count, other in enumerate(others, 1):
            rows.append((0, other.title, count, self.target(other.id, "") or ""))
            rows += [(1, item.title, place, "") for place, item in enumerate(other.children("items"), 1)]
        return rows

    def overall(self, section: str, *, deep: bool) -> list[Row]:
        """All areas with their sections; the first section of an area stands for it if it bears its title."""
        rows: list[Row] = []
        count = 0
        for area in self.areas.values():
            held = [each for each in area.children("sections") if each.id != section]
            outer = 1 if deep and _has_overview(area) else len(held)
            for place, each in enumerate(held):
                is_outer = place < outer
                count += is_outer
                number = count if is_outer else self.numbers[each.id]
                title = area.title if is_outer and len(held) == 1 else each.title
                rows.append((0 if is_outer else 1, title, number, self.target(each.id, "") or ""))
        return rows

    def index(self, table: Contents) -> Sequence[str]:
        """A row for every title of sections, a column for every area that has more than one."""
        if len(table.entries) < 2:
            return ()
        row, cell = table.entries[:2]
        columns = [area for area in self.areas.values() if len(area.children("sections")) > 1]
        titles: dict[str, dict[str, str]] = {}
        for area in columns:
            for section in area.children("sections")[_has_overview(area) :]:
                if entries := self.entries(section, cell):
                    titles.setdefault(section.title, {})[area.id] = entries
        head = ["", *(_in_cell(area.title) for area in columns)]
        rows = [
            [row.replace(headings.TITLE, _in_cell(title)), *(held.get(area.id, "") for area in columns)]
            for title, held in titles.items()
        ]
        rules = [":----"] * len(head)
        return [f"| {' | '.join(cells)} |" for cells in (head, rules, *rows)] if rows else ()

    def entries(self, section: Node, template: str) -> str:
        """The items of a section as one cell."""
        shown = (
            _entry(template, _in_cell(item.title), place, self.target(section.id, item.id) or "")
            for place, item in enumerate(section.children("items"), 1)
        )
        return "<br><br> ".join(shown)


def _has_overview(area: Node) -> bool:
    """Whether the first section of an area is about the area: it bears its title."""
    held = area.children("sections")
    return len(held) > 1 and held[0].title == area.title


def _in_cell(title: str) -> str:
    return title.replace("|", "\\|")


def _entry(template: str, title: str, number: int, link: str) -> str:
    return headings.written(template.replace(LINK, link.replace("{", "%7B")), title, number, number)


def _listed(rows: Sequence[Row], entries: Sequence[str]) -> list[str]:
    """The lines; the inner level is indented under the outer one's mark."""
    inner = entries[1] if len(entries) > 1 else ""
    indent = " " * (3 if headings.is_numbered(entries[0]) and not entries[0].startswith("*") else 2)
    lines = [indent * level + _entry(entries[level], title, number, link) for level, title, number, link in rows]
    is_lazy = inner and not inner.startswith(("*", "{n}. ", "{n}) "))
    return [f"{line}  " for line in lines[:-1]] + lines[-1:] if is_lazy else lines
