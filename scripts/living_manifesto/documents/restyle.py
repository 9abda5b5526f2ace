"""A new value for one scalar of a file, written as the old one was: only what is canonical is chosen afresh.

A text in single quotes stays in single quotes, ``|-`` stays ``|-``, a deeper block stays as deep. A canonical
scalar becomes a canonical scalar: a line that grows a line break becomes a ``|`` block, and back.
"""

from __future__ import annotations

import yaml

from living_manifesto.core.diagnostics import Edit
from living_manifesto.core.values import value
from living_manifesto.documents import scalars
from living_manifesto.documents.layout import Layout


@value
class _Written:
    """A scalar as it stands: what is on its key's line, and the lines below."""

    first: str
    lines: tuple[str, ...] = ()


def scalar(layout: Layout, node: yaml.ScalarNode, value: str | int, *, column: int) -> Edit:
    """The edit that puts ``value`` in the place of a scalar in block style whose key stands at ``column``."""
    start, end = node.start_mark.index, layout.content_end(node, column)
    stop = layout.line_end(end)
    if node.style in ("|", ">"):
        header_end, first_line_end = layout.block(node, column).header_end, layout.line_end(start)
        lines = tuple(layout.text[first_line_end + 1 : stop].split("\n")) if stop > first_line_end else ()
        old = _Written(layout.text[start:header_end], lines)
        rest = layout.text[header_end:first_line_end]
    else:
        old = _Written(layout.text[start:end])
        rest = layout.text[end:stop]
    deepest = layout.depth_after(stop)
    if old == _canonical(node.value, column, deepest):
        new = _canonical(value, column, deepest)
    else:
        new = _alike(layout, node, value, column) or _canonical(value, column, deepest)
    return Edit(start, stop, "\n".join([new.first + rest, *new.lines]))


def flow_scalar(layout: Layout, node: yaml.ScalarNode, value: str | int) -> Edit:
    """The edit that puts ``value`` in the place of a scalar inside ``{…}``."""
    start, end = node.start_mark.index, node.end_mark.index
    quotes = _quoted_alike(node, value) if layout.text[start:end] != scalars.one_line(node.value, flow=True) else None
    return Edit(start, end, quotes or scalars.one_line(value, flow=True))


def _canonical(value: str | int, column: int, deepest: int) -> _Written:
    # A comment or blanks as deep as the block would become a part of its text.
    if isinstance(value, str) and scalars.as_block(value) and deepest < column + scalars.INDENT:
        header, lines = scalars.block(value, column)
        return _Written(header, tuple(lines))
    return _Written(scalars.one_line(value))


def _alike(layout: Layout, node: yaml.ScalarNode, value: str | int, column: int) -> _Written | None:
    if node.style != "|":
        quoted = _quoted_alike(node, value)
        return _Written(quoted) if quoted else None
    text = value.rstrip("\n") if isinstance(value, str) else ""
    if not scalars.fits_block(text):
        return None
    old = layout.block(node, column)
    indent = old.margin - column
    _, lines = scalars.block(text, column, indent=indent)
    if old.stated or not scalars.needs_indicator(text):
        return _Written(layout.text[node.start_mark.index : old.header_end], tuple(lines))
    return _Written(f"|{indent}{old.chomping}", tuple(lines)) if indent <= 9 else None


def _quoted_alike(node: yaml.ScalarNode, value: str | int) -> str | None:
    if not isinstance(value, str):
        return None
    text = value.rstrip("\n")
    if node.style == "'" and scalars.fits_single_quotes(text):
        return scalars.single_quoted(text)
    if node.style == '"' and ("\n" not in text or "\n" in node.value):
        return scalars.double_quoted(text)
    return None
