"""A text as tokens: quotations, numbers, headings, particles, verbs; the first word that is none of these ends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from living_manifesto.core.values import value
from living_manifesto.intake.instructions.letters import QUOTES, Pairs, folded
from living_manifesto.intake.instructions.verbs import Verb, verbs
from living_manifesto.intake.instructions.words import Case, Noun, Sort, Where, words

Meaning = Verb | Case | Noun | Where | int | None


@value
class Token:
    """One token: what it is, the words (inside its brackets, for a quotation), its place, what it means."""

    sort: Sort
    text: str
    start: int
    end: int
    meaning: Meaning = None


@value
class Stray:
    """Where a word begins that is no token, and where the next token does."""

    start: int
    end: int


_KANJI = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
_COUNTERS = ("つ目", "番目", "点目", "個目", "つめ", "項目目", "段落目")
_BULLETS = "・-*•●○◦■□◆◇▪✓※→"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKUP = frozenset(" \r*_`#【】")
_LONGEST_NUMBER = 3


def tokens(text: str, pairs: Pairs, titles: Sequence[str], spans: Sequence[tuple[int, int]]) -> Iterator[Token | Stray]:
    """The tokens of those spans of the text; ``titles`` are headings that may stand without quotation marks."""
    scanner = _Scanner(text, pairs, titles)
    for start, end in spans:
        yield from scanner.walk(start, end)
        if text[end - 1 : end] != "\n":
            yield Token(Sort.LINE, "", end, end)


class _Scanner:
    def __init__(self, text: str, pairs: Pairs, titles: Sequence[str]) -> None:
        self._text = text
        self._plain = folded(text)
        self._pairs = pairs
        self._titles = _by_first(titles)

    def walk(self, at: int, end: int) -> Iterator[Token | Stray]:
        fresh = True
        while at < end:
            if self._plain[at] in _MARKUP and not (fresh and self._plain[at] == "*"):
                at += 1
                continue
            if fresh and (mark := self._mark(at, end)):
                at, fresh = mark, False
                yield Token(Sort.MARK, "", at, at)
                continue
            if self._plain[at] == "*":
                at += 1
                continue
            found = self._token(at, end)
            if found is None:
                yield Stray(at, self._next(at, end))
                return
            fresh = found.sort is Sort.LINE
            yield found
            at = found.end

    def _next(self, at: int, end: int) -> int:
        """Where the strange words end: at the next sign that ends or opens something."""
        return next((place for place in range(at + 1, end) if self._text[place] in "。、「『（\n"), end)

    def _mark(self, at: int, end: int) -> int:
        """Where a mark of a list at the beginning of a line ends; 0 if there is none."""
        if self._text[at] in _CIRCLED or self._plain[at] in _BULLETS:
            return at + 1
        opened = self._plain[at] == "("
        digits = _digits(self._plain, at + opened, end)
        after = at + opened + len(digits)
        if not digits or self._title_at(after + 1) or self._title_at(after + 2):
            return 0
        if opened:
            return after + 1 if self._plain[after : after + 1] == ")" else 0
        is_mark = self._plain[after : after + 1] in (")", "、") or self._plain[after : after + 2] == ". "
        return after + 1 if is_mark else 0

    def _token(self, at: int, end: int) -> Token | None:
        return self._title(at) or self._enclosed(at, end) or self._counted(at, end) or self._word(at, end)

    def _title_at(self, at: int) -> str:
        listed = self._titles.get(self._plain[at : at + 1], ())
        return next((title for title in listed if self._plain.startswith(title, at)), "")

    def _title(self, at: int) -> Token | None:
        title = self._title_at(at)
        word = _longest(self._plain, at, at + len(title) + 1) if title else None
        if not title or (word is not None and len(word[0]) >= len(title)):
            return None
        return Token(Sort.TITLE, self._text[at : at + len(title)], at, at + len(title))

    def _enclosed(self, at: int, end: int) -> Token | None:
        closing = self._pairs.closes.get(at, end)
        if closing >= end:
            return None
        sort = Sort.QUOTE if self._text[at] in QUOTES else Sort.BRACKET
        return Token(sort, self._text[at + 1 : closing], at, closing + 1)

    def _counted(self, at: int, end: int) -> Token | None:
        """A number of an item or a section, or a place in a row."""
        if self._plain[at] == "第":
            digits = _digits(self._plain, at + 1, end) or self._plain[at + 1 : at + 2]
            counter = next(
                (each for each in ("章", "項", "点") if self._plain.startswith(each, at + 1 + len(digits))), ""
            )
            number = _number(digits)
            if number and counter == "章":
                return Token(Sort.NUMBER, str(number), at, at + 1 + len(digits))
            if number and counter:
                return Token(Sort.ORDINAL, digits, at, at + 1 + len(digits) + len(counter), number)
            return None
        digits = _digits(self._plain, at, end)
        if counter := _counter(self._plain, at + (len(digits) or 1)):
            number = _number(digits or self._plain[at])
            after = at + (len(digits) or 1) + len(counter)
            return Token(Sort.ORDINAL, self._text[at:after], at, after, number) if number else None
        return self._numbered(at, digits, end) if digits else None

    def _numbered(self, at: int, digits: str, end: int) -> Token | None:
        after = at + len(digits)
        if self._plain[after : after + 1] in ("-", "ー"):
            inner = _digits(self._plain, after + 1, end)
            after += 1 + len(inner)
            if not inner or self._plain[after : after + 1] in ("-", "ー"):
                return None
            digits = f"{digits}-{inner}"
        if self._plain[after : after + 1].isalnum() and self._plain[after].isascii():
            return None
        after += self._plain[after : after + 1] == "."
        return Token(Sort.NUMBER, digits, at, after)

    def _word(self, at: int, end: int) -> Token | None:
        found = _longest(self._plain, at, end)
        if found is None:
            return None
        surface, (sort, meaning) = found
        return Token(sort, surface, at, at + len(surface), meaning)


Known = tuple[Sort, Meaning]


@cache
def _known() -> tuple[Mapping[str, Known], Mapping[str, Sequence[int]]]:
    """All words, and by their first letter the lengths that they have, longest first."""
    known: dict[str, Known] = {surface: (Sort.VERB, verb) for surface, verb in verbs().items()}
    known |= words()
    lengths = defaultdict(set)
    for surface in known:
        lengths[surface[0]].add(len(surface))
    return known, {first: sorted(held, reverse=True) for first, held in lengths.items()}


def _longest(plain: str, at: int, end: int) -> tuple[str, Known] | None:
    known, lengths = _known()
    for length in lengths.get(plain[at], ()):
        surface = plain[at : at + length]
        if at + length <= end and surface in known:
            return surface, known[surface]
    return None


def _by_first(titles: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Headings by their first letter, longest first; one of a single letter could be any word."""
    held: dict[str, list[str]] = defaultdict(list)
    for title in sorted({folded(title) for title in titles if len(title) > 1}, key=len, reverse=True):
        held[title[0]].append(title)
    return held


def _digits(plain: str, at: int, end: int) -> str:
    after = at
    while after < min(end, at + _LONGEST_NUMBER + 1) and plain[after] in "0123456789":
        after += 1
    return plain[at:after] if after - at <= _LONGEST_NUMBER else ""


def _counter(plain: str, at: int) -> str:
    return next((each for each in _COUNTERS if plain.startswith(each, at)), "")


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() else _KANJI.get(digits, 0)
