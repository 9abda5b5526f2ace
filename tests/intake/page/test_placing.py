"""Where a section goes: ids from file names, areas, and the place by number."""

from __future__ import annotations

import pytest

from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.numbering import section_numbers
from living_manifesto.intake.page.placing import Misfit, Misplaced, Place, place_for, placed, section_id


def root(*areas: tuple[str, tuple[tuple[str, int | None], ...]]) -> Node:
    held = tuple(
        Node(name, title=f"分野{name}").with_children(
            "sections", tuple(Node(each, title=each, number=number) for each, number in sections)
        )
        for name, sections in areas
    )
    return Node(ROOT, title="全体").with_children("areas", held)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("diplomacy-defense.txt", "diplomacy-defense"),
        ("Diplomacy_Defense.TXT", "diplomacy-defense"),
        ("４ 道路.txt", ""),
        ("ｒｏａｄｓ.txt", "roads"),
        ("a b.c.txt", "a-b-c"),
        ("first.txt", ""),
        (".txt", "txt"),
        ("x" * 41, ""),
        ("外交.txt", ""),
        ("../../etc/passwd", "passwd"),
    ],
)
def test_a_file_name_gives_an_id_or_none(name: str, made: str) -> None:
    assert section_id(name) == made


ONE = root(("a", (("roads", 2),)))
TWO = root(("a", (("roads", 2),)), ("b", ()))


@pytest.mark.parametrize(
    ("tree", "section", "area", "title", "expected"),
    [
        (ONE, "parks", "", "", Place("a")),
        (TWO, "roads", "", "", Place("a")),
        (TWO, "roads", "a", "", Place("a")),
        (TWO, "parks", "b", "", Place("b")),
        (TWO, "parks", "b", "分野b", Place("b")),
        (TWO, "parks", "c", "みどり", Place("c", "みどり")),
        (TWO, "parks", "", "", Misplaced(Misfit.WHICH_AREA, "parks", ("a", "b"))),
        (root(), "parks", "", "", Misplaced(Misfit.NO_AREA, "parks")),
        (TWO, "parks", "c", "", Misplaced(Misfit.AREA_IS_NEW, "c", ("a", "b"))),
        (TWO, "parks", "b", "別の題", Misplaced(Misfit.AREA_STANDS, "b")),
        (TWO, "roads", "b", "", Misplaced(Misfit.OTHER_AREA, "roads", ("a",))),
        (TWO, "a", "b", "", Misplaced(Misfit.ID_IS_TAKEN, "a")),
        (TWO, "parks", "roads", "道", Misplaced(Misfit.ID_IS_TAKEN, "roads")),
        (TWO, "parks", "parks", "緑", Misplaced(Misfit.ID_IS_TAKEN, "parks")),
        (TWO, "Parks", "", "", Misplaced(Misfit.NO_ID, "Parks")),
        (TWO, "parks", "../x", "緑", Misplaced(Misfit.NO_ID, "../x")),
        (TWO, "manifesto", "a", "", Misplaced(Misfit.NO_ID, "manifesto")),
    ],
)
def test_the_area_is_told_or_found_or_refused(
    tree: Node, section: str, area: str, title: str, expected: Place | Misplaced
) -> None:
    assert place_for(tree, section, area, title) == expected


def test_a_section_goes_before_the_first_of_a_higher_number() -> None:
    tree = root(("a", (("one", 1), ("three", 3), ("four", None))))
    after = placed(tree, Node("two", title="二", number=2), Place("a"))
    assert section_numbers(after) == {"one": 1, "two": 2, "three": 3, "four": 4}
    last = placed(after, Node("nine", title="九", number=9), Place("a"))
    assert list(section_numbers(last).items())[-1] == ("nine", 9)


def test_a_section_that_stands_keeps_its_place_and_a_new_area_comes_last() -> None:
    tree = root(("a", (("one", 1), ("two", 2))))
    again = placed(tree, Node("one", title="新しい題", number=1), Place("a"))
    assert [each.title for each in again.children("areas")[0].children("sections")] == ["新しい題", "two"]
    more = placed(tree, Node("park", title="公園"), Place("green", "みどり"))
    assert [(area.id, area.title) for area in more.children("areas")] == [("a", "分野a"), ("green", "みどり")]
