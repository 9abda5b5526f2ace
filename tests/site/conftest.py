"""A town hall for each test, and the facts of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.hall import Hall
from support.hall import hall as built


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return built(tmp_path / "town")
