"""One text turned into another by changes of nodes, and the proof that nothing was lost on the way."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.changes import Change
from living_manifesto.core.nodes import ROOT, Node, in_order
from living_manifesto.core.values import NOTHING, value
from living_manifesto.intake.markdown import noise
from living_manifesto.intake.markdown.write import write
from living_manifesto.intake.pulls.links import Places
from living_manifesto.intake.pulls.tables import without_entries
from living_manifesto.intake.pulls.versions import Version, version

CONTENTS = "contents"


@value
class Side:
    """A file before and after, as sections whose links lead to places of the manifesto.

    ``noise`` counts the lines that differ by nothing that a section says, by kind (``intake.markdown.noise``).
    ``proved``: written again, the section says what the file says, up to noise.
    """

    before: Node
    after: Node
    noise: Mapping[str, int] = NOTHING
    proved: bool = True


def side(seen: Version, text: str, file: str, places: Places) -> Side:
    """The file that stood as ``seen`` and reads ``text`` now."""
    before = places.turned(seen.section)
    if text == seen.text:
        return Side(before, before)
    later = version(seen.section.id, file, text, seen.section)
    section, entries = without_entries(later.section, seen.section, seen.text)
    found = {**noise.compare(seen.text, text).noise, **({CONTENTS: entries} if entries else {})}
    return Side(before, places.turned(section), found, is_proved(seen, later))


def is_proved(seen: Version | None, later: Version) -> bool:
    """Whether the later version can be written again from its section, its headings as before or as they are now."""
    number = later.held.number or 1
    sources = [each for each in (seen, later) if each is not None]
    written = (write(later.section, each.held.layout_of(each.section), number) for each in sources)
    return any(noise.compare(text, later.text).same for text in written)


def turning(before: Node, after: Node) -> tuple[Change, ...] | None:
    """The changes that turn one manifesto into another; None where applying them does not give it exactly."""
    changes = diff(before, after)
    done = apply(before, changes, "")
    return changes if isinstance(done, Applied) and done.root == after else None


def whole(areas: tuple[Node, ...]) -> Node:
    """A manifesto of these areas."""
    return Node(ROOT, lists=in_order({"areas": areas}))
