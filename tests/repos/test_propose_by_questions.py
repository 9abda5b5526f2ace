"""``manifesto propose`` asks a person at a terminal."""

from __future__ import annotations

import pytest

from repos.test_propose import made
from support.answers import verdict
from support.terminal import Terminal
from support.town import Town


def test_a_sentence_is_put_otherwise_by_answers(town: Town) -> None:
    with Terminal(town.folder, "propose") as person:
        person.answer("Which section", "9")
        person.answer("Which section", "移動と交通")
        person.answer("Which:", "1")
        person.answer("Which place", "3")
        person.answer("How it should read", "朝のバスを三十分ごとに走らせます。")
        person.answer("in your own words", "")
        person.answer("Why", "待つ時間が長いから。")
        person.answer("Name", "")
        assert person.end() == 0, person.said
    (path,) = made(town)
    assert "with: 朝のバスを三十分ごとに走らせます。" in town.read(path)
    assert "proposer:" not in town.read(path)
    assert verdict(town, path).errors == set()
    assert path in person.said


def test_a_new_item_is_told_by_answers_in_japanese(town: Town) -> None:
    with Terminal(town.folder, "propose", LANG="ja_JP.UTF-8") as person:
        person.answer("セクション", "4")
        person.answer("どれ", "2")
        person.answer("どこですか", "0")
        person.answer("見出し", "港への道")
        person.answer("新しい文", "歩道を広げます。")
        person.answer("ご意見", "港まで安心して歩きたい。")
        person.answer("理由", "車が多いから。")
        person.answer("お名前", "港の人")
        assert person.end() == 0, person.said
    (path,) = made(town)
    text = town.read(path)
    assert "body: 港まで安心して歩きたい。\nreason: 車が多いから。\n" in text
    assert "title: 港への道" in text
    assert "proposer: {name: 港の人}" in text


@pytest.mark.parametrize(("wish", "op"), [("3", "  - op: remove\n"), ("4", "")])
def test_a_removal_and_a_wish_in_words_are_told_by_answers(town: Town, wish: str, op: str) -> None:
    with Terminal(town.folder, "propose") as person:
        person.answer("Which section", "transport")
        person.answer("Which:", wish)
        if op:
            person.answer("Which place", "1")
        person.answer("in your own words", "歩く人のことを考えてほしい。")
        person.answer("Why", "車が多いから。")
        person.answer("Name", "")
        assert person.end() == 0, person.said
    (path,) = made(town)
    assert op in town.read(path)


@pytest.mark.parametrize("key", [b"\x03", b"\x04"])
def test_stopping_in_the_middle_writes_nothing(town: Town, key: bytes) -> None:
    with Terminal(town.folder, "propose") as person:
        person.answer("Which section", "4")
        assert person.stop("Which:", key) == 130
    assert made(town) == []
    assert "Traceback" not in person.said


def test_from_edit_asks_only_why(town: Town) -> None:
    town.replace("manifesto/daily-life/transport.yaml", "半額", "無料")
    with Terminal(town.folder, "propose", "--from-edit") as person:
        person.answer("Why", "通学にかかるお金が負担だから。")
        assert person.end() == 0, person.said
    assert len(made(town)) == 1
