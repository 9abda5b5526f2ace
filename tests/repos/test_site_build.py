"""``manifesto site build`` as the office runs it."""

from __future__ import annotations

import json
from pathlib import Path

from support.held import ROOT
from support.town import Town


def test_the_page_is_written_and_again_nothing(town: Town, tmp_path: Path) -> None:
    first = town.run("site", "build", "--to", str(tmp_path / "page"), "--json")
    assert first.returncode == 0, first.stderr
    written = json.loads(first.stdout)["written"]
    assert {"index.html", "en/index.html", "sections/transport/index.html", "style.css"} <= set(written)
    again = json.loads(town.run("site", "build", "--to", str(tmp_path / "page"), "--json").stdout)
    assert (again["written"], again["removed"], again["unchanged"]) == ([], [], len(written))


def test_a_folder_of_somebody_else_is_left_alone(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = town.run("site", "build", "--to", str(tmp_path), "--lang", "en")
    assert done.returncode == 2
    assert "nothing was written there" in done.stderr
    assert [each.name for each in tmp_path.iterdir() if each.name != "town"] == ["mine.txt"]


def test_what_is_not_installed_is_named_with_its_cure(town: Town, tmp_path: Path) -> None:
    blind = tmp_path / "sitecustomize.py"
    blind.write_text("import sys\nsys.modules['nh3'] = None\n", encoding="utf-8")
    done = town.run("site", "build", "--lang", "en", PYTHONPATH=f"{ROOT / 'scripts'}:{tmp_path}")
    assert done.returncode == 2
    assert "nh3" in done.stderr
    assert "living-manifesto[site]" in done.stderr
