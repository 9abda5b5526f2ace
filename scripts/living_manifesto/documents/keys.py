"""The canonical order of keys, one for all files, and the keys that are written in a special way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEY_ORDER = (
    *("op", "id", "as", "section", "kind", "title", "publisher", "language", "time_zone", "license"),
    *("owners", "formerly", "number", "submitted_on", "why", "recorded_on", "proposer", "name"),
    *("terms", "version", "contact", "theme", "summary", "proposals", "topics", "source", "channel", "url", "position"),
    *("key", "claim", "salt", "announced", "shown", "note", "topics_note", "order", "retrieved_on"),
    *("markdown", "file", "base", "digests", "ground"),
    *("body", "outcome", "reason", "drafted", "by", "confirmed", "changes", "incorporates", "reverts", "mends"),
    *("hidden", "decision", "until", "of", "on", "link", "digest", "target", "place", "to", "field", "list", "after"),
    *("was", "with", "node", "form", "heading", "written", "outer", "inner", "headings", "contents"),
    *("text", "areas", "sections", "preface", "vision", "points", "parts", "items"),
)
"""No two files order the same two keys differently, so that one list serves all."""

NODE_LISTS = frozenset({"areas", "sections", "preface", "vision", "points", "parts", "items"})
"""The lists whose entries are nodes."""

FREE = frozenset({"theme", "digests"})
"""Mappings whose keys are not ours: they keep the order in which they were written."""

ONE_LINE = frozenset(
    {
        *("proposer", "source", "drafted", "decision", "hidden", "incorporates", "title", "name", "body", "reason"),
        "headings",
    }
)
"""Keys whose small mappings are written as ``{…}`` (for texts: the notice of a redaction)."""

ONE_LINE_LISTS = frozenset({"owners", "formerly"})
"""Keys whose lists of words are written as ``[…]``."""

_RANK = {key: rank for rank, key in enumerate(KEY_ORDER)}


def rank(key: str) -> int:
    """The place of a key in the canonical order; unknown keys come last."""
    return _RANK.get(key, len(_RANK))


def is_known(key: str) -> bool:
    """Whether the key is one of our formats."""
    return key in _RANK


def in_order(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping with its keys in canonical order, unknown ones last and as they stood."""
    return {key: plain[key] for key in sorted(plain, key=rank)}
