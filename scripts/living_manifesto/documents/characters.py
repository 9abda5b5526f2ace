"""Bytes and characters: what may stand in a file at all, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from living_manifesto.core.diagnostics import Edit
from living_manifesto.core.patterns import later
from living_manifesto.core.values import replace
from living_manifesto.documents.places import Found

MOST_BYTES = 1 << 20
LONGEST_LINE = 20_000
_MOST_NAMED = 50

forbidden = later(
    "[^\n\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Any character that a file must not hold as it is (tabs and carriage returns among them)."""

_HARMLESS = bytes({*range(0x20, 0x7F), *range(0x80, 0x100), 0x0A})
# The beginnings of the UTF-8 forms of all other forbidden characters.
_SUSPICIOUS = (b"\xc2", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xef\xbf\xbf")


def may_hold_forbidden(raw: bytes) -> bool:
    """Whether it is worth looking for forbidden characters; the answer costs a microsecond and no pattern."""
    return bool(raw.translate(None, _HARMLESS)) or any(start in raw for start in _SUSPICIOUS)


_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\r\x85\u2028\u2029")
_ENDING = re.compile("\r\n")
_LONE_RETURN = re.compile("\r(?!\n)")
_LONG_LINE = re.compile(f"[^\n]{{{LONGEST_LINE + 1},}}+")


def character_name(character: str) -> str:
    """The name of a character that cannot be shown: ``U+202E``."""
    return f"U+{ord(character):04X}"


def not_utf8(raw: bytes) -> tuple[str, Found]:
    """The bytes as text as far as they can be read, and the fault at the first byte that is no UTF-8."""
    text = raw.decode("utf-8", "replace")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        start = len(raw[: error.start].decode())
        return text, Found.of("LM001", start, start + 1, byte=f"0x{raw[error.start]:02X}")
    raise ValueError("the bytes are UTF-8")


def fault_of(character: str) -> str:
    """The code of a forbidden character."""
    if character in _BIDIRECTIONAL:
        return "LM005"
    return "LM008" if character in _LINE_BREAKS else "LM004"


def character_faults(text: str) -> Iterator[Found]:
    """Faults of a text's characters and line ends; tabs are left to those who know the place they stand in."""
    if text.startswith("\ufeff"):
        yield Found.of("LM002", 0, 1).mended_by(Edit(0, 1, ""))
    endings = [match.start() for match in _ENDING.finditer(text)]
    if endings:
        edits = (Edit(start, start + 1, "") for start in endings)
        yield Found.of("LM003", endings[0], endings[0] + 1, lines=len(endings)).mended_by(*edits)
    yield from islice(_forbidden(text), _MOST_NAMED)
    if len(text) > LONGEST_LINE:
        for match in islice(_LONG_LINE.finditer(text), _MOST_NAMED):
            length = match.end() - match.start()
            found = Found.of("LM006", match.start(), match.end(), bytes=length, limit=LONGEST_LINE)
            yield replace(found, variant="line")
    if text and not text.endswith("\n") and not text.endswith("\r"):
        yield Found.of("LM007", len(text), len(text)).mended_by(Edit(len(text), len(text), "\n"))


def _forbidden(text: str) -> Iterator[Found]:
    for match in forbidden().finditer(text):
        start, character = match.start(), match.group()
        if character == "\t" or (character == "\ufeff" and start == 0):
            continue
        if character == "\r" and text[start + 1 : start + 2] == "\n":
            continue
        found = Found.of(fault_of(character), start, start + 1, character=character_name(character))
        # YAML reads a lone carriage return as a line break too: the values stay the same.
        yield found.mended_by(Edit(start, start + 1, "\n")) if character == "\r" else found


def readable(text: str) -> str:
    """The text, character for character, with stand-ins for what the YAML parser refuses or misreads."""
    if text.startswith("\ufeff"):
        text = "\n" + text[1:]
    return forbidden().sub(_stand_in, _LONE_RETURN.sub("\n", text))


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    return character if character in "\t\r" or character in _BIDIRECTIONAL else "\ufffd"
