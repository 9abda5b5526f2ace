"""The map goes into the settings file, and nothing else in it moves."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.intake.table.saving import with_map

MAP = {"key": "回答ID", "body": "提案の内容", "reason": "理由"}
LINE = 'map = { key = "回答ID", body = "提案の内容", reason = "理由" }\n'


def test_a_file_without_the_table_gets_one_at_its_end() -> None:
    text = '# ours\n[tool.living-manifesto]\nroles = { a = "b" }  # who decides\n'
    assert with_map(text, MAP) == text + "\n[tool.living-manifesto.intake]\n" + LINE
    assert with_map("", MAP) == "[tool.living-manifesto.intake]\n" + LINE


def test_a_map_that_stands_there_is_replaced_where_it_stands() -> None:
    head = '[tool.living-manifesto.intake] # forms\nform = "春"\n'
    tail = 'dates = "mdy"  # US\n\n[tool.other]\nmap = "mine"\n'
    assert with_map(head + 'map = { key = "No" }\n' + tail, MAP) == head + LINE + tail


def test_a_table_without_a_map_gets_it_first() -> None:
    head, tail = "[tool.living-manifesto.intake]\n", 'form = "春"\n[tool.other]\nmap = "mine"\n'
    assert with_map(head + tail, MAP) == head + LINE + tail
    assert with_map(head.rstrip(), MAP) == head + LINE


def test_windows_line_ends_stay() -> None:
    found = with_map("[tool.a]\r\nb = 1\r\n", MAP)
    assert found is not None
    assert found.count("\n") == found.count("\r\n") == 5


@pytest.mark.parametrize(
    "text",
    [
        'tool.living-manifesto.intake.map.key = "No"\n',
        '[tool.living-manifesto]\nintake = { map = { key = "No" } }\n',
        '[tool.living-manifesto.intake.map]\nkey = "No"\n',
        '[tool.living-manifesto.intake]\nmap.key = "No"\n',
        '[tool.living-manifesto.intake]\nnote = """\nmap = 1\n"""\n',
        "[tool.living-manifesto\n",
        "tool = 3\n",
    ],
)
def test_what_is_written_otherwise_is_left_to_a_person(text: str) -> None:
    assert with_map(text, MAP) is None


@given(st.dictionaries(st.sampled_from(["key", "body", "name"]), st.text(st.characters(codec="utf-8")), min_size=1))
def test_whatever_a_column_is_called_the_map_is_read_as_it_was_given(columns: dict[str, str]) -> None:
    text = with_map("[project]\nname = 'x'\n", columns)
    assert text is not None
    assert tomllib.loads(text)["tool"]["living-manifesto"]["intake"]["map"] == columns
