"""The README's first command: the whole life of a proposal on the repository's own content."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.held import ROOT
from support.town import Town

_LAST_STEP = "[8/8]"


def run(folder: Path, language: str) -> subprocess.CompletedProcess[str]:
    return Town(folder).run("demo", "--lang", language, LIVING_MANIFESTO_NOW="")  # the repository lives today


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_demo_shows_every_step_and_leaves_everything_as_it_was(language: str) -> None:
    before = state(ROOT)
    done = run(ROOT, language)
    assert state(ROOT) == before
    if Town(ROOT).git("rev-parse", "--is-shallow-repository").strip() == "true":
        assert "git fetch --unshallow" in done.stderr
        return
    assert done.returncode == 0, done.stdout + done.stderr
    assert _LAST_STEP in done.stdout
    assert "LM701" in done.stdout


@pytest.mark.slow
def test_where_the_beginning_of_the_history_is_missing_the_demo_says_how_to_fetch_it(tmp_path: Path) -> None:
    folder = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", ROOT.as_uri(), str(folder)], check=True)
    done = run(folder, "en")
    assert (done.returncode, "git fetch --unshallow" in done.stderr) == (2, True)


def state(folder: Path) -> tuple[str, str]:
    """What a run could have changed: files and refs."""
    town = Town(folder)
    return town.git("status", "--porcelain"), town.git("for-each-ref")
