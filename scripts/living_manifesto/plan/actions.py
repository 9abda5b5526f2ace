"""What is to be done on a forge, as data: it can be shown before it is done, and done twice without harm."""

from __future__ import annotations

from living_manifesto.core.values import value
from living_manifesto.plan.pulls import Verdict


@value
class OpenPull:
    """Open the pull request of a proposal; nothing where it has one already.

    ``instead`` is the number of one that was merged into a ``main`` that has been moved back since: only where that
    is still the last, another is opened.
    """

    proposal: str
    branch: str
    head: str
    title: str
    body: str
    draft: bool = False
    labels: frozenset[str] = frozenset()
    instead: int = 0


@value
class EditPull:
    """Bring title, body, labels, head and readiness of an open pull request to these values."""

    number: int
    head: str
    title: str
    body: str
    draft: bool
    labels: frozenset[str]


@value
class AddComment:
    """Write a comment; one with the same ``key`` (not empty) is edited in place, or left where it says the same."""

    number: int
    text: str
    key: str = ""


@value
class AddReview:
    """Record the verdict of the one who runs the command."""

    number: int
    verdict: Verdict
    text: str
    reading: str


@value
class ClosePull:
    """Close a pull request without merging it."""

    number: int
    comment: str = ""


@value
class ReopenPull:
    """Open a closed pull request again."""

    number: int


@value
class RecordMerge:
    """Note that ``main`` holds the pull request since ``commit``; a forge that merged it itself knows already."""

    number: int
    commit: str


Action = OpenPull | EditPull | AddComment | AddReview | ClosePull | ReopenPull | RecordMerge
