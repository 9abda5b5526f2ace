"""The old/new table (新旧対照表) as HTML that reads well with eyes, ears and printed in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from living_manifesto.core.tokens import Piece, Stroke, redline
from living_manifesto.locale import Speech
from living_manifesto.report.display import for_page
from living_manifesto.report.rows import Fate, Row, Stage, column_heads

STYLE = """\
.old-new { border-collapse: collapse; width: 100%; line-height: 1.7; }
.old-new caption { text-align: start; font-weight: bold; padding-block: .5em; }
.old-new th, .old-new td { border: 1px solid #767676; padding: .5em .75em; text-align: start; vertical-align: top; }
.old-new thead th { background: #eee; color: #1a1a1a; }
.old-new tbody th { font-weight: normal; width: 20%; }
.old-new del, .old-new ins { text-decoration: underline; text-underline-offset: .25em; }
.old-new del { background: #fde8e8; color: #1a1a1a; text-decoration-style: double; }
.old-new ins { background: #e3f4e3; color: #1a1a1a; }
.old-new .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; }
.old-new .spoken { clip-path: inset(50%); white-space: nowrap; }
"""
"""The looks of ``fragment``, for the page that holds it."""

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; margin: 1.5rem auto; max-width: 72rem; padding-inline: 1rem; }}
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{fragment}</main>
</body>
</html>
"""


def page(
    rows: Sequence[Row],
    speech: Speech,
    *,
    title: str,
    stage: Stage = Stage.OPEN,
    new_first: bool = False,
    text_language: str = "ja",
) -> str:
    """A whole page that needs nothing from elsewhere and runs nothing."""
    table = fragment(rows, speech, stage=stage, new_first=new_first, text_language=text_language)
    return _PAGE.format(language=speech.language, title=_escaped(title), style=STYLE, fragment=table)


def fragment(
    rows: Sequence[Row],
    speech: Speech,
    *,
    stage: Stage = Stage.OPEN,
    new_first: bool = False,
    text_language: str = "ja",
) -> str:
    """The table itself, or a sentence when nothing changes; ``text_language`` is the manifesto's."""
    if not rows:
        nothing = speech("Nothing changes.")
        return f"<p>{_escaped(nothing)}</p>\n"
    old, new = column_heads(stage, speech)
    heads = [speech("Place"), *((new, old) if new_first else (old, new))]
    head = "".join(f'<th scope="col">{_escaped(each)}</th>' for each in heads)
    body = "".join(_row(row, speech, new_first=new_first, language=text_language) for row in rows)
    caption = _escaped(speech("Old/new table"))
    return (
        f'<table class="old-new" lang="{speech.language}">\n<caption>{caption}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _row(row: Row, speech: Speech, *, new_first: bool, language: str) -> str:
    if row.fate is Fate.OMITTED:
        return f'<tr><td colspan="3">{_escaped(row.old)}</td></tr>\n'
    old, new = _cells(row, speech, f'<td lang="{escape(language)}">')
    sides = new + old if new_first else old + new
    return f'<tr><th scope="row">{_escaped(row.place)}</th>{sides}</tr>\n'


def _cells(row: Row, speech: Speech, quoted: str) -> tuple[str, str]:
    note = "<td>"
    match row.fate:
        case Fate.CHANGED:
            pieces = redline(for_page(row.old), for_page(row.new))
            old, new = (_side(pieces, stroke, speech) for stroke in (Stroke.OLD, Stroke.NEW))
            return f"{quoted}{old}</td>", f"{quoted}{new}</td>"
        case Fate.NEW | Fate.ARRIVED:
            return f"{note}{_escaped(row.old)}</td>", f"{quoted}{_escaped(row.new)}</td>"
        case _:
            return f"{quoted}{_escaped(row.old)}</td>", f"{note}{_escaped(row.new)}</td>"


def _side(pieces: Sequence[Piece], own: Stroke, speech: Speech) -> str:
    return "".join(_piece(piece, speech) for piece in pieces if piece.stroke in {Stroke.KEPT, own})


def _piece(piece: Piece, speech: Speech) -> str:
    text, end = _escaped(piece.text), _spoken(speech("end]"), speech)
    match piece.stroke:
        case Stroke.OLD:
            begin = _spoken(speech("[taken out:"), speech)
            return f"<del>{begin}{text}{end}</del>"
        case Stroke.NEW:
            begin = _spoken(speech("[put in:"), speech)
            return f"<ins>{begin}{text}{end}</ins>"
        case _:
            return text


def _spoken(words: str, speech: Speech) -> str:
    return f'<span class="spoken" lang="{speech.language}">{_escaped(words)}</span>'


def _escaped(text: str) -> str:
    return escape(for_page(text)).replace("\n", "<br>")
