"""The wheel carries the compiled catalogue although git ignores it."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]


def project(folder: Path) -> Path:
    for name in ("pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "README.md").write_text("# A manifesto\n")
    (folder / "schemas").mkdir()
    (folder / "schemas/point.schema.json").write_text("{}\n")
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    return folder


def test_the_wheel_holds_the_compiled_catalogue_and_not_its_source(tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(project(tmp_path))).build(directory=str(tmp_path / "dist"), versions=["standard"])
    with ZipFile(built) as wheel:
        names = wheel.namelist()
    assert "living_manifesto/locale/ja/LC_MESSAGES/manifesto.mo" in names
    assert not [name for name in names if name.endswith(".po")]


def test_an_editable_install_compiles_in_the_source_tree(tmp_path: Path) -> None:
    hooks = WheelBuilder(str(project(tmp_path))).get_build_hooks(str(tmp_path / "dist"))
    hooks["custom"].initialize("editable", {})
    assert (tmp_path / "scripts/living_manifesto/locale/ja/LC_MESSAGES/manifesto.mo").is_file()
