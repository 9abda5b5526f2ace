"""Trees of files in memory for the planners: the town of the cases, and random manifestos as their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from living_manifesto.core.changes import Add, Change, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Decision, Drafted, Outcome, Proposal, Source
from living_manifesto.core.snapshot import Baseline, structure, text_digests
from living_manifesto.core.steps import Judgement, judge
from living_manifesto.core.values import replace
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.rules import snapshots
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.step import check_step
from living_manifesto.rules.tree import Tree
from support.held import Held, context, files_below, schemas
from support.town import BASE

TOWN = Held(files_below(BASE))
"""The town of the cases: three sections, a proposal that waits, and one that was declined."""

ADOPTED = Decision(Outcome.ADOPTED)


def tree(source: Held) -> Tree:
    return Tree(source, schemas())


def proposal(name: str = "20260228-k3f9tw", section: str = "transport", **fields: object) -> Proposal:
    """A proposal as somebody would send it, drafted by themselves."""
    day = f"{name[:4]}-{name[4:6]}-{name[6:8]}"
    sent = Proposal(name, section, day, source=Source("web"), body="本文です。", reason="理由です。")
    return replace(sent, **{"drafted": Drafted("proposer", confirmed=True), **fields})


def written(*proposals: Proposal) -> dict[str, bytes | None]:
    """The files of proposals as ``propose`` writes them."""
    address = "../../schemas/proposal.schema.json"
    return {proposal_path(each.id): dump(encode.proposal(each), schema=address).encode() for each in proposals}


def town_of(root: Node) -> Held:
    """A manifesto as files, with the baseline that makes its steps judged."""
    files = {"manifesto/manifesto.yaml": dump(encode.manifesto(ManifestoFile(structure(root))))}
    for area in root.children("areas"):
        for section in area.children("sections"):
            files[f"manifesto/{area.id}/{section.id}.yaml"] = dump(encode.section(section))
    record = Baseline("20260101-base01", "最初の版です。", "2026-01-01", "", text_digests(root))
    files["proposals/baselines/20260101-base01.yaml"] = dump(encode.baseline(record))
    return Held({path: text.encode() for path, text in files.items()})


def changed(before: Held, after: Held) -> list[str]:
    """The paths in which two trees differ."""
    return [path for path in {**before.files, **after.files} if before.files.get(path) != after.files.get(path)]


def judged(before: Held, files: Mapping[str, bytes | None]) -> Judgement:
    """What the judge says of the step that writes the files."""
    return judge(*snapshots.step(tree(before), tree(before.but(files)), files))


def complaints(before: Held, files: Mapping[str, bytes | None]) -> list[str]:
    """Everything that the required check says of the step; ``before`` counts as received."""
    after = context(before.but(files), lambda path: path in before.files)
    return [fault.code for fault in check_step(context(before), after, files)]


def as_written(root: Node) -> Node:
    """The tree with words as a file holds them: titles of one line, texts that end with a word."""
    lists = tuple((name, tuple(map(as_written, children))) for name, children in root.lists)
    return replace(root, title=_title(root.title), text=_text(root.text), lists=lists)


def changes_as_written(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with the same words in them."""
    return tuple(map(_as_written, changes))


def _as_written(change: Change) -> Change:
    match change:
        case Add(node=node):
            return replace(change, node=as_written(node))
        case Replace(field=field, was=was, becomes=becomes):
            words = _title if field == "title" else _text
            return replace(change, was=words(was), becomes=words(becomes))
        case _:
            return change


def _title(text: str) -> str:
    return text.replace("\n", "・")


def _text(text: str) -> str:
    return text.replace("\n", "\n・")
