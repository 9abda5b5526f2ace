"""A reviewer's verdict on a pull request, tied to what was read."""

from __future__ import annotations

from living_manifesto.core.values import value
from living_manifesto.life.branches import PREFIX, Branches
from living_manifesto.life.desk import Desk
from living_manifesto.life.findings import Finding
from living_manifesto.life.register import Register
from living_manifesto.plan.actions import AddReview
from living_manifesto.plan.approvals import Approvals, reading, standing_approvals
from living_manifesto.plan.pulls import Pull, PullState, Verdict


class NoPull(Exception):
    """The proposal has no open pull request; the arguments are its id and the state of the one it has, if any."""


class NothingToApprove(Exception):
    """Merging the pull request would change no text yet; the argument is the proposal's id."""


@value
class Reviewed:
    """The pull request as it was, and the approvals after the verdict."""

    pull: Pull
    approvals: Approvals


def review(desk: Desk, name: str, verdict: Verdict, text: str) -> Reviewed:
    """Record a verdict; an approval is for the change and the texts that it gives, nothing else."""
    tip = desk.tip()
    pull = open_pull(desk, name)
    found = Branches(desk, Register(desk, tip)).find(name, own_branch(pull))
    if verdict is Verdict.APPROVED and not found.adoptable:
        raise NothingToApprove(name)
    read = read_of(desk, tip, found)
    desk.forge.apply([AddReview(pull.number, verdict, text, read)])
    after = desk.forge.pulls([name])[name]
    return Reviewed(after, standing_approvals(after.reviews, read))


def open_pull(desk: Desk, name: str) -> Pull:
    """The open pull request of a proposal."""
    pull = desk.forge.pulls([name]).get(name)
    if pull is None or pull.state is not PullState.OPEN:
        raise NoPull(name, pull.state if pull is not None else None)
    return pull


def own_branch(pull: Pull) -> str:
    """The name of a contributor's own branch; empty where the branch is the tool's."""
    return "" if f"refs/heads/{pull.branch}" == PREFIX + pull.proposal else pull.branch


def read_of(desk: Desk, tip: str, found: Finding) -> str:
    """The digest of what a reviewer reads on this branch; empty while it changes nothing."""
    if found.built is None or not found.built.files:
        return ""
    proposal = found.built.proposal
    return reading(proposal.changes or (), proposal.section, desk.tree(tip).outline())
