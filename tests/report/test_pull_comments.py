"""What the tool says below a pull request."""

from __future__ import annotations

import pytest

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.locale import speech_for
from living_manifesto.report.pull_comments import (
    Why,
    adopted,
    approval_void,
    closed,
    completed,
    left_alone,
    rebuilt,
    reverted,
)
from report.test_markdown import ATTACKS, MARKDOWN, OURS, Seen

JA, EN = speech_for("ja"), speech_for("en")
DECLINED = Decision(Outcome.DECLINED, reason="国の優先順位は\n情勢で変わります。", by="policy-team")

SAID = [
    (
        rebuilt(Fit.CLEAN, ("みどり",), (), JA),
        "**最新の本文に合わせ直しました。**\n\n提案の文言は、1文字も変わっていません。そのまま有効な承認:みどり。",
    ),
    (
        rebuilt(Fit.MERGED, (), ("みどり", "@aoi"), JA),
        (
            "**最新の本文に合わせ直しました。**\n\n"
            "その間にほかの人が同じ文を変えていたため、2つの変更をつなぎました。"
            "あらためてお願いしたい承認:みどり、<span>@</span>aoi。"
        ),
    ),
    (
        rebuilt(Fit.APPROXIMATE, (), (), EN),
        (
            "**This was fitted to the text of today.**\n\n"
            "The neighbour of the new words is gone; they stand as near as can be."
        ),
    ),
    (
        approval_void(("みどり",), Why.REWORDED, JA),
        (
            "**みどりさんの承認は、いったん無効になりました。**\n\n"
            "読んでいただいたあとに、文言が変わりました。もう一度読んで、よければ承認してください。"
        ),
    ),
    (
        completed(("aoi",), JA),
        (
            "**手で編集された文言を、この提案の変更案に取り入れました。**\n\n"
            "編集した人:aoi。提案した人の文章は、受け付けたときのままです。これまでの承認は、この文には数えません。"
        ),
    ),
    (
        closed(DECLINED, "政策担当", JA),
        (
            "**検討結果:不採用**・政策担当\n\n"
            "**理由**\n> 国の優先順位は\n> 情勢で変わります。\n\n"
            "ご提案の文章と理由は、これからも公開のまま残ります。"
            "ご意見があれば、このページに返信してください。検討結果と並べて公開します。"
        ),
    ),
    (
        closed(Decision(Outcome.DEFERRED, reason="予算を待ちます。", until="2026-06-30"), "", JA).split("\n\n")[2],
        "あらためて検討する時期:2026年6月30日",
    ),
    (closed(Decision(Outcome.DUPLICATE, of="20260112-a7mq2t"), "", EN, other="#12").split("\n\n")[1], "See #12."),
    (
        adopted("70a9d670a9d670a9d670a9d670a9d670a9d67", JA),
        "**採用しました。** 本文に入りました(記録:70a9d670a9d6)。その文から、だれでもこの提案をたどれます。",
    ),
    (
        reverted("#40", JA),
        "**この採用は、#40 により取り消されました。** 検討結果の記録と提案は、これからも公開のまま残ります。",
    ),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_a_comment_is_a_few_plain_sentences(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize("said", [*(said for said, _ in SAID), left_alone(JA), left_alone(EN)])
def test_words_in_bold_are_bold(said: str) -> None:
    assert "**" not in "".join(Seen(MARKDOWN.render(said)).texts)


@pytest.mark.parametrize("attack", ATTACKS)
def test_names_and_reasons_do_nothing(attack: str) -> None:
    for said in (
        rebuilt(Fit.CLEAN, (attack,), (attack,), JA),
        approval_void((attack,), Why.JOINED, EN),
        completed((attack,), EN),
        closed(Decision(Outcome.DECLINED, reason=attack, until=attack), attack, JA),
        closed(Decision(Outcome.DEFERRED, reason=attack, until=attack), attack, EN),
    ):
        page = Seen(MARKDOWN.render(said))
        assert set(page.tags) <= OURS | {"strong"}
        assert page.comments == []
        assert page.live == []
