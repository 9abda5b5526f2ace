"""A town for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.town import Town, settle


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path / "town")
