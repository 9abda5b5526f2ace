"""What a run has found out about branches on one ``main``, for its next look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.values import replace
from living_manifesto.life.findings import Finding
from living_manifesto.plan.files import Files
from living_manifesto.rules.source import Source


class Looks:
    """Findings that the next look would come to again: for the same ``main`` and the same head of the branch.

    They are many: what a branch holds is read from git again where somebody asks for it.
    """

    def __init__(self) -> None:
        self._main = ""
        self._found: dict[str, Finding] = {}

    def keep(self, main: str, found: Finding, source: Source) -> None:
        """Keep a finding; ``source`` are the files of the head that it is about."""
        if main != self._main:
            self._main, self._found = main, {}
        built = found.built
        if built is not None:
            found = replace(found, built=replace(built, files=_Held(source, built.files)))
        self._found[found.name] = found

    def again(self, main: str, name: str, head: str) -> Finding | None:
        """What was found about a branch that stands at ``head``; None where it has to be looked at."""
        found = self._found.get(name) if main == self._main else None
        return found if found is not None and found.head == head else None


class _Held(Mapping[str, bytes | None]):
    """Files that are known to stand in a tree, read when they are asked for."""

    def __init__(self, source: Source, files: Files) -> None:
        self._source = source
        self._paths = tuple(files)

    def __getitem__(self, path: str) -> bytes | None:
        if path not in self._paths:
            raise KeyError(path)
        return self._source.read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
