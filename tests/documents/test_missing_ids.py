"""Nodes without an id get one with --fix: the same for the same text, unique, and nothing else changes."""

from __future__ import annotations

import pytest

from living_manifesto.core.ids import short_hash
from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.fixing import fix
from living_manifesto.documents.missing_ids import with_ids
from living_manifesto.documents.reader import read
from support.held import schemas

HEAD = "id: transport\ntitle: 移動\n"
TREES = short_hash("transport", "歩く", "木かげをつくる。", length=32)


def mended(text: str, kind: FileKind = FileKind.SECTION) -> str:
    document = read(text.encode(), "x.yaml")
    return fix(text, with_ids(document, kind, schemas().faults(document, kind)))


def test_a_point_without_id_gets_a_digest_of_section_headings_and_text():
    text = HEAD + "items:\n  - id: walk\n    title: 歩く\n    points:\n      - text: 木かげをつくる。\n"
    meant = text.replace("- text:", f"- id: {TREES[:6]}\n        text:")
    assert mended(text) == meant
    assert mended(meant) == meant


def test_two_equal_points_get_two_ids_of_one_root():
    text = HEAD + "items:\n  - id: walk\n    title: 歩く\n    points:\n" + "      - text: 木かげをつくる。\n" * 2
    assert f"- id: {TREES[:6]}\n" in mended(text)
    assert f"- id: {TREES[:7]}\n" in mended(text)


def test_an_id_that_stands_already_is_not_given_again():
    text = HEAD + f"vision:\n  - id: {short_hash('transport', '歩く', '道。', length=6)}\n    text: 町。\n"
    text += "items:\n  - id: walk\n    title: 歩く\n    points:\n      - text: 道。\n"
    assert f"- id: {short_hash('transport', '歩く', '道。', length=7)}\n" in mended(text)


def test_the_same_words_in_another_place_get_another_id():
    text = HEAD + "items:\n  - id: a\n    title: 甲\n    points:\n      - text: 道。\n"
    assert short_hash("transport", "甲", "道。", length=6) in mended(text)
    assert short_hash("transport", "甲", "道。", length=6) not in mended(text.replace("甲", "乙"))


def test_an_item_and_the_points_below_it_are_mended_in_one_go():
    text = HEAD + "items:\n  - title: 歩く\n    points:\n      - text: 木かげをつくる。\n"
    document = read(mended(text).encode(), "x.yaml")
    assert schemas().faults(document, FileKind.SECTION) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  - 木かげ。\n", "  - id: {}\n    text: 木かげ。\n"),
        ('  - "木かげ。"\n', '  - id: {}\n    text: "木かげ。"\n'),
        ("  - {text: 木かげ。}\n", "  - {{id: {}, text: 木かげ。}}\n"),
        ("  - form: raw\n    text: |\n      木かげ。\n", "  - id: {}\n    form: raw\n    text: |\n      木かげ。\n"),
    ],
)
def test_however_a_point_is_written_its_words_stay(written, meant):
    name = short_hash("transport", "木かげ。", length=6)
    assert mended(f"{HEAD}vision:\n{written}") == f"{HEAD}vision:\n" + meant.format(name)


@pytest.mark.parametrize("written", ["  - |\n    木かげ。\n", "  - 木かげを\n    つくる。\n"])
def test_a_sentence_of_several_lines_is_left_to_its_author(written):
    assert mended(f"{HEAD}vision:\n{written}") == f"{HEAD}vision:\n{written}"


PROPOSAL = """\
id: 20260210-cccccc
section: transport
submitted_on: 2026-02-10
source: {channel: web}
body: 道。
reason: 道。
changes:
  - op: add
    to: bus
    after: last
    node:
      title: 歩く
      points:
        - id: cccccc-1
          text: 一。
        - text: 二。
"""


def test_what_a_proposal_adds_is_named_after_the_proposal():
    assert mended(PROPOSAL, FileKind.PROPOSAL) == PROPOSAL.replace(
        "      title: 歩く", "      id: cccccc-2\n      title: 歩く"
    ).replace("        - text: 二。", "        - id: cccccc-3\n          text: 二。")


def test_without_a_sound_id_of_its_own_a_file_gives_no_ids():
    for text in (HEAD.replace("id: transport\n", "") + "vision:\n  - text: 町。\n", "vision: 町。\n", "id:\n"):
        assert mended(text) == text
    broken = PROPOSAL.replace("20260210-cccccc", "2026")
    assert mended(broken, FileKind.PROPOSAL) == broken
