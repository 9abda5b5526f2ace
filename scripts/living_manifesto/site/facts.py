"""Facts: all that the public page is made of, as one value. What is hidden or erased is not among them."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Proposal, Redaction, Words
from living_manifesto.core.snapshot import Baseline, Topics
from living_manifesto.core.steps import ActKind
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.history.audit import Report
from living_manifesto.history.blame import Sentence


@value
class Address:
    """Where the page stands (no slash at the end), and a pull request with ``{number}`` in it; empty: not told."""

    url: str = ""
    pulls: str = ""


@value
class Publisher:
    """What the manifesto says of itself, and the titles of the roles that decide."""

    title: str
    name: str = ""
    language: str = "ja"
    zone: str = ""
    license: str = ""
    contact: str = ""
    terms: str = ""
    roles: Mapping[str, str] = NOTHING


@value
class Pull:
    """The pull request of a proposal: its number, its address in the web if it has one, whether it is open."""

    number: int
    address: str = ""
    is_open: bool = True


@value
class Moment:
    """Something that happened to a proposal: on which day, by which commit, and how it was decided."""

    kind: ActKind
    day: str
    commit: str
    outcome: str = ""


@value
class Turn:
    """A text before and after something: the sections that it touched in full, the others as stubs."""

    before: Node
    after: Node


@value
class Standing:
    """One proposal: what may be shown of it, its state, and its life so far.

    ``changes`` is the draft that counts: while a pull request is open, the copy on its branch. ``turn`` is what
    the adoption made of the text, None before; ``reverted_by`` names the proposal that took it back.
    """

    proposal: Proposal
    state: str
    changes: tuple[Change, ...] = ()
    pull: Pull | None = None
    moments: tuple[Moment, ...] = ()
    turn: Turn | None = None
    reverted_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision, now or after it was put off."""
        return self.state in _OPEN


_OPEN = frozenset({"received", "not_drafted", "under_review", "approved", "needs_wording", "deferred"})


@value
class Listing:
    """What the page of a section lists, in its order: ids, the count it announces, the name that it gives each kind."""

    shown: tuple[str, ...] = ()
    count: int = 0
    labels: Mapping[str, str] = NOTHING


@value
class StartedAnew:
    """A baseline: its record, the day of its step, and what it changed (None for the first)."""

    record: Baseline
    day: str
    commit: str
    turn: Turn | None = None


@value
class Happened:
    """A step of the manifesto: proposals that it adopted, baselines it recorded, differences that nothing explains."""

    day: str
    commit: str
    adopted: tuple[str, ...] = ()
    baselines: tuple[str, ...] = ()
    unexplained: int = 0


@value
class Proof:
    """The result of the audit with its checkpoint; ``days`` tells the day of every step that it names."""

    report: Report
    checkpoint: str
    days: Mapping[str, str] = NOTHING


@value
class Facts:
    """One commit of the manifesto and all that led to it.

    ``standings`` are all proposals of the register by id, in their order; ``origins`` the sentences of every node
    with what brought them; ``days`` the days of the steps that they name; ``steps`` the latest last.
    """

    publisher: Publisher
    address: Address
    commit: str
    day: str
    outline: Outline
    topics: Mapping[str, Topics]
    standings: Mapping[str, Standing]
    listings: Mapping[str, Listing]
    origins: Mapping[Key, tuple[Sentence, ...]]
    days: Mapping[str, str]
    steps: tuple[Happened, ...]
    baselines: tuple[StartedAnew, ...]
    proof: Proof


def public(proposal: Proposal) -> Proposal:
    """What may be shown of a proposal: where it is hidden, a notice stands for its words, and its changes are gone."""
    notice = proposal.hidden
    if notice is None:
        return proposal
    words = {name: _covered(getattr(proposal, name), notice) for name in ("title", "proposer", "body", "reason")}
    return replace(proposal, changes=None, drafted=None, source=None, claim=None, **words)


def _covered(words: Words, notice: Redaction) -> Words:
    return notice if words else words
