"""Where things stand in a text: the exact extent of values, keys and list entries, with the comments that they own.

PyYAML's end marks of blocks run on to the next token, over blank lines and the next node's comment.
Here an extent ends with the last line that holds something of the value. Of the lines that follow, those
belong to it that are indented deeper than its own key or dash: taken away from it, they would become
part of another value. All indexes are code points from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from living_manifesto.core.diagnostics import Edit
from living_manifesto.core.values import value

_HEADER = re.compile(r"[|>]([-+]?)([1-9]?)([-+]?)")


Pair = tuple[yaml.ScalarNode, yaml.Node]
"""A key and its value."""


@value
class Block:
    """How a ``|`` text is written: its chomping mark, whether the indentation is stated, and where its lines begin."""

    chomping: str
    stated: bool
    margin: int
    header_end: int


@value
class Entry:
    """One entry of a block list: its value, dash, first own line (comments included), and end of its last own line."""

    value: yaml.Node
    column: int
    dash: int
    lead: int
    end: int


@value
class Layout:
    """Questions about the lines of one text, which ends with a line break."""

    text: str

    def line_start(self, index: int) -> int:
        """The beginning of the line that holds an index."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """The line break that ends the line that holds an index."""
        return self.text.index("\n", index)

    def block(self, scalar: yaml.ScalarNode, column: int) -> Block:
        """The writing of a ``|`` text whose key (or dash) stands at ``column``."""
        start = scalar.start_mark.index
        found = _HEADER.match(self.text, start)
        assert found is not None  # noqa: S101  (the parser saw a header here)
        before, stated, after = found.groups()
        margin = column + int(stated) if stated else self._margin(self.line_end(start) + 1, scalar.end_mark.index)
        return Block(before or after, bool(stated), max(margin, column + 1), found.end())

    def content_end(self, node: yaml.Node, column: int) -> int:
        """Where a value ends; its key (or dash) stands at ``column``."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            if isinstance(node, yaml.MappingNode):
                key, node = node.value[-1]
                column = key.start_mark.column
            else:
                column = node.start_mark.column
                node = node.value[-1]
        if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
            return int(node.end_mark.index)
        margin = self.block(node, column).margin
        start = self.line_end(node.start_mark.index)
        end = int(node.end_mark.index)
        if self.text[end - 1] != "\n":
            end = self.line_end(end) + 1
        while end - 1 > start and self._is_blank(self.line_start(end - 1), end - 1, margin):
            end = self.line_start(end - 1)
        return end - 1

    def end(self, index: int, column: int) -> int:
        """The end (line break included) of what stands at ``column`` and has its last value end at ``index``."""
        end = self.line_end(index) + 1
        here = end
        while here < len(self.text):
            stop = self.line_end(here)
            line = self.text[here:stop]
            mark = line.lstrip(" ")
            if len(line) - len(mark) > column and mark[:1] in ("", "#"):
                end = stop + 1
            elif mark.strip():
                break
            here = stop + 1
        return end

    def depth_after(self, index: int) -> int:
        """The deepest indentation of the comments and blanks that follow a line, before anything else."""
        depth = 0
        here = self.line_end(index) + 1
        while here < len(self.text):
            stop = self.line_end(here)
            line = self.text[here:stop]
            mark = line.lstrip(" ")
            if mark[:1] not in ("", "#"):
                break
            depth = max(depth, len(line) - len(mark))
            here = stop + 1
        return depth

    def blank_lines_after(self, index: int) -> int:
        """The end of the blank lines that begin at ``index``, the beginning of a line."""
        while index < len(self.text):
            stop = self.line_end(index)
            if self.text[index:stop].strip():
                break
            index = stop + 1
        return index

    def blank_lines_before(self, index: int, least: int) -> int:
        """The beginning of the blank lines that end at ``index``, the beginning of a line; not before ``least``."""
        while index > least:
            start = self.line_start(index - 1)
            if start < least or self.text[start : index - 1].strip():
                break
            index = start
        return index

    def entries(self, sequence: yaml.SequenceNode) -> list[Entry]:
        """The entries of a block list."""
        column = sequence.start_mark.column
        return [self.entry(node, column) for node in sequence.value]

    def entry(self, node: yaml.Node, column: int) -> Entry:
        """The entry of a block list whose dash stands at ``column``."""
        start = self.line_start(node.start_mark.index)
        while self.text[start : start + column + 1].strip() != "-":
            start = self.line_start(start - 1)
        lead = start
        comment = " " * column + "#"
        while lead and self.text.startswith(comment, above := self.line_start(lead - 1)):
            lead = above
        return Entry(node, column, start + column, lead, self.end(self.content_end(node, column), column))

    def pair_end(self, pair: Pair) -> int:
        """The end of the last own line of a key with its value."""
        column = pair[0].start_mark.column
        return self.end(self.content_end(pair[1], column), column)

    def colon(self, pair: Pair) -> int:
        """The place after the colon of a key."""
        return self.text.index(":", pair[0].end_mark.index) + 1

    def comment(self, pair: Pair) -> str:
        """The comment on the line of a key, with the blanks before it; empty if there is none."""
        key, node = pair
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            rest = self.text[self.colon(pair) : self.line_end(key.end_mark.index)]
            return rest if "#" in rest else ""
        return self.comment_after(node, key.start_mark.column)

    def comment_after(self, node: yaml.Node, column: int) -> str:
        """The comment on the line of a scalar, ``{…}`` or ``[…]`` (of a block: of its header)."""
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = self.block(node, column).header_end
        else:
            start = int(node.end_mark.index)
        rest = self.text[start : self.line_end(start)]
        return rest if "#" in rest else ""

    def is_bare(self, pair: Pair, until: int | None = None) -> bool:
        """Whether nothing would be lost with a key but its value (and, in a list, the entries with their comments)."""
        key, node = pair
        if self.comment(pair):
            return False
        end = until or self.pair_end(pair)
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            start = self.colon(pair)
            for entry in self.entries(node):
                if self.text[start : entry.lead].strip():
                    return False
                start = entry.end
        else:
            start = self.line_end(self.content_end(node, key.start_mark.column))
        return not self.text[start:end].strip()

    def _margin(self, start: int, stop: int) -> int:
        for line in self.text[start:stop].split("\n"):
            if line.strip(" "):
                return len(line) - len(line.lstrip(" "))
        return 0

    def _is_blank(self, start: int, stop: int, margin: int) -> bool:
        return stop - start <= margin and not self.text[start:stop].strip(" ")


def with_edits(text: str, edits: Iterable[Edit], start: int = 0, stop: int | None = None) -> str:
    """``text[start:stop]`` with the edits inside it made; what stands at one place keeps its order."""
    pieces = []
    here = start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start)):
        pieces += [text[here : edit.start], edit.text]
        here = max(here, edit.end)
    pieces.append(text[here:stop])
    return "".join(pieces)


def indented(text: str, by: int) -> str:
    """The lines shifted to the right (or left); empty lines stay empty, and none loses more than its blanks."""
    lines = text.split("\n")
    if by >= 0:
        return "\n".join(" " * by + line if line else "" for line in lines)
    return "\n".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)
