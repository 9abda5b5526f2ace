"""Refs: what they point to, and moving them by compare-and-swap."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from living_manifesto.gitrepo import GitFailure, LockHeld
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.turns import Turn, turn
from living_manifesto.plan.commits import Branch, RefMove

_LOCK = re.compile(r"create '(.+?\.lock)': ")
PATIENCE_SECONDS = 10.0
"""How long a lock of others is waited for."""


def branches(root: Path, *patterns: str) -> dict[str, Branch]:
    """The refs of commits that equal a pattern or begin with ``pattern/``, by full name."""
    form = "%(refname)%00%(objecttype)%00%(objectname)%00%(tree)%00%(parent)"
    listing = told(root, "for-each-ref", f"--format={form}", "--", *patterns).decode("utf-8", "surrogateescape")
    found = {}
    for line in listing.splitlines():
        ref, kind, commit, tree, parents = line.split("\0")
        if kind == "commit":
            found[ref] = Branch(ref, commit, tree, tuple(parents.split()))
    return found


def move(root: Path, common: Path, moves: Sequence[RefMove]) -> tuple[tuple[RefMove, ...], list[str]]:
    """Move each ref that stands where it is expected; those that do not, and the dead owners' locks that were removed.

    Refs that move do so together, unless the machine dies in the middle: then the next run finds some moved.
    """
    refused: list[RefMove] = []
    pending = list(moves)
    with turn(common) as held:
        held.note(each.ref for each in moves)
        until = time.monotonic() + PATIENCE_SECONDS
        while pending:
            try:
                told(root, "update-ref", "--no-deref", "--stdin", "-z", fed=_commands(pending), held=(held.handle,))
                break
            except GitFailure as failure:
                late = [each for each in pending if not _stands(root, each)]
                if not late:
                    wait_for_lock(failure, held, until)
                refused += late
                pending = [each for each in pending if each not in late]
        return tuple(refused), held.removed


def _stands(root: Path, wanted: RefMove) -> bool:
    listing = told(root, "for-each-ref", "--format=%(refname)%00%(objectname)", "--", wanted.ref)
    held = dict(line.split("\0") for line in listing.decode("utf-8", "surrogateescape").splitlines())
    return held.get(wanted.ref) == wanted.expected


def wait_for_lock(failure: GitFailure, held: Turn, until: float) -> None:
    """Wait a little for the lock over which git stumbled, or clear it; any other failure is raised again."""
    found = _LOCK.search(str(failure))
    if found is None:
        raise failure
    lock = Path(found[1])
    if not held.clear(lock):
        if time.monotonic() > until:
            raise LockHeld(lock) from failure
        time.sleep(0.1)


def _commands(moves: Sequence[RefMove]) -> bytes:
    return b"".join(_command(each) for each in moves)


def _command(wanted: RefMove) -> bytes:
    # An empty id would mean "whatever": nothing is spelled out as zeros.
    none = "0" * len(wanted.expected or wanted.to or "0" * 40)
    if wanted.to is None:
        return f"delete {wanted.ref}\0{wanted.expected or none}\0".encode("utf-8", "surrogateescape")
    return f"update {wanted.ref}\0{wanted.to}\0{wanted.expected or none}\0".encode("utf-8", "surrogateescape")
