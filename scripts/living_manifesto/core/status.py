"""What became of a proposal: which decision may follow which, and the state that one tree and a day tell.

What only history or the forge know (under review, waiting for words, last call) is added by other rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from living_manifesto.core.proposals import Decision, Outcome, Proposal
from living_manifesto.core.values import value

FINAL = frozenset(Outcome) - {Outcome.DEFERRED}
"""The outcomes after which a decision stands for ever; a reverted adoption keeps its decision too."""

TRANSITIONS: Mapping[Outcome | None, frozenset[Outcome]] = {
    None: frozenset(Outcome),
    Outcome.DEFERRED: frozenset(Outcome),
    **{outcome: frozenset() for outcome in FINAL},
}
"""Which outcomes may follow an outcome (None: open). To nothing at all leads no way back."""


class State(StrEnum):
    """The state of a proposal, computed and never typed."""

    RECEIVED = "received"
    NOT_DRAFTED = "not_drafted"
    DEFERRED = "deferred"
    ADOPTED = "adopted"
    INCORPORATED = "incorporated"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    REVERTED = "reverted"


@value
class Status:
    """The state; who took the adoption back; and, for an open proposal, the end of a deferral that has passed."""

    state: State
    reverted_by: str = ""
    reopened_after: str = ""


def is_final(decision: Decision | None) -> bool:
    """Whether the decision ends the matter: a deferral does not, since it passes."""
    return decision is not None and decision.outcome in FINAL


def may_follow(before: Decision | None, after: Decision | None) -> bool:
    """Whether a step may put ``after`` where ``before`` stood, both being different.

    A proposal may be deferred again only to another end: with the same one just the recorded reason would change.
    """
    if after is None:
        return False
    if before is not None and before.outcome is after.outcome is Outcome.DEFERRED:
        return before.until != after.until
    return after.outcome in TRANSITIONS[before.outcome if before else None]


def decided_elsewhere(proposal: Proposal) -> bool:
    """Whether an imported proposal states a decision of another place, which gives the day (``on``)."""
    imported = proposal.source is not None and proposal.source.channel == "import"
    return imported and proposal.decision is not None and proposal.decision.on != ""


def has_passed(until: str, today: str) -> bool:
    """Whether the end of a deferral is a day before ``today`` (ISO); an event in words does not pass by itself."""
    try:
        return date.fromisoformat(until) < date.fromisoformat(today)
    except ValueError:
        return False


def status(proposal: Proposal, today: str, *, reverted_by: str = "") -> Status:
    """The status on a day (ISO, in the manifesto's time zone); ``reverted_by`` as ``reversals`` gives it."""
    decision = proposal.decision
    match decision:
        case Decision(outcome=Outcome.DEFERRED, until=until) if has_passed(until, today):
            return Status(_open_state(proposal), reopened_after=until)
        case Decision(outcome=Outcome.ADOPTED) if reverted_by:
            return Status(State.REVERTED, reverted_by=reverted_by)
        case Decision(outcome=outcome):
            return Status(State(outcome.value))
        case _:
            return Status(_open_state(proposal))


def _open_state(proposal: Proposal) -> State:
    return State.RECEIVED if proposal.changes else State.NOT_DRAFTED


def reversals(proposals: Iterable[Proposal]) -> dict[str, str]:
    """Which adopted proposal is taken back by which, where the taking back itself still stands.

    The last by id counts where there are several. A decision of another place takes back only
    what was decided there: it had no effect on the text here.
    """
    adopted = {each.id: each for each in proposals if _is_adopted(each)}
    takers: dict[str, list[str]] = {}
    for taker in adopted.values():
        target = adopted.get(taker.reverts)
        if target is not None and decided_elsewhere(taker) == decided_elsewhere(target):
            takers.setdefault(target.id, []).append(taker.id)
    standing: dict[str, bool] = {}
    found = {each: [by for by in sorted(takers[each]) if _stands(by, takers, standing)] for each in sorted(takers)}
    return {each: by[-1] for each, by in found.items() if by}


def _is_adopted(proposal: Proposal) -> bool:
    return proposal.decision is not None and proposal.decision.outcome is Outcome.ADOPTED


def _stands(proposal: str, takers: Mapping[str, list[str]], standing: dict[str, bool]) -> bool:
    # Depth first with a stack of our own: a file may claim a chain as long as it likes, or a circle.
    stack = [proposal]
    while stack:
        current = stack[-1]
        standing.setdefault(current, True)
        waiting = [by for by in takers.get(current, ()) if by not in standing]
        if waiting:
            stack.extend(waiting)
            continue
        standing[current] = not any(standing[by] for by in takers.get(current, ()))
        stack.pop()
    return standing[proposal]
