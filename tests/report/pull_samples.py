"""Pull requests of every sort, each with both texts, as the tests of titles and bodies need them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Disposition, Drafted, Incorporated, Proposal, ProposalKind, Redaction
from living_manifesto.core.values import replace
from living_manifesto.locale import Speech
from living_manifesto.report.pull import Neighbour, Relation, Told, ways_of_the_embedded_forge
from living_manifesto.rules.files import proposal_path
from report.samples import GUARD, HOME, point, titled, tree
from support.held import ROOT, Held, context, files_below

NUMBER = "20260128-k3f9tw"
HIDDEN = Redaction("privacy", "2026-03-01")
ERASED = Redaction("abuse", "2026-03-02", "sha256:" + "0" * 64)
SCHOOL = "学校の建物を強くし、核シェルターの設置も検討しながら、有事にも子どもの命を守れる体制を整えます。"
REASON = "海外では学校が攻撃される例が起きており、日本でも備えが必要だから。"
GIVEN = Proposal(
    NUMBER,
    HOME,
    "2026-01-28",
    ProposalKind.ADDITION,
    body="学校を、有事にも子どもを守れる場所にしてほしい。",
    reason=REASON,
    drafted=Drafted("staff", confirmed=True),
)


def told(
    changes: Sequence[Change] | None, speech: Speech, given: Proposal = GIVEN, today: Outline | None = None
) -> Told:
    """The pull request of a proposal whose changes were written on the sample, told on the text of today."""
    base, now = tree(), today or tree()
    proposal = replace(given, changes=None if changes is None else tuple(changes))
    ways = ways_of_the_embedded_forge(proposal.id, f"proposal/{proposal.id}", speech)
    undrafted = Told(proposal, "3f9a.1", ways, before=now)
    if changes is None:
        return undrafted
    found = resolve(base, now, changes, proposal.section, proposal.id)
    ready = found.fit in (Fit.CLEAN, Fit.APPROXIMATE, Fit.MERGED)
    after = Outline.of(found.root) if ready else None
    return replace(undrafted, resolution=found, after=after, base=base, checked=ready, checks=())


def own(speech: Speech) -> Told:
    """The repository's own proposal on its own text."""
    held = Held({f"{room}/{path}": raw for room in ("manifesto", "proposals") for path, raw in _files(room)})
    here = context(held).tree
    entry = here.entry(proposal_path("20260128-2txksr"))
    assert entry is not None
    assert entry.proposal is not None
    proposal, today = entry.proposal, here.outline()
    found = resolve(today, today, proposal.changes or (), proposal.section, proposal.id)
    near = (
        Neighbour("#118", Relation.SAME_PLACE, ProposalKind.CLARIFICATION),
        Neighbour("#131", Relation.SAME_PLACE, ProposalKind.ADDITION),
    )
    ways = ways_of_the_embedded_forge(proposal.id, f"proposal/{proposal.id}", speech)
    return Told(proposal, "own", ways, found, today, Outline.of(found.root), today, True, near, ())


def _files(room: str) -> list[tuple[str, bytes]]:
    return list(files_below(ROOT / room).items())


def new_item(speech: Speech) -> Told:
    points = (point("n2", "条約の署名と批准をめざします。"), point("n3", "締約国会議に加わることも支持します。"))
    node = titled("n1", "核兵器のない世界に向けて働きかける", points=points)
    return told((Add(HOME, "cyber", node, "items"),), speech)


def replacement(speech: Speech) -> Told:
    becomes = GUARD.replace("質の面で着実に", "質と量の両面で")
    given = replace(GIVEN, kind=ProposalKind.REVISION, proposer="みどり", drafted=Drafted("proposer"))
    near = (Neighbour("20260202-h5r9cq", Relation.SAME_NODE, ProposalKind.REMOVAL),)
    return replace(told((Replace("g2", "text", GUARD, becomes),), speech, given), neighbours=near)


def removal(speech: Speech) -> Told:
    return told((Remove("g1"),), speech, replace(GIVEN, kind=ProposalKind.REMOVAL))


def move(speech: Speech) -> Told:
    return told((Move("guard", HOME, "ai", "items"),), speech, replace(GIVEN, kind=ProposalKind.RESTRUCTURE))


def several(speech: Speech) -> Told:
    given = replace(
        GIVEN,
        title="守りの章を読みやすくする",
        kind=ProposalKind.REVISION,
        incorporates=(
            Incorporated("20260112-a7mq2t", Disposition.AMENDED),
            Incorporated("20260120-x4d8ef", Disposition.IN_SPIRIT),
        ),
    )
    changes = (
        Replace("guard", "title", "防衛力は変動させる", "変化に合わせて守る"),
        Replace("g1", "text", "環境に応じます。", "環境の変化に応じます。"),
        Add("guard", LAST, point("n1", SCHOOL)),
        Remove("c1"),
    )
    return replace(told(changes, speech, given), checks=("LM304 ほかの場所にも近い提案があります: @someone",))


def undrafted(speech: Speech) -> Told:
    return told(None, speech, replace(GIVEN, kind=None, drafted=None))


def reworded(text: str, becomes: str) -> Callable[[tuple[Node, ...]], tuple[Node, ...]]:
    """Today's items, where others have reworded one point."""

    def change(held: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(_reworded(node, text, becomes) for node in held)

    return change


def _reworded(node: Node, text: str, becomes: str) -> Node:
    lists = tuple((name, tuple(_reworded(each, text, becomes) for each in nodes)) for name, nodes in node.lists)
    return replace(node, text=becomes if node.text == text else node.text, lists=lists)


def needs_person(speech: Speech) -> Told:
    today = tree(reworded(GUARD, GUARD.replace("質の面で着実に", "人の面で早く")))
    changes = (Replace("g2", "text", GUARD, GUARD.replace("質の面で着実に", "質と量の両面で")),)
    return told(changes, speech, replace(GIVEN, kind=ProposalKind.REVISION), today)


def merged(speech: Speech) -> Told:
    today = tree(reworded(GUARD, GUARD.replace("防衛の基本方針", "専守防衛の方針")))
    changes = (Replace("g2", "text", GUARD, GUARD.replace("質の面で着実に", "質と量の両面で")),)
    return told(changes, speech, replace(GIVEN, kind=ProposalKind.REVISION), today)


def hidden(speech: Speech) -> Told:
    given = replace(GIVEN, hidden=HIDDEN, title="見せない題", proposer="見せない名")
    node = titled("n1", "見せない項目", points=(point("n2", "見せない文。"),))
    return told(
        (Add(HOME, "cyber", node, "items"), Replace("g1a", "text", "緊張に備えます。", "見せない語。")), speech, given
    )


def erased(speech: Speech) -> Told:
    given = replace(GIVEN, body=ERASED, reason=ERASED, proposer=ERASED, title=ERASED)
    return told((Add("guard", LAST, point("n1", SCHOOL)),), speech, given)


def revert(speech: Speech) -> Told:
    given = replace(
        GIVEN, kind=ProposalKind.REMOVAL, reverts="20260110-q8t3zb", body="", reason="費用の見通しが立たないため。"
    )
    return told((Remove("g2"),), speech, given)


def already_there(speech: Speech) -> Told:
    today = tree(reworded("環境に応じます。", "環境の変化に応じます。"))
    return told((Replace("g1", "text", "環境に応じます。", "環境の変化に応じます。"),), speech, today=today)


SAMPLES: dict[str, Callable[[Speech], Told]] = {
    "own-proposal": own,
    "new-item": new_item,
    "replacement": replacement,
    "removal": removal,
    "move": move,
    "several-changes": several,
    "undrafted": undrafted,
    "needs-a-person": needs_person,
    "merged": merged,
    "hidden": hidden,
    "erased": erased,
    "revert": revert,
    "already-there": already_there,
}
