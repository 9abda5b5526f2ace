"""Titles that break where a reader would draw breath."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from markupsafe import Markup

from living_manifesto.core.patterns import later
from living_manifesto.site.words import markdown
from living_manifesto.site.words.letters import shown
from living_manifesto.site.words.pieces import broken, readings, ruby
from living_manifesto.site.words.rendering import isolated

if TYPE_CHECKING:
    from budoux.parser import Parser

_BLANKS = later(r"\s+")
_LONGEST = 400


@lru_cache(maxsize=4096)
def heading(text: str, language: str) -> Markup:
    """A title in one line: its words with ruby, in Japanese with ``<wbr>`` between phrases and never within ruby.

    For ``word-break: keep-all`` with ``overflow-wrap: anywhere``. Emphasis and links are left out, their words stay.
    """
    title = _BLANKS().sub(" ", _unmarked(shown(text))).strip()
    pieces = list(readings(title))
    breaks = _breaks("".join(base for base, _ in pieces)) if language == "ja" else frozenset()
    made, place = "", 0
    for base, reading in pieces:
        made += "<wbr>" if place in breaks else ""
        made += _phrased(base, place, breaks) if reading is None else ruby(base, reading, language)
        place += len(base)
    return Markup(isolated(made, title))  # noqa: S704 - escaped piece by piece


def _unmarked(text: str) -> str:
    tokens = markdown.line(text) if markdown.is_marked(text) else None
    if tokens is None:
        return text
    return shown("".join(" " if token.type.endswith("break") else token.content for token in markdown.flat(tokens)))


def _phrased(text: str, start: int, breaks: frozenset[int]) -> str:
    cuts = [cut - start for cut in sorted(breaks) if start < cut < start + len(text)]
    return "<wbr>".join(broken(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def _breaks(text: str) -> frozenset[int]:
    # Two thirds of the time of a page go here where nobody sets a limit: no title has more letters.
    phrases = _parser().parse(text[:_LONGEST])
    return frozenset(accumulate(len(phrase) for phrase in phrases[:-1]))


@cache
def _parser() -> Parser:
    from budoux import load_default_japanese_parser  # its model is read when the first title needs it

    return load_default_japanese_parser()
