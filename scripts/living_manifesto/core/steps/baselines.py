"""Baselines of a step: whether the records of old stand, and whether a new one gives its digests."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.snapshot import Snapshot, text_digests
from living_manifesto.core.steps.acts import ActKind, Findings

_FOLDER = "proposals/baselines/"


def is_judged(before: Snapshot) -> bool:
    """Whether a baseline stands before the step; one that cannot be read is one too, or breaking it would free all."""
    return bool(before.baselines) or any(file.startswith(_FOLDER) for file in before.unreadable)


def judge_baselines(before: Snapshot, after: Snapshot, findings: Findings) -> tuple[str, ...]:
    """Note altered records and new ones; give the new ones, if all of them state the text of ``after``."""
    for key, record in before.baselines.items():
        if after.baselines.get(key) != record and before.paths.get(key, "") not in after.unreadable:
            file = after.paths.get(key, before.paths.get(key, ""))
            findings.fault(Diagnostic.of("LM707", file, baseline=key))
    # A record that could not be read before is not a new one: it must not explain an edit beside its own repair.
    added = after.baselines.keys() - before.baselines.keys()
    new = tuple(sorted(key for key in added if after.paths.get(key) not in before.unreadable))
    sound = [key for key in new if _matches(key, after, findings)]
    findings.act(ActKind.BASELINE, *sound)
    return new if len(sound) == len(new) else ()


def _matches(key: str, after: Snapshot, findings: Findings) -> bool:
    stated, stands = after.baselines[key].digests, text_digests(after.root)
    wrong = sorted(each for each in stated.keys() | stands.keys() if stated.get(each) != stands.get(each))
    file = after.paths.get(key, "")
    findings.fault(*(Diagnostic.of("LM708", file, baseline=key, section=section) for section in wrong))
    return not wrong


def warn_of_later(new: tuple[str, ...], sections: Sequence[str], after: Snapshot, findings: Findings) -> None:
    """Note that a baseline came after the first, with the sections whose text it changed besides the adoptions."""
    for key in new:
        findings.fault(Diagnostic.of("LM709", after.paths.get(key, ""), baseline=key, sections=tuple(sections)))
