"""The folder of the page: only what differs is written, nothing of others is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from living_manifesto.life.site_folder import ForeignFolder, renew
from living_manifesto.site.building import MANIFEST


def test_nothing_is_written_twice_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = renew(folder, {"index.html": b"a", "a/index.html": b"b"})
    assert (set(first.written), first.unchanged) == ({"index.html", "a/index.html"}, 0)
    again = renew(folder, {"index.html": b"a", "a/index.html": b"b"})
    assert (again.written, again.removed, again.unchanged) == ({}, (), 2)
    later = renew(folder, {"index.html": b"c"})
    assert (set(later.written), later.removed) == ({"index.html"}, ("a/index.html",))
    assert not (folder / "a").exists()


def test_a_page_that_somebody_edited_is_written_again_and_a_strange_file_stays(tmp_path: Path) -> None:
    renew(tmp_path, {"index.html": b"a"})
    (tmp_path / "index.html").write_bytes(b"x")
    (tmp_path / "CNAME").write_bytes(b"example.org")
    assert set(renew(tmp_path, {"index.html": b"a"}).written) == {"index.html"}
    assert (tmp_path / "CNAME").exists()


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"mine")
    with pytest.raises(ForeignFolder):
        renew(tmp_path, {"index.html": b"a"})
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_manifest_that_points_outside_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "letter.txt").write_bytes(b"mine")
    (folder / MANIFEST).write_text(json.dumps({"version": 1, "files": {"../letter.txt": ""}}))
    with pytest.raises(ForeignFolder):
        renew(folder, {"index.html": b"a"})
    assert (tmp_path / "letter.txt").exists()
