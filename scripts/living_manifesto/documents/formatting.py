"""An existing file in canonical layout: the same values, the same comments, the same words letter by letter.

Keys come in their order, blocks at their indentation, lists and mappings one entry a line. Blank lines and
comments stay with what they stand above; those below a last entry, deeper than its parent, stay below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from living_manifesto.core.diagnostics import Severity
from living_manifesto.core.values import value
from living_manifesto.documents import scalars
from living_manifesto.documents.keys import FREE, ONE_LINE, ONE_LINE_LISTS, rank
from living_manifesto.documents.layout import Layout, Pair
from living_manifesto.documents.reader import Document, read
from living_manifesto.documents.scalars import INDENT, WIDTH
from living_manifesto.documents.vocabulary import BOOLEAN_KEYS, INTEGER_KEYS, WORD_KEYS, WORD_LISTS

_HARMLESS = frozenset({"LM004", "LM005", "LM107", "LM108"})
_PACKED = frozenset({"LM107", "LM007"})
_WORDS = (WORD_KEYS | WORD_LISTS) - INTEGER_KEYS - BOOLEAN_KEYS
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*")


def format_text(document: Document) -> str:
    """The text of a file in canonical layout; as it stands where a fault makes its structure doubtful."""
    if "\r\n" in document.text:
        document = read(document.text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"), document.file)
    root = document.root
    doubtful = any(fault.severity is Severity.ERROR and fault.code not in _HARMLESS for fault in document.faults)
    if doubtful or not isinstance(root, yaml.MappingNode):
        return document.text
    if root.flow_style:
        return _out_of_brackets(document)
    layout = Layout(document.text if document.text.endswith("\n") else document.text + "\n")
    return "\n".join(_Formatter(layout).file(root)).rstrip("\n") + "\n"


def _out_of_brackets(document: Document) -> str:
    """A file written as one ``{…}`` (JSON) in block style; as it stands where it has comments or was misread."""
    from living_manifesto.documents.canonical import dump  # which takes its layout from here

    sound = all(fault.code in _PACKED for fault in document.faults) and _COMMENT.search(document.text) is None
    return dump(document.value) if sound and isinstance(document.value, dict) else document.text


@dataclass(slots=True)
class _Written:
    """A key or an entry as it will stand: the comments and blank lines above it, and its lines."""

    key: str
    above: list[str]
    lines: list[str] = field(default_factory=list)


@value
class _Formatter:
    layout: Layout

    def file(self, root: yaml.MappingNode) -> list[str]:
        """All lines; what stands above the first key stays on top, whichever key comes first."""
        last = self.layout.pair_end(root.value[-1])
        head = self.loose(0, self.layout.line_start(root.start_mark.index))
        return [*head, *_joined(self.mapping(root, 0, ""), 0), *self.loose(last, len(self.layout.text))]

    def mapping(self, node: yaml.CollectionNode, column: int, name: str) -> list[_Written]:
        """The keys of a mapping in canonical order; what stands above the first one is the parent's."""
        written = []
        here = None
        for pair in node.value:
            above: list[str] = []
            if not node.flow_style:
                above = [] if here is None else self.loose(here, self.layout.line_start(pair[0].start_mark.index))
                here = self.layout.pair_end(pair)
            written.append(self.pair(pair, above, column, "flow" if node.flow_style else "block"))
        return written if name in FREE else sorted(written, key=lambda one: rank(one.key))

    def pair(self, pair: Pair, above: list[str], column: int, style: str) -> _Written:
        """A key with its value and what belongs to both."""
        key, node = pair
        written = _Written(key.value, above)
        head = " " * column + scalars.key(key.value) + ":"
        first, *rest = self.value(key.value, node, head, column, key.start_mark.column)
        if style == "flow":
            written.lines = [first, *rest]
            return written
        if _is_block(node):
            start = self.layout.line_end(self.layout.colon(pair)) + 1
            rest = _at(column + INDENT, self.loose(start, self.layout.line_start(node.start_mark.index))) + rest
        else:
            above += self.comments(self.layout.colon(pair), node.start_mark.index) + self.inner_comments(node)
        tail = self.loose(self.inner_end(node, key.start_mark.column), self.layout.pair_end(pair))
        deep = column if _is_text_block(node) else column + INDENT
        written.lines = [first + self.layout.comment(pair).rstrip(), *rest, *_at(deep, tail)]
        return written

    def value(self, name: str, node: yaml.Node, head: str, column: int, old_column: int) -> list[str]:
        """The lines of a value after its ``head`` (key and colon)."""
        if isinstance(node, yaml.ScalarNode):
            first, *rest = self.scalar(name, node, column, old_column)
            return [f"{head} {first}" if first else head, *rest]
        if not node.value:
            return [head + (" []" if isinstance(node, yaml.SequenceNode) else " {}")]
        flow = self.one_line(name, node, head)
        if flow is not None:
            return [flow]
        if isinstance(node, yaml.SequenceNode):
            return [head, *self.sequence(node, column + INDENT, name)]
        assert isinstance(node, yaml.MappingNode)  # noqa: S101  (there is no fourth sort of node)
        return [head, *_joined(self.mapping(node, column + INDENT, name), column + INDENT)]

    def sequence(self, node: yaml.SequenceNode, column: int, name: str) -> list[str]:
        """The lines of a list whose dashes go to ``column``."""
        if node.flow_style:
            return [line for value in node.value for line in self.entry(name, value, column, "").lines]
        lines: list[str] = []
        here = None
        for entry in self.layout.entries(node):
            if here is not None:
                lines += _at(column, self.loose(here, self.layout.line_start(entry.dash)))
            here = entry.end
            value = entry.value
            comment = "" if _is_block(value) else self.layout.comment_after(value, entry.column)
            written = self.entry(name, value, column, comment.rstrip())
            above = self.comments(entry.dash + 1, value.start_mark.index) + self.inner_comments(value)
            tail = self.loose(self.inner_end(value, entry.column), entry.end)
            deep = column if _is_text_block(value) else column + INDENT
            lines += [*_at(column, above + written.above), *written.lines, *_at(deep, tail)]
        return lines

    def entry(self, name: str, node: yaml.Node, column: int, comment: str) -> _Written:
        """One entry of a list; what stands above the key that comes first goes above the dash."""
        dash = " " * column + "-"
        if isinstance(node, yaml.MappingNode) and node.value and self.one_line(name, node, dash) is None:
            first, *others = self.mapping(node, column + INDENT, name)
            start, *rest = first.lines
            top = dash + " " + start[column + INDENT :] + comment
            return _Written("", first.above, [top, *rest, *_joined(others, column + INDENT)])
        first_line, *rest = self.value(name, node, dash, column, column)
        return _Written("", [], [first_line + comment, *rest])

    def scalar(self, name: str, node: yaml.ScalarNode, column: int, old_column: int) -> list[str]:
        """A scalar: words of the tool in their plainest form, people's texts as they wrote them."""
        start, end = node.start_mark.index, self.layout.content_end(node, old_column)
        if name in _WORDS and end > start:
            return [scalars.one_line(node.value)]
        if not _is_text_block(node):
            first, *rest = self.layout.text[start:end].split("\n")
            return [first, *_at(column + INDENT, map(str.strip, rest))]
        old = self.layout.block(node, old_column)
        stated = str(INDENT) if old.stated else ""
        lines = (
            self.layout.text[self.layout.line_end(start) + 1 : end].split("\n")
            if end > self.layout.line_end(start)
            else []
        )
        return [f"{node.style}{stated}{old.chomping}", *_at(column + INDENT, (line[old.margin :] for line in lines))]

    def one_line(self, name: str, node: yaml.Node, head: str) -> str | None:
        """The line of a ``{…}`` or ``[…]`` that may stay one; None if it must become a block."""
        if not isinstance(node, yaml.CollectionNode) or not node.flow_style:
            return None
        if isinstance(node, yaml.MappingNode) and name in ONE_LINE:
            pairs = sorted(node.value, key=lambda pair: rank(pair[0].value))
            parts = [(key.value, f"{scalars.key(key.value)}: ", value) for key, value in pairs]
            marks = "{}"
        elif isinstance(node, yaml.SequenceNode) and name in ONE_LINE_LISTS:
            parts = [(name, "", value) for value in node.value]
            marks = "[]"
        else:
            return None
        if not all(isinstance(value, yaml.ScalarNode) for _, _, value in parts):
            return None
        inner = ", ".join(lead + self.flow_scalar(key, value) for key, lead, value in parts)
        line = f"{head} {marks[0]}{inner}{marks[1]}"
        noticed = any(key == "ground" for key, _, _ in parts)
        return line if "\n" not in line and (noticed or len(line) <= WIDTH) else None

    def flow_scalar(self, name: str, node: yaml.ScalarNode) -> str:
        """A scalar that stays inside ``{…}`` or ``[…]``."""
        raw = self.layout.text[node.start_mark.index : node.end_mark.index]
        return scalars.one_line(node.value, flow=True) if name in _WORDS and raw else raw

    def inner_end(self, node: yaml.Node, column: int) -> int:
        """Where the last part of a value ends; what follows, up to the end of the whole, hangs below it."""
        if isinstance(node, yaml.MappingNode) and _is_block(node):
            return self.layout.pair_end(node.value[-1])
        if isinstance(node, yaml.SequenceNode) and _is_block(node):
            return self.layout.entry(node.value[-1], node.start_mark.column).end
        return self.layout.line_end(self.layout.content_end(node, column)) + 1

    def loose(self, start: int, end: int) -> list[str]:
        """The comments and blank lines of whole lines, without their indentation."""
        return [line.strip() for line in self.layout.text[start:end].split("\n")[:-1]]

    def comments(self, start: int, end: int) -> list[str]:
        """The comments in a stretch that holds no scalar."""
        return [found.strip() for found in _COMMENT.findall(self.layout.text[start:end])]

    def inner_comments(self, node: yaml.Node) -> list[str]:
        """The comments inside a ``{…}`` or ``[…]`` of several lines."""
        if not isinstance(node, yaml.CollectionNode) or not node.flow_style:
            return []
        found = []
        here = int(node.start_mark.index)
        for scalar in _scalars(node):
            found += self.comments(here, scalar.start_mark.index)
            here = int(scalar.end_mark.index)
        return found + self.comments(here, node.end_mark.index)


def _joined(written: Iterable[_Written], column: int) -> list[str]:
    return [line for one in written for line in (*_at(column, one.above), *one.lines)]


def _at(column: int, lines: Iterable[str]) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def _is_text_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _scalars(node: yaml.Node) -> Iterable[yaml.ScalarNode]:
    """The scalars of a value in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for part in node.value:
        for one in part if isinstance(part, tuple) else (part,):
            yield from _scalars(one)
