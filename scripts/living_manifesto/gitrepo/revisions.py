"""Trees of past revisions, read through GitPython."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from living_manifesto.gitrepo import GitFailure, GitMissing, NotARepository
from living_manifesto.gitrepo.staged import git_output, names
from living_manifesto.rules.source import LIMIT, ROOMS

try:
    import git
except ImportError as error:  # GitPython looks for git when it is imported
    raise GitMissing from error


class UnknownRevision(Exception):
    """Git knows no commit of that name."""


class Repository:
    """A repository opened for reading; use it in ``with``, GitPython holds processes open."""

    def __init__(self, root: Path) -> None:
        self._root = root
        try:
            self._repo = git.Repo(root, search_parent_directories=True)
        except git.InvalidGitRepositoryError as error:
            raise NotARepository(root) from error
        top = Path(self._repo.working_tree_dir or root)
        inside = root.resolve().relative_to(top.resolve()).as_posix()
        self._start = "" if inside == "." else f"{inside}/"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._repo.close()

    def commit(self, name: str) -> git.Commit:
        """The commit that a name means."""
        try:
            found = self._repo.git.rev_parse("--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
        except git.GitCommandError as error:
            if error.status == 1:
                raise UnknownRevision(name) from error
            raise GitFailure(error.stderr.strip()) from error
        return self._repo.commit(found)

    def fork_point(self, base: str, other: str) -> git.Commit:
        """The commit at which ``other`` left ``base``; ``base`` itself where they share none."""
        start = self.commit(base)
        shared = self._repo.merge_base(start, self.commit(other))
        return shared[0] if shared else start

    def touching(self, path: str) -> Iterator[git.Commit]:
        """The commits on the first-parent line that touched a path, the latest first."""
        return self._repo.iter_commits("HEAD", paths=f"{self._start}{path}", first_parent=True)

    def tree(self, commit: git.Commit) -> Revision:
        """The tree of a commit."""
        return Revision(commit, self._start)

    def changed(self, before: git.Commit, after: git.Commit | None) -> list[str]:
        """The paths under the two rooms in which two commits differ; ``after`` None means the work tree."""
        # Plumbing: the answer of `git diff` is the user's to configure.
        ask = ("diff-index", before.hexsha) if after is None else ("diff-tree", "-r", before.hexsha, after.hexsha)
        found = set(
            names(git_output(self._root, *ask, "--name-only", "--relative", "--no-renames", "-z", "--", *ROOMS))
        )
        if after is None:
            found.update(
                names(git_output(self._root, "ls-files", "--others", "--exclude-standard", "-z", "--", *ROOMS))
            )
        return sorted(found)


class Revision:
    """The files of one commit below ``start``. Links and submodules are listed but hold nothing to read."""

    def __init__(self, commit: git.Commit, start: str = "") -> None:
        self._nodes: dict[str, object] = {}
        for room in ROOMS:
            with suppress(KeyError):
                found = commit.tree[f"{start}{room}"]
                nodes = found.list_traverse() if isinstance(found, git.Tree) else []
                held = (node for node in nodes if not isinstance(node, git.Tree))
                self._nodes.update((str(node.path).removeprefix(start), node) for node in held)

    def paths(self) -> Iterable[str]:
        """The paths under the two rooms."""
        return self._nodes

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        blob = self._nodes.get(path)
        if not isinstance(blob, git.Blob) or blob.mode == git.Blob.link_mode:
            return None
        raw: bytes = blob.data_stream.read(LIMIT + 1)
        return raw

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder."""
        start = f"{folder}/"
        return [path[len(start) :] for path in self._nodes if path.startswith(start) and "/" not in path[len(start) :]]
