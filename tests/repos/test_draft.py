"""``manifesto draft``: what it says and what it leaves behind, in both languages."""

from __future__ import annotations

import json

import pytest

from living_manifesto.documents import decode
from living_manifesto.documents.reader import read
from support.town import TRANSPORT, Town

JA = {"LANG": "ja_JP.UTF-8"}
NIGHT = "夜のバスも走らせます。"
ASKS = f"4-1に「{NIGHT}」を追加してください。"
WISH = "できれば、4-1の「半額」を「無料」に改める。\nバスが大切だからです。"


def wish(town: Town, body: str, section: str = "transport", *, submitted: bool = True) -> str:
    """Somebody says what they want; the id of the proposal."""
    before = set((town.folder / "proposals").rglob("2*-*.yaml"))
    done = town.run("propose", "--section", section, "--body", body, "--reason", "通勤の足が足りないため。")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = set((town.folder / "proposals").rglob("2*-*.yaml")) - before
    if submitted:
        assert town.run("submit", path.stem).returncode == 0
    return path.stem


def stated(town: Town, name: str) -> list[dict[str, object]]:
    value = read((town.folder / f"proposals/2026-03/{name}.yaml").read_bytes(), "x.yaml").value
    assert isinstance(value, dict)
    assert decode.proposal(value).changes
    changes: list[dict[str, object]] = value["changes"]
    return changes


def test_words_are_drafted_and_the_change_is_said(town: Town) -> None:
    name = wish(town, ASKS)
    dry = town.run("draft", name, "--dry-run", "--lang", "en")
    assert (dry.returncode, "would be drafted" in dry.stdout) == (0, True)
    assert "changes" not in town.read(f"proposals/2026-03/{name}.yaml")
    done = town.run("draft", name, **JA)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{name} の変更案を作りました。採用されると:",
        f"  4-1 の最後に『{NIGHT}』を加える",
        f"  #1  {name}  4-1 に追加:{NIGHT}",
        f"提案の言葉と並べて読むには: manifesto status {name}",
    ]
    assert "drafted: {by: importer}" in town.read(f"proposals/2026-03/{name}.yaml")
    again = town.run("draft", name, **JA)
    assert (again.returncode, "--again" in again.stdout) == (0, True)
    assert town.run("audit").returncode == 0
    assert town.git("status", "--porcelain") == ""


def test_what_was_not_understood_is_shown_with_its_place_and_the_ways_of_a_person(town: Town) -> None:
    name = wish(town, WISH)
    done = town.run("draft", name, **JA)
    assert done.returncode == 1
    first, line, marks, *ways = done.stdout.splitlines()
    assert first == f"{name} の変更案は作りませんでした: 条件や「できれば」が付いています"
    assert line.startswith("  1 | できれば、")
    assert marks.strip("| ") == "^" * 8
    assert any(f"ブランチ proposal/{name} で {TRANSPORT}" in way for way in ways)
    assert any(f"manifesto draft {name} --json" in way for way in ways)
    english = town.run("draft", name, "--lang", "en").stdout
    assert "it depends on a condition or a wish" in english


def test_the_ways_of_a_person_work(town: Town) -> None:
    by_option, by_json, by_hand = (wish(town, f"{number}台のバスを。") for number in "234")
    done = town.run("draft", by_option, "--replace", "4-1の2つ目", "--with", "学生は無料にします。", **JA)
    assert done.returncode == 0, done.stderr
    assert stated(town, by_option)[0]["with"] == "学生は無料にします。"
    assert "drafted: {by: staff}" in town.read(f"proposals/2026-03/{by_option}.yaml")
    change = {"op": "add", "to": "bus", "after": "last", "node": {"text": NIGHT}}
    done = town.run("draft", by_json, "--json", stdin=json.dumps({"changes": [change], "title": "夜のバス"}))
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)["drafted"]
    assert (told["id"], told["number"]) == (by_json, 2)
    assert told["changes"] == stated(town, by_json)
    assert stated(town, by_json)[0]["node"] == {"id": f"{by_json.partition('-')[2]}-1", "text": NIGHT}
    assert "title: 夜のバス" in town.read(f"proposals/2026-03/{by_json}.yaml")
    town.git("switch", "-q", f"proposal/{by_hand}")
    town.replace(TRANSPORT, "半額", "無料")
    town.commit("A draft")
    town.git("switch", "-q", "main")
    assert town.run("sync", by_hand).returncode == 0
    assert "on its branch already" in town.run("draft", by_hand, "--lang", "en").stdout


def test_all_drafts_what_is_understood_and_lists_the_rest(town: Town) -> None:
    understood, left = wish(town, ASKS), wish(town, WISH)
    done = town.run("draft", "--all", "--dry-run", **JA)
    assert f"  {understood}  4-1 の最後に" in done.stdout
    done = town.run("draft", "--all", **JA)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "変更案を作りました:1件"
    assert f"  {left}  条件や「できれば」が付いています:「できれば」" in lines
    told = json.loads(town.run("draft", "--all", "--json").stdout)
    assert told["drafted"] == []
    assert {"id": left, "cause": "condition", "words": "できれば", "at": 0} in told["left"]


def test_a_file_that_was_not_received_yet_is_edited_where_it_lies(town: Town) -> None:
    name = wish(town, ASKS, submitted=False)
    main = town.git("rev-parse", "main")
    assert town.run("draft", name, "--dry-run").returncode == 0
    assert "changes" not in town.read(f"proposals/2026-03/{name}.yaml")
    done = town.run("draft", name, **JA)
    assert done.stdout.splitlines()[-2:] == [
        f"書き込みました: proposals/2026-03/{name}.yaml",
        f"次は: manifesto submit {name}",
    ]
    assert stated(town, name)[0]["to"] == "bus"
    assert town.git("rev-parse", "main") == main
    assert town.run("draft", name).returncode == 0
    assert town.run("draft", name, "--again", "--to", "4-2", "--add", NIGHT).returncode == 0
    assert stated(town, name)[0]["to"] == "walk"
    assert town.run("submit", name).returncode == 0
    vague = wish(town, WISH, submitted=False)
    done = town.run("draft", vague, "--lang", "en")
    assert (done.returncode, "on the branch" in done.stdout) == (1, False)


def test_a_section_is_named_for_one_that_has_none(town: Town) -> None:
    name = wish(town, ASKS, section="none")
    done = town.run("draft", name, "--lang", "en")
    assert (done.returncode, "--section SECTION" in done.stdout) == (1, True)
    assert town.run("draft", name, "--section", "移動と交通").returncode == 0
    assert "section: transport" in town.read(f"proposals/2026-03/{name}.yaml")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("20260301-zzzzzz",),
        ("nonsense",),
        ("20260201-aaaaaa", "--all"),
        ("--all", "--again"),
        ("--all", "--add", "x"),
        ("20260201-aaaaaa", "--json", "--add", "x"),
        ("20260201-aaaaaa", "--again", "--with", "x"),
        ("20260201-aaaaaa", "--again", "--replace", "nowhere", "--with", "x"),
        ("20260201-aaaaaa", "--section", "nowhere", "--again"),
    ],
)
def test_wrong_use_is_said_and_nothing_changes(town: Town, arguments: tuple[str, ...]) -> None:
    main = town.git("rev-parse", "main")
    done = town.run("draft", *arguments, **JA)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "お知らせ" in done.stderr
    assert town.git("rev-parse", "main") == main


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("", 2),
        ("[]", 2),
        ("{}", 2),
        ('{"changes": []}', 2),
        ('{"changes": [null]}', 2),
        ('{"changes": "x"}', 1),
        ('{"changes": [{"op": "explode"}]}', 1),
        ('{"changes": [{"op": "remove", "target": "bus"}], "body": "x"}', 2),
        ('{"changes": [{"op": "remove", "target": "nowhere"}]}', 1),
    ],
)
def test_json_that_is_no_draft_is_refused(town: Town, told: str, code: int) -> None:
    name = wish(town, ASKS)
    main = town.git("rev-parse", "main")
    done = town.run("draft", name, "--json", stdin=told)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert town.git("rev-parse", "main") == main
