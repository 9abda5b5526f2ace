"""HTML read back with a parser: what stands in it, and whether it stays where it was put."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "wbr"})


class Read(HTMLParser):
    """The elements and words of a fragment, and everything that is not well nested."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.astray: list[str] = []
        self._standing: list[str] = []
        self.feed(str(html))  # a Markup would escape what is added to it
        self.close()
        self.astray += self._standing

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a" and "a" in self._standing:
            self.astray.append("a within a")
        if tag not in VOID:
            self._standing.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._standing or self._standing.pop() != tag:
            self.astray.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.astray.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.astray.append(decl)

    def handle_pi(self, data: str) -> None:
        self.astray.append(data)

    def unknown_decl(self, data: str) -> None:
        self.astray.append(data)

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a"]
