"""Pull requests as values, the same for every forge."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.values import value


class PullState(StrEnum):
    """Whether a pull request is open, was closed without being merged, or was merged."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class Verdict(StrEnum):
    """What a reviewer says."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    COMMENTED = "commented"


@value
class Review:
    """A verdict of somebody (the name as shown) at a moment (ISO, UTC), on what was read.

    ``reading`` is the digest of the changes and the texts that they give (``plan.approvals.reading``).
    """

    by: str
    verdict: Verdict
    at: str
    text: str = ""
    reading: str = ""


@value
class Comment:
    """What somebody wrote below a pull request; ``key`` names a comment of the tool, which is edited in place."""

    by: str
    at: str
    text: str
    key: str = ""


@value
class Pull:
    """One pull request. ``proposal`` is its key; ``head`` the commit that its branch had when it was last told.

    ``merged`` is the commit with which it came into ``main``, empty before.
    """

    number: int
    proposal: str
    branch: str
    state: PullState
    draft: bool
    title: str
    body: str
    labels: frozenset[str] = frozenset()
    head: str = ""
    reviews: tuple[Review, ...] = ()
    comments: tuple[Comment, ...] = ()
    opened_by: str = ""
    opened_at: str = ""
    merged: str = ""
