"""What is said below a pull request about what its proposer did with the claim code."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.locale import Speech
from living_manifesto.report.terms import FIELD_WORDS


def corrected(speech: Speech) -> str:
    """The proposer's own change stands there now."""
    return speech(
        "**The proposer put the change right.** What stands above is what the proposer means. "
        "Earlier approvals do not count for it."
    )


def confirmed(speech: Speech) -> str:
    """The proposer has agreed to the change."""
    return speech("**The proposer says: this change is what I mean.**")


def removal(name: str, fields: Sequence[str], speech: Speech) -> str:
    """The proposer asks that words be taken out for good."""
    options = " ".join(f"--field {field}" for field in fields)
    command = f"`manifesto erase {name} --ground privacy {options}`"
    words = speech(", ").join(speech(FIELD_WORDS[field]) for field in fields)
    said = speech("**The proposer asks that this be removed: {words}.** The proposal is hidden already.", words=words)
    return said + "\n\n" + speech("To take it out of files and history: {command}", command=command)
