"""What ``manifesto init`` asks, refuses and tells."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.founded import Hooked, as_text, hooked, told
from living_manifesto.cli.places import moment
from living_manifesto.life.founding.wishes import Named, Wishes, another_id, id_for, trouble
from living_manifesto.locale import LANGUAGES, Language, Speech, mark, speech_for
from living_manifesto.report.display import one_line

if TYPE_CHECKING:
    from living_manifesto.life.founding.found import Wanted
    from living_manifesto.life.founding.watch import Watched

_QUESTIONS: Mapping[str, str] = {
    "title": mark("What is the manifesto called?"),
    "publisher": mark("Who publishes it (may stay empty)?"),
    "time_zone": mark("In which time zone are its days counted?"),
    "license": mark("Under which licence may its texts be used?"),
    "terms": mark("Address of your full terms (may stay empty)?"),
    "contact": mark("Where can people ask, an address or a name (may stay empty)?"),
    "area": mark("Title of the first area (a chapter of the manifesto)?"),
    "area_id": mark("Id of this area, for good (a-z, 0-9, hyphen)?"),
    "section": mark("Title of the first section (a page in it)?"),
    "section_id": mark("Id of this section, for good (a-z, 0-9, hyphen)?"),
    "branch": mark("Which branch is the manifesto?"),
}
_FIRST = ("title", "publisher", "time_zone", "license", "terms", "contact")
_USUAL_IDS = {"area": "policies", "section": "introduction"}
_TOOL = "living-manifesto"
_LICENSE = "CC BY 4.0"
_SHOWN = 5


class Asking:
    """How answers are had: from options, and for what none tells from a person or from what is usual."""

    def __init__(self, say: Speech, *, quiet: bool) -> None:
        """``quiet``: nothing is asked even where there is somebody."""
        self.say = say
        self.asks = not quiet and sys.stdin.isatty()

    def answer(self, name: str, given: Mapping[str, str], usual: str, *, beside: str = "") -> str:
        """The sound answer for a field; ``beside`` is an id that it must not be."""
        if name in given:
            text = given[name].strip()
            if wrong := self._trouble(name, text, beside):
                raise click.UsageError(f"--{name.replace('_', '-')}: {wrong}")
            return text
        usual = another_id(usual) if usual and usual == beside else usual
        return self._asked(name, usual, beside) if self.asks else usual

    def language(self, given: Mapping[str, str]) -> Language:
        """The language of the texts; usual is the reader's."""
        told = given.get("language")
        if told is None and self.asks:
            question = self.say("In which language are its texts (ja: Japanese, en: English)?")
            told = click.prompt(question, default=self.say.language, type=click.Choice(LANGUAGES), show_choices=False)
        return "ja" if (told or self.say.language) == "ja" else "en"

    def _asked(self, name: str, usual: str, beside: str) -> str:
        while True:
            said = str(click.prompt(self.say(_QUESTIONS[name]), default=usual, show_default=bool(usual))).strip()
            wrong = self._trouble(name, said, beside)
            if not wrong:
                return said
            click.echo(f"  {wrong}")

    def _trouble(self, name: str, text: str, beside: str) -> str:
        if beside and text == beside:
            return self.say("The area has this id already. Near: {near}", near=another_id(text))
        return trouble(name, text, self.say)


def found_manifesto(root: Path, given: Mapping[str, str], asking: Asking, *, as_json: bool) -> int:
    """Make the repository of a manifesto."""
    now = moment(asking.say)
    say = asking.say
    return _found(root, lambda: _manifesto(_wishes(root, given, asking, now), now, say), say, as_json=as_json)


def found_for(root: Path, given: Mapping[str, str], say: Speech) -> None:
    """Make the repository of a manifesto for a command that goes on in it; nothing is asked or told."""
    from living_manifesto.life.founding import found

    now = moment(say)
    with _refusals(root, say):
        found.begin(root, _manifesto(_wishes(root, given, Asking(say, quiet=True), now), now, say))
        found.finish(root, lambda _done: None)


def found_watch(root: Path, given: Mapping[str, str], say: Speech, *, as_json: bool) -> int:
    """Make a repository that watches a manifesto."""
    now = moment(say)
    return _found(
        root, lambda: _watch(_watched(given, say), _present_branch(root) or "main", now), say, as_json=as_json
    )


def _found(root: Path, wanted: Callable[[], Wanted], say: Speech, *, as_json: bool) -> int:
    from living_manifesto.life.founding import found

    hooks: list[Hooked] = []
    with _refusals(root, say):
        if found.is_unfinished(root):
            click.echo(say("An earlier run was interrupted here. It is finished as it was begun."), err=True)
        else:
            found.refuse(root)
            found.begin(root, wanted())
        made = found.finish(root, lambda done: hooks.append(hooked(done)))
    click.echo(as_text(made, hooks[0]) if as_json else told(made, hooks[0], say))
    return CLEAN


@contextmanager
def _refusals(root: Path, say: Speech) -> Iterator[None]:
    from living_manifesto.gitrepo import NoIdentity
    from living_manifesto.life.founding import found

    try:
        yield
    except found.Occupied as error:
        raise click.UsageError(_occupied(root, error.args[0], say)) from error
    except found.Inside as error:
        raise click.UsageError(
            say(
                "{folder} lies in the repository {top}. A manifesto needs its own: take a folder outside.",
                folder=one_line(str(root)),
                top=one_line(str(error.args[0])),
            )
        ) from error
    except found.OnAnotherBranch as error:
        raise click.UsageError(
            say(
                "The branch {branch} is checked out there. Change to the one that you name, or leave --branch out.",
                branch=one_line(error.args[0]) or "HEAD",
            )
        ) from error
    except NoIdentity as error:
        raise click.UsageError(
            say(
                "Git does not know who you are, and the first commit carries a name. Tell it once:\n"
                '  git config --global user.name "Your Name"\n'
                '  git config --global user.email "you@example.org"'
            )
        ) from error
    except found.EditedSince as error:
        raise click.UsageError(
            say(
                "An earlier run was interrupted here, and these files read differently since: {paths}\n"
                "Put them aside, run the same command again, and bring your words back.",
                paths=_listed(error.args[0]),
            )
        ) from error


def _occupied(root: Path, names: Sequence[str], say: Speech) -> str:
    folder, held = one_line(str(root)), _listed(names)
    if (root / "manifesto" / "manifesto.yaml").is_file():
        return say("In {folder} there is a manifesto already. See whether it is well: manifesto doctor", folder=folder)
    return say(
        "In {folder} something stands already: {names}. Nothing is written over.\n"
        "Name an empty folder or a new one. If these files are your project, make it a git repository first "
        "(git init): then only what is missing is added.",
        folder=folder,
        names=held,
    )


def _listed(names: Sequence[str]) -> str:
    shown = [one_line(name) for name in names[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(names) > _SHOWN else shown)


def _wishes(root: Path, given: Mapping[str, str], asking: Asking, now: datetime) -> Wishes:
    from living_manifesto.rules.dates import today

    say = asking.say
    if "title" not in given and not asking.asks:
        raise click.UsageError(say("Say what the manifesto is called: --title TEXT, or run it in a terminal."))
    if asking.asks:
        click.echo(say("A few questions. Ctrl+C stops; nothing is written before the end."))
    language = asking.language(given)
    usual = _usual(language, root)
    answers = {name: asking.answer(name, given, usual.get(name, "")) for name in _FIRST}
    area = _named("area", given, asking, usual)
    section = _named("section", given, asking, usual, beside=area.id)
    branch = asking.answer("branch", given, usual["branch"])
    day = today(now, answers["time_zone"]).isoformat()
    return Wishes(**answers, language=language, area=area, section=section, branch=branch, day=day)


def _usual(language: Language, root: Path) -> Mapping[str, str]:
    from living_manifesto.wiring import DEFAULT_ZONE, local_zone

    branch = _present_branch(root) or "main"
    if language == "ja":
        return {"license": _LICENSE, "time_zone": DEFAULT_ZONE, "branch": branch, "area": "政策", "section": "はじめに"}
    zone = local_zone() or "UTC"
    return {"license": _LICENSE, "time_zone": zone, "branch": branch, "area": "Policies", "section": "Introduction"}


def _named(name: str, given: Mapping[str, str], asking: Asking, usual: Mapping[str, str], *, beside: str = "") -> Named:
    """Title and id of an area or a section. An id that nobody tells is made from the title where that has letters."""
    title = asking.answer(name, given, usual[name])
    made = _USUAL_IDS[name] if title == usual[name] else id_for(title)
    if not made and not asking.asks:
        made = f"{name}-1"
    return Named(asking.answer(f"{name}_id", given, made, beside=beside), title)


def _present_branch(root: Path) -> str:
    """The branch that is checked out in a repository that is there already; empty where there is none."""
    from living_manifesto.gitrepo import founding

    here = founding.top(root) if root.is_dir() else None
    return founding.branch(root) if here is not None and here.samefile(root) else ""


def _manifesto(wishes: Wishes, now: datetime, say: Speech) -> Wanted:
    from living_manifesto.life.founding.files import files
    from living_manifesto.life.founding.found import Wanted
    from living_manifesto.wiring import packaged_schemas

    made = files(wishes, packaged_schemas())
    _refuse_unsound(made, now, say)
    speech = speech_for(wishes.language)
    return Wanted(made, speech("The manifesto begins") + "\n", wishes.branch, now)


def _refuse_unsound(files: Mapping[str, bytes], now: datetime, say: Speech) -> None:
    """What would be written is checked as it will be on every commit."""
    from living_manifesto.core.diagnostics import Severity
    from living_manifesto.report.text import render
    from living_manifesto.rules.engine import check_all
    from living_manifesto.rules.pages import page
    from living_manifesto.rules.source import ROOMS, Nothing, Overlay
    from living_manifesto.wiring import nowhere

    held = {path: raw for path, raw in files.items() if path.partition("/")[0] in ROOMS}
    faults = check_all(nowhere(now).context(Overlay(Nothing(), held)))
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors:
        click.echo(render(errors, {path: raw.decode() for path, raw in held.items()}, say, page), nl=False, err=True)
        click.echo(say("Nothing was written."), err=True)
        raise click.exceptions.Exit(FAULTS)


def _watched(given: Mapping[str, str], say: Speech) -> Watched:
    from living_manifesto import __version__
    from living_manifesto.life.founding.watch import Watched, source, source_trouble, tool_trouble

    branch, tool = given.get("branch", "main"), given.get("tool", f"{_TOOL}=={__version__}")
    for name, wrong in (
        ("watch", source_trouble(given["watch"], say)),
        ("tool", tool_trouble(tool, say)),
        ("branch", trouble("branch", branch, say)),
    ):
        if wrong:
            raise click.UsageError(f"--{name}: {wrong}")
    language = given.get("language", say.language)
    return Watched(source(given["watch"]), branch, tool, "ja" if language == "ja" else "en")


def _watch(watched: Watched, branch: str, now: datetime) -> Wanted:
    from living_manifesto.life.founding.found import Wanted
    from living_manifesto.life.founding.watch import files

    speech = speech_for(watched.language)
    return Wanted(files(watched), speech("The watch begins") + "\n", branch, now)
