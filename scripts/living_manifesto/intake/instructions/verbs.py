"""Verbs of amendment in every form in which people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from living_manifesto.core.values import value


class Act(StrEnum):
    """What a verb asks for."""

    ADD = "add"
    REWRITE = "rewrite"
    DELETE = "delete"
    MOVE = "move"
    MAKE = "make"  # 「A」は「B」とする: what it asks for is told by its phrases


class Form(StrEnum):
    """How a verb stands: it ends a sentence, links to the next clause, or is a bare noun that may do either."""

    FINAL = "final"
    LINK = "link"
    NOUN = "noun"


@value
class Verb:
    """A verb in one of its forms."""

    act: Act
    form: Form


@value
class _Endings:
    """The endings of one conjugation: plain, polite, past, after which て stands, and the stem of ます."""

    plain: tuple[str, ...]
    polite: tuple[str, ...]
    past: tuple[str, ...]
    te: str
    stem: str
    ought: str


def _godan(i: str, u: str, te: str, past: str) -> _Endings:
    return _Endings((u,), (f"{i}ます",), (past, f"{i}ました"), te, i, u)


_SURU = _Endings(
    ("する",), ("します", "いたします", "致します"), ("した", "しました", "いたしました"), "して", "し", "す"
)
_ICHIDAN = _Endings(("る",), ("ます",), ("た", "ました"), "て", "", "る")
_MU = _godan("み", "む", "んで", "んだ")
_SU = _godan("し", "す", "して", "した")
_RU = _godan("り", "る", "って", "った")
_KU = _godan("き", "く", "いて", "いた")

_VERBS: tuple[tuple[Act, _Endings, str], ...] = (
    (Act.ADD, _SURU, "追加 追記 付記 加筆 明記 記載 記述 新設 挿入"),
    (Act.ADD, _ICHIDAN, "加え 付け加え つけ加え 付けくわえ 書き加え 設け 入れ 掲げ"),
    (Act.ADD, _MU, "盛り込 盛りこ もりこ 書き込 組み込"),
    (Act.ADD, _SU, "足 付け足 書き足 つけ足"),
    (Act.ADD, _KU, "書"),
    (Act.REWRITE, _SURU, "変更 修正 改訂 訂正 改正 修文 置換"),
    (Act.REWRITE, _ICHIDAN, "改め 書き換え 書きかえ 書き替え 置き換え 置きかえ 差し替え 差し換え 変え 替え 言い換え"),
    (Act.REWRITE, _SU, "直 書き直"),
    (Act.DELETE, _SURU, "削除"),
    (Act.DELETE, _RU, "削 けず"),
    (Act.DELETE, _KU, "除 取り除 省"),
    (Act.DELETE, _SU, "消 外"),
    (Act.MOVE, _SURU, "移動"),
    (Act.MOVE, _SU, "移 動か"),
    (Act.MAKE, _SURU, ""),
)

_WISH = ("お願いします", "お願いいたします", "お願い致します", "お願いしたい", "お願いしたいです", "お願い申し上げます")
_ASK = (
    *("提案する", "提案します", "提案いたします", "提案したい", "提案したいです", "提案したいと思います"),
    *("求める", "求めます", "希望する", "希望します", "要望する", "要望します", "望む", "望みます", "期待します"),
    *_WISH,
)
_AFTER_PLAIN = (
    *("", "こと", "ものとする", "ものです", "提案です", "案です", "のがよい", "のが良い", "のがよいと思います"),
    *("のが良いと思います", "のがよいと考えます", "ことが望ましい", "ことが望ましいです", "ことが必要です"),
    *("必要がある", "必要があります", "必要があると考えます", "必要があると思います", "ようにしてください"),
    *(f"ことを{ask}" for ask in _ASK),
    *(f"よう{ask}" for ask in _ASK),
    *(f"ように{ask}" for ask in _ASK),
)
_OUGHT = (
    *("べき", "べきだ", "べきです", "べきである", "べきと考えます", "べきと思います", "べきだと考える"),
    *("べきだと考えます", "べきだと思う", "べきだと思います", "べきであると考えます"),
)
_AFTER_TE = (
    *("ください", "下さい", "くださいませ", "ほしい", "欲しい", "ほしいです", "欲しいです", "ほしいと思います"),
    *("いただきたい", "頂きたい", "いただきたいです", "頂きたいです", "いただきたいと思います", "もらいたい"),
    *("もらいたいです", "はどうか", "はどうでしょう", "はどうでしょうか", "はいかがでしょうか", "はいかがですか"),
    *("いただけますか", "いただけませんか", "もらえますか", "もらえませんか", "いただければ幸いです"),
    *("いただけると幸いです", "いただけると嬉しいです", "いただけるとうれしいです", "いただけると助かります"),
    *("いただけるとありがたいです", "いただけたらと思います", "いただくよう" + _WISH[0], "いただくよう" + _WISH[1]),
    *("くださるよう" + wish for wish in _WISH[:3]),
)
_AFTER_STEM = ("たい", "たいです", "たいと思います", "たいと考えます", "ましょう")
_AFTER_NOUN = (
    *("のこと", "が必要", "が必要です", "が必要である", "ください", "下さい", "願います", "願いたい"),
    *(f"を{ask}" for ask in _ASK),
)
_LINKS_AFTER_PLAIN = ("とともに", "と共に", "と同時に", "ほか")
_LINKS_AFTER_PAST = ("うえで", "上で")


@cache
def verbs() -> Mapping[str, Verb]:
    """Every form of every verb."""
    forms: dict[str, Verb] = {}
    for act, endings, stems in _VERBS:
        for stem in stems.split() or [""]:
            for form, ending in (*_final(endings), *_linking(endings)):
                forms.setdefault(stem + ending, Verb(act, form))
            if endings is _SURU and stem:
                forms[stem] = Verb(act, Form.NOUN)
                forms |= {stem + ending: Verb(act, Form.FINAL) for ending in _AFTER_NOUN}
    return {surface: verb for surface, verb in forms.items() if surface}


@cache
def stems() -> tuple[str, ...]:
    """The stems of the verbs that ask for a change; where none stands, nothing is asked for."""
    return tuple(stem for act in Act for stem in stems_of(act))


def stems_of(*acts: Act) -> tuple[str, ...]:
    """The stems of two letters and more that belong to some acts."""
    return tuple(stem for act, _, listed in _VERBS if act in acts for stem in listed.split() if len(stem) > 1)


def _final(endings: _Endings) -> Iterator[tuple[Form, str]]:
    yield from ((Form.FINAL, ending) for ending in (*endings.polite, *endings.past))
    yield from ((Form.FINAL, plain + more) for plain in endings.plain for more in _AFTER_PLAIN)
    yield from ((Form.FINAL, start + more) for start in {endings.ought, *endings.plain} for more in _OUGHT)
    yield from ((Form.FINAL, endings.te + more) for more in _AFTER_TE)
    yield from ((Form.FINAL, endings.stem + more) for more in _AFTER_STEM)


def _linking(endings: _Endings) -> Iterator[tuple[Form, str]]:
    yield Form.LINK, endings.stem
    yield Form.LINK, endings.te
    yield from ((Form.LINK, plain + more) for plain in endings.plain for more in _LINKS_AFTER_PLAIN)
    yield from ((Form.LINK, endings.past[0] + more) for more in _LINKS_AFTER_PAST)
