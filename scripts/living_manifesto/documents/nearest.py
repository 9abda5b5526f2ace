"""Which allowed words somebody may have meant: by spelling, by width and case, or by their name in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from unicodedata import normalize

_LONGEST = 100
_TELLING = 3  # bytes of a part that tell a word: three Latin letters, or one Japanese
_SURE = 0.8
_ALIKE = 0.65  # below it "decision" is offered for "sekction"


def nearest(typed: str, allowed: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The allowed words that come closest, best first, three at most.

    ``names`` gives the bilingual name of a word (``内容の追加 / Addition``), for those who write the name instead.
    """
    words: dict[str, str] = {}
    for word in allowed:
        for spelling in (word, *names.get(word, "").split(" / ")):
            words.setdefault(_plain(spelling), word)
    plain = _plain(typed)[:_LONGEST]
    if plain in words:
        return (words[plain],)
    telling = len(plain.encode()) >= _TELLING
    parts = [word for spelling, word in words.items() if telling and plain in spelling]
    close = get_close_matches(plain, [spelling for spelling in words if spelling], n=3, cutoff=_ALIKE)
    return tuple(dict.fromkeys((*parts, *(words[spelling] for spelling in close))))[:3]


def is_sure(typed: str, candidates: tuple[str, ...]) -> bool:
    """Whether there is one candidate and it is surely meant: the same word spelt otherwise, or its name in words."""
    if len(candidates) != 1:
        return False
    plain = _plain(typed)[:_LONGEST]
    return not plain.isascii() or SequenceMatcher(None, plain, _plain(candidates[0])).ratio() >= _SURE


def _plain(word: str) -> str:
    return normalize("NFKC", word).casefold().strip().replace("-", "_").replace(" ", "_")
