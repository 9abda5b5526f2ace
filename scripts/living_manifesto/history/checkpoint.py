"""The checkpoint: a short digest of a commit that fits into a post and proves what history it ended."""

from __future__ import annotations

import re
from collections.abc import Iterable

from living_manifesto.core.ids import short_hash

_LETTERS = 16
_FORM = re.compile(rf"[0-9]{{8}}-[0-9a-hjkmnp-tv-z]{{{_LETTERS}}}")


def checkpoint(commit: str, day: str) -> str:
    """The checkpoint of a commit; ``day`` (ISO) is that of its committing in the manifesto's zone."""
    return f"{day.replace('-', '')}-{short_hash(commit, length=_LETTERS)}"


def is_checkpoint(text: str) -> bool:
    """Whether the text has the form of a checkpoint."""
    return _FORM.fullmatch(text) is not None


def marked_by(text: str, commits: Iterable[str]) -> str:
    """The commit among these that a checkpoint stands for; empty when it is none of them.

    The day is for people: 80 bits of letters tell the commit.
    """
    letters = text.partition("-")[2]
    return next((commit for commit in commits if short_hash(commit, length=_LETTERS) == letters), "")
