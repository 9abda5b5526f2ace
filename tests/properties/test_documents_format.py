"""``fmt``: another layout, the same values, comments and words; twice equals once."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from layouts import disordered
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump, format_text
from living_manifesto.documents.reader import Document, read
from strategies import proposals, sections, topics_files

RANDOMS = st.integers(0, 2**32).map(Random)


def _read(text: str) -> Document:
    return read(text.encode(), "file.yaml")


@given(sections(), RANDOMS)
def test_the_values_stay_and_twice_equals_once(section: Node, random: Random) -> None:
    document = _read(disordered(encode.section(section, {"owners": ["@reviewer"]}), random))
    formatted = _read(format_text(document))
    assert formatted.value == document.value
    assert format_text(formatted) == formatted.text


@given(sections(), RANDOMS)
def test_every_comment_survives(section: Node, random: Random) -> None:
    document = _read(disordered(encode.section(section, {"owners": ["@reviewer"]}), random))
    formatted = format_text(document)
    for comment in ("# comment: - 'x' |", "#own", "# on this line"):
        assert formatted.count(comment) == document.text.count(comment)


@given(sections())
def test_a_new_section_is_already_in_form(section: Node) -> None:
    text = dump(encode.section(section, {"owners": ["@reviewer"]}), schema="../../schemas/section.schema.json")
    assert format_text(_read(text)) == text


@given(proposals())
def test_a_new_proposal_is_already_in_form(proposal: Proposal) -> None:
    text = dump(encode.proposal(proposal), schema="../../schemas/proposal.schema.json")
    assert format_text(_read(text)) == text


@given(topics_files())
def test_new_topics_are_already_in_form(topics: Topics) -> None:
    text = dump(encode.topics(topics))
    assert format_text(_read(text)) == text
