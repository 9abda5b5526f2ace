"""Pull requests told: what a reviewer reads first, what citizens' words may not do, what a hidden one keeps.

The whole texts stand in ``pulls/``; after a wanted change: ``pytest tests/report --bless``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from living_manifesto.core.changes import LAST, Add, Remove, Replace
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import ProposalKind
from living_manifesto.core.values import replace
from living_manifesto.locale import Language, Speech, speech_for
from living_manifesto.report.display import width
from living_manifesto.report.pull import Neighbour, Relation, Stage, Told, body, fingerprint_in, title
from report.pull_samples import GIVEN, HIDDEN, REASON, SAMPLES, SCHOOL, reworded, several, told
from report.samples import GUARD, HOME, point, titled, tree
from report.test_markdown import ATTACKS, MARKDOWN, OURS, Seen

PULLS = Path(__file__).parent / "pulls"
JA, EN = speech_for("ja"), speech_for("en")
FOLD = "<details>"
STRUCTURE = {"strong", "ul", "li", "details", "summary", "table", "thead", "tbody", "tr", "th", "td"}
NARROW = 40


def titled_pull(pull: Told, speech: Speech) -> str:
    changes = pull.changes or pull.proposal.changes or ()
    return title(pull.proposal, changes, pull.before or tree(), speech)


def whole(pull: Told, speech: Speech) -> str:
    return f"{titled_pull(pull, speech)}\n\n{body(pull, speech)}"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_pull_request_reads_as_expected(name: str, language: Language, bless: bool) -> None:
    speech = speech_for(language)
    said = whole(SAMPLES[name](speech), speech)
    expected = PULLS / f"{name}.{language}.md"
    if bless:
        expected.write_text(said, encoding="utf-8", newline="")
    assert said == expected.read_text(encoding="utf-8")


def test_every_expected_text_has_its_sample() -> None:
    assert {path.name.partition(".")[0] for path in PULLS.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "ja",
            (
                "4-3 に追加:教育施設が",
                "**マージすると、4-3 の最後に文が1つ加わります。ほかの文は1文字も変わりません。**(検査済み)",
                "**場所** 4. 外交・防衛 › 4-3 安全保障環境",
                "**現行**\n> (新設)",
                "**提案後**\n> <ins>教育施設が",
                "**提案の理由**\n> ウクライナなどで",
                "匿名さん・2026年1月28日受付・内容の追加・20260128-2txksr",
                "変更案は取り込みの道具が文章から作成(ご本人の確認:まだ)",
                "**同じ場所への提案がほかに2件**:#118(表現の明確化)、#131(内容の追加)。",
                "採用する → manifesto review 20260128-2txksr --approve",
                "採用しない → manifesto decide 20260128-2txksr",
                "たずねる → ",
                "文言を直す → ",
                "<details><summary>新旧対照表・検査の結果・いただいた文章</summary>",
            ),
        ),
        (
            "en",
            (
                "4-3, addition: 教育施設が",
                "**When this is merged, one sentence is added at the end of 4-3. Not a letter of any other",
                "**Place** 4. 外交・防衛 › 4-3",
                "**Today**\n> (new)",
                "**As proposed**\n> <ins>教育施設が",
                "**Why**\n> ウクライナなどで",
                "Anonymous · received 2026-01-28 · addition · 20260128-2txksr",
                "The change was drafted by the importer from these words",
                "**2 more proposals for the same place:** #118 (clearer wording), #131 (addition).",
                "To adopt → manifesto review 20260128-2txksr --approve",
                "Not to adopt → manifesto decide 20260128-2txksr",
            ),
        ),
    ],
)
def test_the_first_screen_says_what_a_reviewer_must_know_in_this_order(
    language: Language, parts: tuple[str, ...]
) -> None:
    speech = speech_for(language)
    first = whole(SAMPLES["own-proposal"](speech), speech)[:1200]
    places = [first.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_first_screen_holds_effect_place_and_both_sides(name: str, language: Language) -> None:
    speech = speech_for(language)
    pull = SAMPLES[name](speech)
    said = whole(pull, speech)
    assert said.count(FOLD) == said.count("</details>") == 1
    first = said[:1200]
    assert re.search(r"^\*\*.+\*\*", first, re.MULTILINE)
    if pull.stage is Stage.READY:
        heads = [speech("Place"), speech("Today"), speech("As proposed")]
        places = [first.find(f"**{head}**") for head in heads]
        assert -1 not in places
        assert places == sorted(places)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_above_the_fold_everything_wraps_on_a_telephone(name: str, language: Language) -> None:
    speech = speech_for(language)
    above = body(SAMPLES[name](speech), speech).partition(FOLD)[0]
    for line in above.split("\n"):
        assert not line.startswith(("|", "    ", "```", "~~~", "#"))
        assert all(width(code) <= NARROW for code in re.findall(r"`([^`]*)`", line))
        plain = re.sub(r"</?(?:ins|del|span)>", "", line)
        # Japanese may be parted anywhere, so only runs of narrow signs can stick out.
        assert all(len(run) <= NARROW for run in re.findall(r"[!-~]+", plain))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_pull_request_is_sound_markdown(name: str, language: Language) -> None:
    speech = speech_for(language)
    said = body(SAMPLES[name](speech), speech)
    page = Seen(MARKDOWN.render(said))
    assert set(page.tags) <= OURS | STRUCTURE
    assert "**" not in "".join(page.texts), "words in bold are bold"
    assert page.attributes == []
    assert len(page.comments) == 1
    assert said.rstrip("\n").split("\n")[-1] == f"<!--{page.comments[0]}-->"


def attacked(attack: str) -> Told:
    """A pull request in which every field that people write holds the attack."""
    given = replace(
        GIVEN, title=attack.replace("\n", " "), body=attack, reason=attack, proposer=attack, kind=ProposalKind.REVISION
    )
    part = titled("n2", attack, points=(point("n3", attack),))
    today = tree(reworded(GUARD, attack))
    changes = (
        Add("guard", LAST, titled("n1", attack, points=(point("n4", attack), point("n5", "終わり。")), parts=(part,))),
        Replace("g2", "text", attack, f"{GUARD}{attack}"),
        Replace("cyber", "title", "サイバー防衛を進める", attack),
        Remove("c1"),
    )
    pull = told(changes, JA, given, today)
    assert pull.stage is Stage.READY
    near = Neighbour(attack, Relation.SAME_NODE)
    return replace(pull, neighbours=(near,), checks=(attack,))


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_citizens_write_the_page_stays_ours(attack: str) -> None:
    said = body(attacked(attack), JA)
    page = Seen(MARKDOWN.render(said))
    harmless = Seen(MARKDOWN.render(body(attacked("普通の文です。"), JA)))
    assert set(page.tags) <= OURS | STRUCTURE
    for tag in ("table", "tr", "td", "th", "details", "summary", "li", "ul"):
        assert page.tags.count(tag) == harmless.tags.count(tag), tag
    assert page.attributes == []
    assert page.comments == [" living-manifesto:3f9a.1 "]
    assert page.live == []
    assert fingerprint_in(said) == "3f9a.1"


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_title_is_one_quiet_line(attack: str) -> None:
    node = point("n1", attack)
    for given in (replace(GIVEN, title=attack), replace(GIVEN, body=attack), GIVEN):
        for changes in ((Add("guard", LAST, node),), ()):
            said = title(given, changes, tree(), JA)
            assert len(said) <= 60
            assert said.isprintable()
            assert not re.search(r"[@#`<>\[\]]|://", said)
            assert said.startswith("4-3 に追加:" if changes else "変更案の作成待ち:")


TITLES = [
    ((Add("guard", LAST, point("n1", SCHOOL)),), "4-3 に追加:学校の建物を強くし", "4-3, addition: 学校の建物を強くし"),
    ((Add("guard", LAST, titled("n1", "現状")),), "4-3 に小見出しを追加:現状", "4-3, new heading: 現状"),
    (
        (Add(HOME, LAST, point("n1", "平和。"), "vision"),),
        "「4. 外交」のビジョンに追加:平和。",
        "the vision of “4. 外交”, addition: 平和。",
    ),
    ((Add(HOME, LAST, titled("n1", "軍縮"), "items"),), "「4. 外交」に項目を追加:軍縮", "“4. 外交”, new item: 軍縮"),
    (
        (Add("other", LAST, titled("n1", "音楽")),),
        "政策分野「その他」にセクションを追加:音楽",
        "the area “その他”, new section: 音楽",
    ),
    (
        (Add("manifesto", LAST, titled("n1", "文化")),),
        "マニフェストに政策分野を追加:文化",
        "the manifesto, new area: 文化",
    ),
    (
        (Replace("g2", "text", GUARD, "守ります。"),),
        "4-3 の2つ目を修正:守ります。",
        "point 2 of 4-3, new wording: 守ります。",
    ),
    ((Replace("guard", "title", "防衛力は変動させる", "守る"),), "4-3 の題名を修正:守る", "4-3, new title: 守る"),
    ((Replace("g1", "form", "", "paragraph"),), "4-3 の1つ目の形を変更:学校を", "point 1 of 4-3, new form: 学校を"),
    ((Replace(HOME, "number", "4", "6"),), "「4. 外交」の番号を変更:学校を", "“4. 外交”, new number: 学校を"),
    ((Remove("g1"),), "4-3 の1つ目を削除:学校を", "point 1 of 4-3, removal: 学校を"),
    (
        (Remove("g1"), Remove("g2"), Remove("ai")),
        "4-3 の1つ目ほか2か所を修正:学校を",
        "point 1 of 4-3 and 2 more places, changed: 学校を",
    ),
    ((Remove("gone"),), "「4. 外交」を削除:学校を", "“4. 外交”, removal: 学校を"),
    ((), "変更案の作成待ち:学校を", "To be drafted: 学校を"),
]


@pytest.mark.parametrize(("changes", "japanese", "english"), TITLES)
def test_a_title_names_place_and_deed_first(
    changes: tuple[Add | Replace | Remove, ...], japanese: str, english: str
) -> None:
    assert title(GIVEN, changes, tree(), JA).startswith(japanese)
    assert title(GIVEN, changes, tree(), EN).startswith(english)


def test_a_title_prefers_the_proposers_own_words() -> None:
    changes = (Add("guard", LAST, point("n1", SCHOOL)),)
    assert title(replace(GIVEN, title="学校を守る"), changes, tree(), JA) == "4-3 に追加:学校を守る"
    assert title(replace(GIVEN, title=" \u200d "), (), tree(), JA).startswith("変更案の作成待ち:学校を、")
    assert title(replace(GIVEN, body=""), (Remove("g2"),), tree(), JA).startswith("4-3 の2つ目を削除:防衛の基本方針")


def test_a_long_place_leaves_room_for_the_words() -> None:
    long = tree(title="とても" * 30)
    said = title(replace(GIVEN, title="学校を守る"), (Add(HOME, LAST, titled("n1", "学校"), "items"),), long, JA)
    assert "…に項目を追加:学校を守る" in said
    assert len(said) <= 60


@pytest.mark.parametrize("speech", [JA, EN], ids=["ja", "en"])
def test_the_notice_in_a_title_keeps_ground_and_day(speech: Speech) -> None:
    changes = (Add("guard", LAST, titled("n1", "見せない")), Remove("ai"), Remove("cyber/c1"))
    long = tree(title="とても" * 30)
    for given in (replace(GIVEN, hidden=HIDDEN), replace(GIVEN, title=HIDDEN, reverts="20260110-q8t3zb")):
        said = title(given, (Add(HOME, LAST, titled("n2", "見せない"), "items"), *changes), long, speech)
        assert said.endswith(("理由の区分:個人情報)", "(hidden 2026-03-01: personal data)"))
        assert len(said) <= 60


@pytest.mark.parametrize("name", SAMPLES)
def test_of_a_hidden_proposal_no_word_is_shown(name: str) -> None:
    pull = SAMPLES[name](JA)
    pull = replace(pull, proposal=replace(pull.proposal, hidden=HIDDEN), checks=("見せない検査",))
    secret = replace(
        pull.proposal, title="見せない題", body="見せない本文", reason="見せない理由", proposer="見せない名"
    )
    said = whole(replace(pull, proposal=secret), JA)
    assert "見せない" not in said
    assert "2026年3月1日から表示していません。理由の区分:個人情報" in said
    assert SCHOOL not in said
    assert REASON not in said
    assert "両面" not in said, "nor what is proposed"


def test_a_wish_that_is_hidden_does_not_show_what_its_file_claims_to_have_seen() -> None:
    given = replace(GIVEN, hidden=HIDDEN)
    said = whole(told((Replace("g2", "text", "見せない語。", "見せない文。"),), JA, given), JA)
    assert "見せない" not in said
    assert GUARD in said


def test_places_that_only_a_hidden_proposal_makes_are_not_named_by_its_words() -> None:
    given = replace(GIVEN, hidden=HIDDEN)
    part, point_after = titled("n1", "見せない小見出し"), titled("n2", "見せない次の小見出し")
    changes = (
        Add("guard", LAST, part),
        Add("guard", "n1", point_after),
        Replace("cyber", "title", "サイバー防衛を進める", "見せない"),
    )
    said = whole(told(changes, JA, given), JA)
    assert "見せない" not in said


def test_what_is_not_proved_is_not_claimed() -> None:
    pull = replace(SAMPLES["removal"](JA), checked=False)
    first = body(pull, JA).split("\n")[0]
    assert (
        first
        == "**マージすると、4-3 の1つ目(その下の文1つも)が削られます。**(ほかの文が変わらないことの検査は、まだです)"
    )
    assert "1バイトも" not in body(pull, JA)


def test_a_joined_text_shows_both_edits_and_asks_to_be_read_again() -> None:
    above = body(SAMPLES["merged"](JA), JA).partition(FOLD)[0]
    assert "> <del>防衛</del><ins>専守防衛</ins>の<del>基本方針</del><ins>方針</ins>をこれまでどおり" in above
    assert "<ins>と量</ins>の<del>面</del><ins>両面</ins>で<del>着実に</del>強く" in above
    assert "これまでの承認は、この文には数えません。" in above


def test_changes_beyond_three_are_counted_and_stand_in_the_table() -> None:
    said = body(several(JA), JA)
    above, _, below = said.partition(FOLD)
    assert above.count("**提案後**") == 3
    assert "ほかの1か所の現行と提案後は、下の表にあります。" in above
    assert "- 4-2 の1つ目が削られます" in above
    assert "<del>重要な施設を守ります。</del>" in below


def test_an_approximate_place_is_pointed_out() -> None:
    today = tree(lambda held: (*held[:2], held[2].with_children("points", held[2].children("points")[:1])))
    pull = told((Add("guard", "g2", point("n1", SCHOOL)),), JA, today=today)
    assert "いちばん近い場所に置きました。" in body(pull, JA).partition(FOLD)[0]


@pytest.mark.parametrize(
    ("change", "today", "expected"),
    [
        (Remove("g2"), tree(reworded(GUARD, "別の文。")), "4-3 の2つ目か、その下の文が、提案のあとで変わりました。"),
        (
            Replace("g2", "text", GUARD, "守る。"),
            tree(lambda held: (*held[:2], held[2].with_children("points", ()))),
            "(提案のときの)4-3 の2つ目は、いまの本文にありません。",
        ),
        (
            Add("guard", LAST, point("n1", SCHOOL)),
            tree(lambda held: held[:2]),
            "加える先の(提案のときの)4-3 は、いまの本文にありません。",
        ),
    ],
)
def test_a_person_is_told_what_moved_and_what_is_asked(
    change: Add | Replace | Remove, today: Outline, expected: str
) -> None:
    pull = told((change,), JA, today=today)
    assert pull.stage is Stage.NEEDS_PERSON
    above = body(pull, JA).partition(FOLD)[0]
    assert expected in above
    assert "**お願いしたいこと**" in above
    assert "採用する" not in above


@pytest.mark.parametrize("sign", ["@", "あ", "\U000e0001", "a\n", "あ。<"])
def test_the_longest_proposal_fits_into_a_forge(sign: str) -> None:
    long = sign * (20_000 // len(sign))
    given = replace(
        GIVEN, body=long * 2, reason=long, proposer=sign[0] * 100, title=sign[0] * 200, kind=ProposalKind.REVISION
    )
    today = tree(reworded(GUARD, f"{long}初め"))
    changes = (
        Add("guard", LAST, titled("n1", sign[0] * 200, points=tuple(point(f"n{n}", long) for n in range(2, 12)))),
        Replace("g2", "text", f"{long}初め", f"終わり{long}"),
        *(Replace(f"v{n}", "text", f"目指すこと{n}。", long) for n in range(1, 4)),
    )
    pull = replace(told(changes, JA, given, today), checks=(long,) * 30)
    assert pull.stage is Stage.READY
    assert len(body(pull, JA)) <= 65_536


def test_a_fingerprint_can_be_read_back_and_cannot_end_the_comment() -> None:
    pull = SAMPLES["removal"](JA)
    assert fingerprint_in(body(pull, JA)) == "3f9a.1"
    assert fingerprint_in(body(pull, JA) + "\nedited") == ""
    with pytest.raises(ValueError, match="no fingerprint"):
        body(replace(pull, fingerprint="a-->b"), JA)


def test_the_same_pull_request_is_told_in_the_same_words() -> None:
    assert body(several(JA), JA) == body(several(JA), JA)
