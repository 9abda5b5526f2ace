"""Git: new enough, told who works here, with the whole history and the branch that the settings name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.documents.nearest import nearest
from living_manifesto.gitrepo import NoIdentity, founding
from living_manifesto.gitrepo.past import is_shallow
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.refs import branches
from living_manifesto.gitrepo.store import identity
from living_manifesto.life.health.patient import Finding, Patient
from living_manifesto.life.health.settings import FILE
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

_WANTED = (2, 39)
_HEADS = "refs/heads/"


def version(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git can tell what merging many branches would give."""
    said = told(patient.root, "version").decode("utf-8", "replace").strip()
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is not None and (int(found[1]), int(found[2])) < _WANTED:
        fault = say("{version} is old; {wanted} or newer is needed.", version=said, wanted="git 2.39")
        yield Finding("git", fault, "https://git-scm.com/downloads")


def there(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The manifesto lies in a git repository."""
    if patient.common is None:
        yield Finding(str(patient.root), say("This is no git repository, so nothing can be proved of it."), "git init")


def whole(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The history was fetched from its beginning."""
    if patient.common is not None and is_shallow(patient.root):
        fault = say("The beginning of the history is missing here, so nothing can be audited.")
        yield Finding("git", fault, "git fetch --unshallow")


def named(patient: Patient, say: Speech) -> Iterator[Finding]:
    """Git knows who works here."""
    try:
        identity(patient.root)
    except NoIdentity:
        cure = 'git config user.name "…" && git config user.email "…"'
        yield Finding("git", say("Git does not know who you are, and what you do here carries a name."), cure)


def branch(patient: Patient, say: Speech) -> Iterator[Finding]:
    """The branch that is the manifesto exists."""
    if patient.common is None or any(key == "branch" for key, _ in patient.malformed):
        return
    heads = branches(patient.root, "refs/heads", "refs/remotes")
    if f"{_HEADS}{patient.main}" in heads:
        return
    fault = say("There is no branch {branch}, and the settings say that it is the manifesto.", branch=patient.main)
    far = next((ref for ref in heads if re.fullmatch(rf"refs/remotes/[^/]+/{re.escape(patient.main)}", ref)), "")
    if far:
        short = far.removeprefix("refs/remotes/")
        cure = f"git branch {patient.main} {short}"
        yield Finding("git", fault, cure, lambda: told(patient.root, "branch", "--end-of-options", patient.main, far))
        return
    local = [ref.removeprefix(_HEADS) for ref in heads if ref.startswith(_HEADS)]
    here = founding.branch(patient.root)
    near = here if here in local else next(iter(nearest(patient.main, local, {})), "")
    if near:
        yield Finding(FILE, fault, f'[tool.living-manifesto] branch = "{one_line(near)}"')
    else:
        yield Finding("git", fault, 'git add -A && git commit -m "…"')


def attached(patient: Patient, say: Speech) -> Iterator[Finding]:
    """What is committed here comes onto a branch."""
    if patient.common is not None and not founding.branch(patient.root):
        fault = say("No branch is checked out here (detached HEAD): what you commit would belong to none.")
        yield Finding("git", fault, f"git switch {patient.main}")
