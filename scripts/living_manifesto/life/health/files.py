"""Files that the tool makes or rests on: schemas, line ends, what git ignores, the catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.staged import Asked, names
from living_manifesto.life.health.patient import Finding, Patient
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.rules.tree import MANIFESTO_PATH

_TEXTS = (MANIFESTO_PATH, "manifesto/area/section.yaml", "proposals/2026-01/20260101-aaaaaa.yaml")
_KEPT = (*_TEXTS, "proposals/baselines/20260101-aaaaaa.yaml", "proposals/topics/section.yaml")
ATTRIBUTES = ".gitattributes"
_RULE = re.compile(r"(.*?):(\d+):(.*)")
_LF = "*.yaml text eol=lf\n"


def schemas(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The schemas here are those of the tool; a newer one, or one that is being edited, stays."""
    for kind, ours in patient.schemas.items():
        path = f"schemas/{kind}.schema.json"
        theirs = _bytes(patient.root / path)
        if theirs == ours:
            continue
        if theirs is None:
            fault = say("The schema is missing; editors complete from it.")
        elif _version(theirs) > _version(ours):
            cure = say("Bring the tool up to date: pip install --upgrade living-manifesto")
            yield Finding(path, say("The schema is newer than the tool."), cure)
            continue
        elif _is_edited(patient, path):
            fault = say("The schema is not that of the tool, and it is edited here.")
            yield Finding(path, fault, f"git restore -- {path}")
            continue
        else:
            fault = say("The schema is not that of the tool.")
        yield Finding(path, fault, "manifesto doctor --fix", _writing(patient.root / path, ours))


def line_ends(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git keeps line ends as the files must have them, on every system."""
    if patient.common is None:
        return
    fields = names(told(patient.root, "check-attr", "-z", "eol", "--", *_TEXTS))
    if any(held != "lf" for held in fields[2::3]):
        fault = say("Git may give these files the line ends of another system (eol=lf is missing).")
        yield Finding(ATTRIBUTES, fault, "manifesto doctor --fix", appending(patient.root / ATTRIBUTES, _LF))


def ignored(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git ignores nothing that belongs to the manifesto."""
    if patient.common is None:
        return
    asked = Asked(patient.root, "check-ignore", "-v", "--no-index", "--", *_KEPT, literal=False)
    try:
        said = asked.output()
    except GitFailure:
        if asked.code() == 1:
            return  # nothing is ignored
        raise
    rows = (line.rpartition("\t")[0] for line in said.decode("utf-8", "surrogateescape").splitlines())
    for found in filter(None, map(_RULE.fullmatch, dict.fromkeys(rows))):
        file, line, pattern = found.groups()
        if not pattern.startswith("!"):
            fault = say("The rule {pattern} keeps files of the manifesto out of git.", pattern=one_line(pattern))
            yield Finding(f"{one_line(file)}:{line}", fault, say("Take this line out."))


def catalogue(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The Japanese sentences are installed."""
    if not patient.catalogue.is_file():
        fault = say("The Japanese sentences are not installed: the tool cannot speak Japanese.")
        yield Finding(str(patient.catalogue), fault, "pip install --force-reinstall living-manifesto")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _version(raw: bytes) -> int:
    """The version in the name of a schema (``urn:…:1``); 0 where none can be read."""
    try:
        held = json.loads(raw)
    except ValueError:
        return 0
    found = re.search(r":(\d{1,9})$", str(held.get("$id", ""))) if isinstance(held, dict) else None
    return int(found[1]) if found is not None else 0


def _is_edited(patient: Patient, path: str) -> bool:
    if patient.common is None:
        return True
    return bool(told(patient.root, "status", "--porcelain", "-z", "--untracked-files=all", "--", path))


def _writing(path: Path, raw: bytes) -> Callable[[], object]:
    def write() -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)

    return write


def appending(path: Path, line: str) -> Callable[[], object]:
    """What adds a line to a file, or makes the file."""

    def append() -> None:
        held = _bytes(path) or b""
        between = b"" if not held or held.endswith(b"\n") else b"\n"
        path.write_bytes(held + between + line.encode())

    return append
