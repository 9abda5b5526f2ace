"""A patch on the text for which it was made, to the letter: no fuzz, no offset."""

from __future__ import annotations

import re
from hashlib import sha1

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@[^\n]*\n?")


class PatchMisfit(Exception):
    """The patch was not made for this text."""


def blob_id(text: str) -> str:
    """The name that git gives a file of this text."""
    raw = text.encode("utf-8", "surrogateescape")
    return sha1(b"blob %d\0" % len(raw) + raw).hexdigest()  # noqa: S324 - git's own name, no secret


def apply_patch(before: str, patch: str) -> str:
    """The text after the hunks of ``patch``; every line that a hunk shows must stand where it says."""
    lines = before.splitlines(keepends=True) if _is_plain(before) else _lines(before)
    made: list[str] = []
    at = 0
    for start, body in _hunks(patch):
        if not at <= start <= len(lines):
            raise PatchMisfit
        made += lines[at:start]
        at = start
        for mark, line in body:
            if mark in " -":
                if at >= len(lines) or lines[at] != line:
                    raise PatchMisfit
                at += 1
            if mark in " +":
                made.append(line)
    return "".join((*made, *lines[at:]))


def _is_plain(text: str) -> bool:
    # ``splitlines`` is faster and breaks at more than a line feed.
    return not any(sign in text for sign in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def _hunks(patch: str) -> list[tuple[int, list[tuple[str, str]]]]:
    """The hunks: the index of the line before which each begins, and its marked lines."""
    found: list[tuple[int, list[tuple[str, str]]]] = []
    left = (0, 0)
    for line in _lines(patch):
        if left == (0, 0) and (match := _HUNK.fullmatch(line)):
            old = 1 if match[2] is None else int(match[2])
            left = (old, 1 if match[4] is None else int(match[4]))
            found.append((int(match[1]) - (1 if old else 0), []))
        elif line.startswith("\\") and found and found[-1][1]:
            mark, last = found[-1][1][-1]
            found[-1][1][-1] = (mark, last.removesuffix("\n"))
        elif found and line[:1] in (" ", "+", "-", "\n") and left != (0, 0):
            mark, words = (" ", line) if line == "\n" else (line[0], line[1:])
            left = (left[0] - (mark in " -"), left[1] - (mark in " +"))
            # The last line of a patch may have lost the line feed that the file has.
            found[-1][1].append((mark, words if words.endswith("\n") else f"{words}\n"))
        else:
            raise PatchMisfit
    if left != (0, 0):
        raise PatchMisfit
    return found
