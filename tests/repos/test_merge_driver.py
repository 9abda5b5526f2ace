"""Git asks us when two people changed one section: a real merge, with the driver in the settings of git."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.held import ROOT
from support.town import CHILD_CARE, TRANSPORT, Town, settle


@pytest.fixture
def driven(tmp_path: Path) -> Town:
    """A town whose git calls the driver."""
    town = settle(tmp_path / "town")
    town.write(".gitattributes", "manifesto/**/*.yaml merge=manifesto\n")
    town.commit("Name the driver")
    command = f"env PYTHONPATH='{ROOT / 'scripts'}' '{sys.executable}' -m living_manifesto merge-driver %O %A %B %P"
    town.git("config", "merge.manifesto.driver", command)
    return town


def both(town: Town, ours: Mapping[str, tuple[str, str]], theirs: Mapping[str, tuple[str, str]]) -> str:
    """Two people edit; their branch is merged into ours. What git and the driver said."""
    town.git("switch", "-q", "-c", "theirs")
    edit(town, theirs)
    town.git("switch", "-q", "main")
    edit(town, ours)
    done = subprocess.run(
        ["git", "merge", "-q", "--no-edit", "theirs"],
        cwd=town.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LANG": "ja_JP.UTF-8"},
    )
    return f"{done.returncode}\n{done.stderr}"


def edit(town: Town, edits: Mapping[str, tuple[str, str]]) -> None:
    for path, (old, new) in edits.items():
        town.replace(path, old, new)
    town.commit("An edit")


def last_line(path: str, town: Town) -> str:
    return town.read(path).rstrip("\n").splitlines()[-1]


def test_two_who_add_at_the_same_place_do_not_meet(driven: Town) -> None:
    end = last_line(TRANSPORT, driven)
    added = [f"{end}\n      - id: added-{name}\n        text: {name}の文です。" for name in ("one", "two")]
    said = both(driven, {TRANSPORT: (end, added[0])}, {TRANSPORT: (end, added[1])})
    assert said == "0\n"
    assert driven.read(TRANSPORT).count("added-") == 2
    assert "<<<<" not in driven.read(TRANSPORT)
    assert driven.git("status", "--porcelain") == ""


def test_two_edits_of_one_sentence_are_joined_and_that_is_said(driven: Town) -> None:
    old = "朝と夕方のバスを、一時間に2本走らせます。"
    assert old in driven.read(TRANSPORT)
    said = both(
        driven,
        {TRANSPORT: (old, "朝と夕方のバスを、一時間に3本走らせます。")},
        {TRANSPORT: (old, "朝と夕方のバスを、平日は一時間に2本走らせます。")},
    )
    assert said.startswith("0\n")
    assert "2つの書きかえを1つにまとめました" in said
    assert "朝と夕方のバスを、平日は一時間に3本走らせます。" in driven.read(TRANSPORT)


def test_the_same_words_changed_twice_are_left_to_a_person_with_the_marks_of_git(driven: Town) -> None:
    old = "一時間に2本"
    said = both(driven, {TRANSPORT: (old, "一時間に3本")}, {TRANSPORT: (old, "一時間に4本")})
    assert said.startswith("1\n")
    assert "人が決める必要があります" in said
    assert "<<<<<<< ours" in driven.read(TRANSPORT)
    assert f"UU {TRANSPORT}" in driven.git("status", "--porcelain")


def test_what_git_can_merge_keeps_the_comments_of_both(driven: Town) -> None:
    text = driven.read(CHILD_CARE).rstrip("\n").splitlines()
    ours = (text[0], f"# わたしたちの覚え書き\n{text[0]}")
    theirs = (text[-1], f"{text[-1]}  # あちらの覚え書き")
    assert both(driven, {CHILD_CARE: ours}, {CHILD_CARE: theirs}) == "0\n"
    assert "わたしたちの覚え書き" in driven.read(CHILD_CARE)
    assert "あちらの覚え書き" in driven.read(CHILD_CARE)


def test_an_edit_in_a_sentence_that_the_other_took_out_is_left_to_a_person(driven: Town) -> None:
    entry = driven.read(TRANSPORT).splitlines()
    at = next(index for index, line in enumerate(entry) if "一時間に2本" in line)
    gone = "\n".join(entry[at - 1 : at + 1]) + "\n"
    said = both(driven, {TRANSPORT: (gone, "")}, {TRANSPORT: ("一時間に2本", "一時間に4本")})
    assert said.startswith("1\n")
    assert f"UU {TRANSPORT}" in driven.git("status", "--porcelain")


def test_a_version_that_cannot_be_understood_is_merged_by_lines_and_never_taken_as_clean(driven: Town) -> None:
    title = "title: 移動と交通"
    end = last_line(TRANSPORT, driven)
    said = both(driven, {TRANSPORT: (title, f"{title}\n{title}")}, {TRANSPORT: (end, f"{end}  # 終わり")})
    assert said.startswith("1\n")
    assert "行ごとに合わせました" in said


def test_owners_changed_by_one_side_stay_with_the_text_of_the_other(driven: Town) -> None:
    owners = ("title: 移動と交通", 'title: 移動と交通\nowners: ["@someone"]')
    assert both(driven, {TRANSPORT: ("一時間に2本", "一時間に3本")}, {TRANSPORT: owners}) == "0\n"
    assert "@someone" in driven.read(TRANSPORT)
    assert "一時間に3本" in driven.read(TRANSPORT)
