"""``manifesto init --watch``: its workflow lets a good history through and stops at every other one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.founded import doorway
from support.hall import Hall, added, hall
from support.held import ROOT
from support.town import TRANSPORT, Town
from support.watching import SEEN, WORKFLOW, Watch, steps, watch

PROPOSAL = "20260211-dddddd"
OTHER = "20260210-cccccc"


@pytest.fixture
def house(tmp_path: Path) -> Hall:
    """The manifesto that is watched."""
    return hall(tmp_path / "source")


@pytest.fixture
def path(tmp_path: Path) -> str:
    return doorway(tmp_path / "bin")


@pytest.fixture
def watched(house: Hall, path: str, tmp_path: Path) -> Watch:
    """A watch that has seen the manifesto once."""
    made = watch(tmp_path, str(house.town.folder), path)
    assert made.seen() == []
    held, said = made.run()
    assert held, said
    assert len(made.seen()) == 1
    return made


def test_a_history_that_goes_on_moves_the_checkpoint_and_keeps_the_earlier_ones(watched: Watch, house: Hall) -> None:
    first = watched.seen()
    house.bring(PROPOSAL, added("停留所に屋根をつけます。"))
    house.adopt(PROPOSAL)
    held, said = watched.run()
    assert held, said
    assert watched.seen()[:1] == first
    assert len(watched.seen()) == 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d{8}-[0-9a-z]{16}", watched.seen()[1])
    assert "goes on from the checkpoint" in said
    assert "secret" not in said


def test_where_nothing_is_new_nothing_is_committed(watched: Watch) -> None:
    tip = Town(watched.origin).git("rev-parse", "main")
    assert watched.run()[0]
    assert Town(watched.origin).git("rev-parse", "main") == tip


def test_in_a_new_month_the_same_checkpoint_is_noted_again(watched: Watch, tmp_path: Path) -> None:
    (line,) = watched.seen()
    clone = Town(tmp_path / "edit")
    Town(tmp_path).git("clone", "-q", str(watched.origin), "edit")
    clone.replace(SEEN, line[:10], "2026-01-05")
    clone.commit()
    clone.git("push", "-q", "origin", "main")
    assert watched.run()[0]
    assert [each.split()[1] for each in watched.seen()] == [line.split()[1]] * 2


def test_a_history_made_anew_fails_though_it_agrees_with_itself(watched: Watch, house: Hall, tmp_path: Path) -> None:
    house.bring(OTHER, added("夜のバスを走らせます。"))
    house.adopt(OTHER)
    assert watched.run()[0]
    before = watched.seen(), Town(watched.origin).git("rev-parse", "main")
    again = hall(tmp_path / "again")
    again.bring(PROPOSAL, added("停留所に屋根をつけます。"))
    again.adopt(PROPOSAL)
    assert again.town.run("audit").returncode == 0
    house.town.git("fetch", "-q", str(again.town.folder), "main")
    house.town.git("reset", "-q", "--hard", "FETCH_HEAD")
    held, said = watched.run()
    assert not held
    assert "The history was rewritten" in said
    assert "::error::" in said
    assert (watched.seen(), Town(watched.origin).git("rev-parse", "main")) == before


def test_a_silent_edit_fails_until_it_is_put_back(watched: Watch, house: Hall) -> None:
    before = watched.seen()
    house.town.replace(TRANSPORT, "半額", "無料")
    house.town.commit("Tidy up")
    held, said = watched.run()
    assert not held
    assert "LM701" in said
    assert watched.seen() == before
    house.town.git("revert", "--no-edit", "HEAD")
    held, said = watched.run()
    assert held, said
    assert len(watched.seen()) == 2


def test_a_source_that_is_gone_fails_and_the_checkpoint_stays(watched: Watch, house: Hall) -> None:
    before = watched.seen()
    house.town.folder.rename(house.town.folder.with_name("gone"))
    assert not watched.run()[0]
    assert watched.seen() == before


def test_a_log_that_was_spoilt_fails_instead_of_beginning_anew(watched: Watch, tmp_path: Path) -> None:
    clone = Town(tmp_path / "edit")
    Town(tmp_path).git("clone", "-q", str(watched.origin), "edit")
    clone.write(SEEN, clone.read(SEEN) + "2026-01-05 --full\n")
    clone.commit()
    clone.git("push", "-q", "origin", "main")
    held, said = watched.run()
    assert not held
    assert "holds no checkpoint" in said


def test_neither_schemas_nor_settings_nor_hooks_of_the_source_steer_the_audit(watched: Watch, house: Hall) -> None:
    town = house.town
    town.write("schemas/section.schema.json", '{"$ref": "http://127.0.0.1:9/x"}')
    town.write("pyproject.toml", '[tool.living-manifesto]\nbranch = "elsewhere"\nroles = 3\n')
    town.write(".gitattributes", "*.yaml filter=steer\n")
    town.commit()
    held, said = watched.run()
    assert held, said


NAMES = ("with space", "$(touch pwned)", "`touch pwned`", "a'b\"c;touch pwned;", "::error::x", "-x", "ü 日本")


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_source_is_never_a_command(house: Hall, path: str, tmp_path: Path, name: str) -> None:
    source = house.town.folder.rename(tmp_path / name)
    made = watch(tmp_path, str(source), path)
    held, said = made.run()
    assert held, said
    assert len(made.seen()) == 1
    assert not list(tmp_path.rglob("pwned"))
    for step in steps(Town(tmp_path / "watch")):
        assert name not in str(step)


def test_another_branch_can_be_watched(house: Hall, path: str, tmp_path: Path) -> None:
    house.town.git("branch", "-q", "-m", "main", "published")
    made = watch(tmp_path, str(house.town.folder), path, "--branch", "published")
    held, said = made.run()
    assert held, said


REFUSED = [
    "-x",
    "--upload-pack=touch pwned",
    "ext::sh -c 'touch pwned'",
    "fd::17",
    "javascript://x",
    "ftp://example.org/x",
    "https://token@example.org/x.git",
    "https://a:b@example.org/x.git",
    "ssh://a:b@example.org/x.git",
    "nowhere-at-all",
    "git@-oProxyCommand=x:y",
    "https://example.org/a\nb",
    "https://example.org/\u202ea",
    "",
]


@pytest.mark.parametrize("source", REFUSED)
def test_what_cannot_be_a_source_is_refused_before_anything_is_written(tmp_path: Path, source: str) -> None:
    for language in ("en", "ja"):
        done = Town(tmp_path).run("init", "watch", f"--watch={source}", "--lang", language)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert "--watch: " in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "source", ["https://example.org/a/b.git", "ssh://git@example.org/a", "git@example.org:a/b.git"]
)
def test_an_address_is_written_down_as_it_is(tmp_path: Path, source: str) -> None:
    assert Town(tmp_path).run("init", "watch", "--watch", source).returncode == 0
    assert Town(tmp_path / "watch").read("watch/source") == f"{source}\n"


TOOLS = ["-r x", "--index-url=x", "a; touch pwned", "a @ https://x/$HOME", "a\n-r x", "a @ ./x", "", "a --hash=x"]


@pytest.mark.parametrize("tool", TOOLS)
def test_pip_is_told_to_install_a_thing_and_nothing_else(house: Hall, tmp_path: Path, tool: str) -> None:
    source = str(house.town.folder)
    done = Town(tmp_path).run("init", "watch", "--watch", source, f"--tool={tool}")
    assert (done.returncode, "--tool: " in done.stderr) == (2, True)
    assert not (tmp_path / "watch").exists()


def test_the_options_of_a_manifesto_have_no_place_beside_it(tmp_path: Path) -> None:
    done = Town(tmp_path).run("init", "watch", "--watch", "https://example.org/x", "--title", "x", "--area-id", "y")
    assert (done.returncode, "--title, --area-id" in done.stderr) == (2, True)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_workflow_is_one_and_asks_for_little(tmp_path: Path, language: str) -> None:
    source = ("--watch", "https://example.org/x.git", "--language", language)
    assert Town(tmp_path).run("init", "watch", *source).returncode == 0
    town = Town(tmp_path / "watch")
    lint = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW]
    done = subprocess.run(lint, cwd=town.folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    held = yaml.safe_load(town.read(WORKFLOW))
    assert held["permissions"] == {}
    assert [job["permissions"] for job in held["jobs"].values()] == [{"contents": "write"}]
    used = [step["uses"] for step in steps(town) if "uses" in step]
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each) for each in used)
    assert all(each in (ROOT / ".github/workflows/ci.yml").read_text("utf-8") for each in used), "pinned as here"
    assert not [step for step in steps(town) if "${{" in step.get("run", "")]
    assert subprocess.run(["bash", "-n", "watch/audit.sh"], cwd=town.folder, check=False).returncode == 0


def test_by_hand_it_says_the_same_and_needs_no_forge(house: Hall, path: str, tmp_path: Path) -> None:
    watch(tmp_path, str(house.town.folder), path)
    called = ["bash", str(tmp_path / "watch/watch/audit.sh")]
    environ = {"PATH": path, "HOME": str(tmp_path)}
    done = subprocess.run(called, cwd="/", env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "::" not in done.stdout
    assert len((tmp_path / "watch" / SEEN).read_text("utf-8").splitlines()) == 2
