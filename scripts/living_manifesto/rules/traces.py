"""What a language model or a copied template leaves behind: typed line breaks, fences, placeholders, its chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.core.patterns import later
from living_manifesto.rules.finding import Finding, inside, not_prose

# Not before a small letter: \nu and C:\new are meant so.
_TYPED_BREAK = later(r"(?:\\[rnt])+(?![a-z])")
_FENCE = later(r"```+[^\s`]*|^[ \t]*~~~+[^\s~]*", re.MULTILINE)


def typed_breaks(text: str) -> Iterator[Finding]:
    """Line breaks and tabs typed as a backslash and a letter (LM603)."""
    for match in _TYPED_BREAK().finditer(text):
        variant = "" if "n" in match[0] or "r" in match[0] else "tab"
        yield Finding("LM603", *match.span(), {"typed": match[0]}, variant)


def fences(text: str) -> Iterator[Finding]:
    """Marks of a code block (LM604)."""
    for match in _FENCE().finditer(text):
        yield Finding("LM604", *match.span(), {"typed": match[0].strip()})


_FILL = "記入|入力|記載|挿入|追記|記述|貼り付け|差し込"
_MARKED = later(
    rf"ここに[^。、\n「」]{{0,20}}を(?:{_FILL})"
    rf"|[\[［【（(＜<｛{{]\s*(?:ここ(?:に|へ)|あなたの)[^\]］】）)＞>｝}}\n]{{0,40}}[\]］】）)＞>｝}}]"
    rf"|[\[［【＜<｛{{][^\]］】＞>｝}}\n]{{0,30}}(?:を|に)(?:{_FILL})(?:してください|する|み)?[\]］】＞>｝}}]"
    r"|\{\{[^{}\n]*\}\}|\{%[^\n]{0,80}?%\}|\$\{[^{}\n]*\}"
    r"|[\[<](?:insert|your|enter|add|placeholder|replace|todo|name|tbd)\b[^\]>\n=]{0,60}[\]>](?!\()"
    r"|<[a-z]+_[a-z0-9_]+>|<\|[^|<>\n]{1,40}\|>|<unk>|\[UNK\]|<0x[0-9A-F]{2}>"
    r"|lorem\s+ipsum",
    re.IGNORECASE,
)
_LETTERS = later(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])(?:X{3,}|Ｘ{3,})(?![A-Za-zＡ-Ｚａ-ｚ])"
    r"|(?<![A-Za-z0-9_])(?:TODO|FIXME|TBD)(?![A-Za-z0-9_]|\s?リスト|\s?管理)"
)
_CIRCLES = later(r"[〇○◯]{2,}|[●△▲×]{2,}(?=[をがはのにで%％年月日円人])")
_QUOTED = later(r"「[^「」\n]*[」｣]|｢[^｢｣\n]*[｣」]|『[^『』\n]*』|[（(]例[^）)\n]{0,200}[）)]|“[^“”\n]*”|\"[^\"\n]*\"")
_CUT = later(
    r"^[ \t*\-・.]*[（(](?:省略|中略|略|以下(?:省略|略|同様|同じ)|変更なし|既存の[^）)\n]{1,30})[)）][ \t.。]*$"
    r"|[（(](?:既存の(?:内容|文章|記述|項目|テキスト)[^）)\n]{0,30}|変更なし|以下省略)[)）]",
    re.MULTILINE,
)
_REVISED = "(?:修正|改善|変更|更新|加筆|推敲|リライト|書き直し)"
_CHAT = later(
    r"^[ \t]*(?:もちろんです|(?:はい、)?(?:承知|了解)(?:いた|致)?しました|かしこまりました)[！!。、]"
    rf"|以下[はがに、]{{1,2}}(?:[^。\n]{{0,12}}の)?{_REVISED}(?:した|後の?|済みの?)?(?:案|版|文章?|テキスト|内容|マニフェスト)"
    r"(?:です|となります|になります|を(?:提?示|記載)し(?:ます|ました))"
    r"|ご(?:要望|依頼|指示)(?:に(?:応じて|基づ|沿)|の(?:通り|とおり)|いただいた(?:通り|とおり))"
    r"[^。\n]{0,40}(?:修正|作成|更新|変更)(?:いた)?しました"
    r"|[ほ他]か?にも?(?:ご(?:質問|要望|希望)|修正点|調整)[^。\n]{0,20}お(?:知らせ|申し付け|気軽)"
    r"|AI言語モデル(?:として|です|なので)"
    r"|(?i:As an AI language model|^\s*(?:Sure|Certainly|Of course)[!,.] )"
    r"|(?i:here(?:'s| is) (?:the|a|your) (?:revised|updated|improved))",
    re.MULTILINE,
)


def placeholders(text: str) -> Iterator[Finding]:
    """Places that somebody meant to fill in, and what a model says around its answer (LM605)."""
    quoted = [match.span() for match in _QUOTED().finditer(text)]
    last = 0
    found: list[tuple[int, int]] = []
    for start, end in sorted(_places(text, quoted)):
        if start == last and found:
            found[-1] = (found[-1][0], end)
        elif start >= last:
            found.append((start, end))
        last = max(last, end)
    for start, end in found:
        yield Finding("LM605", start, end, {"typed": text[start:end].strip()})


def _places(text: str, quoted: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    addresses = not_prose(text)
    for pattern in (_MARKED, _CUT, _CHAT):
        yield from (match.span() for match in pattern().finditer(text))
    for pattern in (_LETTERS, _CIRCLES):
        for match in pattern().finditer(text):
            if not inside(match.start(), quoted) and not inside(match.start(), addresses):
                yield match.span()
