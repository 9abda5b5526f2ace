"""Japanese and English: which language the reader wants, and the sentences in it.

Sentences stand in the code in English, as the first arguments of a call to something named ``speech``
or ``say`` (``KEYWORDS``); the catalogue gives the Japanese. A sentence that is kept before it is said is marked
with ``mark``. Babel does not hear a call inside an f-string, nor ``count`` around another call.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = [
    "KEYWORDS",
    "LANGUAGES",
    "CatalogueMissing",
    "Language",
    "Speech",
    "choose",
    "mark",
    "mark_count",
    "speech_for",
]

Language = Literal["ja", "en"]

LANGUAGES: tuple[Language, ...] = ("ja", "en")
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("speech", "say", "_speech", "_say", "mark")),
    "count": (1, 2),
    "mark_count": (1, 2),
}
"""What Babel looks for: names of calls and which of their arguments are sentences (None: the first)."""

_DOMAIN = "manifesto"
_FOLDER = Path(__file__).parent


class CatalogueMissing(Exception):
    """The compiled catalogue of a language is not installed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the Japanese sentences are not installed ({path} is missing): run 'pip install .' once more, "
            "or use --lang en / 日本語の文が入っていません。もう一度 pip install . を実行してください"
        )


def mark_count(one: str, many: str) -> tuple[str, str]:
    """Two sentences that another library chooses between by a number, marked for the catalogue."""
    return one, many


def mark(message: str) -> str:
    """The sentence itself, marked for the catalogue and said later."""
    return message


class Speech:
    """Says sentences in one language. ``{name}`` in a sentence is filled from the arguments."""

    def __init__(self, language: Language, catalogue: NullTranslations | None = None) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, **args: object) -> str:
        """The sentence ``message`` (English, as in the code) in this language."""
        said = message if self._catalogue is None else self._catalogue.gettext(message)
        return said.format(**args)

    def count(self, one: str, many: str, number: int, **args: object) -> str:
        """The sentence for that ``number`` of things; ``{number}`` may stand in it."""
        if self._catalogue is None:
            return (one if number == 1 else many).format(number=number, **args)
        return self._catalogue.ngettext(one, many, number).format(number=number, **args)


@cache
def speech_for(language: Language, folder: Path = _FOLDER) -> Speech:
    """The speech of a language; ``CatalogueMissing`` when its catalogue was not compiled into ``folder``."""
    if language == "en":
        return Speech("en")
    from gettext import GNUTranslations

    path = folder / language / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            return Speech(language, GNUTranslations(file))
    except FileNotFoundError as error:
        raise CatalogueMissing(path) from error


def choose(flag: str | None, environ: Mapping[str, str], *, otherwise: str = "") -> Language:
    """The reader's language: the flag, else the first of LC_ALL, LC_MESSAGES and LANG that is set, else ``otherwise``.

    Windows, and programs that macOS starts without a terminal (git clients, editors), set none of the
    three: there ``otherwise`` decides, the system's own name for its language (``ja-JP``, ``Japanese_Japan.932``).
    Whatever is neither Japanese nor English, ``C`` and ``POSIX`` included, is answered in English.
    """
    names = (flag or "", *(environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")), otherwise)
    return _language(next((name for name in names if name), ""))


def _language(name: str) -> Language:
    word = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return "ja" if word in {"ja", "japanese"} else "en"
