"""Commits to be written and refs to be moved, as data; ``gitrepo.store`` carries them out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from living_manifesto.core.values import NOTHING, value


@value
class Identity:
    """A person or account as git names it."""

    name: str
    email: str


@value
class NewCommit:
    """A commit that does not exist yet.

    ``parents`` are commit ids, or places (from 0) in the batch that it is written with; its tree is that of the first
    parent (empty without one) with ``files`` put in, ``None`` taking a file out. Paths are told from the root of the
    manifesto, or from the root of the repository when ``rooted``. ``author`` None means the one who runs the command.
    """

    parents: tuple[str | int, ...]
    message: str
    at: datetime
    files: Mapping[str, bytes | None] = NOTHING
    author: Identity | None = None
    rooted: bool = False


@value
class RefMove:
    """Let ``ref`` (full name) point to ``to``, if it points to ``expected`` now; None means that it does not exist."""

    ref: str
    expected: str | None
    to: str | None


@value
class Branch:
    """A ref as it stands: the commit, its tree and its parents."""

    ref: str
    commit: str
    tree: str
    parents: tuple[str, ...]


@value
class CommitFacts:
    """What a commit says of itself: ``at`` is when it was committed."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: Identity
    committer: Identity
    at: datetime
    message: str
