"""A town in the middle of its work, what it shows, and what must be true of it whatever happened."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from living_manifesto.core.proposals import Outcome
from living_manifesto.core.steps import judge
from living_manifesto.forge.local.ledger import Ledger
from living_manifesto.gitrepo.store import Store
from living_manifesto.life.register import outcome_of
from living_manifesto.plan.pulls import Pull
from living_manifesto.rules import snapshots
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.source import Overlay
from living_manifesto.rules.tree import Tree
from living_manifesto.wiring import Workplace
from support.town import NOW, Town, settle

MAIN = "refs/heads/main"
PULLS = "refs/living-manifesto/pulls"

STANDING = "20260201-aaaaaa"
BUS, NURSERY, PASS, VAGUE = (f"20260210-{name}" for name in ("cccccc", "dddddd", "eeeeee", "ffffff"))
ALL = (STANDING, BUS, NURSERY, PASS)
"""The proposals with a change; ``VAGUE`` has none yet."""

_FILE = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
id: {name}
section: {section}
submitted_on: 2026-02-10
source: {{channel: web}}
body: {body}
reason: {reason}
"""
_CHANGES = """\
drafted: {{by: proposer, confirmed: true}}
changes:
{changes}"""
_ADD = """\
  - op: add
    to: {to}
    after: last
    node:
      id: {node}
      text: {text}
"""
_REPLACE = """\
  - op: replace
    target: p2
    field: text
    was: 高校生の定期券を半額にします。
    with: 高校生と大学生の定期券を半額にします。
"""


def written(name: str, section: str, body: str, changes: str = "") -> str:
    """The file of a proposal as a person writes it."""
    head = _FILE.format(name=name, section=section, body=body, reason=f"{body[:-1]}と、みんなが助かるから。")
    return head + (_CHANGES.format(changes=changes) if changes else "")


def addition(name: str, section: str, to: str, text: str) -> str:
    """The file of a proposal that adds a sentence at the end of an item."""
    return written(name, section, f"{text[:-1]}ようにしてほしい。", _ADD.format(to=to, node=f"{name[9:]}-1", text=text))


FILES = {
    BUS: addition(BUS, "transport", "bus", "バス停に屋根をつけます。"),
    NURSERY: addition(NURSERY, "child-care", "nursery", "保育士の給与を引き上げます。"),
    PASS: written(PASS, "transport", "大学生の定期券も安くしてほしい。", _REPLACE),
    VAGUE: written(VAGUE, "harbor", "港をもっと明るくしてほしい。"),
}


def begun(folder: Path) -> Town:
    """A town to which four people have written: their files lie here, and nobody has handed them in."""
    town = settle(folder)
    for name, text in FILES.items():
        town.write(proposal_path(name), text)
    return town


def submitted(folder: Path) -> Town:
    """The same, with a pull request for each proposal."""
    return _after(begun(folder), ["submit", "--all"])


def approved(folder: Path) -> Town:
    """The same, and somebody approves each."""
    return copied(_approved_once(), folder)


_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _approved_once() -> Town:
    return _after(submitted(kept() / "town"), *(["review", name, "--approve"] for name in ALL))


def kept() -> Path:
    """A new folder that stays until all tests are done."""
    _KEPT.append(TemporaryDirectory(prefix="manifesto-faults-", ignore_cleanup_errors=True))
    return Path(_KEPT[-1].name)


def adopted(folder: Path) -> Town:
    """The same, and two are adopted, at the same place."""
    return _after(approved(folder), ["merge", STANDING, BUS])


def behind(folder: Path) -> Town:
    """A town in which branches and pull requests are behind: merged, declined, gone, edited by hand, overtaken."""
    town = approved(folder)
    town.git("update-ref", "-d", f"refs/heads/proposal/{VAGUE}")
    town.git("switch", "-q", f"proposal/{NURSERY}")
    town.replace("manifesto/daily-life/child-care.yaml", "給与を引き上げます", "給与を大きく引き上げます")
    town.commit("Better words")
    town.git("switch", "-q", "main")
    town.git("merge", "-q", "--no-ff", "-m", "By the person's own git", f"proposal/{PASS}")
    return town


def _after(town: Town, *commands: list[str]) -> Town:
    for command in commands:
        done = town.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    return town


def copied(town: Town, folder: Path) -> Town:
    """The same town once more."""
    shutil.copytree(town.folder, folder, symlinks=True)
    return Town(folder)


@dataclass(frozen=True)
class Picture:
    """What a town shows, times and ids of commits left out."""

    main: tuple[tuple[str, str], ...]
    branches: tuple[tuple[str, str], ...]
    pulls: tuple[tuple[object, ...], ...]
    files: str


def picture(town: Town) -> Picture:
    """The steps of ``main``, the branches, the pull requests, and the files that lie here."""
    steps = town.git("log", "--first-parent", "--reverse", "--format=%T%x00%s", MAIN).splitlines()
    heads = town.git("for-each-ref", "--format=%(refname)%00%(tree)", "refs/heads").splitlines()
    pulls = sorted(_told(each) for each in pulls_of(town).values())
    return Picture(
        tuple((tree, title) for tree, title in (row.split("\0") for row in steps)),
        tuple((ref, tree) for ref, tree in (row.split("\0") for row in heads)),
        tuple(pulls),
        town.git("status", "--porcelain"),
    )


def _told(pull: Pull) -> tuple[object, ...]:
    reviews = tuple((each.by, each.verdict, each.text, each.reading) for each in pull.reviews)
    comments = tuple((each.by, each.text) for each in pull.comments)
    words = (pull.title, pull.body, tuple(sorted(pull.labels)))
    return (pull.number, pull.proposal, pull.branch, pull.state, pull.draft, words, reviews, comments)


def pulls_of(town: Town) -> dict[str, Pull]:
    with Store(town.folder) as store:
        return Ledger(store, store.tip(PULLS)).pulls()


def hold(town: Town, *, dirty: Iterable[str] = (), since: str = "") -> None:
    """What must be true of a town after a command has gone to its end; ``dirty`` are a person's own files.

    The steps of ``main`` are judged after the commit ``since`` (empty: from the first one on).
    """
    assert [str(path) for path in (town.folder / ".git").rglob("*.lock")] == []
    assert [path.name for path in (town.folder / ".git").glob("fast_import_crash_*")] == []
    assert not (town.folder / ".git" / "living-manifesto" / "carrying").exists()
    assert town.git("for-each-ref", "refs/living-manifesto").split()[2::3] in ([PULLS], [])
    assert sorted(line[3:] for line in town.git("status", "--porcelain").splitlines()) == sorted(dirty)
    checked = subprocess.run(["git", "fsck", "--strict"], cwd=town.folder, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    hold_steps(town, since)
    hold_register(town)
    hold_logs(town)


def hold_steps(town: Town, since: str = "") -> None:
    """Every step of ``main`` is judged clean: nothing was edited in silence, lost or altered."""
    rows = town.git("log", "--first-parent", "--reverse", "--format=%H %T", MAIN).splitlines()
    whole = [tuple(row.split()) for row in rows]
    line = whole[next((place for place, (commit, _) in enumerate(whole) if commit == since), 0) :]
    with Store(town.folder) as store:
        for (before, stood), (after, stands) in pairwise(line):
            assert _faults(store, (before, stood), (after, stands)) == (), town.git("show", "--stat", after)


_JUDGED: dict[tuple[str, str], tuple[object, ...]] = {}


def _faults(store: Store, before: tuple[str, str], after: tuple[str, str]) -> tuple[object, ...]:
    trees = before[1], after[1]
    if trees not in _JUDGED:
        changed = store.changed([(before[0], after[0])])[0]
        stood, stands = _tree(store, before[0]), _tree(store, after[0])
        _JUDGED[trees] = tuple(judge(*snapshots.step(stood, stands, changed)).faults)
    return _JUDGED[trees]


def _tree(store: Store, commit: str) -> Tree:
    files = {path: store.read(blob) for path, blob in store.listing(commit).items()}
    return Tree(Overlay(_Nothing(), files), _workplace(store.root).schemas)


@cache
def _workplace(root: Path) -> Workplace:
    return Workplace(root, datetime.fromisoformat(NOW))


class _Nothing:
    def paths(self) -> Iterable[str]:
        return ()

    def read(self, path: str) -> bytes | None:
        return None

    def names(self, folder: str) -> Iterable[str]:
        return ()


def hold_register(town: Town) -> None:
    """Each receipt stands once, each adopted sentence once, and no step takes a proposal away."""
    stood: set[str] = set()
    for commit in town.git("rev-list", "--first-parent", "--reverse", MAIN).split():
        stands = set(town.git("ls-tree", "-r", "--name-only", commit, "--", "proposals").split())
        assert stood <= stands
        stood = stands
    proposals = _proposals(town)
    reverted = {each.reverts for each in proposals if outcome_of(each.decision) is Outcome.ADOPTED and each.reverts}
    text = town.git("show", f"{MAIN}:./manifesto/daily-life/transport.yaml")
    text += town.git("show", f"{MAIN}:./manifesto/daily-life/child-care.yaml")
    for each in proposals:
        if each.reverts or outcome_of(each.decision) is not Outcome.ADOPTED:
            continue
        for change in each.changes or ():
            node = getattr(change, "node", None)
            if node is not None:
                assert text.count(f"id: {node.id}\n") == (0 if each.id in reverted else 1), each.id


def _proposals(town: Town) -> list[object]:
    with Store(town.folder) as store:
        tree = _tree(store, MAIN)
        entries = [tree.entry(path) for path in tree.source.paths()]
    return [each.proposal for each in entries if each is not None and each.proposal is not None]


def hold_logs(town: Town) -> None:
    """No number and no proposal has two pull requests, and what a log said it says for ever."""
    if not town.git("for-each-ref", PULLS):
        return
    with Store(town.folder) as store:
        before: dict[str, bytes] = {}
        for commit in town.git("rev-list", "--reverse", PULLS).split():
            held = store.listing(commit, rooted=True)
            logs = {path: blob for path, blob in held.items() if path.endswith(".log")}
            now = dict(zip(logs, store.read_many(list(logs.values())), strict=True))
            for path, raw in before.items():
                assert (now.get(path) or b"").startswith(raw), (commit, path)
            before = {path: raw or b"" for path, raw in now.items()}
    places = [Path(path).stem.partition("-") for path in before]
    assert len({number for number, _, _ in places}) == len(places)
    assert len({proposal for _, _, proposal in places}) == len(places)
    for raw in before.values():
        events = [json.loads(line)["event"] for line in raw.splitlines()]
        assert events.count("opened") == 1
        assert events.count("merged") <= 1
