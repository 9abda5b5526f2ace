"""Links between the files of a manifesto, seen from one of them: turned as ``import markdown`` turns them."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import value
from living_manifesto.intake.markdown import links


@value
class Places:
    """Where links lead: sections by file, nodes in each by the fragments of headings; the address of the folder."""

    sections: Mapping[str, str]
    anchors: Mapping[str, Mapping[str, str]]
    base: str = ""

    def turned(self, section: Node) -> Node:
        """A section with its links to files as links to places of the manifesto."""
        return links.everywhere(section, lambda text: self.linked(text, section.id))

    def linked(self, text: str, section: str = "") -> str:
        """A text of a section, or of none, with such links."""

        def address(file: str, fragment: str) -> str | None:
            name = self.sections.get(file) if file else section
            if not name or name not in self.anchors:
                return None
            node = self.anchors[name].get(fragment.lower())
            return f"{name}/{node}" if node else name

        return links.inwards(text, address, self.base)[0] if "](" in text else text
