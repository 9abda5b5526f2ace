"""Sections in short: an outline as text, and the part of any section that Markdown can say."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.nodes import Form, Node, in_order
from living_manifesto.core.values import replace
from living_manifesto.intake.identity import identify
from living_manifesto.intake.markdown import headings
from living_manifesto.intake.markdown.inline import settled
from living_manifesto.intake.markdown.read import Read, read
from living_manifesto.intake.markdown.restated import restate
from living_manifesto.intake.markdown.write import write

SIGNS = {Form.BULLET: "*", Form.NUMBERED: "1", Form.PARAGRAPH: "¶", Form.RAW: "|"}
TABLE = "| a | b |\n| - | - |\n| 1 | 2 |"


def outline(node: Node, depth: int = 0) -> list[str]:
    """One line a list or node, indented by depth."""
    lines = []
    for name, children in node.lists:
        lines.append("  " * depth + name)
        for child in children:
            words = child.title or f"{SIGNS[child.form]} {child.text}"
            lines += ["  " * (depth + 1) + words.replace("\n", "⏎"), *outline(child, depth + 2)]
    return lines


def outlined(text: str) -> list[str]:
    return outline(read(text).section)


def named(held: Read, name: str = "s") -> Node:
    """What was read, with ids."""
    return identify(replace(held.section, id=name, title=held.section.title or "題名")).node


def again(text: str) -> str:
    """The text read and written."""
    held = read(text)
    section = named(held)
    return write(section, held.layout_of(section), held.number or 1)


def without_ids(node: Node) -> Node:
    lists = tuple((name, tuple(map(without_ids, children))) for name, children in node.lists)
    return replace(node, id="", number=None, lists=lists)


def sayable(node: Node) -> Node:
    """The section with what Markdown can hold: texts in settled lines, no points below paragraphs and tables."""
    lists = {name: tuple(_each(children)) for name, children in node.lists}
    return replace(node, title=_title(node.title) if node.title else "", lists=in_order(lists))


def _each(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        held = sayable(node)
        if node.title:
            yield held
        elif node.form is Form.RAW:
            yield replace(held, text=TABLE, lists=())
            yield from held.children("points")
        elif node.form is Form.PARAGRAPH:
            yield replace(held, text=_text(node.text), lists=())
            yield from held.children("points")
        else:
            yield replace(held, text=_text(node.text))


def _text(text: str) -> str:
    lines = [settled(line) for line in restate(text).text.split("\n")]
    return "\n".join(lines).strip("\n") or "文"


def _title(title: str) -> str:
    words = settled(" ".join(restate(title).text.split())).strip("* #\u3000")
    while (plain := headings.parse(1, words).title.strip("* #\u3000")) != words:
        words = plain
    return words or "題"
