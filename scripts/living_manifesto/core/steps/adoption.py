"""Whether the text shows exactly what the adopted proposals say, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Snapshot
from living_manifesto.core.steps.acts import ActKind, Findings
from living_manifesto.core.steps.addresses import displayed, shift, words
from living_manifesto.core.steps.demands import placed_key
from living_manifesto.core.steps.order import Explained, explain, in_turn
from living_manifesto.core.steps.standing import stand_already
from living_manifesto.core.values import replace, value


class _Effect(Enum):
    """How one change of an adopted proposal shows in the text."""

    SHOWN = auto()
    ABSENT = auto()
    OTHER = auto()


@value
class _Trees:
    """The text before, as the adoptions make it, and after."""

    before: Outline
    explained: Outline
    after: Outline


def judge_adoptions(
    before: Outline, after: Outline, adopted: Sequence[Proposal], snapshot: Snapshot, findings: Findings
) -> Outline:
    """Note the adoptions whose effect differs from what they say; give the text that the adoptions explain."""
    if not adopted:
        return before
    for proposal in adopted:
        if not proposal.changes:
            findings.fault(_differs(proposal, snapshot, "", "").but(variant="missing"))
    explained = explain(before, [proposal for proposal in adopted if proposal.changes], after)
    trees = _Trees(before, explained.outline, after)
    for proposal, conflict in explained.refused:
        _refused(proposal, conflict, trees, snapshot, findings)
    shown = tuple(_shown(proposal, trees, snapshot, findings) for proposal in explained.applied)
    return _without_absent(explained, shown, before)


def _without_absent(explained: Explained, shown: tuple[Proposal, ...], before: Outline) -> Outline:
    """The text without the changes that do not show, so that they are not named a second time as silent edits."""
    if shown == explained.applied:
        return explained.outline
    again = in_turn(before, shown)
    return explained.outline if again.refused else again.outline


def _shown(proposal: Proposal, trees: _Trees, snapshot: Snapshot, findings: Findings) -> Proposal:
    """Note what of the proposal does not show; give it with the changes that do, in whatever form."""
    effects = [(change, _effect(change, proposal.section, trees)) for change in proposal.changes or ()]
    failed = [change for change, effect in effects if effect is not _Effect.SHOWN]
    if not failed:
        findings.act(ActKind.ADOPTION, proposal.id)
    else:
        absent = all(effect is _Effect.ABSENT for _, effect in effects)
        key = _key(failed[0], proposal.section, trees)
        fault = _differs(proposal, snapshot, _target(key, trees), _detail(failed[0], key, trees))
        findings.fault(fault.but(variant="missing" if absent else "partial"), node=key)
    return replace(proposal, changes=tuple(change for change, effect in effects if effect is not _Effect.ABSENT))


def _refused(proposal: Proposal, conflict: Conflict, trees: _Trees, snapshot: Snapshot, findings: Findings) -> None:
    changes = proposal.changes or ()
    change = changes[conflict.index]
    already = stand_already(changes, proposal.section, trees.before)
    if already and proposal.mends:
        # Whether the commit that it names is a silent edit of these nodes, only the whole history tells: the audit.
        findings.act(ActKind.ADOPTION, proposal.id)
        return
    key = _key(change, proposal.section, trees)
    fault = _differs(proposal, snapshot, _target(key, trees), _detail(change, key, trees))
    findings.fault(fault.but(variant="already" if already else ""), node=key)


def _differs(proposal: Proposal, snapshot: Snapshot, target: str, detail: str) -> Diagnostic:
    file = snapshot.paths.get(proposal.id, "")
    return Diagnostic.of("LM705", file, proposal=proposal.id, target=target, detail=detail)


def _target(key: Key, trees: _Trees) -> str:
    held = next((tree for tree in (trees.after, trees.explained, trees.before) if key in tree.places), trees.after)
    return displayed(held, key)


def _detail(change: Change, key: Key, trees: _Trees) -> str:
    match change:
        case Add(node=node):
            return words(node)
        case Replace(was=was, becomes=becomes):
            return shift(was, becomes)
        case Remove() | Move():
            place = trees.before.places.get(key)
            return words(place.node) if place else ""


def _key(change: Change, home: str, trees: _Trees) -> Key:
    """The address at which the effect of a change is to be seen."""
    for tree in (trees.explained, trees.before, trees.after):
        if isinstance(change, Add | Move):
            key = placed_key(tree, change, home)
            if key in tree.places:
                return key
        else:
            found = tree.key(change.target, home)
            if found is not None:
                return found
    return change.node.id if isinstance(change, Add) else change.target


def _effect(change: Change, home: str, trees: _Trees) -> _Effect:
    key = _key(change, home, trees)
    wanted = _look(change, key, trees.explained, trees.after)
    found = _look(change, key, trees.after, trees.explained)
    if wanted == found:
        return _Effect.SHOWN
    return _Effect.ABSENT if found == _look(change, key, trees.before, trees.explained) else _Effect.OTHER


def _look(change: Change, key: Key, tree: Outline, other: Outline) -> object:
    """What stands where a change is about, as far as the change says it.

    The neighbour before a placed node is looked for among those that both trees hold: a node that somebody
    else put between is not this proposal's fault.
    """
    place = tree.places.get(key)
    if place is None:
        return None
    match change:
        case Replace(field=field):
            return getattr(place.node, field)
        case Remove():
            return True
        case Add():
            return place.node, place.parent, place.list, _neighbour(key, tree, other)
        case Move():
            return place.parent, place.list, _neighbour(key, tree, other)


def _neighbour(key: Key, tree: Outline, other: Outline) -> str:
    place = tree.places[key]
    there = other.places.get(place.parent)
    shared = {node.id for node in there.node.children(place.list)} if there else set[str]()
    before = ""
    for sibling in tree.places[place.parent].node.children(place.list):
        if sibling.id == place.node.id:
            break
        before = sibling.id if sibling.id in shared else before
    return before
