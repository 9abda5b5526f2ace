"""Which proposals a page shows, how many it announces, and which topics it has."""

from __future__ import annotations

import pytest

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Decision, Outcome, Proposal, ProposalKind, Redaction, Source, Words
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.core.values import replace
from living_manifesto.intake.page import Page
from living_manifesto.intake.page.listing import count, label, listed
from living_manifesto.intake.page.topics import discussed

NOTICE = Redaction("privacy", "2026-02-01", "sha256:" + "0a" * 32)


def proposal(
    name: str, day: int = 1, position: int | None = 1, channel: str = "import", body: Words = "橋"
) -> Proposal:
    return Proposal(name, "roads", f"2026-01-0{day}", source=Source(channel, position=position), body=body)


def decided(name: str, outcome: Outcome) -> Proposal:
    return replace(proposal(name), decision=Decision(outcome))


def ids(*proposals: Proposal, adopted: bool = False, **claims: object) -> list[str]:
    return [each.id for each in listed(proposals, "roads", claims, adopted=adopted)]


def test_a_page_lists_by_day_then_place_then_id() -> None:
    proposals = (proposal("d", 2, 1), proposal("c", 1, 2), proposal("b", 1, None), proposal("a", 1, 1))
    assert ids(*proposals) == ["a", "c", "b", "d"]


def test_a_page_that_was_sorted_otherwise_stays_so() -> None:
    proposals = (proposal("a", 1, 3), proposal("b", 2, 1), proposal("c", 2, 2), proposal("w", 3, None, "web"))
    assert ids(*proposals, order="newest_first") == ["w", "b", "c", "a"]
    assert ids(*proposals, order="as_listed") == ["b", "c", "a", "w"]


@pytest.mark.parametrize(
    ("outcome", "shown"),
    [
        ("adopted", "--adopted"),
        ("incorporated", "--adopted"),
        ("declined", ""),
        ("withdrawn", ""),
        ("duplicate", ""),
        ("deferred", "always"),
    ],
)
def test_shown_is_what_waits(outcome: str, shown: str) -> None:
    one = decided("a", Outcome(outcome))
    assert ids(one) == (["a"] if shown == "always" else [])
    assert ids(one, adopted=True) == (["a"] if shown else [])


def test_what_is_hidden_or_has_lost_its_words_or_is_anothers_is_left_out() -> None:
    assert ids(replace(proposal("a"), hidden=Redaction("law", "2026-02-01"))) == []
    assert ids(proposal("a", body=NOTICE), proposal("b", body="", channel="web")) == []
    assert ids(replace(proposal("a", body=""), reason=NOTICE)) == []
    assert ids(proposal("a", body="")) == ["a"]
    assert ids(replace(proposal("a"), section="parks")) == []
    assert ids(replace(proposal("a", body=""), reason="静かだから。")) == ["a"]


@pytest.mark.parametrize(
    ("claims", "number"),
    [
        ({}, 2),
        ({"announced": 14, "shown": 3}, 13),
        ({"announced": 2, "shown": 3}, 2),
        # Records that do not say how many were shown: the two places that came from the page tell it.
        ({"announced": 14}, 14),
    ],
)
def test_the_count_adds_what_the_page_announced_and_did_not_show(claims: dict[str, object], number: int) -> None:
    proposals = [
        proposal("a", 1, 1),
        replace(decided("b", Outcome.DUPLICATE), source=Source("page", position=1)),
        proposal("c", 1, 2, "page"),
    ]
    shown = listed(proposals, "roads")
    assert count(proposals, shown, "roads", claims) == number


def test_a_kind_is_named_as_the_page_named_it() -> None:
    other = replace(proposal("a"), kind=ProposalKind.OTHER)
    assert label(proposal("a")) == "その他"
    assert label(replace(proposal("a"), kind=ProposalKind.EDITORIAL)) == "誤字・表記の修正"
    assert label(replace(other, title="ご質問")) == "ご質問"
    assert label(replace(other, title="内容の追加2026年13月1日")) == "その他"
    assert label(replace(other, title="ご質問", source=Source("web"))) == "その他"


# topics


def page(*topics: tuple[str, str]) -> Page:
    return Page(Node("roads", title="道路"), tuple(Topic("", *topic) for topic in topics))


BEFORE = Topics(
    "roads",
    (Topic("lights", "明かり", "暗い。", ("20260101-aaaaaa",)), Topic("width", "歩道の幅", "狭い。")),
    {"announced": 3, "note": "古い添え書き", "retrieved_on": "2026-01-01"},
)


def test_topics_keep_ids_and_proposals_by_title_else_by_summary() -> None:
    found = discussed(page(("歩道の広さ", "狭い。"), ("明かり", "とても暗い。"), ("雪", "")), BEFORE, {})
    assert [(topic.id, topic.title, topic.proposals) for topic in found.topics.topics][:2] == [
        ("width", "歩道の広さ", ()),
        ("lights", "明かり", ("20260101-aaaaaa",)),
    ]
    assert (found.new, found.gone, found.kept) == (("雪",), (), ())
    assert (
        discussed(page(("歩道の広さ", "狭い。"), ("明かり", "とても暗い。"), ("雪", "")), found.topics, {}).topics
        == found.topics
    )


def test_a_topic_that_left_the_page_goes_unless_proposals_stand_under_it() -> None:
    found = discussed(page(), BEFORE, {})
    assert [topic.id for topic in found.topics.topics] == ["lights"]
    assert (found.gone, found.kept) == (("歩道の幅",), ("明かり",))


def test_two_topics_of_one_title_are_two() -> None:
    found = discussed(page(("明かり", ""), ("明かり", "")), BEFORE, {})
    first, second = (topic.id for topic in found.topics.topics)
    assert first == "lights"
    assert second not in ("lights", "width")


def test_what_the_page_claims_takes_the_place_of_what_it_claimed() -> None:
    found = discussed(page(), BEFORE, {"announced": 4})
    assert found.topics.source == {"announced": 4, "retrieved_on": "2026-01-01"}
