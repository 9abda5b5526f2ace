"""All commands by name, each imported only when it is called, and what happens when one fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from errno import EDQUOT, EFBIG, ENOSPC
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from living_manifesto import __version__
from living_manifesto.cli import BUG, CLEAN, INTERRUPTED, WRONG_USE
from living_manifesto.gitrepo import GitFailure, GitMissing, LockHeld, NoIdentity, NoMain, NotARepository, ShallowClone
from living_manifesto.locale import CatalogueMissing, Speech, mark, mark_count

_NAME = "manifesto"
_FULL = (ENOSPC, EDQUOT, EFBIG)

SUMMARIES: Mapping[str, str] = {
    "demo": mark("See the life of a proposal in a clone that is thrown away."),
    "init": mark("Make a repository for a manifesto, or one that watches a manifesto."),
    "check": mark("Check files, the whole repository or a change."),
    "fmt": mark("Put files into their canonical form; texts stay as they are."),
    "explain": mark("Explain a code such as LM301: what, why, how to mend it."),
    "propose": mark("Write a proposal: by questions, flags, from an edited section or from JSON."),
    "draft": mark("Draft the change of a proposal from its own words, by options or from JSON."),
    "diff": mark("Show what a proposal or a revision changes: redline, old/new table, sentences."),
    "import": mark("Take in what stands elsewhere: a page, a table, a manifesto in Markdown, its pull requests."),
    "export": mark("Write the manifesto for elsewhere."),
    "site": mark("The public page: everything that citizens see."),
    "submit": mark("Hand in proposals: each gets a receipt, a branch and a pull request."),
    "status": mark("Where proposals stand, or one of them in full."),
    "review": mark("Approve a pull request, ask for changes, or comment."),
    "merge": mark("Adopt approved proposals."),
    "decide": mark("Decline, withdraw, defer, or mark as a duplicate, with the reason."),
    "claim": mark("Withdraw, confirm or correct a proposal by the claim code of its receipt."),
    "revert": mark("Propose to take an adopted proposal back."),
    "sync": mark("Bring branches and pull requests into line with the adopted text."),
    "audit": mark("Prove that the text is what was adopted, and name every change that is not."),
    "blame": mark("Show for every sentence which proposal brought it."),
    "history": mark("Show the latest steps, those of a section, or the life of a proposal."),
    "hide": mark("Let a notice stand for a proposal, or show it again."),
    "erase": mark("Take words of a proposal out of files, branches and history."),
    "doctor": mark("Say what is wrong with a repository, and mend what may be mended."),
    "replay": mark("Live through a recorded campaign again, in a repository that is thrown away."),
    "merge-driver": mark("Merge section files sentence by sentence; git calls it."),
}
"""The commands in the order of a first day, with what each is for."""

FAMILIES: Mapping[str, Mapping[str, str]] = {
    "import": {
        "page": mark("A public page as plain text: a section, its topics and its proposals."),
        "csv": mark("The table of a form service: its rows as proposals."),
        "markdown": mark("A manifesto that stands in Markdown files."),
        "pulls": mark("Pull requests on a manifesto in Markdown, as proposals with changes."),
    },
    "export": {
        "page": mark("A section with its topics and open proposals as the text of a page."),
        "markdown": mark("The adopted text as Markdown files."),
    },
    "site": {"build": mark("Write the public page into a folder.")},
}
"""The commands that have commands of their own, each in the file ``cli/import_page.py``."""

# Sentences of the library under the command line, which looks them up in our catalogue (see `_speak_through_click`).
_OF_CLICK = (
    mark("Usage:"),
    mark("Options"),
    mark("Positional arguments"),
    mark("Commands"),
    mark("Error: {message}"),
    mark("Error: invalid input"),
    mark("Show this message and exit."),
    mark("Show the version and exit."),
    mark("Try '{command} {option}' for help."),
    mark("No such command {name!r}."),
    mark("No such option {name!r}."),
    mark("Missing command."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("required"),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Option {name!r} does not take a value."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark_count("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark_count("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    mark_count("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    mark_count("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


class Commands(click.Group):
    """Finds a command by its name and imports its module then; the list needs no import."""

    def __init__(self, say: Speech, name: str, summaries: Mapping[str, str], **about: Any) -> None:
        """``summaries`` are its commands, in order, with what each is for."""
        super().__init__(name, no_args_is_help=True, **about)
        self._say = say
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - named by click
        """The commands in order."""
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, None where there is none."""
        if cmd_name not in self._summaries:
            return None
        if cmd_name in FAMILIES:
            return Commands(self._say, cmd_name, FAMILIES[cmd_name], help=self._say(self._summaries[cmd_name]))
        module = (cmd_name if self.name == _NAME else f"{self.name}_{cmd_name}").replace("-", "_")
        command: click.Command = import_module(f"living_manifesto.cli.{module}").command(self._say)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing one."""
        with formatter.section(self._say("Commands")):
            formatter.write_dl([(name, self._say(summary)) for name, summary in self._summaries.items()])


def everything(say: Speech) -> Commands:
    """The command ``manifesto`` with all that stands under it."""
    return Commands(
        say,
        _NAME,
        SUMMARIES,
        help=say("Keep a manifesto in the open: proposals are files, merging adopts them."),
        epilog=say("Example: manifesto check    Language: --lang ja | en"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def run(arguments: Sequence[str], say: Speech) -> int:
    """Run one command and return its exit code; whatever goes wrong is said in the reader's language."""
    _speak_through_click(say.language)
    group = click.version_option(__version__, message="%(version)s")(everything(say))
    try:
        code = group.main(list(arguments), _NAME, standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except GitFailure as failure:
        click.echo(_git_said(failure, say), err=True)
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("Stopped. Nothing was lost; the same command begins again."), err=True)
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click leaves by the second when it meets the first
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except OSError as error:
        if error.errno in _FULL:
            click.echo(say("There is no room left on the disk. Make some; the same command then goes on."), err=True)
            return WRONG_USE
        if not error.filename:
            return _bug(error, say)
        click.echo(say("{path} cannot be read or written: {why}", path=error.filename, why=error.strerror), err=True)
        return WRONG_USE
    except CatalogueMissing as error:
        click.echo(str(error), err=True)
        return BUG
    except Exception as error:
        return _bug(error, say)
    return code if isinstance(code, int) else CLEAN


def _git_said(failure: GitFailure, say: Speech) -> str:
    match failure:
        case NotARepository():
            return say("{folder} is no git repository, and this compares with what is committed.", folder=failure)
        case GitMissing():
            return say("Git is not installed here, or it is not found. See https://git-scm.com/downloads")
        case ShallowClone():
            return say("The beginning of the history is missing here. Fetch it: git fetch --unshallow")
        case NoMain():
            return say(
                "There is no branch {branch} here. If the manifesto stands on another branch, name it in "
                'pyproject.toml, [tool.living-manifesto]: branch = "NAME"',
                branch=failure,
            )
        case NoIdentity():
            return say(
                "Git does not know who you are, and what you do here carries a name. Tell it once:\n"
                '  git config user.name "Your Name"\n'
                '  git config user.email "you@example.org"'
            )
        case LockHeld():
            return say(
                "Another git works here, or died and left this behind: {path}\n"
                "Wait until it has finished. If none is running, remove the file, and run the same command again.",
                path=failure,
            )
        case _:
            return say("Git does not answer. It says:") + f"\n{failure}"


def _bug(error: Exception, say: Speech) -> int:
    from tempfile import NamedTemporaryFile
    from traceback import format_exception

    with NamedTemporaryFile("w", prefix="manifesto-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.writelines(format_exception(error))
    click.echo(say("This is a fault of the tool, not yours. Your files are untouched."), err=True)
    click.echo(say("Please report it with the file {path}.", path=log.name), err=True)
    return BUG


def _speak_through_click(language: str) -> None:
    # click asks gettext's current domain for its own sentences; ours answers.
    import gettext

    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("manifesto", str(Path(__file__).parents[1] / "locale"))
    gettext.textdomain("manifesto")
