"""How a scalar is written so that every reader of YAML 1.1 and 1.2 sees the same text."""

from __future__ import annotations

import re
from datetime import date

from living_manifesto.documents.keys import is_known

INDENT = 2
"""How far a block stands to the right of its key."""

WIDTH = 100
"""A one-line mapping or list is at most this long (code points, with its key), but for the notice of a redaction."""

# What libyaml refuses in a stream, and the line breaks of YAML 1.1 that are none for us.
_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"})
_LIKE_A_NUMBER = re.compile(
    r"[-+]?(?:[0-9.][0-9_,.:]*(?:[eE][-+]?[0-9]+)?|0[xXoObB][0-9a-fA-F_]*|\.(?:inf|nan))", re.IGNORECASE
)
_LIKE_A_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[Tt \t].*)?)?")
_FLOW_SIGNS = re.compile(r"[,?:\[\]{}]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\n\t]|' + _UNWRITABLE.pattern)


def plain_enough(text: str, *, flow: bool = False) -> bool:
    """Whether the text may stand without quotes (``flow``: inside ``{…}`` or ``[…]``)."""
    if not text or text[0] in _INDICATORS or text != text.strip() or text[-1] == ":" or ": " in text or " #" in text:
        return False
    if "\n" in text or "\t" in text or text.lower() in _WORDS or _UNWRITABLE.search(text):
        return False
    if _LIKE_A_NUMBER.fullmatch(text) or (_LIKE_A_TIME.fullmatch(text) and not _is_date(text)):
        return False
    return not (flow and _FLOW_SIGNS.search(text))


def one_line(value: str | int, *, flow: bool = False) -> str:
    """The value on one line: plain where that is safe, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = value.rstrip("\n")
    return text if plain_enough(text, flow=flow) else double_quoted(text)


def key(name: str) -> str:
    """A key as it is written; ours stand plain, ``on`` too, which the format fixes."""
    return name if is_known(name) else one_line(name, flow=True)


def double_quoted(text: str) -> str:
    """The text in double quotes, escaped as in JSON."""
    return '"' + _ESCAPED.sub(lambda sign: _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}", text) + '"'


def single_quoted(text: str) -> str:
    """The text in single quotes; it must hold no line break, tab or unwritable sign."""
    return "'" + text.replace("'", "''") + "'"


def as_block(value: str | int) -> bool:
    """Whether the value is written as a ``|`` block: it has a line break and only signs that may stand in a file."""
    return isinstance(value, str) and "\n" in value.rstrip("\n") and not _UNWRITABLE.search(value)


def fits_block(text: str) -> bool:
    """Whether the text, even of one line, may stand in a ``|`` block."""
    return bool(text) and not _UNWRITABLE.search(text)


def fits_single_quotes(text: str) -> bool:
    """Whether the text may stand in single quotes."""
    return "\n" not in text and "\t" not in text and not _UNWRITABLE.search(text)


def needs_indicator(text: str) -> bool:
    """Whether a block must state its indentation: its first line that is not empty begins with a blank."""
    return text.lstrip("\n")[:1] in (" ", "\t")


def block(text: str, column: int, *, indent: int = INDENT) -> tuple[str, list[str]]:
    """The header of a ``|`` block and its lines, for a key that stands at ``column``."""
    margin = " " * (column + indent)
    header = f"|{indent}" if needs_indicator(text) else "|"
    return header, [margin + line if line else "" for line in text.rstrip("\n").split("\n")]


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
