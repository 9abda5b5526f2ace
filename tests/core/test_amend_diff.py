"""Differences, inverses and compositions by example."""

import pytest

from core.manifesto_sample import DRILLS, HOME, OUTLINE, POSTURE, ROOT, SCHOOLS, point, titled
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.amend.invert import compose, invert
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node, digest

NEW = point("k3f9tw-1", "避難できる場所の整備を検討します。")


def after(*changes: Change, before: Node = ROOT) -> Node:
    outcome = apply(before, changes, HOME)
    assert isinstance(outcome, Applied), outcome
    return outcome.root


@pytest.mark.parametrize(
    "change",
    [
        Add("defense/posture", "schools", NEW),
        Add("manifesto", "first", titled("economy", "経済")),
        Replace("defense/schools", "text", SCHOOLS.text, "校舎を強くします。"),
        Replace("defense/p4", "form", "paragraph", "raw"),
        Replace("science", "number", "", "4"),
        Replace("manifesto", "title", "マニフェスト", "政策集"),
        Remove("defense/drills", digest(DRILLS)),
        Move("defense/drills", "defense/issues", "p4", was=digest(DRILLS)),
        Move("defense/posture", "education", "tutors", "items", was=digest(POSTURE)),
        Move("defense", "people", "first", was=digest(OUTLINE.places["defense"].node)),
    ],
)
def test_one_change_is_seen_as_that_change(change: Change) -> None:
    assert diff(ROOT, after(change)) == (change,)


def test_reordering_takes_as_few_moves_as_possible() -> None:
    order = "abcdefg"
    before, wanted = (
        titled("s", "節", vision=tuple(point(name, name) for name in text)) for text in (order, "fabdceg")
    )
    trees = [
        Node("manifesto").with_children("areas", (titled("a", "分野", sections=(section,)),))
        for section in (before, wanted)
    ]
    changes = diff(trees[0], trees[1])
    assert len(changes) == 2
    assert all(isinstance(change, Move) for change in changes)
    assert after(*changes, before=trees[0]) == trees[1]


def test_a_point_that_became_a_title_is_removed_and_added_again() -> None:
    heading = titled("schools", "学校", points=(point("drills-night", "別の文"),))
    wanted = after(Remove("schools"), Remove("drills-night"), Add("posture", "first", heading, "parts"))
    changes = diff(ROOT, wanted)
    assert Remove("defense/schools", digest(SCHOOLS)) in changes
    assert after(*changes) == wanted


def test_a_section_that_is_split_is_one_addition_and_moves() -> None:
    new = titled("budget", "予算")
    wanted = after(Add("state", "defense", new), Move("posture", "budget", "first", "items"))
    assert diff(ROOT, wanted) == (
        Add("state", "defense", new),
        Move("defense/posture", "budget", "first", "items", digest(POSTURE)),
    )


def test_parent_and_child_can_change_places() -> None:
    wanted = after(
        Move("drills-night", "posture", "schools"), Move("drills", "drills-night", "first"),
    )  # fmt: skip
    assert after(*diff(ROOT, wanted)) == wanted


@pytest.mark.parametrize(
    ("change", "inverse"),
    [
        (Add("posture", "last", NEW), Remove("defense/k3f9tw-1", digest(NEW))),
        (
            Replace("ai-nation", "title", "AI国家をめざす", "AIの国"),
            Replace("defense/ai-nation", "title", "AIの国", "AI国家をめざす"),
        ),
        (Remove("drills"), Add("defense/posture", "schools", DRILLS)),
        (Remove("v1"), Add("defense", "first", point("v1", "平和を守る国"), "vision")),
        (Move("drills", "issues", "last"), Move("defense/drills", "defense/posture", "schools", was=digest(DRILLS))),
        (
            Move("posture", "education", "last", "items"),
            Move("education/posture", "defense", "first", "items", digest(POSTURE)),
        ),
    ],
)
def test_each_operation_has_its_inverse(change: Change, inverse: Change) -> None:
    assert invert(OUTLINE, (change,), HOME) == (inverse,)
    assert after(inverse, before=after(change)) == ROOT


def test_the_inverse_of_what_does_not_apply_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no_target"):
        invert(OUTLINE, (Remove("nowhere"),), HOME)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            Add("posture", "last", NEW),
            Replace("k3f9tw-1", "text", NEW.text, "新しい文"),
            (Add("defense/posture", "drills", point("k3f9tw-1", "新しい文")),),
        ),
        (Add("posture", "last", NEW), Remove("k3f9tw-1"), ()),
        (
            Replace("v1", "text", "平和を守る国", "平和の国"),
            Replace("defense/v1", "text", "平和の国", "平和をつくる国"),
            (Replace("defense/v1", "text", "平和を守る国", "平和をつくる国"),),
        ),
        (Replace("v1", "text", "平和を守る国", "平和の国"), Replace("v1", "text", "平和の国", "平和を守る国"), ()),
        (
            Move("schools", "issues", "last"),
            Move("schools", "ai-nation", "last"),
            (Move("defense/schools", "defense/ai-nation", "first", was=digest(SCHOOLS)),),
        ),
        (
            Move("schools", "education/tutors", "t1"),
            Replace("education/schools", "text", SCHOOLS.text, "新しい文"),
            (
                Move("defense/schools", "education/tutors", "t1", was=digest(SCHOOLS)),
                Replace("education/schools", "text", SCHOOLS.text, "新しい文"),
            ),
        ),
    ],
)
def test_two_changes_become_one_where_they_concern_the_same(
    first: Change, second: Change, expected: tuple[Change, ...]
) -> None:
    assert compose(OUTLINE, (first,), (second,), HOME) == expected


def test_of_two_nodes_with_one_address_only_the_first_counts() -> None:
    areas = ROOT.children("areas")
    education = OUTLINE.places["education"].node
    doubled = education.with_children("items", education.children("items") * 2)
    again = ROOT.with_children("areas", (areas[0], areas[1].with_children("sections", (doubled, doubled))))
    assert diff(ROOT, again) == diff(again, ROOT) == ()
