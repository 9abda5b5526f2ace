"""``manifesto propose`` by options: what is written, what is refused, and that no word is lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from living_manifesto.documents.reader import read
from support.answers import CLEAN, verdict
from support.held import ROOT
from support.town import MANIFESTO, NOW, TRANSPORT, Town

WHY = ("--reason", "冬の朝は待つのがつらいから。")


def made(town: Town) -> list[str]:
    """The proposals that are not committed yet."""
    listed = town.git("ls-files", "--others", "-z", "--", "proposals")
    return [path for path in listed.split("\0") if path]


def proposed(town: Town, *arguments: str, **environ: str) -> str:
    """The text of the one proposal that the options make."""
    done = town.run("propose", *arguments, **environ)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (path,) = made(town)
    assert f"git add {path}" in done.stdout
    assert verdict(town, path).errors == set()
    return town.read(path)


@pytest.mark.parametrize("section", ["transport", "移動と交通", "4"])
@pytest.mark.parametrize("node", ["4-1", "bus", "路線バスを続ける"])
def test_a_place_is_told_by_number_title_or_id(town: Town, section: str, node: str) -> None:
    text = proposed(town, "--section", section, "--replace", node, "--with", "バスを守る", *WHY)
    assert "\nsection: transport\n" in text
    assert "    target: bus\n    field: title\n    was: 路線バスを続ける\n    with: バスを守る\n" in text
    assert "\nkind: " in text


def test_a_sentence_is_added_removed_and_replaced_at_once(town: Town) -> None:
    told = ("--section", "transport", "--replace", "p1", "--with", "朝のバスを三十分ごとに走らせます。")
    text = proposed(town, *told, "--add", "土曜も走らせます。", "--to", "4-1", "--after", "p1", "--remove", "p3", *WHY)
    assert [line for line in text.splitlines() if line.startswith("  - op:")] == [
        "  - op: replace",
        "  - op: add",
        "  - op: remove",
    ]
    assert "    after: p1\n" in text
    assert "was: sha256:" in text


def test_an_item_with_a_heading_is_added_to_the_section(town: Town) -> None:
    text = proposed(town, "--section", "transport", "--heading", "港への道", "--add", "歩道を広げます。", *WHY)
    assert "    list: items\n" in text
    assert "title: 港への道\n" in text


def test_words_alone_are_a_proposal_that_somebody_will_draft(town: Town) -> None:
    wish = "バス停に屋根と長いすを置いてほしい。"
    told = ("--section", "none", "--body", wish, "--title", "バス停の屋根", "--name", "港の人", *WHY)
    text = proposed(town, *told)
    assert f"\nbody: {wish}\n" in text
    assert "\ntitle: バス停の屋根\nsubmitted_on: 2026-03-01\nproposer: {name: 港の人}\n" in text
    assert "changes" not in text


def test_the_same_words_twice_are_the_same_file(town: Town) -> None:
    told = ("--section", "transport", "--add", "土曜も走らせます。", "--to", "4-1", *WHY)
    text = proposed(town, *told)
    assert proposed(town, *told) == text
    assert len(made(town)) == 1


@pytest.mark.parametrize("told", [("--name", "港の人"), ("--title", "別の題"), ("--kind", "other")])
def test_other_words_are_another_file(town: Town, told: tuple[str, str]) -> None:
    plain = ("--section", "transport", "--body", "土曜も走らせてほしい。", *WHY)
    proposed(town, *plain)
    assert town.run("propose", *plain, *told).returncode == 0
    assert len(made(town)) == 2


def test_the_same_words_do_not_overwrite_what_was_edited_since(town: Town) -> None:
    told = ("--section", "transport", "--body", "土曜も走らせてほしい。", *WHY)
    proposed(town, *told)
    (path,) = made(town)
    town.write(path, town.read(path) + "# 書きかけ\n")
    kept = town.read(path)
    assert town.run("propose", *told).returncode == 0
    assert town.read(path) == kept
    assert len(made(town)) == 2


def test_faulty_words_are_kept_in_the_file_and_named(town: Town) -> None:
    done = town.run("propose", "--section", "transport", "--body", "連絡は a@example.org まで。", *WHY, "--lang", "ja")
    assert done.returncode == 1
    (path,) = made(town)
    assert "a@example.org" in town.read(path)
    assert path in done.stdout
    assert "LM606" in done.stdout
    assert "git commit" not in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "body",
    [
        "一行目\n二行目\n\n  字下げ\n",
        "  はじめが空白",
        "- 箇条書き: ではない",
        "# 見出しではない",
        "'引用' \"と\" {波} [角] & * ! | > % @ `",
        "yes",
        "2026-03-01",
        "終わりに空白 ",
        "絵文字👩‍👩‍👧も",
        "か\u3099(合成文字)",
        "---\n...",
    ],
)
def test_any_words_come_back_as_they_were_written(town: Town, body: str) -> None:
    done = town.run("propose", "--section", "transport", f"--body={body}", *WHY)
    (path,) = made(town)
    value = read(town.read(path).encode(), path).value
    assert isinstance(value, dict), done.stdout
    assert value["body"] == body.rstrip("\n")


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ((), "--help"),
        (("--reason", "わけ"), "--list-sections"),
        (("--section", "transprot", "--body", "x", *WHY), "transport"),
        (("--section", "transport", *WHY), "--body"),
        (("--section", "transport", "--body", "x"), "--reason"),
        (("--section", "transport", "--replace", "p1", *WHY), "--with"),
        (("--section", "transport", "--replace", "p9", "--with", "x", *WHY), "p9"),
        (("--section", "transport", "--remove", "busu", *WHY), "bus"),
        (("--section", "transport", "--add", "x", "--to", "4-9", *WHY), "4-9"),
        (("--section", "transport", "--add", "x", "--to", "bus", "--after", "p3x", *WHY), "p3"),
        (("--section", "", "--body", "x", *WHY), "--list-sections"),
        (("--kind", "novelty"), "addition"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_on(town: Town, told: tuple[str, ...], named: str) -> None:
    done = town.run("propose", *told)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr
    assert made(town) == []


def test_a_neighbour_in_another_list_is_refused_or_named(town: Town) -> None:
    done = town.run("propose", "--section", "transport", "--add", "x。", "--to", "bus", "--after", "p3", *WHY)
    assert done.returncode in (1, 2)
    assert "p3" in done.stdout + done.stderr


def test_the_sections_are_listed_with_number_and_title(town: Town) -> None:
    done = town.run("propose", "--list-sections")
    assert done.returncode == 0
    assert "  child-care  1. 子育て\n  transport  4. 移動と交通\n" in done.stdout
    assert "--section none" in done.stdout


def test_without_a_readable_manifesto_the_way_to_see_why_is_named(town: Town) -> None:
    town.write(MANIFESTO, "title: [\n")
    done = town.run("propose", "--section", "transport", "--body", "x", *WHY)
    assert done.returncode == 2
    assert "manifesto check" in done.stderr


def test_from_edit_says_that_nothing_was_edited(town: Town) -> None:
    done = town.run("propose", "--from-edit", *WHY)
    assert (done.returncode, made(town)) == (0, [])
    assert "nothing to propose" in done.stdout


def test_from_edit_twice_is_one_proposal(town: Town) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    for _ in range(2):
        assert town.run("propose", "--from-edit", *WHY).returncode == 0
    assert len(made(town)) == 1


def test_from_edit_states_every_sort_of_edit(town: Town) -> None:
    town.replace(TRANSPORT, "  - id: bus\n", "  - id: boat\n    title: 渡し船を出す\n    points: []\n  - id: bus\n")
    town.replace(TRANSPORT, "title: 歩きやすい道にする", "title: 歩きやすい道")
    town.replace(TRANSPORT, "      - id: p2\n        text: 高校生の定期券を半額にします。\n", "")
    town.replace(MANIFESTO, "      - id: child-care\n", "")
    town.replace(MANIFESTO, "        number: 4\n", "        number: 4\n      - id: child-care\n")
    done = town.run("propose", "--from-edit", *WHY)
    assert done.returncode == 0, done.stdout + done.stderr
    town.git("switch", "-q", "-c", "work")
    town.git("add", "-A")
    assert verdict(town, "--staged") == CLEAN
    town.commit()
    assert verdict(town, "--base", "main") == CLEAN


def test_from_edit_of_a_broken_file_names_the_command_that_mends_it(town: Town) -> None:
    town.replace(TRANSPORT, "title: 移動と交通", "title：移動と交通")
    done = town.run("propose", "--from-edit", *WHY)
    assert (done.returncode, made(town)) == (2, [])
    assert f"manifesto check --fix {TRANSPORT}" in done.stderr


def test_from_edit_without_a_reason_and_without_a_terminal_asks_for_it(town: Town) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    done = town.run("propose", "--from-edit")
    assert done.returncode == 2
    assert "--reason" in done.stderr
    assert made(town) == []


def test_a_folder_that_cannot_be_written_to_is_said_without_a_traceback(town: Town) -> None:
    if os.geteuid() == 0:
        (town.folder / "proposals/2026-03").write_text("a file where a folder is needed")
    else:
        (town.folder / "proposals").chmod(0o555)
    done = town.run("propose", "--section", "transport", "--body", "土曜も。", *WHY)
    assert done.returncode == 2
    assert "proposals" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_at_once_write_one_file(town: Town) -> None:
    told = ("propose", "--section", "transport", "--body", "土曜も走らせてほしい。", *WHY)
    command = [sys.executable, "-m", "living_manifesto", *told]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW}
    running = [
        subprocess.Popen(command, cwd=town.folder, env=surroundings, stdout=subprocess.DEVNULL) for _ in range(3)
    ]
    assert [each.wait(60) for each in running] == [0, 0, 0]
    assert len(made(town)) == 1
