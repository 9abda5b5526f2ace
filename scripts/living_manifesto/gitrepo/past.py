"""Everything that the refs of a repository reach: commits, versions of a file, and who still holds some words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from living_manifesto.core.values import value
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.staged import Objects, names

_ELSEWHERE = "refs/remotes/"
"""What another repository holds is rewritten there, by a push."""


@value
class Ref:
    """A ref with the object that it names; ``commit`` is what its tags lead to, empty where that is no commit.

    ``tags`` are the annotated tags on the way, the outermost first.
    """

    name: str
    object: str
    commit: str
    tags: tuple[str, ...] = ()


@value
class WorkTreeHead:
    """A folder in which the repository is checked out, its commit, and its branch (empty when detached)."""

    folder: str
    commit: str
    branch: str


def refs(root: Path, objects: Objects) -> list[Ref]:
    """All refs of this repository but those that only remember where another one stands."""
    form = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(symref)"
    found = []
    for line in told(root, "for-each-ref", form).decode("utf-8", "surrogateescape").splitlines():
        name, kind, held, points_to_ref = line.split("\0")
        if not points_to_ref and not name.startswith(_ELSEWHERE):
            tags, commit = _peeled(objects, kind, held)
            found.append(Ref(name, held, commit, tags))
    return found


def _peeled(objects: Objects, kind: str, held: str) -> tuple[tuple[str, ...], str]:
    tags = []
    while kind == "tag":
        tags.append(held)
        head = (objects.read(held, b"tag") or b"").partition(b"\n\n")[0].decode("utf-8", "replace")
        told_of = dict(line.partition(" ")[::2] for line in head.split("\n"))
        kind, held = told_of.get("type", ""), told_of.get("object", "")
    return tuple(tags), held if kind == "commit" else ""


def lineage(root: Path, tips: Collection[str]) -> list[tuple[str, tuple[str, ...]]]:
    """All commits that the tips reach, each with its parents and behind them."""
    rows = told(root, "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", fed=_lines(tips)).decode()
    return [(commit, tuple(parents)) for commit, *parents in map(str.split, rows.splitlines())]


def versions(root: Path, commits: Sequence[str], file: str) -> dict[str, dict[str, str]]:
    """Every path at which a file of that name ever stood (told from the top), with its blobs and their modes."""
    flags = ("-r", "-m", "--root", "--raw", "--no-renames", "--no-abbrev", "--no-commit-id", "-z")
    rows = names(told(root, "diff-tree", "--stdin", *flags, fed=_lines(commits)))
    found: dict[str, dict[str, str]] = {}
    for facts, path in zip(rows[::2], rows[1::2], strict=True):
        _, mode, _, blob, _ = facts.split(" ")
        if path.rpartition("/")[2] == file and mode.startswith("100") and "\n" not in path:
            found.setdefault(path, {})[blob] = mode
    return found


def holdings(root: Path, commits: Sequence[str], paths: Sequence[str]) -> dict[str, dict[str, str]]:
    """Which blob each commit has at each path; a path at which it has none is left out."""
    asked = [(commit, path) for commit in commits for path in paths]
    fed = _lines(f"{commit}:{path}" for commit, path in asked)
    answers = told(root, "cat-file", "--batch-check=%(objectname) %(objecttype)", fed=fed).split(b"\n")
    found: dict[str, dict[str, str]] = {}
    for (commit, path), answer in zip(asked, answers, strict=False):
        if answer.endswith(b" blob"):
            found.setdefault(commit, {})[path] = answer.split(b" ")[0].decode()
    return found


def holding(root: Path, objects: Objects, tips: Collection[str], needles: Collection[bytes]) -> list[str]:
    """Files (told from the top) and commits that tips reach and that hold one of the needles, each once."""
    rows = told(root, "rev-list", "--objects", "--stdin", fed=_lines(tips)).decode("utf-8", "surrogateescape")
    places = dict(row.partition(" ")[::2] for row in rows.splitlines())
    kinds = _kinds(root, list(places))
    found = (
        places[name] or name
        for name, kind in kinds.items()
        if kind in ("blob", "commit") and _has(objects.read(name, kind.encode()), needles)
    )
    return sorted(dict.fromkeys(found))


def heads(root: Path) -> list[WorkTreeHead]:
    """The folders in which this repository is checked out."""
    rows = told(root, "worktree", "list", "--porcelain").decode("utf-8", "surrogateescape").strip().split("\n\n")
    parts = [dict(line.partition(" ")[::2] for line in row.split("\n")) for row in rows]
    return [WorkTreeHead(each["worktree"], each.get("HEAD", ""), each.get("branch", "")) for each in parts]


def is_shallow(root: Path) -> bool:
    """Whether the repository was cloned without its whole history."""
    return told(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def remotes(root: Path) -> Mapping[str, str]:
    """The names of other repositories that this one knows, with their addresses; passwords in them are left out."""
    listed = told(root, "remote").decode("utf-8", "surrogateescape").split()
    return {name: _address(told(root, "remote", "get-url", name).decode().strip()) for name in listed}


def _address(url: str) -> str:
    scheme, between, rest = url.partition("://")
    return f"{scheme}{between}{rest.rpartition('@')[2]}" if between else url


def _kinds(root: Path, objects: Sequence[str]) -> dict[str, str]:
    answer = told(root, "cat-file", "--batch-check=%(objectname) %(objecttype)", fed=_lines(objects)).decode()
    return dict(row.partition(" ")[::2] for row in answer.splitlines())


def _has(raw: bytes | None, needles: Collection[bytes]) -> bool:
    return raw is not None and any(needle in raw for needle in needles)


def _lines(words: Iterator[str] | Collection[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode("utf-8", "surrogateescape")
