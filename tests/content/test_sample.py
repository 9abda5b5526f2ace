"""The sample that the repository carries: its shape, its ids, and the baseline that everything starts from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.changes import Replace
from living_manifesto.core.ids import ProposalId, added_node_id, proposal_id
from living_manifesto.core.nodes import CHILD_KIND, Form, Node, in_order
from living_manifesto.core.numbering import item_numbers
from living_manifesto.core.outline import Outline
from living_manifesto.core.snapshot import text_digests
from living_manifesto.documents import decode
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.documents.reader import read
from living_manifesto.documents.schema import Schemas

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("manifesto", "proposals")
    for path in (ROOT / folder).rglob("*.yaml")
)
MANIFESTO = "manifesto/manifesto.yaml"
SECTION = "manifesto/other-issues/diplomacy-defense.yaml"
TOPICS = "proposals/topics/diplomacy-defense.yaml"
PROPOSALS = [file for file in FILES if file_kind(file) is FileKind.PROPOSAL]


def value(file: str) -> Any:
    document = read((ROOT / file).read_bytes(), file)
    assert document.faults == ()
    return document.value


def node(plain: Mapping[str, Any]) -> Node:
    """The node that a part of a section file states; written out here so that the digests are proved twice."""
    lists = {name: tuple(map(node, plain[name])) for name in CHILD_KIND if isinstance(plain.get(name), list)}
    form, number = Form(plain.get("form", "bullet")), plain.get("number")
    return Node(plain["id"], plain.get("title", ""), plain.get("text", ""), form, number, in_order(lists))


def manifesto() -> Node:
    section = value(SECTION)
    (area,) = value(MANIFESTO)["areas"]
    (entry,) = area["sections"]
    return node(
        {"id": "manifesto", "title": value(MANIFESTO)["title"], "areas": [{**area, "sections": [section | entry]}]}
    )


def received() -> list[Mapping[str, Any]]:
    """The open proposals, as the page lists them."""
    waiting = [plain for plain in map(value, PROPOSALS) if "decision" not in plain]
    return sorted(waiting, key=lambda plain: plain["source"]["position"])


def adopted() -> list[Mapping[str, Any]]:
    return [plain for plain in map(value, PROPOSALS) if plain.get("decision", {}).get("outcome") == "adopted"]


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_a_kind_and_the_shape_of_its_kind(file: str) -> None:
    kind = file_kind(file)
    assert kind is not None
    schemas = Schemas({kind: json.loads((ROOT / f"schemas/{kind}.schema.json").read_text("utf-8"))})
    assert schemas.faults(read((ROOT / file).read_bytes(), file), kind) == []


@pytest.mark.parametrize("file", FILES)
def test_the_first_line_leads_an_editor_to_the_schema(file: str) -> None:
    first = (ROOT / file).read_text("utf-8").partition("\n")[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert ((ROOT / file).parent / schema).resolve() == ROOT / f"schemas/{file_kind(file)}.schema.json"


def test_the_section_has_three_visions_and_items_with_two_four_and_two_points() -> None:
    section = manifesto().children("areas")[0].children("sections")[0]
    assert len(section.children("vision")) == 3
    assert [len(item.children("points")) for item in section.children("items")] == [2, 4, 2]
    assert list(item_numbers(manifesto()).values()) == ["4-1", "4-2", "4-3"]
    ids = [inner.id for inner in section.walk()]
    assert len(ids) == len(set(ids))


def test_the_section_says_in_both_languages_that_it_is_a_restated_sample() -> None:
    comments = [line for line in (ROOT / SECTION).read_text("utf-8").splitlines() if line.startswith("#")]
    text = " ".join(comments)
    assert "公式見解でもありません" in text
    assert "not an official statement" in text


def test_the_three_proposals_are_open_and_their_ids_come_from_their_words() -> None:
    proposals = received()
    assert [plain["kind"] for plain in proposals] == ["clarification", "addition", "addition"]
    for plain in proposals:
        words = (plain["body"], plain["reason"], "", str(plain["source"]["position"]))
        assert plain["id"] == proposal_id("2026-01-28", *words)


def test_the_first_proposal_waits_for_a_draft_and_the_others_add_to_what_stands() -> None:
    first, second, third = received()
    assert "changes" not in first
    outline = Outline.of(manifesto())
    for plain in (second, third):
        (change,) = plain["changes"]
        assert change["op"] == "add"
        assert outline.key(change["to"], plain["section"])
        added = [inner.id for inner in node(change["node"]).walk()]
        assert added == [added_node_id(ProposalId(plain["id"]), count) for count, _ in enumerate(added, start=1)]


def test_the_topic_of_the_shelters_lists_the_third_proposal() -> None:
    topics = value(TOPICS)
    assert [topic.get("proposals", []) for topic in topics["topics"]] == [[], [], [received()[2]["id"]]]
    assert topics["source"]["announced"] == 14


def test_the_baseline_holds_the_digests_of_the_text_without_what_was_adopted_since() -> None:
    (file,) = [file for file in FILES if file_kind(file) is FileKind.BASELINE]
    baseline = value(file)
    text = manifesto()
    for plain in sorted(adopted(), key=lambda each: each["id"], reverse=True):
        changes = [decode.change(change) for change in plain["changes"]]
        back = tuple(Replace(each.target, each.field, each.becomes, each.was) for each in changes)
        result = apply(text, back, plain["section"])
        assert isinstance(result, Applied)
        text = result.root
    assert baseline["digests"] == text_digests(text)
    assert Path(file).stem == baseline["id"] == proposal_id(baseline["recorded_on"], baseline["why"], "", "", "")
