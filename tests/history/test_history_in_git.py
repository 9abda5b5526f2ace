"""Blame, history and rewritten lines of real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.past import ADOPTED, NIGHT_BUS, WALK
from support.town import OPEN, TRANSPORT, Town, settle

REVERT = "proposals/2026-02/20260225-rrrrrr.yaml"
NOTICE = '{ground: privacy, on: 2026-03-01, digest: "sha256:' + "0" * 64 + '"}'


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path / "town")


def adopt(town: Town) -> None:
    town.replace(TRANSPORT, WALK, NIGHT_BUS + WALK)
    town.write(OPEN, town.read(OPEN).replace("after: last", "after: p2") + ADOPTED)
    town.commit("Adopt the night bus")


def revert(town: Town) -> None:
    town.replace(TRANSPORT, NIGHT_BUS, "")
    town.write(
        REVERT,
        "id: 20260225-rrrrrr\nsection: transport\nsubmitted_on: 2026-02-25\nsource: {channel: staff}\n"
        "reason: 運転手が足りないため、いったん取り消します。\nchanges:\n  - op: remove\n    target: aaaaaa-1\n"
        f"reverts: 20260201-aaaaaa\n{ADOPTED}",
    )
    town.commit("Take it back")


def test_blame_names_place_sentence_and_proposal(town: Town) -> None:
    adopt(town)
    done = town.run("blame", "transport/bus", "--lang", "ja")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    place = lines.index("  平日は、夜九時台のバスを走らせます。")
    assert lines[place - 1] == "4. 移動と交通 › 4-1 路線バスを続ける › 3つ目"
    assert lines[place + 1].startswith("    ← 提案 20260201-aaaaaa(2026-02-01 に採用、番号 ")
    assert "    ← 起点となる版(2026-02-01)" in lines


def test_blame_as_json_and_by_title(town: Town) -> None:
    adopt(town)
    found = json.loads(town.run("blame", "移動と交通", "--json").stdout)
    causes = {each["node"]: each["sentences"][0]["cause"] for each in found["nodes"]}
    assert causes["transport/aaaaaa-1"] == "adoption"
    assert causes["transport"] == "first"


def test_blame_names_the_proposal_that_stated_a_silent_edit(town: Town) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    town.commit("Silent")
    assert "無断の変更" in town.run("blame", "transport/p2", "--lang", "ja").stdout
    assert town.run("propose", "--from-commit", "HEAD", "--reason", "議会で決まったため。").returncode == 0
    stated = next((town.folder / "proposals/2026-03").glob("*.yaml")).stem
    assert [town.run(*told).returncode for told in (["submit", stated], ["review", stated, "--approve"])] == [0, 0]
    assert town.run("merge", stated).returncode == 0
    assert "あとから提案 20260301-" in town.run("blame", "transport/p2", "--lang", "ja").stdout


@pytest.mark.parametrize("what", ["nowhere", "transport/nothing", "daily-life", "manifesto"])
def test_what_is_no_place_is_refused(town: Town, what: str) -> None:
    for command in ("blame", "history"):
        done = town.run(command, what)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stdout + done.stderr


def test_the_life_of_a_proposal(town: Town) -> None:
    adopt(town)
    revert(town)
    found = json.loads(town.run("history", "20260201-aaaaaa", "--json").stdout)
    told = [(event["kind"], event["subject"]) for step in found["steps"] for event in step["events"]]
    assert told == [
        ("receipt", "20260201-aaaaaa"),
        ("adoption", "20260201-aaaaaa"),
        ("receipt", "20260225-rrrrrr"),
        ("adoption", "20260225-rrrrrr"),
    ]
    assert town.run("history", "20260201-zzzzzz").returncode == 1


def test_the_steps_of_a_node_and_the_latest_of_all(town: Town) -> None:
    adopt(town)
    town.replace(TRANSPORT, "半額", "無料")
    town.commit("Silent")
    revert(town)
    steps = [each["subject"] for each in json.loads(town.run("history", "transport/p2", "--json").stdout)["steps"]]
    assert steps == ["The town begins", "Silent"]
    latest = json.loads(town.run("history", "-n", "2", "--json").stdout)["steps"]
    assert [each["subject"] for each in latest] == ["Silent", "Take it back"]
    assert latest[0]["unexplained"] == 1
    shown = town.run("history", "transport", "--lang", "ja").stdout.splitlines()
    assert shown[0].endswith("「Take it back」")
    assert "  採用: 20260225-rrrrrr" in shown


def rewritten(town: Town, word: str, notice: str) -> str:
    """The line written anew with a word replaced wherever it stood; the old end."""
    old = town.git("rev-parse", "main").strip()
    commits = town.git("rev-list", "--reverse", "main").split()
    parent: list[str] = []
    for commit in commits:
        town.git("read-tree", "--reset", "-u", commit)
        for path in town.folder.glob("proposals/*/*.yaml"):
            path.write_text(path.read_text("utf-8").replace(word, notice), "utf-8")
        town.git("add", "-A")
        tree = town.git("write-tree").strip()
        options = [option for each in parent for option in ("-p", each)]
        parent = [town.git("commit-tree", tree, *options, "-m", "Rewritten").strip()]
    town.git("update-ref", "refs/heads/main", parent[0])
    return old


def test_a_line_rewritten_to_erase_words_is_the_old_one_but_for_them(town: Town) -> None:
    adopt(town)
    old = rewritten(town, "夜のバスも走らせてほしい。", NOTICE)
    done = town.run("audit", "--rewritten", old, "--lang", "ja")
    assert done.returncode == 0, done.stdout + done.stderr
    assert OPEN + "(body)" in done.stdout
    assert town.run("audit").returncode == 0
    found = json.loads(town.run("audit", "--rewritten", old, "--json").stdout)
    assert (found["equal"], found["pairs"], found["newer"]) == (True, 2, 0)


def test_a_line_rewritten_to_change_more_is_named(town: Town) -> None:
    adopt(town)
    old = rewritten(town, "夜のバスも走らせてほしい。", "昼のバスも走らせてほしい。")
    found = json.loads(town.run("audit", "--rewritten", old, "--json").stdout)
    assert [(each["file"], each["fields"]) for each in found["unequal"]] == [(OPEN, ["body"])] * 2


def test_a_line_that_lost_a_step_is_named(town: Town) -> None:
    adopt(town)
    old = town.git("rev-parse", "main").strip()
    town.git("reset", "-q", "--hard", "HEAD^")
    done = town.run("audit", "--rewritten", old, "--lang", "ja")
    assert (done.returncode, "なくなった変更" in done.stdout) == (1, True)
    assert town.run("audit", "--rewritten", "nothing").returncode == 2
