"""Trees that no check has seen: the judge neither fails on them nor lets an edit through."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.steps_world import baseline, proposal, snapshot
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.codes import Severity
from living_manifesto.core.nodes import CHILD_KIND, LISTS, Kind, Node, in_order
from living_manifesto.core.proposals import Outcome
from living_manifesto.core.steps import ActKind, judge
from living_manifesto.core.values import replace

IDS = st.sampled_from(["a", "b", "c"])
"""So few that most trees hold two nodes with one address."""
WORDS = st.sampled_from(["", "ひとつ。", "ふたつ。"])
REFERENCES = st.sampled_from(["a", "b", "c", "a/a", "a/b", "b/a", "manifesto", "none"])
ANCHORS = st.sampled_from(["first", "last", "a", "b"])
LIST_NAMES = st.sampled_from(["", *CHILD_KIND])


@st.composite
def nodes(draw: st.DrawFn, kind: Kind = Kind.MANIFESTO, depth: int = 4) -> Node:
    lists = {
        name: tuple(draw(st.lists(nodes(CHILD_KIND[name], depth - 1), max_size=2))) if depth else ()
        for name in LISTS[kind]
    }
    words = draw(WORDS)
    name = "manifesto" if kind is Kind.MANIFESTO else draw(IDS)
    return Node(name, *(("", words) if kind is Kind.POINT else (words, "")), lists=in_order(lists))


CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(Add, REFERENCES, ANCHORS, nodes(Kind.POINT, 1), LIST_NAMES),
    st.builds(Replace, REFERENCES, st.sampled_from(["title", "text", "form", "number"]), WORDS, WORDS),
    st.builds(Remove, REFERENCES),
    st.builds(Move, REFERENCES, REFERENCES, ANCHORS, LIST_NAMES),
)


@settings(max_examples=150, deadline=None)
@given(nodes(), nodes())
def test_two_different_texts_are_never_a_legal_step(old: Node, new: Node) -> None:
    before = snapshot(old, baselines=(baseline(old),))
    judgement = judge(before, replace(before, root=new))
    assert (judgement.faults == ()) is (old == new)
    assert all(fault.severity is Severity.ERROR for fault in judgement.faults)


@settings(max_examples=150, deadline=None)
@given(nodes(), nodes(), st.lists(st.lists(CHANGES, max_size=3), max_size=3))
def test_whatever_is_adopted_on_odd_trees_is_judged(old: Node, new: Node, drafts: list[list[Change]]) -> None:
    before = snapshot(old, baselines=(baseline(old),))
    made = [
        proposal(f"20260201-adopt{place}", *changes, outcome=Outcome.ADOPTED, section="a")
        for place, changes in enumerate(drafts)
    ]
    after = snapshot(new, [*before.proposals.values(), *made], tuple(before.baselines.values()))
    judgement = judge(before, after)
    if not judgement.faults:
        assert {act.subject for act in judgement.acts if act.kind is ActKind.ADOPTION} == {each.id for each in made}
        assert drafts or old == new
