"""A page that does not know what was adopted here: its own news come in, and nothing adopted is undone."""

from __future__ import annotations

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.proposals import Decision, Outcome, Proposal
from living_manifesto.core.values import replace
from living_manifesto.intake.page.adopted import adopted_in, join


def point(name: str, text: str) -> Node:
    return Node(name, text=text)


def item(name: str, title: str, *points: Node) -> Node:
    return Node(name, title=title, lists=(("points", points),) if points else ())


def section(*items: Node) -> Node:
    return Node("roads", title="道路", number=5, lists=(("items", items),))


def adopted(*changes: Change, outcome: Outcome = Outcome.ADOPTED) -> Proposal:
    return Proposal("20260201-k3f9tw", "roads", "2026-02-01", changes=changes, decision=Decision(outcome))


HOLES, LINES = point("p1", "穴をふさぎます。"), point("p2", "白線を引きます。")
NEW = point("k3f9tw-1", "明かりをつけます。")
STANDS = section(item("a", "道を直す", HOLES, LINES, NEW), item("b", "橋を直す"))
PAGE = section(item("a", "道を直す", HOLES, LINES), item("b", "橋を直す"))
ADDED = adopted(Add("a", "p2", NEW))


def test_the_same_text_needs_nothing() -> None:
    assert join(STANDS, STANDS, [ADDED]) == join(STANDS, STANDS, [])
    assert join(STANDS, STANDS, [ADDED]).section == STANDS


def test_a_sentence_that_was_adopted_stays_although_the_page_does_not_have_it() -> None:
    found = join(STANDS, PAGE, [ADDED])
    assert found.section == STANDS
    assert found.held == ("明かりをつけます。",)


def test_what_the_page_changes_elsewhere_comes_in() -> None:
    page = section(item("a", "道を直す", replace(HOLES, text="穴をすぐふさぎます。"), LINES), item("b", "橋と川を直す"))
    found = join(STANDS, page, [ADDED])
    one, other = found.section.children("items")
    assert [each.text for each in one.children("points")] == [
        "穴をすぐふさぎます。",
        "白線を引きます。",
        "明かりをつけます。",
    ]
    assert other.title == "橋と川を直す"
    assert found.held == ("明かりをつけます。",)


def test_a_wording_that_was_adopted_stays_though_the_page_still_has_the_old_one() -> None:
    stands = section(item("a", "道を直す", replace(HOLES, text="穴を三日でふさぎます。"), LINES), item("b", "橋を直す"))
    done = adopted(Replace("roads/p1", "text", HOLES.text, "穴を三日でふさぎます。"))
    found = join(stands, PAGE, [done])
    assert (found.section, found.held) == (stands, ("穴を三日でふさぎます。",))


def test_what_was_removed_and_moved_by_adoption_stays_so() -> None:
    stands = section(item("b", "橋を直す"), item("a", "道を直す", HOLES))
    done = adopted(Remove("p2", digest(LINES)), Move("b", "roads", "first", "items"))
    page = section(item("a", "道を直す", HOLES, point("fresh1", LINES.text)), item("b", "橋を直す"))
    assert join(stands, page, [done]).section == stands


def test_an_item_that_holds_an_adopted_sentence_is_not_removed() -> None:
    found = join(STANDS, section(item("b", "橋を直す")), [ADDED])
    assert found.section == STANDS


def test_what_the_page_has_taken_over_is_no_longer_held() -> None:
    page = section(item("a", "道を直す", HOLES, LINES, NEW), item("b", "橋を架ける"))
    found = join(STANDS, page, [ADDED])
    assert (found.section, found.held) == (page, ())


def test_without_adoptions_the_page_counts() -> None:
    assert join(STANDS, PAGE, [adopted(Add("a", "p2", NEW), outcome=Outcome.DECLINED)]).section == PAGE


def test_what_cannot_be_joined_is_left_and_named() -> None:
    # The page puts its new sentence behind the point that an adoption took away, which is not there to hold it.
    stands = section(item("a", "道を直す", HOLES), item("b", "橋を直す"))
    page = section(
        item("a", "道を直す", HOLES, replace(LINES, id="again1"), point("n1", "鏡を置きます。")), item("b", "橋を直す")
    )
    found = join(stands, page, [adopted(Remove("p2", digest(LINES)))])
    assert not found.whole
    assert (found.section, found.held) == (stands, ("白線を引きます。",))


def test_adoptions_are_those_of_the_section_and_of_other_homes_that_reach_into_it() -> None:
    near, far = (
        adopted(Replace("p1", "text", "", "x")),
        replace(adopted(Replace("p1", "text", "", "x")), section="parks"),
    )
    reaching = replace(adopted(Add("roads/a", "last", NEW)), section="parks")
    waiting = replace(near, decision=None)
    assert adopted_in("roads", (near, far, reaching, waiting)) == (near, reaching)
