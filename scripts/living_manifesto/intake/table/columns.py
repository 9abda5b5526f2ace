"""Which column of a table is what of a proposal; columns of personal data are nothing of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

from living_manifesto.core.patterns import later
from living_manifesto.core.values import value

FIELDS = ("key", "section", "title", "body", "reason", "name", "date")
"""What a column can be: the key of the row, the place, and the words of the proposer."""

CHANGE_FIELDS = ("replace", "with", "add", "heading", "to", "after", "remove")
"""What a column can say of the change that is wished for."""

NEEDED = ("key", "body", "reason")
"""Without these no row can be received."""

_LIKELY: Mapping[str, tuple[str, ...]] = {
    "key": ("回答id", "回答番号", "受付番号", "id", "no", "番号", "responseid", "submissionid", "entryid"),
    "section": ("セクション", "分野", "政策分野", "場所", "section", "topic", "area"),
    "title": ("題名", "タイトル", "件名", "title", "subject"),
    "body": ("提案の内容", "ご提案", "ご提案の内容", "提案内容", "提案", "内容", "本文", "proposal", "body", "text"),
    "reason": ("理由", "提案の理由", "ご提案の理由", "提案理由", "reason", "why"),
    "name": ("お名前", "名前", "ニックネーム", "ペンネーム", "表示名", "name", "nickname", "displayname"),
    "date": ("タイムスタンプ", "日時", "日付", "回答日時", "送信日時", "受付日時", "timestamp", "date", "submittedat"),
}


class Misfit(StrEnum):
    """Why a map of columns cannot be used."""

    UNKNOWN_FIELD = "unknown_field"
    PERSONAL = "personal"
    NO_SUCH_COLUMN = "no_such_column"
    DOUBLE_COLUMN = "double_column"
    MISSING_FIELD = "missing_field"


@value
class Misfitting:
    """One entry of a map that cannot be: the field, the column, and what may have been meant (or why it may not)."""

    why: Misfit
    field: str
    column: str = ""
    near: tuple[str, ...] = ()


@value
class Columns:
    """The headings of a table, and among them the place of each field."""

    header: tuple[str, ...]
    places: Mapping[str, int]

    def name(self, field: str) -> str:
        """How people call a field: by the heading of its column, if it has one."""
        return self.header[self.places[field]] if field in self.places else field

    def cell(self, cells: Sequence[str], field: str) -> str:
        """The cell of a field, empty where it has no column."""
        place = self.places.get(field)
        return cells[place] if place is not None and place < len(cells) else ""


def columns(given: Mapping[str, str], header: Sequence[str]) -> Columns | tuple[Misfitting, ...]:
    """The columns of a table by a map of fields to headings, or everything that is wrong with the map."""
    misfits = [misfit for field, column in given.items() if (misfit := _misfit(field, column, header)) is not None]
    misfits += [Misfitting(Misfit.MISSING_FIELD, field) for field in NEEDED if field not in given]
    if misfits:
        return tuple(misfits)
    spelt = [alike(name) for name in header]
    return Columns(tuple(header), {field: spelt.index(alike(column)) for field, column in given.items()})


def guessed(header: Sequence[str]) -> dict[str, str]:
    """The map that the headings suggest, for a person to look at."""
    spelt = {alike(name): name for name in reversed(header) if not personal(name)}
    found = {field: next((spelt[word] for word in words if word in spelt), "") for field, words in _LIKELY.items()}
    return {field: name for field, name in found.items() if name}


def alike(heading: str) -> str:
    """A heading without what nobody sees: width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split())


def _misfit(field: str, column: str, header: Sequence[str]) -> Misfitting | None:
    if field not in FIELDS + CHANGE_FIELDS:
        return Misfitting(Misfit.UNKNOWN_FIELD, field, column, tuple(get_close_matches(field, FIELDS + CHANGE_FIELDS)))
    if word := personal(column):
        return Misfitting(Misfit.PERSONAL, field, column, (word,))
    found = [name for name in header if alike(name) == alike(column)]
    if len(found) > 1:
        return Misfitting(Misfit.DOUBLE_COLUMN, field, column)
    if not found:
        return Misfitting(Misfit.NO_SUCH_COLUMN, field, column, tuple(get_close_matches(column, header)))
    word = personal(found[0])
    return Misfitting(Misfit.PERSONAL, field, found[0], (word,)) if word else None


# A question often warns in brackets what not to write (「ご提案(住所や電話番号は書かないでください)」).
_BRACKETED = later(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉|「[^「」]*」|<[^<>]*>")
_HUMP = later(r"(?<=[a-z0-9])(?=[A-Z])")
_PERSONAL = later(
    r"メール|電話|携帯|ファ(?:ッ)?クス|住所|居住地|所在地|番地|郵便|連絡先|アドレス|生年月日|誕生日|生まれた日"
    r"|マイナンバー|個人番号|口座|カード番号|免許証|保険証|パスポート|旅券"
    r"|e-?mail|phone|address|birth|postal|postcode|passport|social security"
    r"|(?<![a-z])(?:mail|tel|telephone|mobile|cell|fax|zip|addr|ip|ip ?v?[46]|dob|ssn|line ?id|user ?agent)(?![a-z])",
    re.IGNORECASE,
)


def personal(heading: str) -> str:
    """The word for which a column counts as personal data; empty for any other column."""
    plain = _HUMP().sub(" ", unicodedata.normalize("NFKC", heading)).replace("_", " ")
    outside = _BRACKETED().sub(" ", plain)
    found = _PERSONAL().search(outside if outside.strip() else plain)
    return found[0] if found is not None else ""
