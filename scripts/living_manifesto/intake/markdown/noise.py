"""What is no difference between two Markdown texts of a manifesto, kind by kind.

Two texts say the same when they are equal once all of this is taken away:

``space``      line ends, empty lines, spaces at the ends of lines, more than one space in a row, full-width spaces,
               the end of the file; and with them the depth of indentation (nodes know that better than columns)
``restated``   tabs and signs that nobody sees, HTML that Markdown can say (``<img>``, ``<br>``) or that only lays out,
               marks of code blocks, underlined headings: all that ``restated`` says in another way
``escapes``    backslashes before punctuation
``marks``      which sign makes a bullet, a missing space behind it or behind ``##``, closing signs of a heading,
               headings and bullets without words
``numbers``    numbers of headings and of lists: they are computed
``links``      targets of links between files: they are computed from addresses
``contents``   tables of contents and indexes: they are computed

The kinds are taken away in this order, and a difference is counted for the first that makes it vanish.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from living_manifesto.core.values import NOTHING, value
from living_manifesto.intake.markdown import contents, headings
from living_manifesto.intake.markdown.blocks import Chunk
from living_manifesto.intake.markdown.inline import is_tight_bullet
from living_manifesto.intake.markdown.restated import restate

KINDS = ("space", "restated", "escapes", "marks", "numbers", "links", "contents")
"""The kinds of noise, in the order in which they are taken away."""

WRITING = frozenset({"space", "restated", "escapes", "marks"})
"""Those that are a matter of writing; the others are what was computed at another time, or by hand."""


@value
class Compared:
    """Whether two texts say the same, and how many lines differ by each kind of noise.

    ``first`` and ``second`` are lines that differ beyond noise, as they read without it.
    """

    same: bool
    noise: Mapping[str, int] = NOTHING
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


def normal(text: str) -> list[str]:
    """The lines of a text without any noise."""
    return [*_stages(text)][-1]


def compare(one: str, other: str) -> Compared:
    """What differs between two texts of the same section."""
    if one == other:
        return Compared(same=True)
    noise: dict[str, int] = {}
    apart = _apart(one.split("\n"), other.split("\n"))
    for kind, first, second in zip(KINDS, _stages(one), _stages(other), strict=True):
        if (left := _apart(first, second)) < apart or (first == second and not noise):
            noise[kind] = max(apart - left, 1)
            apart = left
        if first == second:
            return Compared(same=True, noise=noise)
    only = Counter(first), Counter(second)
    return Compared(
        same=False,
        noise=noise,
        first=tuple((only[0] - only[1]).elements()),
        second=tuple((only[1] - only[0]).elements()),
    )


def _apart(one: Sequence[str], other: Sequence[str]) -> int:
    first, second = Counter(one), Counter(other)
    return max((first - second).total(), (second - first).total())


def _stages(text: str) -> Iterator[list[str]]:
    """The lines without the first kind of noise, without the first two, and so on."""
    yield _spaced(text.split("\n"))
    text = restate(text).text
    lines = _spaced(text.split("\n"))
    yield lines
    for step in _STEPS:
        lines = _without(lines, step)
        yield lines
    lines = _spaced(_without_contents(text.split("\n")))
    for step in _STEPS:
        lines = _without(lines, step)
    yield lines


_SPACES = re.compile(r"\s+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BULLET = re.compile(r"[*+-](?: |$)")
_HEADING = re.compile(r"(#{1,6})(?: (.*))?|(#{2,6})([^#\s].*)")
_CLOSING = re.compile(r" #+$")
_NUMBERED = re.compile(r"[0-9]{1,9}[.)] ")
_WORDLESS = re.compile(r"[0-9]{1,9}[.)]")
_LINK = re.compile(
    r"!?\[([^\[\]\n]*)\]\((?!https?:|mailto:)(?:(?:%20)+(https?:[^()\s]*)|(?:[^()\n]|\([^()\n]*\))*)\)", re.IGNORECASE
)


def _spaced(lines: Iterable[str]) -> list[str]:
    return [plain for line in lines if (plain := _SPACES.sub(" ", line).strip())]


def _without(lines: Sequence[str], step: Callable[[str], str]) -> list[str]:
    return [plain for line in lines if (plain := step(line).strip())]


def _unescaped(line: str) -> str:
    return "" if line == "\\" else _ESCAPE.sub(r"\1", line)


def _marked(line: str) -> str:
    if match := _HEADING.fullmatch(line):
        marks, words = match[1] or match[3], _CLOSING.sub("", match[2] or match[4] or "").strip()
        return f"{marks} {words}" if words else ""
    if _BULLET.match(line):
        return f"- {words}" if (words := line[1:].strip()) else ""
    if _WORDLESS.fullmatch(line):
        return ""
    return f"- {line[1:].strip()}" if is_tight_bullet(line) else line


def _numbered(line: str) -> str:
    if line.startswith("#"):
        marks, _, words = line.partition(" ")
        heading = headings.parse(len(marks), words)
        strong = "**" if heading.template.endswith("**") else ""
        return f"{marks} {strong}{heading.title}{strong}"
    return _NUMBERED.sub("1. ", line, count=1)


def _unlinked(line: str) -> str:
    return _LINK.sub(lambda match: f"[{match[1]}]({match[2]})" if match[2] else match[1], line)


_STEPS = (_unescaped, _marked, _numbered, _unlinked)


def _without_contents(lines: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line = lines[place].strip(" \u3000")
        if (match := _HEADING.fullmatch(line)) and contents.is_contents((match[2] or match[4] or "").strip()):
            end = _end(lines, place + 1)
            if contents.list_entries(Chunk(1, "", (), tuple(lines[place + 1 : end]))):
                place = end
                continue
        if line.startswith("|"):
            end = next((at for at in range(place, len(lines)) if not lines[at].strip().startswith("|")), len(lines))
            if not contents.index_entries("\n".join(lines[place:end])):
                yield from lines[place:end]
            place = end
            continue
        yield lines[place]
        place += 1


def _end(lines: Sequence[str], start: int) -> int:
    """Where the next heading with words begins."""
    for place in range(start, len(lines)):
        match = _HEADING.fullmatch(lines[place].strip(" \u3000"))
        if match and _CLOSING.sub("", match[2] or match[4] or "").strip():
            return place
    return len(lines)
