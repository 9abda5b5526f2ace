"""The register as it stands on ``main``: every proposal, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from living_manifesto.core.ids import is_proposal_id
from living_manifesto.core.proposals import Decision, Outcome, Proposal
from living_manifesto.core.status import has_passed, is_final, reversals
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.documents.splice import rewrite_proposal
from living_manifesto.life.desk import Desk
from living_manifesto.rules.context import Context
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.source import Overlay
from living_manifesto.rules.tree import Tree


class NoSuchProposal(Exception):
    """No proposal of that id stands on ``main``; the argument is the id."""


class Register:
    """All proposals of one commit. A file that cannot be read is left out; ``check`` names it."""

    def __init__(self, desk: Desk, commit: str) -> None:
        self.commit = commit
        self._context = desk.context(commit)
        self._desk = desk

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The files of all proposals with the ids of their blobs."""
        listed = self._desk.store.listing(self.commit, "proposals")
        return {path: blob for path, blob in listed.items() if file_kind(path) is FileKind.PROPOSAL}

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """Every proposal by its id."""
        known = self._desk.read_before
        fresh = {path: blob for path, blob in self.files.items() if blob not in known}
        files = dict(zip(fresh, self._desk.store.read_many(list(fresh.values())), strict=True))
        tree = Tree(Overlay(self._context.tree.source, files), self._context.tree.schemas)
        for path, blob in fresh.items():
            entry = tree.once(path)
            known[blob] = entry.proposal if entry is not None else None
        found = (known[blob] for blob in self.files.values())
        return {proposal.id: proposal for proposal in found if proposal is not None}

    def get(self, name: str) -> Proposal | None:
        """One proposal, read alone; None where none of that id stands."""
        if "proposals" in self.__dict__:
            return self.proposals.get(name)
        entry = self._context.tree.entry(proposal_path(name)) if is_proposal_id(name) else None
        return entry.proposal if entry is not None else None

    @cached_property
    def reverted(self) -> Mapping[str, str]:
        """Which adopted proposal is taken back by which."""
        return reversals(self.proposals.values())

    @property
    def today(self) -> str:
        """The day, in the manifesto's time zone (ISO)."""
        return self._context.today.isoformat()

    def is_open(self, proposal: Proposal) -> bool:
        """Whether a proposal waits for a decision; a deferral that has passed leaves it open again."""
        return not is_final(proposal.decision)

    def is_deferred(self, proposal: Proposal) -> bool:
        """Whether a proposal rests until a day or an event that has not come."""
        decision = proposal.decision
        deferred = decision is not None and decision.outcome is Outcome.DEFERRED
        return deferred and not has_passed(decision.until if decision else "", self.today)


def edited(context: Context, name: str, edit: Callable[[Proposal], Proposal]) -> dict[str, bytes]:
    """The file of a proposal after an edit; nothing when it says the same."""
    entry = context.tree.entry(proposal_path(name))
    if entry is None or entry.proposal is None:
        raise NoSuchProposal(name)
    after = edit(entry.proposal)
    if after == entry.proposal:
        return {}
    return {entry.path: rewrite_proposal(entry.document, after).encode()}


def by_day(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals by date, then position, then id (design.md, section 3)."""
    return sorted(proposals, key=lambda each: (each.submitted_on, _position(each), each.id))


def _position(proposal: Proposal) -> int:
    return (proposal.source.position or 0) if proposal.source is not None else 0


def outcome_of(decision: Decision | None) -> Outcome | None:
    """The outcome of a decision, None where there is none."""
    return decision.outcome if decision is not None else None
