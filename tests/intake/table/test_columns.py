"""Which column is what: personal data cannot be mapped, and every slip in a map is named."""

from __future__ import annotations

import pytest

from living_manifesto.intake.table.columns import Columns, Misfit, Misfitting, columns, guessed, personal

HEADER = ("回答ID", "セクション", "提案の内容", "理由", "お名前", "メールアドレス", "お 電話 番号")
MAP = {"key": "回答ID", "body": "提案の内容", "reason": "理由"}


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "メールアドレス",
            "Ｅメール",
            "E-mail",
            "Email Address",
            "email",
            "emailAddress",
            "ユーザー名(メール)のメール",
        ),
        *("電話番号", "ご連絡先", "携帯", "TEL", "Phone", "phone_number", "ＦＡＸ", "ファックス番号"),
        *("住所", "ご住所", "現住所(市区町村まで)", "郵便番号", "〒郵便", "zip", "Postal code", "Street address"),
        *("IP", "IPアドレス", "ip_address", "clientIP", "remote_addr", "IPv4", "User Agent", "userAgent"),
        *("生年月日", "誕生日", "Birthday", "Date of Birth", "dob", "マイナンバー", "口座番号", "パスポート番号"),
        *("(電話番号)", "【住所】"),
    ],
)
def test_columns_of_personal_data_are_known(heading: str) -> None:
    assert personal(heading)
    (misfit,) = columns({**MAP, "name": heading}, [*HEADER, heading])  # type: ignore[misc]
    assert misfit.why is Misfit.PERSONAL


@pytest.mark.parametrize(
    "heading",
    [
        *HEADER[:5],
        *("タイムスタンプ", "分野", "ご提案(住所や電話番号は書かないでください)", "理由【メールアドレスは不要】"),
        *("zipper", "shipping policy", "description", "tip", "hotel", "e-government", "年代", "Response ID"),
    ],
)
def test_other_columns_are_none_of_them(heading: str) -> None:
    assert not personal(heading)


def test_a_column_is_found_whatever_its_width_case_and_blanks() -> None:
    held = columns({"key": "回答 ｉｄ", "body": "提案の内容 ", "reason": "理由"}, HEADER)
    assert isinstance(held, Columns)
    assert held.name("key") == "回答ID"
    assert held.cell(("17", "", "夜のバス"), "body") == "夜のバス"
    assert held.cell(("17",), "body") == held.cell(("17",), "title") == ""


def test_one_column_may_be_two_fields() -> None:
    assert isinstance(columns({**MAP, "reason": "提案の内容"}, HEADER), Columns)


def test_every_slip_in_a_map_is_named() -> None:
    given = {"kye": "回答ID", "body": "提案の中身", "reason": "理由", "name": "お電話番号", "title": "お名前"}
    assert columns(given, [*HEADER, "お名前"]) == (
        Misfitting(Misfit.UNKNOWN_FIELD, "kye", "回答ID", ("key",)),
        Misfitting(Misfit.NO_SUCH_COLUMN, "body", "提案の中身", ("提案の内容",)),
        Misfitting(Misfit.PERSONAL, "name", "お電話番号", ("電話",)),
        Misfitting(Misfit.DOUBLE_COLUMN, "title", "お名前"),
        Misfitting(Misfit.MISSING_FIELD, "key"),
    )


def test_a_personal_column_is_refused_although_the_map_spells_it_otherwise() -> None:
    (misfit,) = columns({**MAP, "name": "ｅｍａｉｌ"}, [*HEADER, "EMAIL"])  # type: ignore[misc]
    assert misfit.why is Misfit.PERSONAL


def test_the_headings_suggest_a_map_without_personal_columns() -> None:
    assert guessed([*HEADER, "Name", "タイムスタンプ"]) == {
        "key": "回答ID",
        "section": "セクション",
        "body": "提案の内容",
        "reason": "理由",
        "name": "お名前",
        "date": "タイムスタンプ",
    }
