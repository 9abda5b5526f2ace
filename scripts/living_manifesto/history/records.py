"""The baselines that were ever recorded, and those of them that do not say what they should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.snapshot import Baseline, Snapshot, text_digests
from living_manifesto.core.values import NOTHING, replace

_UNREAD = Baseline("", "", "", "", NOTHING)


class Records:
    """Every baseline as it was recorded; ``altered`` ones, and ``false`` ones with the digests they should state."""

    def __init__(self) -> None:
        self.known: dict[str, Baseline] = {}
        self.paths: dict[str, str] = {}
        self.altered: set[str] = set()
        self.false: dict[str, Mapping[str, str]] = {}

    def expected(self, before: Snapshot, now: Snapshot) -> tuple[Snapshot, Snapshot]:
        """Both trees with every record that the step left alone, altered or deleted as it may be.

        So a step is judged even after all of them were deleted, and only the step that did it is blamed.
        """
        old, new, paths = dict(before.baselines), dict(now.baselines), dict(before.paths)
        for name, record in self.known.items():
            path = self.paths[name]
            if before.baselines.get(name) == now.baselines.get(name) and path not in before.unreadable:
                old[name] = new[name] = record
            else:
                old[name], paths[name] = record, path
        if not old:  # the only record there ever was could not be read
            old[_UNREAD.id] = new[_UNREAD.id] = _UNREAD
        readable = before.unreadable - (set(self.paths.values()) - now.unreadable)
        return replace(before, baselines=old, paths=paths, unreadable=readable), replace(now, baselines=new)

    def learn(self, now: Snapshot, faults: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Note new records and what became of the old; the faults that are none, since they mend a false record."""
        mending = [
            fault for fault in faults if fault.code == "LM707" and self._corrects(str(fault.args["baseline"]), now)
        ]
        for fault in faults:
            if fault.code == "LM707" and fault not in mending:
                self.altered.add(str(fault.args["baseline"]))
        for name, record in now.baselines.items():
            if name not in self.known:
                self.known[name], self.paths[name] = record, now.paths[name]
        for fault in faults:
            if fault.code == "LM708":
                self.false[str(fault.args["baseline"])] = text_digests(now.root)
        self.altered -= {name for name in self.altered if now.baselines.get(name) == self.known[name]}
        return mending

    def start(self, now: Snapshot) -> None:
        """A sound baseline: what an earlier one states wrongly no longer matters."""
        self.learn(now, ())
        self.false.clear()

    def shows(self, fault: Diagnostic) -> bool:
        """Whether a fault of a record still stands."""
        name = str(fault.args["baseline"])
        return name in (self.false if fault.code == "LM708" else self.altered)

    def _corrects(self, name: str, now: Snapshot) -> bool:
        """Whether a false record was taken away or states the truth now; then it is known as it stands."""
        if name not in self.false:
            return False
        record = now.baselines.get(name)
        if record is not None and record.digests not in (self.false[name], text_digests(now.root)):
            return False
        del self.false[name]
        if record is not None:
            self.known[name] = record
        return True

    @staticmethod
    def answers_for(fault: Diagnostic) -> bool:
        """Whether a fault is one of those that are kept here."""
        return fault.code in ("LM707", "LM708")
