"""``manifesto diff``: what a proposal, an edit or a range of revisions changes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from repos.test_steps_on_disk import decided, effect, resolved
from support.town import CHILD_CARE, MANIFESTO, OPEN, TRANSPORT, Town

SENTENCE = "平日は、夜九時台のバスを走らせます。"
VOID = {"meta", "link", "br", "hr", "img", "col", "input", "wbr"}


class Page(HTMLParser):
    """A page whose elements are closed in the order in which they were opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shown(town: Town, *arguments: str, **environ: str) -> str:
    done = town.run("diff", *arguments, **environ)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


@pytest.mark.parametrize("name", ["20260201-aaaaaa", OPEN, "20260201-aaaaaa.yaml"])
def test_a_proposal_is_shown_by_id_or_file(town: Town, name: str) -> None:
    said = shown(town, name)
    assert "Add “" + SENTENCE in said
    assert "{+" + SENTENCE + "+}" in said
    assert "4-1" in said


@pytest.mark.parametrize(("view", "sign"), [("redline", "{+"), ("table", "As proposed"), ("sentences", "4-1")])
def test_every_view_shows_the_new_sentence(town: Town, view: str, sign: str) -> None:
    said = shown(town, "20260201-aaaaaa", "--as", view)
    assert sign in said
    assert "夜九時台" in said


def test_the_table_is_headed_in_japanese_as_officials_do(town: Town) -> None:
    said = shown(town, "20260201-aaaaaa", "--as", "table", "--lang", "ja")
    assert "現行" in said
    assert "提案後" in said
    assert "(新設)" in said


def test_a_section_shows_its_own_edits_only(town: Town) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    town.replace(CHILD_CARE, "毎月", "毎週")
    assert "無料" in shown(town, "transport")
    assert "毎週" not in shown(town, "transport")
    assert "毎週" in shown(town)
    assert shown(town, "HEAD") == shown(town)


def test_two_revisions_are_compared(town: Town) -> None:
    town.replace(TRANSPORT, "半額", "無料")
    town.commit()
    town.replace(TRANSPORT, "無料", "三割引")
    town.commit()
    assert "三割引" not in shown(town, "HEAD~2", "HEAD~1")
    assert "半額" in shown(town, "HEAD~2", "HEAD~1")
    assert "半額" in shown(town, "main~2", "main")
    assert "無料" not in shown(town, "main~2", "main")
    assert shown(town, "HEAD", "HEAD") == shown(town) == "Nothing changes.\n"


def test_an_adopted_proposal_shows_what_its_adoption_changed(town: Town) -> None:
    for act in (decided("adopted"), resolved, effect):
        act(town)
    town.commit("An adoption")
    town.replace(CHILD_CARE, "毎月", "毎週")
    town.commit("Something else")
    said = shown(town, "20260201-aaaaaa", "--as", "table", "--lang", "ja")
    assert "改正前" in said
    assert "改正後" in said
    assert "夜九時台" in said
    assert "毎週" not in said


def test_an_adopted_proposal_shows_its_own_part_of_a_step_of_two(town: Town) -> None:
    for act in (decided("adopted"), resolved, effect):
        act(town)
    town.replace(CHILD_CARE, "毎月", "毎週")
    town.commit("An adoption and a silent edit")
    town.write(OPEN, town.read(OPEN) + "# a comment long after\n")
    town.commit("A comment")
    said = shown(town, "20260201-aaaaaa")
    assert "夜九時台" in said
    assert "毎週" not in said


def test_a_decision_that_is_not_committed_yet_is_shown_on_the_text_of_the_last_commit(town: Town) -> None:
    for act in (decided("adopted"), resolved, effect):
        act(town)
    assert "夜九時台" in shown(town, "20260201-aaaaaa")
    town.git("add", "-A")
    assert "夜九時台" in shown(town, "20260201-aaaaaa")


def test_a_declined_proposal_shows_what_it_would_have_changed(town: Town) -> None:
    decided("declined")(town)
    town.commit("A decision")
    said = shown(town, "20260201-aaaaaa", "--as", "table", "--lang", "ja")
    assert "提案後" in said
    assert "改正後" not in said
    assert "夜九時台" in said


def test_an_adoption_of_the_first_commit_is_shown_on_nothing(town: Town) -> None:
    for act in (decided("adopted"), resolved, effect):
        act(town)
    town.git("add", "-A")
    town.git("commit", "-q", "--amend", "-m", "It begins")
    assert "Add the area “暮らし”" in shown(town, "20260201-aaaaaa")


def test_a_proposal_without_changes_is_said_to_wait_for_its_draft(town: Town) -> None:
    done = town.run("propose", "--section", "none", "--body", "水道を直してほしい。", "--reason", "水が濁るから。")
    name = done.stdout.split("proposals/2026-03/")[1].partition(".yaml")[0]
    assert shown(town, name) == f"{name} has no drafted change yet. It must be drafted before it can be adopted.\n"
    assert name in shown(town, name, "--lang", "ja")


def test_a_proposal_on_a_text_that_moved_says_where_to_look(town: Town) -> None:
    town.replace(OPEN, "to: bus", "to: boat")
    said = shown(town, "20260201-aaaaaa")
    assert f"manifesto check {OPEN}" in said


def test_a_proposal_with_faults_names_the_command_that_shows_them(town: Town) -> None:
    town.replace(OPEN, "section: transport", "section：transport")
    done = town.run("diff", "20260201-aaaaaa")
    assert done.returncode == 2
    assert f"manifesto check {OPEN}" in done.stderr


def test_the_page_is_whole_and_marks_what_is_new(town: Town) -> None:
    town.replace(TRANSPORT, "半額にします", "<b>無料</b> & 無条件にします")
    page = Page(shown(town, "transport", "--as", "html", "--lang", "ja"))
    said = "".join(page.text)
    assert {"html", "head", "title", "body", "main", "table", "th", "ins", "del"} <= set(page.tags)
    assert "b" not in page.tags
    assert "<b>無料</b> & 無条件" in said.replace("\n", "")
    assert "現行" in said


def test_a_page_of_no_change_is_a_page_too(town: Town) -> None:
    assert "html" in Page(shown(town, "--as", "html")).tags


def test_sections_and_areas_that_move_are_shown(town: Town) -> None:
    town.replace(MANIFESTO, "      - id: child-care\n", "")
    town.replace(MANIFESTO, "        number: 4\n", "        number: 4\n      - id: child-care\n")
    town.replace(MANIFESTO, "title: 暮らし", "title: 日々の暮らし")
    said = shown(town, "--lang", "ja")
    assert "日々の暮らし" in said
    assert "移動と交通" in said


def test_what_is_neither_proposal_nor_section_nor_revision_is_said(town: Town) -> None:
    done = town.run("diff", "transprot")
    assert done.returncode == 2
    assert "transprot" in done.stderr


def test_a_branch_named_like_a_section_is_reached_by_its_full_name(town: Town) -> None:
    town.git("branch", "transport")
    town.replace(TRANSPORT, "半額", "無料")
    town.commit()
    assert shown(town, "transport") == "Nothing changes.\n"
    assert "無料" in shown(town, "heads/transport")
