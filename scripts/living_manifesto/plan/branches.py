"""Branches of proposals: what one must hold, whether it was made by hand, and how a hand-made one is completed."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from living_manifesto.core.proposals import Proposal
from living_manifesto.plan.aim import Hindrance, Incomplete, is_adopted
from living_manifesto.plan.building import Built, as_received, build
from living_manifesto.plan.completion import Completed, Remark, complete
from living_manifesto.plan.files import Files, files_for, proposal_at, unreadable
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree

__all__ = [
    "Built",
    "Completed",
    "Files",
    "Hindrance",
    "Incomplete",
    "Remark",
    "Standing",
    "as_received",
    "build",
    "complete",
    "files_for",
    "standing",
]


class Standing(StrEnum):
    """How a branch stands to what the tool would build."""

    WHOLE = "whole"  # built again from its own draft on its own base it is the same, byte for byte
    BY_HAND = "by_hand"  # somebody edited it: it has to be completed
    EMPTY = "empty"  # neither text nor adoption: it waits for a draft
    UNREADABLE = "unreadable"  # a file of it cannot be understood


def standing(base: Tree, head: Tree, name: str, changed: Collection[str]) -> Standing:
    """How the branch of the proposal ``name`` stands; ``changed`` are the paths in which the two trees differ."""
    if unreadable(head, changed):
        return Standing.UNREADABLE
    path = proposal_path(name)
    own = proposal_at(head, path)
    if not changed or ({*changed} == {path} and own is not None and _waits(own)):
        return Standing.EMPTY
    if own is None or own.id != name:
        return Standing.BY_HAND
    built = build(base, own, base.outline())
    is_whole = dict(built.files) == {each: head.source.read(each) for each in changed}
    return Standing.WHOLE if is_whole else Standing.BY_HAND


def _waits(proposal: Proposal) -> bool:
    return not proposal.changes and not is_adopted(proposal)
