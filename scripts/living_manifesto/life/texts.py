"""What the pull request of a proposal says, and whether it says so already."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from living_manifesto import __version__
from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace, value
from living_manifesto.gitrepo.remembered import load, store
from living_manifesto.life.desk import Desk
from living_manifesto.life.findings import Finding
from living_manifesto.life.register import Register
from living_manifesto.plan.pulls import Pull
from living_manifesto.report.pull import Neighbour, Told, body, title


@value
class Text:
    """Title, body, labels of a pull request, and whether it is a draft that nobody can adopt yet."""

    title: str
    body: str
    labels: frozenset[str]
    draft: bool

    def is_on(self, pull: Pull) -> bool:
        """Whether the pull request says just this."""
        return (pull.title, pull.body, pull.labels, pull.draft) == (self.title, self.body, self.labels, self.draft)


def text(desk: Desk, register: Register, found: Finding, near: Sequence[Neighbour]) -> Text:
    """What the pull request of a proposal says today; the same whenever it is asked, whatever was done in between."""
    built = found.built
    files = built.files if built is not None and found.adoptable else {}
    proposal = built.proposal if built is not None and files else found.draft
    before, after = desk.tree(register.commit).outline(), None
    resolution = built.resolution if built is not None else None
    if built is not None and files:
        resolution = seen_from_receipt(register.get(found.name), built.resolution, before)
        before, after = _sides(before, built.resolution.root)
    told = Told(
        proposal,
        found.name,
        desk.ways(found.name, found.ref.removeprefix("refs/heads/"), desk.speech),
        resolution,
        before,
        after,
        found.base,
        checked=bool(files) and explained(desk, register.commit, found),
        neighbours=tuple(near),
    )
    heading = title(proposal, proposal.changes or (), before, desk.speech)
    return Text(heading, body(told, desk.speech), labels(register, found), not files)


def explained(desk: Desk, tip: str, found: Finding) -> bool:
    """Whether merging the branch changes just what the proposal says."""
    if found.explained is None:
        return found.built is not None and desk.explains(tip, found.built.files)
    return found.explained


def seen_from_receipt(received: Proposal | None, resolution: Resolution, today: Outline) -> Resolution:
    """The resolution with what became of the changes as they were received.

    A branch that was built anew is clean in itself; that texts were joined in it must not be forgotten.
    """
    if received is None or not received.changes:
        return resolution
    again = resolve(None, today, received.changes, received.section, received.id)
    is_same = again.root == resolution.root
    return replace(resolution, fit=again.fit, notes=again.notes) if is_same else resolution


def _sides(before: Outline, after: Node) -> tuple[Outline, Outline]:
    """The two texts with only those sections in full that are not the same in both: indexing the others takes time."""
    stood = {section.id: section for area in before.root.children("areas") for section in area.children("sections")}
    stands = {section.id: section for area in after.children("areas") for section in area.children("sections")}
    same = frozenset(name for name, section in stood.items() if stands.get(name) is section)
    return Outline.of(_cut(before.root, same)), Outline.of(_cut(after, same))


def _cut(root: Node, names: Container[str]) -> Node:
    areas = (
        area.with_children(
            "sections",
            tuple(
                Node(each.id, each.title, number=each.number) if each.id in names else each
                for each in area.children("sections")
            ),
        )
        for area in root.children("areas")
    )
    return root.with_children("areas", tuple(areas))


def labels(register: Register, found: Finding) -> frozenset[str]:
    """Section, kind and state as labels."""
    built = found.built
    proposal = built.proposal if built is not None and built.files else found.draft
    kind = (f"kind:{proposal.kind}",) if proposal.kind is not None else ()
    return frozenset((f"section:{proposal.section}", f"state:{state(register, found)}", *kind))


def state(register: Register, found: Finding) -> str:
    """Where an open proposal stands, as far as register and branch tell it."""
    held = register.get(found.name)
    if held is not None and register.is_deferred(held):
        return "deferred"
    if not found.draft.changes:
        return "not_drafted"
    fit = found.built.resolution.fit if found.built is not None else None
    return "received" if found.adoptable and fit is not Fit.NEEDS_PERSON else "needs_wording"


class Said:
    """What was said last, so that a second run need not write it again to see that nothing has changed.

    A lost or damaged memory costs time only.
    """

    def __init__(self, desk: Desk) -> None:
        self._file: Path = desk.store.common / "living-manifesto" / "pulls.json"
        self._key = f"{__version__} {desk.speech.language}"
        held = load(self._file)
        rows = held.get("rows") if isinstance(held, dict) and held.get("key") == self._key else None
        self._rows: dict[str, list[str]] = rows if isinstance(rows, dict) else {}
        self._changed = False

    def holds(self, name: str, rests_on: str, pull: Pull) -> bool:
        """Whether the pull request says what it would be given again."""
        return self._rows.get(name, [])[:2] == [rests_on, _digest(pull)]

    def is_whole(self, name: str, head: str) -> bool:
        """Whether this head of a branch was seen to be as the tool builds it."""
        return self._rows.get(name, [])[2:3] == [head]

    def sections(self, name: str) -> Sequence[str]:
        """The files of the sections that the change on the branch is about, as it was seen last."""
        return self._rows.get(name, [])[3:]

    def note(self, name: str, rests_on: str, whole: str, sections: Sequence[str], said: Text) -> None:
        """Remember what a pull request was given; ``whole`` is the head of its branch, empty if it is not whole."""
        row = [rests_on, _digest(said), whole, *sections]
        self._changed = self._changed or self._rows.get(name) != row
        self._rows[name] = row

    def save(self) -> None:
        """Keep it for the next run."""
        if self._changed:
            with suppress(OSError):
                store(self._file, {"key": self._key, "rows": self._rows})


def rests_on(proposal: Proposal | None, blob: str, head: str, near: Sequence[str], sections: Mapping[str, str]) -> str:
    """What the text of a pull request rests on, as one word."""
    facts = (proposal.id if proposal else "", blob, head, tuple(near), sorted(sections.items()))
    return blake2b(repr(facts).encode(), digest_size=12).hexdigest()


def _digest(said: Text | Pull) -> str:
    facts = (said.title, said.body, sorted(said.labels), said.draft)
    return blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
