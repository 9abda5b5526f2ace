"""``manifesto export markdown``: the adopted text as Markdown files, as they were taken in or in a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import find_workplace, put
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.intake.markdown.export import Export
    from living_manifesto.wiring import Workplace


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "markdown",
        help=say(
            "Write the adopted text as Markdown: one section here, or files into a folder. "
            "A file that says the same already is left as it is."
        ),
        epilog=say("Example: manifesto export markdown --to ../policy"),
    )
    @click.argument("sections", metavar="[SECTION]...", nargs=-1)
    @click.option(
        "--to", "folder", metavar="DIR", type=click.Path(path_type=Path), help=say("Write files into a folder.")
    )
    @click.option("--force", is_flag=True, help=say("With --to: replace files that say something else."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def export_markdown(*, sections: tuple[str, ...], folder: Path | None, force: bool, as_json: bool) -> int:
        if folder is None and (len(sections) != 1 or force):
            raise click.UsageError(say("Name one section, or a folder for the files: --to DIR"))
        place = find_workplace(say)
        export, names = _export(place, sections, say)
        texts = {export.names[name]: export.text(name) for name in names}
        if folder is None:
            click.echo(_one(names[0], texts) if as_json else next(iter(texts.values())), nl=as_json)
            return CLEAN
        return _write(folder, texts, say, force=force, as_json=as_json)

    return export_markdown


def _export(place: Workplace, sections: tuple[str, ...], say: Speech) -> tuple[Export, list[str]]:
    from living_manifesto.cli.naming import find_key, main_tree
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.intake.markdown.export import Export
    from living_manifesto.life.markdown import whole_of

    with Line(place.root, place.main_ref) as line:
        tree = main_tree(place, line, say)
        whole = whole_of(tree)
    export = Export(whole.root, whole.layouts)
    names = list(dict.fromkeys(find_key(typed, tree.outline(), say).partition("/")[0] for typed in sections))
    return export, names or list(export.sections)


def _one(section: str, texts: Mapping[str, str]) -> str:
    import json

    ((file, text),) = texts.items()
    return json.dumps({"section": section, "file": file, "text": text}, ensure_ascii=False, indent=2)


def _write(folder: Path, texts: Mapping[str, str], say: Speech, *, force: bool, as_json: bool) -> int:
    """Write what is new or differs; without ``force`` nothing is written where a file says something else.

    Where only numbers, contents or links are out of date no words are lost, so that needs no ``force``.
    """
    states = {name: _state(folder / name, text) for name, text in texts.items()}
    other = [name for name, state in states.items() if state == "differs"]
    stops = bool(other) and not force
    written = [] if stops else [name for name, state in states.items() if state != "same"]
    if written:
        folder.mkdir(parents=True, exist_ok=True)
    for name in written:
        put(folder / name, texts[name])
    if as_json:
        click.echo(_as_text(states, written))
    else:
        _tell(states, other if stops else [], written, say)
    return FAULTS if stops else CLEAN


def _state(path: Path, text: str) -> str:
    from living_manifesto.intake.markdown.noise import WRITING, compare

    if not path.exists() and not path.is_symlink():
        return "new"
    if path.is_symlink() or not path.is_file():
        return "differs"
    try:
        held = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return "differs"
    compared = compare(held, text)
    if not compared.same:
        return "differs"
    return "same" if compared.noise.keys() <= WRITING else "computed"


def _tell(states: Mapping[str, str], stopped_by: list[str], written: list[str], say: Speech) -> None:
    if stopped_by:
        click.echo(say("These files say something else, so nothing was written:"), err=True)
        for name in stopped_by:
            click.echo(f"  {name}", err=True)
        click.echo(say("If they may be replaced, run the same command with --force."), err=True)
        return
    for name in written:
        click.echo(name)
    same = sum(state == "same" for state in states.values())
    click.echo(
        say("Written: {number}. Left as they are, because they say the same: {same}", number=len(written), same=same)
    )


def _as_text(states: Mapping[str, str], written: list[str]) -> str:
    import json

    files = [{"file": name, "state": state, "written": name in written} for name, state in states.items()]
    return json.dumps({"files": files}, ensure_ascii=False, indent=2)
