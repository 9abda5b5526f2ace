"""Slips inside a word of the tool: an id, a date, a number, a word of a list, a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from living_manifesto.core.diagnostics import Edit
from living_manifesto.documents.dates import meant_date
from living_manifesto.documents.entries import CLOSING_QUOTES, HYPHENS, OPENING_QUOTES, PLAIN
from living_manifesto.documents.places import Found
from living_manifesto.documents.vocabulary import DATE_KEYS

_LONGEST_SHOWN = 80
_KEY = re.compile(r"[0-9A-Za-z_-]+")
_BRACKETS = {"「": "」", "『": "』"}
_QUOTES = frozenset(OPENING_QUOTES + CLOSING_QUOTES + "「」『』")


def word(typed: str, at: int, key: str) -> Iterator[Found]:
    """Slips in the value of a key that holds a word of the tool; ``at`` is its index in the text.

    A value that would not become ASCII is left to the checks that know titles and names.
    """
    dated = meant_date(_unquoted(typed)) if key in DATE_KEYS else None
    if dated is not None:
        code, meant = dated
        found = Found.of(code, at, at + len(typed), typed=typed, meant=meant)
        yield found.mended_by(Edit(at, at + len(typed), meant))
        return
    if typed.isascii():
        return
    meant = _meant(typed)
    if meant.isascii() and meant.strip('" '):
        yield from _by_kind(typed, at, meant)
    elif len(typed) > 2 and typed[0] in OPENING_QUOTES and typed[-1] in CLOSING_QUOTES:
        found = Found.of("LM126", at, at + len(typed), typed=typed[:_LONGEST_SHOWN], meant=_shown(f'"{typed[1:-1]}"'))
        yield found.mended_by(Edit(at, at + 1, '"'), Edit(at + len(typed) - 1, at + len(typed), '"'))


def letters(typed: str, at: int) -> Iterator[Found]:
    """Slips in a key; what could be no key of ours is left to the schema."""
    meant = typed.translate(PLAIN)
    if _KEY.fullmatch(meant):
        yield from _by_kind(typed, at, meant)


def _meant(typed: str) -> str:
    if _BRACKETS.get(typed[0]) == typed[-1]:
        typed = f'"{typed[1:-1]}"'
    return typed.translate(PLAIN)


def _unquoted(typed: str) -> str:
    if len(typed) > 1 and typed[0] in "\"'「『" + OPENING_QUOTES and typed[-1] in "\"'」』" + CLOSING_QUOTES:
        return typed[1:-1]
    return typed


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("LM126", _QUOTES.__contains__),
    ("LM124", frozenset(HYPHENS).__contains__),
    ("LM122", frozenset("\u3000\u00a0").__contains__),
    ("LM123", lambda sign: sign.translate(PLAIN).isalnum() or sign == "＿"),
    ("LM130", lambda _: True),
)


def _by_kind(typed: str, at: int, meant: str) -> Iterator[Found]:
    """One fault for each kind of slip in the word, each with the edits of its own signs."""
    hits: dict[str, list[int]] = {}
    for offset, sign in enumerate(typed):
        if sign != meant[offset]:
            code = next(code for code, belongs in _KINDS if belongs(sign))
            hits.setdefault(code, []).append(offset)
    for code, offsets in hits.items():
        edits = (Edit(at + offset, at + offset + 1, meant[offset]) for offset in offsets)
        found = Found.of(code, at + offsets[0], at + offsets[-1] + 1, typed=_shown(typed), meant=_shown(meant))
        yield found.mended_by(*edits)


def _shown(word: str) -> str:
    return word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + "…"
