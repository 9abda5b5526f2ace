"""The audit: every step since the first baseline judged, and whether today's text is the sum of what was adopted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from living_manifesto.core.values import NOTHING, value
from living_manifesto.documents.schema import Schemas
from living_manifesto.history.faults import Fault
from living_manifesto.history.ledger import Later, Ledger
from living_manifesto.history.steps import Mark, Step, Walk
from living_manifesto.rules.tree import Tree


@value
class Report:
    """What an audit found. ``first`` is the step of the first baseline, None where there is none yet.

    ``steps`` counts all steps, ``judged`` those since the first baseline, ``acts`` what they are made of, by kind.
    ``tip`` is the last step, ``since`` the one that a checkpoint named; where ``whole`` is false, only what came
    after that one was judged.
    """

    tip: Mark
    first: Mark | None
    steps: int
    judged: int
    acts: Mapping[str, int] = NOTHING
    open: tuple[Fault, ...] = ()
    mended: tuple[Fault, ...] = ()
    later: tuple[Later, ...] = ()
    since: Mark | None = None
    whole: bool = True


def audit(
    walk: Walk, schemas: Schemas, ledger: Ledger, *, told: Callable[[Step], object] = lambda _step: None
) -> Mark | None:
    """Judge the steps of a walk, going on from what the ledger holds; the last of them.

    ``told`` hears of each step once it is judged.
    """
    before, last = Tree(walk.before(), schemas), None
    for step, source in walk:
        after = Tree(source, schemas, before.known)
        ledger.take(step.mark, before, after, step.paths)
        before, last = after, step.mark
        told(step)
    return last


def report(ledger: Ledger, tip: Mark) -> Report:
    """What a ledger holds after the last step, as a value."""
    return Report(
        tip,
        ledger.first,
        ledger.steps,
        ledger.judged,
        dict(ledger.acts),
        tuple(ledger.open),
        tuple(ledger.mended),
        tuple(ledger.later),
    )
