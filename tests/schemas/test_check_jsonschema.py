"""The schemas serve others too: the check-jsonschema command accepts our files and refuses a bad one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from living_manifesto.documents.filekind import FileKind, file_kind

ROOT = Path(__file__).parents[2]


def check(kind: FileKind, *files: Path) -> subprocess.CompletedProcess[str]:
    schema = ROOT / f"schemas/{kind}.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", list(FileKind))
def test_the_repository_s_own_files_pass(kind: FileKind) -> None:
    everything = [path for folder in ("manifesto", "proposals") for path in (ROOT / folder).rglob("*.yaml")]
    files = [path for path in everything if file_kind(path.relative_to(ROOT).as_posix()) is kind]
    assert files
    answer = check(kind, *files)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "topics.yaml"
    bad.write_text('section: transport\ntopics: []\nsource:\n  retrieved_on: "2026-02-30"\n', encoding="utf-8")
    answer = check(FileKind.TOPICS, bad)
    assert answer.returncode == 1
    assert "2026-02-30" in answer.stdout
