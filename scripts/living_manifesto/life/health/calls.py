"""Where git calls the tool: the hook before a commit, and the merge of section files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from living_manifesto.gitrepo import hooks
from living_manifesto.gitrepo.hooks import State
from living_manifesto.gitrepo.merging import DRIVER, has_driver, set_driver
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.life.founding.templates import plain
from living_manifesto.life.health.files import ATTRIBUTES, appending
from living_manifesto.life.health.patient import Finding, Patient
from living_manifesto.locale import Language, Speech
from living_manifesto.report.display import one_line

CONFIG = ".pre-commit-config.yaml"
_OURS = "manifesto-check"
_CALLED_HERE = "entry: manifesto check"


def configured(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The configuration of pre-commit names our check."""
    if patient.common is None:
        return
    text = _text(patient)
    if text is None:
        fault = say("The check before a commit is not set up: the file is missing.")
        yield Finding(
            CONFIG, fault, "manifesto doctor --fix", lambda: _write(patient, plain(_language(patient), _NAME))
        )
    elif _OURS not in text:
        cure = say("Add under repos: {hook}", hook=_HOOK)
        yield Finding(CONFIG, say("It does not name the check of the manifesto."), cure)


def callable_(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The command that the hook calls is found."""
    text = _text(patient) or ""
    if patient.common is None or _CALLED_HERE not in text or patient.in_path("manifesto"):
        return
    fault = say("The hook calls manifesto, and that is not in PATH here: a commit would fail.")
    yield Finding(CONFIG, fault, say("Activate the environment in which the tool is installed: . .venv/bin/activate"))


def installed(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git runs pre-commit's hook."""
    if patient.common is None:
        return
    held = hooks.hook(patient.root)
    place = _shown(held.path, patient.top)
    if held.state is State.SET:
        return
    if held.elsewhere:
        fault = say(
            "Git looks for hooks in {folder} (core.hooksPath), and there is none of ours.",
            folder=one_line(held.elsewhere),
        )
        yield Finding(place, fault, "git config --unset core.hooksPath && pre-commit install")
        return
    match held.state:
        case State.ASLEEP:
            fault = say("The hook may not be run: the file is not executable.")
            yield Finding(place, fault, f"chmod +x {place}", lambda: held.path.chmod(held.path.stat().st_mode | 0o111))
        case State.FOREIGN:
            fault = say("Another hook stands here and does not check the manifesto.")
            yield Finding(place, fault, "pre-commit install")
        case _:
            yield _absent(patient, place, say)


def driver(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git merges section files sentence by sentence."""
    if patient.common is None:
        return
    held = told(patient.root, "check-attr", "-z", "merge", "--", "manifesto/area/section.yaml").split(b"\0")
    if held[2:3] != [DRIVER.encode()]:
        fault = say("Git merges section files line by line (merge=manifesto is missing).")
        yield Finding(ATTRIBUTES, fault, "manifesto doctor --fix", appending(patient.root / ATTRIBUTES, _DRIVEN))
    if not has_driver(patient.root):
        fault = say("Git is not told what merges section files sentence by sentence.")
        yield Finding("git", fault, "manifesto doctor --fix", lambda: set_driver(patient.root))


def _absent(patient: Patient, place: str, say: Speech) -> Finding:
    fault = say("The hook is not installed: what is faulty would be committed unseen.")
    program = patient.found("pre-commit")
    if program is None:
        return Finding(place, fault, "pip install pre-commit && pre-commit install")
    return Finding(place, fault, "pre-commit install", lambda: hooks.install(patient.top, program))


_NAME = "pre-commit-config.yaml"
_DRIVEN = f"manifesto/**/*.yaml merge={DRIVER}\n"
_HOOK = (
    "{repo: local, hooks: [{id: manifesto-check, name: manifesto check, entry: manifesto check --staged, "
    "language: system, pass_filenames: false, always_run: true}]}"
)


def _language(patient: Patient) -> Language:
    file = patient.context.tree.manifesto() if patient.context is not None else None
    return "ja" if file is not None and file.settings.get("language") == "ja" else "en"


def _text(patient: Patient) -> str | None:
    try:
        return (patient.top / CONFIG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _write(patient: Patient, text: str) -> None:
    with (patient.top / CONFIG).open("x", encoding="utf-8", newline="") as file:
        file.write(text)


def _shown(path: Path, top: Path) -> str:
    resolved = path.resolve()
    return str(resolved.relative_to(top)) if resolved.is_relative_to(top) else str(resolved)
