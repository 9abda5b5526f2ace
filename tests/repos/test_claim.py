"""``manifesto claim`` as the office runs it for a person who shows a code."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from faults.world import copied
from intake.table.samples import HEADER, MAP, ROW
from support.office import MAIN
from support.terminal import Terminal
from support.town import Town, settle

JA = {"LANG": "ja_JP.UTF-8"}
NIGHT = "平日は、夜十時まで走らせます。"


_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _received_once() -> tuple[Town, str, str]:
    """A town in which a proposal came in by a table, and has its pull request; its number and code."""
    _KEPT.append(TemporaryDirectory(prefix="manifesto-claims-", ignore_cleanup_errors=True))
    folder = Path(_KEPT[-1].name)
    town, table, receipts = settle(folder / "town"), folder / "answers.csv", folder / "receipts.csv"
    table.write_text(HEADER + ROW, encoding="utf-8")
    mapped = [word for field, column in MAP.items() for word in ("--map", f"{field}={column}")]
    assert town.run("import", "csv", str(table), *mapped, "--receipts", str(receipts)).returncode == 0
    assert town.run("submit", "--all").returncode == 0
    with receipts.open(encoding="utf-8-sig", newline="") as file:
        _, row = csv.reader(file)
    return town, row[1], row[3]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return copied(_received_once()[0], tmp_path / "town")


@pytest.fixture
def receipt() -> tuple[str, str]:
    """The number and the code of the proposal."""
    return _received_once()[1:]


def test_the_code_alone_shows_where_the_proposal_stands(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    done = town.run("claim", name, "--code", code.lower().replace("-", " "), **JA)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "いまの状況: 変更案の作成待ち",
        "できること: --correct, --withdraw, --take-down",
    ]


def test_a_wrong_code_says_the_same_whatever_the_proposal_is(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    tip = town.git("rev-parse", MAIN)
    for wrong in ("", "nonsense", code[:-1] + ("A" if code[-1] != "A" else "B")):
        done = town.run("claim", name, "--code", wrong, "--withdraw")
        assert (done.returncode, done.stdout) == (2, "")
        assert f"This is not the claim code of {name}." in done.stderr
    without = town.run("claim", "20260201-aaaaaa", "--code", code, "--withdraw")
    assert "This is not the claim code of 20260201-aaaaaa." in without.stderr
    assert town.git("rev-parse", MAIN) == tip


def test_correcting_makes_the_change_of_words_the_draft(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    command = ("claim", name, "--code", code, "--correct", "--add", NIGHT, "--to", "4-1")
    done = town.run(*command, **JA)
    assert done.returncode == 0, done.stderr
    assert f"{name} の変更案を、ご本人の考えどおりに直しました。" in done.stdout
    assert NIGHT in done.stdout
    assert NIGHT in town.git("show", f"proposal/{name}:manifesto/daily-life/transport.yaml")
    assert "drafted: {by: proposer, confirmed: true}" in town.git("show", f"{MAIN}:proposals/2026-03/{name}.yaml")
    again = json.loads(town.run(*command, "--json").stdout)
    assert (again["act"], again["commit"], again["state"]) == ("correct", None, "received")
    assert town.run("sync").returncode == 0
    assert town.run("audit").returncode == 0


def test_confirming_marks_the_draft_as_meant(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    assert town.run("claim", name, "--code", code, "--confirm").returncode == 2
    town.run("claim", name, "--code", code, "--correct", "--replace", "p2", "--with", "定期券を無料にします。")
    done = town.run("claim", name, "--code", code, "--confirm")
    assert done.returncode == 0, done.stderr
    assert "That was done already." in done.stdout


def test_withdrawing_closes_the_pull_request_and_asks_for_no_reason(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    done = town.run("claim", name, "--code", code, "--withdraw", **JA)
    assert done.stdout.splitlines() == [f"{name} を取り下げました。文章は公開のまま残ります。", "いまの状況: 取り下げ"]
    assert town.git("for-each-ref", f"refs/heads/proposal/{name}") == ""
    late = town.run("claim", name, "--code", code, "--correct", "--remove", "p2", **JA)
    assert late.returncode == 2
    assert "取り下げ" in late.stderr


def test_removal_hides_at_once_and_tells_the_office_what_to_erase(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    done = town.run("claim", name, "--code", code, "--take-down", "name", "--take-down", "body", **JA)
    assert done.returncode == 0, done.stderr
    assert f"manifesto erase {name} --ground privacy --field name --field body" in done.stdout
    assert "hidden: {ground: privacy, on: 2026-03-01}" in town.git("show", f"{MAIN}:proposals/2026-03/{name}.yaml")
    status = town.run("status", name, **JA).stdout
    assert "夜のバスも走らせてほしい" not in status
    assert town.run("claim", name, "--code", code, "--take-down", "title").returncode == 2


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--withdraw", "--confirm"), "One at a time"),
        (("--confirm", "--reason", "x"), "--reason goes with --withdraw"),
        (("--add", "x"), "--correct too"),
        (("--correct",), "--replace NODE --with TEXT"),
        (("--correct", "--replace", "p2"), "--with TEXT"),
        (("--correct", "--replace", "p9", "--with", "x"), "There is no p9 in transport"),
        (("--correct", "--section", "宇宙", "--add", "x"), "There is no section 宇宙"),
        (("--correct", "--section", "none", "--add", "x"), "--section SECTION"),
        (("--correct", "--to", "bus"), "--replace NODE --with TEXT"),
    ],
)
def test_wrong_use_names_what_is_missing(
    town: Town, receipt: tuple[str, str], flags: tuple[str, ...], said: str
) -> None:
    refs = town.git("for-each-ref")
    done = town.run("claim", receipt[0], "--code", receipt[1], *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert town.git("for-each-ref") == refs


def test_a_correction_that_breaks_a_rule_is_shown_with_the_rule(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    done = town.run("claim", name, "--code", code, "--correct", "--add", "電話は 090-1234-5678", "--to", "bus")
    assert done.returncode == 1
    assert "LM607" in done.stderr


def test_a_number_that_nobody_received_is_named(town: Town) -> None:
    done = town.run("claim", "20260201-zzzzzz", "--code", "x")
    assert done.returncode == 2
    assert "No proposal 20260201-zzzzzz has been received" in done.stderr


def test_the_code_is_asked_for_and_not_shown(town: Town, receipt: tuple[str, str]) -> None:
    name, code = receipt
    with Terminal(town.folder, "claim", name) as terminal:
        terminal.answer("Claim code", code)
        assert terminal.end() == 0
    assert "State: waits for a drafted change" in terminal.said
    assert code not in terminal.said
    piped = town.run("claim", name, "--code", "-", stdin=f"{code}\n")
    assert piped.returncode == 0
    assert "--code" in town.run("claim", name).stderr
