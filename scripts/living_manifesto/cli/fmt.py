"""``manifesto fmt``: files in their canonical form; what they say stays as it is."""

from __future__ import annotations

from pathlib import Path

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import find_workplace, relative, write
from living_manifesto.cli.questions import expanded
from living_manifesto.locale import Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "fmt",
        help=say("Put files (all when none is named) into canonical form: block style, order of keys, line ends."),
        epilog=say("Example: manifesto fmt manifesto/other-issues/diplomacy-defense.yaml"),
    )
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--check", "only_look", is_flag=True, help=say("Change nothing; say which files would change."))
    def fmt(*, paths: tuple[Path, ...], only_look: bool) -> int:
        from living_manifesto.documents.canonical import format_text
        from living_manifesto.documents.filekind import file_kind
        from living_manifesto.gitrepo.worktree import WorkTree
        from living_manifesto.report.messages import shell_word
        from living_manifesto.rules.tree import Tree, is_only_packed

        place = find_workplace(say)
        source = WorkTree(place.root)
        tree = Tree(source, place.schemas)
        chosen = [relative(path, place, say) for path in paths]
        files = expanded(chosen, [*source.paths()]) if chosen else source.paths()
        changed: list[str] = []
        unreadable: list[str] = []
        for path in files:
            entry = tree.once(path) if file_kind(path) is not None else None
            if entry is None:
                continue
            text = format_text(entry.document) if entry.value is not None or is_only_packed(entry) else ""
            if not text:
                unreadable.append(path)
                continue
            if text != entry.document.text:
                changed.append(path)
                if not only_look:
                    write(place, path, text)
        for path in map(shell_word, changed):
            click.echo(say("Would change {path}", path=path) if only_look else say("Changed {path}", path=path))
        for path in map(shell_word, unreadable):
            click.echo(say("Left alone, it has faults: {path}. See them: manifesto check {path}", path=path), err=True)
        if not changed and not unreadable:
            click.echo(say("Everything is in canonical form."))
        return FAULTS if unreadable or (only_look and changed) else CLEAN

    return fmt
