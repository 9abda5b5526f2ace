"""Tokens of Markdown as HTML: a few elements, no attribute but the address of a link and the start of a list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from living_manifesto.core.patterns import later
from living_manifesto.site.words import markdown
from living_manifesto.site.words.letters import shown, turns
from living_manifesto.site.words.pieces import Places, link, target, words

ELEMENTS = frozenset(
    (
        *("a", "bdi", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "rp", "rt", "ruby", "strong"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul", "wbr"),
    )
)
"""Every element that a text can bring to a page."""

_PARAGRAPH = later(r"\n[ \t]*\n\s*")
_SOLE = {"hr": "<hr>", "softbreak": "<br>", "hardbreak": "<br>"}
_PLAIN_TAGS = ("blockquote", "ul", "li", "table", "thead", "tbody", "tr", "td", "em", "strong")
_TAGS = {
    **{f"{tag}_{end}": f"<{'/' * (end == 'close')}{tag}>" for tag in _PLAIN_TAGS for end in ("open", "close")},
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
    "ordered_list_close": "</ol>",
    "th_open": '<th scope="col">',
    "th_close": "</th>",
    "heading_open": "<p><strong>",
    "heading_close": "</strong></p>",
}
_wall = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(),
    attributes={"a": {"href", "rel"}, "ol": {"start"}},
    tag_attribute_values={"th": {"scope": {"col"}}},
    url_schemes={"http", "https"},
    link_rel=None,
)


def block(text: str, places: Places, language: str) -> Markup:
    """A body or reason: paragraphs, lists, quotations, tables and links. A line break stays a line break.

    A heading becomes a paragraph in bold, so that the outline of the page stays ours; an image a link to its address.
    """
    text = shown(text)
    tokens = markdown.blocks(text) if markdown.is_marked(text) else None
    if tokens is None:
        return Markup(_paragraphs(text, language))  # noqa: S704 - escaped piece by piece
    return Markup(_wall.clean(_written(tokens, places, language)))  # noqa: S704 - what this module is for


def inline(text: str, places: Places, language: str) -> Markup:
    """One text of the manifesto, or a title: emphasis, links, ruby and line breaks, nothing that begins a block."""
    text = shown(text).strip()
    tokens = markdown.line(text) if markdown.is_marked(text) else None
    made = _lines(text, language) if tokens is None else _wall.clean(_written(tokens, places, language))
    return Markup(isolated(made, text))  # noqa: S704 - as above


def isolated(made: str, text: str) -> str:
    """The HTML of a text, kept from turning the order of the letters beside it."""
    return f"<bdi>{made}</bdi>" if turns(text) else made


def _paragraphs(text: str, language: str) -> str:
    parts = [part for part in _PARAGRAPH().split(text.strip()) if part]
    return "\n".join(f"<p>{_lines(part, language)}</p>" for part in parts)


def _lines(text: str, language: str) -> str:
    return "<br>\n".join(words(line.strip(" \t"), language, linked=False) for line in text.split("\n"))


def _written(tokens: Sequence[Token], places: Places, language: str) -> str:
    links: list[str] = []
    return "".join(_one(token, links, places, language) for token in markdown.flat(tokens))


def _one(token: Token, links: list[str], places: Places, language: str) -> str:
    match token.type:
        case "text" | "text_special":
            return words(shown(token.content), language, linked=_within(links))
        case "paragraph_open" | "paragraph_close":
            return "" if token.hidden else f"<{'/' * (token.nesting < 0)}p>"
        case "softbreak" | "hardbreak" | "hr":
            return _SOLE[token.type]
        case "code_inline":
            return f"<code>{escape(shown(token.content))}</code>"
        case "ordered_list_open":
            start = token.attrGet("start")
            return f'<ol start="{int(start)}">' if start is not None else "<ol>"
        case "image":
            return _image(token, language, linked=_within(links))
        case "link_open":
            return _opened(token, links, places)
        case "link_close":
            return links.pop()
        case name:
            return _TAGS[name]


def _opened(token: Token, links: list[str], places: Places) -> str:
    written = str(token.attrGet("href") or "")
    # A title is shown behind its link: nobody without a mouse would ever meet it.
    title = shown(str(token.attrGet("title") or ""))
    behind = f" ({escape(title)})" if title else ""
    address = target(written, places)
    if address is None or _within(links):
        links.append(behind)
        return ""
    links.append(f"</a>{behind}")
    return link(address) if address == written else f'<a href="{escape(address)}">'


def _within(links: Sequence[str]) -> bool:
    return any(end.startswith("</a>") for end in links)


def _image(token: Token, language: str, *, linked: bool) -> str:
    address = str(token.attrGet("src") or "")
    described = shown(token.content) or address
    title = shown(str(token.attrGet("title") or ""))
    behind = f" ({escape(title)})" if title else ""
    if linked or target(address, lambda _: None) is None:
        return words(described, language, linked=True) + behind
    return f"{link(address)}{words(described, language, linked=True)}</a>{behind}"
