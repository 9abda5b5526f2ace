"""Words that go into commits and logs: names without addresses, titles of one line, nothing that acts on a terminal."""

from __future__ import annotations

import re

from living_manifesto.documents.characters import forbidden
from living_manifesto.forge.port import ForgeFailure

MOST_LETTERS = 65_536
"""The longest text of a pull request or comment, as on GitHub."""

_MOST_IN_TITLE = 256
_ADDRESS = re.compile(r"([^\s@<>]+)@[^\s@<>]+")


def whole(text: str) -> str:
    """The text without halves of characters, which no encoding can write."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable(text: str) -> str:
    """The text with every control and bidirectional character, line ends apart, as a space."""
    return forbidden().sub(" ", whole(text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """The text as a title: one line, at most as long as GitHub takes."""
    return printable(text).replace("\n", " ").strip()[:_MOST_IN_TITLE].rstrip()


def shown_name(name: str) -> str:
    """The name of a person without what follows the @ of an e-mail address: git's configuration may hold one."""
    return _ADDRESS.sub(r"\1", one_line(name))


def clipped(text: str) -> str:
    """A text of the tool, cut where GitHub would refuse it: one giant must not stop ten thousand others."""
    return whole(text)[:MOST_LETTERS]


def said(text: str) -> str:
    """What a person says; refused when too long, since it must not be cut without their knowledge."""
    if len(text) > MOST_LETTERS:
        raise ForgeFailure(f"a comment has at most {MOST_LETTERS} characters")
    return whole(text)
