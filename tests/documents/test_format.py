from __future__ import annotations

import pytest

from living_manifesto.documents.canonical import format_text
from living_manifesto.documents.reader import read

MESSY = """\
# 見出し

id: "foo"
owners: [ '@a',  b ] # 担当
title:   'T'
# 項目の前
items: # 項目
- # ダッシュ
    # 中
    title: x # 題

    # id の前
    id: 'no'
    points: [ {id: a, text: 'k'}, # 一
      {id: b, form: numbered, text: z} # 二
    ]
    # 下
# z

# j の前
- {id: j, title: J} # 波括弧
preface: [ ]
vision:
    - text: |4-
            foo
          bar
      # 深い
      id: v
# 終わり


"""

NEAT = """\
# 見出し

id: foo
title: 'T'
owners: ["@a", b] # 担当
preface: []
vision:
  # 深い
  - id: v
    text: |2-
        foo
      bar
# 項目の前
items: # 項目
  # ダッシュ
  # 中

  # id の前
  - id: "no"
    title: x # 題
    # 一
    # 二
    points:
      - id: a
        text: 'k'
      - id: b
        form: numbered
        text: z
    # 下
  # z

  # j の前
  - id: j # 波括弧
    title: J
# 終わり
"""


def _formatted(text: str) -> str:
    return format_text(read(text.encode(), "s.yaml"))


def test_keys_blocks_and_lists_find_their_place_and_comments_follow() -> None:
    assert _formatted(MESSY) == NEAT
    assert _formatted(NEAT) == NEAT


def test_windows_line_ends_and_a_missing_final_line_break_are_mended() -> None:
    assert _formatted("id: s\r\ntitle: S") == "id: s\ntitle: S\n"


def test_people_s_words_keep_their_writing() -> None:
    text = 'id: "s"\ntitle: "\\u3042"\nbody: |+\n    a  \n     b\nreason: \'x\'\n'
    assert _formatted(text) == "id: s\ntitle: \"\\u3042\"\nbody: |+\n  a  \n   b\nreason: 'x'\n"


def test_keys_of_a_theme_keep_their_order() -> None:
    text = "title: T\ntheme:\n  text: black\n  area: x\n  id: z\n"
    assert _formatted(text) == text


@pytest.mark.parametrize("text", ["a: [b\n", "id: s\nid: t\n", "id: &x s\n", "- a\n", "id:\n", ""])
def test_a_file_with_a_doubtful_structure_stays_as_it_is(text: str) -> None:
    assert _formatted(text) == text


def test_a_file_of_brackets_is_unpacked() -> None:
    packed = '{"id": "s", "title": "あ",\n "items": [{"id": "x", "title": "い"}]}\n'
    assert _formatted(packed) == "id: s\ntitle: あ\nitems:\n  - id: x\n    title: い\n"


@pytest.mark.parametrize("text", ["{id: s, # note\n title: あ}\n", "{id: s, id: t}\n", "{id: &x s}\n"])
def test_brackets_that_hold_a_comment_or_a_fault_are_left_to_people(text: str) -> None:
    assert _formatted(text) == text
