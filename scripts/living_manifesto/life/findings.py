"""What is to be done about the branch of a proposal."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import value
from living_manifesto.plan.branches import Built
from living_manifesto.plan.commits import NewCommit, RefMove


class Deed(StrEnum):
    """What is to be done about a branch."""

    KEEP = "keep"
    CREATE = "create"
    REBUILD = "rebuild"
    COMPLETE = "complete"
    LEAVE = "leave"
    DELETE = "delete"


@value
class Finding:
    """One branch against ``main``.

    ``draft`` is the copy of the proposal that counts, ``built`` what it comes to on today's text, ``base`` the text
    that it was written on (None: not known). ``commit`` is what the branch becomes, None when it stays.
    ``explained`` tells whether the judge of steps was content with what is built, None where it was not asked yet.
    """

    name: str
    ref: str
    deed: Deed
    head: str | None
    draft: Proposal
    base: Outline | None = None
    built: Built | None = None
    commit: NewCommit | None = None
    why: str = ""
    explained: bool | None = None

    @property
    def adoptable(self) -> bool:
        """Whether merging the branch adopts the proposal: it has changes, and they fit today's text."""
        return self.built is not None and bool(self.built.files) and self.deed is not Deed.LEAVE

    def move(self, commit: str | None) -> RefMove:
        """The move of the branch to a commit that was written, or out of the world."""
        return RefMove(self.ref, self.head, commit)


def needs_person(found: Finding) -> bool:
    """Whether the text moved so that a person must look at the wording."""
    return found.built is not None and found.built.resolution.fit is Fit.NEEDS_PERSON
