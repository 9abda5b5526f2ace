"""Whether a written page, read again, says what was written; what a page cannot say is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.intake.page.listing import label, listed
from living_manifesto.intake.page.reading import read

_Said = tuple[str, ...]


def unsaid(
    section: Node, topics: Topics, proposals: Iterable[Proposal], page: str, *, adopted: bool = False
) -> list[str]:
    """The words of what another reader of the page would take for something else, in order; empty if nothing."""
    shown = listed(proposals, section.id, topics.source, adopted=adopted)
    heard = read(page, section.id)
    if heard is None:
        return [section.title]
    after = [*_text(heard.section), *_notes(heard.claims), *map(_topic, heard.topics), *map(_proposal, heard.proposals)]
    written = [*_text(section), *_notes(topics.source), *map(_topic, topics.topics), *map(_proposal, shown)]
    return list(_lost(written, after))


def _lost(before: Sequence[_Said], after: Sequence[_Said]) -> Iterator[str]:
    for tag, start, end, _, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in ("delete", "replace"):
            yield from (said[-1] for said in before[start:end])


def _text(section: Node) -> Iterator[_Said]:
    yield ("section", _squeezed(section.title))

    def below(node: Node, depth: str) -> Iterator[_Said]:
        for name, children in node.lists:
            for child in children:
                yield (depth, name, child.form.value, _squeezed(child.title), _squeezed(child.title or child.text))
                yield from below(child, f"{depth}.")

    yield from below(section, ".")


def _notes(claims: Mapping[str, object]) -> Iterator[_Said]:
    yield from ((key, _squeezed(str(claims[key]))) for key in ("topics_note", "note") if claims.get(key))


def _topic(topic: Topic) -> _Said:
    return ("topic", _squeezed(topic.summary), _squeezed(topic.title))


def _proposal(proposal: Proposal) -> _Said:
    return (label(proposal), proposal.submitted_on, _words(proposal.reason), _words(proposal.body))


def _words(text: object) -> str:
    return _squeezed(text) if isinstance(text, str) else ""


def _squeezed(text: str) -> str:
    return " ".join(text.split())
