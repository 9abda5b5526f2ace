"""What a schema refuses is said once, at the key or value that is meant, with the words that help."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.nearest import nearest
from living_manifesto.documents.reader import Document, read
from living_manifesto.documents.schema import Schemas

DIGEST = "sha256:" + "0" * 64

GOOD = {
    FileKind.MANIFESTO: """\
title: 見本
language: ja
time_zone: Asia/Tokyo
terms:
  version: "2026-01"
  url: https://example.org/terms
areas:
  - id: town
    title: まちづくり
    sections:
      - id: transport
        number: 4
""",
    FileKind.SECTION: """\
id: transport
title: 交通
owners: ["@reviewer"]
vision:
  - id: v1
    text: だれもが行きたいところへ行ける町にします。
items:
  - id: night-bus
    title: 夜のバスを走らせる
    points:
      - id: p1
        form: paragraph
        text: 終電のあとのバスを試します。
    parts:
      - id: issues
        title: 課題
""",
    FileKind.PROPOSAL: f"""\
id: 20260128-k3f9tw
section: transport
kind: addition
submitted_on: 2026-01-28
proposer:
  name: みどり
source:
  channel: web
  position: 1
body: |
  夜のバスを増やしてほしい。
reason: |
  帰れない人がいるから。
drafted:
  by: proposer
  confirmed: true
changes:
  - op: add
    to: night-bus
    after: last
    node:
      id: k3f9tw-1
      text: 金曜の夜は便を増やします。
  - op: replace
    target: p1
    field: text
    was: 終電のあとのバスを試します。
    with: 終電のあとのバスを走らせます。
  - op: remove
    target: issues
    was: {DIGEST}
decision:
  outcome: deferred
  reason: 費用を調べてから決めます。
  until: 2026-09-30
""",
    FileKind.TOPICS: """\
section: transport
topics:
  - id: buses
    title: バスの本数
    proposals:
      - 20260128-k3f9tw
source:
  announced: 14
""",
    FileKind.BASELINE: f"""\
id: 20260128-k3f9tw
why: 最初の版です。
recorded_on: 2026-01-28
digests:
  manifesto: {DIGEST}
  transport: {DIGEST}
""",
}

M, S, P, T, B = FileKind
LONG = "長" * 201
TABLE: list[tuple[FileKind, str, str, list[tuple[str, str]]]] = [
    # a key that is missing
    (P, "section: transport\n", "", [("LM201", "section")]),
    (P, "reason: |\n  帰れない人がいるから。\n", "", [("LM201", "reason")]),
    (P, "  - op: remove\n    target: issues\n", "  - op: remove\n", [("LM201", "changes › 3 › target")]),
    (P, "  - op: add\n    to: night-bus\n", "  - to: night-bus\n", [("LM201", "changes › 1 › op")]),
    (P, "      text: 金曜の夜は便を増やします。\n", "", [("LM201", "changes › 1 › node › text")]),
    (P, "  outcome: deferred\n", "", [("LM201", "decision › outcome")]),
    (P, "  name: みどり\n", "  nickname: みどり\n", [("LM202", "proposer › nickname")]),
    (S, "    title: 夜のバスを走らせる\n", "", [("LM201", "items › 1 › title")]),
    (B, f"  manifesto: {DIGEST}\n", "", [("LM201", "digests › manifesto")]),
    # a key that nobody knows
    (P, "reason: |", "reson: |", [("LM202", "reson")]),
    (P, "section: tr", "Section: tr", [("LM202", "Section")]),
    (P, "reason: |", "提案の理由: |", [("LM202", "提案の理由")]),
    (P, "    field: text\n", "    feild: text\n", [("LM202", "changes › 2 › feild")]),
    (S, "    points:\n", "    text: 項目の文\n    points:\n", [("LM202", "items › 1 › text")]),
    (M, "title: 見本\n", "title: 見本\npublishers: 見本の会\n", [("LM202", "publishers")]),
    # a value of another sort
    (P, "proposer:\n  name: みどり\n", "proposer: みどり\n", [("LM203", "proposer")]),
    (P, "  position: 1\n", "  position: first\n", [("LM203", "source › position")]),
    (P, "  confirmed: true\n", "  confirmed: maybe\n", [("LM203", "drafted › confirmed")]),
    (S, 'owners: ["@reviewer"]\n', 'owners: "@reviewer"\n', [("LM203", "owners")]),
    (S, "title: 交通\n", "title:\n  - 交通\n", [("LM203", "title")]),
    # a word that is not one of the words
    (P, "kind: addition", "kind: 内容の追加", [("LM204", "kind")]),
    (P, "  - op: remove\n", "  - op: delete\n", [("LM204", "changes › 3 › op")]),
    (P, "channel: web", "channel: imprt", [("LM204", "source › channel")]),
    (P, "    field: text\n", "    field: txet\n", [("LM204", "changes › 2 › field")]),
    (P, "  outcome: deferred", "  outcome: defered", [("LM204", "decision › outcome")]),
    (S, "form: paragraph", "form: paragraf", [("LM204", "items › 1 › points › 1 › form")]),
    (M, "language: ja", "language: jp", [("LM204", "language")]),
    # a value in the wrong form
    (P, "id: 20260128-k3f9tw", "id: 2026-01-28", [("LM205 proposal_id", "id")]),
    (P, "id: k3f9tw-1", "id: K3F9TW_1", [("LM205 node_id", "changes › 1 › node › id")]),
    (P, DIGEST, "sha256:0", [("LM205 digest", "changes › 3 › was")]),
    (S, '"@reviewer"', '"reviewer"', [("LM205 handle", "owners › 1")]),
    (M, "https://example.org/terms", "example.org/terms", [("LM205 url", "terms › url")]),
    (M, '"2026-01"', '"2026年1月"', [("LM205 terms", "terms › version")]),
    (M, "Asia/Tokyo", "東京", [("LM205", "time_zone")]),
    (B, "  transport:", "  交通:", [("LM205 node_id", "digests › 交通")]),
    # too long, too short, too many, none
    (P, "みどり", LONG[:101], [("LM206", "proposer › name")]),
    (S, "title: 交通", f"title: {LONG}", [("LM206", "title")]),
    (S, "id: night-bus", f"id: {'a' * 41}", [("LM206", "items › 1 › id")]),
    (S, "title: 交通", 'title: ""', [("LM207", "title")]),
    (P, "body: |\n  夜のバスを増やしてほしい。\n", 'body: ""\n', [("LM207", "body")]),
    # dates and numbers
    (P, "submitted_on: 2026-01-28", "submitted_on: 2026-02-30", [("LM208", "submitted_on")]),
    (P, "submitted_on: 2026-01-28", "submitted_on: 2026-13-01", [("LM208", "submitted_on")]),
    (P, "submitted_on: 2026-01-28", "submitted_on: 1月28日", [("LM208", "submitted_on")]),
    (P, "until: 2026-09-30", "until: 2026-09-31", [("LM208", "decision › until")]),
    (B, "recorded_on: 2026-01-28", "recorded_on: tomorrow", [("LM208", "recorded_on")]),
    (M, "number: 4", "number: 0", [("LM209", "areas › 1 › sections › 1 › number")]),
    (T, "announced: 14", "announced: -1", [("LM209", "source › announced")]),
    (T, "announced: 14", "shown: -1", [("LM209", "source › shown")]),
    (T, "announced: 14", "order: newest", [("LM204", "source › order")]),
    (T, "announced: 14", "digest: 0a", [("LM205 digest", "source › digest")]),
    # a key that does not belong beside the others
    (P, "    after: last\n", "    after: last\n    was: 前の文\n", [("LM210", "changes › 1 › was")]),
    (P, "    field: text\n", "    field: text\n    to: p1\n", [("LM210", "changes › 2 › to")]),
    (P, "      text: 金曜", "      title: 題\n      text: 金曜", [("LM210", "changes › 1 › node › text")]),
    (P, "outcome: deferred", "outcome: declined", [("LM210", "decision › until")]),
    # several at once, each on its own
    (
        P,
        "kind: addition\nsubmitted_on: 2026-01-28",
        "kind: add\ntitel: 題\nsubmitted_on: soon",
        [("LM204", "kind"), ("LM202", "titel"), ("LM208", "submitted_on")],
    ),
]


def faults(schemas: Schemas, kind: FileKind, text: str) -> list[Diagnostic]:
    document = read(text.encode(), f"{kind}.yaml")
    assert document.value is not None
    return schemas.faults(document, kind)


def named(fault: Diagnostic) -> tuple[str, str]:
    return (f"{fault.code} {fault.variant}".strip(), str(fault.args["key"]))


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_good_file_has_no_faults(schemas: Schemas, kind: FileKind) -> None:
    assert faults(schemas, kind, GOOD[kind]) == []


@pytest.mark.parametrize(("kind", "good", "bad", "expected"), TABLE)
def test_a_bad_value_is_named_once(
    schemas: Schemas, kind: FileKind, good: str, bad: str, expected: list[tuple[str, str]]
) -> None:
    assert GOOD[kind].count(good) >= 1
    found = faults(schemas, kind, GOOD[kind].replace(good, bad, 1))
    assert [named(fault) for fault in found] == expected
    for fault in found:
        code = CODES[fault.code]
        assert set(fault.args) == set(code.args)
        assert fault.variant in ("", *code.variants)
        assert fault.span is not None


def only(schemas: Schemas, good: str, bad: str) -> Diagnostic:
    (fault,) = faults(schemas, FileKind.PROPOSAL, GOOD[FileKind.PROPOSAL].replace(good, bad, 1))
    return fault


@pytest.mark.parametrize(
    ("good", "bad", "meant"),
    [
        ("reason: |", "reson: |", "reason"),
        ("reason: |", "REASON: |", "reason"),
        ("reason: |", "提案の理由: |", "reason"),
        ("submitted_on:", "submitted-on:", "submitted_on"),
        ("kind: addition", "kind: add", "addition"),
        ("kind: addition", "kind: Addition", "addition"),
        ("kind: addition", "kind: 内容の追加", "addition"),
        ("kind: addition", "kind: 削除", "removal"),
    ],
)
def test_the_word_that_was_meant_is_offered_first(schemas: Schemas, good: str, bad: str, meant: str) -> None:
    fault = only(schemas, good, bad)
    offered = fault.args["nearest"]
    assert isinstance(offered, tuple)
    assert offered[0] == meant


def test_width_and_case_and_hyphens_do_not_hide_what_was_meant() -> None:
    words = ("reason", "submitted_on")
    assert nearest("\uff32\uff25\uff21\uff33\uff2f\uff2e", words, {}) == ("reason",)
    assert nearest("Submitted-On", words, {}) == ("submitted_on",)
    assert nearest("zzzz", words, {}) == ()


def test_only_keys_that_fit_the_operation_are_offered(schemas: Schemas) -> None:
    fault = only(schemas, "  - op: remove\n", "  - op: remove\n    wass: x\n")
    assert fault.args["allowed"] == ("op", "target", "was")


def test_a_key_that_does_not_belong_tells_what_keeps_it_out(schemas: Schemas) -> None:
    fault = only(schemas, "    after: last\n", "    after: last\n    was: 前の文\n")
    assert fault.args["context"] == "op: add"


def test_spans_stand_at_the_key_or_at_the_value(schemas: Schemas) -> None:
    value = only(schemas, "kind: addition", "kind: add").span
    key = only(schemas, "reason: |", "reson: |").span
    missing = only(schemas, "    target: p1\n", "").span
    assert value is not None
    assert key is not None
    assert missing is not None
    assert (value.line, value.column, value.end_column) == (3, 7, 10)
    assert (key.line, key.column, key.end_column) == (12, 1, 6)
    assert (missing.line, missing.column) == (24, 5)


def test_a_file_that_was_not_understood_has_no_faults_of_shape(schemas: Schemas) -> None:
    document = Document(file="x.yaml", text="", root=None, value=None, faults=())
    assert schemas.faults(document, FileKind.PROPOSAL) == []


def test_a_value_that_the_reader_missed_is_not_named_again(schemas: Schemas) -> None:
    text = GOOD[FileKind.PROPOSAL].replace("kind: addition", "kind:")
    document = read(text.encode(), "x.yaml")
    assert [fault.code for fault in document.faults] == ["LM109"]
    assert schemas.faults(document, FileKind.PROPOSAL) == []


def test_an_empty_list_of_changes_is_named(schemas: Schemas) -> None:
    good = GOOD[FileKind.PROPOSAL]
    text = good[: good.index("changes:")] + "changes: []\n"
    assert [named(fault) for fault in faults(schemas, FileKind.PROPOSAL, text)] == [("LM207 empty_list", "changes")]


@pytest.mark.parametrize("key", ["body", "reason", "title"])
def test_an_erased_text_stands_as_a_notice_and_a_notice_is_whole(schemas: Schemas, key: str) -> None:
    base = "id: 20260128-k3f9tw\nsection: none\nsubmitted_on: 2026-01-28\nsource:\n  channel: import\n"
    whole = f'{base}{key}: {{ground: privacy, on: 2026-03-01, digest: "{DIGEST}"}}\n'
    assert faults(schemas, FileKind.PROPOSAL, whole) == []
    half = f"{base}{key}: {{ground: privacy, on: 2026-03-01}}\n"
    assert [named(fault) for fault in faults(schemas, FileKind.PROPOSAL, half)] == [("LM201", f"{key} › digest")]


def test_an_import_needs_neither_body_nor_reason(schemas: Schemas) -> None:
    base = "id: 20260128-k3f9tw\nsection: none\nsubmitted_on: 2026-01-28\n"
    assert faults(schemas, FileKind.PROPOSAL, base + "source:\n  channel: import\n") == []
    assert [named(fault) for fault in faults(schemas, FileKind.PROPOSAL, base)] == [
        ("LM201", "body"),
        ("LM201", "reason"),
    ]


def test_what_only_the_fast_library_refuses_is_still_named() -> None:
    # Python's \d takes a full-width digit, the fast library's does not.
    schemas = Schemas({FileKind.TOPICS: {"properties": {"title": {"pattern": "^\\d$"}}}})
    found = faults(schemas, FileKind.TOPICS, "title: \uff14\n")
    assert [named(fault) for fault in found] == [("LM205", "title")]


def test_on_damaged_documents_both_libraries_agree_and_every_refusal_is_explained(
    schemas: Schemas, by_kind: Mapping[FileKind, dict[str, Any]]
) -> None:
    chance = random.Random(7)  # noqa: S311 -- damage, not secrets
    for kind, schema in by_kind.items():
        slow = Draft202012Validator(schema, format_checker=FormatChecker(formats=["date"]))
        fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        for example in schema["examples"]:
            for _ in range(40):
                value = damaged(example, chance)
                assert slow.is_valid(value) == fast.is_valid(value), json.dumps(value, ensure_ascii=False)
                found = schemas.faults(Document("x.yaml", "", None, value, ()), kind)
                assert bool(found) != slow.is_valid(value), json.dumps(value, ensure_ascii=False)
                assert all(set(fault.args) == set(CODES[fault.code].args) for fault in found)


def damaged(example: Any, chance: random.Random) -> Any:
    """A copy of the example with one to three values lost, renamed or replaced."""
    value = copy.deepcopy(example)
    for _ in range(chance.randint(1, 3)):
        holder = chance.choice([held for held in mappings(value) if held] or [{"": ""}])
        key = chance.choice(list(holder))
        match chance.randrange(3):
            case 0:
                del holder[key]
            case 1:
                holder[key + "x"] = holder.pop(key)
            case _:
                holder[key] = chance.choice(["", "x", "0000-01-01", "2024-02-29", "2023-02-29", 0, 3, True, [], {}])
    return value


def mappings(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for held in value.values() for inner in mappings(held))]
    if isinstance(value, list):
        return [inner for held in value for inner in mappings(held)]
    return []
