"""A secret of this repository on this machine: it lies in the git folder, where nothing is ever committed."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

_NAME = "claims.key"


class SecretDamaged(Exception):
    """The file of the secret holds something else; the argument is its path."""


def claim_key(common: Path, fresh: bytes) -> bytes:
    """The key of claim codes that is kept under a common git folder; ``fresh`` becomes it where there is none yet.

    Only the owner may read the file. Of two runs that make one at the same time both get that of the first.
    """
    folder = common / "living-manifesto"
    folder.mkdir(exist_ok=True)
    file = folder / _NAME
    if not file.exists():
        _keep(file, fresh)
    try:
        kept = bytes.fromhex(file.read_text(encoding="ascii"))
    except (ValueError, UnicodeDecodeError) as error:
        raise SecretDamaged(file) from error
    if len(kept) < len(fresh):
        raise SecretDamaged(file)
    return kept


def _keep(file: Path, secret: bytes) -> None:
    """Write a secret whole or not at all, and never over another."""
    handle, name = mkstemp(dir=file.parent, prefix=f"{file.name}.")  # which only its owner may read
    scratch = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secret.hex() + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        try:
            os.link(scratch, file)
        except FileExistsError:
            return
    finally:
        scratch.unlink(missing_ok=True)
