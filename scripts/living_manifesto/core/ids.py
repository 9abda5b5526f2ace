"""Ids: the names that never change, and how the id of a proposal is made."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NewType

NodeId = NewType("NodeId", str)
"""Id of an area, section, item, part or point."""

ProposalId = NewType("ProposalId", str)
"""Date of receipt and hash: ``20260128-k3f9tw``."""

RESERVED = frozenset({"first", "last", "none", "manifesto"})
NODE_PATTERN = r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?"
PROPOSAL_PATTERN = r"[0-9]{8}-[a-z0-9]{6,32}"

_NODE = re.compile(NODE_PATTERN)
_PROPOSAL = re.compile(PROPOSAL_PATTERN)
# Crockford's letters in lower case: no i, l, o, u, so that a number read aloud is not misheard.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def is_node_id(text: str) -> bool:
    """Whether the text has the form of a node id and is not reserved."""
    return text not in RESERVED and _NODE.fullmatch(text) is not None


def is_proposal_id(text: str) -> bool:
    """Whether the text has the form of a proposal id."""
    return _PROPOSAL.fullmatch(text) is not None


def proposal_id(received_on: str, *parts: str, length: int = 6) -> ProposalId:
    """Make the id of a proposal from its date of receipt (ISO) and the parts that tell it apart.

    A clash with a different proposal is cured by a larger ``length``.
    """
    return ProposalId(f"{received_on.replace('-', '')}-{short_hash(*parts, length=length)}")


def short_hash(*parts: str, length: int) -> str:
    """A digest of the parts as ``length`` letters and digits (32 at most); the same parts give the same digest."""
    framed = b"".join(len(raw).to_bytes(8, "big") + raw for raw in (part.encode() for part in parts))
    number = int.from_bytes(sha256(framed).digest()[:20], "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(length))


def added_node_id(proposal: ProposalId, ordinal: int) -> NodeId:
    """The id of the ``ordinal``-th node (from 1) that a proposal adds: ``k3f9tw-1``."""
    return NodeId(f"{proposal.partition('-')[2]}-{ordinal}")
