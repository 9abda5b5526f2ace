"""``manifesto decide`` and ``hide``: what is asked, recorded and said."""

from __future__ import annotations

import json

import pytest

from support.office import MAIN
from support.terminal import Terminal
from support.town import OPEN, Town

NAME, DECIDED = "20260201-aaaaaa", "20260202-bbbbbb"
WHY = "夜九時台は乗る人の見込みが立たず、車の費用をまだ示せません。"
JA = {"LANG": "ja_JP.UTF-8"}


@pytest.fixture
def town(town: Town) -> Town:
    """The town with roles and a pull request for its open proposal."""
    town.write("pyproject.toml", '[tool.living-manifesto]\nroles = { "policy-team" = "政策担当" }\n')
    town.commit("Roles")
    assert town.run("submit", "--all").returncode == 0
    return town


def page(town: Town) -> dict[str, list[dict[str, str]]]:
    shown = town.git("show", f"refs/living-manifesto/pulls:00/00/000001-{NAME}.page")
    told: dict[str, list[dict[str, str]]] = json.loads(shown)
    return told


def test_a_decision_is_recorded_and_answered_in_the_readers_language(town: Town) -> None:
    done = town.run("decide", NAME, "--outcome", "declined", "--reason", WHY, "--by", "政策担当", **JA)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{NAME} の検討結果を記録しました:不採用(政策担当)。",
        "ご提案の文章と理由は、これからも公開のまま残ります。",
        "変更の申請(プルリクエスト)#1 は閉じました。",
    ]
    assert "by: policy-team" in town.git("show", f"{MAIN}:{OPEN}")
    assert town.git("log", "-1", "--format=%s", MAIN).strip() == f"{NAME} の検討結果:不採用"
    (note,) = page(town)["notes"]
    assert WHY in note["text"]
    assert "政策担当" in note["text"]
    assert town.git("for-each-ref", "refs/heads/proposal") == ""


def test_the_same_command_again_says_that_nothing_was_left(town: Town) -> None:
    command = ("decide", NAME, "--outcome", "withdrawn", "--json")
    first, second = (json.loads(town.run(*command).stdout) for _ in range(2))
    assert first["commit"] == town.git("rev-parse", MAIN).strip()
    assert second == {**first, "commit": None}
    assert first["pull"] == {"number": 1, "state": "closed"}


def test_a_deferred_proposal_keeps_its_pull_request(town: Town) -> None:
    told = ("--outcome", "deferred", "--reason", "費用の試算を待つため", "--until", "2026-05-01")
    done = town.run("decide", NAME, *told)
    assert done.returncode == 0, done.stderr
    assert "#1 stays open" in done.stdout
    assert any("2026" in note["text"] for note in page(town)["notes"])


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--outcome", "adopted"), "manifesto merge"),
        (("--outcome", "refused"), "declined, withdrawn, duplicate, deferred"),
        (("--outcome", "declined"), "--reason"),
        (("--outcome", "duplicate"), "--reason"),
        (("--outcome", "deferred", "--reason", WHY), "--until"),
        (("--outcome", "declined", "--reason", WHY, "--by", "山田"), "policy-team (政策担当)"),
    ],
)
def test_wrong_use_names_what_is_missing(town: Town, flags: tuple[str, ...], said: str) -> None:
    tip = town.git("rev-parse", MAIN)
    done = town.run("decide", NAME, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert town.git("rev-parse", MAIN) == tip


def test_what_may_not_be_is_refused_with_the_fault(town: Town) -> None:
    done = town.run("decide", DECIDED, "--outcome", "withdrawn")
    assert done.returncode == 1
    assert "LM704" in done.stderr
    done = town.run("decide", NAME, "--outcome", "declined", "--reason", "方針と異なるため")
    assert done.returncode == 1
    assert "LM502" in done.stderr


def test_a_terminal_asks_for_what_is_missing(town: Town) -> None:
    with Terminal(town.folder, "decide", NAME, "--outcome", "deferred") as terminal:
        terminal.answer("Why", "費用の試算を待つため")
        terminal.answer("Until when", "予算の成立")
        assert terminal.end() == 0
    assert "until: 予算の成立" in town.read(OPEN)


def test_a_hidden_proposal_shows_no_word_in_its_pull_request_and_is_shown_again(town: Town) -> None:
    assert "塾の帰り" in str(page(town))
    done = town.run("hide", NAME, "--ground", "privacy", "--json")
    assert json.loads(done.stdout) == {"id": NAME, "commit": town.git("rev-parse", MAIN).strip(), "hidden": True}
    assert "塾の帰り" not in str(page(town))
    assert "塾の帰り" in town.read(OPEN)
    assert town.run("hide", NAME, "--undo").returncode == 0
    assert "塾の帰り" in str(page(town))


def test_a_closed_pull_request_is_taken_down_too(town: Town) -> None:
    town.run("decide", NAME, "--outcome", "withdrawn")
    assert town.run("hide", NAME, "--ground", "abuse", **JA).returncode == 0
    assert "塾の帰り" not in str(page(town))
    assert town.run("hide", NAME, "--undo", **JA).returncode == 0
    assert OPEN in page(town)["body"]
    assert "taken-down" not in page(town)["labels"]


def test_hiding_wants_a_ground(town: Town) -> None:
    assert town.run("hide", NAME).returncode == 2
    assert town.run("hide", NAME, "--ground", "privacy", "--undo").returncode == 2
