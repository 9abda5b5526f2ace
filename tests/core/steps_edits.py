"""The edits that the legal and illegal steps are made of."""

from __future__ import annotations

from core.steps_world import BASELINE, NEW, UNDRAFTED, Edit, children, decided, fields, proposal, put, text
from living_manifesto.core.changes import Replace
from living_manifesto.core.proposals import Decision, Disposition, Incorporated, Outcome, Source
from living_manifesto.core.snapshot import Snapshot
from living_manifesto.core.values import replace

IMPORT = Source("import", url="https://example.org/1")
ELSEWHERE = {
    "source": IMPORT,
    "decision": Decision(Outcome.DECLINED, "理由。", "party", on="2025-08-01", link="https://x"),
}
MERGED = Incorporated(UNDRAFTED, Disposition.IN_SPIRIT)
CONSOLIDATION = proposal(
    NEW, Replace("v2", "text", "対話を続ける。", "対話を重ねる。"), outcome=Outcome.ADOPTED, incorporates=(MERGED,)
)
CONSOLIDATE: tuple[Edit, ...] = (
    put(CONSOLIDATION),
    decided(UNDRAFTED, Outcome.INCORPORATED),
    fields("v2", text="対話を重ねる。"),
)


def gone(name: str) -> Edit:
    return text(name, lambda _: None)


def deleted(name: str) -> Edit:
    return lambda tree: replace(tree, proposals={key: each for key, each in tree.proposals.items() if key != name})


def moved_file(name: str, path: str) -> Edit:
    return lambda tree: replace(tree, paths={**tree.paths, name: path})


def unreadable(path: str) -> Edit:
    return lambda tree: replace(tree, unreadable=tree.unreadable | {path})


def bytes_of(path: str, digest: str) -> Edit:
    return lambda tree: replace(tree, contents={**tree.contents, path: digest})


def no_baselines(tree: Snapshot) -> Snapshot:
    return replace(tree, baselines={})


def retold_baseline(tree: Snapshot) -> Snapshot:
    return replace(tree, baselines={BASELINE: replace(tree.baselines[BASELINE], why="別の理由")})


def owners(tree: Snapshot) -> Snapshot:
    return replace(tree, settings={**tree.settings, "manifesto/others/defense.yaml": {"owners": ["@b"]}})


def sections_of_others(order: tuple[int, ...]) -> Edit:
    return children("others", "sections", lambda old: tuple(old[place] for place in order))
