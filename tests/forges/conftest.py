"""Where the forges of the tests live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("forges.contract")

from forges.here import Here, here  # noqa: E402 - the contract's asserts are rewritten first


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Here]:
    """A repository with its embedded forge."""
    with here(tmp_path / "town") as made:
        yield made
