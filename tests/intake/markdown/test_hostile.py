"""Whatever a file holds it is read in time that grows with its length, and never fails."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.markdown.speech import again
from living_manifesto.intake.markdown.blocks import DEEPEST
from living_manifesto.intake.markdown.noise import compare
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.markdown.whole import take

SIZE = 100_000
LESS = 20_000
HOSTILE = {
    "quotations": ">" * SIZE,
    "stars": "*" * SIZE,
    "stars with spaces": "* " * (SIZE // 2),
    "bullets on bullets": "\n".join("* " * 40 for _ in range(SIZE // 80)),
    "a staircase": "\n".join("  " * step + "* a" for step in range(400)),
    "headings": "#" * SIZE,
    "many headings": "# a\n" * (SIZE // 4),
    "numbered headings": "## 1. a\n" * (SIZE // 8),
    "brackets": "[" * SIZE,
    "links half open": "[a](" * (SIZE // 4),
    "images half open": "![" * (SIZE // 2),
    "parentheses": "[a](" + "(" * SIZE,
    "tags half open": "<a " * (SIZE // 3),
    "tags within tags": "<" * SIZE + "b>",
    "anchors": '<a href="https://a">' * (SIZE // 20),
    "comments half open": "<!--" * (SIZE // 4),
    "images in HTML": '<img alt="' * (SIZE // 10),
    "table bars": "|" * SIZE,
    "a table of bars": "| a |\n| - |\n" + "||||\n" * (SIZE // 5),
    "backslashes": "\\" * SIZE,
    "backslashes in lines": "\\\n" * (SIZE // 2),
    "NUL": "\0" * SIZE,
    "invisible": "\u200b" * SIZE,
    "full-width spaces": "　" * SIZE + "* a",
    "spaces": " " * SIZE + "a",
    "spaces between": ("a" + " " * 999) * (SIZE // 1000),
    "fences": "```\n" * (SIZE // 4),
    "underlines": "a\n=\n\n" * (SIZE // 5),
    "rows of equals": "=\n" * (SIZE // 2),
    "digits": "1" * SIZE,
    "numbers": "1." * (SIZE // 2),
    "contents": "## 目次\n" * (SIZE // 6),
    "entries": "## 目次\n" + "* a\n" * (SIZE // 4),
    "rules": "- " * (SIZE // 2) + "x",
    "lone surrogates": "\ud800" * 1000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hundred_kilobytes_of_anything_are_read_and_compared_at_once(text: str) -> None:
    started = time.process_time()
    held = read(text)
    assert list(held.section.walk())
    assert time.process_time() - started < 10
    compare(text[:LESS], f"{text[:LESS]}\nx")
    assert time.process_time() - started < 15


@pytest.mark.parametrize("name", ["links half open", "parentheses", "brackets", "a staircase", "NUL"])
def test_a_folder_of_it_is_taken_too(name: str) -> None:
    started = time.process_time()
    assert take({"1.md": HOSTILE[name], "README.md": "# 表紙\n"}).accounts
    assert time.process_time() - started < 15


def test_time_grows_with_length() -> None:
    def seconds(lines: int) -> float:
        text = "# 題\n\n" + "* 点の文\n  * [中](a.md) の文\n\n続き\n" * lines
        started = time.process_time()
        read(text)
        return time.process_time() - started

    small = min(seconds(1_000) for _ in range(3))
    large = min(seconds(8_000) for _ in range(3))
    assert large < small * 24  # eight times as long; what grows with the square would take 64 times


def test_points_nest_no_deeper_than_a_file_may_hold() -> None:
    def depth(node: object, held: int = 0) -> int:
        return max((depth(child, held + 1) for child in node.children("points")), default=held)  # type: ignore[attr-defined]

    (top, *_) = read(HOSTILE["a staircase"]).section.children("preface")
    assert depth(top) == DEEPEST


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert read(text).section.id == ""
    assert isinstance(again(text), str)
