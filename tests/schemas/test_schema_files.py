"""The schemas themselves: sound, closed, bilingual, self-contained, and of one mind with the core."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from living_manifesto.core.changes import FIELDS
from living_manifesto.core.ids import NODE_PATTERN, PROPOSAL_PATTERN
from living_manifesto.core.nodes import CHILD_KIND, Form
from living_manifesto.core.proposals import Disposition, Outcome, ProposalKind
from living_manifesto.documents.filekind import FileKind

FOLDER = Path(__file__).parents[2] / "schemas"
SCHEMAS: Mapping[str, dict[str, Any]] = {
    kind.value: json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8")) for kind in FileKind
}

TITLED = {"id", "title", "points", "parts"}
POINT = {"id", "form", "text", "points"}
ADDED_SECTION = {"id", "title", "number", "preface", "vision", "parts", "items"}
KEYS = {
    "manifesto": {
        "": {"title", "publisher", "language", "time_zone", "license", "terms", "contact", "theme", "areas"},
        "terms": {"version", "url"},
        "areas": {"id", "title", "sections"},
        "areas sections": {"id", "number"},
    },
    "section": {
        "": {"id", "title", "owners", "formerly", "preface", "vision", "parts", "items"},
        "items": TITLED,
        "parts": TITLED,
        "vision": POINT,
        "preface": POINT,
        "items parts points": POINT,
    },
    "proposal": {
        "": {
            *("id", "section", "kind", "title", "submitted_on", "proposer", "terms", "source", "body", "reason"),
            *("drafted", "changes", "incorporates", "reverts", "mends", "hidden", "decision", "claim"),
        },
        "proposer": {"name"},
        "source": {"channel", "url", "position", "key"},
        "claim": {"salt", "digest"},
        "drafted": {"by", "confirmed"},
        "changes": {"op", "to", "list", "after", "node", "target", "field", "was", "with"},
        "changes node": ADDED_SECTION | POINT | {"sections"},
        "changes node sections": ADDED_SECTION,
        "changes node items": TITLED,
        "incorporates": {"id", "as"},
        "hidden": {"ground", "on"},
        "decision": {"outcome", "reason", "by", "until", "of", "on", "link"},
        "body": {"ground", "on", "digest"},
        "reason": {"ground", "on", "digest"},
        "title": {"ground", "on", "digest"},
        "proposer name": {"ground", "on", "digest"},
    },
    "topics": {
        "": {"section", "topics", "source"},
        "topics": {"id", "title", "summary", "proposals"},
        "source": {"url", "announced", "note", "retrieved_on", "markdown", "shown", "topics_note", "order", "digest"},
        "source markdown": {"file", "base", "after", "headings", "contents"},
        "source markdown headings": {"target", "place", "written"},
        "source markdown contents": {"after", "form", "heading", "outer", "inner"},
    },
    "baseline": {"": {"id", "why", "recorded_on", "source", "digests"}, "digests": {"manifesto"}},
}
"""The keys of the formats, by the way that leads to them (lists are passed through)."""

EXPLAINED = {
    *("required", "additionalProperties", "type", "enum", "pattern", "format", "properties", "items", "propertyNames"),
    *("maxLength", "maxItems", "maxProperties", "minLength", "minItems", "minimum", "maximum"),
    *("allOf", "if", "then", "else", "$ref", "$defs", "$schema", "$id"),
    *("title", "description", "examples", "enumDescriptions"),
}
"""The keywords that an explanation is known for, and those that refuse nothing."""

each_kind = pytest.mark.parametrize("kind", sorted(SCHEMAS))


def subschemas(schema: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every schema inside a schema, with the way to it; conditions (``if``) and ``not`` are left out."""
    if not isinstance(schema, dict):
        return
    yield way, schema
    for keyword in ("items", "then", "else", "additionalProperties", "propertyNames"):
        yield from subschemas(schema.get(keyword), (*way, keyword))
    for keyword in ("properties", "$defs"):
        for name, inner in schema.get(keyword, {}).items():
            yield from subschemas(inner, (*way, keyword, name))
    for inner in schema.get("allOf", ()):
        yield from subschemas(inner, (*way, "allOf"))


def follow(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that really says what may stand there: through references, lists and notices of erasure."""
    if "$ref" in schema:
        return follow(root, root["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if schema.get("type") == "array":
        return follow(root, schema["items"])
    if "then" in schema:
        return follow(root, schema["then"])
    return schema


@each_kind
def test_a_schema_is_sound_by_its_own_metaschema(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind], format_checker=FormatChecker())
    assert jsonschema_rs.meta.is_valid(SCHEMAS[kind])
    assert SCHEMAS[kind]["$id"] == f"urn:living-manifesto:schema:{kind}:1"


@each_kind
def test_every_example_is_valid_for_both_libraries(kind: str) -> None:
    root = SCHEMAS[kind]
    assert root["examples"]
    for way, schema in subschemas(root):
        alone = {**schema, "$schema": root["$schema"], "$defs": root["$defs"]}
        alone.pop("$id", None)
        for example in schema.get("examples", ()):
            Draft202012Validator(alone, format_checker=FormatChecker()).validate(example)
            assert jsonschema_rs.Draft202012Validator(alone, validate_formats=True).is_valid(example), way


@each_kind
def test_every_key_is_explained_in_japanese_and_in_english(kind: str) -> None:
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    named = [(way, schema) for way, schema in subschemas(SCHEMAS[kind]) if not {"then", "else", "allOf"} & set(way)]
    named = [(way, schema) for way, schema in named if not way or way[-2:-1] in [("properties",), ("$defs",)]]
    assert len(named) > 5
    for way, schema in named:
        ours, theirs = schema["description"].split(" / ")
        assert japanese.search(ours), way
        assert ours.endswith("。"), way
        assert not japanese.search(theirs), way
        assert theirs.endswith("."), way
        name, english = schema["title"].split(" / ")
        assert name, way
        assert english.isascii(), way


@each_kind
def test_every_choice_of_words_names_its_words_in_both_languages(kind: str) -> None:
    for way, schema in subschemas(SCHEMAS[kind]):
        if "enum" in schema and "then" not in way:
            assert len(schema["enumDescriptions"]) == len(schema["enum"]), way
            assert all(len(words.split(" / ")) == 2 for words in schema["enumDescriptions"]), way


@each_kind
def test_only_keywords_that_can_be_explained_are_used_and_every_mapping_is_closed(kind: str) -> None:
    for way, schema in subschemas(SCHEMAS[kind]):
        assert set(schema) <= EXPLAINED, way
        if "properties" in schema and "then" not in way:
            assert schema["additionalProperties"] is not True, way


def test_a_shared_definition_is_the_same_in_every_file() -> None:
    seen: dict[str, tuple[str, Any]] = {}
    for kind, schema in SCHEMAS.items():
        for name, definition in schema["$defs"].items():
            first, held = seen.setdefault(name, (kind, definition))
            assert held == definition, f"{name} differs in {first} and {kind}"


@pytest.mark.parametrize(("kind", "way"), [(kind, way) for kind, ways in KEYS.items() for way in ways])
def test_the_keys_of_the_formats_and_of_the_schemas_are_the_same(kind: str, way: str) -> None:
    root = SCHEMAS[kind]
    schema: Mapping[str, Any] = root
    for step in way.split():
        schema = follow(root, schema["properties"][step])
    assert set(schema["properties"]) == KEYS[kind][way]


def test_ids_and_words_are_those_of_the_core() -> None:
    proposal = SCHEMAS["proposal"]
    definitions = proposal["$defs"]
    assert definitions["node_id"]["pattern"] == f"^{NODE_PATTERN}$"
    assert definitions["proposal_id"]["pattern"] == f"^{PROPOSAL_PATTERN}$"
    assert SCHEMAS["baseline"]["$defs"]["node_id"] == definitions["node_id"]
    assert definitions["form"]["enum"] == [form.value for form in Form]
    assert definitions["change"]["properties"]["field"]["enum"] == list(FIELDS)
    assert set(definitions["change"]["properties"]["list"]["enum"]) == set(CHILD_KIND)
    assert proposal["properties"]["kind"]["enum"] == [kind.value for kind in ProposalKind]
    assert definitions["decision"]["properties"]["outcome"]["enum"] == [outcome.value for outcome in Outcome]
    ways = proposal["properties"]["incorporates"]["items"]["properties"]["as"]["enum"]
    assert ways == [disposition.value for disposition in Disposition]
