"""Every code has a page in both languages, and its sentences can be said of any fault of that code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from living_manifesto.core.codes import CODES
from living_manifesto.rules import pages
from living_manifesto.rules.pages import LANGUAGES, Page, page

HEADINGS = {"ja": ["何を見るか", "なぜ", "直す前", "直したあと"], "en": ["What", "Why", "Before", "After"]}
ALL = [(code, language) for code in CODES for language in LANGUAGES]
JAPANESE = "\u3040-\u30ff\u4e00-\u9fff々〆」)"
JARGON = {
    "ja": re.compile("コミット|マージ|ブランチ|プルリク|リベース|リポジトリ|ステージ|プッシュ|パース|スキーマ"),
    "en": re.compile(
        r"\b(commit\w*|merg\w+|branch\w*|pull request\w*|rebas\w+|repositor\w+|stag(?:ed|ing)|push\w*|HEAD|index"
        r"|pars\w+|schema\w*|scalar\w*|node|mapping)\b"
    ),
}
COMMANDS = {"check", "fmt", "explain", "propose", "diff", "audit", "blame", "history"}


def sentences(held: Page) -> Iterator[str]:
    """Every template that a reader may hear."""
    yield held.title
    yield from held.fault.values()
    yield from held.cure.values()
    if held.mends:
        yield held.mends


def placeholders(template: str) -> set[str]:
    """The words that a template is made with."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def lonely(code: str) -> set[str]:
    """The cures for the case that there is no candidate to name, by variant."""
    return {"none", *(f"{each}.none" for each in CODES[code].variants)} if "nearest" in CODES[code].args else set()


def examples(held: Page) -> list[str]:
    """The contents of the fenced examples: before, after."""
    return re.findall(r"```yaml\n(.*?)\n```", held.body, re.DOTALL)


def test_there_is_no_page_beside_those_of_the_table() -> None:
    folder = Path(pages.__file__).parent
    held = {(path.stem, path.parent.name) for path in folder.glob("*/*.md")}
    assert held == set(ALL)


@pytest.mark.parametrize("unknown", [("LM999", "ja"), ("LM301", "fr"), ("../LM301", "ja")])
def test_a_page_that_does_not_exist_is_a_key_error(unknown: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        page(*unknown)


@pytest.mark.parametrize(("code", "language"), ALL)
def test_every_variant_of_the_table_has_a_sentence_of_its_own(code: str, language: str) -> None:
    held = page(code, language)
    assert set(held.fault) == {"", *CODES[code].variants}
    allowed = {"", *CODES[code].variants} | lonely(code)
    assert "" in held.cure
    assert set(held.cure) <= allowed
    assert all(sentences(held))


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_promises_a_command_only_of_a_fault_that_it_mends(code: str) -> None:
    japanese, english = page(code, "ja"), page(code, "en")
    assert bool(japanese.mends) == bool(english.mends)
    assert japanese.silent == english.silent <= set(CODES[code].variants)


@pytest.mark.parametrize(("code", "language"), ALL)
def test_the_case_without_a_candidate_has_a_cure_of_its_own(code: str, language: str) -> None:
    held = page(code, language)
    if "nearest" not in CODES[code].args:
        return
    for empty in ("", ()):
        cure = held.cure_for("", {"nearest": empty})
        assert cure == held.cure["none"]
        assert "nearest" not in placeholders(cure)
    assert held.cure_for("", {"nearest": ("transport",)}) == held.cure[""]


@pytest.mark.parametrize(("code", "language"), ALL)
def test_the_sentences_are_made_only_with_words_that_the_fault_brings(code: str, language: str) -> None:
    held = page(code, language)
    words = {"file", "line", *CODES[code].args}
    for template in (*sentences(held), held.command):
        assert placeholders(template) <= words, template
        said = template.format(**dict.fromkeys(words, "x"))
        assert not set("{}") & set(said), said
    assert not placeholders(held.title)


@pytest.mark.parametrize(("code", "language"), ALL)
def test_a_page_says_what_and_why_and_shows_before_and_after(code: str, language: str) -> None:
    held = page(code, language)
    assert re.findall(r"^## (.*)$", held.body, re.MULTILINE) == HEADINGS[language]
    before, after = examples(held)
    assert before != after
    assert held.body.count("```") == 4
    assert held.body.endswith("```\n")


@pytest.mark.parametrize(("code", "language"), ALL)
def test_the_mended_example_can_be_read(code: str, language: str) -> None:
    _, after = examples(page(code, language))
    assert yaml.safe_load(after) is not None


@pytest.mark.parametrize(("code", "language"), ALL)
def test_the_sentences_are_plain(code: str, language: str) -> None:
    held = page(code, language)
    for sentence in sentences(held):
        plain = re.sub(r"git (add|commit)", "", sentence)
        assert not JARGON[language].search(plain), sentence
        assert len(sentence) <= 260, sentence


@pytest.mark.parametrize(("code", "language"), ALL)
def test_the_command_exists_in_this_release(code: str, language: str) -> None:
    held = page(code, language)
    assert held.command == page(code, "ja").command
    if held.command:
        tool, name, *rest = held.command.split()
        assert tool == "manifesto"
        assert name in COMMANDS
        assert name != "explain" or rest == [code]
    for sentence in sentences(held):
        assert set(re.findall(r"manifesto ([a-z]+)\b", sentence)) <= COMMANDS, sentence


@pytest.mark.parametrize("code", CODES)
def test_japanese_sentences_are_written_with_japanese_signs(code: str) -> None:
    held = page(code, "ja")
    prose = re.sub(r"```yaml\n.*?\n```", "", held.body, flags=re.DOTALL)
    for text in (*sentences(held), prose):
        assert not re.search(f"[{JAPANESE}][,.!?;]", text), text
    for sentence in (*held.fault.values(), *held.cure.values()):
        assert sentence.endswith("。"), sentence
        assert not re.search(f"[{JAPANESE}] +[{JAPANESE}]", sentence), sentence


@pytest.mark.parametrize("code", CODES)
def test_english_sentences_are_english(code: str) -> None:
    for sentence in sentences(page(code, "en")):
        assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", sentence), sentence
    held = page(code, "en")
    for sentence in (*held.fault.values(), *held.cure.values()):
        assert sentence[-1] in '."', sentence
