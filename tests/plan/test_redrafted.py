"""Which draft counts: the copy on the branch, unless the register was drafted anew and nobody bettered the branch."""

from __future__ import annotations

from core.manifesto_sample import point
from living_manifesto.core.changes import Add, Change
from living_manifesto.core.proposals import Drafted, Proposal
from living_manifesto.core.values import replace
from living_manifesto.plan.building import build
from living_manifesto.plan.redrafted import grown, redrafted
from plan.trees import TOWN, proposal, tree, written
from support.held import Held


def bus(text: str) -> Change:
    return Add("bus", "last", point("k3f9tw-1", text))


FIRST = proposal(changes=(bus("夜のバスも走らせます。"),))
ANEW = replace(FIRST, changes=(bus("日曜の便を増やします。"),), drafted=Drafted("staff"))


def base(received: Proposal) -> Held:
    return TOWN.but(written(received))


def copy_of(received: Proposal) -> Proposal:
    return build(tree(base(received)), received, None).proposal


def test_the_copy_counts_while_the_register_says_what_it_said() -> None:
    assert redrafted(tree(base(FIRST)), tree(base(FIRST)), copy_of(FIRST)) is None


def test_a_younger_draft_of_the_register_counts() -> None:
    assert redrafted(tree(base(FIRST)), tree(base(ANEW)), copy_of(FIRST)) == ANEW


def test_what_somebody_bettered_on_the_branch_counts_all_the_same() -> None:
    better = replace(copy_of(FIRST), changes=(bus("夜九時台のバスも走らせます。"),))
    assert redrafted(tree(base(FIRST)), tree(base(ANEW)), better) is None


def test_a_draft_that_was_taken_out_of_the_register_takes_nothing_from_the_branch() -> None:
    bare = replace(FIRST, changes=None, drafted=None)
    assert redrafted(tree(base(FIRST)), tree(base(bare)), copy_of(FIRST)) is None


def test_a_contributors_proposal_that_was_never_received_keeps_its_draft() -> None:
    assert redrafted(tree(TOWN), tree(base(ANEW)), copy_of(FIRST)) is None


TRAM = Add("bus", "last", point("tram", "路面電車も走らせます。"))
BEHIND = proposal(changes=(Add("bus", "tram", point("k3f9tw-1", "夜のバスも走らせます。")),))


def with_tram(held: Held) -> Held:
    apply = build(tree(held), proposal("20260101-aaaaaa", changes=(TRAM,)), None)
    return held.but({path: raw for path, raw in apply.files.items() if path.startswith("manifesto/")})


def test_a_place_that_was_only_near_gives_way_to_the_one_that_was_meant() -> None:
    held = base(BEHIND)
    copy = copy_of(BEHIND)
    assert copy.changes != BEHIND.changes
    assert grown(tree(held), tree(held), tree(held), copy) is None
    assert grown(tree(held), tree(held), tree(with_tram(held)), copy) == BEHIND


def test_a_place_that_a_person_chose_stays() -> None:
    held = base(BEHIND)
    elsewhere = replace(copy_of(BEHIND), changes=(Add("bus", "first", point("k3f9tw-1", "夜のバスも走らせます。")),))
    assert grown(tree(held), tree(held), tree(with_tram(held)), elsewhere) is None


def test_what_fitted_from_the_beginning_follows_its_branch() -> None:
    held = base(FIRST)
    assert grown(tree(held), tree(held), tree(with_tram(held)), copy_of(FIRST)) is None
