"""``manifesto init``: ready to run at once, nothing written over, no answer that steers, ended after any death."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.ids import is_node_id
from living_manifesto.life.founding import templates
from living_manifesto.life.founding.files import files, is_essential
from living_manifesto.life.founding.templates import filled, plain
from living_manifesto.life.founding.wishes import Named, Wishes, id_for, trouble
from living_manifesto.locale import speech_for
from living_manifesto.wiring import packaged_schemas
from support.answers import CLEAN, verdict
from support.founded import begin, doorway
from support.mortal import WHENS, Mortal, When
from support.terminal import Terminal
from support.town import MANIFESTO, Town

BASELINE = "proposals/baselines"
TITLE = ("--yes", "--title", "T")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file outside of git's own folder."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_new_manifesto_is_sound_at_once(tmp_path: Path, language: str) -> None:
    town = begin(tmp_path / "new", "--language", language, "--publisher", "みらい町")
    path = {"PATH": doorway(tmp_path / "bin")}
    assert verdict(town) == CLEAN
    assert json.loads(town.run("audit", "--json").stdout)["result"] == "sound"
    assert json.loads(town.run("doctor", "--json", **path).stdout)["left"] == []
    assert town.git("status", "--porcelain") == ""
    assert town.git("rev-list", "--count", "main").strip() == "1"
    assert town.run("status").returncode == 0
    assert town.git("ls-files", "--eol").count("w/crlf") == 0


def test_the_real_pre_commit_lets_good_commits_through_and_stops_bad_ones(tmp_path: Path) -> None:
    town = begin(tmp_path / "new", "--section", "子育て", "--section-id", "child-care")
    path = {"PATH": doorway(tmp_path / "bin"), "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}

    def commit() -> subprocess.CompletedProcess[str]:
        town.git("add", "-A")
        called = ["git", "commit", "-q", "-m", "A step"]
        environ = {**os.environ, **path, "LIVING_MANIFESTO_NOW": "2026-03-02T00:00:00+00:00"}
        return subprocess.run(
            called, cwd=town.folder, env=environ, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    added = ("--section", "child-care", "--add", "病児保育の枠をふやします。", "--reason", "仕事を休めないから。")
    assert town.run("propose", *added).returncode == 0
    passed = commit()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert town.run("audit").returncode == 0
    town.replace(next(iter(town.git("ls-files", "proposals/2026-03").split())), "section: child-care", "section: child")
    stopped = commit()
    assert stopped.returncode != 0
    assert "LM301" in stopped.stdout + stopped.stderr


def test_a_proposal_is_handed_in_adopted_and_proved_in_it(tmp_path: Path) -> None:
    town = begin(tmp_path / "new")
    added = (
        "--section",
        "introduction",
        "--add",
        "まちの図書館を夜も開けます。",
        "--reason",
        "仕事のあとに寄れるから。",
    )
    assert town.run("propose", *added).returncode == 0
    (name,) = [Path(path).stem for path in town.git("ls-files", "-o", "proposals").split()]
    for arguments in (("submit", "--all"), ("review", name, "--approve"), ("merge", name), ("audit",)):
        done = town.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "まちの図書館を夜も開けます。" in town.read("manifesto/policies/introduction.yaml")


def test_git_merges_sections_by_our_driver_for_people_and_never_for_the_tool(tmp_path: Path) -> None:
    town = begin(tmp_path / "new")
    assert "merge: manifesto" in town.git("check-attr", "merge", "--", "manifesto/policies/introduction.yaml")
    assert town.git("config", "merge.manifesto.driver").strip() == "manifesto merge-driver %O %A %B %P"
    town.git("config", "merge.manifesto.driver", f"touch {tmp_path}/called; exit 1")
    for sentence in ("図書館を夜も開けます。", "夜のバスを走らせます。"):
        added = ("--section", "introduction", "--add", sentence, "--reason", "仕事のあとに寄れるから。")
        assert town.run("propose", *added).returncode == 0
    assert town.run("submit", "--all").returncode == 0
    names = [Path(path).stem for path in town.git("ls-files", "proposals/2026-03").split()]
    for name in names:
        assert town.run("review", name, "--approve").returncode == 0
    done = town.run("merge", "--queue")
    assert done.returncode == 0, done.stdout + done.stderr
    assert town.read("manifesto/policies/introduction.yaml").count("ます。") == 2
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(("language", "first"), [("ja", "1. **公開します。**"), ("en", "1. **It becomes public.**")])
def test_its_texts_are_in_its_language_and_the_terms_are_six_lines(tmp_path: Path, language: str, first: str) -> None:
    town = begin(tmp_path / "new", "--language", language, "--terms", "https://example.org/t")
    terms = town.read("TERMS.md").splitlines()
    assert [line[:2] for line in terms if line[:1].isdigit()] == [f"{number}." for number in range(1, 7)]
    assert first in town.read("TERMS.md")
    assert "<https://example.org/t>" in terms[-1]
    assert f"language: {language}\n" in town.read(MANIFESTO)
    assert town.git("log", "-1", "--format=%s").isascii() == (language == "en")


HOSTILE = "\"]: # *b* &a !!x %TAG 'y' $(id) `rm -rf` @everyone #1 |x| \\ - ? "
MARKED = HOSTILE + "{{contact}} <script>alert(1)</script> ![a](javascript:b)"


def test_what_is_answered_is_mere_text_everywhere(tmp_path: Path) -> None:
    told = ("--publisher", MARKED, "--contact", MARKED, "--license", MARKED, "--area", HOSTILE, "--section", HOSTILE)
    town = begin(tmp_path / "new", "--title", HOSTILE, *told, "--area-id", "a", "--section-id", "s")
    assert verdict(town).errors == set()
    held = yaml.safe_load(town.read(MANIFESTO))
    assert [held["title"], held["areas"][0]["title"]] == [HOSTILE.strip()] * 2
    assert [held[key] for key in ("publisher", "contact", "license")] == [MARKED] * 3
    assert yaml.safe_load(town.read("manifesto/a/s.yaml"))["title"] == HOSTILE.strip()
    for page, times in (("README.md", 3), ("LICENSE.md", 2), ("TERMS.md", 1)):
        text = town.read(page)
        assert text.count("alert(1)") == text.count("{{contact}}") == times, "no slot is filled twice"
        assert "<script" not in text
        assert "![a]" not in text
        assert "@everyone" not in text
    assert tomllib.loads(town.read("pyproject.toml"))["tool"]["living-manifesto"]["branch"] == "main"


def test_a_title_that_would_be_refused_in_a_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    done = Town(tmp_path).run("init", "new", "--yes", "--title", MARKED)
    assert (done.returncode, "LM611" in done.stderr, "Nothing was written" in done.stderr) == (1, True, True)
    assert list(tmp_path.iterdir()) == []


WRONG = [
    (("--title", "a\u202eb"), "U+202E"),
    (("--title", "a\nb"), "one line"),
    (("--title", "a\x1b[2J"), "U+001B"),
    (("--title", "a\udcffb"), "U+DCFF"),
    (("--title", " "), "must stand"),
    (("--title", "x" * 201), "200"),
    (("--license", "x" * 201), "200"),
    (("--time-zone", "Tokyo"), "Asia/Tokyo"),
    (("--time-zone", "../../etc/passwd"), "no time zone"),
    (("--terms", "javascript:alert(1)"), "https://"),
    (("--area-id", "Daily Life"), "daily-life"),
    (("--area-id", "last"), "last-1"),
    (("--area-id", "../../x"), "Near: x"),
    (("--area-id", "-x"), "Near: x"),
    (("--area-id", "政策"), "cannot be an id"),
    (("--area-id", "x" * 41), "x" * 40),
    (("--area-id", "one", "--section-id", "one"), "one-1"),
    (("--branch", "-x"), "main"),
    (("--branch", "proposal/x"), "main"),
    (("--branch", "a..b"), "main"),
    (("--branch", "a.lock"), "main"),
    (("--language", "fr"), "ja"),
    (("--tool", "x"), "--watch"),
]


@pytest.mark.parametrize(("told", "named"), WRONG, ids=[repr(told[-1])[:20] for told, _ in WRONG])
def test_an_answer_that_cannot_stand_is_refused_with_what_may_have_been_meant(
    tmp_path: Path, told: tuple[str, ...], named: str
) -> None:
    title = () if told[0] == "--title" else ("--title", "T")
    done = Town(tmp_path).run("init", "new", "--yes", *title, *told)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr.splitlines()[-1]
    assert "\u202e" not in done.stderr
    assert "\x1b" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=80))
def test_an_id_that_is_made_is_an_id(text: str) -> None:
    made = id_for(text)
    assert made == "" or is_node_id(made)
    assert id_for(made) == made


@given(st.text(max_size=60))
def test_whatever_is_let_through_is_sound_in_every_file(text: str) -> None:
    if trouble("title", text.strip(), speech_for("en")):
        return
    word = text.strip()
    named = Named("a", word)
    wishes = Wishes(word, "ja", "Asia/Tokyo", word, named, Named("s", word), "main", "2026-03-01", word, "", word)
    made = files(wishes, packaged_schemas())
    assert yaml.safe_load(made[MANIFESTO])["title"] == word
    assert yaml.safe_load(made["manifesto/a/s.yaml"])["title"] == word
    assert b"<script" not in made["README.md"].lower()


def test_without_options_a_person_is_asked_and_every_answer_is_looked_at(tmp_path: Path) -> None:
    with Terminal(tmp_path, "init", "new", "--lang", "en", "--contact", "https://example.org/c") as terminal:
        terminal.answer("In which language", "ja")
        terminal.answer("What is the manifesto called?", "")
        terminal.answer("must stand", "みらい町マニフェスト")
        terminal.answer("Who publishes it", "みらい町")
        terminal.answer("In which time zone", "Tokyo")
        terminal.answer("Did you mean: Asia/Tokyo", "Asia/Tokyo")
        terminal.answer("Under which licence", "")
        terminal.answer("full terms", "")
        terminal.answer("Title of the first area", "くらし")
        terminal.answer("Id of this area", "Daily Life")
        terminal.answer("Near: daily-life", "daily-life")
        terminal.answer("Title of the first section", "Child care")
        terminal.answer("[child-care]", "")
        terminal.answer("Which branch", "")
        assert terminal.end() == 0
    town = Town(tmp_path / "new")
    held = yaml.safe_load(town.read(MANIFESTO))
    assert held["areas"] == [{"id": "daily-life", "title": "くらし", "sections": [{"id": "child-care"}]}]
    assert (held["language"], held["license"], held["contact"]) == ("ja", "CC BY 4.0", "https://example.org/c")


def test_who_stops_in_the_middle_of_the_questions_has_written_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path, "init", "new", "--lang", "en") as terminal:
        terminal.answer("In which language", "en")
        assert terminal.stop("What is the manifesto called?", b"\x03") == 130
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_a_title_is_needed_and_the_rest_is_usual(tmp_path: Path) -> None:
    done = Town(tmp_path).run("init", "new")
    assert (done.returncode, "--title" in done.stderr) == (2, True)
    town = begin(tmp_path / "new", "--section", "子育て")
    assert (town.folder / "manifesto/policies/section-1.yaml").is_file()


def test_a_folder_with_something_in_it_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = Town(tmp_path).run("init", *TITLE)
    assert (done.returncode, "notes.txt" in done.stderr, "git init" in done.stderr) == (2, True, True)
    assert everything(tmp_path) == {"notes.txt": b"mine"}


def test_a_folder_inside_another_repository_is_refused(town: Town) -> None:
    done = town.run("init", "sub/deeper", *TITLE)
    assert (done.returncode, "needs its own" in done.stderr) == (2, True)
    assert town.git("status", "--porcelain") == ""


def test_a_second_run_touches_nothing_and_names_the_doctor(tmp_path: Path) -> None:
    town = begin(tmp_path / "new")
    before = everything(town.folder), town.git("rev-parse", "HEAD")
    done = town.run("init", *TITLE)
    assert (done.returncode, "manifesto doctor" in done.stderr) == (2, True)
    assert (everything(town.folder), town.git("rev-parse", "HEAD")) == before


def test_in_a_repository_only_what_is_missing_is_added_and_nothing_else_is_committed(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.git("init", "-q", "-b", "trunk")
    town.write("README.md", "mine\n")
    town.write(".gitignore", "proposals/\n*.toml\n")
    town.commit()
    town.write("staged.txt", "half\n")
    town.git("add", "staged.txt")
    town.write("README.md", "mine, edited\n")
    done = town.run("init", "--json", *TITLE)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["kept"] == ["README.md", ".gitignore"]
    assert town.read("README.md") == "mine, edited\n"
    assert town.git("diff", "--name-only", "HEAD~1", "HEAD").split() == sorted(answer["written"])
    assert town.git("status", "--porcelain").splitlines() == [" M README.md", "A  staged.txt"]
    assert 'branch = "trunk"' in town.read("pyproject.toml")
    assert town.run("audit").returncode == 0
    found = [row["check"] for row in json.loads(town.run("doctor", "--json").stdout)["left"]]
    assert "ignored" in found


def test_what_would_have_to_give_way_stops_it(tmp_path: Path) -> None:
    for number, path in enumerate(("manifesto/old.txt", "proposals/x", "schemas/section.schema.json")):
        town = Town(tmp_path / str(number))
        town.write(path, "mine")
        town.git("init", "-q", "-b", "main")
        done = town.run("init", *TITLE)
        assert (done.returncode, path.split("/")[0] in done.stderr) == (2, True)
        assert everything(town.folder) == {path: b"mine"}
        assert town.git("for-each-ref") == ""


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    town, outside = Town(tmp_path / "town"), tmp_path / "outside"
    outside.mkdir()
    town.folder.mkdir()
    town.git("init", "-q", "-b", "main")
    (town.folder / "schemas").symlink_to(outside)
    assert town.run("init", *TITLE).returncode == 2
    assert list(outside.iterdir()) == []


def test_another_branch_than_the_one_checked_out_is_no_guess(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.git("init", "-q", "-b", "trunk")
    town.write("README.md", "mine\n")
    town.commit()
    done = town.run("init", *TITLE, "--branch", "main")
    assert (done.returncode, "trunk" in done.stderr) == (2, True)
    assert town.git("status", "--porcelain") == ""


def test_a_repository_without_a_commit_gets_its_first_on_the_branch_that_is_wanted(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.git("init", "-q", "-b", "master")
    assert town.run("init", *TITLE, "--branch", "main").returncode == 0
    assert town.git("for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]
    assert town.git("symbolic-ref", "HEAD").strip() == "refs/heads/main"


def test_without_a_name_nothing_is_begun(tmp_path: Path) -> None:
    done = Town(tmp_path).run("init", "new", *TITLE, GIT_COMMITTER_NAME="", GIT_COMMITTER_EMAIL="")
    assert (done.returncode, "git config --global user.name" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_hook_of_somebody_else_stays(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.git("init", "-q", "-b", "main")
    town.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    answer = json.loads(town.run("init", *TITLE, "--json").stdout)
    assert answer["hook"] == "foreign"
    assert town.read(".git/hooks/pre-commit") == "#!/bin/sh\nexit 0\n"


def test_hooks_that_git_looks_for_elsewhere_are_left_alone_and_said(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(
        f"[core]\n\thooksPath = {tmp_path}/hooks\n[init]\n\tdefaultBranch = odd\n\ttemplateDir = /nowhere\n"
    )
    done = Town(tmp_path).run("init", "new", *TITLE, GIT_CONFIG_GLOBAL=str(config))
    assert done.returncode == 0, done.stderr
    assert "manifesto doctor" in done.stdout
    assert not (tmp_path / "hooks").exists()
    assert Town(tmp_path / "new").git("branch", "--show-current").strip() == "main"


WRITES = ("init", "unpack-objects", "update-index", "update-ref")


@pytest.mark.parametrize("when", WHENS)
@pytest.mark.parametrize("at", range(1, len(WRITES) + 1))
def test_whoever_is_killed_at_a_write_runs_it_again_and_it_is_done_once(tmp_path: Path, at: int, when: When) -> None:
    town = Town(tmp_path / "new")
    town.folder.mkdir()
    mortal = Mortal(town, writes=WRITES)
    assert mortal.run("init", *TITLE, die_at=at, when=when)
    assert mortal.writes[-1] == WRITES[at - 1]
    done = town.run("init", *TITLE)
    assert done.returncode == 0, done.stderr
    whole(town)


def whole(town: Town) -> None:
    """The repository is as one run without a death makes it."""
    assert town.git("rev-list", "--count", "main").strip() == "1"
    assert town.git("status", "--porcelain", "--ignored") == ""
    assert town.git("fsck", "--full", "--no-dangling") == ""
    assert verdict(town) == CLEAN
    assert town.run("audit").returncode == 0
    assert not [path for path in (town.folder / ".git").rglob("*") if path.name.startswith("founding.")]
    assert (town.folder / ".git/hooks/pre-commit").is_file()


@pytest.fixture
def half(tmp_path: Path) -> Town:
    """Killed with all files in place and nothing committed."""
    town = Town(tmp_path / "half")
    town.folder.mkdir()
    assert Mortal(town, writes=("unpack-objects",)).run("init", *TITLE, die_at=1)
    return town


@pytest.mark.parametrize("left", [0, 1, 3, 9])
def test_a_death_between_two_files_is_ended_by_the_same_command(half: Town, left: int) -> None:
    written = sorted(everything(half.folder))
    for path in written[left:]:
        (half.folder / path).unlink()
    said = half.run("init", *TITLE)
    assert said.returncode == 0, said.stderr
    assert "interrupted" in said.stderr
    assert sorted(everything(half.folder)) == written
    whole(half)


def test_an_unfinished_run_is_ended_as_it_was_begun_whatever_is_said_now(half: Town) -> None:
    assert half.run("init").returncode == 0
    assert "title: T\n" in half.read(MANIFESTO)
    whole(half)


def test_a_file_that_was_edited_since_is_not_written_over(half: Town) -> None:
    half.write("TERMS.md", "mine\n")
    done = half.run("init", *TITLE)
    assert (done.returncode, "TERMS.md" in done.stderr) == (2, True)
    assert half.read("TERMS.md") == "mine\n"
    (half.folder / "TERMS.md").unlink()
    assert half.run("init", *TITLE).returncode == 0
    whole(half)


def test_a_death_of_the_hooks_installer_is_ended_too(tmp_path: Path) -> None:
    town = begin(tmp_path / "new", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert town.git("rev-list", "--count", "main").strip() == "1"
    (town.folder / ".git/hooks/pre-commit").unlink()
    assert town.run("doctor", "--fix", PATH=doorway(tmp_path / "bin")).returncode == 0
    assert (town.folder / ".git/hooks/pre-commit").is_file()


def words(_wishes: object = None) -> Mapping[str, str]:
    """A word for every slot."""
    names = ("title", "publisher", "contact", "terms", "terms_version", "license", "license_page", "branch")
    return {**dict.fromkeys(names, "x"), "source": "x", "language": "en"}


def test_both_languages_have_the_same_texts_and_every_slot_is_known() -> None:
    folder = Path(templates.__file__).parent
    names = {language: {path.name for path in (folder / language).iterdir()} for language in ("ja", "en")}
    assert names["ja"] == names["en"]
    for name in sorted(names["ja"]):
        texts = {language: plain(language, name) for language in ("ja", "en")}
        assert texts["ja"] != texts["en"], name
        slots = {language: sorted(templates.slots(text)) for language, text in texts.items()}
        assert slots["ja"] == slots["en"], name
        assert "{{" not in filled("ja", name, words())


def test_a_line_that_names_an_empty_word_is_left_out() -> None:
    assert "お問い合わせ" not in filled("ja", "README.md", {**words(), "contact": ""})


def test_only_what_the_tool_needs_is_essential() -> None:
    assert is_essential("schemas/section.schema.json")
    assert not is_essential("README.md")
