"""Commits and tags made again as they were but for a few files; signatures, which would be false now, are left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from living_manifesto.core.values import NOTHING, value
from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.importing import quoted
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.staged import Objects

_SIGNATURE = re.compile(rb"^-----BEGIN (?:PGP|SSH) (?:SIGNATURE|MESSAGE)-----\n", re.MULTILINE)
_KEPT = (b"author ", b"committer ", b"encoding ")
_SIGNED = re.compile(rb"^(?:gpgsig|gpgsig-sha256|mergetag)\b", re.MULTILINE)

File = tuple[str, bytes]
"""Mode and bytes."""


@value
class Recast:
    """A commit to be made again: ids of parents, or places (from 0) in the batch; files told from the top."""

    commit: str
    parents: tuple[str | int, ...]
    files: Mapping[str, File] = NOTHING


@value
class Made:
    """The new ids, in order, and how many of the old commits were signed."""

    ids: tuple[str, ...]
    signed: int


def recast(root: Path, objects: Objects, wanted: Sequence[Recast]) -> Made:
    """Make commits again, all in one process and in the given order; no ref is moved.

    Author, committer, dates and message keep their bytes, so that a second run makes the very same commits.
    """
    if not wanted:
        return Made((), 0)
    marks: dict[bytes, int] = {}
    heads = [_head(objects, each.commit) for each in wanted]
    first = len({raw for each in wanted for _, raw in each.files.values()}) + 1
    scratch = f"refs/living-manifesto/writing-{os.getpid()}"
    stream = [*_blobs(wanted, marks)]
    for place, (each, head) in enumerate(zip(wanted, heads, strict=True)):
        stream += _commit(each, head, first + place, marks, scratch, first)
    stream += [b"get-mark :%d\n" % (first + place) for place in range(len(wanted))]
    stream.append(f"reset {scratch}\nfrom {'0' * len(wanted[0].commit)}\n\ndone\n".encode())
    flags = ("--quiet", "--done", "--date-format=raw-permissive")
    answer = told(root, "fast-import", *flags, fed=b"".join(stream))
    signed = sum(_SIGNED.search(head) is not None for head, _ in heads)
    return Made(tuple(answer.decode("ascii").split()), signed)


def recast_tag(root: Path, objects: Objects, tag: str, onto: str) -> tuple[str, bool]:
    """Make an annotated tag again that names another object; its id, and whether it was signed."""
    raw = objects.read(tag, b"tag")
    if raw is None:
        raise GitFailure(tag)
    head, _, message = raw.partition(b"\n\n")
    _, _, others = head.partition(b"\n")
    signature = _SIGNATURE.search(message)
    kept = [b"object " + onto.encode(), *(line for line in others.split(b"\n") if not _is_signature(line))]
    text = b"\n".join(kept) + b"\n\n" + (message[: signature.start()] if signature else message)
    made = told(root, "hash-object", "-t", "tag", "-w", "--stdin", fed=text).decode().strip()
    return made, signature is not None or _SIGNED.search(head) is not None


def _is_signature(line: bytes) -> bool:
    return line.startswith((b"gpgsig", b" "))


def _head(objects: Objects, commit: str) -> tuple[bytes, bytes]:
    raw = objects.read(commit, b"commit")
    if raw is None:
        raise GitFailure(commit)
    head, _, message = raw.partition(b"\n\n")
    return head, message


def _blobs(wanted: Sequence[Recast], marks: dict[bytes, int]) -> Iterator[bytes]:
    for each in wanted:
        for _, raw in each.files.values():
            if raw not in marks:
                marks[raw] = len(marks) + 1
                yield b"blob\nmark :%d\ndata %d\n%b\n" % (marks[raw], len(raw), raw)


def _commit(
    each: Recast, held: tuple[bytes, bytes], mark: int, marks: Mapping[bytes, int], scratch: str, first: int
) -> Iterator[bytes]:
    head, message = held
    lines = head.split(b"\n")
    if not each.parents:
        yield f"reset {scratch}\n\n".encode()
    yield f"commit {scratch}\nmark :{mark}\n".encode()
    yield from (line + b"\n" for line in lines if line.startswith(_KEPT))
    yield b"data %d\n%b\n" % (len(message), message)
    for keyword, parent in zip(("from", *["merge"] * len(each.parents)), each.parents, strict=False):
        yield f"{keyword} {f':{first + parent}' if isinstance(parent, int) else parent}\n".encode()
    tree = next(line.removeprefix(b"tree ") for line in lines if line.startswith(b"tree "))
    yield b'M 040000 %b ""\n' % tree
    for path, (mode, raw) in each.files.items():
        yield b"M %b :%d %b\n" % (mode.encode(), marks[raw], quoted(path))
    yield b"\n"
