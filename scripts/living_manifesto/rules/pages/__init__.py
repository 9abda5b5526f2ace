"""The pages of the codes: title, sentences and explanation of every fault, one file a code and language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from living_manifesto.core.codes import CODES
from living_manifesto.core.values import value

LANGUAGES = ("ja", "en")
"""The languages in which every code has a page."""

_FENCE = "---\n"


@value
class Page:
    """What is said of a code: ``fault`` and ``cure`` are templates by variant, the plain one under ``""``.

    ``cure["none"]`` of a code with the argument ``nearest`` is for the case that there is no candidate.
    ``mends`` is said of a fault that the tool can mend by itself. ``command`` is a template too, empty when no
    command helps, and not shown for the ``silent`` variants; ``body`` is Markdown.
    """

    title: str
    fault: Mapping[str, str]
    cure: Mapping[str, str]
    command: str
    body: str
    mends: str = ""
    silent: frozenset[str] = frozenset()

    def fault_for(self, variant: str) -> str:
        """The template of the sentence that states the fact; the plain one for a variant without its own."""
        return self.fault.get(variant) or self.fault[""]

    def cure_for(self, variant: str, args: Mapping[str, object]) -> str:
        """The template of the sentence that says what to do, for a fault with these arguments."""
        if "nearest" in args and not args["nearest"]:
            return self.cure.get(f"{variant}.none") or self.cure.get("none") or self.cure[""]
        return self.cure.get(variant) or self.cure[""]


@cache
def page(code: str, language: str) -> Page:
    """The page of a code of the table in one of ``LANGUAGES``; KeyError for any other code or language."""
    if code not in CODES or language not in LANGUAGES:
        raise KeyError(code, language)
    text = (Path(__file__).parent / language / f"{code}.md").read_text(encoding="utf-8")
    _, head, body = text.split(_FENCE, 2)
    entries = dict(line.split(": ", 1) for line in head.splitlines())
    return Page(
        entries["title"],
        _variants(entries, "fault"),
        _variants(entries, "cure"),
        entries.get("command", ""),
        body,
        entries.get("mends", ""),
        frozenset(entries.get("silent", "").split()),
    )


def _variants(entries: Mapping[str, str], key: str) -> Mapping[str, str]:
    return {name[len(key) :].lstrip("."): text for name, text in entries.items() if name.partition(".")[0] == key}
