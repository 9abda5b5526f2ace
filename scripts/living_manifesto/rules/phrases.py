"""Phrases that stand in lists of reasons and say nothing about the proposal they are given to."""

from __future__ import annotations

import unicodedata

from living_manifesto.core.patterns import later

# Written without spaces and signs, in lower case: so a reason is spelt before it is compared.
_POLICY = (
    r"(?:当?党|我々|弊党|本?党|私たち|チーム|現在|現行|今回|本|基本)?の?(?:政策|基本)?(?:方針|考え方?|理念|方向性)(?:と|に|から)は?"
    r"(?:異なる|異なり|合わない|合致しない|一致しない|沿わない|そぐわない|反する|外れる|外れて)"
)
_DELIBERATION = (
    r"(?:慎重に|十分に|総合的に|社内で|党内で|内部で|鋭意|よく){0,4}(?:検討|協議|審議|議論|精査|審査|判断|考慮|勘案)(?:を重ね)?"
    r"(?:した|いたしました|しました|の)?(?:結果|うえ|上)?"
)
_ALREADY = (
    r"(?:既に|すでに|もう|現在|本文に|マニフェストに|他の項目に|別の項目に|別途){0,4}"
    r"(?:記載|掲載|記述|対応|反映|実施|検討|言及|含ま)(?:されて|れて|して|済み?|ずみ)?(?:いる|い|おり|があり|がある|あり|ある)?"
)
_SIMILAR = (
    r"(?:同じ|同様の|類似の?|似た|同趣旨の|重複する){1,2}(?:提案|ご?意見|要望)が?(?:あり|ある|既出|重複|多数)|重複|既出"
)
_SCOPE = (
    r"(?:提案|募集|検討|議論)?の?(?:対象|範囲|趣旨|スコープ)の?外|時期尚早|実現(?:が|は|性が)?(?:困難|難しい|低い|不可能)"
    r"|予算(?:の|上の|が)?(?:都合|制約|ない)|優先(?:度|順位)[がは]?低い"
)
_OFFICE = (
    r"諸般の事情|諸事情|一身上の都合|総合的判断|事務局判断|担当者?判断|方針(?:違い|相違)|見解の相違|理由は?(?:特になし|なし|非公開)?"
    r"|今後の(?:検討課題|参考|課題)|参考(?:意見|に)|貴重なご?意見|趣旨は?理解|(?:ご|本|この|当該)?提案"
)
_REFUSAL = r"採用しない|採用しません|採用できません|不採用|採用を?見送り?|却下|否決|見送り?|保留|継続検討|棄却"
_NOTHING = r"未定|後日|上記の?(?:通り|とおり)|同上|特に?なし|該当なし|その他|なし|無し|不明|未記入"
_ENGLISH = (
    r"notapplicable|n/?a|none|null|tbd|others?|rejected|declined|duplicated?|outofscope|won'?tfix|notplanned|invalid"
    r"|noreason|asdiscussed|afterconsideration|againstpolicy|notinlinewithour(?:policy|policies)"
    r"|alreadycovered|alreadywritten|deferred|later|no"
)
_STOCK = later("|".join((_POLICY, _DELIBERATION, _ALREADY, _SIMILAR, _SCOPE, _OFFICE, _REFUSAL, _NOTHING, _ENGLISH)))
_FILLER = later(
    "ありがとうございま(?:す|した)|させていただきま(?:す|した)|いただきま(?:す|した)|いたしま(?:す|した)|なりま(?:す|した)"
    "|しました|しません|します|ません|ました|ます|です|した|する|ため|為|ので|から|によりまして|により|よって|こと|もの|なり|なる"
    "|結果|今回|この度|本提案|この提案|申し訳ございません|ご了承ください|また|および|及び|とおり|通り|な(?=の)|なため|[がはをにでとのもたてだしるいりれご、]"
)
_SIGNS = later(r"[^\w/']|_|ー$")


def is_list_phrase(reason: str) -> bool:
    """Whether a reason is made of list phrases alone, however it is spelt and punctuated."""
    plain = _SIGNS().sub("", unicodedata.normalize("NFKC", reason).casefold())
    # A mark keeps the pieces apart, so that what is left of two of them does not join to a word.
    return all(not _FILLER().sub("", piece) for piece in _STOCK().sub("\n", plain).split("\n"))
