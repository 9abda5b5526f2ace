"""Whatever is written is read back as the same values, by us and by other readers."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import Kind, Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Baseline, Topics
from living_manifesto.documents import canonical, decode, encode
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.documents.keys import in_order
from living_manifesto.documents.reader import read
from strategies import baselines, changes, manifestos, nodes, proposals, sections, texts, topics_files


def _read(plain: dict[str, Any]) -> Any:
    document = read(canonical.dump(plain).encode(), "file.yaml")
    assert {fault.code for fault in document.faults} <= {"LM003", "LM004", "LM005", "LM006", "LM008", "LM610"}
    return document.value


@given(st.sampled_from(Kind).filter(lambda kind: kind is not Kind.MANIFESTO).flatmap(nodes))
def test_a_node_comes_back_from_its_plain_value(node: Node) -> None:
    assert decode.node(encode.node(node)) == node


@given(sections())
def test_a_section_comes_back_from_its_file(section: Node) -> None:
    settings = {"owners": ["@reviewer", "no"], "formerly": ["old-name"]}
    value = _read(encode.section(section, settings))
    assert decode.section(value) == section
    assert decode.section_settings(value) == settings


@given(manifestos(stubs=True))
def test_a_manifesto_comes_back_from_its_file(root: Node) -> None:
    manifesto = ManifestoFile(
        root, {"publisher": "p", "terms": {"version": "2026-01", "url": "u"}, "theme": {"on": "x"}}
    )
    assert decode.manifesto(_read(encode.manifesto(manifesto))) == manifesto


@given(manifestos())
def test_an_area_with_whole_sections_comes_back_from_its_plain_value(root: Node) -> None:
    for area in root.children("areas"):
        assert decode.node(encode.node(area)) == area


@given(changes())
def test_a_change_comes_back_from_its_plain_value(change: Change) -> None:
    assert decode.change(encode.change(change)) == change


@given(proposals())
def test_a_proposal_comes_back_from_its_file(proposal: Proposal) -> None:
    plain = encode.proposal(proposal)
    assert decode.proposal(plain) == proposal
    assert list(plain) == list(in_order(plain))
    value = _read(plain)
    assert value == plain
    assert decode.proposal(value) == proposal


@given(topics_files())
def test_topics_come_back_from_their_file(topics: Topics) -> None:
    assert decode.topics(_read(encode.topics(topics))) == topics


@given(baselines())
def test_a_baseline_comes_back_from_its_file(baseline: Baseline) -> None:
    assert decode.baseline(_read(encode.baseline(baseline))) == baseline


@given(texts(least=0))
def test_every_text_survives_in_a_block_and_in_braces(text: str) -> None:
    plain = {"id": "a", "body": text, "proposer": {"name": text}, "changes": [{"text": text}]}
    assert _read(plain) == plain


@given(texts(least=0))
def test_other_readers_see_the_same_text(text: str) -> None:
    plain = {"body": text, "proposer": {"name": text}, "vision": [{"id": "a", "text": text}]}
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        seen = yaml.load(canonical.dump(plain), Loader=loader)  # noqa: S506  (both loaders are safe ones)
        for held in (seen["body"], seen["proposer"]["name"], seen["vision"][0]["text"]):
            assert (held.rstrip("\n") if isinstance(held, str) else str(held)) == text
