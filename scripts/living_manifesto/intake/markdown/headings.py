"""Headings: the title, the number that somebody wrote before it, and the template that writes both again."""

from __future__ import annotations

import re

from living_manifesto.core.values import value
from living_manifesto.intake.markdown.inline import unescaped

TITLE = "{title}"
PLAIN = {"half": "{n}", "full": "{Ｎ}", "circled": "{①}"}
SECTION = {"{n}": "{s}", "{Ｎ}": "{Ｓ}"}

_NUMBER = re.compile(
    r"(?P<open>[（(]?)(?:(?P<section>[0-9０-９]{1,3})(?P<dash>[-‐－ー−]))?(?P<digits>[0-9０-９]{1,4})"
    r"(?P<close>\\?[.．、)）](?![0-9０-９]))(?P<gap>[ \u3000]*)(?=\S)|(?P<circled>[①-⑳])(?P<space>[ \u3000]*)(?=\S)"
)
_STRONG = re.compile(r"\*\*((?:[^*]|\*(?!\*))+)\*\*")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_CIRCLED = 20


@value
class Heading:
    """The title without number, the number (None where there is none), and how both are written."""

    title: str
    number: int | None
    template: str

    @property
    def section(self) -> bool:
        """Whether the number names its section too (``4-1``)."""
        return "{s}" in self.template or "{Ｓ}" in self.template


def parse(level: int, written: str) -> Heading:
    """A heading of that level; the template has the marks, ``{title}`` and a sign for the number."""
    marks = "#" * level + " "
    strong = _STRONG.fullmatch(written)
    inner, around = (strong[1].strip(), "**") if strong else (written, "")
    match = _NUMBER.match(inner)
    if match is None or not (rest := inner[match.end() :]).strip("* "):
        return Heading(unescaped(inner), None, f"{marks}{around}{TITLE}{around}")
    number, prefix = _prefix(match)
    return Heading(unescaped(rest), number, f"{marks}{around}{prefix}{TITLE}{around}")


def _prefix(match: re.Match[str]) -> tuple[int, str]:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1, PLAIN["circled"] + match["space"][:1]
    sign = PLAIN["half" if match["digits"].isascii() else "full"]
    section = SECTION[sign] + match["dash"] if match["section"] else ""
    return int(match["digits"]), f"{match['open']}{section}{sign}{match['close']}{match['gap'][:1]}"


def is_numbered(template: str) -> bool:
    """Whether a template writes a number."""
    return any(sign in template for sign in PLAIN.values())


def level(template: str) -> int:
    """The level of the headings that a template writes."""
    return len(template) - len(template.lstrip("#"))


def written(template: str, title: str, number: int = 0, section: int = 0) -> str:
    """A heading as it stands in the file."""
    full, around = str(number).translate(_FULL), str(section).translate(_FULL)
    circled = chr(ord("①") + number - 1) if 1 <= number <= _MOST_CIRCLED else f"({number})"
    signs = {"{n}": str(number), "{Ｎ}": full, "{①}": circled, "{s}": str(section), "{Ｓ}": around}
    for sign, shown in signs.items():
        template = template.replace(sign, shown)
    return template.replace(TITLE, _closed(title))


def _closed(title: str) -> str:
    return re.sub(r"(^|(?<= ))(#+)$", r"\1\\\2", title)
