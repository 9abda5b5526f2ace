"""A tree with files put in: what is the same in both is understood once, and what differs is seen."""

from __future__ import annotations

from living_manifesto.rules.source import Nothing, Overlay
from living_manifesto.rules.tree import MANIFESTO_PATH, Tree
from support.held import schemas

FRAME = """\
title: 見本
publisher: 見本の町
language: ja
time_zone: Asia/Tokyo
license: CC-BY-4.0
areas:
  - id: area
    title: 分野
    sections:
      - id: one
      - id: two
"""
ONE, TWO = "manifesto/area/one.yaml", "manifesto/area/two.yaml"


def section(name: str, title: str) -> bytes:
    return f"id: {name}\ntitle: {title}\n".encode()


def below() -> Tree:
    files = {MANIFESTO_PATH: FRAME.encode(), ONE: section("one", "一"), TWO: section("two", "二")}
    return Tree(Overlay(Nothing(), files), schemas())


def test_what_was_put_in_is_seen_and_the_rest_is_the_very_same() -> None:
    tree = below()
    after = tree.with_files({ONE: section("one", "壱")})
    places = after.outline().places
    assert (places["one"].node.title, places["two"].node.title) == ("壱", "二")
    assert after.entry(TWO) is tree.entry(TWO)
    assert tree.outline().places["one"].node.title == "一"


def test_what_was_taken_out_is_gone() -> None:
    tree = below()
    after = tree.with_files({TWO: None})
    assert after.entry(TWO) is None
    assert not after.exists(TWO)
    assert tree.entry(TWO) is not None


def test_a_new_list_of_sections_counts() -> None:
    after = below().with_files({MANIFESTO_PATH: FRAME.replace("      - id: two\n", "").encode()})
    assert list(after.section_paths()) == ["one"]
    assert "two" not in after.places()


def test_files_can_be_put_in_twice() -> None:
    after = below().with_files({ONE: section("one", "壱")}).with_files({TWO: section("two", "弐")})
    assert [after.outline().places[name].node.title for name in ("one", "two")] == ["壱", "弐"]


def test_what_was_let_go_of_is_read_again() -> None:
    tree = below()
    before = tree.entry(ONE)
    tree.forget([ONE, "never/read.yaml"])
    again = tree.entry(ONE)
    assert before is not None
    assert again is not None
    assert before.section == again.section
