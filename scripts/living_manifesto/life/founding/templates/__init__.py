"""Texts of a new repository, one file a text and language; what both languages share lies in ``both``.

``{{name}}`` stands for a word of the answers, written so that the format of the file takes it as mere text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from living_manifesto.locale import Language
from living_manifesto.report.markdown import within

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{\{([a-z_]+)\}\}")


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _bare(word: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9-]+", word):
        return word
    raise ValueError(word)


def _markdown(word: str) -> str:
    if re.fullmatch(r"[a-z0-9-]+", word):
        return word
    return f"<{word}>" if re.fullmatch(r'https?://[^\s<>"]+', word) else within(word)


_WRITTEN: Mapping[str, Callable[[str], str]] = {".md": _markdown, ".toml": _quoted}
"""How a word is written, by the format of the file; elsewhere only words of the tool may stand."""


def plain(language: Language, name: str) -> str:
    """A text as it is."""
    for folder in (language, "both"):
        if (_FOLDER / folder / name).is_file():
            return (_FOLDER / folder / name).read_text(encoding="utf-8")
    raise FileNotFoundError(name)


def slots(text: str) -> list[str]:
    """The words that a text names."""
    return _SLOT.findall(text)


def filled(language: Language, name: str, words: Mapping[str, str]) -> str:
    """A text with the words in their places; a line that names a word with nothing in it is left out."""
    written = _WRITTEN.get(PurePosixPath(name).suffix, _bare)
    lines = []
    for line in plain(language, name).splitlines():
        named = [words[slot] for slot in slots(line)]
        if all(named):
            lines.append(_SLOT.sub(lambda found: written(words[found[1]]), line))
    return "\n".join(lines).rstrip("\n") + "\n"
