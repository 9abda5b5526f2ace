"""Rules about decisions, reasons, dates and kinds, by example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import (
    Decision,
    Disposition,
    Incorporated,
    Outcome,
    Proposal,
    ProposalKind,
    Redaction,
    Source,
)
from living_manifesto.core.snapshot import Baseline
from living_manifesto.core.values import replace
from living_manifesto.rules import dates, decisions, kinds
from living_manifesto.rules.phrases import is_list_phrase
from rules.standins import ID, Around, Read

OPEN = Proposal(ID, "health", "2026-01-28", body="本文", reason="理由")
IMPORT = Source("import")
AROUND = Around(roles={"policy-team": "政策担当", "secretariat": "事務局"})
CHANGE = Replace("v1", "text", "甲", "乙")


def codes(faults: Iterator[Diagnostic]) -> list[str]:
    found = list(faults)
    for fault in found:
        assert set(fault.args) == set(CODES[fault.code].args)
    return [fault.code for fault in found]


def decided(outcome: Outcome, **fields: str) -> Proposal:
    return replace(OPEN, decision=Decision(outcome, **fields))


def test_an_open_proposal_has_nothing_to_answer_for() -> None:
    assert codes(decisions.check(Read(OPEN), AROUND)) == []
    assert codes(decisions.check(Read(None), AROUND)) == []


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (decided(Outcome.DECLINED), ["LM501"]),
        (decided(Outcome.DECLINED, reason="  "), ["LM501"]),
        (decided(Outcome.DECLINED, reason="方針と異なるため"), ["LM502"]),
        (decided(Outcome.DECLINED, reason="国の優先順位は情勢で変わるため、書きません。", by="policy-team"), []),
        (decided(Outcome.DECLINED, reason="費用が見通せないため", by="山田太郎"), ["LM506"]),
        (decided(Outcome.DEFERRED, reason="費用の試算を待つため"), ["LM503"]),
        (decided(Outcome.DEFERRED, reason="費用の試算を待つため", until="予算の成立"), []),
        (decided(Outcome.DUPLICATE), ["LM501"]),
        (decided(Outcome.DUPLICATE, of="20260112-a7mq2x"), []),
        (decided(Outcome.DUPLICATE, of=ID), ["LM509"]),
        (decided(Outcome.WITHDRAWN), []),
        (decided(Outcome.ADOPTED), ["LM507"]),
        (replace(decided(Outcome.ADOPTED), changes=(CHANGE,)), []),
        (decided(Outcome.DECLINED, reason="費用が見通せない", on="2026-01-01", link="https://e.org"), ["LM508"] * 2),
        (replace(decided(Outcome.ADOPTED, on="2026-01-01", link="https://e.org", by="党"), source=IMPORT), []),
        (replace(decided(Outcome.DECLINED, link="https://e.org"), source=IMPORT), []),
        (replace(decided(Outcome.DECLINED), source=IMPORT), ["LM501"]),
        (replace(OPEN, reverts=ID), ["LM509"]),
        (replace(OPEN, incorporates=(Incorporated(ID, Disposition.AMENDED),)), ["LM509"]),
    ],
)
def test_a_decision_says_what_it_owes(proposal: Proposal, expected: list[str]) -> None:
    assert codes(decisions.check(Read(proposal), AROUND)) == expected


def test_without_roles_in_the_settings_nobody_is_unknown() -> None:
    proposal = decided(Outcome.DECLINED, reason="費用が見通せないため", by="誰か")
    assert codes(decisions.check(Read(proposal), Around())) == []


@pytest.mark.parametrize(
    "reason",
    [
        "方針と異なるため", "　方針と異なるため。", "党の方針と異なるため、今回は不採用とします。",
        "検討の結果", "検討の結果、採用しないことにしました", "総合的に判断しました", "その他", "既に記載",
        "既に記載されているため", "同様の提案あり", "対象外です", "なし", "予算の都合により見送ります",
        "貴重なご意見ありがとうございます", "本提案は対象外のため、見送りとさせていただきます", "n/a", "Ｎ／Ａ",
        "N.A.", "Not planned", "Out of scope.", "-", "。", "時期尚早", "理由:なし",
    ],
)  # fmt: skip
def test_a_phrase_from_a_list_is_no_reason(reason: str) -> None:
    assert is_list_phrase(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "国の優先順位は情勢と相手国との協議で変わります。", "4-3の2つ目に、同じ趣旨の文がすでにあります",
        "費用の見通しが立たないため", "方針と異なるため。核の共有は非核三原則に反します", "既に 4-2 に記載",
        "憲法に反するため", "20260112-a7mq2 と同じ内容です", "法律の所管が市ではなく県のため",
        "The cost of shelters is not known yet.", "提案者から取り下げの連絡があったため",
    ],
)  # fmt: skip
def test_words_about_the_proposal_are_a_reason(reason: str) -> None:
    assert not is_list_phrase(reason)


def test_a_long_row_of_filling_words_is_read_at_once() -> None:
    assert not is_list_phrase("したしまし" * 2_000 + "核")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 27, 15, 30, tzinfo=UTC), date(2026, 1, 28)),  # 00:30 in Japan
        (datetime(2026, 1, 27, 23, 59, tzinfo=UTC), date(2026, 1, 28)),  # 08:59 in Japan
        (datetime(2026, 1, 27, 14, 59), date(2026, 1, 27)),
    ],
)
def test_the_day_is_that_of_the_manifestos_time_zone(
    moment: datetime, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    assert dates.today(moment, "Asia/Tokyo") == day
    assert dates.today(datetime(2026, 1, 27, 23, 59, tzinfo=UTC), "UTC") == date(2026, 1, 27)


def test_a_proposal_of_half_past_midnight_in_japan_is_not_in_the_future() -> None:
    at_half_past_midnight = dates.today(datetime(2026, 1, 27, 15, 30, tzinfo=UTC), "Asia/Tokyo")
    assert codes(dates.check(Read(OPEN), Around(today=at_half_past_midnight))) == []
    assert codes(dates.check(Read(OPEN), Around(today=date(2026, 1, 27)))) == ["LM505"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (replace(OPEN, submitted_on="2026-01-27"), []),
        (replace(OPEN, submitted_on="2026-01-29"), ["LM324"]),
        (replace(OPEN, submitted_on="2026年1月28日"), []),
        (decided(Outcome.DECLINED, on="2026-03-01"), ["LM505"]),
        (replace(OPEN, body=Redaction("privacy", "2026-03-01", "sha256:0")), ["LM505"]),
        (replace(OPEN, hidden=Redaction("law", "2026-01-29")), []),
        (Baseline("20260101-aaaaaa", "はじまり", "2026-01-01", "", {}), []),
        (Baseline("20260101-aaaaaa", "はじまり", "2026-03-01", "", {}), ["LM324"]),
        (None, []),
    ],
)
def test_dates_agree_and_have_come(value: object, expected: list[str]) -> None:
    assert codes(dates.check(Read(value), AROUND)) == expected


@pytest.mark.parametrize(
    ("until", "expected"), [("2026-01-31", ["LM504"]), ("2026-02-01", []), ("予算の成立", []), ("2026-02-31", [])]
)
def test_a_term_must_still_be_ahead_when_the_decision_is_made(until: str, expected: list[str]) -> None:
    entry = Read(decided(Outcome.DEFERRED, until=until))
    assert codes(dates.check_term(entry, AROUND)) == expected
    assert codes(dates.check(entry, Around(new=True))) == expected
    assert codes(dates.check(entry, Around(new=False))) == []


ADD = Add("health", "last", Node("a", text="x"))


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (ProposalKind.ADDITION, (ADD,), []),
        (ProposalKind.ADDITION, (ADD, CHANGE), ["LM406"]),
        (ProposalKind.ADDITION, (Replace("v1", "text", "増やす。", "増やす。減税する。"),), []),
        (ProposalKind.ADDITION, (Replace("v1", "text", "増税する", "増税するわけではない"),), ["LM406"]),
        (ProposalKind.REMOVAL, (Remove("a"),), []),
        (ProposalKind.REMOVAL, (Remove("a"), ADD), ["LM406"]),
        (ProposalKind.EDITORIAL, (Replace("v1", "text", "導対象の学生", "指導対象の学生"),), []),
        (ProposalKind.EDITORIAL, (Replace("v1", "text", "30%にする", "40%にする"),), ["LM407"]),
        (ProposalKind.EDITORIAL, (Replace("v1", "title", "公開", "非公開"),), ["LM407"]),
        (ProposalKind.EDITORIAL, (ADD,), ["LM406"]),
        (ProposalKind.REVISION, (ADD,), []),
        (ProposalKind.OTHER, (Remove("a"),), []),
        (ProposalKind.RESTRUCTURE, (Move("a", "b", "last"),), []),
        (ProposalKind.ADDITION, None, []),
    ],
)
def test_the_kind_agrees_with_the_changes(
    kind: ProposalKind, changes: tuple[Change, ...] | None, expected: list[str]
) -> None:
    assert codes(kinds.check(Read(replace(OPEN, kind=kind, changes=changes)), AROUND)) == expected
