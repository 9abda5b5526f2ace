"""Markdown as citizens may use it: a flat row of tokens that the other modules of this room write out.

No HTML, no reference definitions (they would vanish), no code blocks (an indented paragraph would become one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from living_manifesto.core.patterns import later

_DEEPEST = 40
# 50,000 brackets that nothing closes took three seconds.
_MOST_BRACKETS = 1000
_MARK = later(r"[*_`\[\]<>#|\\&｜]")
_BEGINS_LINE = later(r"[-+.)]")
_LINE_MARK = later(r"^[ \t]*(?:(?:[-+]|\d{1,9}[.)])(?:[ \t]|$)|-[ \t-]*$)", re.MULTILINE)
_JAPANESE = later("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
_UNUSED = ("code", "fence", "html_block", "lheading", "reference", "html_inline")


def is_marked(text: str) -> bool:
    """Whether a text may hold a mark; one without needs no machinery."""
    if _MARK().search(text) or "://" in text:
        return True
    return _BEGINS_LINE().search(text) is not None and _LINE_MARK().search(text) is not None


def blocks(text: str) -> Sequence[Token] | None:
    """The tokens of a text, or None where its marks are so deep or so many that it is better shown as written."""
    if text.count("[") > _MOST_BRACKETS:
        return None
    tokens = _parser().parse(text)
    if any(token.type == "table_open" for token in tokens) and _drops_cells(tokens, text):
        tokens = _parser("table").parse(text)
    return tokens if _is_flat(tokens) else None


def line(text: str) -> Sequence[Token] | None:
    """The tokens of a text that stands within a line or list: emphasis and links only. None as with ``blocks``."""
    tokens = _parser().parseInline(text) if text.count("[") <= _MOST_BRACKETS else None
    return tokens if tokens and _is_flat(tokens) else None


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens with those of their lines, in order. Words of a text are ``text``, entities resolved included."""
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token


@cache
def _parser(without: str = "") -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST + 2}).enable("table")
    parser.disable([*_UNUSED, *([without] if without else [])])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def _any_link(url: str) -> bool:
    # Where a link leads is judged when it is written: one that leads nowhere good is shown as its words.
    return bool(url)


def _is_flat(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in flat(tokens):
        depth += token.nesting
        if depth > _DEEPEST:
            return False
    return True


def _drops_cells(tokens: Sequence[Token], text: str) -> bool:
    # The rule of GitHub's tables ignores what stands right of the last column; a citizen's words would be lost.
    lines = text.split("\n")
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "tr_open" and token.map:
            cells = len(escapedSplit(_cells(lines[token.map[0]])))
            columns = columns or cells
            if cells > columns:
                return True
    return False


def _cells(row: str) -> str:
    return row.strip().lstrip("> \t").removeprefix("|").removesuffix("|")


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    # CommonMark wants a blank between 「**重要。**」 and the next letter, which Japanese has not.
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    opens, closes = _flanks(state, end, splits=marker == "*")
    for _ in range(end - state.pos):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), end - state.pos, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


def _flanks(state: StateInline, end: int, *, splits: bool) -> tuple[bool, bool]:
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    free_before = isWhiteSpace(ord(before)) or _is_sign(before) or _JAPANESE().match(before) is not None
    free_after = isWhiteSpace(ord(after)) or _is_sign(after) or _JAPANESE().match(after) is not None
    left = not isWhiteSpace(ord(after)) and (not _is_sign(after) or free_before)
    right = not isWhiteSpace(ord(before)) and (not _is_sign(before) or free_after)
    return left and (splits or not right or _is_sign(before)), right and (splits or not left or _is_sign(after))


def _is_sign(letter: str) -> bool:
    return isMdAsciiPunct(ord(letter)) or isPunctChar(letter)
