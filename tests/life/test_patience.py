"""How often garbage is looked for is a matter of the bulk work alone."""

from __future__ import annotations

import gc

import pytest

from living_manifesto.life.patience import few_collections


def test_afterwards_it_is_looked_for_as_before() -> None:
    before = gc.get_threshold()
    with few_collections():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_a_failure_leaves_it_as_before_too() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), few_collections():
        raise KeyError
    assert gc.get_threshold() == before
