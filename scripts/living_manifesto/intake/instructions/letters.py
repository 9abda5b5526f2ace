"""Letters as they are compared: width and dashes do not matter. Brackets, and where each is closed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from living_manifesto.core.values import value

_DASHES = "－−‐‑‒–—―"
_WIDE = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_FOLD = str.maketrans(_WIDE | {"\u3000": " ", "\u00a0": " ", "\t": " "} | dict.fromkeys(_DASHES, "-"))
QUOTES = {"「": "」", "『": "』"}
BRACKETS = {"（": "）", "(": ")"}
_CLOSES_QUOTE = {closing: opening for opening, closing in QUOTES.items()}
_OPENS_BRACKET = frozenset(BRACKETS)
_CLOSES_BRACKET = frozenset(BRACKETS.values())


def folded(text: str) -> str:
    """The text in one width, letter for letter: every place in it is the same place in the text."""
    return text.translate(_FOLD)


def plain(text: str) -> str:
    """The text as headings are compared: one width, no white space, no difference of case."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_FOLD)).casefold().split())


@value
class Pairs:
    """Where each outermost bracket is closed, by where it opens; ``open`` is one that never is, else -1."""

    closes: Mapping[int, int]
    open: int = -1


def pairs(text: str) -> Pairs:
    """Match quotations (which may hold others) and, outside of them, round brackets; one walk over the text."""
    closes: dict[int, int] = {}
    quotes: list[int] = []
    round_: list[int] = []
    for at, sign in enumerate(text):
        if sign in QUOTES:
            quotes.append(at)
        elif sign in _CLOSES_QUOTE:
            if not quotes or text[quotes[-1]] != _CLOSES_QUOTE[sign]:
                return Pairs(closes, at)
            closes[quotes.pop()] = at
        elif quotes:
            continue
        elif sign in _OPENS_BRACKET:
            round_.append(at)
        elif sign in _CLOSES_BRACKET and round_:
            closes[round_.pop()] = at
    return Pairs(closes, min(quotes + round_, default=-1))
