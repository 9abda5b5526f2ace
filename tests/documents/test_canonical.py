from __future__ import annotations

import pytest

from living_manifesto.documents.canonical import dump
from living_manifesto.documents.reader import read

PROPOSAL = {
    "id": "20260128-k3f9tw",
    "section": "diplomacy-defense",
    "kind": "addition",
    "submitted_on": "2026-01-28",
    "proposer": {"name": "匿名さん"},
    "terms": "2026-01",
    "source": {"channel": "web", "url": "https://example.org/a?b=c", "position": 1},
    "body": "学校を丈夫な建物にしてほしい。\n\n避難できる場所も。",
    "reason": "備えが必要だから。",
    "drafted": {"by": "model", "confirmed": True},
    "changes": [
        {
            "op": "add",
            "to": "defense-posture",
            "after": "last",
            "node": {"id": "k3f9tw-1", "text": "学校を強くします。"},
        },
        {"op": "replace", "target": "p1", "field": "text", "was": " 前", "with": " 後\n二行目"},
    ],
    "incorporates": [{"id": "20260101-aaaaaa", "as": "in_spirit"}],
    "decision": {"outcome": "declined", "reason": "長い" * 50, "by": "policy-team"},
}

FILE = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
id: 20260128-k3f9tw
section: diplomacy-defense
kind: addition
submitted_on: 2026-01-28
proposer: {name: 匿名さん}
terms: "2026-01"
source: {channel: web, url: "https://example.org/a?b=c", position: 1}
body: |
  学校を丈夫な建物にしてほしい。

  避難できる場所も。
reason: 備えが必要だから。
drafted: {by: model, confirmed: true}
changes:
  - op: add
    to: defense-posture
    after: last
    node:
      id: k3f9tw-1
      text: 学校を強くします。
  - op: replace
    target: p1
    field: text
    was: " 前"
    with: |2
       後
      二行目
incorporates:
  - {id: 20260101-aaaaaa, as: in_spirit}
decision:
  outcome: declined
  reason: 長い長い
  by: policy-team
""".replace("長い長い", "長い" * 50)


def test_a_whole_proposal_in_canonical_form() -> None:
    assert dump(PROPOSAL, schema="../../schemas/proposal.schema.json") == FILE
    assert read(FILE.encode(), "p.yaml").value == PROPOSAL


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("外交・防衛", "外交・防衛"),
        ("20260128-k3f9tw", "20260128-k3f9tw"),
        ("2026-01-28", "2026-01-28"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("no", '"no"'),
        ("010", '"010"'),
        ("12:30", '"12:30"'),
        ("1e5", '"1e5"'),
        ("2026-02-30", '"2026-02-30"'),
        ("2026-01-28 10:00", '"2026-01-28 10:00"'),
        ("- x", '"- x"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("", '""'),
        (" a", '" a"'),
        ('"a" \\', '"\\"a\\" \\\\"'),
        ("a\tb", '"a\\tb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("終わりの改行\n\n", "終わりの改行"),
    ],
)
def test_quotes_stand_only_where_some_reader_would_see_something_else(text: str, written: str) -> None:
    assert dump({"text": text}) == f"text: {written}\n"


def test_a_redaction_is_one_line_however_long() -> None:
    notice = {"ground": "privacy", "on": "2026-03-01", "digest": "sha256:" + "0" * 64}
    digest = '"sha256:' + "0" * 64 + '"'
    assert dump({"body": notice}) == f"body: {{ground: privacy, on: 2026-03-01, digest: {digest}}}\n"


def test_handles_stand_in_one_line_and_members_of_a_topic_one_a_line() -> None:
    assert dump({"owners": ["@a", "b"]}) == 'owners: ["@a", b]\n'
    assert dump({"proposals": ["20260101-aaaaaa", "20260102-bbbbbb"]}) == (
        "proposals:\n  - 20260101-aaaaaa\n  - 20260102-bbbbbb\n"
    )
