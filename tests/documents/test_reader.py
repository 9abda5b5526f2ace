"""The strict reader: values with places, and one fault for each thing that is wrong."""

import pytest

from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.documents.fixing import fix
from living_manifesto.documents.reader import Document, read

PROPOSAL = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
id: 20260128-k3f9tw
section: diplomacy-defense
title: 😀学校を守る：有事にも
submitted_on: 2026-01-28
proposer: {name: 匿名}
terms: "2026-01"
source: {channel: web, url: https://example.org/p, position: 12}
body: |
  全角の：や　空白、１２３、・も“そのまま”。
  - id: これは文章

  * 強調 *ではない*
reason: |-
  必要だから。
drafted: {by: proposer, confirmed: true}
changes:
  - op: replace
    target: p4
    was: no
    with: 010
    # a comment of its own

  - op: move
    target: p5
incorporates: [ ]
"""


def faults(text: str | bytes) -> tuple[Diagnostic, ...]:
    return read(text if isinstance(text, bytes) else text.encode(), "f.yaml").faults


def codes(text: str | bytes) -> list[str]:
    return [fault.code for fault in faults(text)]


def doc(text: str) -> Document:
    return read(text.encode(), "f.yaml")


def test_a_good_file_has_values_and_no_faults():
    document = doc(PROPOSAL)
    assert document.faults == ()
    assert document.value == {
        "id": "20260128-k3f9tw",
        "section": "diplomacy-defense",
        "title": "😀学校を守る：有事にも",
        "submitted_on": "2026-01-28",
        "proposer": {"name": "匿名"},
        "terms": "2026-01",
        "source": {"channel": "web", "url": "https://example.org/p", "position": 12},
        "body": "全角の：や　空白、１２３、・も“そのまま”。\n- id: これは文章\n\n* 強調 *ではない*",
        "reason": "必要だから。",
        "drafted": {"by": "proposer", "confirmed": True},
        "changes": [{"op": "replace", "target": "p4", "was": "no", "with": "010"}, {"op": "move", "target": "p5"}],
        "incorporates": [],
    }


def test_scalars_mean_what_they_look_like():
    value = doc(
        "title: 2026\nname: no\nwas: 12:30\nwith: 010\nnumber: 4\nposition: 010\nconfirmed: yes\nwhy: 1e3\n"
    ).value
    assert value == {
        "title": "2026",
        "name": "no",
        "was": "12:30",
        "with": "010",
        "number": 4,
        "position": "010",
        "confirmed": "yes",
        "why": "1e3",
    }


@pytest.mark.parametrize("header", ["|", "|-", "|+", "|2", "|2-"])
def test_trailing_line_breaks_are_not_part_of_a_text(header):
    document = doc(f"body: {header}\n  一行\n\n  三行\n\n\n")
    assert (document.value, document.faults) == ({"body": "一行\n\n三行"}, ())


def test_columns_count_code_points_also_behind_emoji():
    document = doc("proposer: {name: 😀日本, on: 2026-01-28}\n")
    assert document.span(("proposer", "name")) == Span(1, 18, 1, 21)
    assert document.span(("proposer", "on")) == Span(1, 27, 1, 37)
    assert document.span(("proposer", "on"), of="key") == Span(1, 23, 1, 25)


def test_a_span_ends_where_the_text_ends_and_not_in_the_next_comment():
    document = doc(PROPOSAL)
    assert document.span(("changes", 0)) == Span(18, 5, 21, 14)
    assert document.span(("body",)) == Span(9, 7, 13, 14)


def test_a_path_that_leads_nowhere_gives_the_nearest_that_exists():
    document = doc(PROPOSAL)
    assert document.span(("changes", 7, "node")) == document.span(("changes",))
    assert document.span(("changes", 1, "was"), of="key") == document.span(("changes", 1), of="key")
    assert doc("").span(("id",)) == Span(1, 1, 1, 1)


FAULTY = {
    "no UTF-8": (b"id: \x93\xfa\n", ["LM001"]),
    "UTF-16": ("id: x\n".encode("utf-16"), ["LM001"]),
    "a surrogate in bytes": (b"id: \xed\xa0\x80\n", ["LM001"]),
    "a byte order mark": ("\ufeffid: x\n", ["LM002"]),
    "a byte order mark before a comment": ("\ufeff# c\nid: x\n", ["LM002"]),
    "windows line ends": ("id: x\r\nkind: y\r\n", ["LM003"]),
    "a control character": ("title: a\x07b\n", ["LM004"]),
    "a null byte": ("title: a\x00b\n", ["LM004"]),
    "C1": ("title: a\x9bb\n", ["LM004"]),
    "a noncharacter": ("title: a\uffffb\n", ["LM004"]),
    "a tab inside a text": ("body: |\n  a\tb\n", ["LM004"]),
    "a tab inside a title": ("title: a\tb\n", ["LM004"]),
    "a bidirectional override": ("title: a\u202eb\n", ["LM005"]),
    "a mark of direction": ("title: a\u200fb\n", ["LM005"]),
    "an escaped override": ('title: "a\\u202Eb"\n', ["LM005"]),
    "an escaped control character": ('title: "a\\x07b"\n', ["LM004"]),
    "an escaped tab": ('title: "a\\tb"\n', ["LM004"]),
    "an escaped line separator": ('title: "a\\u2028b"\n', ["LM008"]),
    "a file beyond the limit": (b"#" * (1 << 20) + b"\n", ["LM006"]),
    "a line beyond the limit": ("title: " + "あ" * 20_001 + "\n", ["LM006"]),
    "too many entries": ("proposals:\n" + "- a\n" * 20_001, ["LM006"]),
    "no final line end": ("id: x", ["LM007"]),
    "next line": ("title: a\x85b\n", ["LM008"]),
    "line separator": ("body: |\n  a\u2028b\n", ["LM008"]),
    "carriage returns": ("id: x\rkind: y\r", ["LM008", "LM008"]),
    "a quote left open": ("title: 'a\nid: x\n", ["LM101"]),
    "a bracket left open": ("owners: [a, b\nid: x\n", ["LM101"]),
    "a colon in a plain text": ("title: a: b\n", ["LM101"]),
    "a link at the start of a plain text": ("text: [a](https://example.org) b\n", ["LM101"]),
    "a reserved sign": ("title: @a\n", ["LM101"]),
    "a surrogate as escape": ('title: "\\ud800"\n', ["LM101"]),
    "a broken last line without line end": ("id: x\ntitle: a: b", ["LM101", "LM007"]),
    "a key twice": ("id: x\nid: y\n", ["LM102"]),
    "an anchor": ("id: &a x\n", ["LM103"]),
    "an alias": ("id: &a x\nkind: *a\n", ["LM103", "LM103"]),
    "an alias to nothing": ("id: *a\n", ["LM103"]),
    "strong words read as an alias": ("title: **大事**な\n", ["LM103"]),
    "an alias to itself": ("points: &a [*a]\n", ["LM103", "LM103"]),
    "a duplicate anchor": ("id: &a x\nkind: &a y\n", ["LM103", "LM103"]),
    "a tag": ("id: !!str x\n", ["LM104"]),
    "a tag and an anchor": ("id: !t &a x\n", ["LM104", "LM103"]),
    "a python tag": ("id: !!python/object/apply:os.system [ls]\n", ["LM104"]),
    "a directive": ("%YAML 1.1\n---\nid: x\n", ["LM104"]),
    "an unknown directive": ("%FOO\n---\nid: x\n", ["LM104"]),
    "a merge key": ("a: {id: x}\n<<: {id: y}\n", ["LM105"]),
    "a second document": ("id: x\n---\nid: y\n", ["LM106"]),
    "a document after its end": ("id: x\n...\nid: y\n", ["LM106"]),
    "nested flow": ("changes: [{op: add}]\n", ["LM107"]),
    "flow over lines": ("owners: [a,\n  b]\n", ["LM107"]),
    "a folded text": ("body: >\n  a\n  b\n", ["LM108"]),
    "a wrapped text": ("title: 長い\n  題名\n", ["LM108"]),
    "a wrapped quoted text": ('title: "長い\n  題名"\n', ["LM108"]),
    "a text on the next line": ("title:\n  題名\n", ["LM108"]),
    "an item on the next line": ("formerly:\n  -\n    a\n", ["LM108"]),
    "a missing value": ("id:\nkind: x\n", ["LM109"]),
    "a tilde": ("id: ~\n", ["LM109"]),
    "null": ("id: null\n", ["LM109"]),
    "an empty item": ("formerly:\n  -\n", ["LM109"]),
    "an explicit key": ("? id\n: x\n", ["LM110"]),
    "a list as key": ("[a, b]: x\n", ["LM110"]),
    "an empty key": ('"": x\n', ["LM110"]),
    "deep lists": ("points:\n  " + "- " * 60 + "a\n", ["LM111"]),
    "very deep lists": ("- " * 9_000 + "a\n", ["LM111"]),
    "deep brackets": ("points: " + "[" * 100 + "]" * 100 + "\n", ["LM107", "LM111"]),
    "an empty file": ("", ["LM112"]),
    "only a comment": ("# nothing\n", ["LM112"]),
    "a list as file": ("- a\n- b\n", ["LM112"]),
    "a word as file": ("hello\n", ["LM112"]),
    "an empty document": ("---\n", ["LM112"]),
    "a line too far right": ("title: a\n kind: b\n", ["LM113"]),
    "a line between two levels": ("drafted:\n    by: staff\n  confirmed: true\n", ["LM113"]),
    "a text without indentation": ("body: |\nなにか\nreason: x\n", ["LM113"]),
    "a colon without space": ("id:x\nkind: y\n", ["LM114"]),
    "a hyphen without space": ("formerly:\n  -a\n  -b\n", ["LM114", "LM114"]),
    "a hyphen without space before a key": ("changes:\n  -op: add\n", ["LM114"]),
}


@pytest.mark.parametrize(("text", "expected"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_named_once_and_nothing_else_is_said(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in FAULTY.values()], ids=FAULTY)
def test_the_words_of_a_fault_are_those_of_the_table(text):
    for fault in faults(text):
        assert set(fault.args) == set(CODES[fault.code].args)
        assert fault.variant in ("", *CODES[fault.code].variants)
        assert fault.span is not None


@pytest.mark.parametrize("depth", [100_000, 500_000])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[["])
def test_a_bottomless_file_is_refused_before_anything_recurses(depth, opening):
    text = opening * (depth // len(opening))
    assert "LM111" in codes(text)


def test_an_alias_bomb_is_never_expanded():
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40))]
    document = doc("\n".join(lines) + "\n")
    assert {fault.code for fault in document.faults} == {"LM103"}
    assert document.value["a39"] == ["", ""]


def test_control_characters_are_named_by_their_number():
    (fault,) = faults("title: a\u202eb\n")
    assert (fault.args["character"], fault.span) == ("U+202E", Span(1, 9, 1, 10))


def test_a_duplicate_key_names_the_first_line_and_keeps_the_first_value():
    document = doc("id: x\nkind: y\nid: z\n")
    assert document.faults[0].args == {"key": "id", "first_line": 1}
    assert document.faults[0].span == Span(3, 1, 3, 3)
    assert document.value == {"id": "x", "kind": "y"}


def test_a_second_key_in_an_inner_mapping_is_found_too():
    assert codes("drafted: {by: staff, by: proposer}\nchanges:\n  - op: add\n    op: move\n") == ["LM102", "LM102"]


def test_a_broken_line_is_quoted_and_not_explained_in_the_words_of_the_parser():
    (fault,) = faults("id: x\ntitle: 題名: 副題\n")
    assert (fault.args, fault.variant, fault.span) == ({"detail": "title: 題名: 副題"}, "text", Span(2, 8, 2, 14))


@pytest.mark.parametrize("text", ["[要望] バス", "@midori へ", "%増やす", "'It's", "理由: 遠い"])
def test_a_text_that_begins_with_a_sign_of_yaml_is_named_as_a_text(text):
    (fault,) = faults(f"id: x\nbody: {text}\n")
    assert (fault.code, fault.variant, fault.span) == ("LM101", "text", Span(2, 7, 2, 7 + len(text)))


def test_the_marks_of_two_versions_put_together_are_named():
    (fault,) = faults("id: x\n<<<<<<< HEAD\nkind: a\n=======\nkind: b\n>>>>>>> other\n")
    assert (fault.code, fault.variant, fault.span) == ("LM101", "conflict", Span(2, 1, 2, 13))


@pytest.mark.parametrize(("text", "lost"), [("路線 #3 を増やす", "#3 を増やす"), ("声 #バス", "#バス")])
def test_a_text_that_a_number_sign_would_cut_off_is_named(text, lost):
    (fault,) = faults(f"body: {text}\nid: x\n")
    assert (fault.code, fault.args) == ("LM115", {"lost": lost})


@pytest.mark.parametrize("text", ["路線  # 見直す", "C#の授業", '"路線 #3"', "|\n  路線 #3"])
def test_a_comment_and_a_number_sign_that_cuts_nothing_are_left_alone(text):
    assert codes(f"body: {text}\nid: x\n") == []


def test_an_empty_entry_of_a_list_is_named_at_its_dash():
    (fault,) = faults("points:\n  -\n  - id: x\n")
    assert (fault.code, fault.variant, fault.span) == ("LM109", "entry", Span(2, 3, 2, 4))


def test_an_escape_that_stands_for_a_forbidden_character_is_shown_itself():
    (fault,) = faults('body: "a\\u202eb"\n')
    assert (fault.code, fault.span) == ("LM005", Span(1, 9, 1, 15))


@pytest.mark.parametrize(("text", "variant"), [("title: 'a\n", "quote"), ('a: "b\n', "quote"), ("a: [b\n", "bracket")])
def test_an_open_quote_or_bracket_is_shown_where_it_opens(text, variant):
    (fault,) = faults(text)
    assert (fault.code, fault.variant, fault.span.line) == ("LM101", variant, 1)
    assert text[fault.span.column - 1] in "'\"["


def test_many_faults_of_one_file_are_named_in_order():
    text = "id:x\nsection：a\nsubmitted_on: 令和8年1月28日\ntitle: a\u202eb\nkind: &k z\nkind: w\nbody: >\n  x"
    assert codes(text) == ["LM114", "LM121", "LM129", "LM005", "LM103", "LM102", "LM108", "LM007"]


def test_windows_line_ends_do_not_change_a_value():
    document = doc("body: |\r\n  a\r\n  b\r\nid: x\r\n")
    assert document.value == {"body": "a\nb", "id": "x"}
    assert document.faults[0].args == {"lines": 4}
    assert fix(document.text, document.faults) == "body: |\n  a\n  b\nid: x\n"


def test_faults_below_a_byte_order_mark_keep_their_columns():
    (mark, fault) = faults("\ufeffid: x\nkind: a\u202e\n")
    assert (mark.span, fault.span) == (Span(1, 1, 1, 1), Span(2, 8, 2, 9))


def test_faults_behind_a_byte_order_mark_stand_where_an_editor_counts_them():
    (_, fault) = faults("\ufeffkind: a\u202e\n")
    assert fault.span == Span(1, 8, 1, 9)


def test_a_missing_value_is_none_and_named_by_its_key():
    document = doc("proposer:\n  name:\nid: x\n")
    assert document.value == {"proposer": {"name": None}, "id": "x"}
    assert (document.faults[0].args, document.faults[0].span) == ({"key": "name"}, Span(2, 3, 2, 7))


def test_no_more_than_two_hundred_faults_are_named():
    assert len(faults("id：x\n" * 1_000)) == 200
