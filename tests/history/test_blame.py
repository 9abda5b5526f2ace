"""Every sentence names what brought it: a proposal, a baseline, or nobody."""

from __future__ import annotations

import pytest

from living_manifesto.core.nodes import digest
from living_manifesto.history.blame import Sentence, blame
from living_manifesto.history.sentences import sentences, stayed
from support.held import context, schemas
from support.past import ADOPTED, Past, visits
from support.town import CHILD_CARE, TRANSPORT

HALF = "高校生の定期券を半額にします。"
TWO = "高校生の定期券を半額にします。小学生は無料です。"
THREE = "高校生の定期券を三割引きにします。小学生は無料です。"


def adoption(name: str, section: str, changes: str) -> dict[str, str | None]:
    text = (
        f"id: {name}\nsection: {section}\nsubmitted_on: 2026-02-10\nsource: {{channel: web}}\n"
        f"body: 変えてほしい。\nreason: 暮らしのためです。\nchanges:\n{changes}{ADOPTED}"
    )
    return {f"proposals/2026-02/{name}.yaml": text}


def replaced(past: Past, step: str, name: str, was: str, becomes: str) -> None:
    change = f"  - op: replace\n    target: p2\n    field: text\n    was: {was}\n    with: {becomes}\n"
    past.step(step, {TRANSPORT: past.edited(TRANSPORT, was, becomes), **adoption(name, "transport", change)})


def origins(past: Past, section: str, node: str) -> list[tuple[str, str, str, str]]:
    held: tuple[Sentence, ...] = blame(section, visits(past), schemas())[f"{section}/{node}"]
    return [(each.text, each.origin.cause.value, each.origin.name, each.origin.mark.commit) for each in held]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("朝も夜も走らせます。運賃は3.5倍にしません。", ["朝も夜も走らせます。", "運賃は3.5倍にしません。"]),
        ("「本当ですか?」と聞かれます。", ["「本当ですか?」と聞かれます。"]),
        ("「本当ですか？」と聞かれます。はい！！", ["「本当ですか？」と聞かれます。", "はい！！"]),
        ("「走らせます。」\n次の行", ["「走らせます。」", "次の行"]),
        (
            "One. Two e.g. this! See https://example.org/a.b.",
            ["One.", "Two e.g.", "this!", "See https://example.org/a.b."],
        ),
        ("\n\n", []),
        ("終わりのない文", ["終わりのない文"]),
    ],
)
def test_sentences_end_where_readers_see_them_end(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_what_stayed_is_told_by_place() -> None:
    assert stayed(["a", "b", "c"], ["x", "b", "c", "d"]) == {1: 1, 2: 2}


def test_two_sentences_of_one_point_come_from_two_proposals_and_the_baseline_before_them() -> None:
    past = Past()
    assert origins(past, "transport", "p2") == [(HALF, "first", "20260110-base01", "first")]
    replaced(past, "one", "20260210-cccccc", HALF, TWO)
    replaced(past, "two", "20260211-dddddd", TWO, THREE)
    assert origins(past, "transport", "p2") == [
        ("高校生の定期券を三割引きにします。", "adoption", "20260211-dddddd", "two"),
        ("小学生は無料です。", "adoption", "20260210-cccccc", "one"),
    ]
    assert origins(past, "transport", "v1")[0][1] == "first"


def test_two_proposals_adopted_in_one_step_are_told_apart() -> None:
    past = Past()
    one = f"  - op: replace\n    target: p2\n    field: text\n    was: {HALF}\n    with: {TWO}\n"
    two = f"  - op: replace\n    target: p2\n    field: text\n    was: {TWO}\n    with: {THREE}\n"
    files = {**adoption("20260210-cccccc", "transport", one), **adoption("20260211-dddddd", "transport", two)}
    past.step("both", {TRANSPORT: past.edited(TRANSPORT, HALF, THREE), **files})
    assert [each[2] for each in origins(past, "transport", "p2")] == ["20260211-dddddd", "20260210-cccccc"]


def test_what_was_changed_in_silence_says_so_and_what_was_put_back_keeps_its_origin() -> None:
    past = Past().edit("silent", TRANSPORT, HALF, TWO)
    assert [each[1:] for each in origins(past, "transport", "p2")] == [
        ("first", "20260110-base01", "first"),
        ("silent", "", "silent"),
    ]
    past.edit("gone", TRANSPORT, HALF + "小学生は無料です。", "小学生は無料です。").edit(
        "back", TRANSPORT, TWO[15:], HALF
    )
    assert origins(past, "transport", "p2") == [(HALF, "first", "20260110-base01", "first")]


def test_a_later_baseline_is_named() -> None:
    past = Past()
    past.baseline("rebased", "20260220-second", {TRANSPORT: past.edited(TRANSPORT, HALF, TWO)})
    assert origins(past, "transport", "p2")[1] == ("小学生は無料です。", "later", "20260220-second", "rebased")


def test_a_node_moved_from_another_section_keeps_the_origins_it_had_there() -> None:
    past = Past()
    replaced(past, "worded", "20260210-cccccc", HALF, TWO)
    node = context(past.now).tree.outline().places["transport/p2"].node
    change = (
        "  - op: move\n    target: transport/p2\n    to: child-care/nursery\n    after: first\n"
        f'    was: "{digest(node)}"\n'
    )
    point = f"      - id: p9\n        text: {TWO}\n"
    files = {
        TRANSPORT: past.edited(TRANSPORT, f"      - id: p2\n        text: {TWO}\n", ""),
        CHILD_CARE: past.edited(CHILD_CARE, "      - id: p1\n", point.replace("p9", "p2") + "      - id: p1\n"),
    }
    taken = "      - id: p2\n        text: 入園の申し込みを、一年を通じて受け付けます。\n"
    past.step("room", {CHILD_CARE: past.edited(CHILD_CARE, taken, "")})
    files[CHILD_CARE] = past.edited(CHILD_CARE, "      - id: p1\n", point.replace("p9", "p2") + "      - id: p1\n")
    past.step("moved", {**files, **adoption("20260212-eeeeee", "child-care", change)})
    assert [each[1:] for each in origins(past, "child-care", "p2")] == [
        ("first", "20260110-base01", "first"),
        ("adoption", "20260210-cccccc", "worded"),
    ]


def test_a_file_that_could_not_be_read_for_a_while_loses_no_origin() -> None:
    past = Past()
    sound = past.text(TRANSPORT)
    past.step("broken", {TRANSPORT: "id: [\n"}).step("readable", {TRANSPORT: sound})
    assert origins(past, "transport", "p2") == [(HALF, "first", "20260110-base01", "first")]


def test_without_a_baseline_nothing_is_told() -> None:
    past = Past()
    name, tree = past.trees.pop()
    past.trees.append((name, tree.but({"proposals/baselines/20260110-base01.yaml": None})))
    assert blame("transport", visits(past), schemas()) == {}
