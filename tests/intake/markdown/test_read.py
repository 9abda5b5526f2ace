"""A Markdown file becomes a section: every way in which people write it."""

from __future__ import annotations

import pytest

from intake.markdown.speech import again, named, outlined
from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.values import replace
from living_manifesto.intake.markdown.layout import Layout
from living_manifesto.intake.markdown.read import read

WHOLE = """\
書きかけの版です。
ご意見はこちらへ。

# ２．交通

※数字は去年のものです。

## ビジョン

* だれもが車なしで暮らせるまちにします。

## 1）バスを増やします

### 現状

* 朝は満員です。
  * とくに駅前がひどいです。

### 政策

* 朝夕に増便します。

## 2）自転車の道をつくります

* 川ぞいから始めます。
"""


def test_headings_are_title_vision_items_and_parts() -> None:
    held = read(WHOLE)
    assert (held.section.title, held.number, held.claims) == ("交通", 2, (1, None, None, 2))
    assert outlined(WHOLE) == [
        "preface",
        "  ¶ 書きかけの版です。⏎ご意見はこちらへ。",
        "  ¶ ※数字は去年のものです。",
        "vision",
        "  * だれもが車なしで暮らせるまちにします。",
        "items",
        "  バスを増やします",
        "    parts",
        "      現状",
        "        points",
        "          * 朝は満員です。",
        "            points",
        "              * とくに駅前がひどいです。",
        "      政策",
        "        points",
        "          * 朝夕に増便します。",
        "  自転車の道をつくります",
        "    points",
        "      * 川ぞいから始めます。",
    ]


def test_what_stands_above_the_title_stands_there_again() -> None:
    assert again(WHOLE) == WHOLE.replace("版です。\nご", "版です。  \nご")


POINTS = [
    ("* 一\n  * 二\n    * 三", ["* 一", "    points", "      * 二", "        points", "          * 三"]),
    ("* 一\n * 二\n   * 三", ["* 一", "  * 二", "    points", "      * 三"]),
    ("* 一\n　* 二", ["* 一", "    points", "      * 二"]),
    ("    * 一\n    * 二", ["* 一", "  * 二"]),
    ("- 一\n+ 二", ["* 一", "  * 二"]),
    ("*一つだけの星", ["* 一つだけの星"]),
    ("*強調*で始まる文", ["¶ *強調*で始まる文"]),
    ("**太字**で始まる文", ["¶ **太字**で始まる文"]),
    ("* 一\n続き", ["* 一⏎続き"]),
    ("* 一  \n  続き", ["* 一⏎続き"]),
    ("* 一\n\n段落\n\n* 二", ["* 一", "  ¶ 段落", "  * 二"]),
    ("* 一\n\n  中の段落\n\n  * 二", ["* 一", "    points", "      ¶ 中の段落", "      * 二"]),
    ("* 一\n\n　字下げの段落", ["* 一", "  ¶ 　字下げの段落"]),
    ("1. 一\n2. 二\n   * 中", ["1 一", "  1 二", "    points", "      * 中"]),
    ("1) 一", ["1 一"]),
    ("1\\. 一", ["¶ 1. 一"]),
    ("2030年までに", ["¶ 2030年までに"]),
    ("* **1\\) 組織**をつくる", ["* **1) 組織**をつくる"]),
    ("* a\\_b と a\\*b と \\[x\\]", ["* a_b と a\\*b と \\[x\\]"]),
    ("* 例\n\n| 名 | 値 |\n| - | - |\n| 甲 | 1 |\n\n* 次", ["* 例", "  | | 名 | 値 |⏎| - | - |⏎| 甲 | 1 |", "  * 次"]),
    ("> 引用\n> つづき\n地の文", ["| > 引用⏎> つづき", "  ¶ 地の文"]),
    ("![図](https://example.org/a.png)\n出典:役所", ["| ![図](https://example.org/a.png)", "  ¶ 出典:役所"]),
    ("前\n\n---\n\n後", ["¶ 前", "  | ---", "  ¶ 後"]),
    ("*\n* 一", ["* 一"]),
    ("*\n  * 言葉のない点の下", ["* 言葉のない点の下"]),
    ("```\n引かれた行\n```", ["¶ 引かれた行"]),
    ("行<br>改行 <b>太字</b>", ["¶ 行⏎改行 **太字**"]),
    (
        '<p align="center">\n <img alt="図" src="https://example.org/a.png">\n</p>',
        ["| ![図](https://example.org/a.png)"],
    ),
    ("* 一\n\n<p>\n  <img src=https://example.org/a>\n</p>", ["* 一", "  | ![](https://example.org/a)"]),
    ('<a href="https://example.org/x">ここ</a>を', ["¶ [ここ](https://example.org/x)を"]),
    ("前\t後\u200b", ["¶ 前    後"]),
    ("一行目\\\n\\\n三行目", ["¶ 一行目\\⏎⏎三行目"]),
]


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_points_are_told_apart(text: str, expected: list[str]) -> None:
    assert outlined(text) == ["preface", *(line if line[0] == " " else f"  {line}" for line in expected)]


TITLES = [
    ("## １）バス", "バス", 1, "## {Ｎ}）{title}"),
    ("## 1. バス", "バス", 1, "## {n}. {title}"),
    ("## 1\\. バス", "バス", 1, "## {n}\\. {title}"),
    ("## (3) バス", "バス", 3, "## ({n}) {title}"),
    ("## ③ バス", "バス", 3, "## {①} {title}"),
    ("## 4-2．バス", "バス", 2, "## {s}-{n}．{title}"),
    ("## **２）バス**", "バス", 2, "## **{Ｎ}）{title}**"),
    ("## 2030年のバス", "2030年のバス", None, "## {title}"),
    ("## 1.5倍のバス", "1.5倍のバス", None, "## {title}"),
    ("##バス", "バス", None, "## {title}"),
    ("## バス ##", "バス", None, "## {title}"),
    ("  ## \tバス", "バス", None, "## {title}"),
    ("バス\n---", "バス", None, "## {title}"),
]


@pytest.mark.parametrize(("text", "title", "number", "template"), TITLES)
def test_a_heading_is_a_title_a_number_and_the_way_they_are_written(
    text: str, title: str, number: int | None, template: str
) -> None:
    held = read(f"# 題\n\n{text}\n\n* 点")
    (item,) = held.section.children("items")
    assert (item.title, held.claims) == (title, (number,))
    section = named(held)
    layout = held.layout_of(section)
    assert layout.template(section.children("items")[0], "items") == template


def test_an_unnumbered_heading_among_numbered_ones_belongs_to_the_item_before_it() -> None:
    text = "# 題\n\n## 1. 一\n\n* 甲\n\n## 例え話\n\n* 乙\n\n## 2. 二\n\n* 丙\n"
    assert outlined(text)[1::2][:1] == ["  一"]
    first, second = read(text).section.children("items")
    assert [part.title for part in first.children("parts")] == ["例え話"]
    assert second.title == "二"
    assert again(text) == text


def test_headings_before_the_first_numbered_one_are_parts_of_the_section() -> None:
    section = read("# 題\n\n## 考え方\n\n* 甲\n\n## 1. 一\n\n* 乙").section
    assert [part.title for part in section.children("parts")] == ["考え方"]
    assert [item.title for item in section.children("items")] == ["一"]


def test_without_numbers_every_heading_at_the_top_is_an_item() -> None:
    text = "# 題\n\n### 深い見出し\n\n文\n\n## 浅い見出し\n\n文\n\n### 中の見出し\n\n文\n"
    section = read(text).section
    assert [item.title for item in section.children("items")] == ["深い見出し", "浅い見出し"]
    assert [part.title for part in section.children("items")[1].children("parts")] == ["中の見出し"]
    assert again(text) == text


def test_what_was_a_part_is_no_item_because_numbers_are_missing() -> None:
    before = named(read("# 題\n\n## 考え方\n\n* 甲\n\n## 1. 一\n\n* 乙"))
    section = read("# 題\n\n## 考え方\n\n* 甲\n\n## 一\n\n* 乙", before).section
    assert [part.title for part in section.children("parts")] == ["考え方"]
    assert [item.title for item in section.children("items")] == ["一"]


def test_headings_without_words_say_nothing() -> None:
    text = "# 題\n\n##\n\n## 1. 一\n\n###  \n\n* 甲\n\n#\n"
    assert again(text) == "# 題\n\n## 1. 一\n\n* 甲\n"


def test_numbers_are_counted_anew() -> None:
    assert again("# 題\n\n## 1. 一\n\n## 1. 二\n\n## 7. 三\n") == "# 題\n\n## 1. 一\n\n## 2. 二\n\n## 3. 三\n"


def test_numbered_parts_are_counted_and_others_stay_without() -> None:
    text = "# 題\n\n## １．一\n\n### 思い\n\n* 甲\n\n### １）細目\n\n* 乙\n\n### ２）細目の次\n\n* 丙\n"
    assert again(text) == text


def test_a_heading_too_long_for_a_title_stays_as_markdown() -> None:
    long = "長" * 201
    (point,) = read(f"# 題\n\n## {long}\n\n").section.children("preface")
    assert (point.form, point.text) == (Form.RAW, f"## {long}")


def test_a_file_without_a_title_has_none() -> None:
    held = read("## 1. 一\n\n* 甲\n\n## 2. 二\n")
    assert held.section.title == ""
    assert again("## 1. 一\n\n* 甲\n\n## 2. 二\n") == "## 1. 一\n\n* 甲\n\n## 2. 二\n"


def test_settings_above_the_text_are_kept_as_they_are() -> None:
    text = "---\ntitle: 交通\nlayout: page\n---\n\n# 交通\n\n文\n"
    assert again(text) == text


def test_a_vision_with_headings_below_it_is_an_item() -> None:
    section = read("# 題\n\n## ビジョン\n\n### 一\n\n* 甲\n").section
    assert [item.title for item in section.children("items")] == ["ビジョン"]


def test_a_section_from_elsewhere_is_written_in_a_plain_form() -> None:
    section = named(read(WHOLE))
    from living_manifesto.intake.markdown.write import write

    plain = write(section, Layout(), 2)
    assert plain.startswith("# 交通\n\n書きかけの版です。")
    assert "\n## ビジョン\n" in plain
    assert "\n## 1. バスを増やします\n\n### 現状\n" in plain


def test_a_part_of_ours_that_is_called_vision_or_contents_stays_one() -> None:
    from living_manifesto.intake.markdown.write import write

    point = Node("p1", text="甲")
    parts = tuple(
        Node(f"q{place}", title=title, lists=(("points", (replace(point, id=f"p{place}"),)),))
        for place, title in enumerate(("ビジョン", "目次"))
    )
    section = Node("s", title="題", lists=(("parts", parts),))
    assert [part.title for part in read(write(section), section).section.children("parts")] == ["ビジョン", "目次"]


CONTENTS = "# 題\n\n## 目次\n\n1. 一\n   1. 小一\n2. 古い題\n\n## 1. 一\n\n### 1. 小一\n\n* 甲\n\n## 2. 二\n\n* 乙\n"


def test_a_table_of_contents_is_no_text() -> None:
    held = read(CONTENTS)
    assert [item.title for item in held.section.children("items")] == ["一", "二"]
    layout = held.layout_of(named(held))
    (contents,) = layout.contents
    assert (contents.heading, contents.entries) == ("## 目次", ("{n}. {title}", "{n}. {title}"))


def test_a_heading_that_only_says_contents_stays_where_prose_follows() -> None:
    section = read("# 題\n\n## 目次\n\n目次はありません。\n").section
    assert [item.title for item in section.children("items")] == ["目次"]


def test_an_index_is_no_text_and_an_ordinary_table_is() -> None:
    index = "| | 一 |\n| :- | :- |\n| **教育** | 1) [学ぶ](11_a.md#学ぶ)<br>2) [教える](11_a.md#b) |\n"
    table = "| 名 | 出典 |\n| :- | :- |\n| 甲 | [省](https://example.org) |\n"
    held = read(f"# 索引\n\n{index}\n{table}")
    assert [point.form for point in held.section.children("preface")] == [Form.RAW]
    (contents,) = held.layout_of(named(held)).contents
    assert contents.is_table
    assert contents.entries == ("**{title}**", "{n}) [{title}]({link})")
