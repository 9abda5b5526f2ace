"""What ``check`` is asked: the work tree, some files, the index, a revision, or a change between two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from living_manifesto.core.values import value

if TYPE_CHECKING:
    from living_manifesto.core.diagnostics import Diagnostic
    from living_manifesto.rules.source import Source
    from living_manifesto.wiring import Workplace


@value
class Answer:
    """The faults, and the texts of the files in which they stand."""

    faults: Sequence[Diagnostic]
    texts: Mapping[str, str]


def ask_work_tree(place: Workplace, chosen: Sequence[str]) -> Answer:
    """The whole work tree, or only the chosen files and folders."""
    from living_manifesto.gitrepo.worktree import WorkTree

    source = WorkTree(place.root)
    if not chosen:
        from living_manifesto.cli.whole import check_work_tree

        return _answer(check_work_tree(place), source)
    from living_manifesto.rules.engine import check_file, ordered

    context = place.context(source, in_last_commit(place))
    paths = expanded(chosen, [*source.paths()])
    return _answer(ordered([fault for path in paths for fault in check_file(path, context).faults]), source)


def ask_staged(place: Workplace) -> Answer:
    """What is about to be committed, judged against the last commit."""
    from living_manifesto.gitrepo import staged

    asked = staged.ask_staged(place.root)
    with staged.Objects(place.root) as objects:
        # git works while Python imports the rules.
        from living_manifesto.rules.source import Nothing
        from living_manifesto.rules.step import at_commit_time, check_step

        found = staged.staged(place.root, asked)
        index = staged.Stored(place.root, objects, ":", found.links if found else frozenset())
        head: Source = staged.Stored(place.root, objects, "HEAD:") if found else Nothing()
        paths = found.paths if found else tuple(index.paths())
        if not paths:
            return Answer((), {})
        before = place.context(head)
        after = place.context(index, _there(head), beside=before)
        return _answer(at_commit_time(check_step(before, after, paths)), index)


def ask_revision(place: Workplace, revision: str) -> Answer:
    """The whole tree of a revision."""
    from living_manifesto.gitrepo.revisions import Repository
    from living_manifesto.rules.engine import check_all

    with Repository(place.root) as repository:
        source = repository.tree(repository.commit(revision))
        return _answer(check_all(place.context(source, _there(source))), source)


def ask_change(place: Workplace, base: str, revision: str | None) -> Answer:
    """What has changed since ``revision`` (the work tree when None) left ``base``."""
    from living_manifesto.gitrepo.revisions import Repository
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.rules.step import check_step

    with Repository(place.root) as repository:
        start = repository.fork_point(base, revision or "HEAD")
        end = repository.commit(revision) if revision else None
        before = repository.tree(start)
        after: Source = WorkTree(place.root) if end is None else repository.tree(end)
        paths = repository.changed(start, end)
        stood = place.context(before)
        return _answer(check_step(stood, place.context(after, _there(before), beside=stood), paths), after)


def in_last_commit(place: Workplace) -> Callable[[str], bool]:
    """Whether a path stands in the last commit; git is asked when the first answer is needed."""
    from living_manifesto.gitrepo.staged import committed_paths

    known: list[frozenset[str]] = []

    def received(path: str) -> bool:
        if not known:
            known.append(committed_paths(place.root))
        return path in known[0]

    return received


def _there(source: Source) -> Callable[[str], bool]:
    return lambda path: source.read(path) is not None


def _answer(faults: Sequence[Diagnostic], source: Source) -> Answer:
    texts = {path: source.read(path) or b"" for path in {fault.file for fault in faults if fault.span is not None}}
    return Answer(faults, {path: raw.decode("utf-8-sig", "replace") for path, raw in texts.items()})


def expanded(chosen: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The chosen files, and the files in the chosen folders."""
    files: list[str] = []
    for name in chosen:
        inside = [path for path in paths if path.startswith(f"{name}/")] if name != "." else list(paths)
        files += inside or [name]
    return list(dict.fromkeys(files))
