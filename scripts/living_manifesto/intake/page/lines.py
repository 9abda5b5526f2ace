"""The lines of a page: white space made plain, invisible signs left out, each with its number and indentation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count

from living_manifesto.core.values import replace, value
from living_manifesto.intake.page.page import Odd, Smoothed

_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB = 4
_WIDTHS = {"\u3000": 2}
_BLANKS = "[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BLANK = re.compile(_BLANKS)
_LEADING = re.compile(f"{_BLANKS}*")
# Signs that hold no words: controls, soft hyphens, breaks of no width, marks of direction. Joiners stay (emoji).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u206a-\u206f\ufeff]"
)


@value
class Line:
    """One line: its number in the file, the column at which its text begins, the text without blanks around it."""

    number: int
    indent: int
    text: str

    @property
    def whole(self) -> str:
        """The text where it stands."""
        return " " * self.indent + self.text if self.text else ""


def lines_of(text: str) -> tuple[tuple[Line, ...], tuple[Smoothed, ...]]:
    """The lines of a text, moved to the left as far as all of them stand away from it; and what was smoothed."""
    found: dict[Odd, list[int]] = {}
    if text.startswith("\ufeff"):
        text = text[1:]
        found[Odd.BYTE_ORDER_MARK] = [1]
    lines = [_line(number, raw, found) for number, raw in zip(count(1), _split(text, found), strict=False)]
    smoothed = tuple(Smoothed(what, len(found[what]), found[what][0]) for what in Odd if what in found)
    return dedented(lines), smoothed


def dedented(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines moved to the left by what all have in common."""
    margin = min((line.indent for line in lines if line.text), default=0)
    return tuple(replace(line, indent=max(0, line.indent - margin)) for line in lines)


def prose(lines: Sequence[Line]) -> str:
    """The lines as one text: blank lines part paragraphs, never more than one, none at the ends."""
    kept: list[str] = []
    for line in dedented(lines):
        if line.text or (kept and kept[-1]):
            kept.append(line.whole)
    return "\n".join(kept).strip("\n")


def plain(text: str) -> str:
    """The text for comparison with what the tool knows: one form of width, no blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def _split(text: str, found: dict[Odd, list[int]]) -> Iterator[str]:
    start = 0
    for number, match in zip(count(1), _BREAK.finditer(text), strict=False):
        if match[0] != "\n":
            found.setdefault(Odd.LINE_ENDS, []).append(number)
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _line(number: int, raw: str, found: dict[Odd, list[int]]) -> Line:
    for what, signs in _SIGNS.items():
        if signs.search(raw):
            found.setdefault(what, []).append(number)
    raw = _INVISIBLE.sub("", raw)
    leading = _LEADING.match(raw)
    blank = leading[0] if leading is not None else ""
    return Line(number, _column(blank), _BLANK.sub(" ", raw[len(blank) :]).rstrip())


_SIGNS = {
    Odd.TAB: re.compile("\t"),
    Odd.WIDE_SPACE: re.compile("\u3000"),
    Odd.NO_BREAK_SPACE: re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]"),
    Odd.INVISIBLE: _INVISIBLE,
}


def _column(blank: str) -> int:
    column = 0
    for sign in blank:
        column = (column // _TAB + 1) * _TAB if sign == "\t" else column + _WIDTHS.get(sign, 1)
    return column
