"""Erasing words: the notice that takes their place, and whether other texts still hold passages of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from living_manifesto.core.proposals import Proposal, Redaction
from living_manifesto.core.values import as_dict, replace

GROUNDS = ("privacy", "law", "abuse")
"""Why words may be hidden or erased."""

FIELDS: Mapping[str, str] = {"body": "body", "reason": "reason", "title": "title", "name": "proposer"}
"""What can be erased: as people name it, and the field of a proposal."""

_SENTENCE_END = re.compile(r"[。．!?！？\n]+|\.\s")
_TELLING = 8
"""Letters of a sentence that two texts share by no accident."""


def salted_digest(text: str, salt: str) -> str:
    """``sha256:`` and 64 hexadecimal digits over salt and text: who has both can prove what stood there."""
    return "sha256:" + sha256((salt + text).encode("utf-8", "surrogatepass")).hexdigest()


def erased(proposal: Proposal, fields: Collection[str], *, ground: str, on: str, salt: str) -> Proposal:
    """The proposal with a notice in place of the words of these fields; what is erased already stays as it is."""
    standing = {name: words for name, words in words_of(proposal, fields).items() if words}
    notices = {name: Redaction(ground, on, salted_digest(words, salt)) for name, words in standing.items()}
    return with_notices(proposal, notices)


def words_of(proposal: Proposal, fields: Collection[str]) -> dict[str, str]:
    """The words that stand in these fields (names of fields of a proposal), by field."""
    told = as_dict(proposal)
    return {name: held for name in fields if isinstance(held := told[name], str) and held}


def notices_of(proposal: Proposal) -> dict[str, Redaction]:
    """The notices that stand in a proposal, by field."""
    told = as_dict(proposal)
    return {name: held for name in FIELDS.values() if isinstance(held := told[name], Redaction)}


def with_notices(proposal: Proposal, notices: Mapping[str, Redaction]) -> Proposal:
    """The proposal with these notices in its fields."""
    return replace(proposal, **notices)


def quotes(text: str, words: Collection[str]) -> bool:
    """Whether a text holds passages of the words, or a sentence of it stands in them."""
    inside, outside = _plain(text), [_plain(each) for each in words]
    return any(piece in inside for each in words for piece in _pieces(each)) or any(
        piece in other for piece in _pieces(text) if len(piece) >= _TELLING for other in outside
    )


def telling(text: str) -> list[str]:
    """The sentences of a text, as it writes them, that tell something; the whole where it is shorter."""
    sentences = [piece for each in _SENTENCE_END.split(text) if len(piece := each.strip()) >= _TELLING]
    return sentences or [piece for piece in [text.strip()] if len(piece) > 1]


def _pieces(text: str) -> Iterator[str]:
    yield from map(_plain, telling(text))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
