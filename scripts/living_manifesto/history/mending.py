"""Proposals that state afterwards what a step did in silence (``mends``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.changes import Add, Change, Move
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.steps.addresses import displayed
from living_manifesto.core.steps.demands import placed_key
from living_manifesto.history.faults import Fault, above


def names_its_fault(
    proposal: Proposal, open_faults: Iterable[Fault], before: Outline, after: Outline, paths: Mapping[str, str]
) -> Iterator[tuple[Diagnostic, Key]]:
    """LM705, with its node, for a change that is about no node which the commit it names left open."""
    nodes = {
        node
        for fault in open_faults
        if fault.is_in_text and fault.mark.commit == proposal.mends
        for node in fault.nodes
    }
    for change in proposal.changes or ():
        keys = set(touched_by(change, proposal.section, after, before))
        if not any(_meet(key, node, (before, after)) for key in keys for node in nodes):
            key = min(keys, default="")
            file, target = paths.get(proposal.id, ""), displayed(after, key)
            fault = Diagnostic.of("LM705", file, proposal=proposal.id, target=target, detail="")
            yield fault.but(variant="mends"), key
            return


def stating(faults: Sequence[Fault], proven: Outline, real: Outline) -> tuple[Change, ...]:
    """The changes that turn the proven text into the real one, as far as they are about the nodes of some faults.

    None where these do not stand by themselves: another step's edits are in their way.
    """
    nodes = {node for fault in faults for node in fault.nodes}
    found = tuple(
        change
        for change in diff(proven.root, real.root)
        if any(_meet(key, node, (proven, real)) for key in touched_by(change, "", real, proven) for node in nodes)
    )
    return found if isinstance(apply(proven, found, ""), Applied) else ()


def touched_by(change: Change, home: str, *outlines: Outline) -> Iterator[Key]:
    """The addresses of the node that a change is about, in each of the texts that hold it."""
    for outline in outlines:
        if isinstance(change, Add | Move):
            yield placed_key(outline, change, home)
        if not isinstance(change, Add):
            key = outline.key(change.target, home)
            if key is not None:
                yield key
            elif "/" in change.target:
                yield change.target


def _meet(one: Key, other: Key, outlines: tuple[Outline, ...]) -> bool:
    """Whether two addresses are the same, or one stands in the other."""
    return one == other or other in above(one, *outlines) or one in above(other, *outlines)
