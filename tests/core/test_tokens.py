"""Words and redlines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.tokens import Piece, Stroke, redline, words


@given(st.text())
def test_the_words_joined_give_the_text_again(text: str) -> None:
    assert "".join(words(text)) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_redline_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert "".join(piece.text for piece in pieces if piece.stroke is not Stroke.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.stroke is not Stroke.OLD) == after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("防衛力を1.5倍に", ["防衛力", "を", "1.5", "倍", "に"]),
        ("サイバー攻撃とAI、café", ["サイバー", "攻撃", "と", "AI", "、", "café"]),
        ("一行目\n二行目", ["一行目", "\n", "二行目"]),
    ],
)
def test_words_end_where_the_script_changes(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_only_the_changed_word_is_struck_out() -> None:
    assert redline("会費は300円", "会費は500円") == [
        Piece(Stroke.KEPT, "会費は"),
        Piece(Stroke.OLD, "300"),
        Piece(Stroke.NEW, "500"),
        Piece(Stroke.KEPT, "円"),
    ]


def test_the_same_words_thousands_of_times_are_compared_at_once() -> None:
    before, after = "一" + "あ、" * 8000 + "終", "二" + "、あ" * 8000 + "終"
    pieces = redline(before, after)
    assert [piece.stroke for piece in pieces] == [Stroke.OLD, Stroke.NEW, Stroke.KEPT]
    assert pieces[-1].text == "終"
