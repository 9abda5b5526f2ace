"""Texts cut into sentences, and which of them stayed from one text to the next."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from living_manifesto.core.patterns import later

# A full stop inside a number or an address ends nothing, nor does one inside 「…」 after which the sentence goes on.
_SENTENCE = later(
    r"[^\n]+?(?:[。！？]+(?![。！？」』）)】])|[。！？]+[」』）)】]+(?=\s|\Z)|[.!?]+[)\]\"'”’]*(?=\s|\Z)|(?=\n)|\Z)"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the white space around them."""
    return [found for each in _SENTENCE().findall(text) if (found := each.strip())]


def stayed(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each sentence of ``after`` that stood in ``before``, by place, where it stood."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.b + step: block.a + step for block in blocks for step in range(block.size)}
