"""The examples in the schemas are held against our own rules too, each at its place in this repository."""

from __future__ import annotations

import json
from typing import Any

import pytest

from living_manifesto.documents.canonical import dump
from living_manifesto.documents.filekind import FileKind
from living_manifesto.rules.engine import check_file
from support.held import ROOT, Held, context, files_below

EXAMPLES = [
    (kind, example)
    for kind in FileKind
    for example in json.loads((ROOT / f"schemas/{kind}.schema.json").read_text("utf-8"))["examples"]
]


def place(kind: FileKind, example: dict[str, Any]) -> str:
    match kind:
        case FileKind.MANIFESTO:
            return "manifesto/manifesto.yaml"
        case FileKind.SECTION:
            return f"manifesto/other-issues/{example['id']}.yaml"
        case FileKind.PROPOSAL:
            return f"proposals/{example['id'][:4]}-{example['id'][4:6]}/{example['id']}.yaml"
        case FileKind.TOPICS:
            return f"proposals/topics/{example['section']}.yaml"
        case FileKind.BASELINE:
            return f"proposals/baselines/{example['id']}.yaml"


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=lambda held: held if isinstance(held, str) else "example")
def test_no_rule_refuses_an_example(kind: FileKind, example: dict[str, Any]) -> None:
    here = {
        f"{room}/{path}": raw for room in ("manifesto", "proposals") for path, raw in files_below(ROOT / room).items()
    }
    others = {place(one, each): dump(each).encode() for one, each in EXAMPLES if one is FileKind.PROPOSAL}
    path = place(kind, example)
    surroundings = context(Held({**here, **others, path: dump(example).encode()}))
    faults = check_file(path, surroundings).faults
    assert [(fault.code, dict(fault.args)) for fault in faults if fault.severity != "hint"] == []
