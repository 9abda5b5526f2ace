"""Plain application: what fits, and how each thing that does not fit is named."""

import pytest

from core.manifesto_sample import DRILLS, HOME, OUTLINE, POSTURE, ROOT, SCHOOLS, point, titled
from living_manifesto.core.amend.apply import Applied, apply, check
from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Form, Node, digest

NEW = point("k3f9tw-1", "避難できる場所の整備を検討します。")


def applied(*changes: Change) -> Applied:
    outcome = apply(OUTLINE, changes, HOME)
    assert isinstance(outcome, Applied), outcome
    assert check(OUTLINE, changes, HOME) is None
    return outcome


def ids(outcome: Applied, key: str, name: str) -> list[str]:
    return [node.id for node in outcome.outline().places[key].node.children(name)]


def refused(*changes: Change) -> Conflict:
    conflict = check(OUTLINE, changes, HOME)
    assert conflict is not None
    assert conflict == apply(ROOT, changes, HOME)
    return conflict


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("first", ["k3f9tw-1", "schools", "drills"]),
        ("schools", ["schools", "k3f9tw-1", "drills"]),
        ("last", ["schools", "drills", "k3f9tw-1"]),
    ],
)
def test_a_point_is_added_where_its_neighbour_says(after: str, expected: list[str]) -> None:
    assert ids(applied(Add("posture", after, NEW)), "defense/posture", "points") == expected


def test_all_untouched_nodes_stay_the_same_objects() -> None:
    outline = applied(Replace("schools", "text", SCHOOLS.text, "校舎を強くします。")).outline()
    assert outline.places["science"].node is OUTLINE.places["science"].node
    assert outline.places["defense/drills"].node is DRILLS
    assert outline.places["defense/posture"].node.children("points")[0].text == "校舎を強くします。"


def test_a_later_change_finds_what_an_earlier_one_added() -> None:
    outcome = applied(Add("posture", "last", NEW), Add("k3f9tw-1", "first", point("k3f9tw-2", "費用も示します。")))
    assert ids(outcome, "defense/k3f9tw-1", "points") == ["k3f9tw-2"]


def test_an_item_becomes_a_part_by_moving() -> None:
    outcome = applied(Move("ai-nation", "posture", "issues", was=digest(titled("ai-nation", "AI国家をめざす"))))
    assert ids(outcome, "defense/posture", "parts") == ["issues", "ai-nation"]
    assert ids(outcome, "defense", "items") == ["posture"]


def test_a_node_that_moves_to_another_section_takes_all_below_it_along() -> None:
    outcome = applied(Move("posture", "education", "tutors", "items"), Replace("education/p4", "form", "paragraph", ""))
    places = outcome.outline().places
    assert "defense/p4" not in places
    assert places["education/p4"].node.form is Form.BULLET


def test_areas_and_sections_change_by_the_same_four_operations() -> None:
    outcome = applied(
        Add("manifesto", "state", titled("economy", "経済", sections=(titled("tax", "税"),))),
        Move("education", "economy", "first"),
        Replace("tax", "number", "", "7"),
        Remove("people"),
        Replace("manifesto", "title", "マニフェスト", "政策集"),
    )
    assert ids(outcome, "manifesto", "areas") == ["state", "economy"]
    assert ids(outcome, "economy", "sections") == ["education", "tax"]
    assert outcome.outline().places["tax"].node.number == 7
    assert outcome.root.title == "政策集"


def test_a_bare_id_means_a_node_of_the_home_section_first() -> None:
    outcome = applied(Replace("v1", "text", "平和を守る国", "平和をつくる国"))
    assert outcome.outline().places["science/v1"].node.text == "学びつづける国"


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (Replace("scools", "text", "", "新"), Cause.NO_TARGET),
        (Remove("culture/k1"), Cause.NO_TARGET),
        (Move("scools", "posture", "last"), Cause.NO_TARGET),
        (Add("postures", "last", NEW), Cause.NO_PARENT),
        (Move("schools", "postures", "last"), Cause.NO_PARENT),
        (Add("posture", "scools", NEW), Cause.NO_NEIGHBOUR),
        (Add("posture", "drills-night", NEW), Cause.NO_NEIGHBOUR),
        (Move("schools", "posture", "schools"), Cause.NO_NEIGHBOUR),
        (Replace("schools", "text", "学校の建物を強くします。", "新"), Cause.TEXT_DIFFERS),
        (Add("defense", "last", NEW), Cause.WHICH_LIST),
        (Move("ai-nation", "science", "last"), Cause.WHICH_LIST),
        (Add("state", "last", NEW), Cause.NO_LIST),
        (Add("schools", "last", titled("k3f9tw-1", "題名")), Cause.NO_LIST),
        (Add("posture", "last", NEW, "parts"), Cause.MISFIT),
        (Add("posture", "last", NEW, "vision"), Cause.MISFIT),
        (Move("schools", "posture", "last", "parts"), Cause.MISFIT),
        (Replace("schools", "text", SCHOOLS.text, SCHOOLS.text), Cause.CHANGES_NOTHING),
        (Replace("schools", "form", "", "bullet"), Cause.CHANGES_NOTHING),
        (Add("posture", "last", point("schools", "別の文")), Cause.ID_TAKEN),
        (Add("posture", "last", point("k3f9tw-1", "文", point("p4", "同じid"))), Cause.ID_TAKEN),
        (Add("posture", "last", point("k3f9tw-1", "文", point("k3f9tw-1", "同じid"))), Cause.ID_TAKEN),
        (Add("manifesto", "last", titled("defense", "同じid")), Cause.ID_TAKEN),
        (Move("v1", "science", "last", "vision"), Cause.ID_TAKEN),
        (Move("posture", "issues", "last"), Cause.INTO_ITSELF),
        (Remove("drills", digest(SCHOOLS)), Cause.SUBTREE_DIFFERS),
        (Move("drills", "ai-nation", "last", was=digest(SCHOOLS)), Cause.SUBTREE_DIFFERS),
        (Add("posture", "last", SCHOOLS), Cause.ALREADY_THERE),
        (Replace("schools", "text", "前の文", SCHOOLS.text), Cause.ALREADY_THERE),
        (Move("drills", "posture", "schools"), Cause.ALREADY_THERE),
        (Move("drills", "posture", "last"), Cause.ALREADY_THERE),
        (Remove("manifesto"), Cause.ROOT),
        (Move("manifesto", "state", "last"), Cause.ROOT),
        (Replace("posture", "text", "", "新"), Cause.WRONG_FIELD),
        (Replace("schools", "title", "", "題名"), Cause.WRONG_FIELD),
        (Replace("schools", "form", "bullet", "table"), Cause.WRONG_VALUE),
        (Replace("defense", "number", "", "四"), Cause.WRONG_VALUE),
    ],
)
def test_each_thing_in_the_way_has_its_own_cause(change: Change, cause: Cause) -> None:
    conflict = refused(change)
    assert (conflict.index, conflict.cause, conflict.first) == (0, cause, None)


def test_a_conflict_tells_what_stands_and_which_lists_fit() -> None:
    stale = refused(Replace("schools", "text", "学校を強くします。", "新"))
    assert (stale.reference, stale.key, stale.field) == ("schools", "defense/schools", "text")
    assert (stale.was, stale.stands) == ("学校を強くします。", SCHOOLS.text)
    assert refused(Add("defense", "last", NEW)).lists == ("preface", "vision")
    assert refused(Move("ai-nation", "science", "last")).lists == ("parts", "items")
    lost = refused(Add("posture", "scools", NEW))
    assert (lost.reference, lost.to, lost.list, lost.key) == ("scools", "posture", "points", "defense/posture")
    taken = refused(Add("posture", "last", point("k3f9tw-1", "文", point("p4", "同じid"))))
    assert (taken.reference, taken.key) == ("p4", "defense/p4")


@pytest.mark.parametrize(
    "changes",
    [
        (Replace("schools", "text", SCHOOLS.text, "一"), Replace("schools", "text", SCHOOLS.text, "二")),
        (Remove("posture"), Replace("schools", "text", SCHOOLS.text, "一")),
        (Move("posture", "education", "last", "items"), Remove("posture")),
        (Remove("schools"), Add("posture", "schools", NEW)),
        (Replace("drills-night", "text", "夜間の訓練も行います。", "一"), Remove("drills", digest(DRILLS))),
    ],
)
def test_the_earlier_change_that_a_change_contradicts_is_named(changes: tuple[Change, ...]) -> None:
    unrelated = Replace("ai-nation", "title", "AI国家をめざす", "AIの国")
    conflict = refused(unrelated, *changes)
    assert (conflict.index, conflict.first) == (2, 1)


def test_only_the_first_conflict_is_named() -> None:
    assert refused(Add("posture", "last", NEW), Remove("nowhere"), Remove("nothing")).index == 1


def test_an_added_node_must_be_made_like_the_others_of_its_list() -> None:
    both = Node("k3f9tw-1", title="題名", text="本文")
    assert refused(Add("posture", "last", both)).cause is Cause.NO_LIST
    odd = titled("k3f9tw-1", "題名", vision=(point("k3f9tw-2", "文"),))
    assert refused(Add("posture", "last", odd, "parts")).cause is Cause.NO_LIST


def test_no_change_leaves_the_very_same_tree() -> None:
    assert applied().root is ROOT
    assert OUTLINE.places["defense/posture"].node is POSTURE


def test_where_two_nodes_have_one_address_nothing_is_edited_but_elsewhere_it_is() -> None:
    twice = titled("science", "科学技術", vision=(point("v1", "学ぶ国"), point("v1", "学びつづける国")))
    areas = ROOT.children("areas")
    root = ROOT.with_children("areas", (areas[0].with_children("sections", (twice,)), areas[1]))
    for change in (Replace("science/v1", "text", "学ぶ国", "新"), Remove("science"), Remove("state")):
        conflict = apply(root, (change,), HOME)
        assert isinstance(conflict, Conflict)
        assert (conflict.cause, conflict.key) == (Cause.DOUBLE_ID, "science/v1")
    outcome = apply(root, (Replace("education/t1", "text", "全校に置きます。", "新"),), HOME)
    assert isinstance(outcome, Applied)
    assert outcome.root.children("areas")[0].children("sections") == (twice,)
    assert outcome.outline().doubles == {"science/v1"}
