"""The text of one step after another, real and proven: what differs, and what hides in files that nobody can read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import EMPTY, Snapshot, structure
from living_manifesto.core.steps.leftover import leftovers
from living_manifesto.core.steps.unique import outlined
from living_manifesto.core.values import replace, value
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.history.faults import Differences
from living_manifesto.history.proven import ALL, Proven, adopt, composed, deviation, only, sections_of
from living_manifesto.rules import snapshots
from living_manifesto.rules.tree import MANIFESTO_PATH, Tree


@value
class Texts:
    """The proven and the real text after a step, as far as they may differ."""

    proven: Outline
    real: Outline


class Text:
    """The proven text beside the real one. ``dark`` are the files of text that cannot be read now."""

    def __init__(self, proven: Proven = ALL, dark: Iterable[str] = ()) -> None:
        self.proven = proven
        self.dark = set(dark)

    @property
    def is_clear(self) -> bool:
        """Whether the text is known and the sum of the adopted proposals."""
        return self.proven.is_all and not self.dark

    def begin(self, tree: Tree) -> None:
        """Start from a tree: all that can be read of it is proven."""
        paths = {path: name for name, path in tree.section_paths().items()}
        self.dark = {path for path in (*paths, MANIFESTO_PATH) if _is_unreadable(tree, path)}
        missing = {paths[path]: Node(paths[path]) for path in self.dark & paths.keys()}
        self.proven = Proven(EMPTY if MANIFESTO_PATH in self.dark else None, missing)

    def expected(self, before: Snapshot, now: Snapshot, after: Tree) -> tuple[Snapshot, Snapshot]:
        """Both trees as the judge should compare them: a file that can be read again, with what it should hold.

        Files that still cannot be read are named in both, so that no one is blamed for what they hide.
        """
        if not self.dark:
            return before, now
        back = {path for path in self.dark if path not in now.unreadable and path in before.unreadable}
        still = self.dark - back
        hidden = dict.fromkeys(still - now.contents.keys(), "")
        old, new = before.root, now.root
        if MANIFESTO_PATH in back:
            old, new = self.proven.text(structure(old), {}), after.root(after.section_paths())
        elif back:
            names = {_section(path) for path in back}
            held = {name: node for name, node in self.proven.sections.items() if name in names and node is not None}
            old = composed(old, held)
        before = replace(
            before, root=old, unreadable=(before.unreadable - back) | still, contents={**before.contents, **hidden}
        )
        unreadable = now.unreadable | set(hidden)
        return before, replace(now, root=new, unreadable=unreadable, contents={**now.contents, **hidden})

    def needed(self, before: Tree, after: Tree, changed: Collection[str], adopted: Sequence[Proposal]) -> set[str]:
        """The sections that have to be compared after a step."""
        old, new = before.section_paths().keys(), after.section_paths().keys()
        named = {_section(path) for path in changed if file_kind(path) is FileKind.SECTION}
        for proposal in adopted:
            named |= snapshots.sections_of(proposal, before) | snapshots.sections_of(proposal, after)
        if after.manifesto() is None:
            named |= set(old)
        return named | self.proven.sections.keys() | (old ^ new)

    def advance(
        self, before: Tree, after: Tree, changed: Collection[str], adopted: Sequence[Proposal], *, whole: bool = False
    ) -> Texts:
        """Put the adopted proposals into the proven text, and look at the real one; ``whole``: at all of it."""
        if whole:
            names = {*before.section_paths(), *after.section_paths(), *self.proven.sections}
        else:
            names = self.needed(before, after, changed, adopted)
        stood = before.root(names)
        held = {name: section for name, section in sections_of(stood).items() if name in names}
        proven = outlined(self.proven.text(structure(stood), held))
        real = outlined(after.root(names))
        return Texts(adopt(proven, adopted, real), real)

    def today(self, tree: Tree) -> Texts:
        """Both texts as they stand in a tree, where they differ."""
        stood = tree.root(self.proven.sections)
        proven = self.proven.text(structure(stood), sections_of(stood))
        return Texts(outlined(proven), outlined(stood))

    def compare(self, texts: Texts, after: Tree) -> Differences | None:
        """Keep what differs, and name it; None while the list of sections cannot be read."""
        unseen = {_section(path) for path in self.dark}
        if ROOT in unseen:
            self.proven = deviation(texts.proven.root, texts.real.root, unseen)
            return None
        stubs = frozenset(name for name in unseen if name in after.section_paths())
        proven, real = texts.proven, texts.real
        if stubs:
            known = sections_of(proven.root).keys() - stubs
            proven, real = (Outline.of(only(each.root, known)) for each in (proven, real))
        found = leftovers(proven, real)
        self.proven = deviation(texts.proven.root, texts.real.root, stubs)
        return Differences(tuple(found), texts.proven, texts.real, stubs)

    def darken(self, now: Snapshot, changed: Iterable[str]) -> bool:
        """Note which files of text a step made unreadable or readable; whether any were or are."""
        were = bool(self.dark)
        touched = {path for path in changed if file_kind(path) in (FileKind.SECTION, FileKind.MANIFESTO)}
        self.dark = (self.dark - touched) | (touched & now.unreadable)
        return were or bool(self.dark)


def _is_unreadable(tree: Tree, path: str) -> bool:
    entry = tree.entry(path)
    return entry is not None and entry.value is None


def _section(path: str) -> str:
    return ROOT if path == MANIFESTO_PATH else path.rpartition("/")[2].removesuffix(".yaml")
