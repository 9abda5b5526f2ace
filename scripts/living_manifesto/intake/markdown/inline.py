"""What stands within lines: backslashes that change nothing are gone, and come back where a line needs them."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Behind a backslash these would mean something else without it, wherever they stand.
_ALWAYS = frozenset("\\`*[]<|")
_BULLET = re.compile(r"[*+-](?:\s|$)")
_TIGHT = re.compile(r"\*[^*\s]")
_NUMBERED = re.compile(r"([0-9]{1,9})[.)](?:\s|$)")
_HEADING = re.compile(r"#{1,6}(?:\s|$)|#{2,6}[^#\s]")
_RULE = re.compile(r"(?:=+|-+|([-*_])(?:\s*\1){2,})\s*$")
_DEFINITION = re.compile(r"\[[^\]\n]{1,200}\]:\s*\S")


def is_tight_bullet(line: str) -> bool:
    """Whether a line is a bullet whose space was forgotten: a star that closes no emphasis."""
    return _TIGHT.match(line) is not None and "*" not in line[1:]


def opens_block(line: str) -> bool:
    """Whether a line that begins so is no text of a paragraph (``line`` without what stands before it)."""
    if not line or line[0] not in "*+-0123456789#>|=_[":
        return False
    if line[0] in ">|":
        return True
    if line[0] == "*" and is_tight_bullet(line):
        return True
    return any(pattern.match(line) for pattern in (_BULLET, _NUMBERED, _HEADING, _RULE, _DEFINITION))


def guarded(line: str) -> str:
    """A line of a text as it must be written so that it stays one; an empty line is a lone backslash."""
    if not line:
        return "\\"
    text = line.lstrip(" \u3000")
    lead = line[: len(line) - len(text)]
    if not opens_block(text):
        return line
    if match := _NUMBERED.match(text):
        return f"{lead}{match[1]}\\{text[match.end(1) :]}"
    return f"{lead}\\{text}"


def settled(line: str) -> str:
    """A written line as we hold it: without spaces at its ends and without backslashes that change nothing."""
    line = line.strip(" ").rstrip(" \u3000")
    if line == "\\":
        return ""
    text = line.lstrip(" \u3000")
    if text.startswith("\\") and not text[1:2].isdigit() and opens_block(text[1:]):
        line = line[: len(line) - len(text)] + text[1:]
        start = len(line) - len(text) + 2
        return line[:start] + unescaped(line, start)
    return unescaped(line)


def unescaped(line: str, start: int = 0) -> str:
    """The line from ``start`` without needless backslashes: ``1\\.`` says no more than ``1.``"""
    if "\\" not in line:
        return line[start:]
    return _ESCAPE.sub(lambda match: match[1] if _is_needless(match) else match[0], line[start:])


def _is_needless(match: re.Match[str]) -> bool:
    sign, line = match[1], match.string
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    if sign in _ALWAYS:
        return False
    if sign == "_":
        return before.isalnum() and after.isalnum()
    if sign == "!":
        return after != "["
    if sign == "&":
        return not (after.isalnum() or after == "#")
    return sign != "~" or "~" not in (before, after)
