"""A history of the base town held in memory: steps by name, and what the audit finds in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from living_manifesto.core.nodes import Node
from living_manifesto.core.snapshot import Baseline, text_digests
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.gitrepo.carried import plain, restored
from living_manifesto.history.audit import Report, audit, report
from living_manifesto.history.faults import Fault
from living_manifesto.history.ledger import Ledger
from living_manifesto.history.steps import Mark, Step, Touched
from living_manifesto.rules.source import Source
from support.held import Held, context, files_below, schemas
from support.town import BASE, OPEN, TRANSPORT

FIRST = "first"
BUS = "        text: 高校生の定期券を半額にします。\n"
WALK = "  - id: walk\n"
NIGHT_BUS = "      - id: aaaaaa-1\n        text: 平日は、夜九時台のバスを走らせます。\n"
ADOPTED = "decision: {outcome: adopted}\n"


class Past:
    """The town from its first step on; every method that changes files is one more step."""

    def __init__(self) -> None:
        self.trees: list[tuple[str, Held]] = [(FIRST, Held(files_below(BASE)))]

    @property
    def now(self) -> Held:
        return self.trees[-1][1]

    def step(self, name: str, files: dict[str, str | None]) -> Past:
        """A step that writes or (None) deletes files."""
        raw = {path: None if text is None else text.encode() for path, text in files.items()}
        self.trees.append((name, self.now.but(raw)))
        return self

    def text(self, path: str) -> str:
        return self.now.files[path].decode()

    def edited(self, path: str, old: str, new: str) -> str:
        assert old in self.text(path), (path, old)
        return self.text(path).replace(old, new, 1)

    def edit(self, name: str, path: str, old: str, new: str) -> Past:
        """A step that edits one file."""
        return self.step(name, {path: self.edited(path, old, new)})

    def adopt(self, name: str) -> Past:
        """The step that adopts the night bus."""
        return self.step(
            name,
            {
                TRANSPORT: self.edited(TRANSPORT, WALK, NIGHT_BUS + WALK),
                OPEN: self.edited(OPEN, "after: last", "after: p2") + ADOPTED,
            },
        )

    def root(self) -> Node:
        return context(self.now).tree.outline().root

    def baseline(self, name: str, record: str, files: dict[str, str | None] | None = None) -> Past:
        """A step that records the text as the files make it."""
        self.step(name, files or {})
        made = Baseline(record, "移行のあとの版です。", "2026-02-20", "見本", text_digests(self.root()))
        text = dump(encode.baseline(made), schema="../../schemas/baseline.schema.json")
        _, tree = self.trees.pop()
        self.trees.append((name, tree.but({f"proposals/baselines/{record}.yaml": text.encode()})))
        return self

    def audit(self) -> Report:
        """All steps judged; stopped anywhere, remembered and gone on with, the audit must find the same."""
        found = report(*self._judged(Ledger(), 0, len(self.trees)))
        for cut in range(1, len(self.trees)):
            half, _ = self._judged(Ledger(), 0, cut)
            again = restored(json.loads(json.dumps(plain(half))))
            assert report(*self._judged(again, cut, len(self.trees))) == found
        return found

    def _judged(self, ledger: Ledger, start: int, end: int) -> tuple[Ledger, Mark]:
        last = audit(Walked(self.trees[:end], start), schemas(), ledger)
        assert last is not None
        return ledger, last


class Walked:
    """The steps from a place on."""

    def __init__(self, trees: list[tuple[str, Held]], start: int) -> None:
        self.trees = trees
        self.start = start

    def before(self) -> Source:
        return self.trees[self.start - 1][1] if self.start else Held({})

    def __iter__(self) -> Iterator[tuple[Step, Source]]:
        files = self.trees[self.start - 1][1].files if self.start else {}
        for name, tree in self.trees[self.start :]:
            paths = sorted(path for path in {*files, *tree.files} if files.get(path) != tree.files.get(path))
            touched = tuple(Touched(path, "x" * (path in files), "y" * (path in tree.files)) for path in paths)
            yield Step(Mark(name, "担当", "2026-03-01T09:00:00+09:00", name), (), touched), tree
            files = tree.files


def told(fault: Fault) -> tuple[str, str, str, str]:
    """A fault in short: step, code, node, and the step that mended it."""
    node = fault.nodes[0] if fault.nodes else ""
    return (fault.mark.commit, fault.diagnostic.code, node, fault.mended.commit if fault.mended else "")


def open_of(found: Report) -> list[tuple[str, str, str]]:
    return [told(fault)[:3] for fault in found.open]


def mended_of(found: Report) -> list[tuple[str, str, str, str]]:
    return [told(fault) for fault in found.mended]


def visits(past: Past) -> Callable[[Iterable[str]], Iterator[tuple[Step, Source, Source]]]:
    """The steps that touch one of the paths, as git would tell them."""

    def found(paths: Iterable[str]) -> Iterator[tuple[Step, Source, Source]]:
        patterns = [re.compile(re.escape(path).replace(r"\*", "[^/]*")) for path in paths]
        walked = Walked(past.trees, 0)
        before: Source = Held({})
        for step, after in walked:
            if any(pattern.fullmatch(path) for pattern in patterns for path in step.paths):
                yield step, before, after
            before = after

    return found
