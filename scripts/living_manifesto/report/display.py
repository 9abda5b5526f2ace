"""Text on a terminal: how wide it is, what of it may be shown, how it is cut, styled and wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
# Closing signs and small letters never begin a line of Japanese, opening signs never end one.
_NOT_FIRST = frozenset(
    "、。，．,.・:;：；!?！？)]}）］｝〕〉》」』】’”…‥ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NOT_LAST = frozenset("([{（［｛〔〈《「『【‘“")
_UNIT = re.compile(r"[^\W\d_぀-ヿ㐀-鿿豈-﫿＀-￯]*[0-9A-Za-z][0-9A-Za-z'’_./:%@&=?#~+-]*|.", re.DOTALL)


class Style(StrEnum):
    """The few looks that a terminal gives a text, as the numbers of their ANSI sequences."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"
    ERROR = "1;31"
    WARNING = "1;33"
    HINT = "1;36"
    OLD = "31;9"
    NEW = "32;4"


def styled(text: str, style: Style, *, colour: bool) -> str:
    """The text in a style, untouched without ``colour``."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and style and text else text


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in _HIDDEN else char


def visible(text: str, keep: str = "") -> str:
    """The text with every control, bidirectional or invisible character spelled out (``<U+202E>``).

    A terminal or a page that shows the answer cannot be steered by it. ``keep`` names characters that stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char in keep else _shown(char) for char in text)


def octets(text: str) -> bytes:
    """The bytes of a file name as the system holds it; a surrogate that stands for no byte is kept as it is."""
    return b"".join(
        char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass") for char in text
    )


def one_line(text: str) -> str:
    """The text as part of a sentence: ``visible``, with line breaks and tabs as single spaces."""
    return visible(re.sub(r"[ \t]*[\r\n\t]+[ \t]*", " ", text.strip()))


def for_page(text: str) -> str:
    """The text as a page may show it: as ``visible``, but with its line breaks and the joiners that scripts need."""
    return visible(text, "\n" + _JOINERS)


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """The columns that a visible text takes: wide signs two, combining ones none.

    Signs of ambiguous width (``…``, ``※``) count one, as terminals have them by default today.
    """
    return len(text) if text.isascii() else sum(_cells(char) for char in text)


def clip(text: str, limit: int) -> str:
    """The text, cut to ``limit`` columns with ``…`` at its end when it is longer."""
    if width(text) <= limit:
        return text
    taken, room = [], limit - 1
    for char in text:
        room -= _cells(char)
        if room < 0:
            break
        taken.append(char)
    return "".join(taken).rstrip() + "…"


Run = tuple[str, Style]
"""A piece of text in one style."""


def wrap(runs: Sequence[Run], columns: int) -> list[list[Run]]:
    """Lines of at most ``columns``, from visible text in styled runs (``\\n`` begins a line).

    Latin words and numbers stay whole where a line can hold them; no line begins with a closing sign
    or ends with an opening one.
    """
    lines: list[list[Run]] = []
    for units in _paragraphs(runs):
        lines.extend(_fill(units, columns))
    return lines


def _paragraphs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    paragraph: list[Run] = []
    for text, style in runs:
        for count, part in enumerate(text.split("\n")):
            if count:
                yield paragraph
                paragraph = []
            paragraph.extend((unit, style) for unit in _UNIT.findall(part))
    yield paragraph


def _fill(units: list[Run], columns: int) -> Iterator[list[Run]]:
    line: list[Run] = []
    used = 0
    for unit, style in _sized(units, columns):
        size = width(unit)
        if line and used + size > columns:
            if unit == " ":
                continue
            carried = _carried(line, unit, columns - size)
            yield _trimmed(line[: len(line) - carried])
            line = line[len(line) - carried :]
            used = sum(width(text) for text, _ in line)
        line.append((unit, style))
        used += size
    yield line


def _trimmed(line: list[Run]) -> list[Run]:
    while len(line) > 1 and line[-1][0] == " ":
        line = line[:-1]
    return line


def _sized(units: list[Run], columns: int) -> Iterator[Run]:
    for unit, style in units:
        if width(unit) > columns:
            yield from ((char, style) for char in unit)
        else:
            yield unit, style


def _carried(line: list[Run], following: str, room: int) -> int:
    """How many units of a full line go to the next one, which has room, so that neither begins nor ends badly."""
    carried, first = 0, following
    while carried < min(len(line) - 1, 3) and (first[0] in _NOT_FIRST or line[-1 - carried][0] in _NOT_LAST):
        carried += 1
        first = line[-carried][0]
    settled = carried < len(line) and first[0] not in _NOT_FIRST and line[-1 - carried][0] not in _NOT_LAST
    fits = sum(width(text) for text, _ in line[len(line) - carried :]) <= room
    return carried if settled and fits else 0
