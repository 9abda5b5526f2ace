"""Commits for git: any number of them in one pack, and no ref is moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.packing import Pack
from living_manifesto.gitrepo.staged import Objects
from living_manifesto.gitrepo.trees import Trees
from living_manifesto.plan.commits import Identity, NewCommit


def write_commits(
    root: Path, objects: Objects, start: str, commits: Sequence[NewCommit], committer: Identity, *, form: str
) -> list[str]:
    """Write commits and give their ids, in order; until a ref is moved to them nobody sees them.

    ``start`` is the way from the repository's root to the manifesto, ``form`` names the repository's hash.
    """
    pack = Pack(form)
    bases = {parent for commit in commits for parent in commit.parents[:1] if isinstance(parent, int)}
    edits = Counter(path for commit in commits for path in commit.files)
    trees = Trees(pack, objects, 32 if form == "sha256" else 20)
    told_of: dict[str, str] = {}
    made: list[str] = []
    for place, commit in enumerate(commits):
        parents = [made[parent] if isinstance(parent, int) else parent for parent in commit.parents]
        before = _tree(objects, parents[0], told_of) if parents else ""
        below = "" if commit.rooted else start
        files = {below + path: (raw, edits[path] > 1) for path, raw in commit.files.items()}
        tree = trees.edited(before, files, keep=place in bases)
        made.append(pack.add(b"commit", _written(commit, tree, parents, committer)))
        told_of[made[-1]] = tree
    pack.give(root)
    return made


def _tree(objects: Objects, commit: str, told_of: dict[str, str]) -> str:
    if commit not in told_of:
        raw = objects.read(commit, b"commit")
        if raw is None:
            raise GitFailure(commit)
        told_of[commit] = raw[len("tree ") :].partition(b"\n")[0].decode("ascii")
    return told_of[commit]


def _written(commit: NewCommit, tree: str, parents: Sequence[str], committer: Identity) -> bytes:
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in dict.fromkeys(parents))]
    lines += [f"author {_who(commit.author or committer, commit.at)}", f"committer {_who(committer, commit.at)}"]
    return "\n".join((*lines, "", commit.message)).encode("utf-8", "surrogatepass")


def _who(person: Identity, at: datetime) -> str:
    name, email = (_clean(word) for word in (person.name, person.email))
    return f"{name} <{email}> {int(at.timestamp())} {at:%z}"


def _clean(word: str) -> str:
    return "".join(char for char in word if char not in "<>\n\r\0").strip()
