"""Who of a page has been received already: words and day tell, places and white space do not."""

from __future__ import annotations

from living_manifesto.core.proposals import Proposal, ProposalKind, Redaction, Source
from living_manifesto.core.values import replace
from living_manifesto.intake.page.meeting import meet, received

DAY = "2026-01-28"
NOTICE = Redaction("privacy", "2026-02-01", "sha256:" + "0a" * 32)


def told(body: str, position: int = 1, day: str = DAY, reason: str = "困るから。") -> Proposal:
    return Proposal(
        "", "roads", day, ProposalKind.ADDITION, source=Source("import", "", position), body=body, reason=reason
    )


def stands(name: str, body: str, position: int = 1, **other: object) -> Proposal:
    return replace(told(body, position), id=name, **other)


def test_a_page_without_proposals_meets_nobody() -> None:
    met = meet((), [stands("a", "橋")])
    assert (met.known, met.erased, met.fresh) == ((), (), ())


def test_the_same_words_of_the_same_day_are_the_same_proposal_wherever_they_stand_now() -> None:
    met = meet((told("新しい橋"), told("橋", 2)), [stands("a", "橋", 1, kind=ProposalKind.OTHER)])
    assert met.known == ("a",)
    assert [each.body for each in met.fresh] == ["新しい橋"]


def test_white_space_makes_no_other_proposal() -> None:
    assert meet((told("橋を 直す。"),), [stands("a", "橋を\n\n　直す。")]).known == ("a",)


def test_another_day_or_another_reason_is_another_proposal() -> None:
    met = meet((told("橋", day="2026-01-29"), told("橋", reason="")), [stands("a", "橋")])
    assert (met.known, len(met.fresh)) == ((), 2)


def test_the_same_words_twice_are_two_and_each_is_met_once() -> None:
    met = meet((told("橋"), told("橋", 2)), [stands("b", "橋", 2)])
    assert met.known == ("b",)
    assert [each.source for each in met.fresh] == [Source("import", "", 1)]


def test_a_proposal_that_staff_moved_to_another_section_is_known_at_its_place() -> None:
    assert meet((told("橋"),), [stands("a", "橋", section="none")]).known == ("a",)
    assert meet((told("橋", 2),), [stands("a", "橋", section="none")]).known == ()


def test_the_same_words_on_the_form_and_in_another_section_are_somebody_elses() -> None:
    other = stands("a", "橋", section="parks", source=Source("web", "", 1))
    assert meet((told("橋"),), [other]).known == ()


def test_what_came_by_the_form_and_stands_on_the_page_is_known() -> None:
    assert meet((told("橋"),), [stands("a", "橋", source=Source("web"))]).known == ("a",)


def test_a_proposal_without_a_day_is_known_by_its_words() -> None:
    assert meet((told("橋", day=""),), [stands("a", "橋")]).known == ("a",)


def test_words_that_were_erased_do_not_come_back() -> None:
    erased = replace(stands("a", "", 2), body=NOTICE, reason=NOTICE)
    met = meet((told("橋", 1), told("電話は…", 2)), [erased])
    assert [(name, each.body) for name, each in met.erased] == [("a", "電話は…")]
    assert [each.body for each in met.fresh] == ["橋"]


def test_the_words_that_were_left_tell_which_were_erased() -> None:
    erased = replace(stands("a", "", 1), body=NOTICE)
    met = meet((told("橋", 1, reason="ほかのわけ。"), told("電話は…", 2)), [erased])
    assert [each.body for _, each in met.erased] == ["電話は…"]


def test_what_was_erased_in_another_section_is_no_matter_of_this_page() -> None:
    erased = replace(stands("a", ""), body=NOTICE, reason=NOTICE, section="parks")
    assert meet((told("橋"),), [erased]).erased == ()


def test_proposals_without_words_are_told_apart_by_their_headings() -> None:
    without = replace(stands("a", "", 3), reason="", title="内容の削除2026年1月28日")
    page = (
        replace(told("", 1, reason=""), title="内容の追加2026年1月28日"),
        replace(without, id="", source=Source("import", position=2)),
    )
    met = meet(page, [without])
    assert (met.known, [each.title for each in met.fresh]) == (("a",), ["内容の追加2026年1月28日"])


def test_new_proposals_get_ids_and_places_that_nobody_has() -> None:
    standing = [stands("a", "橋", 1), stands("b", "川", 4), stands("c", "道", 1, submitted_on="2026-01-29")]
    fresh = (told("新しい橋", 1), told("木", 2), told("石", 3, day=""))
    first, second, third = received(
        fresh, url="https://example.org/5", today="2026-03-01", standing=standing, taken=lambda _: False
    )
    assert [each.source for each in (first, second, third)] == [
        Source("import", "https://example.org/5", 5),
        Source("import", "https://example.org/5", 2),
        Source("import", "https://example.org/5", 3),
    ]
    assert (first.id[:9], third.id[:9], third.submitted_on) == ("20260128-", "20260301-", "2026-03-01")


def test_an_id_that_is_another_proposals_is_lengthened() -> None:
    (plain,) = received((told("橋"),), url="", today=DAY, standing=(), taken=lambda _: False)
    (longer,) = received((told("橋"),), url="", today=DAY, standing=(), taken=lambda name: name == plain.id)
    assert longer.id.startswith(plain.id)
    assert len(longer.id) == len(plain.id) + 1
