"""The two trees of a step as the judge wants them: only what differs, and what that refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Baseline, Snapshot, Topics
from living_manifesto.documents import decode
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import MANIFESTO_PATH, Entry, Tree, sections_named

_BASELINES = "proposals/baselines"


def step(before: Tree, after: Tree, changed: Iterable[str]) -> tuple[Snapshot, Snapshot]:
    """The snapshots of two trees that differ in the ``changed`` paths; the cost follows what differs."""
    paths = _with_referred(before, after, sorted(set(changed)))
    old_baselines = [f"{_BASELINES}/{name}" for name in before.source.names(_BASELINES) if name.endswith(".yaml")]
    paths += [path for path in old_baselines if path not in paths]
    needed = _sections(before, after, paths)
    return _snapshot(before, paths, needed), _snapshot(after, paths, needed)


def _with_referred(before: Tree, after: Tree, changed: list[str]) -> list[str]:
    """The changed paths and those of the proposals that changed proposals name."""
    paths = list(changed)
    for path in changed:
        for tree in (before, after):
            entry = tree.entry(path)
            if entry is not None and entry.proposal is not None:
                named = _other_proposals(entry.proposal)
                paths += [proposal_path(name) for name in named if proposal_path(name) not in paths]
    return paths


def _other_proposals(proposal: Proposal) -> list[str]:
    of = proposal.decision.of if proposal.decision is not None else ""
    return [name for name in (*(source.id for source in proposal.incorporates), proposal.reverts, of) if name]


def _sections(before: Tree, after: Tree, paths: Iterable[str]) -> set[str] | None:
    """The sections that the judge must see in full; None for all."""
    needed: set[str] = set()
    for path in paths:
        kind = file_kind(path)
        if kind is FileKind.BASELINE and before.entry(path) is None:
            return None
        if kind is FileKind.SECTION:
            needed.add(path.rpartition("/")[2].removesuffix(".yaml"))
        entry = after.entry(path)
        if entry is not None and entry.proposal is not None and entry.proposal.decision is not None:
            for tree in (before, after):
                needed |= sections_of(entry.proposal, tree)
    return needed


def sections_of(proposal: Proposal, tree: Tree) -> set[str]:
    """The sections that a proposal's changes may touch."""
    return sections_named(proposal.changes or (), proposal.section, tree.places())


class _Gathered:
    """A snapshot in the making."""

    def __init__(self) -> None:
        self.proposals: dict[str, Proposal] = {}
        self.topics: dict[str, Topics] = {}
        self.baselines: dict[str, Baseline] = {}
        self.settings: dict[str, Mapping[str, object]] = {}
        self.paths: dict[str, str] = {}
        self.contents: dict[str, str] = {}
        self.unreadable: set[str] = set()


def _snapshot(tree: Tree, paths: Iterable[str], needed: set[str] | None) -> Snapshot:
    gathered = _Gathered()
    for path in paths:
        entry = tree.entry(path)
        if entry is not None:
            _gather(gathered, entry)
    for name, path in tree.section_paths().items():
        gathered.paths.setdefault(name, path)
    gathered.paths["manifesto"] = MANIFESTO_PATH
    return Snapshot(
        tree.root(tree.section_paths() if needed is None else needed),
        gathered.proposals,
        gathered.topics,
        gathered.baselines,
        gathered.settings,
        gathered.paths,
        frozenset(gathered.unreadable),
        gathered.contents,
    )


def _gather(gathered: _Gathered, entry: Entry) -> None:
    gathered.contents[entry.path] = entry.document.text
    match entry.value:
        case None:
            gathered.unreadable.add(entry.path)
        case Proposal() as proposal:
            gathered.proposals[proposal.id] = proposal
            gathered.paths[proposal.id] = entry.path
        case Topics() as topics:
            gathered.topics[topics.section] = topics
        case Baseline() as baseline:
            gathered.baselines[baseline.id] = baseline
            gathered.paths[baseline.id] = entry.path
        case Node() as section:
            gathered.paths[section.id] = entry.path
            gathered.settings[entry.path] = decode.section_settings(entry.plain)
        case decode.ManifestoFile() as file:
            gathered.settings[entry.path] = file.settings
