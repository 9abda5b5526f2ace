"""Texts cut to a number of signs, never inside what a reader sees as one sign."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_SKIN = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def cut(text: str, most: int) -> str:
    """The text in at most ``most`` code points, with ``…`` at its end when it is longer."""
    return text if len(text) <= most else text[: _boundary(text, most - 1)].rstrip() + "…"


def cut_front(text: str, most: int) -> str:
    """The end of the text in at most ``most`` code points, with ``…`` before it when it is longer."""
    if len(text) <= most:
        return text
    start = len(text) - most + 1
    while start < len(text) and not _may_part(text, start):
        start += 1
    return "…" + text[start:].lstrip()


def _boundary(text: str, at: int) -> int:
    """The last place up to ``at`` where the text may be parted."""
    while at > 0 and not _may_part(text, at):
        at -= 1
    return at


def _may_part(text: str, at: int) -> bool:
    following, last = text[at], text[at - 1]
    if unicodedata.category(following) in {"Mn", "Mc", "Me"} or following in _SKIN:
        return False
    if _JOINER in (following, last):
        return False
    return not (_is_flag(following) and _flags_before(text, at) % 2)


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    """How many letters of flags stand directly before a place; two make one flag."""
    count = 0
    while count < at and _is_flag(text[at - 1 - count]):
        count += 1
    return count
