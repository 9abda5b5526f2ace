"""The words around the verbs: what places are called, and the particles that say what a phrase is for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache


class Sort(StrEnum):
    """What a token is."""

    QUOTE = "quote"  # 「…」: the words inside
    BRACKET = "bracket"  # （…）: the words inside
    TITLE = "title"  # a heading of the section, written without quotation marks
    NUMBER = "number"  # 4-3, or 4
    ORDINAL = "ordinal"  # 2つ目
    VERB = "verb"
    CASE = "case"
    NOUN = "noun"
    WHERE = "where"
    OF = "of"  # の
    CALLED = "called"  # という
    FRESH = "fresh"  # 新しい
    FORWARD = "forward"  # 以下
    THUS = "thus"  # 次のように
    OLD = "old"  # 変更前
    NEW = "new"  # 変更後
    AND = "and"
    ADVERB = "adverb"  # 新たに: says nothing that the verb does not say
    COMMA = "comma"
    COLON = "colon"
    STOP = "stop"
    LINE = "line"
    MARK = "mark"  # a bullet or number at the beginning of a line


class Case(StrEnum):
    """What a phrase is for."""

    OBJECT = "object"  # を
    TO = "to"  # に
    AS = "as"  # と
    FROM = "from"  # から
    WITHIN = "within"  # において, にある
    TOPIC = "topic"  # は
    ROLE = "role"  # として
    ARROW = "arrow"  # →


class Noun(StrEnum):
    """What a place or a piece of text is called."""

    SECTION = "section"
    ITEM = "item"
    PART = "part"
    HEADING = "heading"
    WORDS = "words"  # 「A」の表現: the words themselves
    TEXT = "text"  # 「A」の記述: what is written about them, unless it is 「A」という記述
    BULLET = "bullet"
    SENTENCE = "sentence"
    VISION = "vision"
    PREFACE = "preface"
    THAT = "that"  # the item that was spoken of last
    HERE = "here"  # the section of the proposal
    INSIDE = "inside"  # 中: adds nothing


class Where(StrEnum):
    """At which end of a place, or on which side of it."""

    FIRST = "first"
    LAST = "last"
    AFTER = "after"
    BEFORE = "before"


_CASES: Mapping[Case, str] = {
    Case.OBJECT: "を も とあるのを とあるところを となっているのを",
    Case.TO: "に へ への には にも に対し に対して へと",
    Case.AS: "と というように",
    Case.FROM: "から",
    Case.WITHIN: "において における にある の中にある では に関して について につき のうち の中の の中で にて "
    "に書かれている に記載されている に記載の については に含まれる 内の 中の で",
    Case.TOPIC: "は",
    Case.ROLE: "として",
}
_NOUNS: Mapping[Noun, str] = {
    Noun.SECTION: "セクション 政策分野 分野 章 ページ",
    Noun.ITEM: "項目 政策項目 項 新項目 新規項目 大項目 中項目 条項",
    Noun.PART: "小見出し 欄",
    Noun.HEADING: "見出し 題名 タイトル 項目名 表題 標題 題 名称 項目の名前",
    Noun.WORDS: "文言 表現 部分 箇所 か所 ところ 語句 言葉 単語 語 字句",
    Noun.TEXT: "記述 文章 内容 文面 記載 本文 規定 説明文 説明",
    Noun.BULLET: "箇条書き 箇条 ポイント 段落 点",
    Noun.SENTENCE: "文 一文 一節",
    Noun.VISION: "ビジョン",
    Noun.PREFACE: "前文 まえがき 前書き",
    Noun.THAT: "そこ ここ その項目 同項目 この項目 同項 同じ項目 当該項目 これ それ",
    Noun.HERE: "本セクション このセクション 当セクション 本章 この章 この分野 本分野 セクション全体 章全体",
    Noun.INSIDE: "中 内 なか",
}
_WHERES: Mapping[Where, str] = {
    Where.FIRST: "先頭 冒頭 最初 文頭 一番上 いちばん上",
    Where.LAST: "末尾 最後 最後尾 文末 一番下 いちばん下 終わり",
    Where.AFTER: "後 後ろ 直後 次 すぐ後 あと うしろ すぐ後ろ",
    Where.BEFORE: "前 直前 手前 すぐ前 まえ",
}
_CALLED = "という との と題する と題した という名前の という題名の という見出しの という名の"
_FRESH = "新しい 新たな 新規の あらたな"
_FORWARD = "以下 以下の 次の 下記 下記の つぎの 以下に示す"
_AND = "及び および ならびに 並びに"
_ADVERBS = (
    "新しく 新たに あらたに 新規に また さらに 更に あわせて 併せて そのうえで その上で まず そして なお 具体的には "
    "はっきり 明確に 同時に 第一に 第二に 第三に マニフェストの マニフェスト本文の 現行の 現在の 既存の 従来の 当初の "
    "本提案は 本提案では この提案は この提案では 今回の提案は 今回の提案では 本変更は この変更は この変更では "
    "今回の変更は 今回の変更では この修正は 今回の修正は 今回の修正では"
)
_THUS = "次のように 以下のように 下記のように 次のとおり 次の通り 以下のとおり 以下の通り 下記のとおり 下記の通り"
_OLD = "変更前 修正前 改正前 改訂前 訂正前 変更前の文 変更前の記述 修正前の文 修正前の記述 現行 現行の文 現行の記述"
_NEW = "変更後 修正後 改正後 改訂後 訂正後 変更後の文 変更後の記述 修正後の文 修正後の記述 改正案 修正案 変更案 提案後"
_SIGNS: Mapping[str, Sort] = {
    "、": Sort.COMMA,
    ",": Sort.COMMA,
    "，": Sort.COMMA,
    ":": Sort.COLON,
    "。": Sort.STOP,
    "!": Sort.STOP,
    "?": Sort.STOP,
    ".": Sort.STOP,
    "\n": Sort.LINE,
    "の": Sort.OF,
    "・": Sort.AND,
    "/": Sort.AND,
}

VAGUE = ("など", "等", "といった", "のような", "の趣旨", "旨", "適宜", "例えば", "たとえば", "例:")
ALTERNATIVES = ("または", "又は", "あるいは", "もしくは", "若しくは", "どちらか", "いずれか", " or ")
CONDITION = (
    "場合",
    "できれば",
    "可能であれば",
    "可能なら",
    "もし",
    "必要に応じ",
    "なければ",
    "であれば",
    "限り",
    "時は",
)
"""Words that are known not to be drafted, as a cause; outside of quotations they say that a person must read it."""

Detail = Case | Noun | Where | None


@cache
def words() -> Mapping[str, tuple[Sort, Detail]]:
    """Every word with what it is."""
    known: dict[str, tuple[Sort, Detail]] = {}
    for sort, table in ((Sort.CASE, _CASES), (Sort.NOUN, _NOUNS), (Sort.WHERE, _WHERES)):
        known |= {word: (sort, detail) for detail, listed in table.items() for word in listed.split()}
    for sort, listed in (
        (Sort.CALLED, _CALLED),
        (Sort.FRESH, _FRESH),
        (Sort.FORWARD, _FORWARD),
        (Sort.AND, _AND),
        (Sort.THUS, _THUS),
        (Sort.OLD, _OLD),
        (Sort.NEW, _NEW),
        (Sort.ADVERB, _ADVERBS),
    ):
        known |= dict.fromkeys(listed.split(), (sort, None))
    known |= {sign: (sort, None) for sign, sort in _SIGNS.items()}
    return known | {"→": (Sort.CASE, Case.ARROW)}
