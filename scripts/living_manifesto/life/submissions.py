"""Submitting: a file that somebody wrote becomes a received proposal, a branch and a pull request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.core.values import replace, value
from living_manifesto.forge.port import Moved
from living_manifesto.life.branches import PREFIX, Branches
from living_manifesto.life.desk import Desk
from living_manifesto.life.receipts import Received, receive
from living_manifesto.life.register import Register, outcome_of
from living_manifesto.life.sync import Synced, sync
from living_manifesto.plan.branches import build
from living_manifesto.plan.commits import NewCommit, RefMove
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.source import Source
from living_manifesto.rules.tree import Tree


@value
class Submitted:
    """What came of it: the receipt, the proposals that have a pull request now, and what was done to get there."""

    received: Received
    names: tuple[str, ...]
    synced: Synced


def files_here(source: Source, names: Collection[str] | None) -> dict[str, bytes]:
    """The proposal files of a folder, by path; only the named ones if some are named."""
    if names is not None:
        paths: Collection[str] = [proposal_path(name) for name in names]
    else:
        paths = [path for path in source.paths() if is_proposal_file(path)]
    found = ((path, source.read(path)) for path in paths)
    return {path: raw for path, raw in found if raw is not None}


def is_proposal_file(path: str) -> bool:
    """Whether a path is where a proposal stands."""
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return "-" in name and path == proposal_path(name)


def submit(desk: Desk, here: Tree, names: Collection[str] | None, progress: Callable[[int, int], None]) -> Submitted:
    """Receive what lies here and is new, and see that each named proposal (all when None) has its pull request.

    A file that states its own adoption (``propose --from-edit``) is not received first: its pull request is receipt
    and adoption in one.
    """
    files = files_here(here.source, names)
    fresh = _fresh(desk, files)
    whole = {path: proposal for path in fresh if (proposal := _whole(here, path)) is not None}
    received = receive(desk, {path: raw for path, raw in fresh.items() if path not in whole})
    for proposal in whole.values():
        _offer(desk, proposal)
    refused = {path.rpartition("/")[2].removesuffix(".yaml") for path in received.refused}
    wanted = None if names is None else [name for name in names if name not in refused]
    synced = sync(desk, wanted, reopen=names is not None, progress=progress)
    register = Register(desk, desk.tip())
    known = [proposal.id for proposal in register.proposals.values() if register.is_open(proposal)]
    offered = [proposal.id for proposal in whole.values()]
    return Submitted(received, tuple(wanted if wanted is not None else sorted([*known, *offered])), synced)


def _fresh(desk: Desk, files: Mapping[str, bytes]) -> dict[str, bytes]:
    stands = Register(desk, desk.tip()).files
    return {path: raw for path, raw in files.items() if path not in stands}


def _whole(here: Tree, path: str) -> Proposal | None:
    entry = here.entry(path)
    proposal = entry.proposal if entry is not None else None
    adopted = proposal is not None and outcome_of(proposal.decision) is Outcome.ADOPTED
    return proposal if adopted and proposal is not None and not proposal.is_imported else None


def _offer(desk: Desk, proposal: Proposal) -> None:
    """The branch of a proposal that brings its own adoption; one that exists stays."""
    tip, ref = desk.tip(), PREFIX + proposal.id
    if desk.store.tip(ref) is not None:
        return
    built = build(desk.tree(tip), replace(proposal, decision=None), None)
    message = Branches(desk, Register(desk, tip)).message(built.proposal)
    commit = desk.store.write([NewCommit((tip,), message, desk.now, built.files)])[0]
    if desk.store.move([RefMove(ref, None, commit)]):
        raise Moved(ref)
