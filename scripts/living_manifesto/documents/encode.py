"""Values of the core to plain values in the canonical order of their keys: the inverse of ``decode``.

What is absent is left out, and so is what a file need not say (``form: bullet``, empty lists).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.proposals import Decision, Drafted, Proposal, Redaction, Source, Words
from living_manifesto.core.snapshot import Baseline, Topic, Topics
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.documents.keys import in_order

Plain = dict[str, Any]
"""A mapping ready to be written: strings, integers, booleans, lists and mappings."""


def node(value: Node) -> Plain:
    """An area, section, item, part or point with all below it."""
    plain: Plain = {"id": value.id}
    if value.title:
        plain["title"] = value.title
    if value.number is not None:
        plain["number"] = value.number
    if value.form is not Form.BULLET:
        plain["form"] = value.form.value
    if value.text:
        plain["text"] = value.text
    for name, children in value.lists:
        plain[name] = [node(child) for child in children]
    return plain


def section(value: Node, settings: Mapping[str, object] | None = None) -> Plain:
    """A section file; the number of the section stands in ``manifesto.yaml`` and is left out."""
    plain = node(value)
    plain.pop("number", None)
    return in_order({**plain, **(settings or {})})


def manifesto(value: ManifestoFile) -> Plain:
    """The file ``manifesto.yaml``."""
    plain = node(value.root)
    del plain["id"]
    return in_order({**plain, **value.settings})


def change(value: Change) -> Plain:
    """One operation of a proposal."""
    match value:
        case Add(to, after, added, into):
            return _stated({"op": "add", "to": to, "list": into, "after": after}) | {"node": node(added)}
        case Replace(target, name, was, becomes):
            return {"op": "replace", "target": target, "field": name, "was": was, "with": becomes}
        case Remove(target, was):
            return _stated({"op": "remove", "target": target, "was": was})
        case Move(target, to, after, into, was):
            return _stated({"op": "move", "target": target, "to": to, "list": into, "after": after, "was": was})
        case _:
            assert_never(value)


def proposal(value: Proposal) -> Plain:
    """One proposal."""
    sources = [{"id": source.id, "as": source.disposition.value} for source in value.incorporates]
    plain = _stated(
        {
            "id": value.id,
            "section": value.section,
            "kind": value.kind.value if value.kind else "",
            "title": _words(value.title),
            "submitted_on": value.submitted_on,
            "proposer": {"name": _words(value.proposer)} if value.proposer else "",
            "terms": value.terms,
            "source": _source(value.source) if value.source else "",
            "claim": {"salt": value.claim.salt, "digest": value.claim.digest} if value.claim else "",
            "body": _words(value.body),
            "reason": _words(value.reason),
            "drafted": _drafted(value.drafted) if value.drafted else "",
        }
    )
    if value.changes is not None:
        plain["changes"] = [change(one) for one in value.changes]
    return plain | _stated(
        {
            "incorporates": sources or "",
            "reverts": value.reverts,
            "mends": value.mends,
            "hidden": _redaction(value.hidden) if value.hidden else "",
            "decision": _decision(value.decision) if value.decision else "",
        }
    )


def topics(value: Topics) -> Plain:
    """The topics of a section."""
    plain: Plain = {"section": value.section, "topics": [_topic(topic) for topic in value.topics]}
    return plain | ({"source": in_order(value.source)} if value.source else {})


def baseline(value: Baseline) -> Plain:
    """A recorded start."""
    plain = _stated(
        {"id": value.id, "why": value.why, "recorded_on": value.recorded_on, "source": value.source}, keep="why"
    )
    return plain | {"digests": dict(value.digests)}


def _stated(plain: Plain, keep: str = "") -> Plain:
    return {key: held for key, held in plain.items() if held != "" or key == keep}


def _words(value: Words) -> str | Plain:
    return value if isinstance(value, str) else _redaction(value)


def _redaction(value: Redaction) -> Plain:
    return _stated({"ground": value.ground, "on": value.on, "digest": value.digest})


def _source(value: Source) -> Plain:
    plain = _stated({"channel": value.channel, "url": value.url, "position": value.position, "key": value.key})
    return {key: held for key, held in plain.items() if held is not None}


def _drafted(value: Drafted) -> Plain:
    return {"by": value.by, "confirmed": True} if value.confirmed else {"by": value.by}


def _decision(value: Decision) -> Plain:
    return _stated(
        {
            "outcome": value.outcome.value,
            "reason": value.reason,
            "by": value.by,
            "until": value.until,
            "of": value.of,
            "on": value.on,
            "link": value.link,
        }
    )


def _topic(value: Topic) -> Plain:
    plain = _stated({"id": value.id, "title": value.title, "summary": value.summary})
    return plain | ({"proposals": list(value.proposals)} if value.proposals else {})
