"""A proposal: what somebody wants changed and why, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.changes import Change
from living_manifesto.core.values import value


class ProposalKind(StrEnum):
    """What sort of change is proposed."""

    ADDITION = "addition"
    CLARIFICATION = "clarification"
    REVISION = "revision"
    REMOVAL = "removal"
    EDITORIAL = "editorial"
    RESTRUCTURE = "restructure"
    OTHER = "other"


class Outcome(StrEnum):
    """How a proposal was decided."""

    ADOPTED = "adopted"
    INCORPORATED = "incorporated"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    DEFERRED = "deferred"


class Disposition(StrEnum):
    """How a source went into a consolidation."""

    AS_WRITTEN = "as_written"
    AMENDED = "amended"
    IN_SPIRIT = "in_spirit"
    NOT_USED = "not_used"


@value
class Redaction:
    """The notice that stands where a text was erased, or that hides a whole proposal (``digest`` empty then)."""

    ground: str
    on: str
    digest: str = ""


@value
class Decision:
    """Outcome and reason; ``of`` names the other proposal of a duplicate; ``on`` and ``link`` are for imports."""

    outcome: Outcome
    reason: str = ""
    by: str = ""
    until: str = ""
    of: str = ""
    on: str = ""
    link: str = ""


@value
class Source:
    """Where a proposal came from; ``position`` orders proposals of one day."""

    channel: str
    url: str = ""
    position: int | None = None
    key: str = ""


@value
class Claim:
    """What the claim code of a proposer is held against (``core.claims``): the code itself stands nowhere."""

    salt: str
    digest: str


@value
class Drafted:
    """Who wrote the changes, and whether the proposer agreed."""

    by: str
    confirmed: bool = False


@value
class Incorporated:
    """A source of a consolidation."""

    id: str
    disposition: Disposition


Words = str | Redaction
"""A citizen's text, or the notice that replaced it."""


@value
class Proposal:
    """One proposal as its file states it. Absent texts are empty; ``changes`` is None when none were drafted.

    ``mends`` is the commit whose silent edit this proposal states, so that its adoption changes no text.
    """

    id: str
    section: str
    submitted_on: str
    kind: ProposalKind | None = None
    title: Words = ""
    proposer: Words = ""
    terms: str = ""
    source: Source | None = None
    body: Words = ""
    reason: Words = ""
    drafted: Drafted | None = None
    changes: tuple[Change, ...] | None = None
    incorporates: tuple[Incorporated, ...] = ()
    reverts: str = ""
    mends: str = ""
    hidden: Redaction | None = None
    decision: Decision | None = None

    @property
    def is_imported(self) -> bool:
        """Whether it was received elsewhere and taken over from a public record."""
        return self.source is not None and self.source.channel == "import"

    claim: Claim | None = None
