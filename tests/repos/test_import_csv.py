"""``manifesto import csv`` as the office runs it: what is asked, what is said, what is written where."""

from __future__ import annotations

import csv
import json
import stat
from io import StringIO
from pathlib import Path

import pytest

from intake.table.samples import HEADER, MAP, ROW
from support.office import MAIN
from support.terminal import Terminal
from support.town import Town

JA = {"LANG": "ja_JP.UTF-8"}
MAPPED = tuple(word for field, column in MAP.items() for word in ("--map", f"{field}={column}"))
BAD = "18,宇宙,月へ行きたい。,=1+1,,,b@example.org,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(HEADER + ROW + BAD, encoding="cp932")
    return path


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline="")))


def received(town: Town) -> list[str]:
    return town.git("ls-tree", "-r", "--name-only", MAIN, "proposals/2026-03").split()


def test_a_first_run_names_the_columns_and_the_map_that_they_suggest(town: Town, table: Path) -> None:
    done = town.run("import", "csv", str(table), **JA)
    assert done.returncode == 2
    assert "--map key=回答ID --map section=セクション --map body=提案の内容 --map reason=理由" in done.stderr
    assert "表にある列: 回答ID、セクション" in done.stderr
    assert "--map name=お名前 --map date=タイムスタンプ --save-map" in done.stderr


def test_rows_are_received_refused_and_counted_in_the_readers_language(town: Town, table: Path) -> None:
    done = town.run("import", "csv", str(table), *MAPPED, **JA)
    assert done.returncode == 1, done.stderr
    told = done.stdout.splitlines()
    assert told[:5] == [
        "2行を読みました(Shift_JIS (CP932))。",
        "  受け付けた行: 1",
        "  受け付け済みだった行: 0",
        "  取り込めなかった行: 1",
        "  3行目 (18)  LM904",
    ]
    assert told[5].startswith("    「宇宙」というセクションはありません。")
    assert told[6].startswith(f"取り込めなかった行と理由: {table.with_name('answers.refused.csv')}。")
    assert [line.rpartition(": ")[2] for line in told[7:]] == ["manifesto draft --all", "manifesto submit --all"]
    (path,) = received(town)
    text = town.read(path)
    assert "夜のバスも走らせてほしい。" in text
    assert "example.org" not in text
    assert town.git("status", "--porcelain") == ""


def test_the_rows_that_came_back_hold_all_columns_and_can_be_mended_there(town: Town, table: Path) -> None:
    town.run("import", "csv", str(table), *MAPPED)
    back = table.with_name("answers.refused.csv")
    header, row = rows(back)
    assert header[:8] == HEADER.strip().split(",")
    assert row[:9] == ["18", "宇宙", "月へ行きたい。", "'=1+1", "", "", "b@example.org", "", "LM904"]
    assert "宇宙" in row[9]
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    back.write_text(back.read_text("utf-8-sig").replace("18,宇宙", "18,港"), encoding="utf-8-sig")
    again = town.run("import", "csv", str(back), *MAPPED)
    assert again.returncode == 1  # 「港」 is the number of none, but near to one
    back.write_text(back.read_text("utf-8-sig").replace("18,港", "18,transport"), encoding="utf-8-sig")
    assert town.run("import", "csv", str(back), *MAPPED).returncode == 0
    assert "reason: =1+1" in "".join(town.read(path) for path in received(town)).replace('"', "")
    assert town.run("import", "csv", str(table), *MAPPED, "--json").returncode == 1


def test_a_table_of_refused_rows_does_not_outlive_its_faults(town: Town, table: Path) -> None:
    town.run("import", "csv", str(table), *MAPPED)
    table.write_text(HEADER + ROW + BAD.replace("宇宙", ""), encoding="utf-8")
    assert town.run("import", "csv", str(table), *MAPPED).returncode == 0
    assert len(rows(table.with_name("answers.refused.csv"))) == 1


def test_where_nothing_is_refused_no_file_is_written(town: Town, table: Path) -> None:
    table.write_text(HEADER + ROW, encoding="utf-8")
    assert town.run("import", "csv", str(table), *MAPPED).returncode == 0
    assert sorted(path.name for path in table.parent.iterdir()) == ["answers.csv", "town"]


def test_the_answer_for_programs_counts_every_row_once_and_holds_no_code(town: Town, table: Path) -> None:
    command = ("import", "csv", str(table), *MAPPED, "--json", "--receipts", str(table.with_name("r.csv")))
    first, second = (json.loads(town.run(*command).stdout) for _ in range(2))
    assert [each["key"] for each in first["received"]] == [each["key"] for each in second["known"]] == ["17"]
    assert first["rows"] == len(first["received"]) + len(first["known"]) + len(first["refused"]) == 2
    assert first["refused"][0]["codes"] == ["LM904"]
    assert first["refused_file"].endswith("answers.refused.csv")
    assert (first["encoding"], second["received"]) == ("Shift_JIS (CP932)", [])
    code = rows(table.with_name("r.csv"))[1][3]
    assert code not in json.dumps([first, second])


def test_a_lost_table_of_receipts_is_made_again_with_the_same_codes(town: Town, table: Path) -> None:
    receipts = table.with_name("receipts.csv")
    command = ("import", "csv", str(table), *MAPPED, "--receipts", str(receipts), "--pages-at", "https://example.org/p")
    town.run(*command, **JA)
    before = receipts.read_bytes()
    header, row = rows(receipts)
    assert header == ["回答の番号", "受付番号", "提案のページ", "本人確認コード"]
    assert row[:3] == ["17", row[1], f"https://example.org/p/{row[1]}"]
    assert stat.S_IMODE(receipts.stat().st_mode) == 0o600
    receipts.unlink()
    town.run(*command, **JA)
    assert receipts.read_bytes() == before
    key = town.folder / ".git/living-manifesto/claims.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    lost = town.run(*command)
    assert "1 claim code cannot be made again here" in lost.stderr
    assert rows(receipts)[1][3] == ""


def test_a_damaged_key_is_named_and_nothing_is_received(town: Town, table: Path) -> None:
    town.run("import", "csv", str(table), *MAPPED, "--dry-run")
    key = town.folder / ".git/living-manifesto/claims.key"
    assert not key.exists()
    key.write_text("no key\n", encoding="ascii")
    done = town.run("import", "csv", str(table), *MAPPED)
    assert done.returncode == 2
    assert "claims.key" in done.stderr
    assert received(town) == []


@pytest.mark.parametrize("option", ["--receipts", "--refused"])
def test_no_file_of_the_office_is_written_into_the_repository(town: Town, table: Path, option: str) -> None:
    tip = town.git("rev-parse", MAIN)
    for inside in ("r.csv", f"{town.folder}/proposals/r.csv"):
        done = town.run("import", "csv", str(table), *MAPPED, option, inside)
        assert done.returncode == 2
        assert option in done.stderr
    (table.parent / "way").symlink_to(town.folder, target_is_directory=True)
    assert town.run("import", "csv", str(table), *MAPPED, option, "../way/r.csv").returncode == 2
    assert town.run("import", "csv", str(table), *MAPPED, option, "../nowhere/r.csv").returncode == 2
    assert town.run("import", "csv", str(table), *MAPPED, option, str(table)).returncode == 2
    assert town.git("rev-parse", MAIN) == tip
    assert town.git("status", "--porcelain") == ""


def test_a_table_in_the_repository_is_read_where_git_ignores_it(town: Town, table: Path) -> None:
    town.write("in/answers.csv", HEADER + ROW + BAD)
    assert town.run("import", "csv", "in/answers.csv", *MAPPED).returncode == 2
    town.write(".gitignore", "in/\n")
    assert town.run("import", "csv", "in/answers.csv", *MAPPED).returncode == 1
    assert (town.folder / "in/answers.refused.csv").exists()


def test_the_map_is_kept_and_used_and_the_command_line_wins(town: Town, table: Path) -> None:
    town.write("pyproject.toml", '# ours\n[tool.living-manifesto]\nroles = { "a" = "b" }\n')
    town.commit("Settings")
    assert town.run("import", "csv", str(table), *MAPPED, "--save-map", "--dry-run").returncode == 1
    assert town.read("pyproject.toml").startswith('# ours\n[tool.living-manifesto]\nroles = { "a" = "b" }\n')
    assert 'key = "回答ID"' in town.read("pyproject.toml")
    assert received(town) == []
    done = town.run("import", "csv", str(table), "--map", "name=", "--map", "date=")
    assert done.returncode == 1, done.stderr
    (path,) = received(town)
    assert "みどり" not in town.read(path)
    assert "submitted_on: 2026-03-01" in town.read(path)


def test_settings_for_sections_dates_and_form_are_heard(town: Town, table: Path) -> None:
    settings = '[tool.living-manifesto.intake]\nsections = { "宇宙" = "none" }\ndates = "dmy"\nform = "春"\n'
    town.write("pyproject.toml", settings)
    table.write_text(HEADER + ROW.replace("2026/02/10 21:14:05", "1/2/2026") + BAD, encoding="utf-8")
    done = town.run("import", "csv", str(table), *MAPPED)
    assert done.returncode == 0, done.stdout
    texts = "".join(town.read(path) for path in received(town))
    assert "submitted_on: 2026-02-01" in texts
    assert "key: 春/17" in texts
    assert "section: none" in texts


def test_a_setting_that_cannot_be_read_is_named(town: Town, table: Path) -> None:
    town.write("pyproject.toml", '[tool.living-manifesto.intake]\ndates = "ymd"\n')
    done = town.run("import", "csv", str(table), *MAPPED)
    assert done.returncode == 2
    assert "intake.dates" in done.stderr


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--map", "name=メールアドレス"), "メールアドレス holds personal data"),
        (("--map", "title=題"), "There is no column 題 (for title)"),
        (("--map", "titel=お名前"), "There is no field titel"),
        (("--map", "お名前"), "FIELD=COLUMN"),
        (("--map", "reason="), "--map reason=COLUMN"),
        (("--map", "key="), "--map key=COLUMN"),
        (("--form", "a/b"), "2026-spring"),
        (("--pages-at", "example.org"), "https://example.org/p"),
        (("--encoding", "utf-8"), "--encoding"),
    ],
)
def test_wrong_use_is_named_with_its_cure_and_nothing_is_received(
    town: Town, table: Path, flags: tuple[str, ...], said: str
) -> None:
    done = town.run("import", "csv", str(table), *MAPPED, *flags)
    assert done.returncode == 2
    assert said in done.stderr
    assert received(town) == []


def test_tables_that_cannot_be_read_are_named(town: Town, table: Path) -> None:
    assert "There is no file nix.csv" in town.run("import", "csv", "nix.csv", *MAPPED).stderr
    table.write_text(HEADER + '1,,"夜', encoding="utf-8")
    assert "line 2" in town.run("import", "csv", str(table), *MAPPED).stderr
    table.write_text("\n", encoding="utf-8")
    assert "no row with headings" in town.run("import", "csv", str(table), *MAPPED).stderr


def test_json_lines_come_through_a_pipe_with_the_names_of_the_fields(town: Town) -> None:
    lines = [
        {
            "key": 1,
            "body": "駅に椅子を。",
            "reason": "待つのがつらいから。",
            "section": "4",
            "date": "2026-02-28T23:30:00Z",
        },
        {"key": 2, "body": "連絡は a@example.org", "reason": "なし。", "email": "a@example.org"},
    ]
    fed = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    done = town.run("import", "csv", "-", "--json-lines", "--json", stdin=fed)
    told = json.loads(done.stdout)
    assert (done.returncode, told["refused"][0]["codes"], told["refused_file"]) == (1, ["LM606"], None)
    (path,) = received(town)
    assert "submitted_on: 2026-03-01" in town.read(path)
    assert town.run("import", "csv", "-", "--json-lines", stdin='{"key": 1').returncode == 2


def test_csv_comes_through_a_pipe_too_and_its_refused_rows_go_where_they_are_told(town: Town, tmp_path: Path) -> None:
    back = tmp_path / "back.csv"
    done = town.run("import", "csv", "-", *MAPPED, "--refused", str(back), stdin=HEADER + ROW + BAD)
    assert done.returncode == 1
    assert [row[0] for row in rows(back)[1:]] == ["18"]


def test_a_long_run_shows_how_far_it_is(town: Town, table: Path) -> None:
    table.write_text(HEADER + "".join(ROW.replace("17,", f"{number},") for number in range(501)), encoding="utf-8")
    with Terminal(town.folder, "import", "csv", str(table), *MAPPED) as terminal:
        assert terminal.end() == 0
    assert "500 of 501" in terminal.said
    assert "received now: 501" in terminal.said
