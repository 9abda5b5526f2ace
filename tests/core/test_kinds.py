"""The kind that changes add up to, and what an editorial may not touch."""

from __future__ import annotations

import time

import pytest

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.kinds import computed_kind, editorial_breaks
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import ProposalKind


def text(was: str, becomes: str) -> Replace:
    return Replace("v1", "text", was, becomes)


ADD, REMOVE, MOVE = Add("health", "last", Node("a", text="x")), Remove("a"), Move("a", "b", "last")
SLIP = text("導対象の学生に対する力を持つ", "指導対象の学生に対する力を持つ")
REWORDED = text("検討を進めます", "実施を進めます")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ((), "other"),
        ((ADD, ADD), "addition"),
        ((REMOVE,), "removal"),
        ((MOVE,), "restructure"),
        ((Add("manifesto", "last", Node("area", title="x")),), "restructure"),
        ((Add("area", "last", Node("s", title="x"), "sections"),), "restructure"),
        ((Replace("s", "number", "4", "5"),), "restructure"),
        ((MOVE, SLIP), "restructure"),
        ((SLIP,), "editorial"),
        ((Replace("v1", "form", "", "numbered"),), "editorial"),
        ((REWORDED,), "clarification"),
        ((SLIP, REWORDED), "clarification"),
        ((text("30%にする", "40%にする"),), "revision"),
        ((text("増やす。", "増やす。財源は税とする。"),), "addition"),
        ((text("増やす。財源は税とする。", "増やす。"),), "removal"),
        ((text("増税する", "増税するわけではない"),), "revision"),
        ((ADD, REMOVE), "revision"),
    ],
)
def test_changes_tell_their_kind(changes: tuple[Change, ...], kind: str) -> None:
    assert computed_kind(changes) is ProposalKind(kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("30%に", "３０パーセントに"),
        ("三十人", "30人"),
        ("百億円", "100億円"),
        ("1万2,000円", "12000円"),
        ("1.5兆円", "1兆5000億円"),
        ("一〇〇年", "100年"),
        ("第三者", "第3者"),
        ("一人ひとり", "一人一人"),
        ("サーバーのユーザ", "サーバのユーザー"),
        ("ヴァイオリン", "バイオリン"),
        ("githubで", "GitHubで"),
        ("できない", "できません"),
        ("まず進める", "進める"),
        ("必ず", "かならず"),
        ("少なくする", "すくなくする"),
        ("この方法で", "この手法で"),
        ("統一する", "統一的にする"),
    ],
)
def test_another_spelling_of_the_same_is_no_break(before: str, after: str) -> None:
    assert editorial_breaks(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("30%に", "40%に", "「30%」→「40%」"),
        ("２０３０年", "2035年", "「2030年」→「2035年」"),
        ("三割", "四割", "「三割」→「四割」"),
        ("100億円", "100万円", "「100億円」→「100万円」"),
        ("来年度に", "今年度に", "「来年度」→「今年度」"),
        ("令和の", "平成の", "「令和」→「平成」"),
        ("スウェーデン", "フィンランド", "「スウェーデン」→「フィンランド」"),
        ("NATOと", "EUと", "「NATO」→「EU」"),
        ("経済産業省が", "財務省が", "「経済産業省」→「財務省」"),
        ("非公開", "公開", "-「非公開」"),
        ("増税する", "増税しない", "+「ない」"),
        ("認めません", "認めます", "-「ない」"),
        ("届かず、", "届いて、", "-「ない」"),
    ],
)
def test_what_an_editorial_may_not_change_is_told(before: str, after: str, told: str) -> None:
    assert editorial_breaks(before, after) == told


def test_two_long_texts_without_a_common_word_are_compared_at_once() -> None:
    start = time.process_time()
    assert computed_kind((text("あいう" * 5_000, "かきく" * 5_000),)) is ProposalKind.CLARIFICATION
    assert time.process_time() - start < 1
