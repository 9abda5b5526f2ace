"""A contributor's own branch: brought to a whole proposal where it is not one yet, and given its pull request."""

from __future__ import annotations

import re

from living_manifesto.core.values import value
from living_manifesto.forge.port import Moved
from living_manifesto.life.branches import Branches
from living_manifesto.life.desk import Desk, Refused, texts_of
from living_manifesto.life.register import Register
from living_manifesto.life.sync import Synced, sync
from living_manifesto.plan.actions import OpenPull
from living_manifesto.plan.aim import Incomplete
from living_manifesto.plan.commits import RefMove
from living_manifesto.plan.completion import Completed, Remark, complete

_SIGNED = re.compile(r"\n(?:\n[A-Za-z-]+-by: [^\n]*)(?:\n[A-Za-z-]+-by: [^\n]*)*\Z", re.IGNORECASE)


class NoBranch(Exception):
    """There is no branch of that name; the argument is the name."""


class Unfinished(Exception):
    """The branch cannot be completed; the argument says why, as data."""

    def __init__(self, found: Incomplete) -> None:
        super().__init__(found.why)
        self.found = found


@value
class HandedIn:
    """The proposal of a branch, what was added to it, and what was done about its pull request."""

    name: str
    remarks: frozenset[Remark]
    synced: Synced


def hand_in(desk: Desk, branch: str, reason: str) -> HandedIn:
    """Complete a contributor's own branch and open its pull request; the same branch again changes nothing."""
    ref = f"refs/heads/{branch}"
    held = desk.store.branches(ref).get(ref)
    if held is None:
        raise NoBranch(branch)
    register = Register(desk, desk.tip())
    branches = Branches(desk, register)
    base = branches.base(held)
    facts = desk.store.describe(held.commit)
    made = complete(
        desk.tree(base),
        desk.tree(held.commit),
        branches.changed(base, held.commit),
        None,
        register.today,
        _words(facts.message),
        reason=reason,
        proposer=facts.author.name,
    )
    if isinstance(made, Incomplete):
        raise Unfinished(made)
    if faults := desk.faults(base, made.files):
        raise Refused(faults, texts_of(made.files))
    _fold(desk, branches, made, ref, base, held.commit)
    name = made.proposal.id
    if name not in desk.forge.pulls([name]):
        head = desk.store.tip(ref) or held.commit
        title = branches.message(made.proposal).partition("\n")[0]
        desk.forge.apply([OpenPull(name, branch, head, title, "", draft=True)])
    return HandedIn(name, made.remarks, sync(desk, [name], reopen=True))


def _words(message: str) -> str:
    """What somebody said of a commit, without the lines at its end that only name people and their addresses."""
    return _SIGNED.sub("", message.rstrip()).strip()


def _fold(desk: Desk, branches: Branches, made: Completed, ref: str, base: str, head: str) -> None:
    """One commit with everything, unless the branch is one already."""
    files = {path: desk.tree(head).source.read(path) for path in branches.changed(base, head)}
    if desk.store.describe(head).parents == (base,) and files == dict(made.files):
        return
    commit = desk.store.write([branches.fold(made.proposal, base, head, made.files)])[0]
    if desk.publish([RefMove(ref, head, commit)]):
        raise Moved(ref)
