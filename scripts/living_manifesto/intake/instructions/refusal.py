"""Why a text is left to a person: the cause, and the words on which it founders."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.values import value


class Cause(StrEnum):
    """What is in the way of drafting."""

    NOTHING = "nothing"  # no instruction at all
    NOT_UNDERSTOOD = "not_understood"  # words that the grammar does not know
    UNQUOTED = "unquoted"  # something shall be written, but not these very words
    VAGUE = "vague"  # など, といった: more is meant than is said
    ALTERNATIVES = "alternatives"  # または
    CONDITION = "condition"  # 場合, できれば
    OPEN_QUOTE = "open_quote"  # a bracket that is never closed
    NO_PLACE = "no_place"  # nobody knows where
    UNKNOWN_PLACE = "unknown_place"  # number or heading that the section does not have
    DISAGREE = "disagree"  # number and heading are not of the same item
    OTHER_SECTION = "other_section"  # a place outside the section
    SEVERAL = "several"  # what is named stands more than once
    NOT_FOUND = "not_found"  # the words to be changed stand nowhere
    TERM = "term"  # a term is quoted, not the sentence that shall stand there
    AMBIGUOUS = "ambiguous"  # it can be read in two ways
    MISFIT = "misfit"  # words that no file can hold: an empty quotation, a heading of several lines
    ALREADY_THERE = "already_there"  # the text says so already
    CONTRADICTION = "contradiction"  # two instructions that cannot both be followed
    TOO_MUCH = "too_much"  # more instructions than anybody writes


@value
class Refused:
    """Nothing is drafted: the cause, the words that it is about, and where in the text they begin."""

    cause: Cause
    words: str = ""
    at: int = 0
