"""The lines of a Markdown file as headings and the points below them, in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from living_manifesto.core.nodes import Form, Node
from living_manifesto.intake.markdown.inline import is_tight_bullet, settled

DEEPEST = 10
"""Points nest no deeper; what is indented further stands beside its parent."""
_LONGEST_TITLE = 200
_INSIDE = 2
"""Columns from which on a line belongs to the bullet above it: people indent by two, whatever the mark's width."""
_FRONT_MATTER = 50

_LEAD = re.compile(r"[ \u3000]*")
_HEADING = re.compile(r"(#{1,6})(?:[ \u3000]+(.*))?$|(#{2,6})([^#\s].*)$")
_CLOSING = re.compile(r"(?:^|(?<=[ \u3000]))#+$")
_BULLET = re.compile(r"([*+-])(?:[ \u3000](.*))?$")
_NUMBERED = re.compile(r"[0-9]{1,9}[.)](?:[ \u3000](.*))?$")
_RULE = re.compile(r"([-*_])(?: *\1){2,}$")
_IMAGES = re.compile(r"(?:!\[[^\]\n]*\]\([^()\n]*\)\s*)+$")
_SETTING = re.compile(r"[A-Za-z_][\w-]*:(?: |$)")
_DEFINITION = re.compile(r"\[(?!\^)[^\]\n]{1,200}\]: *\S")


@dataclass
class _Point:
    """A point in the making."""

    form: Form
    lines: list[str]
    points: list[_Point] = field(default_factory=list)

    def made(self) -> tuple[Node, ...]:
        """The point; where it has no words, the points below it."""
        points = _made(self.points)
        if not any(self.lines):
            return points
        text = "\n".join(self.lines).strip("\n")
        return (Node("", text=text, form=self.form, lists=(("points", points),) if points else ()),)


def _made(points: Sequence[_Point]) -> tuple[Node, ...]:
    return tuple(node for point in points for node in point.made())


@dataclass(frozen=True)
class Chunk:
    """A heading (level 0 before the first) as it is written, the points below it, and the lines they were read from."""

    level: int
    heading: str
    points: tuple[Node, ...]
    lines: tuple[str, ...]


def chunks(text: str) -> list[Chunk]:
    """The headings of a restated text with what stands below each; time grows with the text."""
    return _Reader(text.split("\n")).read()


class _Reader:
    """One pass over lines. ``open`` takes the next line of text; ``bullets`` are the open ones, innermost last."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.chunks: list[Chunk] = []
        self.level, self.heading, self.start = 0, "", 0
        self.points: list[_Point] = []
        self.bullets: list[tuple[int, _Point]] = []
        self.open: _Point | None = None

    def read(self) -> list[Chunk]:
        place = self.front_matter()
        while place < len(self.lines):
            lead = _LEAD.match(self.lines[place])
            end = lead.end() if lead else 0
            self.line(place, self.lines[place][:end], self.lines[place][end:].rstrip(" \u3000"))
            place += 1
        self.close(len(self.lines))
        return self.chunks

    def front_matter(self) -> int:
        """The line after the settings that some tools keep between two rules at the top, which are held as they are."""
        if self.lines[0].rstrip() != "---" or not any(map(_SETTING.match, self.lines[1:2])):
            return 0
        for place, line in enumerate(self.lines[1:_FRONT_MATTER], start=1):
            if line.rstrip() == "---":
                self.points.append(_Point(Form.RAW, [line.rstrip() for line in self.lines[: place + 1]]))
                return place + 1
        return 0

    def line(self, place: int, lead: str, text: str) -> None:
        if not text:
            self.open = None
        elif text.startswith("#") and (match := _HEADING.match(text)):
            self.on_heading(place, len(match[1] or match[3]), _CLOSING.sub("", match[2] or match[4] or "").rstrip())
        elif text[0] in "*+-" and (match := _BULLET.match(text)) and not _RULE.match(text):
            self.on_entry(_columns(lead), Form.BULLET, match[2] or "")
        elif text[0] == "*" and is_tight_bullet(text):
            self.on_entry(_columns(lead), Form.BULLET, text[1:])
        elif text[0] in "0123456789" and (match := _NUMBERED.match(text)):
            self.on_entry(_columns(lead), Form.NUMBERED, match[1] or "")
        else:
            self.on_text(place, len(lead) - len(lead.lstrip(" ")), text)

    def on_heading(self, place: int, level: int, heading: str) -> None:
        self.bullets.clear()
        self.open = None
        if len(heading) > _LONGEST_TITLE:
            self.points.append(_Point(Form.RAW, ["#" * level + " " + heading]))
        elif heading:
            self.close(place)
            self.level, self.heading, self.start = level, heading, place + 1

    def close(self, end: int) -> None:
        points = _made(self.points)
        if self.level or points:
            self.chunks.append(Chunk(self.level, self.heading, points, tuple(self.lines[self.start : end])))
        self.points = []

    def on_entry(self, indent: int, form: Form, text: str) -> None:
        entry = _Point(form, [settled(text)])
        self.under(indent).append(entry)
        if len(self.bullets) < DEEPEST:
            self.bullets.append((indent, entry))
        self.open = entry if entry.lines[0] else None

    def on_text(self, place: int, indent: int, text: str) -> None:
        raw = self.is_raw(text)
        line = text if raw else settled(self.lines[place])
        if self.open is not None and (self.open.form is Form.RAW) == raw:
            self.open.lines.append(line)
        elif line:
            self.open = _Point(Form.RAW if raw else Form.PARAGRAPH, [line])
            self.under(indent).append(self.open)

    def is_raw(self, text: str) -> bool:
        if text[0] in "|>":
            return True
        if self.open is not None and self.open.form is not Form.RAW:
            return False
        return bool(_IMAGES.match(text) or _RULE.match(text) or _DEFINITION.match(text))

    def under(self, indent: int) -> list[_Point]:
        """Where a point of that indentation goes; deeper bullets are closed."""
        while self.bullets and indent < self.bullets[-1][0] + _INSIDE:
            self.bullets.pop()
        return self.bullets[-1][1].points if self.bullets else self.points


def _columns(lead: str) -> int:
    """How far a mark is indented; before a paragraph a full-width space is Japanese typography and no indentation."""
    return len(lead) + lead.count("\u3000")
