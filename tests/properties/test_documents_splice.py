"""A rewritten file says what it should, and keeps every byte that the change is not about."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from layouts import altered, disordered
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace
from living_manifesto.documents import canonical, decode, encode, splice
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.documents.layout import Layout
from living_manifesto.documents.reader import Document, read
from strategies import manifestos, proposals, sections

RANDOMS = st.integers(0, 2**32).map(Random)
SETTINGS = {"owners": ["@reviewer"]}


def _read(text: str) -> Document:
    return read(text.encode(), "file.yaml")


def _blocks(document: Document) -> dict[str, tuple[Node, str]]:
    """Every node with the bytes that it owns."""
    layout = Layout(document.text)
    known = splice.standing(document.root, encode.section(decode.section(document.value)))
    found = {}
    for name, one in known:
        entry = layout.entry(one.node, one.column)
        found[name] = (decode.node(one.value), document.text[entry.lead : entry.end])
    return found


@given(sections(), RANDOMS)
def test_the_layouts_of_these_tests_say_what_they_should(section: Node, random: Random) -> None:
    assert decode.section(_read(disordered(encode.section(section, SETTINGS), random)).value) == section


@given(sections(), RANDOMS)
def test_the_same_values_leave_every_byte(section: Node, random: Random) -> None:
    text = disordered(encode.section(section, SETTINGS), random)
    assert splice.rewrite(_read(text), section) == text


@given(sections(), RANDOMS)
def test_a_section_becomes_any_altered_section(section: Node, random: Random) -> None:
    document = _read(disordered(encode.section(section, SETTINGS), random))
    target = altered(section, random)
    written = _read(splice.rewrite(document, target))
    assert decode.section(written.value) == target
    assert decode.section_settings(written.value) == SETTINGS


@given(sections(), sections(), RANDOMS)
def test_a_section_becomes_any_other_section(section: Node, other: Node, random: Random) -> None:
    document = _read(disordered(encode.section(section, SETTINGS), random))
    assert decode.section(_read(splice.rewrite(document, other)).value) == other


@given(sections(), RANDOMS)
def test_nodes_that_say_the_same_in_the_same_place_keep_their_bytes(section: Node, random: Random) -> None:
    document = _read(disordered(encode.section(section, SETTINGS), random))
    target = altered(section, random)
    before, after = _blocks(document), _blocks(_read(splice.rewrite(document, target)))
    for name, (node, owned) in before.items():
        if name in after and after[name][0] == node:
            assert [line.strip(" ") for line in after[name][1].split("\n")] == [
                line.strip(" ") for line in owned.split("\n")
            ]


@given(sections(), RANDOMS)
def test_what_is_added_and_taken_away_again_leaves_no_trace(section: Node, random: Random) -> None:
    plain = encode.section(section, SETTINGS)
    text = disordered(plain, random, spoken=False)
    target = section
    for number in range(3):
        target = _with_one_more(target, number, random)
    there = splice.rewrite(_read(text), target)
    assert splice.rewrite(_read(there), section) == text


def _with_one_more(section: Node, number: int, random: Random) -> Node:
    places = [(node.id, name) for node in section.walk() for name in (["points"] if node.text else ["points", "parts"])]
    at, name = random.choice(places)
    if at == section.id:
        name = random.choice(["vision", "preface", "items", "parts"])
    made = Node(
        f"n-{number}", "題" if name in ("items", "parts") else "", "" if name in ("items", "parts") else "文\n二行"
    )
    return _inserted(section, at, name, made, random)


def _inserted(node: Node, at: str, name: str, made: Node, random: Random) -> Node:
    if node.id == at:
        children = list(node.children(name))
        children.insert(random.randint(0, len(children)), made)
        return node.with_children(name, tuple(children))
    for held, children in node.lists:
        node = node.with_children(held, tuple(_inserted(child, at, name, made, random) for child in children))
    return node


@given(sections(), RANDOMS)
def test_words_replaced_there_and_back_leave_no_trace_in_a_canonical_file(section: Node, random: Random) -> None:
    text = canonical.dump(encode.section(section, SETTINGS))
    target = altered(section, random)
    only_words = _with_words_of(section, {node.id: node for node in target.walk()})
    there = splice.rewrite(_read(text), only_words)
    assert splice.rewrite(_read(there), section) == text
    assert there == canonical.dump(encode.section(only_words, SETTINGS))


def _with_words_of(node: Node, others: dict[str, Node]) -> Node:
    other = others.get(node.id, node)
    lists = tuple((name, tuple(_with_words_of(child, others) for child in children)) for name, children in node.lists)
    return replace(node, title=other.title, text=other.text, form=other.form, lists=lists)


@given(manifestos(stubs=True), manifestos(stubs=True), RANDOMS)
def test_a_manifesto_becomes_any_other_manifesto(root: Node, other: Node, random: Random) -> None:
    settings = {"publisher": "p", "theme": {"on": "x"}}
    document = _read(canonical.dump(encode.manifesto(ManifestoFile(root, settings))))
    written = splice.rewrite_manifesto(document, other)
    assert decode.manifesto(_read(written).value) == ManifestoFile(other, settings)
    assert splice.rewrite_manifesto(_read(written), other) == written


@given(proposals(), proposals())
def test_a_proposal_becomes_any_other_proposal(proposal: Proposal, other: Proposal) -> None:
    document = _read(canonical.dump(encode.proposal(proposal)))
    written = splice.rewrite_proposal(document, other)
    assert decode.proposal(_read(written).value) == other
    assert splice.rewrite_proposal(_read(written), other) == written
