"""Claim codes: what a proposer without an account shows to be heard as the proposer.

The code is made from a key of the office and the key of the row in its table, so that it can be made again;
the proposal holds a salt and the digest of both, from which nobody finds a code of 100 bits.
"""

from __future__ import annotations

import hmac
import unicodedata
from hashlib import sha256

from living_manifesto.core.proposals import Claim
from living_manifesto.core.redaction import salted_digest

LEAST_KEY = 32
"""Bytes of a key, at least."""

# Crockford's letters: no I, L, O, U, so that a code read aloud or off paper is not misheard.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LETTERS, _GROUP, _BITS = 20, 5, 5
_HYPHENS = frozenset("-‐‑‒–—―−－ーｰ")


def claim_for(key: bytes, row: str) -> Claim:
    """The claim of a row of a table; the same key and row always give the same."""
    salt = _drawn(key, "salt", row).hex()[:32]
    return Claim(salt, salted_digest(_code(key, row, salt), salt))


def code_of(key: bytes, row: str, claim: Claim) -> str:
    """The code of a row (``7K3F9-TW2N6-PX4D8-EZ1QM``); empty where the claim was made with another key."""
    code = _code(key, row, claim.salt)
    grouped = "-".join(code[place : place + _GROUP] for place in range(0, _LETTERS, _GROUP))
    return grouped if _is_of(claim, code) else ""


def opens(claim: Claim, typed: str) -> bool:
    """Whether this is the code of the claim, however it is written: case, blanks and hyphens do not count."""
    return _is_of(claim, _plain(typed))


def _is_of(claim: Claim, code: str) -> bool:
    return hmac.compare_digest(salted_digest(code, claim.salt).encode(), claim.digest.encode())


def _plain(typed: str) -> str:
    folded = unicodedata.normalize("NFKC", typed[:1000]).upper()
    kept = (sign for sign in folded if not sign.isspace() and sign not in _HYPHENS)
    return "".join(kept).translate(_READ_AS)


def _code(key: bytes, row: str, salt: str) -> str:
    number = int.from_bytes(_drawn(key, "code", row, salt), "big")
    return "".join(_ALPHABET[number >> _BITS * place & 31] for place in range(_LETTERS))


def _drawn(key: bytes, *parts: str) -> bytes:
    if len(key) < LEAST_KEY:
        raise ValueError("a key of claim codes is too short")
    framed = b"".join(len(raw).to_bytes(8, "big") + raw for raw in (part.encode() for part in parts))
    return hmac.new(key, framed, sha256).digest()
