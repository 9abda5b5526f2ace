"""A map of columns into the settings of a repository: its other lines keep every byte."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

_HEAD = "[tool.living-manifesto.intake]"
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_OURS = re.compile(r"^[ \t]*\[ *tool *\. *living-manifesto *\. *intake *\][^\n]*\n?", re.MULTILINE)
_MAP = re.compile(r"^[ \t]*map[ \t]*=[^\n]*\n?", re.MULTILINE)


def map_line(columns: Mapping[str, str]) -> str:
    """The setting as one line of TOML."""
    return "map = { " + ", ".join(f"{field} = {_quoted(column)}" for field, column in columns.items()) + " }"


def with_map(text: str, columns: Mapping[str, str]) -> str | None:
    """The settings file with the map in it; None where it is written so that a person has to put it there."""
    wanted = _table(text)
    if wanted is None:
        return None
    try:
        wanted.setdefault("tool", {}).setdefault("living-manifesto", {}).setdefault("intake", {})["map"] = dict(columns)
    except (AttributeError, TypeError):
        return None
    written = _spliced(text, map_line(columns))
    return written if _table(written) == wanted else None


def _spliced(text: str, line: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    head = _OURS.search(text)
    if head is None:
        gap = "" if not text or text.endswith("\n") else ending
        return f"{text}{gap}{ending if text else ''}{_HEAD}{ending}{line}{ending}"
    following = _TABLE.search(text, head.end())
    stop = following.start() if following else len(text)
    held = _MAP.search(text, head.end(), stop)
    if held is None:
        gap = "" if text[: head.end()].endswith("\n") else ending
        return f"{text[: head.end()]}{gap}{line}{ending}{text[head.end() :]}"
    return f"{text[: held.start()]}{line}{ending}{text[held.end() :]}"


def _table(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _quoted(text: str) -> str:
    escaped = "".join(_escaped(sign) for sign in text)
    return f'"{escaped}"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"
