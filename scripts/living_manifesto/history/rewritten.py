"""A rewritten history held against the old one: step by step the same trees, but for words that were erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from living_manifesto.core.proposals import Proposal, Redaction
from living_manifesto.core.values import as_dict, value
from living_manifesto.documents.schema import Schemas
from living_manifesto.history.steps import Mark, Step
from living_manifesto.rules.source import Nothing
from living_manifesto.rules.tree import Tree

WORDS = ("body", "reason", "title", "proposer")
"""What may be erased."""

Read = Callable[[str], bytes | None]


@value
class Pair:
    """A step of the old line and the one that stands in its place (None where there is none)."""

    old: Mark
    new: Mark | None


@value
class Erased:
    """Words that the new line no longer holds: the file, and the fields with a notice in their place."""

    file: str
    fields: tuple[str, ...]


@value
class Unequal:
    """A file that is not the same in both trees of a pair; the fields where that can be told."""

    pair: Pair
    file: str
    fields: tuple[str, ...] = ()


@value
class Comparison:
    """The number of pairs, the steps that came after them, what was erased, and what is not equal."""

    pairs: int
    newer: int
    erased: tuple[Erased, ...] = ()
    unequal: tuple[Unequal, ...] = ()


def compare(old: Sequence[Step], new: Sequence[Step], read: Read, schemas: Schemas, start: str = "") -> Comparison:
    """Pair the steps of two lines from the beginning and compare the trees of each pair.

    Paths of steps are told from the root of the repository, ``start`` is the way from there to the manifesto;
    ``read`` gives the bytes of a blob id.
    """
    renamed = {before.mark.commit: after.mark.commit for before, after in zip(old, new, strict=False)}
    trees = _Trees(read, schemas, start, renamed)
    erased: dict[str, set[str]] = {}
    unequal: list[Unequal] = []
    for before, after in zip_longest(old, new[: len(old)]):
        pair = Pair(before.mark, after.mark if after else None)
        if after is None:
            unequal.append(Unequal(pair, ""))
            continue
        for path in trees.advance(before, after):
            fields, is_erasure = trees.differing(path)
            if is_erasure:
                erased.setdefault(path, set()).update(fields)
            else:
                unequal.append(Unequal(pair, path, fields))
    told = tuple(Erased(path, tuple(sorted(fields))) for path, fields in sorted(erased.items()))
    return Comparison(min(len(old), len(new)), max(0, len(new) - len(old)), told, tuple(unequal))


class _Trees:
    """The blob ids of both trees of a pair."""

    def __init__(self, read: Read, schemas: Schemas, start: str, renamed: Mapping[str, str]) -> None:
        self._read = read
        self._schemas = schemas
        self._start = start
        self._renamed = renamed
        self._old: dict[str, str] = {}
        self._new: dict[str, str] = {}

    def advance(self, before: Step, after: Step) -> Iterator[str]:
        """Go on by a pair of steps; the paths that one of them touched and in which the trees differ now."""
        for files, step in ((self._old, before), (self._new, after)):
            files.update((each.path, each.new) for each in step.touched)
        for path in sorted({*before.paths, *after.paths}):
            if self._old.get(path, "") != self._new.get(path, ""):
                yield path

    def differing(self, path: str) -> tuple[tuple[str, ...], bool]:
        """The fields in which a file differs (none where that cannot be told), and whether each was erased."""
        old, new = (self._proposal(path, files.get(path, "")) for files in (self._old, self._new))
        if old is None or new is None:
            return (), False
        values, others = as_dict(old), as_dict(new)
        fields = tuple(name for name in values if values[name] != others[name])
        return fields, all(self._may_differ(name, values[name], others[name]) for name in fields)

    def _may_differ(self, name: str, old: object, new: object) -> bool:
        if name == "mends":
            return self._renamed.get(str(old)) == new
        return name in WORDS and isinstance(new, Redaction) and new.digest != ""

    def _proposal(self, path: str, blob: str) -> Proposal | None:
        raw = self._read(blob) if blob and path.startswith(self._start) else None
        if raw is None:
            return None
        inner = path.removeprefix(self._start)
        entry = Tree(_One(inner, raw), self._schemas).entry(inner)
        return entry.proposal if entry is not None else None


class _One(Nothing):
    """A tree of one file."""

    def __init__(self, path: str, raw: bytes) -> None:
        self._path = path
        self._raw = raw

    def read(self, path: str) -> bytes | None:
        """The bytes of that file."""
        return self._raw if path == self._path else None
