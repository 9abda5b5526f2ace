"""Several adoptions in one step, and baselines."""

from __future__ import annotations

import pytest

from core.steps_edits import deleted, gone, no_baselines, unreadable
from core.steps_world import (
    ADOPT_OPEN,
    BASELINE,
    BEFORE,
    MANIFESTO,
    NEW,
    OPEN,
    acts,
    after,
    children,
    codes,
    fields,
    point,
    proposal,
    put,
    recorded,
    snapshot,
    step,
)
from living_manifesto.core.changes import Add, Move, Remove
from living_manifesto.core.codes import Severity
from living_manifesto.core.proposals import Outcome
from living_manifesto.core.steps import ActKind, Judgement, judge
from living_manifesto.core.values import replace

# Several adoptions in one step.


def two_at_one_anchor(first: str, second: str) -> Judgement:
    """Two proposals add behind p2; in the result the node of ``first`` stands before that of ``second``."""
    made = {name: point(f"{name[-6:]}-1", f"{name} の文。") for name in (first, second)}
    return step(
        *(
            put(proposal(name, Add("alliances", "p2", made[name], "points"), outcome=Outcome.ADOPTED))
            for name in (first, second)
        ),
        children("alliances", "points", lambda old: (*old, made[first], made[second])),
    )


@pytest.mark.parametrize(
    ("first", "second"), [("20260201-aaaaaa", "20260201-zzzzzz"), ("20260201-zzzzzz", "20260201-aaaaaa")]
)
def test_two_additions_at_one_anchor_stand_in_either_order(first: str, second: str) -> None:
    judgement = two_at_one_anchor(first, second)
    assert judgement.faults == ()
    assert acts(judgement) == {(ActKind.ADOPTION, first), (ActKind.ADOPTION, second)}


def test_an_addition_behind_a_node_that_another_adoption_adds_waits_for_it() -> None:
    first, second = point("m1", "ひとつ。"), point("m2", "ふたつ。")
    judgement = step(
        put(proposal("20260201-aaaaaa", Add("alliances", "m2", first, "points"), outcome=Outcome.ADOPTED)),
        put(proposal("20260201-zzzzzz", Add("alliances", "p2", second, "points"), outcome=Outcome.ADOPTED)),
        children("alliances", "points", lambda old: (*old, second, first)),
    )
    assert judgement.faults == ()


def test_a_removal_waits_for_the_addition_behind_the_node_that_it_takes_away() -> None:
    made, far = point("m1", "ひとつ。"), point("m2", "ふたつ。")
    judgement = step(
        put(proposal("20260201-aaaaaa", Add("alliances", "p2", far, "points"), Remove("v1"), outcome=Outcome.ADOPTED)),
        put(proposal("20260201-zzzzzz", Add("defense", "v1", made, "vision"), outcome=Outcome.ADOPTED)),
        children("alliances", "points", lambda old: (*old, far)),
        children("defense", "vision", lambda old: (made, old[1])),
    )
    assert judgement.faults == ()


@pytest.mark.parametrize(("order", "legal"), [("m1 p2 p1", True), ("p2 p1 m1", True), ("p2 m1 p1", False)])
def test_an_addition_and_a_move_of_its_neighbour_stand_in_every_order_that_explains_them(
    order: str, legal: bool
) -> None:
    made = point("m1", "ひとつ。")
    judgement = step(
        put(proposal("20260201-aaaaaa", Add("alliances", "p1", made, "points"), outcome=Outcome.ADOPTED)),
        put(proposal("20260201-zzzzzz", Move("p1", "alliances", "p2", "points"), outcome=Outcome.ADOPTED)),
        children(
            "alliances",
            "points",
            lambda old: tuple({each.id: each for each in (*old, made)}[name] for name in order.split()),
        ),
    )
    assert (judgement.faults == ()) is legal


def test_many_adoptions_of_one_step_are_explained_together() -> None:
    names = [f"20260201-many{count:02}" for count in range(12)]
    made = {name: point(f"{name[-6:]}-1", f"{name} の文。") for name in names}
    judgement = step(
        *(put(proposal(name, Add("alliances", "p1", made[name], "points"), outcome=Outcome.ADOPTED)) for name in names),
        children("alliances", "points", lambda old: (old[0], *(made[name] for name in names), *old[1:])),
    )
    assert judgement.faults == ()
    assert len(judgement.acts) == 12


@pytest.mark.parametrize("taken", [Remove("v1"), Move("v1", "defense", "v2", "vision")])
def test_among_many_adoptions_a_neighbour_goes_only_after_what_was_put_behind_it(taken: Remove | Move) -> None:
    made = {f"20260201-many{count:02}": point(f"many{count:02}-1", "文。") for count in range(4)}
    left = point("m1", "残る文。")
    gone_or_moved = (point("v1", "平和を守る。"),) if isinstance(taken, Move) else ()
    judgement = step(
        *(
            put(proposal(name, Add("alliances", "p1", new, "points"), outcome=Outcome.ADOPTED))
            for name, new in made.items()
        ),
        put(proposal("20260201-aaaaaa", taken, outcome=Outcome.ADOPTED)),
        put(proposal("20260201-zzzzzz", Add("defense", "v1", left, "vision"), outcome=Outcome.ADOPTED)),
        children("alliances", "points", lambda old: (old[0], *made.values(), *old[1:])),
        children("defense", "vision", lambda old: (left, old[1], *gone_or_moved)),
    )
    assert judgement.faults == ()


# Baselines.


def test_without_a_baseline_nothing_is_judged() -> None:
    assert step(fields("v1", text="別。"), deleted(OPEN), before=snapshot()) == Judgement()


def test_the_first_baseline_has_to_state_its_text_and_nothing_more() -> None:
    start = snapshot()
    judgement = step(fields("v1", text="別。"), deleted(OPEN), recorded(BASELINE), before=start)
    assert judgement.faults == ()
    assert acts(judgement) == {(ActKind.BASELINE, BASELINE)}
    wrong = step(fields("v1", text="別。"), recorded(BASELINE, lambda _: MANIFESTO), before=start)
    assert [(fault.code, fault.args["section"]) for fault in wrong.faults] == [("LM708", "defense")]


def test_a_later_baseline_explains_the_text_and_is_a_warning_that_lists_its_sections() -> None:
    judgement = step(fields("v1", text="別。"), gone("t1"), recorded(NEW))
    assert [(fault.code, fault.severity, fault.args["sections"]) for fault in judgement.faults] == [
        ("LM709", Severity.WARNING, ("defense", "tax"))
    ]
    assert acts(judgement) == {(ActKind.BASELINE, NEW)}


def test_beside_a_baseline_an_adoption_still_has_to_show_its_effect() -> None:
    fine = step(*ADOPT_OPEN, fields("t1", text="別。"), recorded(NEW))
    assert codes(fine) == {"LM709"}
    assert [fault.args["sections"] for fault in fine.faults] == [("tax",)]
    empty = step(ADOPT_OPEN[0], fields("t1", text="別。"), recorded(NEW))
    assert codes(empty) == {"LM705.missing", "LM709"}


def test_breaking_the_file_of_a_baseline_does_not_free_the_steps_after_it() -> None:
    file = BEFORE.paths[BASELINE]
    broken = after(no_baselines, unreadable(file))
    assert codes(judge(BEFORE, broken)) == {"LM714"}
    assert codes(step(fields("v1", text="別。"), before=broken)) == {"LM701.text"}
    repaired = after(
        fields("v1", text="別。"), recorded(BASELINE), lambda tree: replace(tree, unreadable=frozenset()), before=broken
    )
    assert codes(judge(broken, repaired)) == {"LM714.mended", "LM701.text"}
