"""The signs by which a reader of a page knows what a line is; the writer asks the same questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from living_manifesto.core.proposals import ProposalKind
from living_manifesto.core.values import value
from living_manifesto.intake.page.lines import plain

VISION = "ビジョン"
TOPICS = "議論されているトピック"
PROPOSALS = "みんなからの提案"
REASON = "理由"

KINDS: Mapping[ProposalKind, str] = {
    ProposalKind.ADDITION: "内容の追加",
    ProposalKind.CLARIFICATION: "表現の明確化",
    ProposalKind.REVISION: "内容の修正",
    ProposalKind.REMOVAL: "内容の削除",
    ProposalKind.EDITORIAL: "誤字・表記の修正",
    ProposalKind.RESTRUCTURE: "構成の変更",
    ProposalKind.OTHER: "その他",
}
"""The kinds as pages name them."""

MARGIN = 2
"""From this column on a line is never a heading: a page's own headings stand at the margin."""
LONGEST_LABEL = 40
_LONGEST_TITLE = 80
_LABELS = frozenset(
    (
        *(
            "現状認識・課題分析",
            "現状認識",
            "課題分析",
            "現状と課題",
            "現状・課題",
            "課題",
            "背景",
            "背景と課題",
            "現状",
        ),
        *("政策概要", "概要", "具体策", "具体的な取り組み", "具体的な取組", "具体的な施策", "施策", "取り組み", "目標"),
        *("目的", "財源", "予算", "効果", "期待される効果", "スケジュール", "工程", "補足", "注", "注記", "備考"),
        *("参考", "参考資料", "出典", "関連リンク", "リンク", "よくある質問"),
    )
)
_KIND_OF = {plain(label): kind for kind, label in KINDS.items()}
_HYPHENS = "-‐‑‒–—―−－ーｰ─"
_DIGITS = "[0-9０-９]{1,4}"
_STRONG = r"[.．。、:：)）]"
_ITEM = re.compile(
    rf"({_DIGITS})\s?[{_HYPHENS}]\s?({_DIGITS})(?![{_HYPHENS}0-9０-９])\s*"
    rf"(?:(?P<strong>{_STRONG})\s*|(?<=\s)|(?=[「『【])|$)(?P<title>.*)"
)
_SECTION = re.compile(rf"({_DIGITS})\s*{_STRONG}(?:\s+|(?![0-9０-９]))(\S.*)")
_NUMBERED_BY_A_SPACE = re.compile(rf"({_DIGITS})\s+(\S.*)")
_COUNT = r"(?:\s*[(（]?\s*([0-9０-９][0-9０-９,，]*)\s*件\s*[)）]?)?"
_TOPICS = re.compile(rf"議論されているトピック(?:ス)?{_COUNT}")
_PROPOSALS = re.compile(rf"(?:みんな|みなさん|皆さん|皆様|みなさま|市民|国民)からの(?:ご)?提案{_COUNT}")
_MARKS = re.compile(r"(■+|□+|◆+|◇+|▼+|▽+|▶+|►+)\s*(\S.*)")
_BRACKETED = re.compile(r"【[^【】]+】")
_TIGHT = "•・◦●○▪▫‣⁃∙･"
_BULLET = re.compile(rf"([{_TIGHT}])(?!\1)\s*(.*)|([-*–—+])(?:\s+(\S.*)|$)")
_COUNTED = re.compile(
    r"([0-9０-９]{1,3})(?:[.．](?![0-9０-９])|[)）])\s*(\S.*)|[(（]([0-9０-９]{1,3})[)）]\s*(\S.*)|([①-⑳])\s*(\S.*)"
)
_DATE = r"([0-9０-９]{4})\s*(?:年|[-/.．／－])\s*([0-9０-９]{1,2})\s*(?:月|[-/.．／－])\s*([0-9０-９]{1,2})\s*日?"
_WEEKDAY = r"(?:\s*[(（][月火水木金土日](?:曜日?)?[)）])?"
_DATED = re.compile(rf"(.*?)\s*{_DATE}{_WEEKDAY}")
_DATE_FIRST = re.compile(rf"{_DATE}{_WEEKDAY}\s*(\D.*)")
_LABEL_OF_A_KIND = re.compile(r"[^。、．，,!?！？:：/0-9０-９]{1,12}(?<![はをにがでもとのへや])")
_REASON = re.compile(r"(?:提案の?|ご?提案)?理由\s*(?:[:：]\s*(.*)|$)")
_ENDS = "。．.!?！？…"
_CLOSING = "」』）)】〕\"”' "


@value
class ItemMark:
    """The heading of an item: the numbers that the page gives it, and its title (which may stand on the next line)."""

    section: int
    item: int
    title: str


@value
class Bullet:
    """A line that begins a point: glyph (a number for a counted one, 0 else), and the text behind it."""

    glyph: str
    number: int
    text: str


@value
class DayMark:
    """The heading of a proposal: what it calls the kind, the kind meant, the day (empty where there is none)."""

    label: str
    kind: ProposalKind | None
    day: str


def item_mark(text: str) -> ItemMark | None:
    """The heading of an item in a line: ``4-1. …``, ``４ー１　…``, ``4-1「…」``; a sentence about 4-1 is none."""
    match = _ITEM.fullmatch(text)
    if match is None or (not match["strong"] and is_sentence(match["title"])):
        return None
    return ItemMark(int(plain(match[1])), int(plain(match[2])), match["title"].strip())


def section_mark(text: str) -> tuple[int, str] | None:
    """Number and title of a section in a line: ``4. …``."""
    return _numbered(_SECTION.fullmatch(text))


def loose_section_mark(text: str) -> tuple[int, str] | None:
    """Number and title where only a blank parts them; for a line that can be nothing else."""
    return section_mark(text) or _numbered(_NUMBERED_BY_A_SPACE.fullmatch(text))


def _numbered(match: re.Match[str] | None) -> tuple[int, str] | None:
    number = int(plain(match[1])) if match is not None else 0
    return (number, match[2].strip()) if match is not None and number else None


def is_vision(text: str) -> bool:
    """Whether a line is the heading of the vision."""
    return _bare(text) == VISION


def is_topics(text: str) -> bool:
    """Whether a line is the heading of the topics."""
    return _TOPICS.fullmatch(_bare(text)) is not None


def is_proposals(text: str) -> bool:
    """Whether a line is the heading of the proposals."""
    return _PROPOSALS.fullmatch(_bare(text)) is not None


def announced(text: str) -> int | None:
    """How many proposals their heading announces."""
    match = _PROPOSALS.fullmatch(_bare(text))
    return int(plain(match[1]).replace(",", "")) if match is not None and match[1] else None


def _bare(text: str) -> str:
    marked = _MARKS.fullmatch(text)
    return plain(marked[2] if marked is not None else text).rstrip(":").rstrip()


def marked(text: str) -> tuple[int, str] | None:
    """Depth and title of a line that says it is a heading: ``■ …``, ``■■ …``."""
    match = _MARKS.fullmatch(text)
    return (len(match[1]), match[2]) if match is not None else None


def is_label(text: str) -> bool:
    """Whether a line is a label that parts are known to have, or stands in brackets of a heading."""
    return plain(text).rstrip(":").rstrip() in _LABELS or _BRACKETED.fullmatch(text) is not None


def may_be_label(text: str) -> bool:
    """Whether a line could be the label of a part: short, and no sentence, link, note or lead-in."""
    return (
        len(text) <= LONGEST_LABEL
        and not any(sign in text for sign in "。、．，!?！？:：|")
        and text[0] not in "※(（注[<>!#"
        and not is_sentence(text)
    )


def is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, a closing bracket behind it or not."""
    return text.rstrip(_CLOSING)[-1:] in tuple(_ENDS)


def may_be_title(text: str) -> bool:
    """Whether a line among the topics is the title of one."""
    return len(text) <= _LONGEST_TITLE and not is_sentence(text) and "://" not in text and bullet(text) is None


def bullet(text: str) -> Bullet | None:
    """The beginning of a point with a glyph or a number."""
    match = _BULLET.fullmatch(text)
    if match is not None:
        return Bullet(match[1] or match[3], 0, (match[2] or match[4] or "").strip())
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    if match[5]:
        return Bullet("1", ord(match[5]) - ord("①") + 1, match[6])
    return Bullet("1", int(plain(match[1] or match[3])), match[2] or match[4])


def is_raw(text: str) -> bool:
    """Whether a line is one of a Markdown block: a table, a quotation, an image."""
    return text.startswith(("|", "> ", "!["))


def day_mark(text: str) -> DayMark | None:
    """The heading of a proposal: kind and day in either order; the kind may be one that nobody knows."""
    match, first = _DATED.fullmatch(text), _DATE_FIRST.fullmatch(text)
    if match is not None and match[1]:
        label, parts = match[1], match.groups()[1:4]
    elif first is not None:
        label, parts = first[4], first.groups()[:3]
    else:
        return None
    label = label.strip()
    if plain(label) in _KIND_OF or _LABEL_OF_A_KIND.fullmatch(label):
        return DayMark(label, _KIND_OF.get(plain(label)), _iso(*parts))
    return None


def kind_alone(text: str) -> ProposalKind | None:
    """The kind that a line names, and nothing else."""
    return _KIND_OF.get(plain(text))


def day_alone(text: str) -> str | None:
    """The day that a line names, and nothing else; empty where the calendar knows no such day."""
    match = _DATED.fullmatch(text)
    return _iso(*match.groups()[1:4]) if match is not None and not match[1] else None


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(plain(year)), int(plain(month)), int(plain(day))).isoformat()
    except ValueError:
        return ""


def reason_mark(text: str) -> str | None:
    """What follows the word reason at the beginning of a line; empty where it stands alone."""
    match = _REASON.fullmatch(text)
    return (match[1] or "") if match is not None else None
