"""The one place that reads the surroundings: environment, clock, settings, folders; adapters are built here."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from living_manifesto import __version__

if TYPE_CHECKING:
    from living_manifesto.documents.schema import Schemas
    from living_manifesto.intake.table.settings import TableSettings
    from living_manifesto.life.desk import Desk
    from living_manifesto.rules.context import Context, Settings
    from living_manifesto.rules.source import Source
    from living_manifesto.site.facts import Address

DEFAULT_ZONE = "Asia/Tokyo"
SETTINGS = ("branch", "approvals", "roles", "allowed-words", "intake", "site")
"""The keys of ``[tool.living-manifesto]``."""

_PACKAGE = Path(__file__).parent
_BRANCH = re.compile(r"\w(?:[\w./-]*\w)?")
_WEB = re.compile(r"https?://")
_ADDRESSES = {
    "url": 'url = "https://manifesto.example.org"',
    "pulls": 'pulls = "https://example.org/manifesto/pull/{number}"',
}
_KINDS = ("manifesto", "section", "proposal", "topics", "baseline")


class NoManifesto(Exception):
    """Neither the folder nor one above it holds ``manifesto/manifesto.yaml``."""


class SettingsMalformed(Exception):
    """``[tool.living-manifesto]`` cannot be read; the arguments are key and detail."""


class MomentMalformed(Exception):
    """``LIVING_MANIFESTO_NOW`` is no moment with an offset; the argument is what it says."""


class Workplace:
    """A repository on disk, with what the tool must know of the world around it."""

    def __init__(self, root: Path, now: datetime) -> None:
        self.root = root
        self.now = now

    @staticmethod
    def find(start: Path) -> Workplace:
        """The repository that holds a folder."""
        start = start.absolute()
        for folder in (start, *start.parents):
            if (folder / "manifesto").is_dir() and (folder / "proposals").is_dir():
                return Workplace(folder, now())
        raise NoManifesto(start)

    @cached_property
    def pyproject(self) -> bytes:
        """The bytes of the settings file, empty where there is none."""
        try:
            return (self.root / "pyproject.toml").read_bytes()
        except OSError:
            return b""

    @cached_property
    def settings(self) -> Settings:
        """``[tool.living-manifesto]``."""
        from living_manifesto.rules.context import Settings

        table = settings_table(self.pyproject)
        roles = table.get("roles", {})
        allowed = table.get("allowed-words", [])
        if not isinstance(roles, dict) or not all(isinstance(title, str) for title in roles.values()):
            raise SettingsMalformed("roles", 'roles = { "policy-team" = "政策担当" }')
        if not isinstance(allowed, list) or not all(isinstance(word, str) for word in allowed):
            raise SettingsMalformed("allowed-words", 'allowed-words = ["サイber"]')
        return Settings(roles, frozenset(allowed))

    @cached_property
    def tables(self) -> TableSettings:
        """``[tool.living-manifesto.intake]``: how tables of form services are read."""
        from living_manifesto.intake.table.settings import EXAMPLES, table_settings

        told = settings_table(self.pyproject).get("intake", {})
        if not isinstance(told, dict):
            raise SettingsMalformed("intake", f"[tool.living-manifesto.intake] {EXAMPLES['map']}")
        found = table_settings(told)
        if isinstance(found, str):
            raise SettingsMalformed(f"intake.{found}", EXAMPLES[found])
        return found

    @cached_property
    def site(self) -> Address:
        """``[tool.living-manifesto.site]``: where the public page stands, and where its pull requests do."""
        from living_manifesto.site.facts import Address

        told = settings_table(self.pyproject).get("site", {})
        if not isinstance(told, dict):
            raise SettingsMalformed("site", f"[tool.living-manifesto.site] {_ADDRESSES['url']}")
        for key, example in _ADDRESSES.items():
            if not isinstance(told.get(key, ""), str) or not _WEB.match(told.get(key) or "https://"):
                raise SettingsMalformed(f"site.{key}", example)
        return Address(told.get("url", "").rstrip("/"), told.get("pulls", ""))

    @cached_property
    def main_ref(self) -> str:
        """The ref of the branch that is the manifesto: ``refs/heads/main``, or what the settings name."""
        branch = settings_table(self.pyproject).get("branch", "main")
        if not isinstance(branch, str) or not _BRANCH.fullmatch(branch) or ".." in branch:
            raise SettingsMalformed("branch", 'branch = "main"')
        return f"refs/heads/{branch}"

    @cached_property
    def schema_texts(self) -> Mapping[str, bytes]:
        """The schemas by kind: the repository's own first, the packaged copy second."""
        return {kind: _schema_text(self.root, kind) for kind in _KINDS}

    @cached_property
    def schemas(self) -> Schemas:
        """The schemas, ready to check with."""
        import json

        from living_manifesto.documents.filekind import FileKind
        from living_manifesto.documents.schema import Schemas

        return Schemas({FileKind(kind): json.loads(text) for kind, text in self.schema_texts.items()})

    def context(
        self, source: Source, received: Callable[[str], bool] | None = None, *, beside: Context | None = None
    ) -> Context:
        """The surroundings of a check of one tree; ``received`` tells whether a path was there before.

        ``beside`` is the other tree of a step: what both hold is understood once.
        """
        from living_manifesto.rules.context import Context, never
        from living_manifesto.rules.tree import Tree

        tree = Tree(source, self.schemas, beside.tree.known if beside is not None else None)
        file = tree.manifesto()
        zone = str(file.settings.get("time_zone", DEFAULT_ZONE)) if file is not None else DEFAULT_ZONE
        return Context(tree, self.today(zone), zone, self.settings, received or never)

    @property
    def approvals(self) -> int:
        """How many people must approve before a pull request is merged: setting ``approvals``, 1 when not given."""
        count = settings_table(self.pyproject).get("approvals", 1)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise SettingsMalformed("approvals", "approvals = 1")
        return count

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The repository with its forge, open for acts that move ``main``."""
        import time

        from living_manifesto.forge.local.forge import LocalForge
        from living_manifesto.gitrepo.store import Store
        from living_manifesto.life.desk import Desk
        from living_manifesto.locale import choose, speech_for

        with Store(self.root) as store:
            forge = LocalForge(store, main=self.main_ref, who=store.identity, now=self.now, pause=time.sleep)
            tip = store.tip(self.main_ref)
            language, zone = self._told(store.source(tip)) if tip is not None else ("", DEFAULT_ZONE)
            desk = Desk(
                store,
                forge,
                self,
                main=self.main_ref,
                now=_in_zone(self.now, zone),
                speech=speech_for(choose(language or None, {})),
                approvals=self.approvals,
            )
            try:
                yield desk
            finally:
                desk.folders.leave()

    def _told(self, source: Source) -> tuple[str, str]:
        """The language and the time zone that the manifesto names for itself."""
        context = self.context(source)
        file = context.tree.manifesto()
        return str(file.settings.get("language", "")) if file is not None else "", context.zone

    def zone(self) -> str:
        """The time zone of the manifesto in the work tree."""
        from living_manifesto.gitrepo.worktree import WorkTree

        return self.context(WorkTree(self.root)).zone

    def today(self, zone: str) -> date:
        """The day in the manifesto's time zone."""
        from living_manifesto.rules.dates import today

        return today(self.now, zone)

    def day(self, moment: str, zone: str) -> str:
        """The day (ISO) of a moment that git tells, in the manifesto's time zone."""
        from living_manifesto.rules.dates import day_of

        return day_of(moment, zone)

    def key(self) -> str:
        """What every remembered verdict rests on beside files: tool, schemas and settings."""
        from hashlib import blake2b

        digest = blake2b(f"{__version__} {sys.version} {_newest(_PACKAGE)}".encode(), digest_size=16)
        for text in (self.pyproject, *self.schema_texts.values()):
            digest.update(len(text).to_bytes(8, "big") + text)
        return digest.hexdigest()


def now() -> datetime:
    """The moment; ``LIVING_MANIFESTO_NOW`` (ISO, with offset) sets it for tests and for rebuilding the past."""
    given = os.environ.get("LIVING_MANIFESTO_NOW")
    if not given:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise MomentMalformed(given) from error
    if moment.tzinfo is None:
        raise MomentMalformed(given)
    return moment.astimezone(UTC)


def at_the_moment_of(told: str, place: Workplace) -> Workplace:
    """The same repository at a moment that git tells (ISO, with offset), so that a result rests on no clock."""
    try:
        moment = datetime.fromisoformat(told).astimezone(UTC)
    except (ValueError, OverflowError):
        return place
    return Workplace(place.root, moment)


def _in_zone(moment: datetime, zone: str) -> datetime:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def settings_table(raw: bytes) -> dict[str, object]:
    """``[tool.living-manifesto]`` of a settings file as it stands; ``SettingsMalformed`` when that is no TOML."""
    if b"[tool.living-manifesto" not in raw:
        return {}
    import tomllib

    try:
        table = tomllib.loads(raw.decode()).get("tool", {}).get("living-manifesto", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsMalformed("pyproject.toml", str(error)) from error
    return table if isinstance(table, dict) else {}


def packaged_schemas() -> dict[str, bytes]:
    """The schemas of the tool itself, by kind."""
    return {kind: _schema_text(_PACKAGE, kind) for kind in _KINDS}


def nowhere(now: datetime) -> Workplace:
    """The surroundings of files that lie in no repository yet: the tool's own schemas, and no settings."""
    return Workplace(_PACKAGE, now)


def program(name: str) -> str | None:
    """Where a program lies: in PATH, or beside the Python that runs; None where it is not installed."""
    import shutil

    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def in_path(name: str) -> bool:
    """Whether a program is found by its name alone, as git and its hooks look for it."""
    import shutil

    return shutil.which(name) is not None


def most_memory() -> float:
    """The most memory (MB) that this process has held so far; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def local_zone() -> str:
    """The time zone of this machine by its name; empty where it does not tell one."""
    from zoneinfo import available_timezones

    link = os.path.realpath("/etc/localtime")
    named = (os.environ.get("TZ", "").removeprefix(":"), link.rpartition("/zoneinfo/")[2])
    return next((name for name in named if name in available_timezones() and "/" in name), "")


def _schema_text(root: Path, kind: str) -> bytes:
    name = f"{kind}.schema.json"
    for folder in (root / "schemas", _PACKAGE / "schemas", _PACKAGE.parent.parent / "schemas"):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise FileNotFoundError(name)


def _newest(folder: Path) -> int:
    """The time of the youngest source file, so that a change of the tool forgets what an older one found."""
    times = [0]
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            times.append(_newest(Path(entry.path)))
        elif entry.name.endswith((".py", ".so")):
            times.append(entry.stat().st_mtime_ns)
    return max(times)
