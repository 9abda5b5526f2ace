"""Dates as people type them, and the date that they mean."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from living_manifesto.core.patterns import later

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_REST = r"\s*(?:年|[/.-])\s*(\d{1,2})\s*(?:月|[/.-])\s*(\d{1,2})\s*日?\s*(?:\([月火水木金土日]\))?"
_WESTERN = later(r"(?:西暦)?\s*(\d{4})" + _REST, re.ASCII)
_COMPACT = later(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ERA = later(r"(令和|平成|昭和|大正|明治|[RHSTM])\.?\s*(\d{1,2}|元)" + _REST, re.ASCII)
_HYPHENS = str.maketrans(dict.fromkeys("−‐‑‒–—―ー", "-"))

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def meant_date(typed: str) -> tuple[str, str] | None:
    """The code of the slip and the date meant (ISO); None when no date can be made out.

    A date that only has its digits or hyphens in full width is not in words: those slips have their own codes.
    """
    if len(typed) > 40:
        return None
    plain = unicodedata.normalize("NFKC", typed).translate(_HYPHENS).strip()
    if ISO_DATE.fullmatch(plain):
        return None
    if (match := _WESTERN().fullmatch(plain) or _COMPACT().fullmatch(plain)) is not None:
        return _dated("LM128", int(match[1]), match[2], match[3])
    if (match := _ERA().fullmatch(plain)) is None:
        return None
    first = _ERAS[_LETTERS.get(match[1], match[1])]
    return _dated("LM129", first + (1 if match[2] == "元" else int(match[2])), match[3], match[4])


def _dated(code: str, year: int, month: str, day: str) -> tuple[str, str] | None:
    try:
        return code, date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
