"""Text, topics and proposals from elsewhere come in by one step that the judge accepts."""

from __future__ import annotations

from living_manifesto.core.nodes import Node
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.core.values import replace
from living_manifesto.life.imports import Intake, TakenIn, take_in
from living_manifesto.rules.tree import Tree
from plan.trees import proposal
from support.hall import MAIN, Hall

ITEM = Node("parks-wide", title="公園を広げる", lists=(("points", (Node("parks-wide-1", text="公園を広げます。"),)),))
SECTION = Node("parks", title="公園", lists=(("items", (ITEM,)),))
TOPICS = Topics("transport", (Topic("night-bus", "夜のバス", "夜も走らせる。"),), {"announced": 14})


def with_section(tree: Tree, section: Node = SECTION) -> Node:
    root = tree.outline().root
    first, *rest = root.children("areas")
    others = tuple(each for each in first.children("sections") if each.id != section.id)
    return root.with_children("areas", (first.with_children("sections", (*others, section)), *rest))


def faults(hall: Hall) -> set[str]:
    """What is said against the history; that a baseline came after the first is no fault but is always said."""
    return {line.split()[1] for line in hall.complaints()} - {"LM709"}


def bring(hall: Hall, *proposals: str, section: Node | None = SECTION, topics: Topics | None = None) -> TakenIn:
    papers = tuple(replace(proposal(name), changes=None, drafted=None) for name in proposals)

    def make(tree: Tree) -> Intake:
        root = with_section(tree, section) if section is not None else None
        return Intake(root, (topics,) if topics is not None else (), papers, "市のページから移しました。", "parks.txt")

    with hall.desk() as desk:
        return take_in(desk, make)


def test_text_topics_and_proposals_come_in_one_step_with_a_baseline(hall: Hall) -> None:
    before = hall.head(MAIN)
    done = bring(hall, "20260228-k3f9tw", topics=TOPICS)
    assert hall.head(f"{MAIN}^") == before
    assert done.commit == hall.head(MAIN)
    assert done.received == ("20260228-k3f9tw",)
    assert hall.text().children("areas")[0].children("sections")[-1] == SECTION
    assert not faults(hall)
    assert f"proposals/baselines/{done.baseline}.yaml" in hall.held().files
    assert hall.status() == ""


def test_the_same_again_changes_nothing(hall: Hall) -> None:
    bring(hall, "20260228-k3f9tw", topics=TOPICS)
    before = hall.refs()
    again = bring(hall, "20260228-k3f9tw", topics=TOPICS)
    assert (again.commit, again.baseline, again.received) == (None, "", ())
    assert again.known == ("20260228-k3f9tw",)
    assert hall.refs() == before


def test_a_newer_text_is_one_more_baseline(hall: Hall) -> None:
    first = bring(hall)
    newer = replace(SECTION, title="公園と広場")
    second = bring(hall, section=newer)
    assert second.baseline not in ("", first.baseline)
    assert not faults(hall)


def test_topics_alone_are_no_baseline_and_keep_what_they_do_not_change(hall: Hall) -> None:
    bring(hall, section=None, topics=TOPICS)
    path = "proposals/topics/transport.yaml"
    hall.town.replace(path, "section: transport", "section: transport  # 夜の便")
    hall.town.git("commit", "-qam", "覚え書きを添える")
    done = bring(hall, section=None, topics=replace(TOPICS, source={"announced": 15}))
    assert (done.baseline, done.commit) == ("", hall.head(MAIN))
    written = hall.held().files[path].decode()
    assert "# 夜の便" in written
    assert "announced: 15" in written
    assert not faults(hall)


def test_a_proposal_with_a_fault_stays_outside_and_the_rest_comes_in(hall: Hall) -> None:
    def make(tree: Tree) -> Intake:
        sound = replace(proposal("20260228-k3f9tw"), changes=None, drafted=None)
        lost = replace(sound, id="20260228-zzzz99", section="nowhere-at-all")
        return Intake(with_section(tree), (), (sound, lost), "移しました。", "parks.txt")

    with hall.desk() as desk:
        done = take_in(desk, make)
    assert done.received == ("20260228-k3f9tw",)
    assert {name: [fault.code for fault in faults] for name, faults in done.refused.items()} == {
        "20260228-zzzz99": ["LM301"]
    }
    assert done.commit is not None
    assert not faults(hall)
