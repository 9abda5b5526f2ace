"""``manifesto propose --json``: what a program may send, and what it is told when it sends something else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from repos.test_propose import made
from support.answers import verdict
from support.town import Town

WISH = {"section": "transport", "body": "土曜も走らせてほしい。", "reason": "働く人が多いから。"}
POINT = {"op": "add", "to": "bus", "after": "last", "node": {"text": "土曜も走らせます。"}}


def send(town: Town, told: Any, code: int) -> str:
    done = town.run("propose", "--json", stdin=told if isinstance(told, str) else json.dumps(told))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stdout) + len(done.stderr) < 6000
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"title": "土曜のバス", "proposer": {"name": "港の人"}, "terms": "2026-01", "kind": "addition"},
        {"source": {"channel": "web", "url": "https://example.org/1", "position": 3}},
        {"changes": [POINT], "drafted": {"by": "model", "confirmed": False}},
        {"changes": [{"op": "replace", "target": "bus", "field": "title", "was": "路線バスを続ける", "with": "バス"}]},
        {"changes": [{"op": "remove", "target": "p3"}]},
        {"id": "20260228-zzzzzz", "submitted_on": "2026-02-28"},
    ],
)
def test_the_fields_of_a_proposal_are_taken(town: Town, more: dict[str, Any]) -> None:
    send(town, {**WISH, **more}, 0)
    (path,) = made(town)
    assert verdict(town, path).errors == set()


def test_the_same_json_twice_is_the_same_file(town: Town) -> None:
    for _ in range(2):
        send(town, {**WISH, "changes": [POINT]}, 0)
    assert len(made(town)) == 1


def test_added_nodes_get_ids_from_the_proposal(town: Town) -> None:
    node = {"title": "港への道", "points": [{"text": "歩道を広げます。"}, {"text": "木を植えます。"}]}
    send(
        town, {**WISH, "changes": [{"op": "add", "to": "transport", "list": "items", "after": "last", "node": node}]}, 0
    )
    (path,) = made(town)
    stem = path.rpartition("-")[2].removesuffix(".yaml")
    for number in (1, 2, 3):
        assert f"id: {stem}-{number}\n" in town.read(path)
    assert "unnamed" not in town.read(path)


def deep(levels: int) -> str:
    """A node in a node in a node, as JSON."""
    return '{"text": "段", "points": [' * levels + '{"text": "底"}' + "]}" * levels


@pytest.mark.parametrize(
    "told",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '"text"',
        "[1, 2]",
        '{"section": "transport",}',
        "[" * 100_000,
        '{"a":' * 100_000,
        json.dumps({**WISH, "body": "あ" * 2_000_000}, ensure_ascii=False),
        '{"body": "\\ud800", "section": "transport", "reason": "x"}',
        '{"section": NaN, "body": "x", "reason": "y"}',
        *(f'{{"section": "transport", "changes": [{{"op": "add", "node": {deep(levels)}}}]}}' for levels in (50, 450)),
    ],
    ids=[
        "empty",
        "words",
        "list",
        "null",
        "text",
        "numbers",
        "comma",
        "deep",
        "deeper",
        "2 MB",
        "surrogate",
        "NaN",
        "nested",
        "nested more",
    ],
)
def test_what_is_no_proposal_at_all_is_refused_and_nothing_is_written(town: Town, told: str) -> None:
    done = town.run("propose", "--json", stdin=told)
    assert done.returncode in (1, 2), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert made(town) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"section": 4}, "section: 4"),
        ({"section": None}, "section: null"),
        ({"section": ["transport"]}, "LM203"),
        ({"section": "transprot"}, "LM301"),
        ({"body": {"text": "x"}}, "LM201"),
        ({"body": ""}, "LM"),
        ({"reason": None}, "reason: null"),
        ({"colour": "red"}, "LM202"),
        ({"代理": "x"}, "LM202"),
        ({"changes": "add"}, "LM203"),
        ({"changes": ["add"]}, "LM203"),
        ({"changes": [{"op": "burn"}]}, "LM204"),
        ({"changes": [{"op": 1}]}, "op: 1"),
        ({"changes": [{**POINT, "node": []}]}, "LM203"),
        ({"changes": [{**POINT, "node": {"text": "x", "points": {}}}]}, "LM203"),
        ({"changes": [{**POINT, "node": {"text": "x", "points": ["y"]}}]}, "LM203"),
        ({"changes": [{**POINT, "to": "buss"}]}, "LM302"),
        ({"id": "../../etc/passwd"}, "LM205"),
        ({"submitted_on": "2026-02-30"}, "LM208"),
        ({"submitted_on": 20260228}, "submitted_on: 20260228"),
        ({"source": {"channel": "pigeon"}}, "LM204"),
        ({"proposer": "港の人"}, "LM203"),
        ({"drafted": {"by": "model", "confirmed": "yes"}}, "LM203"),
        ({"decision": {"outcome": "adopted"}}, "LM507"),
        ({"body": "連絡は a@example.org まで。"}, "LM606"),
        ({"body": "x\u0000y"}, "LM004"),
        ({"body": "x\u202ey"}, "LM005"),
        ({"body": True}, "body: true"),
        ({"body": 1e400}, "body: Infinity"),
    ],
)
def test_a_fault_is_named_and_nothing_is_written(town: Town, more: dict[str, Any], code: str) -> None:
    assert code in send(town, {**WISH, **more}, 1 if code.startswith("LM") else 2)
    assert made(town) == []
