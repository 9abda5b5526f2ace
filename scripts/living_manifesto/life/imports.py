"""Taking in what stood elsewhere: text as a baseline, topics and proposals, all in one step of ``main``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.ids import short_hash
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Baseline, Topics, differing, text_digests
from living_manifesto.core.values import replace, value
from living_manifesto.documents import encode, splice
from living_manifesto.documents.canonical import dump
from living_manifesto.life.desk import Desk, Refused, texts_of
from living_manifesto.locale import Speech
from living_manifesto.plan.files import Files, files_for, proposal_file
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree

_BASELINE_SCHEMA = "../../schemas/baseline.schema.json"
_TOPICS_SCHEMA = "../../schemas/topics.schema.json"


@value
class Intake:
    """What comes in. ``root`` is the whole manifesto as it shall read, None where the text stays as it is.

    ``why`` and ``source`` are for the record of a baseline, which is made when the text differs.
    """

    root: Node | None
    topics: tuple[Topics, ...]
    proposals: tuple[Proposal, ...]
    why: str
    source: str


@value
class TakenIn:
    """What came of it: the commit (None when all stood there), the baseline's id, ids by what became of them."""

    commit: str | None
    baseline: str
    received: tuple[str, ...]
    known: tuple[str, ...]
    refused: Mapping[str, tuple[Diagnostic, ...]]


def take_in(desk: Desk, make: Callable[[Tree], Intake]) -> TakenIn:
    """Bring ``main`` to what ``make`` says of it, in one step; a proposal with a fault stays outside and is named.

    ``Refused`` (``life.desk``) where the text or the topics themselves have a fault.
    """
    outcome: list[TakenIn] = []

    def plan(tip: str) -> Files:
        files, done = _planned(desk, tip, make)
        outcome[:] = [done]
        return files

    commit = desk.advance(plan, lambda: _message(desk.speech, outcome[0]))
    return replace(outcome[0], commit=commit)


def foresee(desk: Desk, make: Callable[[Tree], Intake]) -> TakenIn:
    """What ``take_in`` would make of it, with ``Refused`` where it would be refused; nothing is written."""
    tip = desk.tip()
    files, done = _planned(desk, tip, make)
    if files and (faults := desk.faults(tip, files)):
        raise Refused(faults, texts_of(files))
    return done


def _planned(desk: Desk, tip: str, make: Callable[[Tree], Intake]) -> tuple[Files, TakenIn]:
    tree = desk.tree(tip)
    intake = make(tree)
    record = _record(tree, intake, desk.context(tip).today.isoformat())
    files = _text_files(tree, intake, record)
    papers = {each.id: proposal_file(tree, each) for each in intake.proposals if not _stands(tree, each)}
    refused = _unfit(desk, tip, files, papers)
    taken = {path: raw for name in papers if name not in refused for path, raw in papers[name].items()}
    received = tuple(sorted(papers.keys() - refused.keys()))
    known = tuple(sorted(each.id for each in intake.proposals if each.id not in papers))
    return {**files, **taken}, TakenIn(None, record.id if record else "", received, known, refused)


def _message(say: Speech, done: TakenIn) -> str:
    if done.baseline:
        return say("Take in the text as a new baseline: {id}", id=done.baseline)
    if done.received:
        return say.count("Receive a proposal", "Receive {number} proposals", len(done.received))
    return say("Bring the topics up to date")


def recorded(root: Node, why: str, source: str, day: str) -> Baseline:
    """The record that a text stands from a day on; the same one for the same text on the same day."""
    digests = text_digests(root)
    name = f"{day.replace('-', '')}-{short_hash(why, source, *digests.values(), length=6)}"
    return Baseline(name, why, day, source, digests)


def baseline_file(record: Baseline) -> Files:
    """The file of a baseline."""
    raw = dump(encode.baseline(record), schema=_BASELINE_SCHEMA).encode()
    return {f"proposals/baselines/{record.id}.yaml": raw}


def _record(tree: Tree, intake: Intake, day: str) -> Baseline | None:
    if intake.root is None or not differing(tree.outline().root, intake.root):
        return None
    return recorded(intake.root, intake.why, intake.source, day)


def _text_files(tree: Tree, intake: Intake, record: Baseline | None) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    if record is not None and intake.root is not None:
        files |= {**files_for(tree, intake.root), **baseline_file(record), **_moot(tree, intake.root)}
    for topics in intake.topics:
        files |= _topics_file(tree, topics)
    return files


def _moot(tree: Tree, after: Node) -> Files:
    """The topics files of sections that are gone, where they hold no topic but only what a source said."""
    stay = text_digests(after).keys()
    paths = [f"proposals/topics/{name}.yaml" for name in tree.section_paths() if name not in stay]
    entries = [entry for path in paths if (entry := tree.entry(path)) is not None]
    return {entry.path: None for entry in entries if isinstance(entry.value, Topics) and not entry.value.topics}


def _topics_file(tree: Tree, topics: Topics) -> Files:
    path = f"proposals/topics/{topics.section}.yaml"
    entry = tree.entry(path)
    if entry is None:
        return {path: dump(encode.topics(topics), schema=_TOPICS_SCHEMA).encode()}
    if entry.value == topics:
        return {}
    return {path: splice.rewrite_topics(entry.document, topics).encode()}


def _stands(tree: Tree, proposal: Proposal) -> bool:
    return tree.source.read(proposal_path(proposal.id)) is not None


def _unfit(desk: Desk, tip: str, files: Files, papers: Mapping[str, Files]) -> dict[str, tuple[Diagnostic, ...]]:
    """The faults of the proposals that must stay outside, by id; found again until the rest is sound."""
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    names = {path: name for name, paper in papers.items() for path in paper}
    while fresh := [name for name in papers if name not in refused]:
        step = {**files, **{path: raw for name in fresh for path, raw in papers[name].items()}}
        found: dict[str, list[Diagnostic]] = {}
        for fault in desk.faults(tip, step):
            if (name := names.get(fault.file, "")) and name not in refused:
                found.setdefault(name, []).append(fault)
        if not found:
            break
        refused |= {name: tuple(faults) for name, faults in found.items()}
    return refused
