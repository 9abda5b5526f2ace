"""What must hold for every manifesto and every list of changes."""

from collections.abc import Mapping

from hypothesis import assume, given
from hypothesis import strategies as st

from living_manifesto.core.amend.apply import Applied, apply, check
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.amend.invert import compose, invert
from living_manifesto.core.amend.merge import merge_text
from living_manifesto.core.amend.resolution import Fit, Need, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Add, Change, Move, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline, Place
from living_manifesto.core.tokens import words
from properties.trees import changes_on, move_pairs, texts, trees


def applied(before: Node, changes: tuple[Change, ...]) -> Node:
    outcome = apply(before, changes, "")
    assert isinstance(outcome, Applied), outcome
    return outcome.root


@given(st.data())
def test_the_outline_after_changes_is_that_of_the_tree_after_changes(data: st.DataObject) -> None:
    before = data.draw(trees())
    changes = data.draw(changes_on(before))
    outcome = apply(before, changes, "")
    assert isinstance(outcome, Applied)
    assert check(Outline.of(before), changes, "") is None
    assert outcome.outline().places == Outline.of(outcome.root).places


@given(st.data())
def test_a_difference_of_edited_trees_gives_the_edited_tree(data: st.DataObject) -> None:
    before = data.draw(trees())
    after = applied(before, data.draw(changes_on(before, most=9)))
    assert applied(before, diff(before, after)) == after


@given(trees(), trees())
def test_a_difference_of_unrelated_trees_gives_the_other_tree(before: Node, after: Node) -> None:
    assert applied(before, diff(before, after)) == after


@given(trees())
def test_a_tree_does_not_differ_from_itself(root: Node) -> None:
    again = Node(root.id, root.title, lists=tuple((name, tuple(nodes)) for name, nodes in root.lists))
    assert diff(root, again) == ()


@given(st.data())
def test_changes_and_then_their_inverse_give_the_tree_again(data: st.DataObject) -> None:
    before = data.draw(trees())
    changes = data.draw(changes_on(before))
    assert applied(applied(before, changes), invert(Outline.of(before), changes, "")) == before


@given(st.data())
def test_two_lists_composed_have_the_effect_of_both(data: st.DataObject) -> None:
    before = data.draw(trees())
    first = data.draw(changes_on(before))
    between = applied(before, first)
    second = data.draw(changes_on(between, stem="x7p2qa"))
    composed = compose(Outline.of(before), first, second, "")
    assert applied(before, composed) == applied(between, second)


@given(st.data())
def test_changes_composed_with_their_inverse_are_nothing(data: st.DataObject) -> None:
    before = data.draw(trees())
    changes = data.draw(changes_on(before))
    outline = Outline.of(before)
    assert compose(outline, changes, invert(outline, changes, ""), "") == ()


@given(texts, texts, texts)
def test_joining_texts_does_not_depend_on_the_side(base: str, ours: str, theirs: str) -> None:
    assert merge_text(base, ours, theirs) == merge_text(base, theirs, ours)
    assert merge_text(base, ours, base) == ours
    assert merge_text(base, ours, ours) == ours


_PHRASES = ("学校を", "強く", "する", "防衛力", "AIで", "2030")


@given(st.lists(st.sampled_from(_PHRASES), max_size=9), st.data())
def test_joined_texts_hold_what_either_side_put_in_and_lack_only_what_a_side_took_out(
    base: list[str], data: st.DataObject
) -> None:
    ours, theirs = data.draw(_edited(base, "追加")), data.draw(_edited(base, "NEW"))
    merged = merge_text("、".join(base), "、".join(ours), "、".join(theirs))
    assume(merged is not None)
    joined = words(merged or "")
    for word in words("".join(_PHRASES)):
        count, one, other = (words("、".join(text)).count(word) for text in (base, ours, theirs))
        assert joined.count(word) >= count - max(0, count - one) - max(0, count - other)
    assert joined.count("追加") == ours.count("追加")
    assert joined.count("NEW") == theirs.count("NEW")


@st.composite
def _edited(draw: st.DrawFn, base: list[str], put_in: str) -> list[str]:
    phrases = list(base)
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, len(phrases)))
        end = draw(st.integers(start, min(len(phrases), start + 2)))
        phrases[start:end] = draw(st.sampled_from([[], [put_in], [put_in, "学校を", put_in]]))
    return phrases


def again(base: Node, today: Node, changes: tuple[Change, ...]) -> Resolution:
    resolution = resolve(base, Outline.of(today), changes, "", "20260128-k3f9tw")
    assert applied(today, resolution.changes) == resolution.root
    assert (resolution.fit is Fit.NEEDS_PERSON) == bool(resolution.needs)
    assert len(resolution.notes) == len(changes)
    return resolution


@given(st.data())
def test_on_the_text_it_was_written_for_a_proposal_is_clean(data: st.DataObject) -> None:
    base = data.draw(trees())
    changes = data.draw(changes_on(base))
    resolution = again(base, base, changes)
    assert resolution.fit in (Fit.CLEAN, Fit.ALREADY_THERE)
    assert resolution.root == applied(base, changes)


@given(st.data())
def test_what_is_resolved_is_resolved_for_good(data: st.DataObject) -> None:
    base = data.draw(trees())
    today = applied(base, data.draw(changes_on(base, stem="x7p2qa")))
    resolution = again(base, today, data.draw(changes_on(base)))
    once_more = again(today, today, resolution.changes)
    assert (once_more.changes, once_more.root) == (resolution.changes, resolution.root)


@given(st.data())
def test_a_change_that_was_made_stands_already(data: st.DataObject) -> None:
    base = data.draw(trees())
    changes = data.draw(changes_on(base, least=1, most=1))
    assume(changes)
    assert again(base, applied(base, changes), changes).fit is Fit.ALREADY_THERE


@given(st.data())
def test_a_stale_removal_or_move_never_loses_newer_text(data: st.DataObject) -> None:
    base = data.draw(trees())
    today = applied(base, data.draw(changes_on(base, least=1, stem="x7p2qa")))
    changes = data.draw(changes_on(base, least=1))
    old, new = (Outline.of(tree).places for tree in (base, today))
    newer = {
        (place.node.id, place.node.title, place.node.text)
        for key, place in new.items()
        if key not in old or (old[key].node.title, old[key].node.text) != (place.node.title, place.node.text)
    }
    result = again(base, today, tuple(change for change in changes if not isinstance(change, Replace))).root
    assert newer <= {(node.id, node.title, node.text) for node in result.walk()}


@given(st.data())
def test_a_node_moved_twice_needs_a_person(data: st.DataObject) -> None:
    base = data.draw(trees())
    pair = data.draw(move_pairs(base))
    assume(pair)
    one, other = pair
    today, wanted = applied(base, (other,)), applied(base, (one,))
    places = [Outline.of(tree).places for tree in (today, wanted)]
    assume(isinstance(one, Move))
    if today == wanted:
        assert again(base, today, (one,)).fit is Fit.ALREADY_THERE
    elif {one.target} <= places[0].keys() & places[1].keys():
        stand = [(place[one.target].parent, place[one.target].list) for place in places]
        assume(stand[0] != stand[1])
        assert again(base, today, (one,)).needs[0].need is Need.MOVED_TWICE
    else:
        assert again(base, today, (one,)).fit in (Fit.NEEDS_PERSON, Fit.ALREADY_THERE)


@given(st.data())
def test_changes_of_different_nodes_commute(data: st.DataObject) -> None:
    base = data.draw(trees())
    places = Outline.of(base).places
    first, second = (data.draw(changes_on(base, least=1, most=1, stem=stem)) for stem in ("k3f9tw", "x7p2qa"))
    assume(first and second and not isinstance(first[0], Move) and not isinstance(second[0], Move))
    near = [_concerned(change, places) for change in (*first, *second)]
    assume(near[0].isdisjoint(near[1]))
    assert applied(applied(base, first), second) == applied(applied(base, second), first)


def _concerned(change: Change, places: Mapping[str, Place]) -> set[str]:
    """The addresses that a change writes on, and those that it needs."""
    if isinstance(change, Add):
        section, ids = change.to.partition("/")[0], {node.id for node in change.node.walk()}
        return {change.to} | ids | {f"{section}/{node_id}" for node_id in ids}
    if isinstance(change, Replace):
        return {change.target}
    below = {key for key in places if _is_below(key, change.target, places)}
    return below | {places[change.target].parent}


def _is_below(key: str, ancestor: str, places: Mapping[str, Place]) -> bool:
    while key:
        if key == ancestor:
            return True
        key = places[key].parent
    return False


@given(st.data(), st.integers(2, 5))
def test_additions_at_one_place_all_stand_in_whatever_order_they_are_adopted(data: st.DataObject, count: int) -> None:
    base = data.draw(trees())
    points = [key for key, place in Outline.of(base).places.items() if place.list == "points"]
    assume(points)
    neighbour = Outline.of(base).places[data.draw(st.sampled_from(points))]
    proposals = [
        (f"20260128-k3f9t{letter}", Add(neighbour.parent, neighbour.node.id, Node(f"k3f9t{letter}-1", text=letter)))
        for letter in "abcde"[:count]
    ]
    today = base
    for proposal, change in data.draw(st.permutations(proposals)):
        resolution = resolve(base, Outline.of(today), (change,), "", proposal)
        assert resolution.fit is Fit.CLEAN
        today = resolution.root
    texts_now = [node.text for node in today.walk()]
    assert all(texts_now.count(change.node.text) == 1 for _, change in proposals)
    assert len(texts_now) == len(list(base.walk())) + count
