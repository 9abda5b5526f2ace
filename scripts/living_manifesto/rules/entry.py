"""What the rules about one file need of it; the table of rules hands them something that fits."""

from __future__ import annotations

from typing import Protocol

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.documents.within import Spanned


class Entry(Protocol):
    """A file that could be understood: its document, and the proposal or section that it states."""

    @property
    def file(self) -> str:
        """Path of the file."""

    @property
    def document(self) -> Spanned:
        """The file with its places."""

    @property
    def proposal(self) -> Proposal | None:
        """The proposal, where the file is one."""

    @property
    def section(self) -> Node | None:
        """The section, where the file is one."""
