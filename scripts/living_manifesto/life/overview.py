"""Where every proposal stands: register, branches and pull requests read together; nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.status import State, status
from living_manifesto.core.values import replace, value
from living_manifesto.life.branches import Branches
from living_manifesto.life.desk import Desk
from living_manifesto.life.findings import Finding
from living_manifesto.life.register import NoSuchProposal, Register, by_day
from living_manifesto.life.reviews import own_branch, read_of
from living_manifesto.life.texts import Said, seen_from_receipt
from living_manifesto.plan.approvals import Approvals, standing_approvals
from living_manifesto.plan.pulls import Pull, PullState, Verdict


class Open(StrEnum):
    """The states of an open proposal that branch and pull request tell; the others are ``core.status.State``."""

    UNDER_REVIEW = "under_review"
    NEEDS_WORDING = "needs_wording"
    APPROVED = "approved"


@value
class Row:
    """One proposal: the copy in the register, its state, its pull request, and who approves what stands there now."""

    proposal: Proposal
    state: str
    pull: Pull | None = None
    approvals: Approvals = Approvals()
    reverted_by: str = ""


class Overview:
    """The state of proposals at one moment."""

    def __init__(self, desk: Desk, names: Collection[str] | None = None) -> None:
        self._desk = desk
        self.register = Register(desk, desk.tip())
        few = names is not None and len(names) < _FEW
        refs = None if few else desk.store.branches("refs/heads")
        self._pulls = desk.forge.pulls(names)
        self.branches = Branches(desk, self.register, refs, Said(desk))

    def rows(self, *, decided: bool) -> list[Row]:
        """All open proposals, and the decided ones if they are wanted."""
        held = self.register.proposals.values()
        wanted = [each for each in held if decided or self.register.is_open(each)]
        self.branches.expect_trouble([each.id for each in wanted if self.register.is_open(each)])
        return [self._row(each) for each in by_day([*wanted, *self._brought()])]

    def one(self, name: str) -> tuple[Row, Finding | None]:
        """One proposal, with what its branch comes to on today's text while it is open."""
        proposal = self.register.get(name) or next(iter(self._brought([name])), None)
        if proposal is None:
            raise NoSuchProposal(name)
        finding = self._outlook(name, self._pulls.get(name)) if self.register.is_open(proposal) else None
        return self._row(proposal), self._from_receipt(finding) if finding is not None else None

    def _brought(self, names: Collection[str] | None = None) -> list[Proposal]:
        """The proposals that an open pull request brings itself, so that its merge will be their receipt."""
        wanted = self._pulls if names is None else [name for name in names if name in self._pulls]
        pulls = [self._pulls[name] for name in wanted if self.register.get(name) is None]
        found = [self._outlook(pull.proposal, pull) for pull in pulls if pull.state is PullState.OPEN]
        return [replace(each.draft, decision=None) for each in found if each.head is not None]

    def _from_receipt(self, finding: Finding) -> Finding:
        built = finding.built
        if built is None or not built.files:
            return finding
        today = self._desk.tree(self.register.commit).outline()
        resolution = seen_from_receipt(self.register.get(finding.name), built.resolution, today)
        return replace(finding, built=replace(built, resolution=resolution))

    def _outlook(self, name: str, pull: Pull | None) -> Finding:
        return self.branches.outlook(name, own_branch(pull) if pull is not None else "")

    def _row(self, proposal: Proposal) -> Row:
        pull = self._pulls.get(proposal.id)
        if not self.register.is_open(proposal) or self.register.is_deferred(proposal):
            by = self.register.reverted.get(proposal.id, "") if proposal.decision is not None else ""
            told = status(proposal, self.register.today, reverted_by=by)
            return Row(proposal, told.state, pull, reverted_by=by)
        is_reviewed = pull is not None and pull.state is PullState.OPEN and bool(pull.reviews)
        approvals = self._approvals(proposal, pull) if pull is not None and is_reviewed else Approvals()
        return Row(proposal, self._open_state(proposal, pull, approvals), pull, approvals)

    def _open_state(self, proposal: Proposal, pull: Pull | None, approvals: Approvals) -> str:
        if pull is not None and self._needs_person(proposal, pull):
            return Open.NEEDS_WORDING
        if approvals.approved and len(approvals.approved) >= self._desk.approvals and not approvals.refused:
            return Open.APPROVED
        if pull is not None and pull.state is PullState.OPEN and _is_discussed(pull):
            return Open.UNDER_REVIEW
        return State.RECEIVED if proposal.changes or (pull is not None and not pull.draft) else State.NOT_DRAFTED

    def _needs_person(self, proposal: Proposal, pull: Pull) -> bool:
        is_unfit = pull.draft and bool(proposal.changes)
        if not is_unfit and not self.branches.may_be_troubled(proposal.id, f"refs/heads/{pull.branch}"):
            return False
        built = self._outlook(proposal.id, pull).built
        return built is not None and built.resolution.fit is Fit.NEEDS_PERSON

    def _approvals(self, proposal: Proposal, pull: Pull) -> Approvals:
        verdicts = [each for each in pull.reviews if each.verdict is not Verdict.COMMENTED]
        if not verdicts:
            return Approvals()
        found = self._outlook(proposal.id, pull)
        return standing_approvals(pull.reviews, read_of(self._desk, self.register.commit, found))


def _is_discussed(pull: Pull) -> bool:
    """Whether a person has said something; the remarks of the tool have keys."""
    return bool(pull.reviews) or any(not comment.key for comment in pull.comments)


_FEW = 50
"""Proposals that are asked for one by one rather than all at once."""
