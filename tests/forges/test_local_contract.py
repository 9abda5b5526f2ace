"""The embedded forge keeps the contract of all forges."""

from __future__ import annotations

from forges.contract import ForgeContract


class TestLocalForge(ForgeContract):
    """On a real repository."""
