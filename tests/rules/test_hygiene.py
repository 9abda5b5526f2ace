"""Hygiene by example: what is named, and what a reader would keep."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from living_manifesto.core.changes import Add, Replace
from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Severity
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.rules.hygiene import check, findings
from rules.standins import Around, Read

NAMED = [
    # foreign letters
    ("LM601", "このマనిఫェストは", "నిఫ"),
    ("LM601", "新しい бюджет枠を設けます", "бюджет"),
    ("LM601", "「戦略技術特化型 бюджет枠」を設けます", "бюджет"),
    ("LM601", "3歳児健진を受ける", "진"),
    ("LM601", "段階的に 추진します", "추진"),
    ("LM601", "国際 κοινωνにおける", "κοινων"),
    ("LM601", "AIリτέラシーの向上", "τέ"),
    ("LM601", "妊婦健े診の補助", "े"),
    ("LM601", "税 chế độではなく", "ế"),
    ("LM601", "リープフロッグ现象に", "现"),
    ("LM601", "目指します。\n㠀作業中", "㠀"),
    ("LM601", "政策 وليسパッケージ", "وليس"),
    # small Latin inside a word
    ("LM602", "サイber攻撃への対処", "ber"),
    ("LM602", "マニフェesto自身も", "esto"),
    ("LM602", "意見の可vis化", "vis"),
    ("LM602", "成果に繋gっていない", "g"),
    ("LM602", "党議拘ǝもかけません", "ǝ"),
    ("LM602", "チャットボotto、", "otto"),
    # typed line breaks and tabs
    ("LM603", "実現します\\n\\n### 課題", "\\n\\n"),
    ("LM603", "一覧\\t数", "\\t"),
    # code fences
    ("LM604", "```markdown\n本文\n", "```markdown"),
    ("LM604", "~~~\n本文", "~~~"),
    # placeholders
    ("LM605", "［ここに政策名を記入］", "［ここに政策名を記入］"),
    ("LM605", "（ここに議論を追記）", "（ここに議論を追記）"),
    ("LM605", "目標は{{goal}}です", "{{goal}}"),
    ("LM605", "<insert policy name>を進めます", "<insert policy name>"),
    ("LM605", "[your name]です", "[your name]"),
    ("LM605", "負担率を〇〇%以下に", "〇〇"),
    ("LM605", "年間XXX万円を減らす", "XXX"),
    ("LM605", "TODO: 数字を確かめる", "TODO"),
    ("LM605", "以下は修正案です。", "以下は修正案です"),
    ("LM605", "もちろんです！以下に示します", "もちろんです！"),
    ("LM605", "妊婦健<x_bin_356>の受診券", "<x_bin_356>"),
    ("LM605", "（既存の内容）", "（既存の内容）"),
    ("LM605", "Lorem ipsum dolor", "Lorem ipsum"),
    # addresses
    ("LM606", "連絡は taro.yamada@example.co.jp まで", "taro.yamada@example.co.jp"),
    ("LM606", "連絡はｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐまで", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
    ("LM606", "[連絡](mailto:a@example.org)", "a@example.org"),
    # telephone numbers
    ("LM607", "電話は03-1234-5678です", "03-1234-5678"),
    ("LM607", "携帯０９０－１２３４－５６７８へ", "０９０－１２３４－５６７８"),
    ("LM607", "TEL(03)1234-5678", "(03)1234-5678"),
    ("LM607", "+81-90-1234-5678", "+81-90-1234-5678"),
    ("LM607", "+81 (0)3 1234 5678", "+81 (0)3 1234 5678"),
    ("LM607", "0120-123-456", "0120-123-456"),
    ("LM607", "番号は09012345678", "09012345678"),
    ("LM607", "0466-12-3456まで", "0466-12-3456"),
    # links
    ("LM608", "[見る](javascript:alert(1))", "javascript:alert(1"),
    ("LM608", "[見る](java\tscript:alert(1))", "java\tscript:alert(1"),
    ("LM608", "[見る](&#106;avascript:x)", "&#106;avascript:x"),
    ("LM608", "[見る](data:text/html;base64,x)", "data:text/html;base64,x"),
    ("LM608", "[見る](vbscript:x)", "vbscript:x"),
    ("LM608", "[見る](file:///etc/passwd)", "file:///etc/passwd"),
    ("LM608", "[見る](README.md#x)", "README.md#x"),
    ("LM608", "[見る](//example.org/)", "//example.org/"),
    ("LM608", "[見る](manifesto:)", "manifesto:"),
    ("LM608", "[見る](manifesto:Education)", "manifesto:Education"),
    ("LM608", "[見る](manifesto:../../etc)", "manifesto:../../etc"),
    ("LM608", "[見る](manifesto:a/b/c)", "manifesto:a/b/c"),
    ("LM608", "[見る](MANIFESTO:a)", "MANIFESTO:a"),
    ("LM608", "<javascript:alert(1)>", "javascript:alert(1)"),
    ("LM608", "[a]: ftp://example.org/x", "ftp://example.org/x"),
    # invisible characters
    ("LM610", "支援\u200b金", "\u200b"),
    ("LM610", "支援\u200d金", "\u200d"),
    ("LM610", "支\xad援", "\xad"),
    ("LM610", "支援\ufeff金", "\ufeff"),
    ("LM610", "支援\u3164金", "\u3164"),
    ("LM610", "支援\ue000金", "\ue000"),
    ("LM610", "支援\ufe0f金", "\ufe0f"),
    ("LM610", "支援\U000e0041金", "\U000e0041"),
    # raw HTML
    ("LM611", "これは<b>大切</b>です", "<b>"),
    ("LM611", "<script src=x>", "<script src=x>"),
    ("LM611", "前 <!-- 覚え書き --> 後", "<!-- 覚え書き -->"),
    ("LM611", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ("LM611", "<iframe\nsrc='https://example.org'>", None),
]

KEPT = [
    "AIを使い、ITに強い行政を。e-Taxで申告し、iPhoneを配ります。",
    "1.1-1.2兆kWhを見込み、608万haの農地と5kmの道、CO2の削減を。",
    "GitHubは公開です。xの値、n回、y軸、eスポーツとeラーニング。",
    "政策webサイトとnote記事、mRNAワクチン、pHが高い。国民統一eIDの導入。",
    "「Слава Україні」という言葉と、ソウル（서울）の例。",
    "案内は中文、한국어、Русский、Tiếng Việtでも用意します。",
    "アミロイドβを分解し、α版を出す。μ単位、Ω、ΔE、プラスαの支援。",
    "吉野家の𠮷、髙橋、山﨑、㐂。",
    "℃と№、①②、㈱、½、…、—、〜。",
    "絵文字👨‍👩‍👧と👍🏽、⚠️、1️⃣、🏴󠁧󠁢󠁥󠁮󠁧󠁿は見えます。",
    "葛\U000e0100飾区",
    "「○○法第△条を準用する」のつながりを示します。",
    "「国民負担率を◯◯%以下に抑える」といった指標（例：〇〇の解決）",
    "TODOリストの共有とToDo管理。",
    "ここに記載のない事項は法律に従います。",
    "以下は現状の課題です。もちろんですが、費用も大切です。",
    "承知しておくべき点。ご要望に応じて窓口を増やします。",
    "@タクシー不足の地域、@team_mirai さん",
    "2025-05-15 に 9,688 件、0.123、郵便番号 100-0001、法律第123号",
    "平成30年法律第0号、00-1111、1-0312345678-2",
    "代表番号は110番と#7119です。会計は 0 円から 1000-2000-3000 円。",
    "[教育](manifesto:education)の[1つ目](manifesto:education/k3f9tw-1)",
    "[厚労省](https://www.mhlw.go.jp/a_(b)) と <https://example.org/?a=0312345678>",
    "脚注[^1]\n[^1]: 政府の資料",
    "x < 3 かつ y > 2、a<b かつ c>d、A<->B",
    "| 見出し | 値<br>二行目 |",
    "式は\\nu と C:\\new です。",
    "価格は `code` と ~10% です。",
    "한국어로 쓴 제안입니다",
    "注[1](https://example.org) と ［別表］ と {1, 2}",
    "サーバー、ヴァイオリン、ｶﾀｶﾅ、々、ゝ、〆",
]


@pytest.mark.parametrize(("code", "text", "place"), NAMED)
def test_what_damages_a_text_is_named_with_its_place(code: str, text: str, place: str | None) -> None:
    named = [finding for finding in findings(text) if finding.code == code]
    assert named, list(findings(text))
    if place is not None:
        assert text[named[0].start : named[0].end] == place


@pytest.mark.parametrize("text", KEPT)
def test_what_a_reader_would_keep_is_left_alone(text: str) -> None:
    assert list(findings(text)) == []


@pytest.mark.parametrize(("code", "text", "_"), NAMED)
def test_every_finding_has_the_words_and_variants_of_its_code(code: str, text: str, _: str | None) -> None:
    for finding in findings(text):
        row = CODES[finding.code]
        assert set(finding.args) == set(row.args)
        assert finding.variant in ("", *row.variants)


def test_a_placeholder_in_angle_brackets_is_not_named_twice() -> None:
    assert Counter(found.code for found in findings("<insert name>")) == {"LM605": 1}


def test_a_mailto_link_is_an_address_and_not_an_unsafe_link() -> None:
    assert [found.code for found in findings("[連絡](mailto:a@example.org)")] == ["LM606"]


def test_one_word_with_two_foreign_letters_is_named_once() -> None:
    assert [found.code for found in findings("マనిఫェస్ト")] == ["LM601"]


def test_a_word_that_the_settings_allow_is_not_named() -> None:
    text = "スマホslackで"
    assert [found.code for found in findings(text)] == ["LM602"]
    assert list(findings(text, frozenset({"slack"}))) == []


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "a@" * 10_000, "](" * 10_000, "<a " * 7_000, "0" * 20_000, "`" * 20_000, "「" * 20_000 + "ж",
     "ж「" * 8_000, "支\u200b" * 8_000, "{{" * 10_000, "（例" * 7_000 + "〇〇", "0-" * 10_000, "サa" * 9_000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_no_text_of_the_allowed_length_takes_long(text: str) -> None:
    start = time.process_time()
    list(findings(text))
    assert time.process_time() - start < 2


def proposal(**fields: object) -> Proposal:
    return Proposal("20260128-k3f9tw", "health", "2026-01-28", **fields)  # type: ignore[arg-type]


def told(entry: Read, *, new: bool) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.severity, fault.variant) for fault in check(entry, Around(new=new))]


def test_a_clean_proposal_is_left_alone() -> None:
    assert told(Read(proposal(body="支援を増やす。", reason="足りないため")), new=True) == []


def test_a_citizens_words_block_before_receipt_and_are_a_hint_afterwards() -> None:
    entry = Read(proposal(body="電話は03-1234-5678、メールはa@example.org、<b>"))
    assert told(entry, new=True) == [("LM607", "error", ""), ("LM606", "error", ""), ("LM611", "error", "")]
    assert told(entry, new=False) == [
        ("LM607", "hint", "received"),
        ("LM606", "hint", "received"),
        ("LM611", "hint", ""),
    ]


def test_changes_block_at_any_time() -> None:
    changes = (
        Add("health", "last", Node("a", text="", lists=(("points", (Node("b", text="サイber攻撃"),)),))),
        Replace("v1", "text", "サイber攻撃", "マనిフェスト"),
        Replace("v1", "form", "", "raw"),
    )
    for new in (True, False):
        assert told(Read(proposal(changes=changes)), new=new) == [("LM602", "error", ""), ("LM601", "error", "")]


def test_the_texts_of_a_section_are_looked_at() -> None:
    section = Node("health", title="医療", lists=(("vision", (Node("v1", text="支援\u200b金"),)),))
    faults = list(check(Read(section), Around(new=False)))
    assert [(fault.code, fault.severity) for fault in faults] == [("LM610", Severity.ERROR)]


def test_the_texts_of_topics_and_of_the_manifesto_are_looked_at() -> None:
    topics = Topics("health", (Topic("t1", "見直し", "サイber攻撃"), Topic("t2", "可vis化")))
    root = Node("manifesto", "政策", lists=(("areas", (Node("a", title="医\u200b療"),)),))
    for value, expected in ((topics, ["LM602", "LM602"]), (ManifestoFile(root), ["LM610"]), (None, [])):
        assert [fault.code for fault in check(Read(value), Around())] == expected


def test_words_that_the_settings_allow_are_added_to_the_known_ones() -> None:
    section = Node("health", title="政策webとスマホslackで")
    assert list(check(Read(section), Around(allowed_words=frozenset({"slack"})))) == []
