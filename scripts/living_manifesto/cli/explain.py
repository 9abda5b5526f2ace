"""``manifesto explain CODE``: the page of a rule."""

from __future__ import annotations

import click

from living_manifesto.core.codes import CODES
from living_manifesto.locale import Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "explain",
        help=say("Explain a code: what it looks at, why, an example and the mended example. Without CODE: the list."),
        epilog=say("Example: manifesto explain LM301"),
    )
    @click.argument("code", required=False)
    def explain(*, code: str | None) -> None:
        from living_manifesto.rules.pages import page

        if code is None:
            for known in CODES:
                click.echo(f"{known}  {page(known, say.language).title}")
            return
        wanted = code.strip().upper()
        if wanted not in CODES:
            from living_manifesto.rules.candidates import names

            near = " ".join(names(wanted, CODES))
            raise click.UsageError(
                say("There is no code {code}. Near: {near}. All codes: manifesto explain", code=code, near=near or "-")
            )
        found = page(wanted, say.language)
        click.echo(f"{wanted}  {found.title}\n\n{found.body.strip()}")

    return explain
