"""What the keys of our files hold: texts of people, words of the tool, dates, numbers, lists."""

from __future__ import annotations

CITIZENS_KEYS = frozenset({"body", "reason", "title", "name", "text", "with", "was", "summary", "why"})
"""Their values are what people wrote; no fix ever touches them."""

TEXT_KEYS = CITIZENS_KEYS | {
    *("note", "topics_note", "publisher", "contact", "license", "link", "url", "key"),
    *("file", "base", "heading", "written", "outer", "inner"),
}
"""Their values may hold any sign, so that no sign in them is a slip."""

DATE_KEYS = frozenset({"submitted_on", "on", "until", "recorded_on", "retrieved_on"})
INTEGER_KEYS = frozenset({"number", "position", "announced", "shown"})
BOOLEAN_KEYS = frozenset({"confirmed"})

WORD_LISTS = frozenset({"proposals", "formerly", "owners"})
"""Lists of ids or handles."""

CONTAINER_KEYS = WORD_LISTS | {
    *("areas", "sections", "preface", "vision", "items", "parts", "points", "topics", "node"),
    *("proposer", "drafted", "changes", "incorporates", "hidden", "decision", "digests", "theme", "claim"),
    *("markdown", "headings", "contents"),
}
"""Their values are lists or mappings, never a scalar."""

WORD_KEYS = (
    DATE_KEYS
    | INTEGER_KEYS
    | BOOLEAN_KEYS
    | {
        *("id", "section", "kind", "channel", "op", "to", "list", "after", "target", "place", "field", "form", "by"),
        *("outcome", "of", "as", "ground", "salt", "digest", "order", "language", "time_zone", "reverts", "mends"),
        *("terms", "version"),
    }
)
"""Their values are ids, dates, numbers and words of the tool, all of them ASCII."""

KNOWN_KEYS = TEXT_KEYS | WORD_KEYS | CONTAINER_KEYS | {"source"}
