"""The settings for tables: read as they are written, or refused by name."""

from __future__ import annotations

import tomllib

import pytest

from living_manifesto.intake.table.moments import Order
from living_manifesto.intake.table.settings import EXAMPLES, TableSettings, page_of, table_settings


def test_the_examples_are_settings() -> None:
    assert table_settings(tomllib.loads("\n".join(EXAMPLES.values()))) == TableSettings(
        {"key": "回答ID", "body": "提案の内容", "reason": "理由"},
        {"その他": "none"},
        Order.MONTH_FIRST,
        "2026-spring",
        "https://example.org/p",
    )
    assert table_settings({}) == TableSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("map", ["key"]), ("map", {"key": 1}), ("sections", "none"), ("dates", "ymd"), ("dates", True)),
        *(("form", "a/b"), ("form", "a b"), ("pages-at", "example.org"), ("pages-at", "javascript:alert(1)")),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: object) -> None:
    assert table_settings({name: value}) == name


def test_a_page_stands_behind_the_address_or_where_it_says() -> None:
    assert page_of("20260301-aaaaaa", "https://example.org/p/") == "https://example.org/p/20260301-aaaaaa"
    assert page_of("20260301-aaaaaa", "https://example.org/{id}.html") == "https://example.org/20260301-aaaaaa.html"
    assert page_of("20260301-aaaaaa", "") == ""
