"""The table of codes: every fault that the tool can name, with its short name and its severity.

What a code means, why it matters and how it is mended stands on its page (``rules/pages``).
A code keeps its meaning for ever; a code that is no longer used is not given again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from living_manifesto.core.values import value


class Severity(StrEnum):
    """Errors block; warnings ask for a look; hints say what could be better."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@value
class Code:
    """One row: short name, severity, the words that its message is made with, and the variants of its message."""

    name: str
    severity: Severity = Severity.ERROR
    args: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


_WARNING, _HINT = Severity.WARNING, Severity.HINT

CODES: Mapping[str, Code] = {
    # bytes and characters
    "LM001": Code("not-utf8", args=("byte",)),
    "LM002": Code("byte-order-mark"),
    "LM003": Code("windows-line-ends", args=("lines",)),
    "LM004": Code("control-character", args=("character",), variants=("tab",)),
    "LM005": Code("bidirectional-character", args=("character",)),
    "LM006": Code("file-too-large", args=("bytes", "limit"), variants=("line", "entries")),
    "LM007": Code("no-final-newline", _WARNING),
    "LM008": Code("unusual-line-break", args=("character",)),
    # YAML
    "LM101": Code("broken-yaml", args=("detail",), variants=("quote", "bracket", "text", "conflict")),
    "LM102": Code("duplicate-key", args=("key", "first_line")),
    "LM103": Code("anchor-or-alias", args=("mark",)),
    "LM104": Code("tag", args=("tag",)),
    "LM105": Code("merge-key"),
    "LM106": Code("second-document"),
    "LM107": Code("flow-style"),
    "LM108": Code("wrapped-text"),
    "LM109": Code("missing-value", args=("key",), variants=("entry",)),
    "LM110": Code("odd-key"),
    "LM111": Code("nested-too-deep", args=("limit",)),
    "LM112": Code("no-entries"),
    "LM113": Code("uneven-indentation", variants=("text",)),
    "LM114": Code("missing-space", args=("mark",)),
    "LM115": Code("text-cut-off", args=("lost",)),
    # slips of a Japanese keyboard
    "LM121": Code("full-width-colon", args=("typed", "meant")),
    "LM122": Code("full-width-space", args=("typed", "meant")),
    "LM123": Code("full-width-letters", args=("typed", "meant")),
    "LM124": Code("hyphen-like-mark", args=("typed", "meant")),
    "LM125": Code("bullet-mark", args=("typed", "meant")),
    "LM126": Code("curly-quotes", args=("typed", "meant")),
    "LM127": Code("tab", args=("typed", "meant")),
    "LM128": Code("date-in-words", args=("typed", "meant")),
    "LM129": Code("era-date", args=("typed", "meant")),
    "LM130": Code("full-width-sign", args=("typed", "meant")),
    # shape
    "LM201": Code("missing-key", args=("key",)),
    "LM202": Code("unknown-key", args=("key", "nearest", "allowed")),
    "LM203": Code("wrong-type", args=("key", "found", "expected")),
    "LM204": Code("unknown-word", args=("key", "value", "nearest", "allowed")),
    "LM205": Code(
        "wrong-form",
        args=("key", "value"),
        variants=("node_id", "proposal_id", "digest", "url", "terms", "handle", "commit"),
    ),
    "LM206": Code("too-long", args=("key", "length", "limit")),
    "LM207": Code("too-short", args=("key", "length", "limit"), variants=("empty_list",)),
    "LM208": Code("not-a-date", args=("key", "value")),
    "LM209": Code("number-out-of-range", args=("key", "value", "least", "most")),
    "LM210": Code("does-not-belong-here", args=("key", "context"), variants=("field",)),
    # ids, references, files
    "LM301": Code("unknown-section", args=("value", "nearest"), variants=("title", "number", "former", "place")),
    "LM302": Code("unknown-node", args=("value", "section", "nearest"), variants=("title", "number", "section")),
    "LM303": Code("unknown-proposal", args=("value", "nearest")),
    "LM304": Code("topic-member-elsewhere", _HINT, args=("proposal", "section")),
    "LM306": Code("duplicate-node-id", args=("value", "first_line")),
    "LM307": Code("reserved-id", args=("value",)),
    "LM308": Code("id-taken", args=("value", "other")),
    "LM309": Code("section-file-missing", args=("section", "expected")),
    "LM310": Code("section-not-listed", args=("section",)),
    "LM311": Code("duplicate-proposal-id", args=("value", "other")),
    "LM321": Code("file-name-differs", args=("value", "expected"), variants=("taken",)),
    "LM322": Code("wrong-folder", args=("found", "expected")),
    "LM323": Code("stray-file", args=("expected",), variants=("place", "yml")),
    "LM324": Code("id-date-differs", args=("value", "date"), variants=("baseline",)),
    # changes
    "LM401": Code("no-such-neighbour", args=("after", "to", "list", "nearest")),
    "LM402": Code("text-differs", args=("target", "field", "was", "stands"), variants=("stale",)),
    "LM403": Code("which-list", args=("to", "lists"), variants=("none", "misfit")),
    "LM404": Code("changes-nothing", _WARNING, args=("target",)),
    "LM405": Code("node-id-taken", args=("value", "section")),
    "LM406": Code("kind-disagrees", args=("kind", "computed")),
    "LM407": Code("more-than-editorial", _WARNING, args=("kind", "computed", "difference")),
    "LM408": Code("changes-contradict", args=("first", "second", "target")),
    "LM409": Code("moved-into-itself", args=("target",), variants=("root",)),
    "LM410": Code("not-drafted", _HINT, args=("proposal",)),
    "LM411": Code("subtree-differs", args=("target",), variants=("stale",)),
    "LM412": Code("already-there", _HINT, args=("target",)),
    # decisions and dates
    "LM501": Code("decision-without-reason", args=("outcome",), variants=("other",)),
    "LM502": Code("list-phrase-reason", args=("reason",)),
    "LM503": Code("deferred-without-end"),
    "LM504": Code("end-already-past", args=("until", "today")),
    "LM505": Code("date-in-future", args=("key", "value", "today")),
    "LM506": Code("unknown-role", args=("value", "allowed")),
    "LM507": Code("adopted-without-changes"),
    "LM508": Code("import-only", args=("key",)),
    "LM509": Code("refers-to-itself", args=("key", "value")),
    # hygiene of texts
    "LM601": Code("foreign-script-letter", args=("word", "letter", "script")),
    "LM602": Code("latin-in-word", args=("word", "letters")),
    "LM603": Code("literal-newline", args=("typed",), variants=("tab",)),
    "LM604": Code("code-fence", args=("typed",)),
    "LM605": Code("placeholder", args=("typed",)),
    "LM606": Code("email-address", args=("typed",), variants=("received",)),
    "LM607": Code("telephone-number", args=("typed",), variants=("received",)),
    "LM608": Code("unsafe-link", args=("link",)),
    "LM609": Code("identical-proposal", _HINT, args=("other",)),
    "LM610": Code("invisible-character", args=("character",)),
    "LM611": Code("html-in-text", args=("tag",)),
    # steps of main
    "LM701": Code(
        "text-changed-without-adoption",
        args=("section", "target", "detail"),
        variants=("text", "title", "added", "removed", "moved", "order", "number", "id", "staged"),
    ),
    "LM702": Code("proposal-deleted", args=("proposal",)),
    "LM703": Code("words-changed", args=("proposal", "field")),
    "LM704": Code("decision-not-allowed", args=("proposal", "before", "after")),
    "LM705": Code(
        "adoption-differs", args=("proposal", "target", "detail"), variants=("missing", "partial", "already", "mends")
    ),
    "LM706": Code("decided-proposal-changed", args=("proposal", "field")),
    "LM707": Code("baseline-changed", args=("baseline",)),
    "LM708": Code("baseline-differs", args=("baseline", "section")),
    "LM709": Code("later-baseline", _WARNING, args=("baseline", "sections")),
    "LM710": Code("received-as-decided", args=("proposal", "outcome")),
    "LM711": Code("incorporation-disagrees", args=("proposal", "source")),
    "LM712": Code("receipt-changed", args=("proposal", "field")),
    "LM713": Code("not-a-redaction", args=("proposal", "field")),
    "LM714": Code("cannot-be-judged", args=("detail",), variants=("mended",)),
    "LM715": Code("proposal-file-moved", args=("proposal", "expected")),
    # settings
    "LM801": Code("settings-malformed", args=("key", "detail")),
    "LM802": Code("manifesto-file-missing"),
    # rows of tables
    "LM901": Code("empty-cell", args=("column",)),
    "LM902": Code("uneven-row", args=("cells", "columns")),
    "LM903": Code("received-otherwise", args=("key", "columns"), variants=("table",)),
    "LM904": Code("unknown-section-in-row", args=("value", "nearest")),
    # records of pull requests
    "LM905": Code("unreadable-record", args=("line", "key"), variants=("line", "again")),
}
