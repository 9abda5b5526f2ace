"""Reading and writing are inverse to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.markdown.speech import named, sayable, without_ids
from living_manifesto.core.nodes import Node
from living_manifesto.intake.markdown import layout
from living_manifesto.intake.markdown.noise import compare
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.markdown.write import write
from strategies import sections

LINES = st.sampled_from(
    [
        *(
            "# 一",
            "## 2. 二",
            "### ３）三",
            "## ビジョン",
            "  ### 四",
            "##五",
            "#",
            "## ",
            "######## 多",
            "# **７．太**",
        ),
        *("* 点", "- 点", "+ 点", "  * 中", "    * 奥", " * 横", "　* 全角", "*詰めた点", "1. 一番", "   2) 二番"),
        *("段落です", "　字下げの段落", "  続き", "", "", "\\", "1\\. 数", "\\* 星", "**太字**の文", "a_b\\_c", "---"),
        *("| a | b |", "| - | - |", "> 引用", "![絵](https://example.org/a.png)", "<p align='center'>", "<br>", "```"),
        *(
            "[x](a.md)",
            "[x](https://example.org)",
            "[x]: https://example.org",
            "===",
            "\ta",
            "\u200bb",
            "*",
            "**",
            "1.",
        ),
        *("## 目次", "* [一](a.md)", "* [二](b.md#c)", "<img src=https://example.org/b.png>", "<!--", "-->", "\\# x"),
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=60)


@given(sections())
def test_a_section_comes_back_from_its_file(section: Node) -> None:
    held = sayable(section)
    assert without_ids(read(write(held), held).section) == without_ids(held)


@given(TEXTS)
def test_what_was_read_is_written_so_that_it_reads_the_same(text: str) -> None:
    held = read(text)
    section = named(held)
    written = write(section, held.layout_of(section))
    assert without_ids(read(written, section).section) == without_ids(held.section)


@given(TEXTS)
def test_what_was_written_says_the_same_but_for_noise(text: str) -> None:
    held = read(text)
    section = named(held)
    compared = compare(text, write(section, held.layout_of(section)))
    assert compared.same, compared


@given(TEXTS)
def test_a_layout_comes_back_from_what_a_file_keeps(text: str) -> None:
    held = read(text)
    made = held.layout_of(named(held), "11_教育.md")
    assert layout.read(layout.plain(made)) == made


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda held: st.lists(held) | st.dictionaries(st.text(), held))
)
def test_a_layout_can_be_read_from_anything(held: object) -> None:
    assert isinstance(layout.read({"headings": held, "contents": held, "file": held, "after": held}), layout.Layout)
