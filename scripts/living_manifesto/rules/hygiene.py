"""Hygiene of texts: what damages a text, gives a person away or leads readers astray (LM601–LM608, LM610, LM611)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.documents.within import within
from living_manifesto.rules import contacts, letters, passages, traces
from living_manifesto.rules.context import Context
from living_manifesto.rules.finding import Finding
from living_manifesto.rules.scripts import ODD, SIMPLIFIED, SMALL_LATIN
from living_manifesto.rules.tree import Entry

__all__ = ["Finding", "check", "findings"]

# What no finder asks about is left out in one pass; most texts have nothing else in them.
_PLAIN = re.compile(rf"[^{ODD}{SIMPLIFIED}{SMALL_LATIN}\\`~@＠<\[［【＜｛{{$+＋XＸ〇○◯●△▲×]+")
_FINDERS: tuple[tuple[frozenset[str], Callable[[str], Iterator[Finding]]], ...] = (
    (frozenset("\\"), traces.typed_breaks),
    (frozenset("`~"), traces.fences),
    (frozenset("@＠"), contacts.emails),
    (frozenset("[<"), contacts.links),
    (frozenset("<"), contacts.tags),
)
_GARBLED = frozenset(("LM601", "LM602", "LM603", "LM605"))
_MARKS = frozenset("[<{［【＜｛$XＸ〇○◯●△▲×")
_PHRASES = re.compile(
    r"[こ以ち承了ご他ほ言TFSCOhALl（(](?:こ[にへ]|こまりま|下[はがに、]|ろんで|知|解|要望|依頼|指示|に[もご修調]|かに|語モデル"
    r"|ODO|IXME|BD|既存の|省略|変更なし|中?略|以下|あなたの|ure|ertainly|f course|ere|s an AI|orem)"
)


def findings(text: str, allowed: frozenset[str] = letters.DEFAULT_ALLOWED) -> Iterator[Finding]:
    """Everything in a text that its hygiene forbids, in reading order; ``allowed`` are words never to be named."""
    signs = frozenset(_PLAIN.sub("", text))
    found: list[Finding] = []
    if not signs.isdisjoint(_MARKS) or _PHRASES.search(text):
        found += traces.placeholders(text)
    if "0" in text or "０" in text or "+" in signs or "＋" in signs:
        found += contacts.telephones(text)
    if signs:
        found += list(_by_signs(text, signs, allowed, tuple(found)))
    found.sort(key=lambda finding: (finding.start, finding.code))
    yield from found


def _by_signs(
    text: str, signs: frozenset[str], allowed: frozenset[str], filled: Sequence[Finding]
) -> Iterator[Finding]:
    for marks, finder in _FINDERS:
        if not signs.isdisjoint(marks):
            yield from (found for found in finder(text) if found.code != "LM611" or not _covered(found, filled))
    joined = "".join(signs)
    if joined.upper() != joined:
        yield from letters.latin(text, allowed)
    if not joined.isascii():
        yield from letters.foreign(text, allowed)
        yield from letters.invisible(text)


def _covered(found: Finding, others: Sequence[Finding]) -> bool:
    return any(other.start <= found.start < other.end for other in others)


def check(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """Name what the hygiene of texts forbids in a file.

    Texts of the manifesto always block. A citizen's words block until they are received; from then on they are
    never altered, and what stands in them is a hint. What is garbled in a proposal taken over from a public record is
    a hint at once, in its changes too: it was received there, and the text itself still does not let it in.
    """
    spared = _GARBLED if entry.proposal is not None and entry.proposal.is_imported else frozenset[str]()
    allowed = letters.DEFAULT_ALLOWED | context.settings.allowed_words
    for passage in passages.of(entry.value):
        for found in findings(passage.text, allowed):
            span = within(entry.document, passage.path, found.start, found.end)
            fault = Diagnostic.of(found.code, entry.path, span, **found.args).but(variant=found.variant)
            received = passage.voice is passages.Voice.CITIZEN and not context.is_new(entry.path)
            yield _softened(fault) if received or found.code in spared else fault


def _softened(fault: Diagnostic) -> Diagnostic:
    variant = "received" if fault.code in ("LM606", "LM607") else fault.variant
    return fault.but(severity=Severity.HINT, variant=variant)
