"""What a pull request tells, as values: everything is decided before a word is written."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.changes import Change
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal, ProposalKind
from living_manifesto.core.values import value


class Relation(StrEnum):
    """How another open proposal is near: it names the same node, or the same parent and neighbour."""

    SAME_NODE = "same_node"
    SAME_PLACE = "same_place"


@value
class Neighbour:
    """Another open pull request at the same place; ``name`` is its number (``#118``) or the id of its proposal."""

    name: str
    relation: Relation
    kind: ProposalKind | None = None


@value
class Ways:
    """How to act on a pull request, since forges differ: Markdown of ours, a command or a sentence each.

    What is empty is left out. ``draft`` is how the changes are written where there are none.
    """

    adopt: str = ""
    decline: str = ""
    ask: str = ""
    reword: str = ""
    draft: str = ""


class Stage(StrEnum):
    """How far a proposal is on its way to being merged."""

    READY = "ready"
    UNDRAFTED = "undrafted"
    NEEDS_PERSON = "needs_person"
    ALREADY_THERE = "already_there"


@value
class Told:
    """A pull request to be told.

    ``proposal`` is the copy that counts, with the changes as drafted; ``resolution`` what they came to on the text
    of today (None: not drafted). ``before`` is that text, ``after`` the text when it is merged (None: not drafted, or
    a person is needed), ``base`` the one that the proposer saw, where it is known.
    ``checked``: it is proved that every byte outside the named places stays. ``checks`` are the findings as
    sentences, None where no check has run. ``fingerprint`` may hold letters, digits, ``:._`` and single hyphens.
    """

    proposal: Proposal
    fingerprint: str
    ways: Ways
    resolution: Resolution | None = None
    before: Outline | None = None
    after: Outline | None = None
    base: Outline | None = None
    checked: bool = False
    neighbours: tuple[Neighbour, ...] = ()
    checks: tuple[str, ...] | None = None

    @property
    def stage(self) -> Stage:
        """How far it is, as proposal and resolution tell it."""
        if self.resolution is None or not self.proposal.changes:
            return Stage.UNDRAFTED
        if self.before is None or self.after is None or self.resolution.fit is Fit.NEEDS_PERSON:
            return Stage.NEEDS_PERSON if self.resolution.fit is not Fit.ALREADY_THERE else Stage.ALREADY_THERE
        return Stage.READY if self.resolution.changes else Stage.ALREADY_THERE

    @property
    def changes(self) -> tuple[Change, ...]:
        """The resolved changes; none unless it is ready."""
        return self.resolution.changes if self.resolution is not None and self.stage is Stage.READY else ()
