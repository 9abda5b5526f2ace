"""The files of a commit: read one by one or by the list of their folder, they are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from living_manifesto.gitrepo.staged import Objects, Stored
from support.town import Town

MANY = 60


@pytest.fixture
def crowded(town: Town) -> Town:
    for number in range(MANY):
        town.write(f"proposals/2026-03/{number:03}.yaml", f"{number}\n")
    town.write("proposals/2026-03/空 白 名.yaml", "wide\n")
    town.write("proposals/2026-03/sub/deeper.yaml", "deep\n")
    (town.folder / "proposals/2026-03/link.yaml").symlink_to("000.yaml")
    town.commit("Many")
    return town


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_a_crowded_folder_is_read_the_same_before_and_after_it_is_listed(
    crowded: Town, tmp_path: Path, form: str
) -> None:
    other = Town(tmp_path / "other")
    other.folder.mkdir()
    other.git("init", "-q", f"--object-format={form}")
    for path in crowded.git("ls-files", "-z").split("\0"):
        if path and not (crowded.folder / path).is_symlink():
            other.write(path, crowded.read(path))
    other.commit("The same")
    commit = other.git("rev-parse", "HEAD").strip()
    names = [f"{number:03}.yaml" for number in range(MANY + 9)] + ["空 白 名.yaml", "sub", "no\nname", ""]
    paths = [f"proposals/2026-03/{name}" for name in (*names, "sub/deeper.yaml")] + ["nowhere/x", "proposals", "x"]
    with Objects(other.folder) as objects:
        alone = [Stored(other.folder, objects, f"{commit}:").read(path) for path in paths]
        stored = Stored(other.folder, objects, f"{commit}:")
        assert [stored.read(path) for path in paths] == alone == [stored.read(path) for path in paths]
        assert alone[:MANY] == [f"{number}\n".encode() for number in range(MANY)]
        assert alone[MANY : MANY + 9] == [None] * 9
        assert [stored.read(f"nowhere/{number}") for number in range(MANY)] == [None] * MANY


def test_a_name_that_moves_is_asked_anew_each_time(crowded: Town) -> None:
    with Objects(crowded.folder) as objects:
        head = Stored(crowded.folder, objects, "HEAD:")
        for number in range(MANY):
            assert head.read(f"proposals/2026-03/{number:03}.yaml") == f"{number}\n".encode()
        crowded.write("proposals/2026-03/000.yaml", "new\n")
        crowded.commit("Moved")
        assert head.read("proposals/2026-03/000.yaml") == b"new\n"


def test_a_link_is_told_as_git_tells_it(crowded: Town) -> None:
    commit = crowded.git("rev-parse", "HEAD").strip()
    with Objects(crowded.folder) as objects:
        stored = Stored(crowded.folder, objects, f"{commit}:")
        found = [stored.read("proposals/2026-03/link.yaml") for _ in range(MANY)]
    assert found == [b"000.yaml"] * MANY
