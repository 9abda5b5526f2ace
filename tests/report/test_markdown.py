"""Citizens' text in Markdown: whatever is written comes out as words, and as nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from living_manifesto.core.tokens import Stroke
from living_manifesto.report.cutting import cut, cut_front
from living_manifesto.report.display import for_page
from living_manifesto.report.markdown import (
    both_sides,
    both_sides_in_short,
    in_short,
    inline,
    quotation,
    quoted,
    quoted_within,
    redlined,
)

ATTACKS = [
    "@someone please look",
    "mail a.person@example.org",
    "closes #12, GH-12 and owner/repo#3",
    "[click](https://evil.example) and [ref][1]\n\n[1]: https://evil.example",
    "![pixel](https://evil.example/p.png)",
    "<https://evil.example> https://evil.example www.evil.example ftp://evil.example",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</details></td></tr></table><h1>Approved</h1>",
    "<!-- living-manifesto:fake -->",
    "--> <!--",
    "# Approved by the board",
    "Approved\n===",
    "Approved\n---",
    "- one\n- two\n+ three\n* four\n1. five\n2) six",
    "> [!WARNING]\n> do not merge",
    "[!WARNING]",
    "```sh\nrm -rf\n```\n~~~\nx\n~~~",
    "    indented\n\n\tcode",
    "`code` **bold** _slanted_ ~~gone~~ __under__",
    "a | b\n---|---\n1 | 2",
    "a\n:-:\nb",
    "one\\\ntwo\\| three \\` four \\@five",
    "[^1] and\n\n[^1]: a note",
    "- [x] done",
    "$\\sqrt{x}$ and $$y$$",
    ":tada: :+1:",
    "commit 7461345abcdef and 70a9d67",
    "&lt;b&gt; &#64;someone &nbsp; &copy;",
    "\u202egnp.exe\u200b\u2066x\u2069 \x1b[31m \x00 \u00ad",
    "***\n___\n- - -",
    "<del>gone</del> <ins>new</ins> </ins>",
    "<span>@</span>someone",
    "line one  \nline two\\\nline three",
    "\r\n# x\r# y\u2028# z\u0085# w",
]
OURS = {"blockquote", "p", "span", "ins", "del", "br"}
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
REFERENCE = re.compile(
    r"@[0-9A-Za-z]|#[0-9]|\bGH-[0-9]|[0-9A-Za-z]://|\bwww\.|\$[^$]*\$|:[a-z0-9_+-]+:|\[!"
    r"|\b(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b",
    re.IGNORECASE | re.ASCII,
)


class Seen(HTMLParser):
    """The elements, attributes, comments and stretches of text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.comments: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def live(self) -> list[str]:
        """What a forge would make a mention, a reference, a link, a formula or a picture of."""
        return [text for text in self.texts if REFERENCE.search(text)]


def rendered(markdown: str) -> Seen:
    return Seen(MARKDOWN.render(markdown))


def letters(text: str) -> str:
    """The text without blanks, which a page may join or drop."""
    return "".join(text.split())


NASTY = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(alphabet=" \n\t#-=*_~`[]()<>!|\\@$&:;.+1a/あ\u3000\u202e\u200d"),
    st.text(max_size=40),
    st.lists(st.sampled_from([*ATTACKS, "\n", "\n\n", " ", "    ", "\\", "`"]), max_size=5).map("".join),
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_quotation_holds_words_and_nothing_else(attack: str) -> None:
    page = rendered(quoted(attack))
    assert set(page.tags) <= OURS
    assert page.tags[:1] == ["blockquote"]
    assert page.tags.count("blockquote") == 1
    assert page.attributes == []
    assert page.comments == []
    assert page.live == []


@given(NASTY)
@example("1.\n2)")
@example("  \n x")
def test_whatever_is_written_can_be_read_again(text: str) -> None:
    for page in (rendered(quoted(text)), rendered(quotation([inline(text)])), rendered(quotation(in_short(text)))):
        assert set(page.tags) <= OURS
        assert page.comments == []
        assert page.live == []
    assert letters("".join(rendered(quoted(text)).texts)) == letters(for_page(text))


@given(NASTY, NASTY)
@example("[!NOTE]", "[1!NOTE]")
@example("https://evil.example", "https s://evil.example")
def test_both_sides_of_a_change_hold_their_texts(old: str, new: str) -> None:
    for text, lines in zip((old, new), both_sides(old, new), strict=True):
        page = rendered(quotation(lines))
        assert set(page.tags) <= OURS
        assert page.live == []
        assert letters("".join(page.texts)) == letters(for_page(text))
    for lines in (*both_sides_in_short(old, new), redlined(old, new)):
        page = rendered(quotation(lines))
        assert set(page.tags) <= OURS
        assert page.live == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_table_keeps_its_columns(attack: str) -> None:
    page = rendered(f"| a | b |\n|---|---|\n| {inline(attack)} | {'<br>'.join(both_sides('', attack)[1])} |\n")
    assert page.tags.count("td") == 2
    assert set(page.tags) <= OURS | {"table", "thead", "tbody", "tr", "th", "td"}
    assert page.live == []


def test_changed_words_are_marked_line_by_line() -> None:
    assert both_sides("一つ目。\n\n二つ目。", "一つ目。\n\n三つ目。\n四つ目。") == (
        ["一つ目。", "", "<del>二</del>つ目。"],
        ["一つ目。", "", "<ins>三つ目。</ins>", "<ins>四</ins>つ目。"],
    )


def test_what_both_sides_share_is_left_out_above_the_fold() -> None:
    long = "変わらない文です。" * 60
    old, new = both_sides_in_short(f"{long}古い。{long}", f"{long}新しい。{long}")
    assert len(old[0]) < 200
    assert old[0].startswith("…")
    assert "<del>古い</del>" in old[0]
    assert "<ins>新しい</ins>" in new[0]
    whole, added = both_sides_in_short(long * 2, f"{long}足した文です。{long}")
    assert len(whole[0]) < 200
    assert whole[0].replace("…", "") in added[0].replace("<ins>足した文です。</ins>", "").replace("…", "")


@pytest.mark.parametrize("sign", ["@", "あ", "\U000e0001", "a\n"])
def test_a_long_text_is_cut_to_the_room_that_there_is(sign: str) -> None:
    said, is_all = quoted_within(sign * 50_000, 12_000)
    assert len(said) <= 12_000
    assert not is_all
    assert said.endswith("…")
    assert len("\n".join(in_short(sign * 50_000, Stroke.NEW))) <= 3_000
    assert quoted_within("短い。", 100) == ("> 短い。", True)


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("か\u3099き\u3099く\u3099", 4, "か\u3099…"),
        ("か\u3099き\u3099く\u3099", 5, "か\u3099き\u3099…"),
        ("👩\u200d👧\u200d👦です", 4, "…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("🇯🇵🇯🇵", 4, "🇯🇵🇯🇵"),
        ("🇯🇵🇯🇵です", 4, "🇯🇵…"),
        ("葛\U000e0100飾", 2, "…"),
    ],
)
def test_a_cut_never_goes_through_a_sign(text: str, most: int, expected: str) -> None:
    assert cut(text, most) == expected


@given(st.text(alphabet="aか\u3099🇯🇵👩\u200d👧🏽", max_size=30), st.integers(1, 30))
def test_a_cut_keeps_to_its_limit(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert len(cut_front(text, most)) <= most
    assert text.startswith(cut(text, most).removesuffix("…"))
    assert text.endswith(cut_front(text, most).removeprefix("…"))
