"""``manifesto doctor``: a well repository is well, each fault is found and named, and mended where that is safe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from living_manifesto.cli.patients import patient
from living_manifesto.core.values import replace
from living_manifesto.life.health import calls, files
from living_manifesto.life.health.checks import CHECKS, examine
from living_manifesto.locale import speech_for
from living_manifesto.wiring import Workplace
from support.founded import begin, copied, doorway
from support.hall import MOMENT
from support.mortal import Mortal
from support.town import MANIFESTO, OPEN, Town, settle

SCHEMA = "schemas/section.schema.json"
DEAD = 4_000_000
"""A number that no process has."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, str]:
    """A new manifesto, and the PATH in which its hook finds the command."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "Test")
            patch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
        return begin(folder / "town", "--language", "en"), doorway(folder / "bin")


@pytest.fixture
def town(made: tuple[Town, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A copy of it, to be spoilt."""
    monkeypatch.setenv("PATH", made[1])
    return copied(made[0], tmp_path / "town")


def doctor(town: Town, *arguments: str, **environ: str) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """The exit code and the answer."""
    done = town.run("doctor", "--json", *arguments, **environ)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def checks(rows: list[dict[str, Any]]) -> set[str]:
    return {row["check"] for row in rows}


def aged(path: Path) -> None:
    """Let a file look as if it had been left long ago."""
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))


def _appended(path: str, text: str) -> Callable[[Town], None]:
    return lambda town: town.write(path, (town.read(path) if (town.folder / path).exists() else "") + text)


def _settings(old: str, new: str) -> Callable[[Town], None]:
    return lambda town: town.replace("pyproject.toml", old, new)


def _lock(path: str) -> Callable[[Town], None]:
    def leave(town: Town) -> None:
        town.write(f".git/{path}", "")
        aged(town.folder / ".git" / path)

    return leave


def _decided_by_nobody(town: Town) -> None:
    said = ("--section", "introduction", "--body", "夜のバスがほしい。", "--reason", "仕事が遅くまであるから。")
    assert town.run("propose", *said).returncode == 0
    (path,) = town.git("ls-files", "-o", "proposals").split()
    town.write(path, town.read(path) + "decision: {outcome: withdrawn, reason: 取り下げます。, by: policy-taem}\n")


def _foreign_hook(town: Town) -> None:
    town.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")


def _asleep(town: Town) -> None:
    (town.folder / ".git/hooks/pre-commit").chmod(0o644)


def _no_hook(town: Town) -> None:
    (town.folder / ".git/hooks/pre-commit").unlink()


def _other_schema(town: Town) -> None:
    town.replace(SCHEMA, "Section", "Chapter")
    town.commit()


def _scratch_ref(town: Town) -> None:
    town.git("update-ref", f"refs/living-manifesto/writing-{DEAD}", "HEAD")


def _carried_half(town: Town) -> None:
    said = ("--section", "introduction", "--add", "夜のバスを走らせます。", "--reason", "仕事が遅くまであるから。")
    assert town.run("propose", *said).returncode == 0
    (path,) = town.git("ls-files", "-o", "proposals").split()
    assert Mortal(town, writes=("update-index",)).run("submit", Path(path).stem, die_at=1)
    assert (town.folder / ".git/living-manifesto/carrying").exists()


SPOILT: list[tuple[str, Callable[[Town], object], bool]] = [
    ("head", lambda town: town.git("switch", "-q", "--detach"), False),
    ("branch", lambda town: town.git("branch", "-q", "-m", "main", "master"), False),
    ("settings", _settings("approvals = 1", 'approvals = "one"'), False),
    ("settings", _settings("approvals = 1", "approvals = = 1"), False),
    ("settings", _settings('branch = "main"', 'branch = "-x"'), False),
    ("unknown-settings", _settings("approvals", "aprovals"), False),
    ("manifesto", lambda town: town.replace(MANIFESTO, "language: en", "language: fr"), False),
    ("manifesto", lambda town: town.replace(MANIFESTO, "time_zone: ", "time_zone: Mars/"), False),
    ("roles", _decided_by_nobody, False),
    ("hook-config", lambda town: (town.folder / ".pre-commit-config.yaml").unlink(), True),
    ("hook-config", lambda town: town.write(".pre-commit-config.yaml", "repos: []\n"), False),
    ("hook", _no_hook, True),
    ("hook", _asleep, True),
    ("hook", _foreign_hook, False),
    ("hook", lambda town: town.git("config", "core.hooksPath", "/nowhere"), False),
    ("schemas", _other_schema, True),
    ("schemas", lambda town: (town.folder / SCHEMA).unlink(), True),
    ("schemas", lambda town: town.replace(SCHEMA, "Section", "Chapter"), False),
    ("schemas", lambda town: town.replace(SCHEMA, "schema:section:1", "schema:section:2"), False),
    ("line-ends", lambda town: town.write(".gitattributes", "manifesto/**/*.yaml merge=manifesto"), True),
    ("merge-driver", lambda town: town.write(".gitattributes", "*.yaml eol=lf"), True),
    ("merge-driver", lambda town: town.git("config", "--unset", "merge.manifesto.driver"), True),
    ("ignored", _appended(".gitignore", "proposals/\n"), False),
    ("ignored", _appended(".git/info/exclude", "*.yaml\n"), False),
    ("locks", _lock("index.lock"), True),
    ("locks", _lock("refs/heads/main.lock"), True),
    ("locks", _lock("packed-refs.lock"), True),
    ("scratch-refs", _scratch_ref, True),
    ("scratch-files", lambda town: town.write(f"proposals/2026-01/.20260101-aaaaaa.yaml.{DEAD}", "half"), True),
    ("scratch-files", lambda town: town.write("manifesto/policies/.introduction.yaml.carried", "half"), True),
    ("scratch-files", lambda town: town.write(f".git/living-manifesto/pulls.json.{DEAD}", "half"), True),
    ("scratch-files", lambda town: town.write(".git/fast_import_crash_7", "cut off"), True),
    ("memory", lambda town: town.write(".git/living-manifesto/audit.json", "{"), True),
    ("unfinished", _carried_half, True),
]


@pytest.mark.parametrize(("check", "spoil", "mends"), SPOILT, ids=[f"{n}-{row[0]}" for n, row in enumerate(SPOILT)])
def test_each_fault_is_found_alone_and_mended_where_that_is_safe(
    town: Town, check: str, spoil: Callable[[Town], object], mends: bool
) -> None:
    spoil(town)
    before = state(town)
    code, found = doctor(town)
    assert (code, checks(found["left"]), found["mended"]) == (1, {check}, [])
    assert {row["mendable"] for row in found["left"]} == {mends}
    assert state(town) == before, "looking changes nothing"
    code, found = doctor(town, "--fix")
    assert (code, checks(found["left"])) == ((0, set()) if mends else (1, {check}))
    assert checks(found["mended"]) == ({check} if mends else set())
    after = state(town)
    code, found = doctor(town, "--fix")
    assert (code, found["mended"], state(town)) == (0 if mends else 1, [], after), "a second run does nothing"
    assert all(row["cure"] for row in found["left"])


def state(town: Town) -> dict[str, bytes]:
    """Every file, git's own among them; what was remembered may grow."""
    kept = (path for path in town.folder.rglob("*") if path.is_file() and path.name not in ("files.json", "tree.json"))
    return {path.relative_to(town.folder).as_posix(): path.read_bytes() for path in kept}


ELSEWHERE = {"git", "repository", "history", "identity", "approvals", "hook-command", "catalogue"}


def test_every_check_is_tried_here() -> None:
    assert {check for check, _, _ in SPOILT} | ELSEWHERE == set(CHECKS)


def test_a_well_repository_is_well_in_both_languages(town: Town) -> None:
    assert doctor(town) == (0, {"version": 1, "mended": [], "left": []})
    assert "All is well" in town.run("doctor").stdout
    assert "問題はありません" in town.run("doctor", "--lang", "ja").stdout
    below = Town(town.folder / "proposals")
    assert below.run("doctor", "--fix").returncode == 0


def test_what_is_said_names_place_fault_and_cure(town: Town) -> None:
    _no_hook(town)
    town.replace("pyproject.toml", "approvals", "aprovals")
    said = town.run("doctor").stdout
    assert said.splitlines()[2:5] == [
        "  pyproject.toml",
        "    There is no setting aprovals; nobody reads it.",
        "    Cure: Did you mean approvals?",
    ]
    assert "manifesto doctor --fix" in said.splitlines()[-1]
    mended = town.run("doctor", "--fix").stdout
    assert mended.index(".git/hooks/pre-commit") < mended.index("pyproject.toml")


def test_without_the_program_of_the_hook_the_way_to_it_is_said(town: Town) -> None:
    _no_hook(town)
    spoilt = replace(patient(Workplace(town.folder, MOMENT)), found=lambda _name: None)
    (finding,) = calls.installed(spoilt, speech_for("en"))
    assert (finding.mend, finding.cure) == (None, "pip install pre-commit && pre-commit install")


def test_a_hook_that_cannot_call_the_tool_is_named(town: Town) -> None:
    git = shutil.which("git")
    assert git is not None
    code, found = doctor(town, PATH=str(Path(git).parent))
    assert (code, checks(found["left"])) == (1, {"hook-command"})


def test_a_catalogue_that_was_not_compiled_is_named(town: Town, tmp_path: Path) -> None:
    spoilt = replace(patient(Workplace(town.folder, MOMENT)), catalogue=tmp_path / "manifesto.mo")
    assert [finding.place for finding in files.catalogue(spoilt, speech_for("en"))] == [str(tmp_path / "manifesto.mo")]


def test_an_old_git_is_named(town: Town, tmp_path: Path) -> None:
    git = shutil.which("git")
    (tmp_path / "old").mkdir()
    door = tmp_path / "old/git"
    door.write_text(
        f'#!/bin/sh\nfor word; do [ "$word" = version ] && echo git version 2.34.1 && exit\ndone\nexec {git} "$@"\n'
    )
    door.chmod(0o755)
    code, found = doctor(town, PATH=f"{tmp_path}/old{os.pathsep}{os.environ['PATH']}")
    assert (code, checks(found["left"])) == (1, {"git"})
    assert "2.34.1" in found["left"][0]["fault"]


def test_without_a_name_it_says_how_to_tell_it(town: Town) -> None:
    code, found = doctor(town, GIT_COMMITTER_NAME="", GIT_COMMITTER_EMAIL="")
    assert (code, checks(found["left"])) == (1, {"identity"})


def test_a_shallow_clone_is_told_how_to_fetch_the_rest(town: Town, tmp_path: Path) -> None:
    town.git("commit", "-q", "--allow-empty", "--no-verify", "-m", "More")
    subprocess.run(["git", "clone", "-q", "--depth", "1", town.folder.as_uri(), str(tmp_path / "shallow")], check=True)
    _, found = doctor(Town(tmp_path / "shallow"), "--fix")
    assert checks(found["left"]) == {"history"}
    assert checks(found["mended"]) == {"hook", "merge-driver"}
    assert found["left"][0]["cure"] == "git fetch --unshallow"


def test_a_clone_without_the_branch_is_given_it_from_the_other_side(town: Town, tmp_path: Path) -> None:
    town.git("switch", "-q", "-c", "work")
    subprocess.run(["git", "clone", "-q", str(town.folder), str(tmp_path / "clone")], check=True)
    clone = Town(tmp_path / "clone")
    code, found = doctor(clone, "--fix")
    assert (code, checks(found["mended"])) == (0, {"branch", "hook", "merge-driver"})
    assert clone.git("rev-parse", "main") == town.git("rev-parse", "main")


def test_outside_of_git_it_says_so_and_looks_at_the_rest(town: Town) -> None:
    shutil.rmtree(town.folder / ".git")
    town.replace("pyproject.toml", "approvals", "aprovals")
    _, found = doctor(town)
    assert checks(found["left"]) == {"repository", "unknown-settings"}


def test_more_approvals_than_people_contradict_each_other(tmp_path: Path) -> None:
    town = settle(tmp_path / "town")
    path = "manifesto/daily-life/transport.yaml"
    town.write("pyproject.toml", "[tool.living-manifesto]\napprovals = 3\n")
    for owners, found in (('["@a", "@b"]', True), ('["@a", "@b", "@c"]', False), ('["@a", "@org/team"]', False)):
        lines = [line for line in town.read(path).splitlines(keepends=True) if not line.startswith("owners:")]
        place = next(place for place, line in enumerate(lines) if line.startswith("title:"))
        town.write(path, "".join([*lines[: place + 1], f"owners: {owners}\n", *lines[place + 1 :]]))
        left = examine(patient(Workplace(town.folder, MOMENT)), speech_for("en"))
        assert ("approvals" in {each.check for each in left}) == found, owners


def test_a_lock_of_somebody_who_lives_is_no_fault(town: Town) -> None:
    town.write(".git/index.lock", "")
    assert "locks" not in checks(doctor(town)[1]["left"])


def test_a_file_of_somebody_who_lives_is_no_leftover(town: Town) -> None:
    town.write(f"proposals/2026-01/.20260101-aaaaaa.yaml.{os.getpid()}", "half")
    assert "scratch-files" not in checks(doctor(town)[1]["left"])


def test_an_interrupted_init_is_named_with_the_command_that_ends_it(town: Town) -> None:
    town.write(".git/living-manifesto/founding.json", "")
    assert checks(doctor(town)[1]["left"]) == {"memory"}
    new = Town(town.folder.parent / "new")
    new.folder.mkdir()
    assert Mortal(new, writes=("unpack-objects",)).run("init", "--yes", "--title", "T", die_at=1)
    (row,) = (row for row in doctor(new)[1]["left"] if row["check"] == "unfinished")
    assert row["cure"] == "manifesto init"


def test_three_thousand_proposals_are_looked_at_quickly(tmp_path: Path) -> None:
    town = settle(tmp_path / "town")
    text = town.read(OPEN)
    folder = town.folder / "proposals/2026-02"
    for number in range(3_000):
        name = f"20260215-{number:06}"
        (folder / f"{name}.yaml").write_text(text.replace("20260201-aaaaaa", name), encoding="utf-8")
    begun = time.monotonic()
    town.run("doctor")
    assert time.monotonic() - begun < 10


def test_nothing_that_is_wrong_stops_it(town: Town) -> None:
    town.write("pyproject.toml", "\x00")
    town.write(MANIFESTO, "{")
    (town.folder / SCHEMA).unlink()
    (town.folder / SCHEMA).mkdir()
    for language in ("ja", "en"):
        done = town.run("doctor", "--fix", "--lang", language)
        assert (done.returncode, done.stderr) == (1, "")
        assert SCHEMA in done.stdout
