"""Which section of the manifesto a file is: by its name, by its text, else a new one."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import value
from living_manifesto.intake.markdown import naming
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.markdown.whole import share_known

_SHARE = 0.5
"""So much of the text must be the section's."""


@value
class Standing:
    """The sections on ``main`` with links to files, their files, and the areas in which they stand."""

    sections: Mapping[str, Node]
    files: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]]

    @property
    def taken(self) -> frozenset[str]:
        """The names that no new section may have."""
        return frozenset((*self.sections, *self.areas))


def section_of(file: str, text: str, standing: Standing) -> str:
    """The id of the section whose file this is or was; one that is called otherwise is that with most of its text."""
    named = {name: section for section, name in standing.files.items()}
    if file in named:
        return named[file]
    held = read(text).section
    best, most = "", _SHARE
    for name, section in standing.sections.items():
        share = share_known(held, section)
        if share >= most:
            best, most = name, share
    return best or naming.section_id(file, standing.taken)


def place_for(file: str, standing: Standing) -> tuple[str, str] | None:
    """The area and the section in it behind which a new file stands by its name; empty: it is the first."""
    before = [name for name, other in standing.files.items() if other < file and name in standing.sections]
    nearest = max(before, key=lambda name: standing.files[name], default="")
    for area, held in standing.areas.items():
        if nearest in held or not nearest:
            return area, nearest
    return next(((area, held[-1] if held else "") for area, held in reversed([*standing.areas.items()])), None)
