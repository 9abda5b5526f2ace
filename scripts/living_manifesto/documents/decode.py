"""Values of a file to values of the core: what the strict reader and the schema let through never fails here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT, Form, Node
from living_manifesto.core.proposals import (
    Claim,
    Decision,
    Disposition,
    Drafted,
    Incorporated,
    Outcome,
    Proposal,
    ProposalKind,
    Redaction,
    Source,
    Words,
)
from living_manifesto.core.snapshot import Baseline, Topic, Topics
from living_manifesto.core.values import NOTHING, value

Plain = Mapping[str, Any]
"""A mapping as the strict reader gives it: strings, and the few integers and booleans that it knows by key."""

SECTION_SETTINGS = ("owners", "formerly")
"""The keys of a section that are no text for the reader."""

_LISTS = ("areas", "sections", "preface", "vision", "points", "parts", "items")
_FORMS = {form.value: form for form in Form}
_KINDS = {kind.value: kind for kind in ProposalKind}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_DISPOSITIONS = {disposition.value: disposition for disposition in Disposition}


@value
class ManifestoFile:
    """What ``manifesto.yaml`` says: the tree down to sections as stubs (id, number), and the settings."""

    root: Node
    settings: Mapping[str, object] = NOTHING

    @property
    def title(self) -> str:
        """The title of the whole manifesto."""
        return self.root.title


def node(value: Plain) -> Node:
    """An area, section, item, part or point with all below it."""
    lists = tuple((name, tuple(map(node, value[name]))) for name in _LISTS if value.get(name))
    form = value.get("form")
    return Node(
        value["id"],
        value.get("title", ""),
        value.get("text", ""),
        _FORMS[form] if form else Form.BULLET,
        value.get("number"),
        lists,
    )


def section(value: Plain, number: int | None = None) -> Node:
    """The text of a section file; its number stands in ``manifesto.yaml``."""
    lists = tuple((name, tuple(map(node, value[name]))) for name in _LISTS if value.get(name))
    return Node(value["id"], value.get("title", ""), number=number, lists=lists)


def section_settings(value: Plain) -> dict[str, object]:
    """The keys of a section file that are no text for the reader."""
    return {key: value[key] for key in SECTION_SETTINGS if value.get(key)}


def manifesto(value: Plain) -> ManifestoFile:
    """The areas, sections and settings of ``manifesto.yaml``."""
    areas = tuple(map(node, value.get("areas", ())))
    root = Node(ROOT, value.get("title", ""), lists=(("areas", areas),) if areas else ())
    return ManifestoFile(root, {key: held for key, held in value.items() if key not in ("title", "areas")})


def change(value: Plain) -> Change:
    """One operation of a proposal."""
    match value["op"]:
        case "add":
            return Add(value["to"], value["after"], node(value["node"]), value.get("list", ""))
        case "replace":
            return Replace(value["target"], value["field"], value.get("was", ""), value.get("with", ""))
        case "remove":
            return Remove(value["target"], value.get("was", ""))
        case _:
            return Move(value["target"], value["to"], value["after"], value.get("list", ""), value.get("was", ""))


def proposal(value: Plain) -> Proposal:
    """One proposal as its file states it."""
    get = value.get
    proposer, source, drafted = get("proposer"), get("source"), get("drafted")
    changes, hidden, decision = get("changes"), get("hidden"), get("decision")
    claim = get("claim")
    return Proposal(
        value["id"],
        value["section"],
        value["submitted_on"],
        _KINDS[value["kind"]] if "kind" in value else None,
        _words(get("title", "")),
        _words(proposer.get("name", "")) if proposer else "",
        get("terms", ""),
        Source(source["channel"], source.get("url", ""), source.get("position"), source.get("key", ""))
        if source
        else None,
        _words(get("body", "")),
        _words(get("reason", "")),
        Drafted(drafted["by"], drafted.get("confirmed", False)) if drafted else None,
        None if changes is None else tuple(map(change, changes)),
        _incorporates(get("incorporates", ())),
        get("reverts", ""),
        get("mends", ""),
        _redaction(hidden) if hidden else None,
        _decision(decision) if decision else None,
        Claim(claim["salt"], claim["digest"]) if claim else None,
    )


def topics(value: Plain) -> Topics:
    """The topics of a section."""
    held = tuple(
        Topic(topic["id"], topic["title"], topic.get("summary", ""), tuple(topic.get("proposals", ())))
        for topic in value.get("topics", ())
    )
    return Topics(value["section"], held, value.get("source", {}))


def baseline(value: Plain) -> Baseline:
    """A recorded start."""
    return Baseline(value["id"], value["why"], value["recorded_on"], value.get("source", ""), value["digests"])


def _words(value: str | Plain) -> Words:
    return value if isinstance(value, str) else _redaction(value)


def _redaction(value: Plain) -> Redaction:
    return Redaction(value["ground"], value["on"], value.get("digest", ""))


def _incorporates(value: Sequence[Plain]) -> tuple[Incorporated, ...]:
    return tuple(Incorporated(source["id"], _DISPOSITIONS[source["as"]]) for source in value)


def _decision(value: Plain) -> Decision:
    get = value.get
    return Decision(
        _OUTCOMES[value["outcome"]],
        get("reason", ""),
        get("by", ""),
        get("until", ""),
        get("of", ""),
        get("on", ""),
        get("link", ""),
    )
