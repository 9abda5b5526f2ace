"""What the tool says below a pull request about what it did: each remark once, under a key of its own."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.life.desk import Desk
from living_manifesto.life.findings import Deed, Finding
from living_manifesto.life.reviews import read_of
from living_manifesto.plan.actions import AddComment
from living_manifesto.plan.approvals import standing_approvals
from living_manifesto.plan.pulls import Pull
from living_manifesto.report import pull_comments
from living_manifesto.report.pull_comments import Why

DECIDED = "decision"
"""The key of the remark that tells a decision."""


def on_branch(desk: Desk, tip: str, found: Finding, pull: Pull) -> Iterator[AddComment]:
    """What became of the branch of an open proposal, and what that means for the approvals it has."""
    speech = desk.speech
    approvals = standing_approvals(pull.reviews, read_of(desk, tip, found))
    match found.deed:
        case Deed.LEAVE:
            yield AddComment(pull.number, pull_comments.left_alone(speech), "left")
        case Deed.COMPLETE:
            yield AddComment(pull.number, pull_comments.completed(_editors(desk, found), speech), "completed")
            if approvals.void:
                yield _void(desk, pull, approvals.void, Why.REWORDED)
        case Deed.REBUILD if found.built is not None and found.base is not None and found.why != "words":
            fit, void = found.built.resolution.fit, approvals.void
            told = () if fit is Fit.MERGED else void
            yield AddComment(pull.number, pull_comments.rebuilt(fit, approvals.approved, told, speech), "rebuilt")
            if void and fit is Fit.MERGED:
                yield _void(desk, pull, void, Why.JOINED)


def on_decision(desk: Desk, tip: str, proposal: Proposal, commit: str, pull: Pull, other: Pull | None) -> AddComment:
    """How a proposal was decided; ``commit`` adopted it, ``other`` is the pull request that the decision names."""
    decision = proposal.decision
    if decision is None or decision.outcome is Outcome.ADOPTED:
        return AddComment(pull.number, pull_comments.adopted(commit, desk.speech), DECIDED)
    role = desk.context(tip).settings.roles.get(decision.by, decision.by)
    number = f"#{other.number}" if other is not None else ""
    return AddComment(pull.number, pull_comments.closed(decision, role, desk.speech, other=number), DECIDED)


def on_reversal(desk: Desk, by: str, pull: Pull) -> AddComment:
    """That an adoption was taken back; ``by`` is the other pull request or proposal."""
    return AddComment(pull.number, pull_comments.reverted(by, desk.speech), "reverted")


def _void(desk: Desk, pull: Pull, by: tuple[str, ...], why: Why) -> AddComment:
    return AddComment(pull.number, pull_comments.approval_void(by, why, desk.speech), "approvals")


def _editors(desk: Desk, found: Finding) -> list[str]:
    """Who edited by hand: everybody after the one who began the branch."""
    if found.commit is None or found.head is None:
        return []
    facts = desk.store.since(str(found.commit.parents[0]), found.head)
    return list(dict.fromkeys(each.author.name for each in facts[1:]))
