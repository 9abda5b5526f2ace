"""Letters as a page may show them: nothing that nobody sees, nothing that turns the order of what stands around it."""

from __future__ import annotations

from living_manifesto.core.patterns import later

# A character class stands first: only so does the engine skip the rest of a text at full speed.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
# The flags of Scotland, Wales and England are a black flag and letters that nobody sees.
_ANY_UNSEEN = later(f"[{_UNSEEN}]")
_DROPPED = later(f"(\U0001f3f4[\U000e0020-\U000e007e]{{2,6}}\U000e007f)|[{_UNSEEN}]")
_LINE_END = later("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = later(f"({_ACCENT}{{6}}){_ACCENT}+")
_RIGHT_TO_LEFT = later("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def shown(text: str) -> str:
    """The text with LF line ends, without controls, bidirectional marks and other signs that nobody sees.

    What is left may stand in XML. Joiners, which shape words of some scripts, and the flags made of tags stay;
    a letter keeps six accents, so that a tower of them does not cover the lines above.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = _LINE_END().sub("\n", text)
    if _ANY_UNSEEN().search(kept):
        kept = _DROPPED().sub(r"\1", kept)
    return _TOWER().sub(r"\1", kept)


def turns(text: str) -> bool:
    """Whether the text holds letters that are written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT().search(text) is not None
