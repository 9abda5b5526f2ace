from __future__ import annotations

import pytest

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.proposals import Decision, Outcome, Redaction
from living_manifesto.core.values import replace
from living_manifesto.documents import decode, splice
from living_manifesto.documents.reader import Document, read

SECTION = """\
# yaml-language-server: $schema=../../schemas/section.schema.json
id: diplomacy-defense
title: 外交・防衛
owners: ["@reviewer"]  # 担当
preface: [ ]
vision:
  # 一つ目
  - id: v1
    text: 平和を守る。  # 仮

  # 二つ目
  - id: v2
    text: |-
      法と自由。

      秩序。

items:
  - id: ai-nation
    title: 'AI立国'
    points:
      - id: p1
        text: |2
            字下げ
          本文
      - {id: p2, text: 規範}
      # p3 の前
      - id: p3
        text: "最後"
    # 項目の終わり
  # 並びの終わり

# 次の項目
  - id: cyber
    title: サイバー
"""


def _document(text: str = SECTION) -> Document:
    document = read(text.encode(), "manifesto/other/diplomacy-defense.yaml")
    assert document.faults == ()
    return document


def _section() -> Node:
    return decode.section(_document().value)


def _rewritten(node: Node) -> str:
    text = splice.rewrite(_document(), node)
    assert decode.section(_document(text).value) == node
    return text


def _with(node: Node, name: str, **fields: object) -> Node:
    if node.id == name:
        return replace(node, **fields)
    lists = tuple((held, tuple(_with(child, name, **fields) for child in children)) for held, children in node.lists)
    return replace(node, lists=lists)


def _changed(before: str, after: str) -> str:
    assert SECTION.count(before) == 1
    return SECTION.replace(before, after)


def test_the_same_values_give_the_same_bytes() -> None:
    assert _rewritten(_section()) == SECTION


def test_a_new_text_touches_its_own_scalar_only() -> None:
    assert _rewritten(_with(_section(), "v1", text="平和を築く。")) == _changed("平和を守る。", "平和を築く。")


def test_a_line_that_grows_a_line_break_becomes_a_block_and_keeps_its_comment() -> None:
    expected = _changed("text: 平和を守る。  # 仮\n", "text: |  # 仮\n      一行目\n      二行目\n")
    assert _rewritten(_with(_section(), "v1", text="一行目\n二行目")) == expected
    there_and_back = splice.rewrite(_document(expected), _section())
    assert there_and_back == SECTION


@pytest.mark.parametrize(
    ("name", "before", "after", "field", "value"),
    [
        ("ai-nation", "'AI立国'", "'it''s'", "title", "it's"),
        ("p3", '"最後"', '"終わり"', "text", "終わり"),
        ("v2", "法と自由。\n\n      秩序。", "一行だけ", "text", "一行だけ"),
        (
            "p1",
            "|2\n            字下げ\n          本文",
            "|\n          本文\n            字下げ",
            "text",
            "本文\n  字下げ",
        ),
        ("p2", "text: 規範}", 'text: "a, b"}', "text", "a, b"),
        ("p2", "text: 規範}", 'text: "a: b"}', "text", "a: b"),
    ],
)
def test_a_new_value_is_written_as_the_old_one_was(name: str, before: str, after: str, field: str, value: str) -> None:
    assert _rewritten(_with(_section(), name, **{field: value})) == _changed(before, after)


def test_a_form_comes_in_its_place_and_goes_again() -> None:
    expected = _changed("id: p3\n", "id: p3\n        form: raw\n")
    assert _rewritten(_with(_section(), "p3", form=Form.RAW)) == expected
    assert splice.rewrite(_document(expected), _section()) == SECTION


def test_an_entry_in_braces_that_needs_a_block_becomes_one() -> None:
    expected = _changed("      - {id: p2, text: 規範}\n", "      - id: p2\n        text: |\n          a\n          b\n")
    assert _rewritten(_with(_section(), "p2", text="a\nb")) == expected


def test_an_added_node_stands_after_its_neighbour_parted_like_the_others() -> None:
    node = _section()
    v1, v2 = node.children("vision")
    expected = _changed("  # 仮\n", "  # 仮\n\n  - id: v3\n    text: 間\n")
    assert _rewritten(node.with_children("vision", (v1, Node("v3", text="間"), v2))) == expected
    assert splice.rewrite(_document(expected), node) == SECTION


def test_an_added_node_replaces_an_empty_list() -> None:
    expected = _changed("preface: [ ]\n", "preface:\n  - id: v3\n    text: 前書き\n")
    assert _rewritten(_section().with_children("preface", (Node("v3", text="前書き"),))) == expected


def test_a_first_child_brings_its_list_with_it() -> None:
    expected = SECTION + "    parts:\n      - id: q\n        title: 課題\n"
    part = (("parts", (Node("q", title="課題"),)),)
    assert _rewritten(_with(_section(), "cyber", lists=part)) == expected
    assert splice.rewrite(_document(expected), _section()) == SECTION


def test_a_removed_node_takes_its_comments_and_one_gap_and_no_other_ones() -> None:
    node = _section()
    v1, v2 = node.children("vision")
    assert _rewritten(node.with_children("vision", (v2,))) == _changed(
        "  # 一つ目\n  - id: v1\n    text: 平和を守る。  # 仮\n\n", ""
    )
    assert _rewritten(node.with_children("vision", (v1,))) == _changed(
        "\n  # 二つ目\n  - id: v2\n    text: |-\n      法と自由。\n\n      秩序。\n", ""
    )


def test_the_last_node_of_a_list_takes_the_key_along() -> None:
    emptied = _rewritten(_section().with_children("vision", ()))
    assert "preface: [ ]\n\nitems:\n" in emptied
    assert "つ目" not in emptied


def test_a_comment_that_is_nobodys_keeps_an_empty_list_in_place() -> None:
    text = "id: s\ntitle: S\nvision: # 見出し\n  # 誰のものでもない\n\n  - id: v\n    text: a\n"
    without = decode.section(_document(text).value).with_children("vision", ())
    assert splice.rewrite(_document(text), without) == (
        "id: s\ntitle: S\nvision: [] # 見出し\n  # 誰のものでもない\n\n"
    )


def test_a_node_that_moves_deeper_takes_comments_and_blocks_along() -> None:
    node = _section()
    v1, v2 = node.children("vision")
    cyber = replace(node.children("items")[1], lists=(("points", (v2,)),))
    target = node.with_children("vision", (v1,)).with_children("items", (node.children("items")[0], cyber))
    moved = "    points:\n      # 二つ目\n      - id: v2\n        text: |-\n          法と自由。\n\n          秩序。\n"
    assert _rewritten(target).endswith("  - id: cyber\n    title: サイバー\n" + moved)
    assert "    text: 平和を守る。  # 仮\n\nitems:\n" in _rewritten(target)


def test_a_block_with_a_stated_indentation_survives_a_move() -> None:
    node = _section()
    ai, cyber = node.children("items")
    p1, *others = ai.children("points")
    target = node.with_children("items", (ai.with_children("points", tuple(others)), cyber)).with_children(
        "preface", (p1,)
    )
    assert "preface:\n  - id: p1\n    text: |2\n        字下げ\n      本文\n" in _rewritten(target)


def test_a_deep_comment_never_becomes_part_of_a_text() -> None:
    text = "id: s\ntitle: S\nvision:\n  - id: v\n    text: a\n          # 深い注\n"
    target = Node("s", title="S", lists=(("vision", (Node("v", text="a\nb"),)),))
    written = splice.rewrite(_document(text), target)
    assert written == text.replace("text: a", 'text: "a\\nb"')


def test_a_file_without_a_final_line_break_gets_none() -> None:
    text = "id: s\ntitle: S"
    written = splice.rewrite(
        read(text.encode(), "s.yaml"), Node("s", title="T", lists=(("vision", (Node("v", text="a"),)),))
    )
    assert written == "id: s\ntitle: T\nvision:\n  - id: v\n    text: a"


MANIFESTO = """\
title: わたしたちのマニフェスト
publisher: 党
areas:
  # 暮らし
  - id: life
    title: 暮らし
    sections:
      - id: education  # 一番
      - {id: welfare, number: 4}
  - id: other
    title: その他
"""


def test_a_section_moves_to_another_area_with_its_line() -> None:
    document = _document(MANIFESTO)
    root = decode.manifesto(document.value).root
    life, other = root.children("areas")
    education, welfare = life.children("sections")
    areas = (life.with_children("sections", (education,)), other.with_children("sections", (welfare,)))
    expected = MANIFESTO.replace("      - {id: welfare, number: 4}\n", "")
    assert splice.rewrite_manifesto(document, root.with_children("areas", areas)) == (
        expected + "    sections:\n      - {id: welfare, number: 4}\n"
    )


def test_a_number_changes_inside_its_braces() -> None:
    document = _document(MANIFESTO)
    root = _with(decode.manifesto(document.value).root, "welfare", number=12)
    assert splice.rewrite_manifesto(document, root) == MANIFESTO.replace("number: 4", "number: 12")


PROPOSAL = """\
id: 20260128-k3f9tw
section: education  # 場所
submitted_on: '2026-01-28'
proposer: {name: 'さくら'}

body: |-
    原文のまま
reason: 理由
changes:   # 案
  - op: replace   # 一つ目
    target: p1
    field: text
    was: 前
    with: 後
"""


def test_a_decision_is_added_at_the_end() -> None:
    document = _document(PROPOSAL)
    adopted = replace(decode.proposal(document.value), decision=Decision(Outcome.ADOPTED))
    assert splice.rewrite_proposal(document, adopted) == PROPOSAL + "decision: {outcome: adopted}\n"


def test_resolved_changes_touch_only_what_differs() -> None:
    document = _document(PROPOSAL)
    proposal = decode.proposal(document.value)
    resolved = replace(proposal, changes=(replace(proposal.changes[0], was="いま"),))
    assert splice.rewrite_proposal(document, resolved) == PROPOSAL.replace("was: 前", "was: いま")
    undrafted = splice.rewrite_proposal(document, replace(proposal, changes=None))
    assert undrafted == PROPOSAL[: PROPOSAL.index("changes:")]


def test_an_erased_body_becomes_the_notice_and_nothing_else_moves() -> None:
    document = _document(PROPOSAL)
    notice = Redaction("privacy", "2026-03-01", "sha256:" + "0" * 64)
    erased = replace(decode.proposal(document.value), body=notice, section="welfare")
    digest = '"sha256:' + "0" * 64 + '"'
    assert splice.rewrite_proposal(document, erased) == PROPOSAL.replace(
        "section: education", "section: welfare"
    ).replace("body: |-\n    原文のまま\n", f"body: {{ground: privacy, on: 2026-03-01, digest: {digest}}}\n")


def test_a_file_that_was_not_understood_is_not_rewritten() -> None:
    with pytest.raises(TypeError, match=r"s\.yaml"):
        splice.rewrite(read(b"- a\n", "s.yaml"), Node("s"))
