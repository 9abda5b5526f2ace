"""Slips of a Japanese keyboard: each is named by its own code, and mended outside people's texts."""

import pytest

from living_manifesto.core.codes import CODES
from living_manifesto.documents.dates import meant_date
from living_manifesto.documents.fixing import fix
from living_manifesto.documents.reader import read

SLIPS = {
    "a colon": ("id：x\n", ["LM121"], "id: x\n"),
    "a colon before a space": ("id： x\nkind: y\n", ["LM121"], "id: x\nkind: y\n"),
    "a colon at the end of a line": ("proposer：\n  name: 花\n", ["LM121"], "proposer:\n  name: 花\n"),
    "a colon before a text": ("title：花：見\nid: x\n", ["LM121"], "title: 花：見\nid: x\n"),
    "a colon in an item": ("changes:\n  - op：add\n    to: x\n", ["LM121"], "changes:\n  - op: add\n    to: x\n"),
    "a colon in one-line braces": ("proposer: {name：花}\n", ["LM121"], "proposer: {name: 花}\n"),
    "a full-width space as indentation": ("proposer:\n　name: 花\n", ["LM122"], "proposer:\n  name: 花\n"),
    "a full-width space behind a colon": ("id:　x\nkind: y\n", ["LM122"], "id: x\nkind: y\n"),
    "a full-width space before a colon": ("id　: x\n", ["LM122"], "id: x\n"),
    "a full-width space behind a hyphen": ("formerly:\n  -　a\n", ["LM122"], "formerly:\n  - a\n"),
    "a full-width space behind a word": ("id: x　\nkind: y\n", ["LM122"], "id: x\nkind: y\n"),
    "a full-width space behind the bar": ("body: |　\n  文\n", ["LM122"], "body: |\n  文\n"),
    "full-width digits in a date": ("submitted_on: ２０２６-01-28\n", ["LM123"], "submitted_on: 2026-01-28\n"),
    "full-width letters in a key": ("ｉｄ: x\n", ["LM123"], "id: x\n"),
    "full-width letters in an id": ("id: ｋ３f9\n", ["LM123"], "id: k3f9\n"),
    "a full-width number": ("source: {position: １２}\n", ["LM123"], "source: {position: 12}\n"),
    "a full-width hyphen as marker": ("formerly:\n  － a\n  － b\n", ["LM124", "LM124"], "formerly:\n  - a\n  - b\n"),
    "a dash as marker without space": ("changes:\n  –op: add\n", ["LM124"], "changes:\n  - op: add\n"),
    "a minus in an id": ("section: diplomacy−defense\n", ["LM124"], "section: diplomacy-defense\n"),
    "a long vowel sign in a date": ("submitted_on: 2026ー01ー28\n", ["LM124"], "submitted_on: 2026-01-28\n"),
    "a middle dot as marker": ("changes:\n  ・op: add\n    to: x\n", ["LM125"], "changes:\n  - op: add\n    to: x\n"),
    "a bullet as marker": ("formerly:\n  • a\n  ● b\n", ["LM125", "LM125"], "formerly:\n  - a\n  - b\n"),
    "curly quotes": ("id: “x”\n", ["LM126"], 'id: "x"\n'),
    "single curly quotes": ("submitted_on: ‘2026-01-28’\n", ["LM126"], 'submitted_on: "2026-01-28"\n'),
    "corner brackets round an id": ("section: 「energy」\n", ["LM126"], 'section: "energy"\n'),
    "curly quotes round a name of a section": ("section: “外交”\n", ["LM126"], 'section: "外交"\n'),
    "a tab as indentation": ("proposer:\n\tname: 花\n", ["LM127"], "proposer:\n  name: 花\n"),
    "a tab before a text": ("body: |\n\t文\n", ["LM127"], "body: |\n  文\n"),
    "a tab behind a colon": ("id:\tx\n", ["LM127"], "id: x\n"),
    "a tab behind a value": ("title: 花\t\nid: x\t# c\n", ["LM127", "LM127"], "title: 花\nid: x # c\n"),
    "a date in words": ("submitted_on: 2026年1月28日\n", ["LM128"], "submitted_on: 2026-01-28\n"),
    "a date with slashes": ("on: 2026/1/28\n", ["LM128"], "on: 2026-01-28\n"),
    "a date with dots": ("until: 2026.1.28\n", ["LM128"], "until: 2026-01-28\n"),
    "a full-width date in words": ("recorded_on: ２０２６年１月２８日\n", ["LM128"], "recorded_on: 2026-01-28\n"),
    "an era date": ("retrieved_on: 令和8年1月28日\n", ["LM129"], "retrieved_on: 2026-01-28\n"),
    "a quoted era date": ('submitted_on: "Ｒ８．１．２８"\n', ["LM129"], "submitted_on: 2026-01-28\n"),
    "a full-width bar": ("body: ｜\n  文\n", ["LM130"], "body: |\n  文\n"),
    "full-width brackets": ("owners: ［a］\n", ["LM130"], "owners: [a]\n"),
    "full-width braces": ("drafted: ｛by: staff｝\n", ["LM130", "LM130"], "drafted: {by: staff}\n"),
    "a full-width comma": ("source: {channel: web，position: 1}\n", ["LM130"], "source: {channel: web, position: 1}\n"),
    "a full-width number sign": ("＃ メモ\nid: x\n", ["LM130"], "# メモ\nid: x\n"),
}


@pytest.mark.parametrize(("text", "expected", "mended"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_and_mended(text, expected, mended):
    document = read(text.encode(), "f.yaml")
    assert [fault.code for fault in document.faults] == expected
    assert fix(document.text, document.faults) == mended
    after = read(mended.encode(), "f.yaml")
    assert after.faults == ()
    assert after.value == document.value


@pytest.mark.parametrize("text", [text for text, *_ in SLIPS.values()], ids=SLIPS)
def test_a_slip_says_what_was_typed_and_what_is_meant(text):
    for fault in read(text.encode(), "f.yaml").faults:
        assert set(fault.args) == set(CODES[fault.code].args) == {"typed", "meant"}
        assert fault.args["typed"] != fault.args["meant"]


def test_the_words_are_those_that_a_reader_compares():
    (colon, date) = read("section：x\nsubmitted_on: 令和元年5月1日\n".encode(), "f").faults
    assert colon.args == {"typed": "section：", "meant": "section:"}
    assert date.args == {"typed": "令和元年5月1日", "meant": "2019-05-01"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("令和8年1月28日", ("LM129", "2026-01-28")),
        ("令和元年5月1日", ("LM129", "2019-05-01")),
        ("㋿8年1月28日", ("LM129", "2026-01-28")),
        ("平成31年4月30日", ("LM129", "2019-04-30")),
        ("R8.1.28", ("LM129", "2026-01-28")),
        ("R8/01/28", ("LM129", "2026-01-28")),
        ("2026年 1月28日(水)", ("LM128", "2026-01-28")),
        ("2026-1-28", ("LM128", "2026-01-28")),
        ("20260128", ("LM128", "2026-01-28")),
        ("2026-01-28", None),
        ("２０２６－０１－２８", None),
        ("2026年2月30日", None),
        ("2026年秋", None),
        ("きのう", None),
    ],
)
def test_dates_as_people_type_them(typed, meant):
    assert meant_date(typed) == meant


NO_SLIPS = [
    "title: “外交”：１２３・４　五\n",
    "title: 「外交」\n",
    "title: ｛まとめ｝\n",
    "title: ＃１番\n",
    "text: －（ハイフンで始まる）\n",
    "text: ・中黒で始まる\n",
    "body: |\n  　字下げ\n  ・中黒\n  id：x\n  － a\n  令和8年1月28日\n",
    "reason: 2026年1月28日から\n",
    "points:\n  - id: a\n    text: |\n      ・一\n      submitted_on: 令和8年1月28日\n    points: []\n",
    "proposer: {name: “花”・山田　太郎}\n",
    "topics:\n  - id: a\n    title: ＡＩ：立国\n    summary: 国産ＡＩ、１位\n",
    "decision: {outcome: deferred, until: 2026年秋}\n",
    "section: 外交・防衛\n",
]


@pytest.mark.parametrize("text", NO_SLIPS)
def test_what_people_write_is_no_slip(text):
    assert read(text.encode(), "f.yaml").faults == ()


def test_a_text_typed_without_half_width_spaces_keeps_its_own_full_width_spaces():
    document = read("body: |\n　一段目\n　二段目\nid: x\n".encode(), "f.yaml")
    assert [fault.code for fault in document.faults] == ["LM122", "LM122"]
    assert document.value == {"body": "　一段目\n　二段目", "id": "x"}


def test_bullets_that_wrap_a_text_are_the_persons_own():
    document = read("text: つぎのとおり\n  ・一\n  ・二\n".encode(), "f.yaml")
    assert [(fault.code, fault.fixes) for fault in document.faults] == [("LM108", ())]


def test_a_text_quoted_half_straight_half_curly_is_named_but_not_touched():
    (fault,) = read('title: "外交”\nid: x\n'.encode(), "f.yaml").faults
    assert (fault.code, fault.fixes) == ("LM126", ())


def test_several_slips_in_one_file_are_all_named_with_the_faults_behind_them():
    text = "id：x\nproposer：\n　name：花\nchanges：\n　－　op：add\n　　to：“foo”\n　・ op: &a add\n　　to:\nid: y\n"
    document = read(text.encode(), "f.yaml")
    assert [(fault.span.line, fault.code) for fault in document.faults] == [
        (1, "LM121"),
        (2, "LM121"),
        *[(3, "LM122"), (3, "LM121")],
        (4, "LM121"),
        *[(5, "LM122"), (5, "LM124"), (5, "LM122"), (5, "LM121")],
        *[(6, "LM122"), (6, "LM121"), (6, "LM126")],
        *[(7, "LM122"), (7, "LM125"), (7, "LM103")],
        *[(8, "LM122"), (8, "LM109")],
        (9, "LM102"),
    ]
    assert document.faults[-1].args["first_line"] == 1


def test_spans_behind_mended_slips_are_places_of_the_text_as_typed():
    document = read("proposer：｛name：花, on：2026-1-28｝\nkind: zzz\n".encode(), "f.yaml")
    assert document.root is None
    span = document.span(("proposer", "on"))
    assert (span.line, span.column, span.end_column) == (1, 22, 31)
    assert document.span(("kind",)).line == 2


def test_a_cure_that_would_change_a_text_is_not_offered():
    text = "body: |\n  文\n　メモ: x\nid: y\n"
    document = read(text.encode(), "f.yaml")
    assert [(fault.code, fault.fixes) for fault in document.faults] == [("LM122", ())]
    assert document.value["body"] == "文"
