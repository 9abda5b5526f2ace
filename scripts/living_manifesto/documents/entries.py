"""Lines of a file as people type them: where markers, key and value stand, and which lines are text.

It works where YAML does not parse, so it goes by lines and by the keys that our files know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice

from living_manifesto.core.values import value
from living_manifesto.documents.vocabulary import CONTAINER_KEYS, KNOWN_KEYS, TEXT_KEYS

BLANKS = " \t\u3000\u00a0"
HYPHENS = "－−‐‑‒–—―ー"
BULLETS = "・･•●◦‣∙·"
COLONS = "：﹕︰"
OPENING_QUOTES = "“”„‟‘’‚‛＂＇〝"
CLOSING_QUOTES = "“”‟‘’‛＂＇〟"

PLAIN = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | {"\u3000": " ", "\u00a0": " "}
    | dict.fromkeys(OPENING_QUOTES + CLOSING_QUOTES, '"')
    | dict.fromkeys(HYPHENS, "-")
)
"""Signs of a Japanese keyboard, and the sign that YAML and ids know."""

_MOST_LINES = 30_000
_TABS = (2, 4, 8)

_INDENT = re.compile(f"[{BLANKS}]*+")
_MARK = re.compile(f"(?:-(?=[{BLANKS}\r]|$)|[{HYPHENS}{BULLETS}](?![{HYPHENS}]))([{BLANKS}]*+)")
_TIGHT_MARK = re.compile(r"-(?=[^\s-])()")
_KEY = re.compile(
    rf"([^\s{BLANKS}:{COLONS}#\"'{{}}\[\],]{{1,64}}+|\"[^\"\n]{{1,64}}+\"|'[^'\n]{{1,64}}+')"
    rf"([{BLANKS}]*+)([:{COLONS}])([{BLANKS}]*+)"
)
_NAME = re.compile(r"[a-z][a-z0-9_-]{1,39}")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\']|\'\')*+\'')
_OPENER = re.compile(r"[|>｜][0-9+-]{0,2}")


class Role(Enum):
    """What a line is: part of the structure, a comment, or a line of somebody's text."""

    ENTRY = 0
    COMMENT = 1
    TEXT = 2
    STRAY = 3  # looks like text, but is not indented as text must be


@value
class Mark:
    """A list marker at an offset of its line, and the end of the blanks behind it."""

    at: int
    typed: str
    end: int


@value
class Entry:
    """A line and its parts as offsets into it; ``colon`` is -1 where there is no key.

    ``owner`` is the key that the value belongs to: the line's own, or for a list item the key of the list.
    ``columns`` are the columns (from 0, slips mended) of the markers and of what follows them; ``tab`` is the
    number of spaces that a tab of the indentation stands for.
    """

    role: Role
    start: int
    line: str
    indent: int
    marks: tuple[Mark, ...] = ()
    key: tuple[int, int] = (0, 0)
    name: str = ""
    colon: int = -1
    value: tuple[int, int] = (0, 0)
    owner: str = ""
    columns: tuple[int, ...] = (0,)
    tab: int = 2

    @property
    def typed(self) -> str:
        """The value as it stands in the line, without blanks and comment around it."""
        return self.line[self.value[0] : self.value[1]]

    @property
    def opens_text(self) -> bool:
        """Whether the value is the header of a block of text (``|``)."""
        return _OPENER.fullmatch(self.typed) is not None


def entries(text: str) -> Iterator[Entry]:
    """Every line that is not blank, in order; lines inside blocks of text are only marked as such.

    Nobody types beyond the first tens of thousands of lines.
    """
    reading = _Reading()
    start = 0
    for line in islice(text.split("\n"), _MOST_LINES):
        if line.strip(BLANKS + "\r"):
            yield reading.next(line, start)
        start += len(line) + 1


class _Reading:
    """Where the walk through the lines stands: open block, open text, open keys."""

    __slots__ = ("_block", "_open", "_prose", "_tab")

    def __init__(self) -> None:
        self._block: int | None = None
        self._prose: int | None = None
        self._open: list[tuple[int, str]] = []
        self._tab = _TABS[0]

    def next(self, line: str, start: int) -> Entry:
        spaces = len(line) - len(line.lstrip(" "))
        if self._block is not None and spaces > self._block:
            return Entry(Role.TEXT, start, line, spaces)
        indent = _end(_INDENT.match(line))
        self._tab = self._unit(line, indent)
        width = self._width(line[:indent])
        prose = self._prose if self._prose is not None and width > self._prose else None
        among_text = self._block is not None or prose is not None
        if line[indent] == "#" or (line[indent] == "＃" and not among_text):
            return Entry(Role.COMMENT, start, line, indent, tab=self._tab)
        entry = self._entry(line, start, indent, among_text=among_text)
        if among_text and not self._structural(entry, width):
            return Entry(Role.STRAY if self._block is not None else Role.TEXT, start, line, indent)
        self._note(entry)
        return entry

    def _unit(self, line: str, indent: int) -> int:
        """How many spaces a tab of the indentation stands for: so many that the line joins what is open above it."""
        tabs = line.count("\t", 0, indent)
        if not tabs:
            return _TABS[0]
        marked = _MARK.match(line, indent) is not None
        joins = {column for column, name in self._open if (name == "-") is marked}
        return next((unit for unit in _TABS if indent + tabs * (unit - 1) in joins), _TABS[0])

    def _width(self, blanks: str) -> int:
        return _width(blanks) + blanks.count("\t") * (self._tab - _TABS[0])

    def _structural(self, entry: Entry, width: int) -> bool:
        if entry.name in KNOWN_KEYS:
            return True
        lists = {column for column, name in self._open if name == "-"}
        return self._block is not None and bool(entry.marks) and entry.marks[0].typed == "-" and width in lists

    def _entry(self, line: str, start: int, indent: int, *, among_text: bool) -> Entry:
        at, columns, marks = indent, [self._width(line[:indent])], []
        while (match := _MARK.match(line, at) or self._tight(line, at, columns[-1])) is not None:
            marks.append(Mark(at, line[at], match.end()))
            columns.append(columns[-1] + 1 + max(1, _width(match[1])))
            at = match.end()
        found = _KEY.match(line, at)
        name = "" if found is None else _name(found, line, among_text=among_text)
        if found is None or not name:
            value = (at, _value_end(line, at))
            owner = self._owner(columns[0], marked=bool(marks))
            return Entry(
                Role.ENTRY,
                start,
                line,
                indent,
                tuple(marks),
                value=value,
                owner=owner,
                columns=tuple(columns),
                tab=self._tab,
            )
        value = (found.end(), _value_end(line, found.end()))
        key, colon = found.span(1), found.start(3)
        where = tuple(columns)
        return Entry(Role.ENTRY, start, line, indent, tuple(marks), key, name, colon, value, name, where, self._tab)

    def _tight(self, line: str, at: int, column: int) -> re.Match[str] | None:
        """A hyphen without a space is a marker before a known key and where a list is expected."""
        match = _TIGHT_MARK.match(line, at)
        if match is None:
            return None
        key = _KEY.match(line, match.end())
        if key is not None and key[1].translate(PLAIN) in KNOWN_KEYS:
            return match
        return match if self._owner(column, marked=True) in CONTAINER_KEYS else None

    def _owner(self, column: int, *, marked: bool) -> str:
        for open_column, name in reversed(self._open):
            if name != "-" and (open_column < column or (marked and open_column == column)):
                return name
        return ""

    def _note(self, entry: Entry) -> None:
        """Remember what the entry opens."""
        while self._open and self._open[-1][0] >= entry.columns[0] and not self._holds(entry):
            self._open.pop()
        self._open += [(column, "-") for column in entry.columns[: len(entry.marks)]]
        column = entry.columns[-1]
        if entry.colon >= 0:
            self._open.append((column, entry.name))
        elif entry.marks:
            column = entry.columns[-2]
        self._block = column if entry.opens_text else None
        self._prose = column if entry.colon >= 0 and entry.name in TEXT_KEYS and not entry.opens_text else None

    def _holds(self, entry: Entry) -> bool:
        """Whether the last open key holds this list item at its own column."""
        column, name = self._open[-1]
        return bool(entry.marks) and name != "-" and column == entry.columns[0]


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match is not None else 0


def _width(blanks: str) -> int:
    """The columns that blanks stand for: full-width spaces and tabs count as two."""
    return len(blanks) + blanks.count("\u3000") + blanks.count("\t")


def _name(found: re.Match[str], line: str, *, among_text: bool) -> str:
    """The key that a line is meant to have, or nothing when its colon belongs to a text."""
    name = found[1].strip("\"'").translate(PLAIN)
    if name in KNOWN_KEYS:
        return name
    if among_text:
        return ""
    if found[3] == ":":
        return name if found[4] or found.end() >= len(line.rstrip("\r")) else ""
    return name if _NAME.fullmatch(name) else ""


def _value_end(line: str, start: int) -> int:
    """The end of a value: before its comment and the blanks behind it."""
    if line[start : start + 1] == "#":
        return start
    match = _QUOTED.match(line, start)
    position = match.end() if match is not None else start
    while True:
        position = line.find("#", position)
        if position < 0:
            return start + len(line[start:].rstrip(BLANKS + "\r"))
        if line[position - 1] in BLANKS:
            return start + len(line[start:position].rstrip(BLANKS))
        position += 1
