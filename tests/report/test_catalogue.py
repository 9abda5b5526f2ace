"""The catalogue holds every sentence of the code, each with the same slots, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from living_manifesto import locale

PACKAGE = Path(locale.__file__).parents[1]
Sentence = str | tuple[str, ...]


METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]


def extracted(methods: list[tuple[str, str]] = METHODS) -> set[Sentence]:
    found = extract_from_dir(PACKAGE, methods, keywords=dict(locale.KEYWORDS))
    return {tuple(message) if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def catalogue() -> Catalog:
    with (PACKAGE / "locale/ja/LC_MESSAGES/manifesto.po").open("rb") as file:
        return read_po(file, locale="ja", abort_invalid=True)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path, node, name


def test_every_sentence_of_the_code_has_its_japanese() -> None:
    held = {tuple(each.id) if isinstance(each.id, (list, tuple)) else each.id for each in catalogue() if each.id}
    assert extracted() - held == set()
    assert held - extracted() == set()


def test_no_sentence_is_empty_fuzzy_or_obsolete() -> None:
    assert not catalogue().obsolete
    for each in catalogue():
        if each.id:
            strings = each.string if isinstance(each.string, tuple) else (each.string,)
            assert all(strings), each.id
            assert not each.fuzzy, each.id


def test_every_translation_has_the_slots_of_its_sentence() -> None:
    for each in catalogue():
        if each.pluralizable:
            assert {frozenset(slots(string)) for string in each.string} == {frozenset(slots(each.id[1]))}, each.id
        elif each.id:
            assert slots(str(each.string)) == slots(each.id), each.id


def test_babel_finds_what_the_interpreter_would_say() -> None:
    """A call inside the arguments of ``count`` once hid its second form from Babel."""
    said: set[Sentence] = set()
    for _, call, name in calls():
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in ("count", "mark_count") and len(texts) > 1:
            said.add((texts[0], texts[1]))
        elif name in set(locale.KEYWORDS) - {"count", "mark_count"} and texts:
            said.add(texts[0])
    assert said == extracted(METHODS[:1])


def test_whatever_speaks_is_named_so_that_babel_hears_it() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, (ast.arg, ast.AnnAssign))
                and node.annotation
                and ast.unparse(node.annotation) == "Speech"
            ):
                name = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
                assert name.removeprefix("self.") in locale.KEYWORDS, f"{path}: {name}"
