"""The branch of a proposal: which files it writes, with which bytes, and that nobody can object to the step."""

from __future__ import annotations

from difflib import ndiff
from time import perf_counter

from hypothesis import assume, given
from hypothesis import strategies as st

from core.manifesto_sample import point, titled
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import (
    Decision,
    Disposition,
    Drafted,
    Incorporated,
    Outcome,
    Proposal,
    ProposalKind,
    Redaction,
    Source,
)
from living_manifesto.core.values import replace
from living_manifesto.plan.branches import build, files_for
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import Tree
from plan.trees import TOWN, as_written, changes_as_written, complaints, judged, proposal, town_of, tree, written
from properties.trees import changes_on, trees
from support.held import Held
from support.town import CHILD_CARE, MANIFESTO, OPEN, TRANSPORT

P1 = "朝と夕方のバスを、一時間に2本走らせます。"
NIGHT = point("k3f9tw-1", "夜のバスも走らせます。")
ADD = Add("bus", "last", NIGHT)
PATH = "proposals/2026-02/20260228-k3f9tw.yaml"


def on(held: Held, draft: Proposal, base: Held | None = None) -> tuple[dict[str, bytes | None], Fit]:
    """The files of the branch, which the judge and every rule accept; and how the changes fit."""
    built = build(tree(held), draft, tree(base or held).outline())
    assert judged(held, built.files).faults == ()
    assert complaints(held, built.files) == []
    return dict(built.files), built.resolution.fit


def edited(held: Held, path: str, old: str, new: str) -> Held:
    text = held.files[path].decode()
    assert old in text
    return held.but({path: text.replace(old, new).encode()})


def adopted(held: Held, *changes: Change, name: str = "20260227-x7p2qa", section: str = "transport") -> Held:
    """The town after somebody else's proposal was adopted."""
    files, _ = on(held, proposal(name, section, changes=changes))
    assert files
    return held.but(files)


def lines(before: Held, files: dict[str, bytes | None], path: str, sign: str = "+") -> list[str]:
    """The lines that are new in a file, or (``-``) gone from it; all others stand as they stood."""
    old, new = ((raw or b"").decode().split("\n") for raw in (before.files[path], files[path]))
    return [line[2:] for line in ndiff(old, new) if line.startswith(f"{sign} ")]


def test_a_proposal_without_changes_builds_nothing() -> None:
    draft = proposal()
    built = build(tree(TOWN.but(written(draft))), draft, None)
    assert (built.files, built.proposal, built.resolution.fit) == ({}, draft, Fit.ALREADY_THERE)


def test_text_that_stands_there_already_builds_nothing() -> None:
    draft = proposal(changes=(Replace("p1", "text", "朝と夕方のバスを走らせます。", P1),))
    assert on(TOWN, draft) == ({}, Fit.ALREADY_THERE)


def test_a_new_proposal_is_received_and_adopted_in_one_step() -> None:
    files, fit = on(TOWN, proposal(changes=(ADD,)))
    assert (fit, sorted(files)) == (Fit.CLEAN, [TRANSPORT, PATH])
    assert (files[PATH] or b"").decode() == (
        "# yaml-language-server: $schema=../../schemas/proposal.schema.json\n"
        "id: 20260228-k3f9tw\n"
        "section: transport\n"
        "kind: addition\n"
        "submitted_on: 2026-02-28\n"
        "source: {channel: web}\n"
        "body: 本文です。\n"
        "reason: 理由です。\n"
        "drafted: {by: proposer, confirmed: true}\n"
        "changes:\n"
        "  - op: add\n"
        "    to: transport/bus\n"
        "    after: p2\n"
        "    node:\n"
        "      id: k3f9tw-1\n"
        "      text: 夜のバスも走らせます。\n"
        "decision: {outcome: adopted}\n"
    )


def test_a_received_proposal_keeps_every_byte_that_adoption_is_not_about() -> None:
    remarked = edited(TOWN, OPEN, "body: 夜の", "# 塾の前で聞いた話\nbody: '夜の").files[OPEN]
    held = TOWN.but({OPEN: remarked.replace("ほしい。\n".encode(), "ほしい。'\n".encode(), 1)})
    entry = tree(held).entry(OPEN)
    assert entry is not None
    assert entry.proposal is not None
    files, _ = on(held, entry.proposal)
    assert lines(held, files, OPEN) == ["    to: transport/bus", "    after: p2", "decision: {outcome: adopted}"]
    assert lines(held, files, OPEN, "-") == ["    to: bus", "    after: last"]


def test_comments_and_layout_of_the_section_keep_their_bytes() -> None:
    held = edited(TOWN, TRANSPORT, "  - id: walk", "\n  # 歩道の話\n  - id:   walk")
    files, _ = on(held, proposal(changes=(ADD,)))
    assert lines(held, files, TRANSPORT) == ["      - id: k3f9tw-1", "        text: 夜のバスも走らせます。"]
    assert lines(held, files, TRANSPORT, "-") == []


def test_words_receipt_and_hiding_come_from_the_register_and_the_draft_from_the_branch() -> None:
    notice = Redaction("privacy", "2026-02-28", "sha256:" + "0c" * 32)
    hidden = Redaction("privacy", "2026-02-28")
    received = proposal(changes=(ADD,), proposer="花子", body=notice, hidden=hidden)
    branch = replace(
        received,
        body="別の本文",
        reason="別の理由",
        proposer="太郎",
        submitted_on="2026-02-27",
        hidden=None,
        title="夜のバス",
        drafted=Drafted("staff"),
        changes=(Add("walk", "last", NIGHT),),
    )
    held = TOWN.but(written(received))
    built = build(tree(held), branch, tree(held).outline())
    assert judged(held, built.files).faults == ()
    words = ("body", "reason", "proposer", "submitted_on", "hidden")
    assert [getattr(built.proposal, name) for name in words] == [getattr(received, name) for name in words]
    assert (built.proposal.title, built.proposal.drafted) == ("夜のバス", Drafted("staff"))
    assert [change.to for change in built.proposal.changes or () if isinstance(change, Add)] == ["transport/walk"]


def test_a_title_that_was_erased_stays_erased() -> None:
    notice = Redaction("privacy", "2026-02-28", "sha256:" + "0c" * 32)
    held = TOWN.but(written(proposal(changes=(ADD,), title=notice)))
    built = build(tree(held), proposal(changes=(ADD,), title="消す前の題"), None)
    assert built.proposal.title == notice
    assert judged(held, built.files).faults == ()


def test_the_kind_stays_as_stated_unless_the_changes_contradict_it() -> None:
    kinds = {}
    for stated in (None, ProposalKind.OTHER, ProposalKind.REMOVAL):
        built = build(tree(TOWN), proposal(changes=(ADD,), kind=stated), None)
        kinds[stated] = built.proposal.kind
    addition = ProposalKind.ADDITION
    assert kinds == {None: addition, ProposalKind.OTHER: ProposalKind.OTHER, ProposalKind.REMOVAL: addition}


def test_a_reason_written_on_the_branch_stays_and_a_deferral_ends() -> None:
    deferred = Decision(Outcome.DEFERRED, "予算の成立を待ちます。", until="予算の成立")
    held = TOWN.but(written(proposal(changes=(ADD,), decision=deferred)))
    files, _ = on(held, proposal(changes=(ADD,), decision=deferred))
    assert b"decision: {outcome: adopted}" in (files[PATH] or b"")
    reasoned = Decision(Outcome.ADOPTED, "塾帰りの足になるため。", "policy-team")
    assert build(tree(held), proposal(changes=(ADD,), decision=reasoned), None).proposal.decision == reasoned


def test_an_imported_proposal_is_adopted_here_whatever_day_and_link_the_draft_names() -> None:
    imported = proposal(changes=(ADD,), source=Source("import"))
    elsewhere = Decision(Outcome.ADOPTED, on="2026-02-01", link="https://example.org/1")
    held = TOWN.but(written(imported))
    files, fit = on(held, replace(imported, decision=elsewhere))
    assert (fit, b"example.org" in (files[PATH] or b"")) == (Fit.CLEAN, False)


def test_what_is_decided_for_good_is_not_built() -> None:
    decided = proposal(changes=(ADD,), decision=Decision(Outcome.DECLINED, "町の財政では続けられないためです。"))
    held = TOWN.but(written(decided))
    built = build(tree(held), replace(decided, decision=None), None)
    assert (built.files, built.proposal) == ({}, decided)


def test_a_new_section_is_a_new_file_and_stands_in_the_list() -> None:
    section = titled("k3f9tw-1", "防災", vision=(point("k3f9tw-2", "だれも取り残しません。"),))
    files, _ = on(TOWN, proposal(changes=(Add("daily-life", "child-care", section),)))
    path = "manifesto/daily-life/k3f9tw-1.yaml"
    assert sorted(files) == [path, MANIFESTO, PATH]
    assert lines(TOWN, files, MANIFESTO) == ["      - id: k3f9tw-1"]
    assert (files[path] or b"").decode() == (
        "# yaml-language-server: $schema=../../schemas/section.schema.json\n"
        "id: k3f9tw-1\n"
        "title: 防災\n"
        "vision:\n"
        "  - id: k3f9tw-2\n"
        "    text: だれも取り残しません。\n"
    )


def test_a_section_that_changes_its_area_takes_its_file_along_byte_for_byte() -> None:
    files, _ = on(TOWN, proposal(changes=(Move("child-care", "livelihood", "last"),)))
    assert sorted(files) == [CHILD_CARE, "manifesto/livelihood/child-care.yaml", MANIFESTO, PATH]
    assert files[CHILD_CARE] is None
    assert files["manifesto/livelihood/child-care.yaml"] == TOWN.files[CHILD_CARE]


def test_a_section_that_is_removed_loses_its_file_and_is_no_home_any_more() -> None:
    files, _ = on(TOWN, proposal(changes=(Remove("child-care"),), section="child-care"))
    assert (files[CHILD_CARE], sorted(files)) == (None, [CHILD_CARE, MANIFESTO, PATH])
    assert b"section: none\n" in (files[PATH] or b"")


def test_a_number_or_title_of_the_frame_touches_the_frame_only() -> None:
    changes = (Replace("transport", "number", "4", "6"), Replace("daily-life", "title", "暮らし", "くらし"))
    files, _ = on(TOWN, proposal(changes=changes))
    assert sorted(files) == [MANIFESTO, PATH]


def test_files_for_the_same_text_are_none() -> None:
    today = tree(TOWN)
    root = today.outline().root
    assert files_for(today, root) == {}
    assert files_for(today, replace(root)) == {}


def test_an_id_that_was_taken_meanwhile_is_given_anew() -> None:
    held = adopted(TOWN, Add("bus", "p1", point("k3f9tw-1", "先に使われた番号の文。")))
    below = Add("k3f9tw-1", "first", point("k3f9tw-2", "土曜も走らせます。"))
    files, fit = on(held, proposal(changes=(ADD, below)), base=TOWN)
    assert fit is Fit.CLEAN
    outline = tree(held.but(files)).outline()
    assert outline.places["transport/k3f9tw-1"].node.text == "先に使われた番号の文。"
    assert outline.places["transport/k3f9tw-3"].node.text == NIGHT.text
    assert outline.places["transport/k3f9tw-2"].parent == "transport/k3f9tw-3"


def test_two_edits_of_one_sentence_are_joined_and_said_to_be() -> None:
    held = adopted(TOWN, Replace("p1", "text", P1, P1.replace("一時間", "30分")))
    draft = proposal(changes=(Replace("p1", "text", P1, P1.replace("朝と夕方", "朝と夜")),))
    files, fit = on(held, draft, base=TOWN)
    assert (fit, "朝と夜のバスを、30分に2本走らせます。".encode() in (files[TRANSPORT] or b"")) == (Fit.MERGED, True)


def test_where_a_person_is_needed_nothing_is_built() -> None:
    held = adopted(TOWN, Remove("p1"))
    draft = proposal(changes=(Replace("p1", "text", P1, "朝のバスを走らせます。"),))
    built = build(tree(held), draft, tree(TOWN).outline())
    assert (built.files, built.proposal, built.resolution.fit) == ({}, draft, Fit.NEEDS_PERSON)


def test_two_additions_at_the_end_of_one_item_do_not_hinder_each_other_in_either_order() -> None:
    one = proposal("20260225-aaaaab", changes=(Add("bus", "last", point("aaaaab-1", "一つ目です。")),))
    other = proposal("20260226-aaaaac", changes=(Add("bus", "last", point("aaaaac-1", "二つ目です。")),))
    received = TOWN.but(written(one, other))
    for first, second in ((one, other), (other, one)):
        branch = build(tree(received), second, None).proposal
        files, _ = on(received, first)
        after = received.but(files)
        files, fit = on(after, branch, base=received)
        texts = tree(after.but(files)).outline().places["transport/bus"].node.children("points")
        assert (fit, {node.id for node in texts}) == (Fit.CLEAN, {"p1", "p2", "aaaaab-1", "aaaaac-1"})


def consolidation(disposition: Disposition, source: str = "20260201-aaaaaa") -> Proposal:
    return proposal(changes=(ADD,), incorporates=(Incorporated(source, disposition),))


def test_a_consolidation_decides_its_sources_with_it() -> None:
    files, _ = on(TOWN, consolidation(Disposition.AMENDED))
    assert lines(TOWN, files, OPEN) == ["decision: {outcome: incorporated, of: 20260228-k3f9tw}"]


def test_a_source_of_which_nothing_was_used_stays_open() -> None:
    files, _ = on(TOWN, consolidation(Disposition.NOT_USED))
    assert OPEN not in files


def test_a_source_that_was_decided_otherwise_or_is_not_known_blocks_the_consolidation() -> None:
    for source in ("20260202-bbbbbb", "20260203-cccccc", "20260228-k3f9tw"):
        built = build(tree(TOWN), consolidation(Disposition.AMENDED, source), None)
        assert (built.files, built.blocked) == ({}, (proposal_path(source),))
        assert built.resolution.fit is Fit.NEEDS_PERSON


def test_what_no_file_could_hold_is_not_built() -> None:
    held = town_of(titled("manifesto", "町", areas=(titled("a", "あ", sections=(titled("s", "い"),)),)))
    draft = proposal(section="none", changes=(Remove("s"), Remove("a")))
    built = build(tree(held), draft, None)
    assert built.files == {}
    draft = proposal(section="s", changes=(Remove("a"),))
    built = build(tree(held), draft, tree(held).outline())
    assert (built.files, built.blocked) == ({}, ("manifesto/a/s.yaml", MANIFESTO))


def test_a_file_of_the_register_that_cannot_be_read_is_not_overwritten() -> None:
    built = build(tree(TOWN.but({PATH: b"id: ["})), proposal(changes=(ADD,)), None)
    assert (built.files, built.blocked) == ({}, (PATH,))
    built = build(tree(TOWN.but({MANIFESTO: b"title: ["})), proposal(changes=(ADD,)), None)
    assert (built.files, built.blocked) == ({}, (MANIFESTO,))


@st.composite
def moved_on(draw: st.DrawFn) -> tuple[Outline, Held, Proposal]:
    """A text, its files after others' changes, and a proposal written on it, received or not."""
    base = draw(trees())
    changes = changes_as_written(draw(changes_on(base, least=1)))
    others = changes_as_written(draw(changes_on(base, most=3, stem="x7p2qa")))
    today = apply(as_written(base), others, "none")
    assume(isinstance(today, Applied) and base.lists and today.root.lists)
    assert isinstance(today, Applied)
    draft = proposal(section="none", changes=changes)
    held = town_of(today.root)
    return Outline.of(as_written(base)), held.but(written(draft)) if draw(st.booleans()) else held, draft


@given(moved_on())
def test_the_judge_accepts_whatever_is_built(case: tuple[Outline, Held, Proposal]) -> None:
    base, held, draft = case
    built = build(tree(held), draft, base)
    assert judged(held, built.files).faults == ()
    if built.files:
        assert tree(held.but(built.files)).outline().root == built.resolution.root
        assert [act.subject for act in judged(held, built.files).acts] == [draft.id]


@given(moved_on())
def test_built_from_its_own_draft_on_its_own_base_a_branch_is_the_same(case: tuple[Outline, Held, Proposal]) -> None:
    base, held, draft = case
    today = tree(held)
    built = build(today, draft, base)
    if built.files:
        assert build(today, built.proposal, today.outline()).files == built.files


@given(moved_on())
def test_what_is_adopted_is_not_built_again(case: tuple[Outline, Held, Proposal]) -> None:
    base, held, draft = case
    built = build(tree(held), draft, base)
    if built.files:
        assert build(tree(held.but(built.files)), draft, base).files == {}


def test_a_branch_of_a_long_section_is_built_in_a_moment() -> None:
    points = tuple(point(f"p{number}", f"{number}番目の約束を、毎年見直します。") for number in range(100))
    section = titled("s", "約束", items=(Node("i", "項目").with_children("points", points),))
    held = town_of(titled("manifesto", "町", areas=(titled("a", "分野", sections=(section,)),)))
    today = tree(held)
    outline = today.outline()
    drafts = [
        proposal(f"20260228-aaaa{number:02}", "s", changes=(Add("i", f"p{number}", NIGHT),)) for number in range(20)
    ]
    best = min(_time(today, draft, outline) for draft in drafts)
    assert best < 0.015  # measured: 4 ms, of which half is reading back what was written


def _time(today: Tree, draft: Proposal, base: Outline) -> float:
    start = perf_counter()
    assert build(today, draft, base).files
    return perf_counter() - start
