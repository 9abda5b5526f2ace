"""Ids of text from elsewhere: made of the words, and kept by what stood before."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.ids import is_node_id
from living_manifesto.core.nodes import Node
from living_manifesto.core.values import replace
from living_manifesto.intake.identity import Identified, identify


def point(text: str, *inner: Node) -> Node:
    return Node("", text=text, lists=(("points", inner),) if inner else ())


def titled(title: str, *points: Node) -> Node:
    return Node("", title=title, lists=(("points", points),) if points else ())


def section(*items: Node) -> Node:
    return Node("parks", title="公園", lists=(("items", items),) if items else ())


def words(node: Node) -> tuple[str, str]:
    return node.title, node.text


def ids(node: Node) -> dict[str, str]:
    """The id of every node by its words."""
    return {inner.title or inner.text: inner.id for inner in node.walk()}


BUS, TREES = "夜のバスを一時間に1本増やします。", "街路樹を毎年100本植えます。"
BEFORE = identify(section(titled("移動", point(BUS), point("短い。")), titled("みどり", point(TREES)))).node


def again(*items: Node) -> Identified:
    return identify(section(*items), BEFORE)


def test_every_node_gets_an_id_of_its_own_and_the_same_text_gets_the_same() -> None:
    found = identify(section(titled("移動", point(BUS)), titled("移動", point(BUS), point(BUS))))
    names = [node.id for node in found.node.walk()]
    assert len(set(names)) == len(names)
    assert all(map(is_node_id, names))
    assert (found.exact, found.alike, found.new) == (0, 0, 5)
    assert identify(section(titled("移動", point(BUS)), titled("移動", point(BUS), point(BUS)))) == found


def test_the_same_text_keeps_its_ids() -> None:
    found = again(titled("移動", point(BUS), point("短い。")), titled("みどり", point(TREES)))
    assert found.node == BEFORE
    assert (found.exact, found.alike, found.new) == (5, 0, 0)


def test_a_reworded_sentence_keeps_its_id_and_a_new_one_gets_another() -> None:
    later = "夜のバスを一時間に2本まで増やします。"
    found = again(titled("移動", point(later), point("短い。"), point("自転車の道をつくります。")), titled("みどり"))
    assert ids(found.node)[later] == ids(BEFORE)[BUS]
    assert ids(found.node)["自転車の道をつくります。"] not in ids(BEFORE).values()
    assert (found.exact, found.alike, found.new) == (3, 1, 1)


def test_a_sentence_that_moved_keeps_its_id() -> None:
    found = again(titled("移動", point("短い。")), titled("みどり", point(TREES), point(BUS)))
    assert ids(found.node) == ids(BEFORE)


def test_a_heading_that_was_renamed_is_known_by_its_sentences() -> None:
    found = again(titled("どこへでも行けるまち", point(BUS), point("短い。")), titled("みどり", point(TREES)))
    assert ids(found.node)["どこへでも行けるまち"] == ids(BEFORE)["移動"]


def test_a_heading_does_not_become_a_sentence() -> None:
    found = again(titled("緑", point("みどり")), titled("移動", point(BUS), point("短い。")))
    assert ids(found.node)["みどり"] != ids(BEFORE)["みどり"]


def test_no_id_that_stood_is_given_to_something_else() -> None:
    gone = {node.id for node in BEFORE.walk()}
    found = identify(replace(section(titled("まったく別の話", point("税の話です。"))), id="parks"), BEFORE)
    fresh = {node.id for node in found.node.walk()} - {"parks"}
    assert not fresh & gone


def test_repeated_headings_are_told_apart_by_where_they_stand() -> None:
    def pair(first: str, second: str) -> Iterable[Node]:
        for text in (first, second):
            part = titled("現状", point(text))
            yield Node("", title=f"{text}について", lists=(("parts", (part,)),))

    before = identify(section(*pair("ごみの出し方を見直します。", "図書館を夜まで開けます。"))).node
    after = identify(section(*reversed(list(pair("ごみの出し方を見直します。", "図書館を夜まで開けます。")))), before)
    items = {item.title: item.children("parts")[0].id for item in after.node.children("items")}
    assert items == {item.title: item.children("parts")[0].id for item in before.children("items")}
    assert after.exact == 6


def test_a_thousand_sentences_are_told_apart_in_a_moment() -> None:
    sentences = [point(f"第{number}の公園を{number * 7}平方メートルに広げます。") for number in range(1000)]
    before = identify(section(titled("広さ", *sentences))).node
    after = identify(section(titled("広さ", *sentences[::2], point("新しい文です。"))), before)
    assert (after.exact, after.new) == (501, 1)


WORDS = st.sampled_from(["あ", "い", "公園を広げます。", "公園を少し広げます。", "木を植えます。", "税を下げます。"])
ITEMS = st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=4)), max_size=4).map(
    lambda items: section(*(titled(title, *map(point, points)) for title, points in items))
)


@given(ITEMS, ITEMS)
def test_whatever_becomes_of_a_text_every_id_is_single_and_counted(first: Node, second: Node) -> None:
    before = identify(first).node
    found = identify(second, before)
    names = [node.id for node in found.node.walk()]
    assert len(set(names)) == len(names)
    assert found.exact + found.alike + found.new == len(names) - 1
    assert [(node.title, node.text) for node in found.node.walk()] == [
        (each.title, each.text) for each in second.walk()
    ]
    assert identify(second, found.node).node == found.node
