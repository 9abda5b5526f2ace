"""Merging, which is adopting: one step of ``main`` a proposal, whatever the style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Outcome
from living_manifesto.core.values import value
from living_manifesto.forge.port import Merge, Moved, Style
from living_manifesto.life.branches import PREFIX, Branches
from living_manifesto.life.desk import Desk, TooBusy
from living_manifesto.life.findings import Deed, Finding, needs_person
from living_manifesto.life.register import Register, outcome_of
from living_manifesto.life.reverts import adopting_commit
from living_manifesto.life.reviews import own_branch, read_of
from living_manifesto.plan.actions import EditPull
from living_manifesto.plan.approvals import standing_approvals
from living_manifesto.plan.pulls import Pull, PullState, Verdict

_TRIES = 50


class Bar(StrEnum):
    """Why a pull request is not merged."""

    NO_PULL = "no_pull"
    DECIDED = "decided"
    NOT_DRAFTED = "not_drafted"
    NEEDS_PERSON = "needs_person"
    ALREADY_THERE = "already_there"
    BY_HAND = "by_hand"
    NOT_APPROVED = "not_approved"
    TOO_FEW = "too_few"
    APPROVAL_VOID = "approval_void"
    CHANGES_REQUESTED = "changes_requested"
    FAULTS = "faults"


@value
class Attempt:
    """What came of one proposal: the commit that adopted it (``before`` this run or in it), or what is in the way.

    ``names`` are the people whose verdict is in the way or void (or, where they are too few, stands) and ``needed`` how
    many it takes; ``outcome`` is the decision that stands already.
    """

    name: str
    number: int = 0
    commit: str = ""
    bar: Bar | None = None
    names: tuple[str, ...] = ()
    needed: int = 0
    outcome: Outcome | None = None
    faults: tuple[Diagnostic, ...] = ()
    before: bool = False


def waiting(desk: Desk) -> list[str]:
    """The proposals whose open pull request somebody has approved, in the order of their numbers."""
    pulls = desk.forge.pulls().values()
    approved = (pull for pull in pulls if any(each.verdict is Verdict.APPROVED for each in pull.reviews))
    return [pull.proposal for pull in sorted(approved, key=_number) if pull.state is PullState.OPEN]


def left_over(desk: Desk) -> list[str]:
    """The proposals that are merged and whose branch stands still: a run died before it could tidy up."""
    pulls, refs = desk.forge.pulls(), desk.store.branches(PREFIX.rstrip("/"))
    named = (ref.removeprefix(PREFIX) for ref in refs)
    return [name for name in named if name in pulls and pulls[name].state is PullState.MERGED]


def merge(desk: Desk, names: Iterable[str], style: Style) -> Iterator[Attempt]:
    """Merge pull requests one after another, each applied to the text that the one before has left."""
    for name in names:
        yield _merge(desk, name, style)


def _merge(desk: Desk, name: str, style: Style) -> Attempt:
    for _ in range(_TRIES):
        desk.tidy()
        tip = desk.tip()
        register = Register(desk, tip)
        pull = desk.forge.pulls([name]).get(name)
        if adopted := _adopted(desk, register, name, pull):
            return adopted
        if (barred := _barred(register, name, pull)) or pull is None:
            return barred or Attempt(name, bar=Bar.NO_PULL)
        branches = Branches(desk, register)
        found = branches.without_merges(branches.find(name, own_branch(pull)))
        if barred := _unfit(found, pull) or _unapproved(desk, tip, found, pull):
            return barred
        try:
            commit = _merged(desk, tip, found, pull, style)
        except Moved:
            continue
        if not isinstance(commit, Attempt):
            desk.tidy()
            return Attempt(name, pull.number, commit)
        return commit
    raise TooBusy


def _merged(desk: Desk, tip: str, found: Finding, pull: Pull, style: Style) -> str | Attempt:
    """The commit with which ``main`` holds the branch now; ``Moved`` when somebody was faster."""
    assert found.built is not None  # noqa: S101 - what is adoptable is built
    files = found.built.files
    if faults := desk.faults(tip, files):
        return Attempt(found.name, pull.number, bar=Bar.FAULTS, faults=tuple(faults))
    head = published(desk, found)
    if pull.draft:
        desk.forge.apply([EditPull(pull.number, head, pull.title, pull.body, draft=False, labels=pull.labels)])
    desk.make_way(tip, files)
    return desk.forge.merge(tip, [Merge(pull.number, head, style, pull.title, "", files)])[0]


def published(desk: Desk, found: Finding) -> str:
    """The head of a branch, brought up to what it should be; ``Moved`` when somebody moved it meanwhile."""
    if found.commit is None:
        return found.head or ""
    head = desk.store.write([found.commit])[0]
    if desk.publish([found.move(head)]):
        raise Moved(found.ref)
    return head


def _adopted(desk: Desk, register: Register, name: str, pull: Pull | None) -> Attempt | None:
    """What an earlier run, killed or not, has done already."""
    proposal = register.get(name)
    if proposal is None or outcome_of(proposal.decision) is not Outcome.ADOPTED:
        return None
    return Attempt(name, pull.number if pull is not None else 0, adopting_commit(desk, proposal), before=True)


def _barred(register: Register, name: str, pull: Pull | None) -> Attempt | None:
    proposal = register.get(name)
    number = pull.number if pull is not None else 0
    outcome = outcome_of(proposal.decision) if proposal is not None else None
    if proposal is not None and not register.is_open(proposal):
        return Attempt(name, number, bar=Bar.DECIDED, outcome=outcome)
    if pull is None or pull.state is not PullState.OPEN:
        return Attempt(name, number, bar=Bar.NO_PULL)
    return None


def _unfit(found: Finding, pull: Pull) -> Attempt | None:
    if found.adoptable:
        return None
    if found.deed is Deed.LEAVE:
        bar = Bar.BY_HAND
    elif not found.draft.changes:
        bar = Bar.NOT_DRAFTED
    else:
        bar = Bar.NEEDS_PERSON if needs_person(found) else Bar.ALREADY_THERE
    return Attempt(found.name, pull.number, bar=bar)


def _unapproved(desk: Desk, tip: str, found: Finding, pull: Pull) -> Attempt | None:
    approvals = standing_approvals(pull.reviews, read_of(desk, tip, found))
    if approvals.refused:
        return Attempt(found.name, pull.number, bar=Bar.CHANGES_REQUESTED, names=tuple(approvals.refused))
    if len(approvals.approved) >= desk.approvals:
        return None
    if approvals.approved:
        return Attempt(found.name, pull.number, bar=Bar.TOO_FEW, names=approvals.approved, needed=desk.approvals)
    bar = Bar.APPROVAL_VOID if approvals.void else Bar.NOT_APPROVED
    return Attempt(found.name, pull.number, bar=bar, names=approvals.void)


def _number(pull: Pull) -> int:
    return pull.number
