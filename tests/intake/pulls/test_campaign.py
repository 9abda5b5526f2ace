"""Each sort of pull request: what it changes, what is noise, why one says nothing that could be applied."""

from __future__ import annotations

import json
from typing import Any

import pytest

from intake.markdown.village import TRANSPORT as TEXT
from intake.markdown.village import VILLAGE
from intake.pulls.samples import TRANSPORT, file, record, replaced
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.changes import Add, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.intake.markdown.whole import Whole, take
from living_manifesto.intake.pulls import campaign
from living_manifesto.intake.pulls.campaign import Campaign, Expressed
from living_manifesto.intake.pulls.patch import blob_id
from living_manifesto.intake.pulls.records import Record, records
from living_manifesto.life.pulls import standing_of

BLOBS = {blob_id(text): text for text in VILLAGE.values()}
STANDS = take(VILLAGE).whole


def expressed(*held: dict[str, Any], whole: Whole = STANDS, blobs: dict[str, str] = BLOBS) -> list[Expressed]:
    found = [each for each in records(map(json.dumps, held)) if isinstance(each, Record)]
    assert len(found) == len(held)
    standing, places = standing_of(whole)
    made = Campaign(found, blobs.get, standing, places)
    return [made.express(each) for each in found]


def one(*files: dict[str, Any], **other: Any) -> Expressed:
    return expressed(record(1, *files, **other))[0]


def applied(found: Expressed, whole: Whole = STANDS) -> Node:
    done = apply(whole.root, found.changes, "")
    assert isinstance(done, Applied), done
    return done.root


def texts(root: Node) -> list[str]:
    return [node.title or node.text for node in root.walk() if node.title or node.text]


def test_the_ids_are_those_that_stand_so_that_the_changes_fit_today() -> None:
    found = one(replaced("* でこぼこを直します。", "* でこぼこを今年中に直します。\n* 街灯を増やします。"))
    assert (found.home, found.exact, found.why, found.damage) == ("section-11", True, "", ())
    assert {type(change) for change in found.changes} == {Replace, Add}
    told = texts(applied(found))
    assert "でこぼこを今年中に直します。" in told
    assert "街灯を増やします。" in told


def test_points_are_moved_and_removed() -> None:
    moved = "### 政策\n\n* 朝夕に増便します。子どもは[公園](12_子ども.md#１公園を広げます)へも行けます。\n"
    assert moved in TEXT
    found = one(replaced(moved, "### 政策\n"), body="朝夕の増便を削除")
    assert [type(change) for change in found.changes] == [Remove]
    swapped = TEXT.replace("## １）バスを増やします", "## ２）バスを増やします").replace("## ２）道を", "## １）道を")
    head, _, rest = swapped.partition("## ２）バス")
    buses, _, roads = rest.partition("## １）道を")
    found = one(file(TRANSPORT, f"{head}## １）道を{roads}\n## ２）バス{buses}"))
    assert [type(change) for change in found.changes] == [Move]


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (TEXT.replace("* でこぼこ", "*  でこぼこ") + "\n\n", "space"),
        (TEXT.replace("直します。\n", "直します。\u200b\n"), "restated"),
        (TEXT.replace("# １．交通", "# １\\．交通").replace("\\．", "．") + "\\\n", "escapes"),
        (TEXT.replace("* でこぼこ", "- でこぼこ"), "marks"),
        (TEXT.replace("## ２）道を", "## ５）道を"), "numbers"),
        (TEXT.replace("12_子ども.md#１公園を広げます", "./12_子ども.md#１公園を広げます"), "links"),
    ],
)
def test_noise_is_named_and_changes_nothing(after: str, kind: str) -> None:
    found = one(file(TRANSPORT, after))
    assert (found.changes, found.exact, [*found.noise]) == ((), True, [kind])


def test_a_table_of_contents_that_is_kept_by_hand_is_computed() -> None:
    line = "* [仕事](20_仕事.md)\n"
    found = one(replaced(line, f"{line}* [港](21_港.md)\n", path="README.md"))
    assert (found.changes, found.exact, found.why) == ((), True, "")
    assert "contents" in found.noise


def test_a_slip_beside_an_entry_in_a_table_of_contents_is_not_what_was_meant() -> None:
    line = "* [仕事](20_仕事.md)\n"
    after = (
        VILLAGE["README.md"].replace(line, f"{line}* [港](22_港.md)\n").replace("だれでも直せます", "だれでも直すます")
    )
    found = one(file("README.md", after))
    assert (found.changes, found.exact, [each.kind for each in found.damage]) == ((), True, ["garbled"])


def test_words_that_were_written_into_a_table_of_contents_are_text_and_its_entries_are_not() -> None:
    line = "* [仕事](20_仕事.md)\n"
    found = one(
        replaced(line, f"{line}  * [港](22_港.md)\n\n仕事は村の力です。これからも大切にします。\n", path="README.md")
    )
    (change,) = found.changes
    assert isinstance(change, Add)
    assert [node.text for node in change.node.walk() if node.text] == ["仕事は村の力です。これからも大切にします。"]
    assert (found.home, found.exact) == ("readme", True)
    assert "contents" in found.noise


def test_a_new_file_is_a_new_section_behind_the_one_before_it() -> None:
    found = one(file("13_港.md", "# 港\n\n## １）桟橋を直します\n\n* 木を替えます。\n"))
    (change,) = found.changes
    assert isinstance(change, Add)
    assert (found.home, change.node.id) == ("", "section-13")
    assert "木を替えます。" in texts(applied(found))


def test_a_file_that_goes_is_a_section_that_goes() -> None:
    found = one(file("21_交通.md", None))
    assert [type(change) for change in found.changes] == [Remove]


def test_a_file_that_is_only_called_otherwise_changes_nothing() -> None:
    found = one(file("11_移動.md", TEXT, old_path=TRANSPORT))
    assert (found.changes, found.exact, dict(found.noise)) == ((), True, {campaign.NAMES: 1})


def test_several_files_are_one_proposal_at_the_section_with_most_changes() -> None:
    first = replaced("* でこぼこを直します。", "* 街灯を増やします。\n* でこぼこを直します。\n* 橋を直します。")
    second = replaced("* 木を植えます。", "* 木を植えます。\n* 花も植えます。", path="12_子ども.md")
    found = one(second, first)
    assert len(found.changes) == 3
    assert found.home == "section-11"


def test_links_to_files_lead_to_places_of_the_manifesto() -> None:
    found = one(replaced("* でこぼこを直します。", "* でこぼこを直します。[村の思い](01_思い.md)も。"))
    (change,) = found.changes
    assert isinstance(change, Replace)
    assert change.becomes == "でこぼこを直します。[村の思い](manifesto:section-01)も。"


def test_a_text_of_an_earlier_day_is_known_by_the_text_that_stands() -> None:
    earlier = TEXT.replace("* 朝は満員です。", "* 朝はとても混んでいて満員です。")
    blobs = {**BLOBS, blob_id(earlier): earlier}
    after = earlier.replace("* でこぼこを直します。", "* でこぼこを今年中に直します。")
    (found,) = expressed(record(1, file(TRANSPORT, after, before=earlier)), blobs=blobs)
    assert found.exact
    assert "でこぼこを今年中に直します。" in texts(applied(found))


def test_ids_are_carried_from_version_to_version() -> None:
    # The last version has hardly a word of the text that stands; the one between them knows both.
    between = TEXT.replace("でこぼこを直します。", "でこぼこの道路を計画にそって直します。")
    last = between.replace("でこぼこの道路を計画にそって直します。", "傷んだ道路を計画にそって順番に整えます。")
    blobs = {**BLOBS, blob_id(between): between, blob_id(last): last}
    first = record(1, file(TRANSPORT, between + "\n", before=between), created_at="2026-01-01T00:00:00Z")
    second = record(2, file(TRANSPORT, last.replace("順番に", "急いで"), before=last))
    _, found = expressed(first, second, blobs=blobs)
    (change,) = found.changes
    assert isinstance(change, Replace)
    (stands,) = [node.id for node in STANDS.root.walk() if node.text == "でこぼこを直します。"]
    assert change.target.endswith(f"/{stands}")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], campaign.NO_TEXT),
        ([file(TRANSPORT, "# 海\n", before="# 川\n")], campaign.NO_BLOB),
        ([{**replaced("* でこぼこを", "* 道を"), "patch": "@@ -1,1 +1,1 @@\n-海\n+空\n"}], campaign.MISFIT),
        ([{**replaced("* でこぼこを", "* 道を"), "after": blob_id("海")}], campaign.UNLIKE),
        ([replaced("* でこぼこを", "* 道を")] * 2, campaign.TWICE),
    ],
)
def test_what_cannot_be_applied_says_why_and_changes_nothing(files: list[dict[str, Any]], why: str) -> None:
    found = one(*files)
    assert (found.why, found.changes, found.exact) == (why, (), False)


def test_a_new_file_finds_no_area_where_there_is_none() -> None:
    (found,) = expressed(record(1, file("13_港.md", "# 港\n\n* 木を替えます。\n")), whole=Whole())
    assert found.why == campaign.NO_AREA


def test_a_file_of_no_section_here_keeps_its_changes_and_has_no_home() -> None:
    text = "# 港\n\n## １）桟橋を直します\n\n* 木を替えます。\n"
    after = text.replace("木を替えます。", "木と釘を替えます。")
    (found,) = expressed(record(1, file("13_港.md", after, before=text)), blobs={**BLOBS, blob_id(text): text})
    assert (found.home, found.exact, len(found.changes)) == ("", True, 1)


def test_damage_is_listed_and_does_not_come_along() -> None:
    after = TEXT.replace("* 朝は満員です。", "* 朝は満員です。\n* 夜は便がありません。")
    found = one(file(TRANSPORT, after.replace("でこぼこを直します", "でこぼこを直しਮす")))
    assert [each.kind for each in found.damage] == ["garbled"]
    assert [type(change) for change in found.changes] == [Add]
    assert "でこぼこを直します。" in texts(applied(found))
    assert found.exact
