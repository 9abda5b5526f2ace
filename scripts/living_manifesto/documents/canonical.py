"""The canonical form: how a new file is written, and an old one anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from living_manifesto.documents import scalars
from living_manifesto.documents.formatting import format_text
from living_manifesto.documents.keys import ONE_LINE, ONE_LINE_LISTS
from living_manifesto.documents.scalars import INDENT, WIDTH

__all__ = ["WIDTH", "dump", "entry", "format_text", "mapping", "one_line_mapping", "pair"]


def dump(plain: Mapping[str, Any], *, schema: str | None = None) -> str:
    """The text of a new file; ``schema`` is the address that editors complete from."""
    modeline = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join([*modeline, *mapping(plain, 0)]) + "\n"


def mapping(plain: Mapping[str, Any], column: int) -> Iterator[str]:
    """The lines of a block mapping whose keys stand at ``column``."""
    for key, value in plain.items():
        yield from pair(key, value, column)


def pair(key: str, value: Any, column: int) -> Iterator[str]:
    """The lines of one key and its value."""
    head = " " * column + scalars.key(key) + ":"
    match value:
        case {} if value:
            yield from _nested(key, value, head, column)
        case [_, *_]:
            yield from _listed(key, value, head, column)
        case {}:
            yield head + " {}"
        case []:
            yield head + " []"
        case str() if scalars.as_block(value):
            header, lines = scalars.block(value, column)
            yield f"{head} {header}"
            yield from lines
        case _:
            yield f"{head} {scalars.one_line(value)}"


def entry(key: str, value: Any, column: int) -> Iterator[str]:
    """The lines of one entry, its dash at ``column``, of the list under ``key``."""
    dash = " " * column + "- "
    if not isinstance(value, Mapping):
        yield dash + scalars.one_line(value)
        return
    flow = one_line_mapping(value) if key in ONE_LINE else None
    if flow is not None and _short(dash + flow, value):
        yield dash + flow
        return
    first, *rest = mapping(value, column + INDENT)
    yield dash + first[column + INDENT :]
    yield from rest


def one_line_mapping(plain: Mapping[str, Any]) -> str | None:
    """The mapping as ``{…}``; None if it holds more than scalars, or a line break."""
    if not all(isinstance(value, str | int) and not scalars.as_block(value) for value in plain.values()):
        return None
    return (
        "{"
        + ", ".join(f"{scalars.key(key)}: {scalars.one_line(value, flow=True)}" for key, value in plain.items())
        + "}"
    )


def _nested(key: str, value: Mapping[str, Any], head: str, column: int) -> Iterator[str]:
    flow = one_line_mapping(value) if key in ONE_LINE else None
    if flow is not None and _short(f"{head} {flow}", value):
        yield f"{head} {flow}"
        return
    yield head
    yield from mapping(value, column + INDENT)


def _listed(key: str, value: list[Any], head: str, column: int) -> Iterator[str]:
    if key in ONE_LINE_LISTS and not any(map(scalars.as_block, value)):
        flow = f"{head} [{', '.join(scalars.one_line(word, flow=True) for word in value)}]"
        if len(flow) <= WIDTH:
            yield flow
            return
    yield head
    for one in value:
        yield from entry(key, one, column + INDENT)


def _short(line: str, value: Mapping[str, Any]) -> bool:
    return len(line) <= WIDTH or "ground" in value
