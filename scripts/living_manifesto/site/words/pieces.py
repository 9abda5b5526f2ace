"""The words between two marks as HTML: ruby, bare addresses, long words; everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from living_manifesto.core.patterns import later

Places = Callable[[str], str | None]
"""``section/node`` or ``section`` of a ``manifesto:`` link to its address; None where only the words shall stay."""

_RUBY = later(r"｜([^｜《》\n]{1,40})《([^《》\n]{1,40})》")
_ADDRESS = later(r"https?://[A-Za-z0-9\[][!#-;=?-Z\[\]_a-z~]{0,2000}")
_LONG = later(r"[!-~]{32,}")
_STEP = later(r"[!-~]{24}(?=[!-~])")
_EXTERNAL = later(r"https?://[^/\s\\]", re.IGNORECASE)
_PLACE = later(r"manifesto:([a-z0-9][a-z0-9-]{0,39}(?:/[a-z0-9][a-z0-9-]{0,39})?)")


def words(text: str, language: str, *, linked: bool) -> str:
    """The words with ruby as ``<ruby>``; bare http(s) addresses become links unless ``linked`` stands around."""
    if "｜" not in text:
        return _bare(text, linked=linked)
    pieces = readings(text)
    return "".join(_bare(base, linked=linked) if read is None else ruby(base, read, language) for base, read in pieces)


def readings(text: str) -> Iterator[tuple[str, str | None]]:
    """The text as pieces, each with its reading where ``｜語《よみ》`` gives one."""
    place = 0
    for match in _RUBY().finditer(text):
        if match.start() > place:
            yield text[place : match.start()], None
        yield match[1], match[2]
        place = match.end()
    if place < len(text):
        yield text[place:], None


def without_readings(text: str) -> str:
    """The text without its ruby: the words stay, the marks and the readings go."""
    return _RUBY().sub(r"\1", text) if "｜" in text else text


def ruby(base: str, reading: str, language: str) -> str:
    """A word with its reading, in brackets where a browser knows no ruby."""
    before, after = ("（", "）") if language == "ja" else (" (", ")")
    return f"<ruby>{broken(base)}<rp>{before}</rp><rt>{broken(reading)}</rt><rp>{after}</rp></ruby>"


def broken(text: str) -> str:
    """The escaped text, in which a browser may break long words and addresses."""
    place, made = 0, ""
    for run in _LONG().finditer(text):
        parts = _STEP().sub(_with_break, run[0]).split("\n")
        made += escape(text[place : run.start()]) + "<wbr>".join(escape(part) for part in parts)
        place = run.end()
    return made + escape(text[place:])


def _with_break(part: re.Match[str]) -> str:
    return part[0] + "\n"


def _bare(text: str, *, linked: bool) -> str:
    if linked or "://" not in text:
        return broken(text)
    place, made = 0, ""
    for found in _ADDRESS().finditer(text):
        address = _ended(found[0])
        made += broken(text[place : found.start()]) + f"{link(address)}{broken(address)}</a>"
        place = found.start() + len(address)
    return made + broken(text[place:])


def _ended(address: str) -> str:
    # The full stop of the sentence and the bracket around the address are not part of it.
    while address[-1] in ".,:;!?'*_~)]":
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def target(address: str, places: Places) -> str | None:
    """Where a link of a citizen may lead: to http(s), or to a place of the manifesto; None for everything else."""
    inside = _PLACE().fullmatch(address)
    if inside is not None:
        return places(inside[1])
    return address if _EXTERNAL().match(address) else None


def link(address: str) -> str:
    """The opening tag of a link out of the page, which no search engine counts as our word."""
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">'
