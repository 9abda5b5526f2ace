"""The key of claim codes: made once, read by its owner alone, never written over."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from living_manifesto.gitrepo.ignored import may_be_committed
from living_manifesto.gitrepo.secret import SecretDamaged, claim_key
from support.town import Town


def test_the_first_key_stays(tmp_path: Path) -> None:
    assert claim_key(tmp_path, b"a" * 32) == claim_key(tmp_path, b"b" * 32) == b"a" * 32
    file = tmp_path / "living-manifesto" / "claims.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["claims.key"]


def test_of_many_that_begin_at_once_all_have_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda number: claim_key(tmp_path, bytes([number]) * 32), range(8)))
    assert len(found) == 1


@pytest.mark.parametrize("held", ["", "zz", "ab" * 8, "鍵"])
def test_a_damaged_key_is_not_written_over(tmp_path: Path, held: str) -> None:
    file = tmp_path / "living-manifesto" / "claims.key"
    file.parent.mkdir()
    file.write_text(held, encoding="utf-8")
    with pytest.raises(SecretDamaged):
        claim_key(tmp_path, b"a" * 32)
    assert file.read_text("utf-8") == held


def test_what_could_be_added_is_told_from_what_could_not(town: Town, tmp_path: Path) -> None:
    common = (town.folder / ".git").resolve()
    town.write(".gitignore", "in/\n*.secret.csv\n")
    (town.folder / "in").mkdir()
    for name in ("r.csv", "proposals/r.csv", ":(top)in", "-r.csv"):
        assert may_be_committed(town.folder / name, common), name
    for path in (town.folder / "in/r.csv", town.folder / "x.secret.csv", common / "r.csv", tmp_path / "r.csv"):
        assert not may_be_committed(path, common), path


def test_another_work_tree_of_the_repository_counts_and_another_repository_does_not(town: Town, tmp_path: Path) -> None:
    town.git("worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    town.git("init", "-q", str(tmp_path / "other"))
    common = (town.folder / ".git").resolve()
    assert may_be_committed(tmp_path / "beside/r.csv", common)
    assert not may_be_committed(tmp_path / "other/r.csv", common)
