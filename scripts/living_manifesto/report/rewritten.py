"""Whether a rewritten history is the old one but for erased words, for a person in a terminal."""

from __future__ import annotations

from living_manifesto.history.rewritten import Comparison, Unequal
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

_SHORT = 12


def render(found: Comparison, speech: Speech) -> str:
    """The result in one sentence, then what was erased and what is not equal."""
    lines = [_result(found, speech)]
    lines += [
        speech("  Erased: {file} ({fields})", file=one_line(each.file), fields=", ".join(each.fields))
        for each in found.erased
    ]
    lines += [_unequal(each, speech) for each in found.unequal]
    if found.newer:
        lines.append(
            speech.count(
                "One newer change stands behind them; manifesto audit judges it.",
                "{number} newer changes stand behind them; manifesto audit judges them.",
                found.newer,
            )
        )
    return "\n".join(lines) + "\n"


def _result(found: Comparison, speech: Speech) -> str:
    if found.unequal:
        return speech("The history is not the old one: it differs in more than erased words.")
    return speech.count(
        "One change compared: the history is the old one, but for erased words.",
        "{number} changes compared, one by one: the history is the old one, but for erased words.",
        found.pairs,
    )


def _unequal(each: Unequal, speech: Speech) -> str:
    if each.pair.new is None:
        return speech("  Missing: change {old}", old=each.pair.old.commit[:_SHORT])
    told = f" ({', '.join(each.fields)})" if each.fields else ""
    return speech(
        "  Not equal: {file}{fields}, change {old} and {new}",
        file=one_line(each.file),
        fields=told,
        old=each.pair.old.commit[:_SHORT],
        new=each.pair.new.commit[:_SHORT],
    )
