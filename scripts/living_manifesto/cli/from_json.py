"""A proposal told as JSON on standard input: the fields of a proposal file, ``id`` and ``submitted_on`` computed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.proposing import SCHEMA, receive, tell
from living_manifesto.core.changes import Add
from living_manifesto.core.nodes import CHILD_KIND, Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace
from living_manifesto.documents.survey import DEEPEST
from living_manifesto.documents.vocabulary import BOOLEAN_KEYS, INTEGER_KEYS
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.rules.source import LIMIT

if TYPE_CHECKING:
    from living_manifesto.wiring import Workplace

_COMPUTED = "20260101-000000"
_SHOWN = 40
_STAND_IN = "unnamed-node-"


def propose_from_json(place: Workplace, raw: bytes, say: Speech) -> int:
    """Write the proposal, or say what is wrong with it and write nothing: the caller still holds the words."""
    told = {"id": _COMPUTED, "submitted_on": place.today(place.zone()).isoformat(), **object_told(raw, say)}
    proposal = understood(place, told, say)
    return 1 if proposal is None else receive(place, proposal, say, keep_faulty=False)


def understood(place: Workplace, told: dict[str, object], say: Speech) -> Proposal | None:
    """The proposal that the fields of a file tell, nodes without an id left so; None when it has faults.

    They are said here; a refusal where it holds what no file can state.
    """
    from living_manifesto.documents import decode
    from living_manifesto.documents.canonical import dump
    from living_manifesto.documents.filekind import FileKind
    from living_manifesto.documents.reader import read

    if misfit := _misfit(told, "", 0):
        raise click.UsageError(say("The JSON holds what no proposal holds: {detail}", detail=misfit))
    changes = told.get("changes")
    for change in changes if isinstance(changes, list) else ():
        _name_nodes(change.get("node") if isinstance(change, dict) else None, [0])
    text = dump(told, schema=SCHEMA)
    document = read(text.encode("utf-8", "surrogatepass"), "-")
    faults = [*document.faults, *(place.schemas.faults(document, FileKind.PROPOSAL) if document.value else ())]
    if faults:
        tell(faults, "-", text, say)
        return None
    return _unnamed(decode.proposal(document.value if isinstance(document.value, dict) else {}))


def object_told(raw: bytes, say: Speech) -> dict[str, object]:
    """The one object that is told; a refusal where it is something else."""
    if len(raw) > LIMIT:
        raise click.UsageError(say("The JSON is larger than {limit} bytes.", limit=LIMIT))
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(say("This is no JSON: {detail}", detail=error)) from error
    if not isinstance(told, dict):
        raise click.UsageError(say('The JSON must be one object: {{"section": …, "body": …, "reason": …}}'))
    return told


def _misfit(value: object, key: str, depth: int) -> str:
    """The first value that no file can state: null, a number or a truth where text belongs, or nested too deep."""
    children: Iterable[tuple[str, object]] = ()
    match value:
        case dict() | list() if depth > DEEPEST:
            return f"{one_line(key)}: …"
        case dict():
            children = value.items()
        case list():
            children = ((key, each) for each in value)
        case str():
            return ""
        case bool() if key in BOOLEAN_KEYS:
            return ""
        case int() if key in INTEGER_KEYS and not isinstance(value, bool):
            return ""
        case _:
            return f"{one_line(key)}: {json.dumps(value)[:_SHOWN]}"
    return next((found for name, each in children if (found := _misfit(each, name, depth + 1))), "")


def _name_nodes(node: object, count: list[int]) -> None:
    """Give nodes without an id a stand-in, so that the schema is met; ``_unnamed`` takes it off again."""
    if not isinstance(node, dict):
        return
    if "id" not in node:
        count[0] += 1
        node["id"] = f"{_STAND_IN}{count[0]}"
    for name in CHILD_KIND:
        held = node.get(name)
        for child in held if isinstance(held, list) else ():
            _name_nodes(child, count)


def _unnamed(proposal: Proposal) -> Proposal:
    def bare(node: Node) -> Node:
        lists = tuple((name, tuple(map(bare, nodes))) for name, nodes in node.lists)
        return replace(node, id="" if node.id.startswith(_STAND_IN) else node.id, lists=lists)

    changes = proposal.changes and tuple(
        replace(change, node=bare(change.node)) if isinstance(change, Add) else change for change in proposal.changes
    )
    return replace(proposal, changes=changes)
