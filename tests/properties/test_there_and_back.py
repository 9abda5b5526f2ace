"""Changes applied to section files and taken back again leave the same bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.invert import invert
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import replace
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.reader import read
from living_manifesto.documents.splice import rewrite
from properties.trees import changes_on, trees


def sections(root: Node) -> dict[str, Node]:
    held = (section for area in root.children("areas") for section in area.children("sections"))
    return {section.id: replace(section, number=None) for section in held}


@given(st.data())
def test_applied_and_inverted_gives_the_same_bytes(data: st.DataObject) -> None:
    before = data.draw(trees())
    changes = data.draw(changes_on(before, least=1))
    there = apply(before, changes, "")
    assert isinstance(there, Applied)
    back = apply(there.root, invert(Outline.of(before), changes, ""), "")
    assert isinstance(back, Applied)
    stood, changed, restored = sections(before), sections(there.root), sections(back.root)
    for name in stood.keys() & changed.keys():
        text = dump(encode.section(stood[name]), schema="../../schemas/section.schema.json")
        after = rewrite(read(text.encode(), "f.yaml"), changed[name])
        assert rewrite(read(after.encode(), "f.yaml"), restored[name]) == text
