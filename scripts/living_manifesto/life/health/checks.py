"""The table of checks, and what comes of them; one more check is one more row."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure
from living_manifesto.life.health import calls, files, leftovers, repository, settings
from living_manifesto.life.health.patient import Check, Finding, Patient
from living_manifesto.locale import Speech

CHECKS: Mapping[str, Check] = {
    "git": repository.version,
    "repository": repository.there,
    "unfinished": leftovers.begun,
    "locks": leftovers.locks,
    "history": repository.whole,
    "identity": repository.named,
    "settings": settings.readable,
    "unknown-settings": settings.known,
    "branch": repository.branch,
    "head": repository.attached,
    "manifesto": settings.manifesto,
    "roles": settings.roles,
    "approvals": settings.enough_owners,
    "hook-config": calls.configured,
    "hook": calls.installed,
    "hook-command": calls.callable_,
    "merge-driver": calls.driver,
    "schemas": files.schemas,
    "line-ends": files.line_ends,
    "ignored": files.ignored,
    "catalogue": files.catalogue,
    "scratch-refs": leftovers.refs,
    "scratch-files": leftovers.files,
    "memory": leftovers.memory,
}
"""In the order in which a person would mend: what others rest on first."""


@value
class Named:
    """A finding with the name of the check that made it."""

    check: str
    finding: Finding


def examine(patient: Patient, say: Speech) -> tuple[Named, ...]:
    """All that is wrong."""
    return tuple(Named(name, finding) for name, check in CHECKS.items() for finding in check(patient, say))


def mend(found: tuple[Named, ...]) -> tuple[Named, ...]:
    """Mend what may be mended; what was tried without failing comes back."""
    return tuple(each for each in found if _mended(each.finding))


def _mended(finding: Finding) -> bool:
    if finding.mend is None:
        return False
    try:
        finding.mend()
    except (OSError, GitFailure):
        return False  # the next look finds it again, with its cure
    return True
