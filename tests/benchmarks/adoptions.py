"""A made-up town's history of adoptions, built with one ``git fast-import``."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import town

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.settle import Record
from living_manifesto.core.changes import Add, Change, Replace
from living_manifesto.core.ids import added_node_id, proposal_id
from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Decision, Drafted, Outcome, Proposal, Source
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump

Files = dict[str, bytes]


def adoptions(root: Node, count: int, seed: int = 3) -> Iterator[Files]:
    """The files of one step after another: each receives and adopts a proposal that adds or replaces a point."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    outline = Outline.of(root)
    sections = [section.id for area in root.children("areas") for section in area.children("sections")]
    areas = {section.id: area.id for area in root.children("areas") for section in area.children("sections")}
    for number in range(count):
        section = dice.choice(sections)
        received = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
        body = f"{town.sentence(dice)}(整理番号{number}番)"
        name = proposal_id(received, body, length=8)
        changes = _resolved(outline, _wish(outline, section, added_node_id(name, 1), dice), section)
        outcome = apply(outline, changes, section)
        assert isinstance(outcome, Applied)
        outline = outcome.outline()
        proposal = Proposal(
            name,
            section,
            received,
            kind=computed_kind(changes),
            source=Source("web"),
            body=body,
            reason=town.sentence(dice),
            drafted=Drafted("proposer", confirmed=True),
            changes=changes,
            decision=Decision(Outcome.ADOPTED),
        )
        text = dump(encode.section(outline.places[section].node), schema="../../schemas/section.schema.json")
        register = dump(encode.proposal(proposal), schema="../../schemas/proposal.schema.json")
        month = f"{name[:4]}-{name[4:6]}"
        yield {
            f"manifesto/{areas[section]}/{section}.yaml": text.encode(),
            f"proposals/{month}/{name}.yaml": register.encode(),
        }


def _wish(outline: Outline, section: str, fresh: str, dice: random.Random) -> Change:
    item = dice.choice(outline.places[section].node.children("items"))
    point = dice.choice(item.children("points"))
    if dice.random() < 0.7:
        return Add(f"{section}/{item.id}", point.id, Node(fresh, text=town.sentence(dice)))
    return Replace(f"{section}/{point.id}", "text", point.text, town.sentence(dice) + town.sentence(dice))


def _resolved(outline: Outline, change: Change, home: str) -> tuple[Change, ...]:
    from living_manifesto.core.amend.apply import examine
    from living_manifesto.core.amend.conflict import Conflict

    record = Record(outline)
    edit = examine(record.draft, change, home)
    assert not isinstance(edit, Conflict)
    record.make(edit)
    return record.settle(home) or ()


def append(folder: Path, steps: Iterable[Files]) -> None:
    """Write the steps behind the end of ``main`` with one ``git fast-import``."""
    tip = subprocess.run(
        ["git", "rev-parse", "refs/heads/main"], cwd=folder, check=True, capture_output=True, encoding="ascii"
    ).stdout.strip()
    with subprocess.Popen(["git", "fast-import", "--quiet", "--force"], cwd=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for number, files in enumerate(steps):
            process.stdin.write(_commit(number, files, tip if number == 0 else ""))
        process.stdin.close()
    assert process.returncode == 0


def _commit(number: int, files: Files, parent: str) -> bytes:
    who = f"Town <town@example.org> {1_770_000_000 + number * 60} +0900"
    message = f"Adopt {number}"
    lines = [f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n{message}\n".encode()]
    if parent:
        lines.append(f"from {parent}\n".encode())
    for path, raw in files.items():
        lines += [f"M 100644 inline {path}\ndata {len(raw)}\n".encode(), raw, b"\n"]
    return b"".join(lines)
