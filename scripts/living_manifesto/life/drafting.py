"""Drafting: the changes of a received proposal are written down on ``main``; its branch and pull request follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum

from living_manifesto.core.changes import Change
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.ids import ProposalId
from living_manifesto.core.kinds import kind_of
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.proposals import Drafted as By
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.submission import with_node_ids
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.intake.instructions import Drafted, Refused, draft
from living_manifesto.life.branches import Branches
from living_manifesto.life.desk import Desk, TooBusy
from living_manifesto.life.findings import Deed
from living_manifesto.life.register import NoSuchProposal, Register, by_day
from living_manifesto.life.reviews import own_branch
from living_manifesto.life.sync import Synced, sync
from living_manifesto.plan.files import Files, proposal_file
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree

_TRIES = 50


class Bar(StrEnum):
    """Why a proposal is not drafted, whatever it says."""

    DECIDED = "decided"
    DRAFTED = "drafted"  # it has changes already
    ON_BRANCH = "on_branch"  # it has none, but somebody drafted it on its branch
    OWN_BRANCH = "own_branch"  # its pull request comes from a contributor's own branch, where it is drafted
    BY_HAND = "by_hand"  # its branch holds edits that cannot be completed
    HOMELESS = "homeless"  # nobody knows its section
    NO_WORDS = "no_words"  # its body is absent, erased or hidden


@value
class Draft:
    """Changes for a proposal and who wrote them; nodes that they add may have no id. Empty: section, title stay."""

    changes: tuple[Change, ...]
    by: str
    section: str = ""
    title: str = ""


Left = Refused | Bar | tuple[Diagnostic, ...]
"""Why there is no draft: the words, the proposal as it stands, or the rules that the draft would break."""

Make = Callable[[Tree, Proposal], Draft | Left]
"""What drafts a proposal on a text."""


@value
class Redrafted:
    """What came of it: proposals as they are drafted, and what was left with the reason, both by id."""

    drafted: Mapping[str, Proposal]
    left: Mapping[str, Left]
    files: Files = NOTHING
    commit: str | None = None
    synced: Synced | None = None


def from_words(tree: Tree, proposal: Proposal) -> Draft | Left:
    """The draft that the proposal's own words give, if they are instructions that are understood whole."""
    if not isinstance(proposal.body, str) or not proposal.body.strip() or proposal.hidden is not None:
        return Bar.NO_WORDS
    outline = tree.outline()
    numbers = section_numbers(outline.root)
    if proposal.section not in numbers:
        return Bar.HOMELESS
    section = outline.places[proposal.section].node
    found = draft(proposal.body, section, numbers[proposal.section], proposal.section)
    return Draft(found.changes, "importer") if isinstance(found, Drafted) else found


def undrafted(desk: Desk) -> list[str]:
    """The open proposals that nobody has drafted, oldest first."""
    register = Register(desk, desk.tip())
    waiting = [each for each in register.proposals.values() if register.is_open(each) and not each.changes]
    return [each.id for each in by_day(waiting)]


def redrafted(proposal: Proposal, made: Draft) -> Proposal:
    """The proposal with a draft; whether the proposer agrees is not known yet."""
    changes = with_node_ids(made.changes, ProposalId(proposal.id))
    return replace(
        proposal,
        section=made.section or proposal.section,
        title=made.title or proposal.title,
        kind=kind_of(proposal.kind, changes),
        changes=changes,
        drafted=By(made.by),
    )


def outlook(desk: Desk, names: Sequence[str], make: Make, *, again: bool = False) -> Redrafted:
    """What drafting would write on today's text; nothing is written."""
    return _planned(desk, desk.tip(), names, make, again=again)


def redraft(
    desk: Desk,
    names: Sequence[str],
    make: Make,
    *,
    again: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Redrafted:
    """Draft proposals in one step of ``main``, and let branches and pull requests follow.

    With ``again``, what was drafted before is replaced, on the branch too.
    """
    if again:
        sync(desk, names)  # what somebody edited on a branch becomes the draft that is replaced
    outcome: list[Redrafted] = []

    def plan(tip: str) -> Files:
        outcome[:] = [_planned(desk, tip, names, make, again=again)]
        return outcome[0].files

    def message() -> str:
        return desk.speech.count("Draft a proposal", "Draft {number} proposals", len(outcome[0].drafted))

    commit = desk.advance(plan, message)
    done = outcome[0]
    if again:
        put_on_branches(desk, done.drafted)
    synced = sync(desk, list(done.drafted), progress=progress) if done.drafted else None
    return replace(done, commit=commit, synced=synced)


def _planned(desk: Desk, tip: str, names: Sequence[str], make: Make, *, again: bool) -> Redrafted:
    register, tree = Register(desk, tip), desk.tree(tip)
    bars = _bars(desk, register, names, again=again)
    drafted: dict[str, Proposal] = {}
    left: dict[str, Left] = dict(bars)
    for name in names:
        proposal = register.get(name)
        found = bars.get(name) or (make(tree, proposal) if proposal is not None else Bar.DECIDED)
        if isinstance(found, Draft) and proposal is not None:
            drafted[name] = redrafted(proposal, found)
        elif not isinstance(found, Draft):
            left[name] = found
    return _sound(desk, tip, drafted, left)


def _bars(desk: Desk, register: Register, names: Collection[str], *, again: bool) -> dict[str, Bar]:
    """What is in the way of drafting, by id."""
    refs = desk.store.branches("refs/heads")
    branches = Branches(desk, register, refs)
    pulls = desk.forge.pulls(names)
    own = {name: own_branch(pull) for name, pull in pulls.items()}
    branches.expect([f"refs/heads/proposal/{name}" for name in names])
    found = ((name, _bar(name, register, branches, own.get(name, ""), again=again)) for name in names)
    return {name: bar for name, bar in found if bar is not None}


def _bar(name: str, register: Register, branches: Branches, own: str, *, again: bool) -> Bar | None:
    proposal = register.get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    if not register.is_open(proposal):
        return Bar.DECIDED
    if proposal.changes and not again:
        return Bar.DRAFTED
    if own:
        return Bar.OWN_BRANCH
    found = branches.find(name)
    if found.deed is Deed.LEAVE:
        return Bar.BY_HAND
    is_on_branch = bool(found.draft.changes) and not proposal.changes
    return Bar.ON_BRANCH if is_on_branch and not again else None


def _sound(desk: Desk, tip: str, drafted: Mapping[str, Proposal], left: Mapping[str, Left]) -> Redrafted:
    """Without those whose draft would break a rule."""
    tree, sound, broken = desk.tree(tip), dict(drafted), dict(left)
    paths = {proposal_path(name): name for name in drafted}
    while True:
        files = {path: raw for each in sound.values() for path, raw in proposal_file(tree, each).items()}
        files = {path: raw for path, raw in files.items() if raw != tree.source.read(path)}
        faults = desk.faults(tip, files) if files else []
        named = {fault.file for fault in faults} & files.keys()
        if not named:
            return Redrafted(sound, broken, files)
        for path in named:
            broken[paths[path]] = tuple(fault for fault in faults if fault.file == path)
            del sound[paths[path]]


def put_on_branches(desk: Desk, names: Collection[str]) -> None:
    """Let the draft of the register stand on each branch too, where another one does.

    A branch that was left alone as somebody's work stays.
    """
    for name in names:
        _put_on_branch(desk, name)


def _put_on_branch(desk: Desk, name: str) -> None:
    for _ in range(_TRIES):
        branches = Branches(desk, Register(desk, desk.tip()))
        stands, found = branches.find(name), branches.anew(name)
        if stands.deed is Deed.LEAVE or found.commit is None or found.built is None:
            return
        meant, held = found.built.proposal, stands.draft
        if (held.changes, held.drafted) == (meant.changes, meant.drafted):
            return
        if not desk.publish([found.move(desk.store.write([found.commit])[0])]):
            return
    raise TooBusy
