"""What must hold for every manifesto and every list of changes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from living_manifesto.core.amend import Applied, apply, check, compose, diff, invert, merge_text
from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.tokens import words
from properties.trees import changes_on, texts, trees


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
