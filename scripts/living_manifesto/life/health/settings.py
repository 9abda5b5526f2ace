"""Settings: readable, known, and of one mind with each other and with the register."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from living_manifesto.core.diagnostics import Severity
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.documents.nearest import nearest
from living_manifesto.life.health.patient import Finding, Patient
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.report.messages import message
from living_manifesto.rules.engine import check_file
from living_manifesto.rules.pages import page
from living_manifesto.rules.tree import MANIFESTO_PATH

FILE = "pyproject.toml"
_BY = re.compile(rb"\bby: *([^\s,}]+)")
_DRAFTERS = frozenset((b"proposer", b"importer", b"staff", b"model"))


def readable(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Every setting can be read."""
    for key, detail in patient.malformed:
        yield Finding(
            FILE,
            say("The setting {key} cannot be read ({detail}).", key=one_line(key), detail=one_line(detail)),
            "manifesto explain LM801",
        )


def known(patient: Patient, say: Speech) -> Iterator[Finding]:
    """No setting is there that nobody reads."""
    for key in patient.settings:
        if key in patient.known:
            continue
        near = nearest(key, patient.known, {})
        cure = say("Did you mean {near}?", near=", ".join(near)) if near else say("Take it out.")
        yield Finding(FILE, say("There is no setting {key}; nobody reads it.", key=one_line(key)), cure)


def enough_owners(patient: Patient, say: Speech) -> Iterator[Finding]:
    """As many must approve as there are people named for it, at most; a team may be any number."""
    wanted = patient.settings.get("approvals", 1)
    if patient.context is None or not isinstance(wanted, int):
        return
    tree = patient.context.tree
    entries = (tree.entry(path) for path in tree.section_paths().values())
    owners = {owner for entry in entries if entry is not None for owner in _owners(entry.plain.get("owners"))}
    if owners and len(owners) < wanted and not any("/" in owner for owner in owners):
        count = len(owners)
        fault = say(
            "{wanted} people must approve a proposal, and the sections name {count} (owners).",
            wanted=wanted,
            count=count,
        )
        yield Finding(FILE, fault, f"approvals = {count}")


def roles(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The roles that decided stand in the settings, so that a page can call them by their title."""
    titled = patient.settings.get("roles", {})
    if patient.context is None or not isinstance(titled, dict):
        return
    for role, count in _deciding(patient, set(titled)).items():
        near = nearest(role, titled, {})
        cure = say("Did you mean {near}?", near=", ".join(near)) if near else f'roles = {{ "{one_line(role)}" = "…" }}'
        fault = say.count(
            "One decision is by {role}, and no such role stands in the settings.",
            "{number} decisions are by {role}, and no such role stands in the settings.",
            count,
            role=one_line(role),
        )
        yield Finding(FILE, fault, cure)


def manifesto(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Language, time zone and all else in the file of the manifesto is sound."""
    if patient.context is None:
        return
    for fault in check_file(MANIFESTO_PATH, patient.context).faults:
        if fault.severity is Severity.ERROR:
            line = f":{fault.span.line}" if fault.span is not None else ""
            said = message(fault, page(fault.code, say.language), say)
            yield Finding(f"{MANIFESTO_PATH}{line}", said.fault, f"manifesto check {MANIFESTO_PATH}")


def _owners(held: object) -> list[str]:
    return [owner for owner in held if isinstance(owner, str)] if isinstance(held, list) else []


def _deciding(patient: Patient, titled: set[str]) -> Counter[str]:
    """The roles outside of the settings, with the number of decisions; what another place decided has its own."""
    found: Counter[str] = Counter()
    assert patient.context is not None  # noqa: S101 - who asks has looked
    tree = patient.context.tree
    usual = _DRAFTERS | {role.encode() for role in titled}
    for path in tree.source.paths():
        raw = tree.source.read(path) if file_kind(path) is FileKind.PROPOSAL else None
        if raw is None or b"decision:" not in raw or set(_BY.findall(raw)) <= usual:
            continue  # to understand ten thousand proposals takes a minute
        entry = tree.once(path)
        proposal = entry.proposal if entry is not None else None
        if proposal is None or proposal.decision is None or (proposal.source and proposal.source.channel == "import"):
            continue
        if proposal.decision.by and proposal.decision.by not in titled:
            found[proposal.decision.by] += 1
    return found
