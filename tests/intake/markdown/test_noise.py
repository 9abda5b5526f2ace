"""What is no difference between two texts, and what is."""

from __future__ import annotations

import pytest

from living_manifesto.intake.markdown.noise import KINDS, compare

NOISE = [
    ("* 一  \n\n* 二", "* 一\n* 二\n", {"space"}),
    ("一\r\n二\r\n", "一\n二", {"space"}),
    ("　　字下げ", "字下げ", {"space"}),
    ("## \t題", "## 題", {"space"}),
    ("一\u200b", "一", {"restated"}),
    ('<p align="center"><img src="https://example.org/a"></p>', "![](https://example.org/a)", {"restated"}),
    ("1\\. 一 \\- 二\\_三", "1. 一 - 二_三", {"escapes"}),
    ("- 一\n+ 二\n*三", "* 一\n* 二\n* 三", {"marks"}),
    ("##題\n### \n*", "## 題 ##", {"marks"}),
    ("## ３）題", "## 1. 題", {"numbers"}),
    ("7. 一", "1. 一", {"numbers"}),
    ("[一](a.md#x)", "[一](b.md)", {"links"}),
    ("[一](%20https://example.org)", "[一](https://example.org)", {"links"}),
    ("## 目次\n\n* [一](a.md)\n\n## 題", "## 目次\n\n* [二](b.md)\n* [三](c.md)\n\n## 題", {"links", "contents"}),
]


@pytest.mark.parametrize(("one", "other", "kinds"), NOISE)
def test_noise_is_named_by_its_kind(one: str, other: str, kinds: set[str]) -> None:
    compared = compare(one, other)
    assert compared.same
    assert kinds >= set(compared.noise)
    assert set(compared.noise) & kinds


MEANT = [
    ("* 一", "* 二"),
    ("* 一\n* 二", "* 二\n* 一"),
    ("## 題", "### 題"),
    ("* 一", "一"),
    ("**一**", "一"),
    ("[一](https://example.org/a)", "[一](https://example.org/b)"),
    ("| a | b |", "| a | c |"),
    ("## 目次について\n\n* 一", "## 目次について\n\n* 二"),
    ("1.5倍", "1.6倍"),
]


@pytest.mark.parametrize(("one", "other"), MEANT)
def test_what_somebody_meant_is_no_noise(one: str, other: str) -> None:
    compared = compare(one, other)
    assert not compared.same
    assert compared.first or compared.second or sorted(one.split("\n")) == sorted(other.split("\n"))


def test_lines_are_counted_for_the_first_kind_that_explains_them() -> None:
    compared = compare("* 一  \n1\\. 二\n- 三\n", "* 一\n1. 二\n* 三\n* 四\n")
    assert (compared.same, dict(compared.noise)) == (False, {"space": 1, "escapes": 1, "marks": 1})
    assert (compared.first, compared.second) == ((), ("- 四",))


def test_the_kinds_stand_in_their_order() -> None:
    assert KINDS[0] == "space"
    assert KINDS[-1] == "contents"
