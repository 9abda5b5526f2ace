"""The pages: exact, safe, whole in both languages, and every link leads somewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest

from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.snapshot import Topics
from living_manifesto.intake.page.writing import write
from living_manifesto.life.redactions import hide
from living_manifesto.site.building import site
from living_manifesto.site.facts import Address
from support.hall import P1, Hall, added, reworded
from support.site import facts, pages

HALF = "高校生の定期券を半額にします。"
NEW = "夜のバスを走らせます。"
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg/onload=alert(3)>{{ 7*7 }}"""
VOID = {"meta", "link", "br", "img", "wbr"}


class Reader(HTMLParser):
    """The elements of a page, its links, and the text of its main part without what stands beside it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.text: list[str] = []
        self.interface: list[str] = []
        self._open: list[tuple[str, bool, str]] = []
        self.feed(page)
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        self.attributes |= held.keys()
        self.links += [held[name] or "" for name in ("href", "src") if name in held]
        if "id" in held:
            assert held["id"] not in self.ids
            self.ids.add(held["id"] or "")
        aside, language = (self._open[-1][1], self._open[-1][2]) if self._open else (False, "")
        if tag not in VOID:
            self._open.append((tag, aside or "data-aside" in held, held.get("lang") or language))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "main" for tag, _, _ in self._open) and not self._open[-1][1]:
            self.text.append(data)
        if self._open and self._open[-1][2] == "en" and self._open[-1][0] != "title":
            self.interface.append(data)


@pytest.fixture
def lived(hall: Hall) -> Hall:
    """A hall in which something of every sort has happened."""
    hall.adopt(hall.bring("20260210-adp001", added(NEW)))
    hall.revert("20260210-adp001")
    # Receipt would refuse such words, so they are committed past every check.
    hall.write("20260211-hst001", reworded("p2", HALF, f"無料にします。{HOSTILE}"), title=HOSTILE, body=HOSTILE)
    hall.write("20260212-nod001", body=f"変えてほしい。\n\n{HOSTILE}", reason=HOSTILE)
    hall.town.replace(
        "manifesto/daily-life/transport.yaml",
        "title: 移動と交通",
        f"title: {json.dumps('移動と交通' + HOSTILE, ensure_ascii=False)}",
    )
    hall.town.commit()
    hidden = hall.bring("20260213-hdn001", added("ひみつの文です。"), body="ひみつの住所です。", reason="ひみつです。")
    with hall.desk() as desk:
        hide(desk, hidden, "privacy")
    return hall


def test_building_twice_gives_the_same_bytes(lived: Hall) -> None:
    assert pages(lived) == pages(lived)


def test_no_link_is_dead_and_every_page_is_well_formed(lived: Hall) -> None:
    held = pages(lived)
    read = {path: Reader(page) for path, page in held.items() if path.endswith(".html")}
    assert len(read) > 30
    for path, page in read.items():
        for link in page.links:
            if link.startswith(("https://", "mailto:")):
                continue
            place, _, anchor = link.partition("#")
            target = normpath(join(dirname(path), place)) if place else path
            assert target in held, (path, link)
            assert not anchor or anchor in read[target].ids, (path, link)


def test_what_is_hidden_stands_nowhere(lived: Hall) -> None:
    held = pages(lived)
    assert not [path for path, page in held.items() if "ひみつ" in page]
    assert "個人情報" in held["proposals/20260213-hdn001/index.html"]


def test_hostile_words_are_words_on_every_type_of_page(lived: Hall) -> None:
    held = pages(lived)
    shown = [path for path, page in held.items() if "alert(1)" in page]
    assert {path.split("/")[0] for path in shown} >= {"sections", "proposals", "en"}
    for path in shown:
        page = Reader(held[path])
        assert not page.tags & {"script", "svg", "img", "iframe", "style"}, path
        assert not [name for name in page.attributes if name.startswith("on")]
    assert "49" not in "".join(Reader(held["proposals/20260211-hst001/index.html"]).text[:20])


def test_the_page_of_a_section_says_what_its_export_says(lived: Hall) -> None:
    found = facts(lived)
    read = {path: raw.decode() for path, raw in site(found)}
    proposals = [each.proposal for each in found.standings.values()]
    for section, number in section_numbers(found.outline.root).items():
        told = write(found.outline.places[section].node, number, found.topics.get(section, Topics(section)), proposals)
        shown = "".join(Reader(read[f"sections/{section}/index.html"]).text)
        wanted = "".join(re.sub(r"^\s*(?:[•◦▪■]+|\s\d+\.)\s", "", line) for line in told.splitlines())
        assert squeezed(shown) == squeezed(wanted)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_english_pages_name_the_language_of_what_is_not_english(lived: Hall) -> None:
    held = pages(lived)
    known = ("高校生", "町", "バス", "交通", "20")
    for path, page in held.items():
        if path.startswith("en/") and path.endswith(".html"):
            said = [words for words in Reader(page).interface if re.search("[ぁ-んァ-ン]", words)]
            assert not [words for words in said if not any(each in words for each in known)], (path, said)


def test_japanese_pages_hold_no_english_word_of_the_interface(lived: Hall) -> None:
    for path, page in pages(lived).items():
        if path.endswith(".html") and not path.startswith("en/"):
            told = re.sub(r"\d{8}-\w+|記録番号 \w+", "", "".join(Reader(page).text))
            words = set(re.findall("[A-Za-z]{4,}", told)) - {"script", "alert", "onerror", "onload"}
            assert not words - {"manifesto", "audit", "since", "init", "watch", "policy", "team"}, (path, words)


def test_every_adopted_sentence_leads_to_its_proposal(lived: Hall) -> None:
    page = pages(lived)["sections/transport/index.html"]
    assert re.search(rf'{NEW}</span> <a class="origin" href="../../proposals/20260210-adp001/index.html"', page)
    assert f"{P1}</span></li>" in page


def test_canonical_addresses_stand_only_where_the_settings_tell_one(lived: Hall) -> None:
    path = "en/sections/transport/index.html"
    assert "canonical" not in pages(lived)[path]
    told = pages(lived, Address("https://example.org/m"))[path]
    assert '<link rel="canonical" href="https://example.org/m/en/sections/transport/">' in told
