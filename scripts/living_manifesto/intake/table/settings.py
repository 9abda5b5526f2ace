"""What the settings of a repository say about tables: ``[tool.living-manifesto.intake]``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from living_manifesto.core.values import NOTHING, value
from living_manifesto.intake.table.moments import Order

_PAGES = re.compile(r"https?://[^\s<>\"]+")
_FORM = re.compile(r"[^\s/]{1,80}")

EXAMPLES: Mapping[str, str] = {
    "map": 'map = { key = "回答ID", body = "提案の内容", reason = "理由" }',
    "sections": 'sections = { "その他" = "none" }',
    "dates": 'dates = "mdy"',
    "form": 'form = "2026-spring"',
    "pages-at": 'pages-at = "https://example.org/p"',
}
"""How each setting is written."""


@value
class TableSettings:
    """The map of columns, answers that mean a section, how dates are written, the form, and where pages will stand."""

    map: Mapping[str, str] = NOTHING
    sections: Mapping[str, str] = NOTHING
    dates: Order = Order.UNKNOWN
    form: str = ""
    pages_at: str = ""


def table_settings(told: Mapping[str, object]) -> TableSettings | str:
    """The settings, or the name of the first that cannot be read."""
    for name in ("map", "sections"):
        held = told.get(name, {})
        if not isinstance(held, dict) or not all(isinstance(each, str) for each in held.values()):
            return name
    words = {name: told.get(name, "") for name in ("dates", "form", "pages-at")}
    for name, word in words.items():
        if not isinstance(word, str) or (word and not is_sound(name, word)):
            return name
    columns, sections = (dict(_words(told.get(name, {}))) for name in ("map", "sections"))
    return TableSettings(columns, sections, Order(str(words["dates"])), str(words["form"]), str(words["pages-at"]))


def is_sound(name: str, word: str) -> bool:
    """Whether a setting may read so."""
    match name:
        case "dates":
            return word in [order.value for order in Order]
        case "form":
            return _FORM.fullmatch(word) is not None
        case _:
            return _PAGES.fullmatch(word) is not None


def page_of(name: str, pages_at: str) -> str:
    """The address of a proposal's page: the id behind the last slash, or where ``{id}`` stands."""
    if not pages_at:
        return ""
    return pages_at.replace("{id}", name) if "{id}" in pages_at else f"{pages_at.rstrip('/')}/{name}"


def _words(held: object) -> Mapping[str, str]:
    return held if isinstance(held, dict) else {}
