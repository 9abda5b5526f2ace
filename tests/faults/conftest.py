"""How often and how long the random tests go on, and from which seed: a failure can be run again."""

from __future__ import annotations

import os
import random

import pytest


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Chance from a seed that is printed where a test fails; ``FAULTS_SEED`` sets it."""
    seed = int(os.environ.get("FAULTS_SEED", "") or random.SystemRandom().randrange(1 << 32))
    print(f"FAULTS_SEED={seed}")
    return random.Random(seed)  # noqa: S311 - not for secrets
