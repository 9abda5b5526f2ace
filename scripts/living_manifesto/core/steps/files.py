"""What a step did to files without touching text or register: settings, topics, layout; and files nobody can read."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.codes import Severity
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.snapshot import Snapshot, differing, manifesto_file
from living_manifesto.core.steps.acts import ActKind, Findings


def judge_files(before: Snapshot, after: Snapshot, findings: Findings) -> None:
    """Note the acts of settings, topics and layout."""
    settings = _differing(before.settings, after.settings, {})
    topics = _differing(before.topics, after.topics, None)
    findings.act(ActKind.SETTINGS, *settings)
    findings.act(ActKind.TOPICS, *topics)
    told = (
        settings | {f"proposals/topics/{section}.yaml" for section in topics} | _files_with_other_values(before, after)
    )
    told |= before.unreadable | after.unreadable
    kept = before.contents.keys() & after.contents.keys()
    layout = {file for file in kept if before.contents[file] != after.contents[file]}
    findings.act(ActKind.LAYOUT, *layout - told)


def judge_unreadable(before: Snapshot, after: Snapshot, findings: Findings) -> None:
    """Note the files whose values cannot be compared.

    A file that was unreadable and is readable again is a warning only, since else nobody could mend it;
    one that was and is unreadable with the same bytes is no matter of this step.
    """
    for file in sorted(after.unreadable):
        content = after.contents.get(file)
        if file not in before.unreadable or content is None or content != before.contents.get(file):
            findings.fault(Diagnostic.of("LM714", file, detail=file))
    for file in sorted(before.unreadable - after.unreadable):
        findings.fault(Diagnostic.of("LM714", file, detail=file).but(variant="mended", severity=Severity.WARNING))


def _files_with_other_values(before: Snapshot, after: Snapshot) -> set[str]:
    proposals = _differing(before.proposals, after.proposals, None)
    baselines = _differing(before.baselines, after.baselines, None)
    sections = set(differing(before.root, after.root))
    named = {after.paths[key] for key in proposals | baselines | sections if key in after.paths}
    structure = {manifesto_file(after.paths)} if "manifesto" in sections else set[str]()
    return named | structure


def _differing(one: Mapping[str, object], other: Mapping[str, object], absent: object) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key, absent) != other.get(key, absent)}
