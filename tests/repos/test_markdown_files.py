"""A manifesto in Markdown files moves in, and its files can be had again at any time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from intake.markdown.village import CHILDREN, VILLAGE
from living_manifesto.intake.markdown.noise import compare
from support.town import Town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "policy"
    made.mkdir()
    for name, text in VILLAGE.items():
        (made / name).write_text(text, encoding="utf-8", newline="")
    return made


def taken(town: Town, folder: Path, *flags: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return town.run("import", "markdown", str(folder), *flags, **environ)


def test_a_folder_moves_in_by_one_step_and_breaks_no_rule(town: Town, folder: Path) -> None:
    before = town.git("rev-list", "--count", "main")
    done = taken(town, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 files" in done.stdout
    assert int(town.git("rev-list", "--count", "main")) == int(before) + 1
    assert town.git("status", "--porcelain") == ""
    assert "manifesto/daily-life/transport.yaml" in town.git("ls-files")
    assert town.run("check").returncode == 0
    assert town.run("audit").returncode == 0


def test_what_was_kept_by_hand_and_is_out_of_date_is_named(town: Town, folder: Path) -> None:
    done = taken(town, folder, "--dry-run", "--lang", "ja")
    assert "README.md  古くなっている目次の行" in done.stdout
    assert "ファイルどうしのリンク" in done.stdout


def test_a_dry_run_writes_nothing(town: Town, folder: Path) -> None:
    before = town.git("for-each-ref")
    done = taken(town, folder, "--dry-run")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing was written.")
    assert town.git("for-each-ref") == before
    assert taken(town, folder).returncode == 0
    assert taken(town, folder, "--dry-run").stdout.splitlines()[-1] == "Nothing would change."


def test_the_same_again_changes_nothing_and_a_later_version_is_one_more_baseline(town: Town, folder: Path) -> None:
    first = json.loads(taken(town, folder, "--json").stdout)
    again = json.loads(taken(town, folder, "--json").stdout)
    assert (again["commit"], again["baseline"]) == (None, "")
    assert [each["exact"] for each in again["files"]] == [each["nodes"] for each in first["files"]]
    (folder / "12_子ども.md").write_text(CHILDREN.replace("木を植えます。", "木と花を植えます。"), encoding="utf-8")
    (folder / "21_交通.md").unlink()
    later = json.loads(taken(town, folder, "--json").stdout)
    assert later["baseline"] not in ("", first["baseline"])
    assert later["gone"] == ["section-21"]
    (children,) = [each for each in later["files"] if each["file"] == "12_子ども.md"]
    assert (children["exact"], children["alike"], children["new"]) == (1, 1, 0)
    assert town.run("check").returncode == 0


def test_the_files_come_out_as_they_went_in(town: Town, folder: Path, tmp_path: Path) -> None:
    taken(town, folder)
    done = town.run("export", "markdown", "--to", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()}
    assert written.keys() - VILLAGE.keys() == {"transport.md", "child-care.md", "harbor.md"}
    for name, text in VILLAGE.items():
        assert compare(text, written[name]).same, name


def test_files_that_say_the_same_keep_their_bytes(town: Town, folder: Path) -> None:
    taken(town, folder)
    (folder / "12_子ども.md").write_text(CHILDREN.replace("* 木", "-   木"), encoding="utf-8")
    done = town.run("export", "markdown", "section-12", "section-11", "--to", str(folder))
    assert done.stdout == "Written: 0. Left as they are, because they say the same: 2\n"
    assert "-   木" in (folder / "12_子ども.md").read_text(encoding="utf-8")


def test_a_table_of_contents_that_is_out_of_date_is_written_anew(town: Town, folder: Path) -> None:
    taken(town, folder)
    done = town.run("export", "markdown", "readme", "--to", str(folder))
    assert done.stdout.splitlines()[0] == "README.md"
    assert "* [索引](30_索引.md)" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_file_that_says_something_else_stops_the_export_unless_it_may_be_replaced(town: Town, folder: Path) -> None:
    taken(town, folder)
    (folder / "12_子ども.md").write_text("# 子どもの書き込み\n", encoding="utf-8")
    (folder / "11_交通.md").unlink()
    done = town.run("export", "markdown", "--to", str(folder))
    assert done.returncode == 1
    assert "12_子ども.md" in done.stderr
    assert not (folder / "11_交通.md").exists()
    assert (folder / "12_子ども.md").read_text(encoding="utf-8") == "# 子どもの書き込み\n"
    done = town.run("export", "markdown", "--to", str(folder), "--force")
    assert done.returncode == 0
    assert (folder / "12_子ども.md").read_text(encoding="utf-8") == CHILDREN


def test_a_link_in_the_folder_is_not_followed(town: Town, folder: Path, tmp_path: Path) -> None:
    taken(town, folder)
    (folder / "12_子ども.md").unlink()
    (folder / "12_子ども.md").symlink_to(tmp_path / "elsewhere.md")
    assert town.run("export", "markdown", "--to", str(folder)).returncode == 1
    assert town.run("export", "markdown", "--to", str(folder), "--force").returncode == 0
    assert not (tmp_path / "elsewhere.md").exists()
    assert not (folder / "12_子ども.md").is_symlink()


def test_one_section_is_shown(town: Town, folder: Path) -> None:
    taken(town, folder)
    assert town.run("export", "markdown", "section-12").stdout == CHILDREN
    assert town.run("export", "markdown", "子ども").stdout == CHILDREN
    assert json.loads(town.run("export", "markdown", "section-12", "--json").stdout) == {
        "section": "section-12",
        "file": "12_子ども.md",
        "text": CHILDREN,
    }
    native = town.run("export", "markdown", "transport").stdout
    assert native.startswith("# ")
    assert "## 1. " in native


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("section-12", "--force"), ("no-such-section",)])
def test_what_shall_be_shown_must_be_clear(town: Town, folder: Path, arguments: tuple[str, ...]) -> None:
    taken(town, folder)
    done = town.run("export", "markdown", *arguments)
    assert (done.returncode, done.stdout) == (2, "")


def test_adopted_changes_are_in_the_files(town: Town, folder: Path, tmp_path: Path) -> None:
    taken(town, folder)
    path = "manifesto/area-10/section-12.yaml"
    town.replace(path, "木を植えます。", "木と花を植えます。")
    town.commit()
    assert "* 木と花を植えます。" in town.run("export", "markdown", "section-12").stdout


REFUSED = {
    "not UTF-8": ("1.md", "題".encode("shift-jis"), "is not written in UTF-8"),
    "too large": ("1.md", b"a" * ((1 << 20) + 1), "larger than one megabyte"),
    "an odd name": ("-rf.md", b"# a\n", "Rename this file first"),
}


@pytest.mark.parametrize(("name", "raw", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_kept_is_refused(town: Town, folder: Path, name: str, raw: bytes, said: str) -> None:
    before = town.git("for-each-ref")
    (folder / name).write_bytes(raw)
    done = taken(town, folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert town.git("for-each-ref") == before


def test_a_folder_without_markdown_is_refused(town: Town, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "There are no Markdown files" in taken(town, tmp_path / "empty").stderr
    assert "is no folder" in taken(town, tmp_path / "nowhere").stderr


def test_a_text_that_breaks_a_rule_is_named_and_nothing_is_written(town: Town, folder: Path) -> None:
    before = town.git("for-each-ref")
    (folder / "12_子ども.md").write_text(CHILDREN + "\n* 電話は03-1234-5678です。\n", encoding="utf-8")
    done = taken(town, folder)
    assert done.returncode == 1
    assert "LM607" in done.stderr
    assert town.git("for-each-ref") == before


@pytest.mark.parametrize("given", ["none.md=a", "12_子ども.md=", "12_子ども.md=Kids", "12_子ども.md=last", "kids"])
def test_an_id_that_cannot_be_is_refused(town: Town, folder: Path, given: str) -> None:
    assert taken(town, folder, "--id", given).returncode == 2


def test_ids_area_and_address_can_be_told(town: Town, folder: Path) -> None:
    (folder / "12_子ども.md").write_text(CHILDREN + "\n![図](img/a.png)\n", encoding="utf-8")
    done = taken(
        town,
        folder,
        *("--id", "12_子ども.md=children", "--area", "村の約束"),
        *("--base", "https://example.org/policy", "--why", "村のページから移しました。"),
    )
    assert done.returncode == 0
    assert "https://example.org/policy/img/a.png" in town.read("manifesto/area-readme/children.yaml")
    assert "村の約束" in town.read("manifesto/manifesto.yaml")
    assert "村のページから移しました。" in town.git("show", "HEAD")
    assert "![図](img/a.png)" in town.run("export", "markdown", "children").stdout


def test_an_id_that_was_given_stays(town: Town, folder: Path) -> None:
    taken(town, folder)
    done = taken(town, folder, "--id", "12_子ども.md=children")
    assert "12_子ども.md stays the section section-12" in done.stdout
    assert done.stdout.splitlines()[-1] == "Nothing was left to do."
    (folder / "40_海.md").write_text("# 海\n\n## 1. 港\n\n* 直します。\n", encoding="utf-8")
    done = taken(town, folder, "--id", "40_海.md=section-12")
    assert "40_海.md stays the section section-40" in done.stdout


def test_topics_of_a_section_stay_beside_its_layout(town: Town, folder: Path) -> None:
    taken(town, folder)
    path = "proposals/topics/section-12.yaml"
    town.replace(path, "topics: []", "topics:\n  - id: parks\n    title: 公園")
    town.commit()
    (folder / "12_子ども.md").write_text(CHILDREN.replace("１）", "（１）"), encoding="utf-8")
    taken(town, folder)
    held = town.read(path)
    assert "title: 公園" in held
    assert "（{Ｎ}）" in held


def test_it_is_said_in_japanese(town: Town, folder: Path) -> None:
    done = taken(town, folder, LANG="ja_JP.UTF-8")
    assert "8つのファイル" in done.stdout
    assert "起点となる版" in done.stdout
    done = town.run("export", "markdown", LANG="ja_JP.UTF-8")
    assert "セクションを1つ指定するか" in done.stderr
