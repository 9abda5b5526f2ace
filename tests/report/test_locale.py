from __future__ import annotations

from pathlib import Path

import pytest

from living_manifesto.locale import CatalogueMissing, Speech, choose, speech_for


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "ja"}, "ja"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_names_the_language(environ: dict[str, str], language: str) -> None:
    assert choose(None, environ) == language


def test_the_flag_comes_before_the_environment() -> None:
    assert choose("en", {"LC_ALL": "ja_JP.UTF-8"}) == "en"
    assert choose("ja", {"LC_ALL": "en_US.UTF-8"}) == "ja"


@pytest.mark.parametrize("name", ["Japanese_Japan.932", "ja-JP", "ja_JP"])
def test_where_no_variable_is_set_the_system_is_asked(name: str) -> None:
    assert choose(None, {}, otherwise=name) == "ja"
    assert choose(None, {"LANG": "C"}, otherwise=name) == "en"


def test_japanese_counts_differently_from_ten_on() -> None:
    say = speech_for("ja")
    counted = [say.count("{number} thing to mend", "{number} things to mend", number) for number in (1, 9, 10)]
    assert counted == ["直してほしいところが1つ", "直してほしいところが9つ", "直してほしいところが10か所"]


def test_english_needs_no_catalogue() -> None:
    say = Speech("en")
    assert say("after {place}", place="4-3") == "after 4-3"
    assert [say.count("{number} hint", "{number} hints", number) for number in (1, 2)] == ["1 hint", "2 hints"]


def test_braces_in_what_a_citizen_wrote_stay_as_they_are() -> None:
    assert speech_for("ja")("after {place}", place="{0.__class__}") == "{0.__class__}の後に"


def test_a_missing_catalogue_names_its_cure(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing, match=r"pip install \."):
        speech_for("ja", tmp_path)
