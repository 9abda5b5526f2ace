"""What the READMEs promise: the commands are there, they run, and both languages name the same ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from living_manifesto.cli.commands import FAMILIES, SUMMARIES
from support.town import Town

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ja.md")
PLACEHOLDERS = ("FILE", "ファイル")


def commands(readme: str) -> list[str]:
    """The command lines of the tables, in order, with one word for what the reader fills in."""
    rows = [line for line in (ROOT / readme).read_text("utf-8").splitlines() if line.startswith("|")]
    found = [code for row in rows for code in re.findall(r"`([^`]+)`", row)]
    lines = [re.sub("|".join(PLACEHOLDERS), "FILE", code) for code in found]
    return [line if line.startswith("manifesto") else f"… {line}" for line in lines]


def command_of(line: str) -> str:
    """The command of a line, with its family: ``import page``."""
    _, command, *rest = line.split()
    return f"{command} {rest[0]}" if command in FAMILIES else command


def test_both_name_the_same_commands_in_the_same_order() -> None:
    english, japanese = map(commands, READMES)
    assert sorted(english) == sorted(japanese)
    assert [line for line in english if line.startswith("manifesto")] == [
        line for line in japanese if line.startswith("manifesto")
    ]


def test_every_command_is_in_the_table() -> None:
    families = {f"{family} {name}" for family, names in FAMILIES.items() for name in names}
    named = {command_of(line) for line in commands("README.md") if line.startswith("manifesto")}
    assert named == (SUMMARIES.keys() - FAMILIES.keys()) | families


@pytest.mark.parametrize("line", sorted({line for line in commands("README.md") if line.startswith("manifesto")}))
def test_every_option_that_is_named_stands_in_the_help_of_its_command(line: str) -> None:
    done = Town(ROOT).run(*command_of(line).split(), "--help")
    assert done.returncode == 0
    for word in line.split():
        if word.startswith("--"):
            assert re.search(rf"(^|\s){word}\b", done.stdout), word


@pytest.mark.parametrize(
    "line",
    [
        "manifesto explain LM301",
        "manifesto diff 20260128-dzqaep",
        "manifesto diff 20260128-dzqaep --as table",
        "manifesto diff 20260128-dzqaep --as html",
        "manifesto check",
        "manifesto fmt --check manifesto/manifesto.yaml",
    ],
)
def test_the_examples_on_the_sample_run(line: str) -> None:
    done = Town(ROOT).run(*line.split()[1:], "--lang", "ja", LIVING_MANIFESTO_NOW="")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("readme", READMES)
def test_every_path_and_link_of_the_repository_that_is_named_exists(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / link).exists(), link
    for script in re.findall(r"(?:python3?|bash) ([\w./]+)", text):
        assert (ROOT / script).exists(), script
    house = re.search(r"scripts/living_manifesto/\n((?:      .+\n)+)", text)
    assert house is not None
    for room in re.findall(r"^      (\S+)", house[1], re.MULTILINE):
        assert (ROOT / "scripts/living_manifesto" / room).exists(), room
