"""Legal acts, whatever their mixture, stay legal; one edit more, and the step is illegal and says where."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.steps_world import (
    BEFORE,
    DECLINED,
    DEFERRED,
    MANIFESTO,
    NOTICE,
    OPEN,
    UNDRAFTED,
    Edit,
    after,
    altered,
    decided,
    point,
    proposal,
    put,
)
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.codes import Severity
from living_manifesto.core.nodes import CHILD_KIND, LISTS, Kind, digest
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.proposals import Outcome
from living_manifesto.core.snapshot import Snapshot, Topics
from living_manifesto.core.steps import judge
from living_manifesto.core.values import replace


def sites(outline: Outline, kind: Kind) -> list[tuple[Key, str, str]]:
    """Everywhere that a node of the kind may stand: parent, list, sibling before it."""
    return [
        (key, held, sibling)
        for key, place in outline.places.items()
        for held in LISTS[place.kind]
        if CHILD_KIND[held] is kind
        for sibling in ("first", *(child.id for child in place.node.children(held)))
    ]


@st.composite
def additions(draw: st.DrawFn, outline: Outline, fresh: str) -> Change:
    parent, held, sibling = draw(st.sampled_from(sites(outline, Kind.POINT)))
    return Add(parent, sibling, point(fresh, f"{fresh} の文。"), held)


@st.composite
def rewordings(draw: st.DrawFn, outline: Outline, fresh: str) -> Change:
    key = draw(st.sampled_from(sorted(outline.places)))
    place = outline.places[key]
    field = "text" if place.kind is Kind.POINT else "title"
    return Replace(key, field, getattr(place.node, field), f"{fresh} のことば。")


@st.composite
def removals(draw: st.DrawFn, outline: Outline) -> Change:
    key = draw(st.sampled_from(sorted(key for key in outline.places if "/" in key)))
    return Remove(key, draw(st.sampled_from(["", digest(outline.places[key].node)])))


@st.composite
def moves(draw: st.DrawFn, outline: Outline) -> Change:
    key = draw(st.sampled_from(sorted(key for key in outline.places if "/" in key)))
    place = outline.places[key]
    below = {node.id for node in place.node.walk()}
    open_sites = [
        site for site in sites(outline, place.kind) if site[2] not in below and site[0].rpartition("/")[2] not in below
    ]
    parent, held, sibling = draw(st.sampled_from(open_sites))
    return Move(key, parent, sibling, held)


def change_of(outline: Outline, fresh: str) -> st.SearchStrategy[Change]:
    found = [additions(outline, fresh), rewordings(outline, fresh)]
    if any("/" in key for key in outline.places):
        found += [removals(outline), moves(outline)]
    return st.one_of(found)


@st.composite
def adoptions(draw: st.DrawFn) -> Edit:
    """Up to four new proposals of one to three changes each, adopted one after the other."""
    outline, register = Outline.of(MANIFESTO), []
    for turn in range(draw(st.integers(0, 4))):
        start, changes = outline, list[Change]()
        for place in range(draw(st.integers(1, 3))):
            change = draw(change_of(outline, f"n{turn}-{place}"))
            result = apply(outline, (change,), "none")
            if isinstance(result, Applied) and result.root != outline.root:
                changes.append(change)
                outline = Outline.of(result.root)
        if not changes or outline.root == start.root:
            outline = start
            continue
        name = f"20260201-{draw(st.sampled_from('abcdefgh'))}dopt{turn}"
        register.append(put(proposal(name, *changes, outcome=Outcome.ADOPTED, section="none")))
    root = outline.root
    return lambda tree: replace(after(*register, before=tree), root=root)


QUIET: tuple[Edit, ...] = (
    put(proposal("20260202-receiv")),
    altered(OPEN, title="別の題"),
    decided(UNDRAFTED, Outcome.WITHDRAWN),
    decided(DEFERRED, Outcome.DECLINED),
    altered(DECLINED, body=NOTICE),
    lambda tree: replace(tree, topics={"tax": Topics("tax")}),
    lambda tree: replace(tree, settings={}),
)


@st.composite
def legal_trees(draw: st.DrawFn) -> Snapshot:
    return after(draw(adoptions()), *draw(st.lists(st.sampled_from(QUIET), unique=True)))


@settings(max_examples=120, deadline=None)
@given(legal_trees())
def test_legal_acts_in_any_mixture_stay_legal(tree: Snapshot) -> None:
    assert judge(BEFORE, tree).faults == ()


@settings(max_examples=120, deadline=None)
@given(legal_trees(), st.data())
def test_one_edit_of_the_text_beside_legal_acts_is_named(tree: Snapshot, data: st.DataObject) -> None:
    outline = Outline.of(tree.root)
    kinds = [additions(outline, "silent"), rewordings(outline, "silent")]
    if any("/" in key for key in outline.places):
        kinds.append(removals(outline))
    change = data.draw(st.one_of(kinds))
    result = apply(outline, (change,), "none")
    assert isinstance(result, Applied)
    touched = f"{section_of(change.to) or change.to}/silent" if isinstance(change, Add) else change.target
    judgement = judge(BEFORE, replace(tree, root=result.root))
    assert any(fault.severity is Severity.ERROR for fault in judgement.faults)
    assert touched in judgement.nodes


@settings(max_examples=60, deadline=None)
@given(legal_trees(), st.sampled_from([OPEN, DECLINED, DEFERRED, UNDRAFTED]), st.data())
def test_one_edit_of_the_register_beside_legal_acts_is_named(tree: Snapshot, name: str, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["body", "reason", "proposer", "terms", "submitted_on", "path", "all"]))
    match field:
        case "all":
            edited = replace(tree, proposals={key: each for key, each in tree.proposals.items() if key != name})
        case "path":
            edited = replace(tree, paths={**tree.paths, name: "proposals/2026-09/elsewhere.yaml"})
        case _:
            edited = altered(name, **{field: "2099-09-09"})(tree)
    faults = judge(BEFORE, edited).faults
    assert [fault.args["proposal"] for fault in faults if fault.severity is Severity.ERROR] == [name]


@st.composite
def many_adoptions(draw: st.DrawFn) -> Snapshot:
    """Up to ten proposals that only add and reword: their order is told by the anchors alone."""
    outline, register = Outline.of(MANIFESTO), []
    for turn in range(draw(st.integers(5, 10))):
        changes = []
        for place in range(draw(st.integers(1, 2))):
            change = draw(st.one_of(additions(outline, f"n{turn}-{place}"), rewordings(outline, f"n{turn}-{place}")))
            result = apply(outline, (change,), "none")
            assert isinstance(result, Applied)
            changes.append(change)
            outline = result.outline()
        name = f"20260201-{draw(st.sampled_from('abcdefgh'))}dopt{turn}"
        register.append(put(proposal(name, *changes, outcome=Outcome.ADOPTED, section="none")))
    return replace(after(*register), root=outline.root)


@settings(max_examples=60, deadline=None)
@given(many_adoptions())
def test_many_additions_and_rewordings_of_one_step_are_explained_in_the_order_of_their_anchors(tree: Snapshot) -> None:
    assert judge(BEFORE, tree).faults == ()
