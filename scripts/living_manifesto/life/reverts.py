"""Taking back is adopting the inverse: a new proposal with the inverse changes of an adopted one."""

from __future__ import annotations

from living_manifesto.core.amend.invert import invert
from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Drafted, Outcome, Proposal, Source
from living_manifesto.core.submission import numbered, shortened
from living_manifesto.core.values import replace, value
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.gitrepo import ShallowClone
from living_manifesto.gitrepo.past import is_shallow
from living_manifesto.life.desk import Desk
from living_manifesto.life.register import NoSuchProposal, Register, outcome_of
from living_manifesto.rules.files import proposal_path

SCHEMA = "../../schemas/proposal.schema.json"


class NotAdopted(Exception):
    """Only an adopted proposal that still stands can be taken back; the argument is its id."""


@value
class Reversal:
    """The proposal that takes another one back, and how the inverse fits today's text (None where it stood already)."""

    proposal: Proposal
    fit: Fit | None
    known: bool


def take_back(desk: Desk, name: str, *, body: str, reason: str) -> Reversal:
    """Receive the proposal that takes an adopted one back; one that is open already, of whomever, is found again."""
    found: list[Reversal] = []

    def plan(tip: str) -> dict[str, bytes]:
        found[:] = [_reversal(desk, tip, name, body=body, reason=reason)]
        return {} if found[0].known else file_of(found[0].proposal)

    desk.advance(plan, desk.speech.count("Receive a proposal", "Receive {number} proposals", 1))
    return found[0]


def _reversal(desk: Desk, tip: str, name: str, *, body: str, reason: str) -> Reversal:
    register = Register(desk, tip)
    proposal = register.get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    if outcome_of(proposal.decision) is not Outcome.ADOPTED or name in register.reverted:
        raise NotAdopted(name)
    for other in register.proposals.values():
        if other.reverts == name and register.is_open(other):
            return Reversal(other, None, known=True)
    made = Proposal("", proposal.section, "", source=Source("staff"), body=body, reason=reason, reverts=name)
    before, after = adopting_step(desk, proposal)
    inverse = invert(before, proposal.changes or (), proposal.section)
    today = desk.tree(register.commit).outline()
    resolution = resolve(after, today, inverse, proposal.section, name)
    if resolution.changes:  # else others have built on it since, and a person must draft what is to stand
        changes = shortened(resolution.changes, proposal.section)
        made = replace(made, changes=changes, drafted=Drafted("staff"))
    return Reversal(numbered(made, register.today), resolution.fit, known=False)


def file_of(proposal: Proposal) -> dict[str, bytes]:
    """The file of a proposal that was made here."""
    return {proposal_path(proposal.id): dump(encode.proposal(proposal), schema=SCHEMA).encode()}


def adopting_step(desk: Desk, proposal: Proposal) -> tuple[Outline, Outline]:
    """The text before and after the step of ``main`` that adopted a proposal."""
    commit, parent = _adopting(desk, proposal)
    return desk.tree(parent).outline(), desk.tree(commit).outline()


def adopting_commit(desk: Desk, proposal: Proposal) -> str:
    """The commit of ``main`` that adopted a proposal."""
    return _adopting(desk, proposal)[0]


def _adopting(desk: Desk, proposal: Proposal) -> tuple[str, str]:
    path = proposal_path(proposal.id)
    for commit, parent in desk.store.touching(path, desk.tip()):
        entry = desk.tree(parent).entry(path)
        stood = entry.proposal if entry is not None else None
        if stood is None or outcome_of(stood.decision) is not Outcome.ADOPTED:
            return commit, parent
    if is_shallow(desk.store.root):
        raise ShallowClone(desk.store.root)
    raise NoSuchProposal(proposal.id)
