"""Ways to reach a person, and ways out of the page: addresses, telephone numbers, links, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.core.ids import NODE_PATTERN
from living_manifesto.core.patterns import later
from living_manifesto.rules.finding import Finding, inside, not_prose

_NAME = r"A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_AT = later(r"[ \u3000]?[@＠][ \u3000]?")
_LOCAL = later(rf"[{_NAME}](?:[{_NAME}.．_＿%+＋-]*[{_NAME}_＿+＋-])?$")
_HOST = later(
    rf"[{_NAME}][{_NAME}-]{{0,62}}(?:[.．][{_NAME}-]{{1,63}}){{0,5}}[.．][A-Za-zＡ-Ｚａ-ｚ]{{2,24}}(?![{_NAME}])"
)
_LONGEST = 64


def emails(text: str) -> Iterator[Finding]:
    """E-mail addresses, also with full-width signs (LM606)."""
    for at in _AT().finditer(text):
        host = _HOST().match(text, at.end())
        local = _LOCAL().search(text[max(0, at.start() - _LONGEST) : at.start()])
        if host and local:
            start = at.start() - len(local[0])
            yield Finding("LM606", start, host.end(), {"typed": text[start : host.end()]})


_HYPHEN = r"[-‐‑‒–—−－ーｰ \u3000]"
# 「0」 first, or +81: the two ways a number begins in Japan. A class stands first for speed.
_PHONE = later(
    r"[+＋(（0０](?<![0-9０-９A-KM-WYZa-km-wyz.,/．，_#＃‐−-].)"
    rf"(?:(?<=[+＋])[8８][1１]{_HYPHEN}?(?:[(（][0０][)）]{_HYPHEN}?)?|(?<=[(（])[0０]|(?<=[0０]))"
    rf"[1-9１-９]\d{{0,3}}[)）]?{_HYPHEN}?[(（]?\d{{1,4}}[)）]?{_HYPHEN}?\d{{3,4}}(?!\d|{_HYPHEN}\d|[.．]\d)"
)
_DIGITS = later(r"\d")
_ELEVEN = later(r"0[5-9]0|0800|020")
_TOLL = later(r"0120|0800|0570|0990|0180")
_EVEN = later(r"\d+(?=\D|$)")


def telephones(text: str) -> Iterator[Finding]:
    """Telephone numbers as they are written in Japan, with +81 too, in half-width or full-width digits (LM607)."""
    places: list[tuple[int, int]] | None = None
    for match in _PHONE().finditer(text):
        places = not_prose(text) if places is None else places
        if _is_telephone(match[0]) and not inside(match.start(), places):
            yield Finding("LM607", *match.span(), {"typed": match[0]})


def _is_telephone(typed: str) -> bool:
    digits = "".join(str(int(digit)) for digit in _DIGITS().findall(typed))
    if typed[0] in "+＋":
        digits = "0" + digits[2:].removeprefix("0")
    if len(digits) == 11:
        return _ELEVEN().match(digits) is not None
    groups = [len(group) for group in _EVEN().findall(typed)]
    return len(digits) == 10 and (len(groups) == 1 or groups[-1] == 4 or _TOLL().match(digits) is not None)


_LINK = later(r"\]\(\s*<?([^)>\n]*)|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+)", re.MULTILINE)
_AUTOLINK = later(r"<[ \t]*([A-Za-z][A-Za-z0-9+.\t -]{1,31}:[^<>\n]*)>")
_SAFE = later(r"https?://[^/\s]", re.IGNORECASE)
_INSIDE = later(rf"manifesto:{NODE_PATTERN}(?:/{NODE_PATTERN})?")
_MAILTO = later(r"mailto:", re.IGNORECASE)
_SCHEME = later(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANK = later(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2060\ufeff\u3000\\]+")


def links(text: str) -> Iterator[Finding]:
    """Markdown links that do not lead to http or https (LM608); ``mailto:`` is an address and left to LM606.

    ``manifesto:section`` and ``manifesto:section/node`` lead to a place of the manifesto itself.
    """
    for match in _LINK().finditer(text):
        group = 1 if match[1] is not None else 2
        target = match[group]
        if not _is_safe(target):
            yield Finding("LM608", *match.span(group), {"link": target.strip()})
    for match in _AUTOLINK().finditer(text):
        if _SCHEME().match(_plain(match[1])) and not _is_safe(match[1]):
            yield Finding("LM608", *match.span(1), {"link": match[1].strip()})


def _plain(target: str) -> str:
    from html import unescape  # its table of entities is large, and links are rare

    return _BLANK().sub("", unescape(unescape(target)))


def _is_safe(target: str) -> bool:
    # As written and as a browser reads it: entities, tabs and backslashes inside a scheme vanish there.
    plain = _plain(target)
    if _MAILTO().match(plain) or _INSIDE().fullmatch(target):
        return True
    return _SAFE().match(plain) is not None and _SAFE().match(target.lstrip()) is not None


_ATTRIBUTE = r"(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)"
_TAG = later(
    rf"</?[A-Za-z][A-Za-z0-9-]*{_ATTRIBUTE}*\s*/?>|<!--(?:[\s\S]{{0,2000}}?-->)?|-->|<!DOCTYPE\b|<!\[CDATA\[|<\?xml"
    r"|</?(?:script|style|iframe|object|embed|svg|math|img|form|input|link|meta|base|a|div|span|p|table)(?=[\s/>])",
    re.IGNORECASE | re.ASCII,
)
_BREAK = later(r"<br\s*/?>", re.IGNORECASE)


def tags(text: str) -> Iterator[Finding]:
    """Raw HTML (LM611). ``<br>`` in the row of a table is Markdown's only line break there and stays."""
    for match in _TAG().finditer(text):
        if _BREAK().fullmatch(match[0]) and _in_table(text, match.start()):
            continue
        yield Finding("LM611", *match.span(), {"tag": match[0]})


def _in_table(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)].count("|") >= 2
