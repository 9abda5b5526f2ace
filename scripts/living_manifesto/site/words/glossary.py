"""Hard words explained where they are met first.

As a link to the page of words and not as ``<abbr title>``: WCAG 3.1.3 takes both, but what stands in ``title`` is
out of reach for the keyboard, for touch and for most screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape

from markupsafe import Markup

from living_manifesto.core.patterns import later
from living_manifesto.core.values import value

_PIECES = later(r"(<[^>]*>)")
_CLOSED = ("a", "ruby", "code", "h1", "h2", "h3", "h4", "h5", "h6")
_TAG = later(r"<(/?)([a-z0-9]+)")


@value
class Entry:
    """A word of the glossary: its anchor there and what it means, as plain text."""

    word: str
    anchor: str
    meaning: str


def entries(words: Mapping[str, str]) -> tuple[Entry, ...]:
    """The glossary in the order of its words; an anchor depends on the word alone."""
    return tuple(Entry(word, "w-" + sha256(word.encode()).hexdigest()[:10], words[word]) for word in sorted(words))


def explained(fragments: Iterable[Markup], words: Mapping[str, str], page: str) -> tuple[Markup, ...]:
    """The fragments of one page, in order, in which the first use of every word links to its entry on ``page``.

    The longest word wins; none is marked within a link, ruby, code or a heading, nor within a longer Latin word.
    """
    waiting = {entry.word: entry.anchor for entry in entries(words) if entry.word}
    pattern = _pattern(tuple(waiting))
    return tuple(_marked(fragment, waiting, pattern, page) for fragment in fragments)


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(rf"{_edge(word[0], '<')}{re.escape(escape(word))}{_edge(word[-1], '')}" for word in longest)
    )


def _edge(letter: str, behind: str) -> str:
    return rf"(?{behind}![A-Za-z0-9&])" if letter.isascii() and letter.isalnum() else ""


def _marked(fragment: Markup, waiting: dict[str, str], pattern: re.Pattern[str], page: str) -> Markup:
    if not waiting:
        return fragment

    def linked(found: re.Match[str]) -> str:
        anchor = waiting.pop(str(Markup(found[0]).unescape()), None)  # noqa: S704 - only read
        return f'<a class="term" href="{escape(page)}#{anchor}">{found[0]}</a>' if anchor else found[0]

    made, inside = [], 0
    for piece in _PIECES().split(fragment):
        tag = _TAG().match(piece)
        if tag and tag[2] in _CLOSED:
            inside += -1 if tag[1] else 1
        made.append(piece if inside or piece.startswith("<") else pattern.sub(linked, piece))
    return Markup("".join(made))  # noqa: S704 - tags of ours around what was safe
