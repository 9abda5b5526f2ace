"""The tables of characters."""

from __future__ import annotations

import pytest

from living_manifesto.rules.scripts import SIMPLIFIED, script_of, word_around


def test_no_simplified_character_is_written_in_japan() -> None:
    assert SIMPLIFIED.encode("cp932", "ignore") == b""


def test_no_simplified_character_stands_twice() -> None:
    assert len(set(SIMPLIFIED)) == len(SIMPLIFIED)


@pytest.mark.parametrize(
    ("letter", "script"),
    [("న", "Telugu"), ("ж", "Cyrillic"), ("진", "Hangul"), ("现", "Chinese"), ("㠀", "Chinese"), ("ế", "Vietnamese"),
     ("ん", "Hiragana"), ("1", ""), ("\ufe0f", ""), ("\u20e3", "")],
)  # fmt: skip
def test_a_letter_tells_its_script(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_the_word_around_a_place_ends_where_the_spelling_changes() -> None:
    text = "このサイber攻撃への"
    assert word_around(text, 4, 7) == "サイber攻撃"
