"""``manifesto import pulls`` as the office runs it: what comes in, what is told, what a second run does."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from intake.markdown.village import TRANSPORT as TEXT
from intake.markdown.village import VILLAGE
from intake.pulls.samples import TRANSPORT, export, file, line, record, replaced
from support.town import Town

NIGHT = replaced("* でこぼこを直します。", "* でこぼこを直します。\n* 夜も明るい道にします。")
GOOD = record(7, NIGHT)
NOISE = record(8, replaced("* でこぼこ", "- でこぼこ"))
MERGED = record(
    9,
    replaced("* 木を植えます。", "* 木と花を植えます。", path="12_子ども.md"),
    state="merged",
    merged_at="2026-02-03T00:00:00Z",
)
CLOSED = record(10, NIGHT, state="closed", closed_at="2026-02-04T00:00:00Z", title="道の提案")
WORDS = record(
    11, title="見回りの提案", body=None, commit_messages=["見回りを増やす", "見回りを増やす", "時間も決める"]
)
GIVEN_AWAY = record(12, NIGHT, body="返事は 090-1234-5678 へください。")
FAULTY = record(
    13, replaced("* でこぼこを直します。", "* でこぼこを直します。\n* くわしくは 090-1234-5678 へ。"), title="夜の提案"
)
DAMAGED = record(
    14,
    file(
        TRANSPORT,
        TEXT.replace("* 朝は満員です。", "* 朝は満員です。\n* 夜は便がありません。").replace("でこぼこ", "でこ달こ"),
    ),
    title="夜の便の現状",
)
ALL = (GOOD, NOISE, MERGED, CLOSED, WORDS, GIVEN_AWAY, FAULTY, DAMAGED)


@pytest.fixture
def village(town: Town, tmp_path: Path) -> Town:
    folder = tmp_path / "policy"
    folder.mkdir()
    for name, text in VILLAGE.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    assert town.run("import", "markdown", str(folder)).returncode == 0
    return town


def taken(town: Town, path: Path, *flags: str, code: int = 0, **environ: str) -> str:
    done = town.run("import", "pulls", str(path), *flags, **environ)
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def answer(town: Town, path: Path, *flags: str, code: int = 0) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(taken(town, path, "--json", *flags, code=code))
    return held


def proposal(town: Town, told: dict[str, Any], number: int) -> str:
    (name,) = [each["id"] for each in told["proposals"] if each["number"] == number]
    return town.read(f"proposals/{name[:4]}-{name[4:6]}/{name}.yaml")


def test_every_record_is_a_proposal_or_a_refusal_with_its_cause(village: Town, tmp_path: Path) -> None:
    told = answer(village, export(tmp_path, *ALL), code=1)
    assert [*told] == ["records", "proposals", "refused"]
    assert told["records"] == len(told["proposals"]) + len(told["refused"]) == 8
    assert [*told["proposals"][0]] == ["number", "id", "expressible", "exact", "noise", "damage"]
    assert [(each["number"], each["code"]) for each in told["refused"]] == [(12, "LM607")]
    assert "090-1234-5678" in told["refused"][0]["cause"]
    said = {
        each["number"]: (each["expressible"], each["exact"], each["noise"], len(each["damage"]))
        for each in told["proposals"]
    }
    assert said == {
        7: (True, True, {}, 0),
        8: (True, True, {"marks": 1}, 0),
        9: (True, True, {}, 0),
        10: (True, True, {}, 0),
        11: (False, False, {}, 0),
        13: (False, False, {}, 0),
        14: (True, True, {}, 1),
    }
    assert village.run("check").returncode == 0
    assert village.run("audit").returncode == 0
    assert village.git("status", "--porcelain") == ""


def test_the_proposal_says_what_was_said_and_names_nobody(village: Town, tmp_path: Path) -> None:
    told = answer(village, export(tmp_path, *ALL), "--url", "https://example.org/o/r", code=1)
    good = proposal(village, told, 7)
    assert "section: section-11" in good
    assert "submitted_on: 2026-02-02" in good  # half past eight in the morning there
    assert "https://example.org/o/r/pull/7" in good
    assert "夜もバスがほしい。" in good
    assert "text: 夜も明るい道にします。" in good
    assert "helper" not in good
    assert "changes" not in proposal(village, told, 8)
    assert "outcome: adopted" in proposal(village, told, 9)
    assert "on: 2026-02-03" in proposal(village, told, 9)
    closed = proposal(village, told, 10)
    assert "outcome: declined" in closed
    assert "https://example.org/o/r/pull/10" in closed
    assert "reason" not in closed
    words = proposal(village, told, 11)
    assert "section: none" in words
    assert words.count("見回りを増やす") == 1
    assert "時間も決める" in words
    assert "changes" not in proposal(village, told, 13)
    assert "でこぼこ" not in proposal(village, told, 14)


def test_words_that_were_garbled_there_are_kept_as_they_are(village: Town, tmp_path: Path) -> None:
    garbled = record(15, NIGHT, title="夜のバсの提案")
    told = answer(village, export(tmp_path, garbled))
    assert "夜のバсの提案" in proposal(village, told, 15)
    done = village.run("check", LANG="en_US.UTF-8")
    assert (done.returncode, "LM601" in done.stdout) == (0, True)


def test_a_garbled_text_keeps_its_change_and_is_let_in_once_it_is_put_right(village: Town, tmp_path: Path) -> None:
    garbled = replaced("* でこぼこを直します。", "* でこぼこを直します。\n* 夜のサビस走らせます。")
    told = answer(village, export(tmp_path, record(17, garbled, title="夜の提案")))
    assert (told["proposals"][0]["expressible"], told["proposals"][0]["exact"]) == (True, True)
    name = told["proposals"][0]["id"]
    assert village.run("submit", name).returncode == 0
    assert village.run("review", name, "--approve").returncode == 0
    barred = village.run("merge", name, "--lang", "en")
    assert barred.returncode == 1
    assert "LM601" in barred.stdout + barred.stderr
    village.git("switch", "-q", f"proposal/{name}")
    village.replace("manifesto/area-10/section-11.yaml", "サビस", "バスも")
    village.commit("Put a word right")
    village.git("switch", "-q", "main")
    assert village.run("sync", name).returncode == 0
    assert village.run("review", name, "--approve").returncode == 0
    assert village.run("merge", name).returncode == 0
    assert "夜のバスも走らせます。" in village.read("manifesto/area-10/section-11.yaml")
    assert village.run("audit").returncode == 0


def test_what_only_looks_like_a_link_comes_in_as_words(village: Town, tmp_path: Path) -> None:
    odd = record(16, NIGHT, body="書き方を`[名前](url]`に直しました。")
    told = answer(village, export(tmp_path, odd))
    assert "`[名前] (url]`" in proposal(village, told, 16)


def test_without_an_address_a_closed_one_says_that_no_reason_is_known(village: Town, tmp_path: Path) -> None:
    told = answer(village, export(tmp_path, CLOSED))
    assert "理由は書かれていません" in proposal(village, told, 10)
    assert village.run("check").returncode == 0


def test_what_was_decided_there_can_be_decided_here(village: Town, tmp_path: Path) -> None:
    told = answer(village, export(tmp_path, MERGED, CLOSED), "--undecided")
    assert "decision" not in proposal(village, told, 9) + proposal(village, told, 10)
    names = [each["id"] for each in told["proposals"]]
    assert village.run("submit", *names).returncode == 0
    assert village.run("status", "--json").returncode == 0


def test_the_same_again_receives_nothing_and_more_receives_the_rest(village: Town, tmp_path: Path) -> None:
    first = answer(village, export(tmp_path, GOOD, WORDS))
    tip = village.git("rev-parse", "main")
    assert answer(village, export(tmp_path, GOOD, WORDS)) == first
    assert village.git("rev-parse", "main") == tip
    later = answer(village, export(tmp_path, GOOD, WORDS, NOISE))
    assert later["proposals"][:2] == first["proposals"]
    assert int(village.git("rev-list", "--count", f"{tip.strip()}..main")) == 1


def test_a_dry_run_writes_nothing(village: Town, tmp_path: Path) -> None:
    before = village.git("for-each-ref")
    said = taken(village, export(tmp_path, *ALL), "--dry-run", "--lang", "en", code=1)
    assert "Nothing was written" in said
    assert village.git("for-each-ref") == before


def test_the_answer_for_people_counts_and_names(village: Town, tmp_path: Path) -> None:
    said = taken(village, export(tmp_path, *ALL), code=1, LANG="ja_JP.UTF-8").splitlines()
    assert (
        said[:4]
        == [
            "プルリクエストを8件読みました。",
            "  受け付けた行: 7",
            "  受け付け済みだった行: 0",
            "  取り込めなかった行: 1",
        ]
        or said[0] == "プルリクエストを8件読みました。"
    )
    assert any(each.startswith("    #12  LM607  ") for each in said)
    assert "  1  文章の決まりに合わないところがあります: #13" in said
    assert "  1  マニフェストの文章に触れていません: #11" in said
    assert "  1  箇条書きと見出しの記号" in said
    assert any("#14  section-11/" in each for each in said)
    assert said[-1].endswith("manifesto submit --all")


def test_a_line_that_is_no_record_is_named_and_the_others_come_in(village: Town, tmp_path: Path) -> None:
    path = tmp_path / "pulls.jsonl"
    export(tmp_path, GOOD)
    path.write_text(f"{line(GOOD)}\n{{\n\n{line(GOOD)}\n", encoding="utf-8")
    told = answer(village, path, "--blobs", str(tmp_path / "before"), code=1)
    assert (told["records"], len(told["proposals"])) == (3, 1)
    assert [(each["number"], each["code"]) for each in told["refused"]] == [(None, "LM905"), (7, "LM905")]


def test_without_the_texts_before_the_words_come_in_alone(village: Town, tmp_path: Path) -> None:
    path = tmp_path / "alone" / "pulls.jsonl"
    path.parent.mkdir()
    path.write_text(line(GOOD), encoding="utf-8")
    told = answer(village, path)
    assert (told["proposals"][0]["expressible"], told["refused"]) == (False, [])
    assert "changes" not in proposal(village, told, 7)


def test_what_is_asked_wrongly_is_refused_before_anything_is_done(village: Town, tmp_path: Path) -> None:
    path = export(tmp_path, GOOD)
    torn = tmp_path / "torn.jsonl.gz"
    torn.write_bytes(path.read_bytes()[:-20])
    other = tmp_path / "other.jsonl"
    other.write_bytes("川".encode("shift_jis"))
    for given in (
        (str(tmp_path / "none.jsonl"),),
        (str(torn),),
        (str(other),),
        (str(path), "--url", "o/r"),
        (str(path), "--blobs", str(path)),
    ):
        done = village.run("import", "pulls", *given)
        assert (done.returncode, done.stdout) == (2, ""), given
        assert "Traceback" not in done.stderr


def test_a_name_in_a_record_is_no_way_to_another_file(village: Town, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md.gz"
    secret.write_bytes(gzip.compress(TEXT.encode()))
    held = record(7, {**NIGHT, "before": "../secret"})
    told = answer(village, export(tmp_path, held))
    assert told["proposals"][0]["expressible"] is False
