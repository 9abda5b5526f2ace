"""Which draft counts: the copy on the branch, unless the register was drafted anew and nobody bettered the branch."""

from __future__ import annotations

from core.manifesto_sample import point
from living_manifesto.core.changes import Add, Change
from living_manifesto.core.proposals import Drafted, Proposal
from living_manifesto.core.values import replace
from living_manifesto.plan.building import build
from living_manifesto.plan.redrafted import redrafted
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
