"""Proposals about the same node or place find each other, however they are written."""

from __future__ import annotations

from time import perf_counter

from core.manifesto_sample import point, titled
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.plan.neighbours import Relation, neighbours

NODE, PLACE = Relation.SAME_NODE, Relation.SAME_PLACE
NEW = point("k3f9tw-1", "新しい文。")
ITEM = titled("k3f9tw-2", "新しい項目")


def related(*changes: Change, homes: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> list[object]:
    """What the first proposal has to do with the others, by their place in the list."""
    held = {f"{number}": ((change,), (homes or ("bus",) * 9)[number]) for number, change in enumerate(changes)}
    return [(int(name), relation) for name, relation in neighbours(held, places=places).of("0")]


def test_a_proposal_alone_and_one_that_is_not_known_have_no_neighbours() -> None:
    assert related(Remove("p1")) == []
    assert neighbours({}).of("20260101-aaaaaa") == ()


def test_replacing_removing_and_moving_one_node_is_about_the_same_node() -> None:
    others = Remove("bus/p1"), Move("p1", "item", "first"), Replace("p2", "text", "", "丙")
    found = related(Replace("p1", "text", "甲", "乙"), *others)
    assert found == [(1, NODE), (2, NODE)]


def test_the_same_id_in_another_section_is_another_node() -> None:
    assert related(Remove("p1"), Remove("p1"), homes=("bus", "tax")) == []


def test_the_bare_id_of_a_section_is_the_section_wherever_it_is_written() -> None:
    titles = Replace("tax", "title", "税", "税金"), Replace("tax", "title", "税", "税制")
    assert related(*titles, homes=("bus", "tax"), places=("bus", "tax")) == [(1, NODE)]


def test_additions_after_one_neighbour_are_at_the_same_place() -> None:
    assert related(Add("item", "p1", NEW), Add("bus/item", "p1", NEW, "points"), Add("item", "p2", NEW)) == [(1, PLACE)]


def test_moving_a_node_to_a_place_meets_what_is_added_there() -> None:
    assert related(Move("p9", "item", "last"), Add("item", "last", NEW), Add("item", "last", ITEM)) == [
        (1, PLACE),
        (2, PLACE),
    ]


def test_the_ends_of_two_lists_of_one_parent_are_two_places() -> None:
    assert related(Add("bus", "last", NEW, "vision"), Add("bus", "last", NEW, "preface")) == []
    assert related(Add("item", "last", NEW), Add("item", "last", ITEM)) == []


def test_the_closer_relation_counts_and_comes_first() -> None:
    held: dict[str, tuple[tuple[Change, ...], str]] = {
        "a": ((Add("item", "last", NEW), Remove("p1")), "bus"),
        "b": ((Add("item", "last", NEW),), "bus"),
        "c": ((Add("item", "last", NEW), Replace("p1", "text", "甲", "乙")), "bus"),
    }
    assert neighbours(held).of("a") == (("c", NODE), ("b", PLACE))
    assert neighbours(held).of("b") == (("a", PLACE), ("c", PLACE))


def test_ten_thousand_proposals_are_related_in_a_moment() -> None:
    held: dict[str, tuple[tuple[Change, ...], str]] = {
        f"{number}": ((Add(f"i{number % 240}", "last", NEW), Remove(f"p{number}")), f"s{number % 40}")
        for number in range(10_000)
    }
    start = perf_counter()
    index = neighbours(held)
    assert all(len(index.of(name)) in (40, 41) for name in held)
    assert perf_counter() - start < 3  # one second on a machine that has nothing else to do
