"""Texts as safe HTML: escaped, nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from living_manifesto.report.display import for_page, one_line

Places = Callable[[str], str | None]
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def inline(text: str, places: Places, language: str) -> Markup:  # noqa: ARG001 - links come with site/words
    """A text of the manifesto or a title."""
    return Markup("<br>").join(escape(line) for line in for_page(text).split("\n"))


def block(text: str, places: Places, language: str) -> Markup:
    """What a citizen wrote: paragraphs."""
    parts = [part.strip("\n") for part in _PARAGRAPHS.split(text)]
    drawn = [inline(part, places, language) for part in parts if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in drawn)


def heading(text: str, language: str) -> Markup:  # noqa: ARG001
    """A title."""
    return escape(one_line(text))


def plain(text: str) -> str:
    """A text without marks, on one line."""
    return one_line(text)
