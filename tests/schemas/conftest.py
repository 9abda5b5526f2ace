"""The repository's own schemas, as every test of this room needs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.schema import Schemas

FOLDER = Path(__file__).parents[2] / "schemas"


@pytest.fixture(scope="session")
def by_kind() -> Mapping[FileKind, dict[str, Any]]:
    return {kind: json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8")) for kind in FileKind}


@pytest.fixture(scope="session")
def schemas(by_kind: Mapping[FileKind, dict[str, Any]]) -> Schemas:
    return Schemas(by_kind)
