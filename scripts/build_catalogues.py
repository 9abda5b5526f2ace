"""Compiles the catalogues of sentences (.po to .mo) whenever a wheel, an sdist or an editable install is built."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write the .mo beside every .po of the project at ``root``; a file that is right already is left alone."""
    compiled = []
    for source in sorted((root / "scripts/living_manifesto/locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        content = BytesIO()
        write_mo(content, catalogue)
        target = source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != content.getvalue():
            _replace(target, content.getvalue())
        compiled.append(target)
    return compiled


def _replace(target: Path, content: bytes) -> None:
    # In one move: parallel test runs compile at the same moment, and none may read half a file.
    scratch = target.with_suffix(f".{os.getpid()}.tmp")
    scratch.write_bytes(content)
    scratch.replace(target)


class CompileCatalogues(BuildHookInterface[Any]):
    """Hatch calls this before it collects the files of a build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile; the patterns under ``artifacts`` in pyproject.toml take the results into the build."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parents[1])
