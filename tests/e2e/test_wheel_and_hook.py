"""The wheel in a fresh environment, and the real pre-commit on real commits: what a citizen's machine does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from repos.test_check import NEW, NEW_TEXT
from support.held import ROOT
from support.town import OPEN, TRANSPORT, Town, settle
from support.watching import watch

pytestmark = pytest.mark.slow

SYSTEM = """\
repos:
  - repo: local
    hooks:
      - id: manifesto-check
        name: manifesto check
        entry: manifesto check --staged
        language: system
        pass_filenames: false
        require_serial: true
        always_run: true
        verbose: true
"""
FROM_REPOSITORY = """\
repos:
  - repo: {folder}
    rev: {revision}
    hooks:
      - id: manifesto-check
"""


@dataclass(frozen=True)
class Machine:
    """A fresh environment with the wheel and nothing of this checkout."""

    environment: Path
    home: Path

    def run(self, folder: Path, *command: str, language: str = "ja_JP.UTF-8") -> subprocess.CompletedProcess[str]:
        kept = {name: held for name, held in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        surroundings = {
            **kept,
            "PATH": f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "LANG": language,
            "HOME": str(self.home),
            "PRE_COMMIT_HOME": str(self.home / "pre-commit"),
            "LIVING_MANIFESTO_NOW": "2026-03-01T00:00:00+00:00",
        }
        return subprocess.run(
            command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False, timeout=600
        )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of this project as they are now, without what git ignores."""
    folder = tmp_path_factory.mktemp("project")
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def machine(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The wheel with its locked dependencies, and pre-commit, which is among them."""
    folder = tmp_path_factory.mktemp("machine")
    (wheel,) = WheelBuilder(str(project)).build(directory=str(folder / "dist"), versions=["standard"])
    venv.create(folder / "venv", with_pip=True)
    (folder / "home").mkdir()
    made = Machine(folder / "venv", folder / "home")
    pip = ("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for what in (
        ("--require-hashes", "--requirement", str(ROOT / "scripts/requirements.txt")),
        ("--no-deps", "--no-index", wheel),
    ):
        done = made.run(folder, *pip, *what)
        assert done.returncode == 0, done.stderr
    return made


def repository(folder: Path, config: str, machine: Machine) -> Town:
    """The town with the hook of the real pre-commit installed."""
    town = settle(folder)
    town.write(".pre-commit-config.yaml", config)
    town.commit("The hook")
    done = machine.run(town.folder, "pre-commit", "install", "--install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (town.folder / ".git/hooks/pre-commit").is_file()
    return town


@pytest.fixture(params=["system", "from the repository"])
def town(request: pytest.FixtureRequest, tmp_path: Path, machine: Machine, project: Path) -> Town:
    """The town with the hook, as this repository uses it and as other repositories do."""
    if request.param == "system":
        return repository(tmp_path / "town", SYSTEM, machine)
    origin = Town(project)
    if not (project / ".git").exists():
        origin.git("init", "-q", "-b", "main")
        origin.git("add", "-A")
        origin.git("commit", "-q", "-m", "The project")
    revision = origin.git("rev-parse", "HEAD").strip()
    return repository(tmp_path / "town", FROM_REPOSITORY.format(folder=project, revision=revision), machine)


def commit(town: Town, machine: Machine, *arguments: str, language: str = "ja_JP.UTF-8") -> tuple[bool, str]:
    """Whether ``git commit`` went through, and all that was said."""
    done = machine.run(town.folder, "git", "commit", "-m", "A step", *arguments, language=language)
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode == 0, done.stdout + done.stderr


def test_the_command_of_the_wheel_needs_nothing_of_the_checkout(machine: Machine, tmp_path: Path) -> None:
    town = settle(tmp_path / "town")
    for arguments in (("check",), ("check", "--staged"), ("check", "--base", "main"), ("explain", "LM301"), ("fmt",)):
        done = machine.run(town.folder, "manifesto", *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "直すところはありません" in machine.run(town.folder, "manifesto", "check").stdout
    assert "Nothing to mend" in machine.run(town.folder, "manifesto", "check", language="en_US.UTF-8").stdout
    where = machine.run(town.folder, "python", "-c", "import living_manifesto; print(living_manifesto.__file__)")
    assert str(machine.environment) in where.stdout
    for arguments in ((), ("--version",), ("propose", "--list-sections"), ("diff", "20260201-aaaaaa")):
        assert "Traceback" not in machine.run(town.folder, "manifesto", *arguments).stderr


def test_a_good_commit_passes_and_a_bad_one_is_refused_mended_and_passes(town: Town, machine: Machine) -> None:
    town.write(NEW, NEW_TEXT)
    town.git("add", "-A")
    assert commit(town, machine)[0]
    bad = town.read(OPEN).replace("section: transport", "section：transprot")
    town.write(OPEN, bad)
    town.git("add", "-A")
    begun = town.git("rev-parse", "HEAD")
    passed, said = commit(town, machine)
    assert not passed
    assert town.git("rev-parse", "HEAD") == begun
    assert "書いた内容は消えていません(コミットはまだです)" in said
    assert "もう一度 git add と git commit を実行" in said
    assert town.read(OPEN) == bad, "what was written is not lost"
    assert town.git("diff", "--cached", "--name-only").split() == [OPEN], "and still staged"
    command = re.search(r"^ *(manifesto check --fix \S+)$", said, re.MULTILINE)
    assert command is not None, said
    mended = machine.run(town.folder, *command[1].split())
    assert mended.returncode == 0, mended.stdout
    assert "section: transport\n" in town.read(OPEN)
    town.git("add", "-A")
    town.git("commit", "-q", "--allow-empty", "--no-verify", "-m", "Nothing is left to mend")
    town.replace(OPEN, "kind: addition\n", "kind: addition\ntitle: 夜のバス\n")
    assert commit(town, machine, "-a")[0]


def test_an_edit_without_its_proposal_goes_through_with_the_way_to_write_one(town: Town, machine: Machine) -> None:
    town.git("switch", "-q", "-c", "work")
    town.replace(TRANSPORT, "半額", "無料")
    passed, said = commit(town, machine, "-a")
    assert passed
    assert "manifesto propose --from-edit" in said
    assert "LM701" in said
    against = machine.run(town.folder, "manifesto", "check", "--base", "main")
    assert against.returncode == 1
    assert "manifesto propose --from-edit" in against.stdout
    town.git("reset", "-q", "--soft", "main")
    reason = "通学にかかるお金が家計の負担になっているから。"
    assert machine.run(town.folder, "manifesto", "propose", "--from-edit", "--reason", reason).returncode == 0
    town.git("add", "-A")
    passed, said = commit(town, machine)
    assert passed
    assert "LM701" not in said
    assert machine.run(town.folder, "manifesto", "check", "--base", "main").returncode == 0


def test_what_is_not_staged_is_neither_judged_nor_lost(town: Town, machine: Machine) -> None:
    half = town.read(OPEN).replace("section: transport", "section：")
    town.write(OPEN, half)
    town.write(NEW, NEW_TEXT)
    town.git("add", NEW)
    assert commit(town, machine)[0]
    assert town.read(OPEN) == half
    assert town.git("show", "--name-only", "--format=").split() == [NEW]


def test_every_illegal_commit_is_refused_in_the_readers_language(town: Town, machine: Machine) -> None:
    (town.folder / OPEN).unlink()
    town.git("add", "-A")
    for language, words in (
        ("ja_JP.UTF-8", "書いた内容は消えていません"),
        ("en_US.UTF-8", "Nothing that you wrote is lost"),
    ):
        passed, said = commit(town, machine, language=language)
        assert not passed
        assert "LM702" in said
        assert words in said


@pytest.mark.parametrize(("language", "word"), [("ja", "参加の約束"), ("en", "Terms")])
def test_a_new_manifesto_is_ready_to_run(machine: Machine, tmp_path: Path, language: str, word: str) -> None:
    told = ("--yes", "--title", "みらい町マニフェスト", "--language", language)
    done = machine.run(tmp_path, "manifesto", "init", "new", *told)
    assert done.returncode == 0, done.stdout + done.stderr
    town = Town(tmp_path / "new")
    assert word in town.read("README.md")
    for arguments in (("check",), ("audit",), ("doctor",)):
        done = machine.run(town.folder, "manifesto", *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
    added = ("--section", "introduction", "--add", "図書館を夜も開けます。", "--reason", "仕事のあとに寄れるから。")
    assert machine.run(town.folder, "manifesto", "propose", *added).returncode == 0
    town.git("add", "-A")
    passed, said = commit(town, machine)
    assert passed, said
    assert "manifesto check" in said, "the hook ran"
    (path,) = town.git("ls-files", "proposals/2026-03").split()
    town.replace(path, "section: introduction", "section: introdction")
    passed, said = commit(town, machine, "-a")
    assert not passed
    assert "introduction" in said


def test_a_watch_installs_the_tool_by_its_own_steps_and_holds(machine: Machine, tmp_path: Path) -> None:
    town = settle(tmp_path / "town")
    (wheel,) = (machine.environment.parent / "dist").glob("*.whl")
    tool = f"living-manifesto @ {wheel.as_uri()}"
    made = watch(tmp_path, str(town.folder), os.environ["PATH"], "--tool", tool)
    held, said = made.run(installs=True)
    assert held, said
    assert len(made.seen()) == 1
