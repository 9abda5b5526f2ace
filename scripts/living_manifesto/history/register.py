"""What the register should hold where a step has broken it: the values that a later step may put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Snapshot
from living_manifesto.core.values import replace

_FIELD = {"LM704": "decision", "LM710": "decision", "LM715": "path"}
_NAMED = frozenset({"LM703", "LM706", "LM712", "LM713"})
_WORDS = frozenset({"body", "reason", "proposer", "title"})
PATH = "path"
"""Stands among the fields for the file in which a proposal stands."""


class Register:
    """The expected values of proposals: single fields that were altered, and whole ones out of sight.

    ``fields``: by proposal and field, what should stand there. ``unseen``: proposals that were deleted, or whose
    file cannot be read, as they stood last, with their path.
    """

    def __init__(
        self,
        fields: Mapping[str, Mapping[str, object]] | None = None,
        unseen: Mapping[str, tuple[Proposal, str]] | None = None,
    ) -> None:
        self.fields = {name: dict(held) for name, held in (fields or {}).items()}
        self.unseen = dict(unseen or {})

    def stood(self, was: Snapshot, now: Snapshot) -> Snapshot:
        """The tree before a step with the proposals that had come out of sight, as they stood last."""
        proposals, paths = dict(was.proposals), dict(was.paths)
        for name, (held, path) in self.unseen.items():
            # Of a file that was unreadable and is gone now only the value kept can tell what was deleted.
            if name in now.proposals or (path in was.unreadable and path not in now.contents):
                proposals[name], paths[name] = held, path
        readable = was.unreadable - {path for path in was.unreadable - now.unreadable if _is_proposal(path)}
        return replace(was, proposals=proposals, paths=paths, unreadable=readable)

    def expected(self, stood: Snapshot, now: Snapshot) -> Snapshot:
        """The tree before a step with the values that its altered fields should have; untouched ones stay as they are.

        So the judge names what a step did anew, and nothing that an earlier one did.
        """
        proposals, paths = dict(stood.proposals), dict(stood.paths)
        for name, fields in self.fields.items():
            old, new = proposals.get(name), now.proposals.get(name)
            if old is None or new is None:
                continue
            wanted = {field: held for field, held in fields.items() if _is_altered(field, old, new)}
            proposals[name] = replace(old, **wanted)
            if PATH in fields and paths.get(name) != now.paths.get(name):
                paths[name] = str(fields[PATH])
        return replace(stood, proposals=proposals, paths=paths)

    def learn(self, stood: Snapshot, expected: Snapshot, now: Snapshot, faults: Sequence[Diagnostic]) -> None:
        """Note what a step left in place of what was expected, and forget what it put back."""
        broken = set(_broken(faults))
        for name in [name for name in self.fields if name in stood.proposals and name in now.proposals]:
            self._settle(name, stood, now, broken)
        for name, field in broken:
            if field:
                old = expected.proposals.get(name)
                held: object = expected.paths.get(name, "") if field == PATH else getattr(old, field, None)
                self.fields.setdefault(name, {}).setdefault(field, held)
        for name, held_last in stood.proposals.items():
            path = stood.paths.get(name, "")
            if name not in now.proposals:
                self.unseen[name] = (held_last, path)
        for name in [name for name in self.unseen if name in now.proposals]:
            del self.unseen[name]

    def _settle(self, name: str, stood: Snapshot, now: Snapshot, broken: set[tuple[str, str]]) -> None:
        old, new, fields = stood.proposals[name], now.proposals[name], self.fields[name]
        for field in list(fields):
            moved = stood.paths.get(name) != now.paths.get(name)
            altered = moved if field == PATH else _is_altered(field, old, new)
            if altered and (name, field) not in broken:
                del fields[field]
        if not fields:
            del self.fields[name]

    def shows(self, fault: Diagnostic) -> bool:
        """Whether the register still shows a fault of one proposal."""
        name, field = _subject(fault)
        if field:
            return name in self.unseen or field in self.fields.get(name, {})
        return name in self.unseen or not _WORDS.isdisjoint(self.fields.get(name, {}))

    @staticmethod
    def answers_for(fault: Diagnostic) -> bool:
        """Whether a fault is one of those that are kept here."""
        return fault.code == "LM702" or fault.code in _FIELD or fault.code in _NAMED


def _broken(faults: Sequence[Diagnostic]) -> Iterator[tuple[str, str]]:
    return (_subject(fault) for fault in faults if Register.answers_for(fault))


def _subject(fault: Diagnostic) -> tuple[str, str]:
    """The proposal that a fault is about, and the field; no field for the whole of it."""
    field = str(fault.args["field"]) if fault.code in _NAMED else _FIELD.get(fault.code, "")
    return str(fault.args["proposal"]), field


def _is_altered(field: str, old: Proposal, new: Proposal) -> bool:
    return field != PATH and getattr(old, field) != getattr(new, field)


def _is_proposal(path: str) -> bool:
    return path.startswith("proposals/") and not path.startswith(("proposals/topics/", "proposals/baselines/"))
