"""A folder of Markdown files comes to ``main``: its text as a baseline, how its files are written beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from living_manifesto.core.snapshot import Baseline, Topics
from living_manifesto.core.values import value
from living_manifesto.intake.markdown import noise
from living_manifesto.intake.markdown.export import Export
from living_manifesto.intake.markdown.noise import Compared
from living_manifesto.intake.markdown.whole import Account, Taken, Whole, Wishes, layouts_of, take, topics_of
from living_manifesto.life.imports import Intake
from living_manifesto.rules.tree import Tree

T = TypeVar("T", Topics, Baseline)
_TOPICS, _BASELINES = "proposals/topics", "proposals/baselines"


@value
class Folder:
    """What a folder comes to: the account of every file, how each would be written again, and the sections gone."""

    accounts: tuple[Account, ...]
    again: Mapping[str, Compared]
    gone: Mapping[str, str]


def whole_of(tree: Tree) -> Whole:
    """The manifesto of a tree, with what its topics files keep of Markdown files."""
    used = {name for baseline in _values(tree, _BASELINES, Baseline) for name in baseline.digests}
    return Whole(tree.outline().root, layouts_of(_topics(tree)), frozenset(used))


def intake_of(
    files: Mapping[str, str], wishes: Wishes, why: str, source: str, found: list[Folder]
) -> Callable[[Tree], Intake]:
    """What ``take_in`` makes of a tree for a folder of files (name to text); ``found`` is told what came of it."""

    def make(tree: Tree) -> Intake:
        before = whole_of(tree)
        taken = take(files, before, wishes)
        found[:] = [_folder(files, before, taken)]
        return Intake(taken.whole.root, topics_of(taken.whole, _topics(tree)), (), why, source)

    return make


def _folder(files: Mapping[str, str], before: Whole, taken: Taken) -> Folder:
    export = Export(taken.whole.root, taken.whole.layouts)
    again = {
        account.file: noise.compare(files[account.file], export.text(account.section)) for account in taken.accounts
    }
    stand = taken.whole.sections
    gone = {name: section.title for name, section in before.sections.items() if name not in stand}
    return Folder(taken.accounts, again, gone)


def _topics(tree: Tree) -> dict[str, Topics]:
    return {topics.section: topics for topics in _values(tree, _TOPICS, Topics)}


def _values(tree: Tree, folder: str, kind: type[T]) -> Iterator[T]:
    """The values of the files in a folder that hold one of that kind."""
    for name in sorted(tree.source.names(folder)):
        entry = tree.entry(f"{folder}/{name}") if name.endswith(".yaml") else None
        if entry is not None and isinstance(entry.value, kind):
            yield entry.value
