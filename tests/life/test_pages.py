"""What a page brings, beside what stands: drafts only where they fit, and a text that cannot be joined is left."""

from __future__ import annotations

import pytest

from living_manifesto.core.changes import Add, Change, Remove, Replace
from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.proposals import Decision, Drafted, Outcome
from living_manifesto.core.values import replace
from living_manifesto.intake.page import read
from living_manifesto.intake.page.placing import Misfit
from living_manifesto.life.pages import Arrival, CannotPlace, TextNews, Wish, arrive, by_instruction
from living_manifesto.rules.tree import Tree
from plan.trees import proposal, written
from support.held import Held, context, files_below
from support.town import BASE, TRANSPORT

PAGE = "4. 移動と交通\n\n4-1. 路線バスを続ける\n\n  • 朝と夕方のバスを、一時間に2本走らせます。\n\n"
WISH = "みんなからの提案(1件)\n\n内容の追加2026年2月3日\n\n夜のバスを足す。\n"


def base() -> Tree:
    return context(Held(files_below(BASE))).tree


def arrival(text: str, *changes: Change, **wish: str) -> Arrival:
    page = read(text, "transport")
    assert page is not None
    return arrive(base(), Wish(page, **wish), today="2026-03-01", why="移しました。", draft=lambda *_: changes)


def test_a_draft_that_fits_text_and_kind_comes_along_with_ids_of_its_own() -> None:
    (made,) = arrival(PAGE + WISH, Add("bus", "last", Node("", text="夜も走らせます。"))).intake.proposals
    assert made.drafted == Drafted("importer")
    (change,) = made.changes or ()
    assert isinstance(change, Add)
    assert change.node.id == f"{made.id.partition('-')[2]}-1"


@pytest.mark.parametrize(
    "change",
    [
        Add("no-such-item", "last", Node("", text="夜も走らせます。")),
        Replace("p1", "text", "いまの文ではない。", "夜も走らせます。"),
        Remove("p1"),
    ],
)
def test_a_draft_that_fits_neither_is_left_to_a_person(change: Change) -> None:
    (made,) = arrival(PAGE + WISH, change).intake.proposals
    assert (made.changes, made.drafted) == (None, None)


def test_the_draft_is_made_on_the_text_that_the_page_brings() -> None:
    asked = list[tuple[str, str, str]]()

    def draft(body: str, section: Node, number: str, home: str) -> tuple[Change, ...]:
        asked.append((body, number, home))
        assert [item.title for item in section.children("items")] == ["路線バスを続ける"]
        return ()

    page = read(PAGE + WISH, "transport")
    assert page is not None
    arrive(base(), Wish(page), today="2026-03-01", why="移しました。", draft=draft)
    assert asked == [("夜のバスを足す。", "4", "transport")]


def test_ids_of_proposals_do_not_rest_on_what_can_be_drafted_today() -> None:
    (without,) = arrival(PAGE + WISH).intake.proposals
    (with_draft,) = arrival(PAGE + WISH, Add("bus", "last", Node("", text="夜も走らせます。"))).intake.proposals
    assert without.id == with_draft.id


def test_the_page_without_a_number_keeps_the_one_that_stands() -> None:
    found = arrival(PAGE.removeprefix("4. ").replace("4-1", "1-1"))
    assert found.number == 4
    assert found.news is TextNews.CHANGED


def test_a_section_in_another_area_is_not_moved_by_a_page() -> None:
    with pytest.raises(CannotPlace) as error:
        arrival(PAGE, area="livelihood")
    assert (error.value.misplaced.why, error.value.misplaced.others) == (Misfit.OTHER_AREA, ("daily-life",))


def test_a_page_that_cannot_be_joined_with_what_was_adopted_changes_no_text_and_is_not_remembered() -> None:
    # p2 was removed by adoption; the page has it still, and a new sentence behind it.
    files = files_below(BASE)
    gone = "      - id: p2\n        text: 高校生の定期券を半額にします。\n".encode()
    assert gone in files[TRANSPORT]
    was = digest(Node("p2", text="高校生の定期券を半額にします。"))
    done = replace(proposal("20260301-k3f9tw", changes=(Remove("p2", was),)), decision=Decision(Outcome.ADOPTED))
    files |= {path: raw for path, raw in written(done).items() if raw is not None}
    files[TRANSPORT] = files[TRANSPORT].replace(gone, b"")
    text = (
        PAGE.rstrip()
        + "\n  • 高校生の定期券を半額にします。\n  • 屋根をつけます。\n\n"
        + "4-2. 歩きやすい道にする\n\n  • 通学路の段差をなくします。\n"
    )
    page = read(text, "transport")
    assert page is not None
    tree = context(Held(files)).tree
    found = arrive(tree, Wish(page), today="2026-03-01", why="移しました。", draft=by_instruction)
    assert (found.news, found.intake.root) == (TextNews.APART, None)
    assert found.held[-1] == "高校生の定期券を半額にします。"
    assert "digest" not in found.intake.topics[0].source
    over = arrive(tree, Wish(page, over_adopted=True), today="2026-03-01", why="移しました。", draft=by_instruction)
    assert (over.news, over.intake.root is not None) == (TextNews.CHANGED, True)
