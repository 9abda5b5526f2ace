"""``manifesto status``: where every proposal stands, or one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.findings import Finding
    from living_manifesto.life.overview import Overview, Row


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "status",
        help=say("Where proposals stand: the open ones, or those named, with what each would change."),
        epilog=say("Example: manifesto status 20260128-k3f9tw"),
    )
    @click.argument("ids", nargs=-1)
    @click.option("--all", "everything", is_flag=True, help=say("The decided ones too."))
    @click.option("--section", metavar="SECTION", help=say("Only those of a section."))
    @click.option("--state", metavar="STATE", help=say("Only those in a state, such as approved or needs_wording."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def status(
        *, ids: tuple[str, ...], everything: bool, section: str | None, state: str | None, as_json: bool
    ) -> None:
        from living_manifesto.life.overview import Overview

        with at_desk(find_workplace(say), say) as desk:
            overview = Overview(desk, ids or None)
            if ids:
                told = [overview.one(name) for name in ids]
                if as_json:
                    click.echo(_as_text([row for row, _ in told]))
                    return
                for row, finding in told:
                    _tell_one(desk, overview, row, finding, say)
                return
            rows = overview.rows(decided=everything or state is not None)
            rows = [row for row in rows if section in (None, row.proposal.section) and state in (None, str(row.state))]
            if as_json:
                click.echo(_as_text(rows))
            else:
                _tell_all(rows, say)

    return status


def _as_text(rows: list[Row]) -> str:
    import json

    plain = [
        {
            "id": row.proposal.id,
            "section": row.proposal.section,
            "kind": row.proposal.kind,
            "submitted_on": row.proposal.submitted_on,
            "state": str(row.state),
            "number": row.pull.number if row.pull is not None else None,
            "title": _title(row),
            "approved_by": row.approvals.approved,
            "changes_requested_by": row.approvals.refused,
            "void_approvals": row.approvals.void,
            "reverted_by": row.reverted_by or None,
        }
        for row in rows
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _title(row: Row) -> str:
    if row.pull is not None:
        return row.pull.title
    words = row.proposal.title or row.proposal.body
    return words.split("\n")[0] if isinstance(words, str) and row.proposal.hidden is None else ""


def _tell_all(rows: list[Row], say: Speech) -> None:
    from living_manifesto.cli.looks import colour, columns
    from living_manifesto.report.standing import Line, listing, summary

    click.echo(summary([str(row.state) for row in rows], say))
    lines = [
        Line(row.proposal.id, str(row.state), _title(row), row.pull.number if row.pull is not None else 0)
        for row in rows
    ]
    for line in listing(lines, say, columns=columns(), colour=colour()):
        click.echo(line)
    if any(row.pull is None for row in rows if row.state in ("received", "not_drafted")):
        click.echo(say("Some have no pull request yet: manifesto submit --all"))


def _tell_one(desk: Desk, overview: Overview, row: Row, finding: Finding | None, say: Speech) -> None:
    from living_manifesto.cli.looks import colour, columns
    from living_manifesto.core.outline import Outline
    from living_manifesto.report.redline import table
    from living_manifesto.report.rows import rows
    from living_manifesto.report.standing import STATES
    from living_manifesto.report.told import told_one

    number = f"#{row.pull.number} " if row.pull is not None else ""
    click.echo(f"{number}{row.proposal.id}  {_title(row)}")
    click.echo(say("State: {state}", state=say(STATES[str(row.state)])))
    if row.reverted_by:
        click.echo(say("Taken back by: {id}", id=row.reverted_by))
    before = desk.tree(overview.register.commit).outline()
    for line in told_one(row.proposal, finding.built if finding is not None else None, before, say):
        click.echo(line)
    if finding is not None and finding.built is not None and finding.built.files:
        after = Outline.of(finding.built.resolution.root)
        click.echo()
        click.echo(table(rows(before, after, say), say, columns=columns(), colour=colour()), nl=False)
    _tell_verdicts(row, say)
    if row.state == "approved":
        click.echo(say("Next: manifesto merge {id}", id=row.proposal.id))
    elif row.pull is not None and not row.pull.draft and finding is not None:
        click.echo(say("Next: manifesto review {id} --approve", id=row.proposal.id))


def _tell_verdicts(row: Row, say: Speech) -> None:
    if row.pull is None:
        return
    from living_manifesto.report.display import one_line

    for review in row.pull.reviews:
        mark = (
            ""
            if review.by not in row.approvals.void or review.verdict != "approved"
            else say(" (for an older wording)")
        )
        said = {
            "approved": say("{name} approves it", name=review.by),
            "changes_requested": say("{name} asks for changes", name=review.by),
            "commented": say("{name} writes", name=review.by),
        }[review.verdict]
        text = f": {one_line(review.text)}" if review.text else ""
        click.echo(f"  {said}{mark}{text}")
    for comment in row.pull.comments:
        click.echo(f"  {comment.by}: {one_line(comment.text)}")
