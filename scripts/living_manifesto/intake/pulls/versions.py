"""The versions of a section for which proposals were written, with the ids that their nodes have on ``main``.

The versions of one file follow each other in time. The one that is nearest to the section on ``main`` is known by it,
every other by its neighbour: so an id is carried from version to version, as it would be had all of them come to
``main`` one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import replace, value
from living_manifesto.intake.identity import identify
from living_manifesto.intake.markdown import naming
from living_manifesto.intake.markdown.read import Read, read
from living_manifesto.intake.pairing import spots

_Line = tuple[tuple[str, ...], str]


@value
class Version:
    """One version of a section: its text, what was read of it, and the section with ids (links as in the file)."""

    text: str
    held: Read
    section: Node


def carried(
    section: str, file: str, texts: Mapping[str, str], order: Sequence[str], stands: Node | None
) -> dict[str, Version]:
    """The versions by blob; ``order`` are the blobs by time, ``stands`` the section on ``main`` with links to files."""
    if not order:
        return {}
    anchor = _nearest(texts, order, stands)
    found: dict[str, Version] = {}
    before = stands
    for blob in order[anchor:]:
        found[blob] = version(section, file, texts[blob], before)
        before = found[blob].section
    before = found[order[anchor]].section
    for blob in reversed(order[:anchor]):
        found[blob] = version(section, file, texts[blob], before)
        before = found[blob].section
    return found


def version(section: str, file: str, text: str, before: Node | None) -> Version:
    """A text as the section, its nodes known by an earlier version."""
    held = read(text, before)
    title = held.section.title or (before.title if before is not None else "") or naming.title_of(file)
    named = identify(replace(held.section, id=section, title=title), before)
    return Version(text, held, named.node)


def _nearest(texts: Mapping[str, str], order: Sequence[str], stands: Node | None) -> int:
    """The place of the version that is most like the section that stands; the last of several."""
    if stands is None:
        return 0
    now = _words(stands)
    sections = [replace(read(texts[blob], stands).section, id=stands.id) for blob in order]
    apart = [_apart(now, _words(section)) for section in sections]
    nearest = [place for place, count in enumerate(apart) if count == min(apart)]
    if len(nearest) == 1:
        return nearest[0]
    # The same number of lines may differ a little or altogether.
    return min(nearest, key=lambda place: (identify(sections[place], stands).new, -place))


def _apart(one: Counter[_Line], other: Counter[_Line]) -> int:
    return ((one - other) + (other - one)).total()


def _words(section: Node) -> Counter[_Line]:
    return Counter((spot.path, spot.words) for spot in spots(section))
