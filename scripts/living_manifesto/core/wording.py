"""What a change of spelling leaves alone: numbers, dates, names and negations, taken out of a text to be compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from living_manifesto.core.patterns import later

if TYPE_CHECKING:
    from fractions import Fraction

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = "〇零一二三四五六七八九十百千"
_COUNTERS = frozenset("年月日円人件割倍回つ個歳才か所箇%条項名校社台本週時分秒度位点期世党院")
_NUMBER = later(
    rf"(?:\d[\d,]*(?:\.\d+)?|(?<![一-鿿])[{_KANJI}]+|(?<=第)[{_KANJI}]+)(?:[十百千]?[万億兆](?:\d[\d,]*|[{_KANJI}]+)?)*"
)
_PIECE = later(rf"(\d[\d,]*(?:\.\d+)?|[{_KANJI}]*)([万億兆]?)")
_UNIT = later(r"年度?|月|日|円|人|件|%|割|倍|回|つ|歳|ヶ月|時間?|分|秒|km|m|kg|ドル|ポイント|ha|kWh")


Word = tuple[str, str]
"""What a word is compared by, and how it is written."""


def numbers(text: str) -> Iterator[Word]:
    """Every number as its value and unit, however it is written: 三十%, ３０％ and 30パーセント are ``30%``."""
    plain = _spelt(text)
    for match in _NUMBER().finditer(plain):
        if not match[0][0].isdigit() and not _is_counted(plain, *match.span()):
            continue
        unit = _UNIT().match(plain, match.end())
        counted = unit[0] if unit else ""
        yield f"{_value(match[0])}{counted}", match[0] + counted


def _spelt(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("パーセント", "%")
    return plain.replace("ヵ月", "ヶ月").replace("か月", "ヶ月")


def _value(number: str) -> Fraction:
    from fractions import Fraction

    total = Fraction(0)
    for figures, large in _PIECE().findall(number):
        if figures or large:
            total += (_figures(figures) if figures else 1) * _LARGE.get(large, 1)
    return total


def _figures(figures: str) -> Fraction:
    from fractions import Fraction

    if figures[0].isdigit():
        return Fraction(figures.replace(",", ""))
    if not any(sign in _SMALL for sign in figures):
        return Fraction(int("".join(str(_DIGITS[sign]) for sign in figures)))
    total, held = 0, 0
    for sign in figures:
        if sign in _SMALL:
            total, held = total + (held or 1) * _SMALL[sign], 0
        else:
            held = _DIGITS[sign]
    return Fraction(total + held)


def _is_counted(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in _COUNTERS or text[start - 1 : start] == "第"


_DATE = later(
    r"明治|大正|昭和|平成|令和|元年|昨年度?|今年度?|来年度?|本年度?|翌年度?|先月|今月|来月|翌月|前年度?|上半期|下半期"
)


def dates(text: str) -> Iterator[Word]:
    """Eras and years told from today (令和, 来年度); calendar dates are numbers with their units."""
    yield from ((word, word) for word in _DATE().findall(unicodedata.normalize("NFKC", text)))


_KATAKANA = later(r"[ァ-ヺー・]{2,}")
_LATIN = later(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9+.&'-]*")
_PROPER = later(
    r"[一-鿿々ヶケ]{1,12}(?:国|県|都|府|道|市|区|町|村|州|省|庁|局|党|憲法|条約|協定|議会|国会|裁判所|大学|銀行|機構"
    r"|(?<![方手合違司立用作技無文語療])法)(?![一-鿿々])"
)
_SPELLINGS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ー", ""), ("・", ""))
_LARGE_KANA = str.maketrans("ァィゥェォヂヅ", "アイウエオジズ")


def names(text: str) -> Iterator[Word]:
    """Words that may name something: katakana but for spelling variants (サーバ, サーバー), Latin words, 経済産業省."""
    plain = _spelt(text)
    yield from ((_spoken(word), word) for word in _KATAKANA().findall(plain))
    yield from ((word.casefold().rstrip(".-'"), word) for word in _LATIN().findall(plain))
    yield from ((word, word) for word in _PROPER().findall(plain))


def _spoken(katakana: str) -> str:
    for variant, plain in _SPELLINGS:
        katakana = katakana.replace(variant, plain)
    return katakana.translate(_LARGE_KANA)


_PREFIXED = later(r"[非不無反未](?=[一-鿿])[一-鿿]{1,2}")
# 少ない, 危ない, まず, 必ず and ずつ are no negations.
_VERBAL = later(
    r"(?<![少危])な(?:い(?!し)|く(?!す)|かっ|けれ|かろう)|ません|まじき|べからず"
    r"|(?:(?<!かな)[あかがさたなばらわせえけげてでねべめれ]|(?<=[一-鿿])ま)(?:ず(?![つら])|ぬ)"
)


def negations(text: str) -> Iterator[Word]:
    """Negations: 不/非/無/反/未 with their word, and every ない, ません and ず as one and the same ``ない``."""
    plain = unicodedata.normalize("NFKC", text)
    yield from ((word, word) for word in _PREFIXED().findall(plain))
    yield from (("ない", "ない") for _ in _VERBAL().findall(plain))


_KEPT: tuple[Callable[[str], Iterator[Word]], ...] = (numbers, dates, names, negations)


def editorial_breaks(before: str, after: str) -> str:
    """What differs between two texts although an editorial may not change it, as ``「30%」→「40%」``; else empty."""
    breaks = (_difference(list(words(before)), list(words(after))) for words in _KEPT)
    return " / ".join(filter(None, breaks))


def _difference(before: list[Word], after: list[Word]) -> str:
    one, two = (Counter(key for key, _ in words) for words in (before, after))
    gone, come = _told(before, one - two), _told(after, two - one)
    if gone and come:
        return f"{gone}→{come}"
    return f"+{come}" if come else gone and f"-{gone}"


def _told(words: list[Word], changed: Counter[str]) -> str:
    written = dict(words)
    return "".join(f"「{written[key]}」" for key in list(changed.elements())[:3])
