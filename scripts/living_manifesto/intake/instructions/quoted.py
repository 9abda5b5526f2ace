"""What stands in quotation marks, as it shall stand in the text: no word of it is touched."""

from __future__ import annotations

from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.tokens import Token

_BULLETS = "・-*•●○◦■□◆◇▪"
_LONGEST_TEXT = 20_000
_LONGEST_HEADING = 200
_FIRST_KANA, _LAST_KANA = "ぁ", "ゖ"


def text_of(token: Token) -> str | Refused:
    """The sentence of a quotation without white space at its ends, and without the bullet of a single line."""
    lines = [line.strip() for line in token.text.strip().split("\n")]
    if len(lines) == 1:
        words = lines[0]
        is_marked = words[:1] in tuple(_BULLETS) and (words[:1] == "・" or words[1:2] in (" ", "\u3000"))
        text = words[1:].strip() if is_marked else words
    elif any(line[:1] in tuple(_BULLETS) for line in lines if line):
        return Refused(Cause.MISFIT, token.text, token.start)
    else:
        text = token.text.strip()
    return text if 0 < len(text) <= _LONGEST_TEXT else Refused(Cause.MISFIT, token.text, token.start)


def heading_of(token: Token) -> str | Refused:
    """The heading of a quotation: one line."""
    text = token.text.strip()
    is_one = 0 < len(text) <= _LONGEST_HEADING and "\n" not in text and "\r" not in text
    return text if is_one else Refused(Cause.MISFIT, token.text, token.start)


def reads_as_sentence(text: str) -> bool:
    """Whether a quotation can stand alone as a point; what ends in a noun may be only a term of what is meant."""
    last = text.rstrip("！!？?)）」』")[-1:]
    return last == "。" or _FIRST_KANA <= last <= _LAST_KANA


def is_odd_heading(heading: str) -> bool:
    """Whether it reads like a sentence, or brings a number of another kind: ``3)`` may be a point in a list."""
    after = len(heading) - len(heading.lstrip("0123456789０１２３４５６７８９"))
    return heading.endswith("。") or (after > 0 and heading[after : after + 1] in tuple(")）"))
