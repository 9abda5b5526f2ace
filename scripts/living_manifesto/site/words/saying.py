"""A text without its marks: for search, feeds, cards and the titles of windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from living_manifesto.core.patterns import later
from living_manifesto.site.words import markdown
from living_manifesto.site.words.letters import shown
from living_manifesto.site.words.pieces import without_readings

_BLANKS = later(r"[ \t]*\n\s*")
_ENDS = ("paragraph_close", "heading_close", "tr_close", "softbreak", "hardbreak", "hr")


def plain(text: str) -> str:
    """The words of a text, no marks and no ruby, a line for a line; nothing is escaped."""
    text = shown(text)
    tokens = markdown.blocks(text) if markdown.is_marked(text) else None
    said = text if tokens is None else "".join(_said(tokens))
    return _BLANKS().sub("\n", without_readings(shown(said))).strip()


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    titles: list[str] = []
    for token in markdown.flat(tokens):
        match token.type:
            case "text" | "text_special" | "code_inline":
                yield token.content
            case "image":
                yield (token.content or str(token.attrGet("src"))) + _title(token)
            case "link_open":
                titles.append(_title(token))
            case "link_close":
                yield titles.pop()
            case "td_close" | "th_close":
                yield " "
            case name if name in _ENDS:
                yield "\n"


def _title(token: Token) -> str:
    title = token.attrGet("title")
    return f" ({title})" if title else ""
