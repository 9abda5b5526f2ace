"""What citizens and the manifesto say, as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.site.words import block, entries, explained, heading, inline, plain
from living_manifesto.site.words.letters import shown
from living_manifesto.site.words.markdown import is_marked
from support.reading import Read


def places(place: str) -> str | None:
    return {"education": "../../sections/education/", "education/k3f9tw-1": "../../sections/education/#k3f9tw-1"}.get(
        place
    )


def body(text: str) -> str:
    return str(block(text, places, "ja"))


def line(text: str) -> str:
    return str(inline(text, places, "ja"))


OUT = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一つ目。\n続き。\n\n二つ目。", "<p>一つ目。<br>\n続き。</p>\n<p>二つ目。</p>"),
        ("**重要。**次へ", "<p><strong>重要。</strong>次へ</p>"),
        ("これは**「強調」**です", "<p>これは<strong>「強調」</strong>です</p>"),
        ("snake_case_name と 2 * 3 * 4", "<p>snake_case_name と 2 * 3 * 4</p>"),
        ("## 見出し\n本文", "<p><strong>見出し</strong></p><p>本文</p>"),
        ("3. 三\n4. 四", '<ol start="3"><li>三</li><li>四</li></ol>'),
        ("> 引用", "<blockquote><p>引用</p></blockquote>"),
        ("    字下げ", "<p>字下げ</p>"),
        ("#123 と @name", "<p>#123 と @name</p>"),
        ("[案](https://example.org/a)", f'<p><a href="https://example.org/a" {OUT}>案</a></p>'),
        ("![絵](https://example.org/a.png)", f'<p><a href="https://example.org/a.png" {OUT}>絵</a></p>'),
        ("[案](manifesto:education)", '<p><a href="../../sections/education/">案</a></p>'),
        ("[案](manifesto:nowhere)", "<p>案</p>"),
        ("[案](mailto:a@example.org)", "<p>案</p>"),
        ('[案](https://example.org "題")', f'<p><a href="https://example.org" {OUT}>案</a> (題)</p>'),
    ],
)
def test_a_body(text: str, html: str) -> None:
    assert body(text) == html


def test_a_bare_address_ends_where_the_sentence_goes_on() -> None:
    assert Read(body("参考:https://example.org/a_(b)。次、(https://example.org/c)も")).links == [
        "https://example.org/a_(b)",
        "https://example.org/c",
    ]


def test_a_table_keeps_its_cells_and_one_with_too_many_stays_as_written() -> None:
    assert "<th scope=" in body("|a|b|\n|-|-|\n|1|2|")
    assert "|1|2|3|" in Read(body("|a|b|\n|-|-|\n|1|2|3|")).words


def test_ruby_is_shown_and_left_out_of_plain_words() -> None:
    written = "｜憲法《けんぽう》を読む"
    ruby = "<ruby>憲法<rp>（</rp><rt>けんぽう</rt><rp>）</rp></ruby>を読む"
    assert line(written) == ruby
    assert body(written) == f"<p>{ruby}</p>"
    assert plain(written) == "憲法を読む"
    assert line("《本》と｜だけ") == "《本》と｜だけ"


def test_a_line_begins_no_block() -> None:
    assert line("1. 一\n- 二") == "1. 一<br>- 二"
    assert line("# *題*") == "# <em>題</em>"


def test_letters_from_right_to_left_are_kept_apart() -> None:
    assert line("שלום") == heading("שלום", "en") == "<bdi>שלום</bdi>"


def test_a_title_breaks_between_phrases_but_not_within_ruby() -> None:
    title = heading("学校を有事にも｜子《こ》どもを守れる場所にする", "ja")
    assert str(title).startswith("学校を<wbr>有事にも<wbr><ruby>子<rp>")
    assert "<wbr>" not in str(title).partition("<ruby>")[2].partition("</ruby>")[0]
    assert "<wbr>" not in heading("学校を有事にも守る", "en")
    assert heading("**A** [b](javascript:x) <i>", "en") == "A b &lt;i&gt;"


def test_a_long_word_may_break() -> None:
    assert "<wbr>" in body("あ" + "x" * 100)
    assert Read(body("x" * 100)).words == "x" * 100


def test_a_flag_and_a_family_stay_whole() -> None:
    for sign in ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "👨\u200d👩\u200d👧"):
        assert plain(sign) == sign


def test_plain_words() -> None:
    assert plain("# 題\n\n- **a**\n- [b](https://example.org)\n\n<i>&amp;") == "題\na\nb\n<i>&"


def test_the_first_use_of_a_word_leads_to_its_entry() -> None:
    words = {"公債": "国や自治体の借り入れ", "公債費": "その返済の費用", "GDP": "国内総生産", "A&B": "例"}
    first, second = explained(
        [
            block("GDPR、GDP、GDP。公債費と[公債](https://example.org)と公債", places, "ja"),
            block("GDPとA&B", places, "ja"),
        ],
        words,
        "../words/",
    )
    anchors = {entry.word: entry.anchor for entry in entries(words)}
    terms = [href for href in [*Read(first).links, *Read(second).links] if href.startswith("../words/")]
    assert terms == [f"../words/#{anchors[word]}" for word in ("GDP", "公債費", "公債", "A&B")]
    assert Read(first).words == "GDPR、GDP、GDP。公債費と公債と公債"
    assert Read(first).astray == Read(second).astray == []


@given(st.text(alphabet="あ漢a1 \n。、-+.)(=～", max_size=60))
def test_the_short_way_says_what_the_long_way_says(text: str) -> None:
    """A text without marks, with and without one mark behind it that sends it through the machinery."""
    if is_marked(text) or is_marked(shown(text).strip()):
        return
    long_way = Read(block(f"{text}\n\n\\*", places, "ja"))
    short_way = Read(block(f"{text}\n\n終", places, "ja"))
    assert [tag for tag, _ in long_way.elements] == [tag for tag, _ in short_way.elements]
    assert "".join(long_way.words[:-1].split()) == "".join(short_way.words[:-1].split())


@given(st.text())
def test_any_text_at_all_stays_in_its_place(text: str) -> None:
    for made in (body(text), line(text), str(heading(text, "ja"))):
        assert Read(made).astray == []
    assert plain(text).isprintable() or plain(text).encode()
