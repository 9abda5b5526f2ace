"""What git would make of merging branches, without a work tree and in one process for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.plumbing import started, told


def merged_trees(root: Path, onto: str, heads: Iterable[str]) -> dict[str, str | None]:
    """The tree that merging each head into a commit gives, None for a conflict.

    Asked where no file is checked out, git reads no attributes: a merge driver would be run for every head, and the
    forge has none. A git too old to tell (before 2.39) tells nothing of any head.
    """
    wanted = list(dict.fromkeys(heads))
    if not wanted:
        return {}
    fed = "".join(f"{onto} {head}\n" for head in wanted).encode()
    try:
        common = Path(told(root, "rev-parse", "--git-common-dir").decode("utf-8", "surrogateescape").rstrip("\n"))
        answer = told(root / common, "merge-tree", "--write-tree", "--stdin", "-z", "--no-messages", fed=fed)
    except GitFailure:
        return {}
    return dict(zip(wanted, _outcomes(answer.split(b"\0")), strict=True))


DRIVER = "manifesto"
"""The name of our merge driver, as attributes call it."""

_CALLED = "manifesto merge-driver %O %A %B %P"


def has_driver(root: Path) -> bool:
    """Whether git is told what our merge driver is."""
    try:
        return bool(told(root, "config", "--get", f"merge.{DRIVER}.driver").strip())
    except GitFailure:
        return False


def set_driver(root: Path) -> None:
    """Tell git what our merge driver is, in this repository."""
    told(root, "config", f"merge.{DRIVER}.name", "manifesto merge-driver")
    told(root, "config", f"merge.{DRIVER}.driver", _CALLED)


def merged_lines(root: Path, ours: Path, base: Path, theirs: Path) -> tuple[bytes, bool]:
    """What git makes of three versions of a file line by line, and whether it met no conflict (else: its marks)."""
    process = started(
        root, "merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs", *map(str, (ours, base, theirs))
    )
    answer, complaint = process.communicate()
    if not 0 <= process.returncode < _FAILED:
        raise GitFailure(complaint.decode("utf-8", "replace").strip())
    return answer, process.returncode == 0


_FAILED = 128
"""From here on git's exit code counts no conflicts."""


def _outcomes(fields: list[bytes]) -> Iterator[str | None]:
    """Each answer is ``1`` or ``0``, the tree, the files in conflict, and an empty field."""
    left = iter(fields)
    for clean in left:
        if not clean:
            return
        tree = next(left).decode()
        while next(left, b""):
            pass
        yield tree if clean == b"1" else None
