"""Places inside a value, in every style that a text may be written in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from living_manifesto.core.diagnostics import Span
from living_manifesto.documents.within import within


@dataclass(frozen=True)
class Composed:
    """A document as PyYAML composes it."""

    text: str

    @property
    def value(self) -> object:
        value = yaml.load(self.text, yaml.CBaseLoader)  # noqa: S506  # strings only
        return {**value, "body": value["body"].rstrip("\n")}

    def span(self, path: tuple[str | int, ...], *, of: str = "value") -> Span:
        node = yaml.compose(self.text, yaml.CBaseLoader)
        for key, held in node.value:
            if key.value == path[0]:
                start, end = held.start_mark, held.end_mark
                return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        raise KeyError(path)


def told(text: str, word: str, body: str) -> Span:
    start = body.index(word)
    return within(Composed(text), ("body",), start, start + len(word))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("id: x\nbody: 国のサイber攻撃\n", "国のサイber攻撃"),
        ("id: x\nbody: '国''のサイber攻撃'\n", "国'のサイber攻撃"),
        ('id: x\nbody: "国\\"\\u306eサイber攻撃"\n', '国"のサイber攻撃'),
        ("id: x\nbody: |\n  一行目\n\n    国のサイber攻撃\n", "一行目\n\n  国のサイber攻撃"),
        ("id: x\nbody: |2-\n    国の\n  サイber攻撃\n", "  国の\nサイber攻撃"),
        ("id: x\nbody: |+\n\n   国のサイber攻撃\n\n", "\n国のサイber攻撃"),
    ],
)
def test_a_place_in_a_value_is_followed_into_the_file(text: str, body: str) -> None:
    span = told(text, "ber", body)
    assert span.line == span.end_line
    assert text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] == "ber"


def test_a_place_over_two_lines_of_a_block_has_both_ends() -> None:
    assert told("id: x\nbody: |\n  ab\n  cd\n", "b\nc", "ab\ncd") == Span(3, 4, 4, 4)


def test_a_text_that_is_folded_is_named_as_a_whole() -> None:
    text = "id: x\nbody: one\n  two\n"
    assert told(text, "two", "one two") == Composed(text).span(("body",))


def test_a_value_that_is_no_text_is_named_as_a_whole() -> None:
    document = Composed("id: x\nbody: b\n")
    assert within(document, ("id", "deeper"), 0, 1) == document.span(("id",))
