"""What a proposer does with the claim code: withdraw, say how the change was meant, ask that words be taken down."""

from __future__ import annotations

from collections.abc import Collection

from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Change
from living_manifesto.core.claims import opens
from living_manifesto.core.ids import ProposalId
from living_manifesto.core.kinds import kind_of
from living_manifesto.core.proposals import Decision, Drafted, Outcome, Proposal
from living_manifesto.core.redaction import FIELDS, words_of
from living_manifesto.core.status import is_final
from living_manifesto.core.submission import with_node_ids
from living_manifesto.core.values import replace
from living_manifesto.life.branches import Branches
from living_manifesto.life.decisions import decide
from living_manifesto.life.desk import Desk
from living_manifesto.life.drafting import put_on_branches
from living_manifesto.life.findings import Finding
from living_manifesto.life.redactions import NothingToErase, hide
from living_manifesto.life.register import NoSuchProposal, Register, edited
from living_manifesto.plan.actions import AddComment
from living_manifesto.plan.pulls import PullState
from living_manifesto.report import pull_claims


class NotTheCode(Exception):
    """The code does not open the proposal, or no code does; the argument is its id."""


class DecidedAlready(Exception):
    """The proposal was decided for good; the arguments are its id and the outcome."""


class NothingDrafted(Exception):
    """There is no drafted change to be confirmed, or none that fits the text of today; the argument is the id."""


def proposal_of(desk: Desk, name: str, code: str) -> Proposal:
    """The proposal that a code opens."""
    proposal = Register(desk, desk.tip()).get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    if proposal.claim is None or not opens(proposal.claim, code):
        raise NotTheCode(name)
    return proposal


def draft_of(desk: Desk, name: str) -> Finding:
    """The drafted change as it stands now: on the branch while there is one, else in the register."""
    return Branches(desk, Register(desk, desk.tip())).outlook(name)


def withdraw(desk: Desk, name: str, reason: str) -> str | None:
    """Take the proposal back; the commit, None when it is withdrawn already."""
    proposal = _held(desk, name)
    if proposal.decision is not None and proposal.decision.outcome is Outcome.WITHDRAWN:
        return None
    _demand_open(proposal)
    return decide(desk, name, Decision(Outcome.WITHDRAWN, reason))


def correct(desk: Desk, name: str, changes: tuple[Change, ...], section: str) -> str | None:
    """Let the proposer's own change stand in place of the drafted one; the commit, None when it stands already."""
    _demand_open(_held(desk, name))
    named = with_node_ids(changes, ProposalId(name))

    def corrected(proposal: Proposal) -> Proposal:
        drafted = Drafted("proposer", confirmed=True)
        return replace(proposal, section=section, changes=named, kind=kind_of(proposal.kind, named), drafted=drafted)

    commit = desk.advance(
        lambda tip: edited(desk.context(tip), name, corrected),
        desk.speech("The proposer corrects the change of {proposal}", proposal=name),
    )
    put_on_branches(desk, [name])
    return commit


def confirm(desk: Desk, name: str) -> str | None:
    """Note that the drafted change is what the proposer meant; the commit, None when that is noted already."""
    proposal = _held(desk, name)
    _demand_open(proposal)
    found = draft_of(desk, name)
    changes = _confirmed(desk, proposal, found)
    by = found.draft.drafted.by if found.draft.drafted is not None else "staff"

    def confirmed(held: Proposal) -> Proposal:
        return replace(held, **changes, drafted=Drafted(by, confirmed=True))

    commit = desk.advance(
        lambda tip: edited(desk.context(tip), name, confirmed),
        desk.speech("The proposer confirms the change of {proposal}", proposal=name),
    )
    put_on_branches(desk, [name])
    return commit


def ask_removal(desk: Desk, name: str, fields: Collection[str]) -> str | None:
    """Hide the proposal at once, as personal data; the commit, None when it is hidden so. Erasing is for the office.

    ``NothingToErase`` where the fields hold no words.
    """
    if not words_of(_held(desk, name), [FIELDS[field] for field in fields]):
        raise NothingToErase(name, tuple(fields))
    return hide(desk, name, "privacy")


def tell(desk: Desk, name: str, key: str, text: str) -> None:
    """Say below the open pull request, if there is one, what the proposer has done."""
    pull = desk.forge.pulls([name]).get(name)
    if pull is not None and pull.state is PullState.OPEN:
        desk.forge.apply([AddComment(pull.number, text, key)])


def tell_corrected(desk: Desk, name: str) -> None:
    """Say that the proposer's own change stands there now."""
    tell(desk, name, "claim", pull_claims.corrected(desk.speech))


def tell_confirmed(desk: Desk, name: str) -> None:
    """Say that the change is what the proposer meant."""
    tell(desk, name, "claim", pull_claims.confirmed(desk.speech))


def tell_removal(desk: Desk, name: str, fields: Collection[str]) -> None:
    """Say what the office has to erase."""
    tell(desk, name, "removal", pull_claims.removal(name, sorted(fields), desk.speech))


def _confirmed(desk: Desk, proposal: Proposal, found: Finding) -> dict[str, object]:
    """What the register must say so that it states what the proposer confirms, which somebody may have reworded."""
    built = found.built
    if built is None or not built.files:
        raise NothingDrafted(proposal.id)
    today = desk.tree(desk.tip()).outline()
    stated = resolve(None, today, proposal.changes or (), proposal.section, proposal.id)
    if stated.changes and stated.root == built.resolution.root:
        return {}
    reworded = built.proposal
    return {"section": reworded.section, "changes": reworded.changes, "kind": reworded.kind, "title": reworded.title}


def _held(desk: Desk, name: str) -> Proposal:
    proposal = Register(desk, desk.tip()).get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    return proposal


def _demand_open(proposal: Proposal) -> None:
    if is_final(proposal.decision) and proposal.decision is not None:
        raise DecidedAlready(proposal.id, proposal.decision.outcome)
