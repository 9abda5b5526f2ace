"""Commits for ``git fast-import``: any number of them in one process, and no ref is moved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.plumbing import started
from living_manifesto.plan.commits import Identity, NewCommit

_END_OF_REPORT = b"END OF CRASH REPORT\n"
_SCRATCH = "refs/living-manifesto/writing-"


def sweep(common: Path) -> None:
    """Remove the crash reports that git wrote because we died while it listened, and those that found no room."""
    for report in common.glob("fast_import_crash_*"):
        with suppress(OSError):
            told = report.read_bytes()
            if _SCRATCH.encode() in told or not told.endswith(_END_OF_REPORT):
                report.unlink()


def write_commits(root: Path, start: str, commits: Sequence[NewCommit], committer: Identity) -> list[str]:
    """Write commits and give their ids, in order; ``start`` is the way from the repository's root to the manifesto.

    They hang on a ref of this process only while it runs: until a ref is moved to them nobody sees them.
    """
    if not commits:
        return []
    process = started(root, "fast-import", "--quiet", "--done", "--date-format=raw")
    assert process.stdin is not None  # noqa: S101 - pipes by construction
    scratch = f"{_SCRATCH}{os.getpid()}"
    # A branch that is reset to nothing before the end is not written as a ref. The marks are asked for while the
    # answers are read: many of either fill a pipe.
    marks = "".join(f"get-mark :{place + 1}\n" for place in range(len(commits)))
    end = f"{marks}reset {scratch}\n\ndone\n".encode()
    try:
        for place, commit in enumerate(commits):
            process.stdin.writelines(_written(commit, place, scratch, start, committer))
    except BrokenPipeError:
        end = b""  # it has said why
    answer, complaint = process.communicate(end)
    if process.returncode:
        raise GitFailure(complaint.decode("utf-8", "replace").strip())
    return answer.decode("ascii").split()


def _written(commit: NewCommit, place: int, scratch: str, start: str, committer: Identity) -> Iterator[bytes]:
    if not commit.parents:
        yield f"reset {scratch}\n".encode()
    message = commit.message.encode("utf-8", "surrogatepass")
    yield f"commit {scratch}\nmark :{place + 1}\n".encode()
    yield b"author " + _who(commit.author or committer, commit.at)
    yield b"committer " + _who(committer, commit.at)
    yield b"data %d\n%b\n" % (len(message), message)
    for keyword, parent in zip(("from", *["merge"] * len(commit.parents)), commit.parents, strict=False):
        yield f"{keyword} {f':{parent + 1}' if isinstance(parent, int) else parent}\n".encode()
    below = "" if commit.rooted else start
    for path, raw in commit.files.items():
        named = quoted(below + path)
        if raw is None:
            yield b"D " + named + b"\n"
        else:
            yield b"M 100644 inline %b\ndata %d\n%b\n" % (named, len(raw), raw)
    yield b"\n"


def _who(person: Identity, at: datetime) -> bytes:
    name, email = (_clean(word) for word in (person.name, person.email))
    return f"{name} <{email}> {int(at.timestamp())} {at:%z}\n".encode("utf-8", "surrogatepass")


def _clean(word: str) -> str:
    return "".join(char for char in word if char not in "<>\n\r\0").strip()


def quoted(path: str) -> bytes:
    """A path as the stream spells it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'"' + escaped.encode("utf-8", "surrogateescape") + b'"'
