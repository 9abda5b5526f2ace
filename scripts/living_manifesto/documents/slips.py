"""Slips of a Japanese keyboard: what was typed, what is meant, and the edit that mends it.

Only the structure around people's texts is looked at: markers, keys, colons, blanks, and the values
that are ids, dates, numbers and words of the tool. A text itself is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.core.diagnostics import Edit
from living_manifesto.documents import words
from living_manifesto.documents.entries import BLANKS, COLONS, HYPHENS, PLAIN, Entry, Mark, Role, entries
from living_manifesto.documents.places import Found
from living_manifesto.documents.vocabulary import TEXT_KEYS, WORD_KEYS, WORD_LISTS

_WIDE_BLANKS = "\u3000\u00a0"
_WIDE_BAR = re.compile(r"｜[0-9+-]{0,2}")
_HALF_CURLY = re.compile(r"\"[^\"]*[“”]|[“”][^\"]*\"")
_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ＿]")


def slips(text: str) -> Iterator[Found]:
    """Every slip in the text, line by line."""
    for entry in entries(text):
        match entry.role:
            case Role.ENTRY:
                yield from _indentation(entry)
                for mark in entry.marks:
                    yield from _mark(entry, mark)
                yield from _key(entry)
                yield from _value(entry)
            case Role.COMMENT:
                yield from _indentation(entry)
                if entry.line[entry.indent] == "＃":
                    yield _sign(entry.start + entry.indent, "＃", "#")
            case Role.STRAY:
                yield from _stray(entry)
            case Role.TEXT:
                pass


def blank_slips(blanks: str, at: int, meant: str, *, tab: str = "") -> Iterator[Found]:
    """Full-width spaces and tabs among the blanks at an index; ``meant`` (``tab``) stands for one of them."""
    for code, signs in (("LM122", _WIDE_BLANKS), ("LM127", "\t")):
        hits = [offset for offset, sign in enumerate(blanks) if sign in signs]
        if not hits:
            continue
        meant = tab if tab and code == "LM127" else meant
        typed = "".join(blanks[offset] for offset in hits)
        edits = (Edit(at + offset, at + offset + 1, meant) for offset in hits)
        found = Found.of(code, at + hits[0], at + hits[-1] + 1, typed=typed, meant=meant * len(hits))
        yield found.mended_by(*edits)


def _sign(at: int, typed: str, meant: str) -> Found:
    found = Found.of("LM130", at, at + len(typed), typed=typed, meant=meant)
    return found.mended_by(Edit(at, at + len(typed), meant))


def _indentation(entry: Entry) -> Iterator[Found]:
    yield from blank_slips(entry.line[: entry.indent], entry.start, "  ", tab=" " * entry.tab)


def _stray(entry: Entry) -> Iterator[Found]:
    """A line of text whose indentation was typed with the wrong blanks: spaces are put before it.

    A full-width space may be the paragraph's own, so it stays; a tab is no text and goes.
    """
    blanks = entry.line[: entry.indent]
    if "\t" in blanks:
        yield from (found for found in blank_slips(blanks, entry.start, "  ") if found.code == "LM127")
    elif "\u3000" in blanks:
        at = entry.start + blanks.index("\u3000")
        found = Found.of("LM122", at, at + 1, typed="\u3000", meant="  ")
        yield found.mended_by(Edit(entry.start, entry.start, "  "))


def _mark(entry: Entry, mark: Mark) -> Iterator[Found]:
    at = entry.start + mark.at
    gap = entry.line[mark.at + 1 : mark.end]
    tight = not gap and mark.at + 1 < len(entry.line.rstrip("\r"))
    if mark.typed != "-":
        code = "LM124" if mark.typed in HYPHENS else "LM125"
        found = Found.of(code, at, at + 1, typed=mark.typed, meant="-")
        yield found.mended_by(Edit(at, at + 1, "- " if tight else "-"))
    elif tight:
        yield Found.of("LM114", at, at + 1, mark="-").mended_by(Edit(at + 1, at + 1, " "))
    yield from blank_slips(gap, at + 1, " ")


def _key(entry: Entry) -> Iterator[Found]:
    if entry.colon < 0:
        return
    start, end = entry.key
    typed = entry.line[start:end]
    if typed != entry.name and not typed.isascii():
        yield from words.letters(typed, entry.start + start)
    yield from colon(entry.line, entry.start, (end, entry.colon, entry.value[0]), typed)


def colon(line: str, at: int, parts: tuple[int, int, int], key: str) -> Iterator[Found]:
    """Slips of a colon and the blanks around it: ``parts`` are the ends of key, blanks before, blanks behind."""
    key_end, place, value = parts
    if any(blank in line[key_end:place] for blank in BLANKS[1:]):
        yield from blank_slips(line[key_end:place], at + key_end, "")
    gap = line[place + 1 : value]
    tight = not gap and place + 1 < len(line.rstrip("\r"))
    if line[place] in COLONS:
        found = Found.of("LM121", at + place, at + place + 1, typed=key + line[place], meant=key.translate(PLAIN) + ":")
        yield found.mended_by(Edit(at + place, at + place + 1, ": " if tight else ":"))
    elif tight:
        yield Found.of("LM114", at + place, at + place + 1, mark=":").mended_by(
            Edit(at + place + 1, at + place + 1, " ")
        )
    yield from blank_slips(gap, at + place + 1, " ")


def _value(entry: Entry) -> Iterator[Found]:
    typed = entry.typed
    at = entry.start + entry.value[0]
    rest = entry.line[entry.value[1] :].rstrip("\r")
    if entry.owner not in TEXT_KEYS or entry.opens_text or rest.lstrip(BLANKS).startswith("#"):
        blanks = rest[: len(rest) - len(rest.lstrip(BLANKS))]
        yield from blank_slips(blanks, entry.start + entry.value[1], " " if len(blanks) < len(rest) else "")
    elif "\t" in rest:
        yield from (found for found in blank_slips(rest, entry.start + entry.value[1], "") if found.code == "LM127")
    if not typed:
        return
    if _WIDE_BAR.fullmatch(typed) and entry.colon >= 0:
        yield _sign(at, "｜", "|")
    elif entry.owner in TEXT_KEYS:
        if _HALF_CURLY.fullmatch(typed):
            yield Found.of("LM126", at, at + len(typed), typed=typed[-1], meant='"')
    elif typed[0] in "{｛":
        yield from _one_line_mapping(typed, at)
    elif entry.owner in WORD_LISTS and typed[0] in "[［":
        yield from words.word(typed.replace("、", "，"), at, "")
    elif entry.owner in WORD_KEYS or entry.owner in WORD_LISTS:
        yield from words.word(typed, at, entry.owner)
    elif typed[0] == "［" and typed[-1] in "]］":
        yield from words.word(typed, at, "")


_PAIR = re.compile(
    rf"([{{｛,，、])([{BLANKS}]*+)([^\s{BLANKS}:{COLONS},，、{{}}｛｝\"']{{1,40}}+)([{BLANKS}]*+)([:{COLONS}])([{BLANKS}]*+)"
    r"(\"[^\"]*+\"|'[^']*+'|[^,，、{}｛｝]*+)"
)


def _one_line_mapping(typed: str, at: int) -> Iterator[Found]:
    """Slips inside ``{…}`` on one line; values that are texts stay untouched."""
    if typed[0] == "｛":
        yield _sign(at, "｛", "{")
    if typed[-1] == "｝":
        yield _sign(at + len(typed) - 1, "｝", "}")
    for match in _PAIR.finditer(typed):
        name = match[3].translate(PLAIN)
        if name not in WORD_KEYS and name not in TEXT_KEYS:
            continue
        if match[1] in "，、":
            found = Found.of("LM130", at + match.start(), at + match.start() + 1, typed=match[1], meant=",")
            yield found.mended_by(Edit(at + match.start(), at + match.start() + 1, "," if match[2] else ", "))
        yield from blank_slips(match[2], at + match.start(2), " ")
        if _WIDE_LETTERS.search(match[3]):
            yield from words.letters(match[3], at + match.start(3))
        yield from colon(typed, at, (match.end(3), match.start(5), match.end(6)), match[3])
        if name in WORD_KEYS:
            yield from words.word(match[7].rstrip(BLANKS), at + match.start(7), name)
