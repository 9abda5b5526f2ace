"""Letters that do not belong where they stand: foreign scripts, small Latin inside a word, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from living_manifesto.core.patterns import later
from living_manifesto.rules.finding import Finding, inside, is_allowed, not_prose
from living_manifesto.rules.scripts import (
    JAPANESE,
    KANJI,
    KATAKANA,
    LATIN,
    NUMERALS,
    ODD,
    SIMPLIFIED,
    SMALL_LATIN,
    script_of,
    word_around,
)

# The names of languages as their speakers write them: they stand in lists of languages, and nobody means damage.
LANGUAGES = frozenset(
    (
        *("한국어", "한글", "조선말", "Русский", "Українська", "Монгол", "Ελληνικά", "ภาษาไทย", "ไทย", "ລາວ", "ខ្មែរ"),
        *("မြန်မာ", "မြန်မာဘာသာ", "සිංහල", "हिन्दी", "नेपाली", "বাংলা", "தமிழ்", "తెలుగు"),
        *("العربية", "فارسی", "اردو", "עברית", "Tiếng Việt", "简体中文"),
    )
)
# Names that are written with small letters right behind a Japanese word.
WORDS = frozenset(
    (
        *("web", "app", "note", "pdf", "px", "vs", "bot", "iPhone", "iPad", "iOS", "iPS", "iDeCo", "mRNA", "pH", "eID"),
        *("blog", "wiki", "mail", "tel", "html", "css", "json", "csv", "etc", "ai", "systems"),
        *("eスポーツ", "eラーニング", "eポータル", "eシール", "eコマース", "eモビリティ", "eメール", "kWh", "imec"),
    )
)
DEFAULT_ALLOWED = LANGUAGES | WORDS
"""What the rules allow when the settings name nothing else."""

_FOREIGN = later(f"[{ODD}]+|[{SIMPLIFIED}]")
_GREEK_SIGNS = frozenset("αβγδεζηθκλμνξπρσφχψωΓΔΘΛΞΠΣΦΨΩ")
_BETWEEN_KATAKANA = frozenset("αβγδ")
_JAPANESE = later(f"[{JAPANESE}]")
_KATAKANA = later(f"[{KATAKANA}]")
_QUOTED = later(r"[「『“\"(（][^「」『』“”\"()（）\n]*[」』”\")）]")
_SAME_WORD = later(f"[{KATAKANA}]{{0,8}}| ")


def foreign(text: str, allowed: frozenset[str]) -> Iterator[Finding]:
    """Letters of other scripts in a Japanese text (LM601), one finding a word.

    A word in quotation marks or brackets that is foreign as a whole is a quotation; a lone Greek letter is a sign.
    A text without any Japanese letter is written in another language, not damaged.
    """
    if not _JAPANESE().search(text):
        return
    quotations = [match.span() for match in _QUOTED().finditer(text) if _is_foreign_as_a_whole(match[0])]
    last = 0
    for run in _FOREIGN().finditer(text):
        start, end = run.span()
        scripts = [script for script in map(script_of, run[0]) if script]
        if not scripts or inside(start, quotations) or _is_sign(text, start, end):
            continue
        if is_allowed(text, start, end, allowed):
            continue
        if not (last and _SAME_WORD().fullmatch(text, last, start)):
            letter = next(sign for sign in run[0] if script_of(sign))
            word = word_around(text, start, end)
            yield Finding("LM601", start, end, {"word": word, "letter": letter, "script": scripts[0]})
        last = end


def _is_foreign_as_a_whole(quotation: str) -> bool:
    scripts = {script_of(sign) for sign in quotation if sign > "\u036f"} - {""}
    return len(scripts) == 1 and not _JAPANESE().search(quotation)


def _is_sign(text: str, start: int, end: int) -> bool:
    return _is_greek_sign(text, start, end) or _is_rare_name(text[start:end])


def _is_greek_sign(text: str, start: int, end: int) -> bool:
    if end - start != 1 or text[start] not in _GREEK_SIGNS:
        return False
    between = _KATAKANA().match(text, start - 1) if start else None
    return text[start] in _BETWEEN_KATAKANA or not (between and _KATAKANA().match(text, end))


def _is_rare_name(run: str) -> bool:
    # Rare kanji of Japanese names (㐂) are in JIS X 0213; U+3800 is too, but in texts it is a broken ideographic space.
    return all("㐀" <= sign <= "䶿" and sign != "㠀" and sign.encode("euc_jis_2004", "ignore") for sign in run)


# A character class stands first: only so does the engine skip the rest of a text at full speed.
_LATIN = later(
    f"[{SMALL_LATIN}](?<=[{KATAKANA}{KANJI}][{SMALL_LATIN}])(?:[{LATIN}]*(?=[{JAPANESE}])|[{LATIN}]+(?=[、。，．」』）)]|$))",
    re.MULTILINE,
)
_UNIT = later(r"[kcmdh]?(?:m|g|t|l|L|W|Wh|Hz|bps|cal|Pa|eV|V|A|Sv|Bq)|ha|px|pt|ppm")
_AFTER_NUMERAL = later(f"[{NUMERALS}]")


def latin(text: str, allowed: frozenset[str]) -> Iterator[Finding]:
    """Small Latin letters that go on a word of kanji or katakana, up to its end or to Japanese letters (LM602)."""
    places: list[tuple[int, int]] | None = None
    for run in _LATIN().finditer(text):
        start, end = run.span()
        places = not_prose(text) if places is None else places
        if inside(start, places) or is_allowed(text, start, end, allowed) or _is_unit_or_variable(text, start, end):
            continue
        yield Finding("LM602", start, end, {"word": word_around(text, start, end), "letters": run[0]})


def _is_unit_or_variable(text: str, start: int, end: int) -> bool:
    if _AFTER_NUMERAL().match(text, start - 1):
        return _UNIT().fullmatch(text, start, end) is not None
    return end - start == 1 and text[start] in "nxyzp" and not _KATAKANA().match(text, end)


_SUSPECT = later(f"[{ODD}]+")
_HAN = later(f"[{KANJI}㐀-䶿]")
_TAGGED_FLAG = later("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_HIDDEN = frozenset(("Cf", "Co", "Cn", "Cs"))


def invisible(text: str) -> Iterator[Finding]:
    """Characters that nobody sees: zero-width, fillers, private use, unassigned, stray selectors (LM610)."""
    flags = [match.span() for match in _TAGGED_FLAG().finditer(text)] if "\U0001f3f4" in text else []
    for run in _SUSPECT().finditer(text):
        hidden = [place for place in range(*run.span()) if _is_hidden(text[place]) and not _belongs(text, place)]
        if hidden and not inside(run.start(), flags):
            yield Finding("LM610", hidden[0], hidden[-1] + 1, {"character": _named(text[hidden[0]])})


def _is_hidden(sign: str) -> bool:
    return (
        unicodedata.category(sign) in _HIDDEN
        or sign in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
        or _is_selector(sign)
    )


def _is_selector(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef" or "\u180b" <= sign <= "\u180f"


def _belongs(text: str, place: int) -> bool:
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if not before:
        return False
    if sign in "\ufe0e\ufe0f":
        return unicodedata.category(before) in ("So", "Sm", "Sk") or before in "‼⁉〰〽" or after == "\u20e3"
    if _is_selector(sign):
        return bool(_HAN().match(before))
    if sign == "\u200d":
        return bool(after) and ((_is_emoji(before) and _is_emoji(after)) or (_joins(before) and _joins(after)))
    return sign == "\u200c" and bool(after) and _joins(before) and _joins(after)


def _is_emoji(sign: str) -> bool:
    return unicodedata.category(sign) in ("So", "Sk", "Sm") or sign in "\ufe0f\U000e007f"


def _joins(sign: str) -> bool:
    # Joiners shape words of Arabic, Indic and South-East Asian scripts.
    return "\u0600" <= sign <= "\u1dff" and unicodedata.category(sign)[0] in "LM"


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X} {name}".rstrip()
