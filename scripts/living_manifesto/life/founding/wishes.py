"""What a new manifesto is to be: the answers, whether each can stand, and which one may have been meant.

Every answer counts as hostile until it is found sound here; it ends in YAML, TOML, Markdown and names of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from unicodedata import normalize
from zoneinfo import available_timezones

from living_manifesto.core.ids import RESERVED, is_node_id
from living_manifesto.core.values import value
from living_manifesto.documents.characters import character_name, forbidden
from living_manifesto.documents.nearest import nearest
from living_manifesto.locale import Language, Speech
from living_manifesto.report.display import one_line

LONGEST_ID = 40
LONGEST_LINE = 200
LONGEST_ADDRESS = 2000
_ADDRESS = re.compile(r'https?://[^\s<>"]+')
_BRANCH = re.compile(r"\w(?:[\w./-]*\w)?")
_NO_BRANCH = re.compile(r"\.\.|//|/\.|\./|\.lock(?:/|$)|^(?:proposal|manifesto)(?:/|$)|^HEAD$")
_NO_ID = re.compile(r"[^a-z0-9]+")


@value
class Named:
    """An id and the title that goes with it."""

    id: str
    title: str


@value
class Wishes:
    """The answers, each found sound. ``day`` is the first one (ISO), in the time zone; what is empty is left out."""

    title: str
    language: Language
    time_zone: str
    license: str
    area: Named
    section: Named
    branch: str
    day: str
    publisher: str = ""
    terms: str = ""
    contact: str = ""


def trouble(field: str, text: str, say: Speech) -> str:
    """Why a text cannot be the answer for a field, with what may have been meant; empty where it can be."""
    return next(filter(None, (check(text, say) for check in _CHECKS[field])), "")


def id_for(text: str) -> str:
    """The valid id that comes nearest to what was typed or to a title; empty where nothing of it can be kept."""
    plain = normalize("NFKD", normalize("NFKC", text).casefold())
    bare = "".join(char for char in plain if char.isascii() or char.isspace())
    name = _NO_ID.sub("-", bare).strip("-")[:LONGEST_ID].strip("-")
    return f"{name}-1" if name in RESERVED else name


def another_id(taken: str) -> str:
    """An id near to one that is taken already: areas and sections share their names."""
    return f"{taken[: LONGEST_ID - 2].rstrip('-')}-1"


def _told(text: str, say: Speech) -> str:
    return "" if text.strip() else say("Something must stand here.")


def writable(text: str, say: Speech) -> str:
    """Neither line breaks, nor control or bidirectional signs, nor bytes that are no letters."""
    found = forbidden().search(text.replace("\t", "\x00"))
    bad = found.group() if found is not None else next((char for char in text if "\ud800" <= char <= "\udfff"), "")
    if "\n" in text:
        return say("This must be one line.")
    return say("A sign in it cannot be shown: {character}. Leave it out.", character=character_name(bad)) if bad else ""


def _short(text: str, say: Speech) -> str:
    if len(text) <= LONGEST_LINE:
        return ""
    return say("This has {length} characters; {limit} is the most.", length=len(text), limit=LONGEST_LINE)


def _address(text: str, say: Speech) -> str:
    if not text or (_ADDRESS.fullmatch(text) and len(text) <= LONGEST_ADDRESS):
        return ""
    return say("“{text}” is no address. One begins with https://", text=one_line(text)[:LONGEST_LINE])


def _zone(text: str, say: Speech) -> str:
    zones = available_timezones()
    if text in zones:
        return ""
    near = ", ".join(nearest(text, sorted(zones), {}))
    if not near:
        return say("There is no time zone “{text}”. One is Asia/Tokyo.", text=one_line(text)[:LONGEST_LINE])
    return say("There is no time zone “{text}”. Did you mean: {near}", text=one_line(text)[:LONGEST_LINE], near=near)


def _id(text: str, say: Speech) -> str:
    if is_node_id(text):
        return ""
    rule = say(
        "“{text}” cannot be an id: small letters a-z, digits and hyphens, at most 40, and not first, last, none or "
        "manifesto.",
        text=one_line(text)[:LONGEST_LINE],
    )
    near = id_for(text)
    return f"{rule} " + say("Near: {near}", near=near) if near else rule


def _branch(text: str, say: Speech) -> str:
    if _BRANCH.fullmatch(text) and not _NO_BRANCH.search(text) and len(text) <= LONGEST_LINE:
        return ""
    return say("“{text}” cannot be the name of the branch. Usual is main.", text=one_line(text)[:LONGEST_LINE])


_Check = Callable[[str, Speech], str]
_LINE: tuple[_Check, ...] = (writable, _short)

_CHECKS: Mapping[str, tuple[_Check, ...]] = {
    "title": (_told, *_LINE),
    "publisher": _LINE,
    "contact": _LINE,
    "license": (_told, *_LINE),
    "terms": (writable, _address),
    "time_zone": (_zone,),
    "area": (_told, *_LINE),
    "area_id": (_told, _id),
    "section": (_told, *_LINE),
    "section_id": (_told, _id),
    "branch": (writable, _branch),
}
