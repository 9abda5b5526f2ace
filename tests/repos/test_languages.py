"""Japanese or English, as the reader wants it; exit codes; help with an example."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata

import pytest

from living_manifesto.cli.commands import FAMILIES, SUMMARIES
from support.held import ROOT
from support.town import OPEN, Town

ALONE = sorted(SUMMARIES.keys() - FAMILIES.keys())
COMMANDS = [*ALONE, *(f"{family} {name}" for family, names in FAMILIES.items() for name in names)]
JAPANESE = [
    ((), {"LANG": "ja_JP.UTF-8"}),
    ((), {"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}),
    ((), {"LC_MESSAGES": "ja_JP", "LANG": "en_US.UTF-8"}),
    (("--lang", "ja"), {"LANG": "en_US.UTF-8"}),
    (("--lang=ja",), {}),
]
ENGLISH = [
    ((), {}),
    ((), {"LANG": "C"}),
    ((), {"LANG": "fr_FR.UTF-8"}),
    ((), {"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}),
    (("--lang", "en"), {"LANG": "ja_JP.UTF-8"}),
    (("--lang", "xx"), {"LANG": "ja_JP.UTF-8"}),
]


def is_japanese(text: str) -> bool:
    return any("HIRAGANA" in unicodedata.name(char, "") for char in text)


@pytest.mark.parametrize(("flags", "environ"), JAPANESE)
def test_who_reads_japanese_is_answered_in_japanese(
    town: Town, flags: tuple[str, ...], environ: dict[str, str]
) -> None:
    assert "直すところはありません" in town.run("check", *flags, **environ).stdout
    assert is_japanese(town.run(*flags, "--help", **environ).stdout)
    assert is_japanese(town.run("check", *flags, "--no-such", **environ).stderr)


@pytest.mark.parametrize(("flags", "environ"), ENGLISH)
def test_everybody_else_is_answered_in_english(town: Town, flags: tuple[str, ...], environ: dict[str, str]) -> None:
    assert town.run("check", *flags, **environ).stdout == "Nothing to mend.\n"
    assert not is_japanese(town.run(*flags, "--help", **environ).stdout)
    assert not is_japanese(town.run("check", *flags, "--no-such", **environ).stderr)


def test_the_hook_speaks_the_language_of_the_committer(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    town.git("add", "-A")
    japanese = town.run("check", "--staged", LANG="ja_JP.UTF-8")
    english = town.run("check", "--staged", LANG="en_US.UTF-8")
    assert (japanese.returncode, english.returncode) == (1, 1)
    assert "「transprot」というセクションはありません" in japanese.stdout
    assert "もう一度 git add と git commit" in japanese.stdout
    assert "git add and git commit again" in english.stdout
    assert not is_japanese(english.stdout.replace("移動と交通", ""))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932", "utf-8"])
def test_a_terminal_that_cannot_show_a_sign_still_gets_the_answer(town: Town, encoding: str) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    done = subprocess.run(
        [sys.executable, "-m", "living_manifesto", "check", "--lang", "ja"],
        cwd=town.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"LM301" in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(town: Town, command: str, language: str) -> None:
    for flag in ("--help", "-h"):
        done = town.run(*command.split(), flag, "--lang", language)
        assert (done.returncode, done.stderr) == (0, "")
        example = {"ja": "例:", "en": "Example:"}[language]
        assert re.search(rf"{example}\s+manifesto {command}\b", done.stdout)
        assert is_japanese(done.stdout) == (language == "ja")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_of_commands_names_each_with_what_it_is_for(town: Town, language: str) -> None:
    said = town.run("--help", "--lang", language).stdout
    for command in SUMMARIES:
        (line,) = [line for line in said.splitlines() if line.split()[:1] == [command]]
        assert is_japanese(line) == (language == "ja")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_help_is_left_in_the_other_language(town: Town, language: str) -> None:
    if language == "ja":
        for command in COMMANDS:
            options = town.run(*command.split(), "--help", "--lang", "ja").stdout.split("オプション:")[1]
            described = [line for line in options.splitlines() if re.search(r"\S\s{2,}\S", line.strip())]
            assert [line for line in described if not is_japanese(line)] == []


WRONG = [
    ("chekc",),
    ("check", "--no-such"),
    ("check", "--format", "xml"),
    ("check", "--format"),
    ("check", "nowhere.yaml"),
    ("check", "--rev"),
    ("explain", "LM999"),
    ("explain", "LM301", "LM302"),
    ("fmt", "nowhere.yaml"),
    ("fmt", "--staged"),
    ("diff", "a", "b", "c"),
    ("diff", "--as", "picture"),
    ("diff", "no-such-thing"),
    ("diff", "20260101-zzzzzz"),
    ("propose", "--kind", "novelty"),
    ("propose", "words"),
    ("--no-such",),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_code_2_with_a_sentence_in_both_languages(town: Town, arguments: tuple[str, ...]) -> None:
    said = {}
    for language in ("ja", "en"):
        done = town.run("--lang", language, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr
        said[language] = done.stderr.strip().splitlines()[-1]
    assert is_japanese(said["ja"]), said
    assert not is_japanese(said["en"]), said


def test_without_a_command_the_help_is_shown(town: Town) -> None:
    done = town.run()
    assert done.returncode == 2
    assert "Commands" in done.stdout + done.stderr
    assert town.run("--help").returncode == 0


def test_the_version_is_one_line(town: Town) -> None:
    done = town.run("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", done.stdout)


def test_exit_codes_tell_clean_faults_and_warnings_apart(town: Town) -> None:
    assert town.run("check").returncode == 0
    town.write(OPEN, town.read(OPEN).rstrip("\n"))
    warned = town.run("check")
    assert (warned.returncode, "LM007" in warned.stdout) == (0, True)
    town.replace(OPEN, "section: transport", "section: transprot")
    assert town.run("check").returncode == 1


def test_a_reader_that_stops_listening_is_no_fault(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section: transprot")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "living_manifesto", "explain"],
        cwd=town.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_settings_that_cannot_be_read_are_named(town: Town) -> None:
    town.replace(OPEN, "kind: addition", "kind: addition\ntitle: 夜のバス")
    town.git("add", "-A")
    for text in ("[tool.living-manifesto\n", "[tool.living-manifesto]\nroles = 3\n"):
        town.write("pyproject.toml", text)
        for arguments in (("check",), ("check", "--staged"), ("propose", "--list-sections")):
            done = town.run(*arguments)
            assert done.returncode == 2
            assert "pyproject.toml" in done.stderr
