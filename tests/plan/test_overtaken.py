"""What a text that moved on cannot trouble need not be tried again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Add, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.plan.overtaken import Overtaken
from properties.trees import changes_on, trees


def item(*points: str) -> Node:
    return Node("i1", "公園").with_children(
        "points", tuple(Node(f"p{place}", text=text) for place, text in enumerate(points))
    )


def text(*points: str) -> Outline:
    section = Node("parks", "公園").with_children("items", (item(*points),))
    return Outline.of(
        Node("manifesto").with_children("areas", (Node("life", "暮らし").with_children("sections", (section,)),))
    )


@given(st.data())
def test_what_is_said_to_be_untroubled_fits_by_itself(data: st.DataObject) -> None:
    before = data.draw(trees())
    mine = data.draw(changes_on(before))
    outcome = apply(before, data.draw(changes_on(before, stem="x7p2qa")), "")
    assert isinstance(outcome, Applied)
    base, today = Outline.of(before), outcome.outline()
    if not Overtaken.between(base, today).may_trouble(mine, ""):
        assert resolve(base, today, mine, "", "20260201-aaaaaa").fit not in (Fit.NEEDS_PERSON, Fit.MERGED)


def test_an_edit_troubles_those_who_name_the_same_point_and_no_others() -> None:
    moved = Overtaken.between(text("木を植えます。", "花を植えます。"), text("木をもっと植えます。", "花を植えます。"))
    assert moved.may_trouble([Replace("parks/p0", "text", "木を植えます。", "林にします。")], "parks")
    assert moved.may_trouble([Remove("i1")], "parks")
    assert not moved.may_trouble([Replace("p1", "text", "花を植えます。", "花を増やします。")], "parks")
    assert not moved.may_trouble([Add("i1", "p0", Node("q1", text="池を掘ります。"))], "parks")


def test_an_id_that_somebody_else_took_troubles_whoever_would_add_it() -> None:
    moved = Overtaken.between(text("木を植えます。"), text("木を植えます。", "花を植えます。"))
    assert moved.may_trouble([Add("i1", "last", Node("p1", text="池を掘ります。"))], "parks")
    assert moved.may_trouble([Remove("p7")], "parks")
