"""A folder of Markdown files becomes a manifesto and comes back from it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from intake.markdown.village import README, TRANSPORT, VILLAGE
from living_manifesto.core.nodes import Node
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.intake.markdown import naming
from living_manifesto.intake.markdown.export import Export
from living_manifesto.intake.markdown.noise import compare
from living_manifesto.intake.markdown.whole import Whole, Wishes, in_order, layouts_of, take, topics_of


def written(whole: Whole) -> dict[str, str]:
    return Export(whole.root, whole.layouts).files()


def areas(whole: Whole) -> dict[str, list[str]]:
    return {area.title: [each.id for each in area.children("sections")] for area in whole.root.children("areas")}


def texts(section: Node) -> list[str]:
    return [node.text for node in section.walk() if node.text]


def taken(**changed: str) -> Whole:
    files = VILLAGE | {name.replace("__", "."): text for name, text in changed.items()}
    return take({name: files[name] for name in in_order(list(files))}).whole


def test_the_table_of_the_readme_makes_the_areas() -> None:
    assert areas(taken()) == {
        "川辺村の約束": ["readme"],
        "村の思い": ["section-01"],
        "暮らし": ["section-10", "section-11", "section-12"],
        "仕事": ["section-20", "section-21"],
        "索引": ["section-30"],
    }


def test_every_file_is_written_again_as_it_was() -> None:
    files = written(taken())
    assert files.keys() == VILLAGE.keys()
    for name, text in VILLAGE.items():
        compared = compare(text, files[name])
        assert compared.same, (name, compared)
        # What is computed comes out as it was written by hand, but for the README: it did not name the index.
        assert set(compared.noise) <= {"space", "contents" if name == "README.md" else "space"}, (name, compared)
    assert "* [索引](30_索引.md)\n" in files["README.md"]


def test_a_section_counts_on_from_the_number_that_it_gives_itself() -> None:
    numbers = {name: section.number for name, section in taken().sections.items()}
    assert (numbers["section-10"], numbers["section-11"], numbers["section-12"]) == (None, 1, None)


def test_links_between_files_are_addresses_inside() -> None:
    whole = taken()
    park = next(item for item in whole.sections["section-12"].children("items"))
    assert f"[公園](manifesto:section-12/{park.id})" in " ".join(texts(whole.sections["section-11"]))
    assert "[暮らし](manifesto:section-10)" in " ".join(texts(whole.sections["readme"]))
    assert "https://example.org/" in " ".join(texts(whole.sections["readme"]))


def test_a_link_follows_its_heading() -> None:
    whole = taken()
    section = whole.sections["section-12"]
    (park,) = section.children("items")
    renamed = section.with_children("items", (Node(park.id, title="広場もつくる", lists=park.lists),))
    living = whole.root.children("areas")[2]
    others = tuple(renamed if each.id == section.id else each for each in living.children("sections"))
    parts = tuple(
        living.with_children("sections", others) if each is living else each for each in whole.root.children("areas")
    )
    files = written(Whole(whole.root.with_children("areas", parts), whole.layouts))
    assert "[公園](12_子ども.md#１広場もつくる)" in files["11_交通.md"]
    assert "   1）広場もつくる" in files["10_暮らし.md"]
    assert "[広場もつくる](12_子ども.md#１広場もつくる)" in files["30_索引.md"]


def test_the_same_again_is_the_same() -> None:
    whole = taken()
    again = take(VILLAGE, whole)
    assert again.whole == whole
    assert sum(account.alike + account.new for account in again.accounts) == 0


def test_a_later_version_keeps_the_ids_of_what_stayed() -> None:
    whole = taken()
    later = TRANSPORT.replace("朝は満員です。", "朝と夕方は満員です。").replace(
        "## ２）", "## ２）橋をかけます\n\n* 二つ。\n\n## ３）"
    )
    again = take({**VILLAGE, "11_交通.md": later}, whole)
    before, after = whole.sections["section-11"], again.whole.sections["section-11"]
    kept = {node.id for node in before.walk()}
    new = [node.title or node.text for node in after.walk() if node.id not in kept]
    assert new == ["橋をかけます", "二つ。"]
    assert kept <= {node.id for node in after.walk()}
    assert again.whole.root.children("areas")[3:] == whole.root.children("areas")[3:]


def without(files: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in files.items() if other != name}


def test_a_file_with_another_name_is_the_same_section() -> None:
    whole = taken()
    files = without(VILLAGE, "11_交通.md") | {"13_移動.md": TRANSPORT}
    again = take(files, whole).whole
    assert again.layouts["section-11"].file == "13_移動.md"
    assert "section-13" not in again.sections


def test_another_text_under_the_number_of_a_section_that_is_gone_gets_an_id_of_its_own() -> None:
    whole = taken()
    files = without(VILLAGE, "21_交通.md") | {"21_農業.md": "# １．農業\n\n## １）畑を守ります\n\n* 種を配ります。\n"}
    again = take(files, whole).whole
    assert "section-21" not in again.sections
    assert again.layouts["section-21-2"].file == "21_農業.md"


def test_an_id_that_was_given_once_is_not_given_again() -> None:
    whole = Whole(used=frozenset({"section-11"}))
    assert list(take({"11_交通.md": TRANSPORT}, whole).whole.sections) == ["section-11-2"]


def test_what_never_came_from_a_file_stays() -> None:
    own = Node("harbour", title="港", lists=())
    root = Node(
        "manifesto", title="約束", lists=(("areas", (Node("sea", title="海", lists=(("sections", (own,)),)),)),)
    )
    whole = take(VILLAGE, Whole(root)).whole
    assert areas(whole)["海"] == ["harbour"]
    assert whole.root.title == "約束"
    assert "harbour" not in whole.layouts
    assert "harbour.md" in written(whole)


def test_a_section_whose_file_is_gone_is_gone() -> None:
    whole = taken()
    assert "section-12" not in take(without(VILLAGE, "12_子ども.md"), whole).whole.sections


def test_one_area_can_be_wished_for_all() -> None:
    whole = take(VILLAGE, wishes=Wishes(area="すべて")).whole
    assert list(areas(whole)) == ["すべて"]


def test_without_a_table_there_is_one_area() -> None:
    files = without(VILLAGE, "README.md")
    assert areas(take(files, Whole(Node("manifesto", title="約束"))).whole).keys() == {"約束"}
    assert areas(take(files).whole).keys() == {"村の思い"}


def test_sections_stand_in_the_order_of_their_files() -> None:
    files = without(VILLAGE, "README.md")
    before = take(without(files, "11_交通.md")).whole
    (names,) = areas(take(files, before, Wishes(ids={"30_索引.md": "index"})).whole).values()
    assert names == ["section-01", "section-10", "section-11", "section-12", "section-20", "section-21", "section-30"]


def test_ids_can_be_wished() -> None:
    whole = take(VILLAGE, wishes=Wishes(ids={"11_交通.md": "transport"})).whole
    assert whole.layouts["transport"].file == "11_交通.md"
    again = take(VILLAGE, whole, Wishes(ids={"11_交通.md": "other"})).whole
    assert "transport" in again.sections
    assert "other" not in again.sections


ODD = "# 題\n\n[古い](99_なし.md#x)と![図](img/a.png)と[危](javascript:alert(1))と[遠](%20https://example.org/a)\n"


def test_a_link_to_nowhere_keeps_its_words() -> None:
    found = take({"1.md": ODD})
    assert texts(found.whole.sections["section-1"]) == ["古いと図と危と[遠](https://example.org/a)"]
    assert (found.accounts[0].lost, dict(found.accounts[0].restated)) == (3, {"links": 4})


def test_with_the_address_of_the_folder_it_stays_a_link_and_is_written_again() -> None:
    whole = take({"1.md": ODD}, wishes=Wishes(base="https://example.org/repo/")).whole
    (text,) = texts(whole.sections["section-1"])
    assert text.startswith("[古い](https://example.org/repo/99_なし.md#x)と![図](https://example.org/repo/img/a.png)")
    assert "[古い](99_なし.md#x)と![図](img/a.png)" in written(whole)["1.md"]


def test_a_link_to_a_section_that_was_removed_keeps_its_words() -> None:
    section = Node("a", title="甲", lists=(("preface", (Node("p", text="[乙](manifesto:b)と[丙](manifesto:a/x)"),)),))
    root = Node("manifesto", lists=(("areas", (Node("r", title="分野", lists=(("sections", (section,)),)),)),))
    assert "乙と[丙](a.md)" in Export(root, {}).text("a")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("11_教育.md", "section-11"),
        ("１１_教育.md", "section-11"),
        ("11_education.md", "education"),
        ("11-Child Care.md", "child-care"),
        ("README.md", "readme"),
        ("2030.md", "section-2030"),
        ("manifesto.md", "manifesto-2"),
        ("first.md", "first-2"),
        (f"{'a' * 90}.md", "a" * 32),
    ],
)
def test_ids_come_from_the_names_of_files(file: str, name: str) -> None:
    assert naming.section_id(file, set()) == name


def test_a_name_without_letters_and_numbers_gives_a_digest() -> None:
    one, other = (naming.section_id(file, set()) for file in ("教育.md", "交通.md"))
    assert one != other
    assert one.startswith("section-")


def test_ids_that_are_taken_get_a_number() -> None:
    assert naming.section_id("11_教育.md", {"section-11", "section-11-2"}) == "section-11-3"


def test_two_sections_never_share_a_file() -> None:
    sections = {name: Node(name, title=name) for name in ("a", "b", "c")}
    from living_manifesto.intake.markdown.layout import Layout

    layouts = {"a": Layout(file="b.md"), "b": Layout(), "c": Layout(file="B.MD")}
    assert naming.files(sections, layouts) == {"a": "b.md", "b": "b-2.md", "c": "c.md"}


def test_layouts_are_kept_beside_what_topics_files_hold() -> None:
    whole = taken()
    standing = Topics("section-11", (Topic("bus", "バス"),), {"announced": 14})
    topics = {each.section: each for each in topics_of(whole, {"section-11": standing})}
    assert topics["section-11"].topics == standing.topics
    assert topics["section-11"].source["announced"] == 14
    assert layouts_of(topics) == dict(whole.layouts)


def test_a_readme_alone_is_a_section() -> None:
    whole = take({"README.md": README}).whole
    assert [item.title for item in whole.sections["readme"].children("items")] == ["直し方"]
