"""A section to its Markdown file: the inverse of ``read``, with the form that the layout remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from living_manifesto.core.nodes import Form, Node
from living_manifesto.intake.markdown import headings
from living_manifesto.intake.markdown.inline import guarded
from living_manifesto.intake.markdown.layout import NAME, VISION, Contents, Layout, usual

Blocks = Iterator[list[str]]
Table = Callable[[Contents], Sequence[str]]
"""Gives the lines of a table of contents."""
_BREAK = "  "
"""Two spaces at the end of a line: what follows begins a line of its own."""


def nothing(_contents: Contents) -> Sequence[str]:
    """No table of contents: where there is no whole that could have one."""
    return ()


def write(
    section: Node,
    layout: Layout = Layout(),  # noqa: B008 - a value
    number: int = 1,
    contents: Table = nothing,
) -> str:
    """The text of the section's file. ``number`` is the section's own; ``contents`` gives the lines of a table."""
    blocks = _Writer(section, layout, number, contents).section(section)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def heading_lines(section: Node, layout: Layout, number: int) -> dict[str, str]:
    """The headings of the titled nodes below a section as they stand in its file, by id."""
    lines: dict[str, str] = {}

    def walk(node: Node, above: str) -> None:
        for name in ("parts", "items"):
            count = 0
            for child in node.children(name):
                template = layout.template(child, above + name)
                count += headings.is_numbered(template)
                lines[child.id] = headings.written(template, child.title, count, number)
                walk(child, f"{above}{name}/")

    walk(section, "")
    return lines


def name_line(section: Node, layout: Layout, number: int) -> str:
    """The heading of the section itself; empty where its file has none."""
    template = layout.headings.get(NAME, usual(NAME))
    return headings.written(template, section.title, number, number) if template else ""


class _Writer:
    def __init__(
        self, section: Node, layout: Layout, number: int, contents: Callable[[Contents], Sequence[str]]
    ) -> None:
        self.layout = layout
        self.name = name_line(section, layout, number)
        self.headings = heading_lines(section, layout, number)
        self.contents = contents

    def section(self, section: Node) -> Blocks:
        preface = section.children("preface")
        ids = [point.id for point in preface]
        above = ids.index(self.layout.after) + 1 if self.layout.after in ids else 0
        yield from points(preface[:above])
        if self.name:
            yield [self.name]
        yield from points(preface[above:])
        yield from self.tables("")
        if vision := section.children("vision"):
            yield [self.layout.headings.get(VISION) or usual(VISION)]
            yield from points(vision)
        yield from self.titled(section)

    def titled(self, node: Node) -> Blocks:
        for name in ("parts", "items"):
            for child in node.children(name):
                yield [self.headings[child.id]]
                yield from points(child.children("points"))
                yield from self.titled(child)
                yield from self.tables(child.id)

    def tables(self, after: str) -> Blocks:
        for held in self.layout.contents:
            if held.after == after and (lines := self.contents(held)):
                if held.heading:
                    yield [held.heading]
                yield list(lines)


def points(held: Iterable[Node], indent: str = "") -> Blocks:
    """The blocks of points; bullets that follow each other are one block."""
    block: list[str] = []
    count = 0
    for point in held:
        if point.form in (Form.BULLET, Form.NUMBERED):
            count += point.form is Form.NUMBERED
            mark = f"{count}. " if point.form is Form.NUMBERED else "* "
            block += _lines(point.text, indent + mark, indent + " " * len(mark))
            inner = list(points(point.children("points"), indent + " " * len(mark)))
            block += _joined(point, inner)
            continue
        if block:
            yield block
            block = []
        if point.form is Form.RAW:
            yield [indent + line for line in point.text.split("\n")]
        else:
            yield _lines(point.text, indent, indent)
        yield from points(point.children("points"), indent)
    if block:
        yield block


def _joined(point: Node, blocks: Sequence[list[str]]) -> Iterator[str]:
    """The blocks below a bullet; only bullets may follow its text without an empty line."""
    first = next(iter(point.children("points")), None)
    for place, block in enumerate(blocks):
        if place or (first is not None and first.form not in (Form.BULLET, Form.NUMBERED)):
            yield ""
        yield from block


def _lines(text: str, first: str, others: str) -> list[str]:
    lines = [guarded(line) for line in text.split("\n")]
    marked = [first + lines[0], *(others + line for line in lines[1:])]
    return [line + _BREAK for line in marked[:-1]] + marked[-1:]
