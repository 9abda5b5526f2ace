"""Which decision may follow which, and what one tree and a day tell about a proposal."""

from __future__ import annotations

from itertools import product

import pytest

from living_manifesto.core.changes import Remove
from living_manifesto.core.proposals import Decision, Outcome, Proposal, Source
from living_manifesto.core.status import (
    FINAL,
    State,
    Status,
    decided_elsewhere,
    is_final,
    may_follow,
    reversals,
    status,
)
from living_manifesto.core.values import replace

DRAFTED = Proposal("20260110-aaaaaa", "defense", "2026-01-10", changes=(Remove("v1"),))
TODAY = "2026-07-01"


def decided(outcome: Outcome, *, until: str = "", on: str = "") -> Proposal:
    return replace(DRAFTED, decision=Decision(outcome, "理由。", until=until, on=on))


@pytest.mark.parametrize(("before", "after"), list(product(sorted(FINAL), Outcome)))
def test_a_final_decision_is_followed_by_none(before: Outcome, after: Outcome) -> None:
    assert not may_follow(Decision(before), Decision(after))
    assert not may_follow(Decision(before), Decision(before, "別の理由。"))


@pytest.mark.parametrize("after", Outcome)
def test_every_outcome_may_follow_an_open_or_deferred_proposal(after: Outcome) -> None:
    assert may_follow(None, Decision(after))
    assert may_follow(Decision(Outcome.DEFERRED, until="2026-06-30"), Decision(after, until="2026-12-31"))


@pytest.mark.parametrize("before", Outcome)
def test_a_decision_is_not_taken_away(before: Outcome) -> None:
    assert not may_follow(Decision(before), None)


def test_a_deferral_is_followed_by_one_with_another_end_only() -> None:
    deferred = Decision(Outcome.DEFERRED, "待つ。", until="2026-06-30")
    assert not may_follow(deferred, replace(deferred, reason="別。"))
    assert may_follow(deferred, replace(deferred, until="予算の成立"))


def test_only_a_deferral_is_not_final() -> None:
    assert not is_final(None)
    assert {outcome for outcome in Outcome if not is_final(Decision(outcome))} == {Outcome.DEFERRED}


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (DRAFTED, Status(State.RECEIVED)),
        (replace(DRAFTED, changes=None), Status(State.NOT_DRAFTED)),
        (replace(DRAFTED, changes=()), Status(State.NOT_DRAFTED)),
        (decided(Outcome.DEFERRED, until="2026-07-01"), Status(State.DEFERRED)),
        (decided(Outcome.DEFERRED, until="2026-06-30"), Status(State.RECEIVED, reopened_after="2026-06-30")),
        (decided(Outcome.DEFERRED, until="予算の成立"), Status(State.DEFERRED)),
        (
            replace(decided(Outcome.DEFERRED, until="2026-06-30"), changes=None),
            Status(State.NOT_DRAFTED, reopened_after="2026-06-30"),
        ),
        *((decided(outcome), Status(State(outcome.value))) for outcome in Outcome),
    ],
)
def test_the_state_follows_from_the_proposal_and_the_day(proposal: Proposal, expected: Status) -> None:
    assert status(proposal, TODAY) == expected


def test_an_adoption_that_was_taken_back_says_by_which() -> None:
    adopted = decided(Outcome.ADOPTED)
    taker = replace(adopted, id="20260210-bbbbbb", reverts=adopted.id)
    taken = reversals([adopted, taker])
    assert taken == {adopted.id: taker.id}
    assert status(adopted, TODAY, reverted_by=taken[adopted.id]) == Status(State.REVERTED, reverted_by=taker.id)
    assert status(decided(Outcome.DECLINED), TODAY, reverted_by=taker.id) == Status(State.DECLINED)


def test_a_taking_back_that_is_not_adopted_takes_nothing_back() -> None:
    adopted = decided(Outcome.ADOPTED)
    assert reversals([adopted, replace(DRAFTED, id="20260210-bbbbbb", reverts=adopted.id)]) == {}
    assert reversals([replace(DRAFTED, decision=None), replace(adopted, id="x", reverts=DRAFTED.id)]) == {}


def test_a_taking_back_that_was_taken_back_leaves_the_first_adoption_standing() -> None:
    first = decided(Outcome.ADOPTED)
    second = replace(first, id="20260210-bbbbbb", reverts=first.id)
    third = replace(first, id="20260310-cccccc", reverts=second.id)
    again = replace(first, id="20260410-dddddd", reverts=first.id)
    assert reversals([first, second, third]) == {second.id: third.id}
    assert reversals([first, second, third, again]) == {first.id: again.id, second.id: third.id}


def test_a_circle_and_a_long_chain_of_takings_back_come_to_an_end() -> None:
    first = decided(Outcome.ADOPTED)
    circle = [replace(first, reverts="20260210-bbbbbb"), replace(first, id="20260210-bbbbbb", reverts=first.id)]
    assert len(reversals(circle)) == 1
    chain = [replace(first, id=f"{count:08}-chain0", reverts=f"{count - 1:08}-chain0") for count in range(4001)]
    assert len(reversals(chain)) == 2000


def test_what_was_decided_elsewhere_takes_back_only_what_was_decided_there() -> None:
    here = decided(Outcome.ADOPTED)
    there = replace(decided(Outcome.ADOPTED, on="2025-08-01"), id="20250801-bbbbbb", source=Source("import"))
    taker = replace(there, id="20250802-cccccc", reverts=here.id)
    assert not decided_elsewhere(here)
    assert decided_elsewhere(there)
    assert not decided_elsewhere(replace(there, source=Source("web")))
    assert reversals([here, there, taker]) == {}
    assert reversals([here, there, replace(taker, reverts=there.id)]) == {there.id: taker.id}
