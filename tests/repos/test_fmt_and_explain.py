"""``manifesto fmt`` and ``manifesto explain``."""

from __future__ import annotations

import re

import pytest

from living_manifesto.cli.explain import command
from living_manifesto.core.codes import CODES
from living_manifesto.locale import Language, speech_for
from support.answers import CLEAN, verdict
from support.held import ROOT
from support.town import OPEN, TOPICS, TRANSPORT, Town


def test_the_repository_itself_is_in_canonical_form() -> None:
    done = Town(ROOT).run("fmt", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Everything is in canonical form.\n", "")


def test_a_town_in_canonical_form_is_left_alone(town: Town) -> None:
    assert town.run("fmt").returncode == 0
    assert town.git("status", "--porcelain") == ""


def test_layout_is_put_right_and_values_and_comments_stay(town: Town) -> None:
    canonical = town.read(TRANSPORT)
    town.replace(TRANSPORT, "id: transport\n", "id:    'transport'   # 四つめ\n")
    looked = town.run("fmt", "--check", TRANSPORT)
    assert (looked.returncode, looked.stdout) == (1, f"Would change {TRANSPORT}\n")
    assert "id:    '" in town.read(TRANSPORT)
    done = town.run("fmt", TRANSPORT)
    assert (done.returncode, done.stdout) == (0, f"Changed {TRANSPORT}\n")
    assert "四つめ" in town.read(TRANSPORT)
    assert "'" not in town.read(TRANSPORT)
    assert re.sub(" *# 四つめ", "", town.read(TRANSPORT)) == canonical
    assert town.run("fmt", "--check").returncode == 0
    assert verdict(town, "--base", "main") == CLEAN


def test_words_of_citizens_are_never_touched(town: Town) -> None:
    town.replace(OPEN, "body: 夜のバスも走らせてほしい。", "body: |\n  夜の  バスも、\n\n    走らせて ほしい。  ")
    before = town.read(OPEN)
    town.run("fmt")
    assert "夜の  バスも、\n\n    走らせて ほしい。  " in town.read(OPEN)
    assert town.read(OPEN) == before


def test_a_faulty_file_is_left_alone_and_named(town: Town) -> None:
    town.replace(TRANSPORT, "title: 移動と交通", "title：移動と交通")
    before = town.read(TRANSPORT)
    done = town.run("fmt")
    assert done.returncode == 1
    assert f"manifesto check {TRANSPORT}" in done.stderr
    assert town.read(TRANSPORT) == before


def test_a_folder_is_formatted_with_all_that_lies_in_it(town: Town) -> None:
    for path in (OPEN, TOPICS):
        town.write(path, town.read(path).replace("section: ", "section:  "))
    assert town.run("fmt", "proposals/topics").stdout == f"Changed {TOPICS}\n"
    assert town.run("fmt", "--check").stdout == f"Would change {OPEN}\n"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    command(speech_for(language)).main([code], standalone_mode=False)
    said = capsys.readouterr().out
    headings = (
        ("何を見るか", "なぜ", "直す前", "直したあと") if language == "ja" else ("What", "Why", "Before", "After")
    )
    assert said.startswith(f"{code}  ")
    assert [line[3:] for line in said.splitlines() if line.startswith("## ")] == list(headings)
    assert said.count("```yaml") == 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_of_codes_is_whole(town: Town, language: str) -> None:
    done = town.run("explain", "--lang", language)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(CODES)


@pytest.mark.parametrize("typed", ["LM301", "lm301", " LM301 "])
def test_a_code_is_explained_however_it_is_typed(town: Town, typed: str) -> None:
    done = town.run("explain", typed, "--lang", "ja")
    assert (done.returncode, done.stderr) == (0, "")
    for heading in ("LM301  ", "## 何を見るか", "## なぜ", "## 直す前", "## 直したあと"):
        assert heading in done.stdout


def test_a_code_that_is_none_is_answered_with_those_near_to_it(town: Town) -> None:
    done = town.run("explain", "LM3O1")
    assert done.returncode == 2
    assert "LM311" in done.stderr
    assert "manifesto explain" in done.stderr
