"""``manifesto import page`` and ``manifesto export page`` in a repository: in, out, again, newer, adopted meanwhile."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.documents import decode
from living_manifesto.documents.reader import read
from support.hall import Hall
from support.held import ROOT
from support.town import MANIFESTO, Town, settle

SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", ROOT.parent / "shared"))
SEED = SHARED / "seed" / "diplomacy-defense.txt"
BRIDGES = "manifesto/livelihood/bridges.yaml"
TOPICS = "proposals/topics/bridges.yaml"
PAGE = """9. 橋と川

ビジョン

  • 大雨の夜も、安心して渡れる橋にします。

9-1. 橋を直す

  • 毎年3本の橋を直します。
  • 直す順番を、みんなに見せます。

9-2. 川を掘る

  • 土がたまった所から掘ります。

議論されているトピック

夜の明かり

橋の上が暗いという声がある。

みんなからの提案(7件)

届いた提案です。担当がひとつずつ読みます。

表現の明確化2026年2月3日

橋の話が、車のためなのか人のためなのか、はっきりさせてほしい。

理由: 歩いて渡る人もいるため。

内容の追加2026年2月3日

9-1に「橋の上に明かりをつけます。」を追加する。

理由: 夜に暗いため。

内容の追加2026年2月4日

「川辺に木を植える」という項目を追加し、「川辺に毎年100本の木を植えます。」との記述を盛り込む。

理由: 日かげがないため。
"""
NEWER = (
    PAGE.replace("毎年3本の橋", "毎年4本の橋")
    .replace("(7件)", "(9件)")
    .replace("担当がひとつずつ読みます。", "読むのに一週間かかります。")
    .replace(
        "表現の明確化2026年2月3日\n\n橋の話が",
        "内容の削除2026年2月2日\n\n古い看板の話を消す。\n\n表現の明確化2026年2月3日\n\n橋の話が",
    )
    .partition("内容の追加2026年2月4日")[0]
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "bridges.txt").write_text(PAGE, encoding="utf-8")
    return folder


def bring(town: Town, page: Path | str, *flags: str, code: int = 0, stdin: str = "") -> dict[str, Any]:
    done = town.run("import", "page", str(page), *flags, "--json", stdin=stdin)
    assert done.returncode == code, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def refused(town: Town, page: Path | str, *flags: str, stdin: str = "") -> str:
    before = town.git("for-each-ref")
    done = town.run("import", "page", str(page), *flags, "--lang", "en", stdin=stdin)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert town.git("for-each-ref") == before
    return done.stderr


def export(town: Town, *arguments: str, said: str = "") -> str:
    done = town.run("export", "page", *arguments, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, said)
    return done.stdout


def section(town: Town, path: str = BRIDGES) -> Node:
    return decode.section(read(town.read(path).encode(), path).value)


def ids(node: Node) -> dict[str, str]:
    return {each.title or each.text: each.id for each in node.walk()}


def proposal(town: Town, name: str) -> Proposal:
    path = f"proposals/{name[:4]}-{name[4:6]}/{name}.yaml"
    return decode.proposal(read(town.read(path).encode(), path).value)


def sound(town: Town) -> None:
    assert town.run("check").returncode == 0
    assert town.run("audit").returncode == 0
    assert town.git("status", "--porcelain") == ""


def test_a_page_comes_in_as_one_step_and_goes_out_again_letter_for_letter(town: Town, pages: Path) -> None:
    before = town.git("rev-parse", "main").strip()
    answer = bring(town, pages / "bridges.txt", "--area", "livelihood", "--url", "https://example.org/9")
    assert town.git("rev-parse", "main~1").strip() == before
    assert (answer["section"], answer["area"], answer["number"]) == ("bridges", "livelihood", 9)
    assert (answer["text"]["news"], answer["text"]["new"]) == ("new", 6)
    assert answer["baseline"]
    assert "      - id: bridges\n        number: 9\n" in town.read(MANIFESTO)
    names = [each["id"] for each in answer["received"]]
    first, second, third = (
        proposal(town, name) for name in sorted(names, key=lambda name: proposal(town, name).source.position or 0)
    )  # type: ignore[union-attr]
    assert [(each.kind, each.submitted_on) for each in (first, second, third)] == [
        ("clarification", "2026-02-03"),
        ("addition", "2026-02-03"),
        ("addition", "2026-02-04"),
    ]
    assert [each.source.position for each in (first, second, third) if each.source] == [1, 2, 3]
    assert first.source is not None
    assert (first.source.channel, first.source.url, first.terms) == ("import", "https://example.org/9", "")
    assert first.changes is None
    assert [each.drafted.by for each in (second, third) if each.drafted] == ["importer", "importer"]
    assert "  announced: 7\n  shown: 3\n" in town.read(TOPICS)
    sound(town)
    assert export(town, "bridges") == PAGE


def test_the_same_page_again_changes_nothing_and_says_so(town: Town, pages: Path) -> None:
    bring(town, pages / "bridges.txt", "--area", "livelihood")
    before = town.git("for-each-ref")
    done = town.run("import", "page", str(pages / "bridges.txt"), "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing was left to do.")
    assert "0 received, 3 known already" in done.stdout
    assert town.git("for-each-ref") == before
    white = (
        PAGE.replace("\n", "\r\n")
        .replace("  • ", "　・")
        .replace("\n9-1. ", "\n９ー１．")
        .replace("\n9-2. ", "\n９ー２　")
    )
    (pages / "bridges.txt").write_text("\ufeff" + white, encoding="utf-8", newline="")
    assert bring(town, pages / "bridges.txt")["commit"] is None
    assert bring(town, "-", "--section", "bridges", stdin=PAGE)["commit"] is None


def test_a_newer_page_keeps_ids_receives_what_is_new_and_records_a_baseline(town: Town, pages: Path) -> None:
    first = bring(town, pages / "bridges.txt", "--area", "livelihood")
    before = section(town)
    (pages / "bridges.txt").write_text(NEWER, encoding="utf-8")
    answer = bring(town, pages / "bridges.txt")
    assert answer["text"] | {"held": []} == {
        "news": "changed",
        "kept": 5,
        "reworded": 1,
        "new": 0,
        "gone": 0,
        "held": [],
    }
    assert answer["baseline"] not in ("", first["baseline"])
    after = section(town)
    assert ids(after)["毎年4本の橋を直します。"] == ids(before)["毎年3本の橋を直します。"]
    assert sorted(ids(after).values()) == sorted(ids(before).values())
    assert sorted(answer["known"]) == sorted(each["id"] for each in first["received"] if each["position"] != 3)
    (fresh,) = answer["received"]
    assert (fresh["kind"], fresh["submitted_on"], fresh["drafted"]) == ("removal", "2026-02-02", False)
    assert "  announced: 9\n  shown: 3\n  note: 届いた提案です。読むのに一週間かかります。\n" in town.read(TOPICS)
    sound(town)
    # What has gone from the page stays here, so that the page would announce it beside the nine.
    assert export(town, "bridges").startswith(NEWER.partition("みんなからの提案")[0] + "みんなからの提案(10件)")
    assert "川辺に木を植える" in export(town, "bridges")
    assert bring(town, pages / "bridges.txt")["commit"] is None


def test_what_the_page_asks_for_can_be_adopted_and_stays_adopted(tmp_path: Path, pages: Path) -> None:
    hall = Hall(settle(tmp_path / "town"))
    received = bring(hall.town, pages / "bridges.txt", "--area", "livelihood")["received"]
    _, light, trees = (
        each["id"] for each in sorted(received, key=lambda each: (each["submitted_on"], each["position"]))
    )
    assert hall.town.run("submit", "--all").returncode == 0
    for name in (light, trees):
        hall.adopt(name)
    sound(hall.town)
    adopted = export(hall.town, "bridges")
    assert "  • 直す順番を、みんなに見せます。\n  • 橋の上に明かりをつけます。\n" in adopted
    assert "\n9-3. 川辺に木を植える\n\n  • 川辺に毎年100本の木を植えます。\n" in adopted
    assert "みんなからの提案(5件)" in adopted
    assert adopted.count("2026年2月") == 1
    assert export(hall.town, "bridges", "--adopted").count("2026年2月") == 3
    # The old page once more, and what we have written ourselves: nothing of it is undone.
    before = hall.head("main")
    assert bring(hall.town, pages / "bridges.txt")["text"]["news"] == "left"
    assert hall.head("main") == before
    (pages / "bridges.txt").write_text(adopted, encoding="utf-8")
    assert bring(hall.town, pages / "bridges.txt")["text"]["news"] == "same"
    # A newer page that knows nothing of the adoptions brings its own news only.
    (pages / "bridges.txt").write_text(NEWER, encoding="utf-8")
    answer = bring(hall.town, pages / "bridges.txt")
    assert (answer["text"]["news"], answer["text"]["held"]) == (
        "joined",
        ["橋の上に明かりをつけます。", "川辺に木を植える"],
    )
    now = export(hall.town, "bridges")
    assert "毎年4本の橋" in now
    assert "9-3. 川辺に木を植える" in now
    assert bring(hall.town, pages / "bridges.txt")["commit"] is None
    sound(hall.town)
    # Unless somebody says that the page counts.
    assert bring(hall.town, pages / "bridges.txt", "--over-adopted")["text"]["news"] == "changed"
    assert "9-3." not in export(hall.town, "bridges")
    sound(hall.town)


def test_the_seed_goes_all_the_way(tmp_path: Path) -> None:
    if not SEED.exists():
        pytest.skip(f"the real data of 2025 is not at {SEED}")
    hall = Hall(settle(tmp_path / "town"))
    answer = bring(hall.town, SEED, "--area", "other-issues", "--area-title", "その他重要分野")
    first, second, third = (each["id"] for each in sorted(answer["received"], key=lambda each: each["position"]))
    assert export(hall.town, "diplomacy-defense") == SEED.read_text("utf-8").rstrip("\n") + "\n"
    assert [proposal(hall.town, name).changes is None for name in (first, second, third)] == [True, False, False]
    assert hall.town.run("submit", "--all").returncode == 0
    for name in (second, third):
        hall.adopt(name)
    sound(hall.town)
    items = section(hall.town, "manifesto/other-issues/diplomacy-defense.yaml").children("items")
    assert [len(item.children("points")) for item in items] == [2, 4, 3, 1]
    assert "\n4-4. " in export(hall.town, "diplomacy-defense")
    assert bring(hall.town, SEED)["commit"] is None


def test_a_dry_run_tells_the_same_and_writes_nothing(town: Town, pages: Path) -> None:
    before = (town.git("for-each-ref"), town.git("status", "--porcelain"))
    told = bring(town, pages / "bridges.txt", "--area", "livelihood", "--dry-run")
    assert (town.git("for-each-ref"), town.git("status", "--porcelain")) == before
    done = bring(town, pages / "bridges.txt", "--area", "livelihood")
    assert told | {"dry_run": False, "commit": done["commit"]} == done
    said = town.run("import", "page", str(pages / "bridges.txt"), "--dry-run", "--lang", "en").stdout
    assert said.startswith("This would be done (nothing is written):\n9. 橋と川  (bridges ‹ livelihood)\n")


# where the section goes


def test_the_section_needs_an_area_and_the_areas_are_listed(town: Town, pages: Path) -> None:
    page = pages / "bridges.txt"
    assert "--area daily-life|livelihood" in refused(town, page)
    assert "there are: daily-life, livelihood. To make it, give its title" in refused(town, page, "--area", "water")
    assert "--area ID --area-title TITLE" in refused(town, page, "--area-title", "水")
    assert "stands already" in refused(town, page, "--area", "livelihood", "--area-title", "水")
    assert "is taken" in refused(town, page, "--area", "livelihood", "--section", "daily-life")
    assert "is no id" in refused(town, page, "--area", "livelihood", "--section", "../bridges")
    assert "stands in the area daily-life" in refused(town, page, "--area", "livelihood", "--section", "transport")


def test_a_new_area_is_made_with_its_title(town: Town, pages: Path) -> None:
    answer = bring(town, pages / "bridges.txt", "--area", "water", "--area-title", "水と川")
    assert answer["area"] == "water"
    assert "  - id: water\n    title: 水と川\n    sections:\n      - id: bridges\n        number: 9\n" in town.read(
        MANIFESTO
    )
    sound(town)
    assert export(town, "9") == PAGE


def test_a_section_that_stands_gets_the_text_of_the_page_and_keeps_its_ids(town: Town, pages: Path) -> None:
    (pages / "transport.txt").write_text(
        "4. 移動と交通\n\n4-1. 路線バスを続ける\n\n  • 高校生の定期券を半額にします。\n  • 停留所に屋根をつけます。\n",
        encoding="utf-8",
    )
    answer = bring(town, pages / "transport.txt")
    assert (answer["area"], answer["text"]["news"], answer["text"]["gone"]) == ("daily-life", "changed", 4)
    after = section(town, "manifesto/daily-life/transport.yaml")
    assert [each.id for each in after.walk()][:3] == ["transport", "bus", "p2"]
    assert answer["topics"]["kept"] == ["夜のバス"]
    sound(town)


# what is no page, what must not come in


def test_the_name_of_the_file_must_give_an_id(town: Town, pages: Path) -> None:
    (pages / "橋.txt").write_text(PAGE, encoding="utf-8")
    assert "--section ID" in refused(town, pages / "橋.txt")
    assert "--section ID" in refused(town, "-", stdin=PAGE)
    assert bring(town, pages / "橋.txt", "--section", "bridges", "--area", "livelihood")["section"] == "bridges"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (PAGE.replace("•", "・").encode("cp932"), "not written in UTF-8"),
        (PAGE.encode("utf-16"), "not written in UTF-8"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html><body>9</body></html>", "is HTML"),
        (b"\n \n", "is no page"),
        ("ビジョン\n• 橋".encode(), "is no page"),
    ],
)
def test_what_is_no_page_is_refused_with_the_cure(town: Town, pages: Path, raw: bytes, said: str) -> None:
    (pages / "bridges.txt").write_bytes(raw)
    assert said in refused(town, pages / "bridges.txt", "--area", "livelihood")


def test_a_file_that_is_none_is_named(town: Town, pages: Path) -> None:
    assert "There is no file" in refused(town, pages / "no-such.txt")
    assert "There is no file" in refused(town, pages, "--section", "bridges")
    assert "is no link" in refused(town, pages / "bridges.txt", "--url", "javascript:alert(1)")


def test_a_proposal_with_a_fault_stays_outside_and_the_rest_comes_in(town: Town, pages: Path) -> None:
    (pages / "bridges.txt").write_text(PAGE.replace("夜に暗いため。", "電話は090-1234-5678です。"), encoding="utf-8")
    done = town.run("import", "page", str(pages / "bridges.txt"), "--area", "livelihood", "--lang", "en")
    assert done.returncode == 1
    assert "LM607" in done.stdout
    assert "Proposal 2 of the page was not received." in done.stdout
    assert "2 received, 0 known already" in done.stdout
    assert "090-1234" not in town.git("grep", "-c", "", "main", "--", "proposals")
    assert town.git("log", "--all", "-S090-1234-5678", "--format=%h") == ""
    (pages / "bridges.txt").write_text(PAGE, encoding="utf-8")
    assert len(bring(town, pages / "bridges.txt")["received"]) == 1
    assert export(town, "bridges") == PAGE


def test_a_text_with_a_fault_keeps_the_whole_page_outside(town: Town, pages: Path) -> None:
    (pages / "bridges.txt").write_text(PAGE.replace("毎年3本", "<b>毎年</b>3本"), encoding="utf-8")
    before = town.git("for-each-ref")
    done = town.run("import", "page", str(pages / "bridges.txt"), "--area", "livelihood", "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert "bridges.txt breaks rules" in done.stderr
    assert "LM611" in done.stderr
    assert town.git("for-each-ref") == before
    dry = town.run("import", "page", str(pages / "bridges.txt"), "--area", "livelihood", "--dry-run", "--lang", "en")
    assert (dry.returncode, "LM611" in dry.stderr) == (1, True)


def test_a_broken_section_or_list_is_not_written_over(town: Town, pages: Path) -> None:
    bring(town, pages / "bridges.txt", "--area", "livelihood")
    town.replace(BRIDGES, "id: bridges", "id: [bridges")
    town.commit()
    assert f"{BRIDGES} cannot be understood" in refused(town, pages / "bridges.txt")
    assert export_fails(town, "bridges")
    town.write(MANIFESTO, "no manifesto\n")
    town.commit()
    assert f"{MANIFESTO} cannot be understood" in refused(town, pages / "bridges.txt")


def export_fails(town: Town, name: str) -> bool:
    done = town.run("export", "page", name, "--lang", "en")
    return done.returncode == 2 and done.stdout == "" and "manifesto check" in done.stderr


def test_words_that_were_erased_do_not_come_back_with_the_page(town: Town, pages: Path) -> None:
    received = bring(town, pages / "bridges.txt", "--area", "livelihood")["received"]
    name = next(each["id"] for each in received if each["submitted_on"] == "2026-02-04")
    done = town.run("erase", name, "--ground", "privacy", "--field", "body", "--field", "reason", "--yes")
    assert done.returncode == 0, done.stderr
    before = town.git("rev-parse", "main")
    said = town.run("import", "page", str(pages / "bridges.txt"), "--lang", "en")
    assert (said.returncode, said.stdout.splitlines()[-1]) == (0, "Nothing was left to do.")
    assert f"Not received, since these may be the words erased in {name}" in said.stdout
    assert town.git("rev-parse", "main") == before
    assert "川辺" not in export(town, "bridges")


def test_lines_without_a_place_are_named_in_both_languages(town: Town, pages: Path) -> None:
    page = pages / "bridges.txt"
    page.write_text("トップ > 計画\n" + PAGE.replace("  • 土が", "\t・土が").replace("9-2.", "9-5."), encoding="utf-8")
    english = town.run("import", "page", str(page), "--area", "livelihood", "--dry-run", "--lang", "en").stdout
    assert "Lines without a place of their own:\n  line 1: トップ > 計画\n" in english
    assert "  line 13: 9-5. 川を掘る\n    numbered otherwise here" in english
    assert "Made plain: tabs (line 15)" in english
    japanese = town.run("import", "page", str(page), "--area", "livelihood", "--lang", "ja").stdout
    assert "1行目:" in japanese
    assert "トップ > 計画" in town.read(BRIDGES)
    assert {sign for sign in japanese if sign.isascii() and sign.isalpha()} <= set("abcdefghijklmnopqrstuvwxyz")


def test_no_word_of_a_hostile_page_does_anything(town: Town, pages: Path) -> None:
    nasty = "$(touch hacked) `id` ; rm -rf / \"'{}[]: # - ? %YAML ../../x refs/heads/main --upload-pack=x 👾"
    page = pages / "$(touch hacked) --help\x1b[31m.txt"
    page.write_text(
        f"9. 橋{nasty}\n\n9-1. 直す{nasty}\n\n  • 点{nasty}\n\n"
        f"みんなからの提案(1件)\n\nその他2026年2月3日\n\n本文{nasty}\n",
        encoding="utf-8",
    )
    answer = bring(town, page, "--section", "bridges", "--area", "livelihood")
    (name,) = (each["id"] for each in answer["received"])
    assert proposal(town, name).body == f"本文{nasty}"
    assert nasty in export(town, "bridges")
    assert not list(town.folder.rglob("hacked"))
    assert "\x1b" not in town.read(f"proposals/baselines/{answer['baseline']}.yaml")
    sound(town)


# out


def test_our_own_section_is_exported_with_the_open_proposals_only(tmp_path: Path) -> None:
    town = Town(tmp_path / "repo")
    for room in ("manifesto", "proposals"):
        shutil.copytree(ROOT / room, town.folder / room)
    text = town.run("export", "page", "diplomacy-defense").stdout
    assert text.startswith("4. 外交・防衛\n\nビジョン\n")
    assert "みんなからの提案(14件)" in text
    assert text.count("2026年1月28日\n") == 3
    assert "2026年11月23日" not in text


def test_the_files_here_are_exported_committed_or_not(town: Town) -> None:
    town.replace(
        "manifesto/daily-life/transport.yaml", "通学路の段差をなくします。", "通学路の段差をなくし、広げます。"
    )
    text = export(town, "transport")
    assert text.startswith("4. 移動と交通\n\nビジョン\n\n  • 車がなくても、")
    assert "4-2. 歩きやすい道にする\n\n  • 通学路の段差をなくし、広げます。\n" in text
    assert (
        "議論されているトピック\n\n夜のバス\n\n塾や仕事の帰りに使える便を求める声です。\n\nみんなからの提案(1件)"
        in text
    )


def test_what_a_page_cannot_say_is_told_beside_it(town: Town) -> None:
    town.replace(
        "manifesto/daily-life/transport.yaml",
        "text: 通学路の段差をなくします。",
        "text: ・通学路\n        form: paragraph",
    )
    said = "A page cannot say everything. Who reads this one will take these otherwise:\n  ・通学路\n"
    assert "・通学路" in export(town, "transport", said=said)
    answer = json.loads(town.run("export", "page", "4", "--json").stdout)
    assert (answer["section"], answer["number"], answer["taken_otherwise"]) == ("transport", 4, ["・通学路"])


def test_a_section_that_is_none_is_refused_with_the_nearest(town: Town) -> None:
    done = town.run("export", "page", "transprot", "--lang", "en")
    assert done.returncode == 2 or "移動と交通" in done.stdout
    assert town.run("export", "page", "none").returncode == 2
