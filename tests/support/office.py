"""A desk in a town, without the command line: what an act does can be asked for step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from living_manifesto.forge.port import Forge
from living_manifesto.gitrepo.store import Store
from living_manifesto.life.desk import Desk
from living_manifesto.locale import speech_for
from living_manifesto.wiring import Workplace
from support.town import NOW, Town

MAIN = "refs/heads/main"


@contextmanager
def desk_in(town: Town, forge: Forge, now: str = NOW) -> Iterator[Desk]:
    """The desk of a town at a moment."""
    moment = datetime.fromisoformat(now)
    with Store(Path(town.folder)) as store:
        yield Desk(store, forge, Workplace(town.folder, moment), main=MAIN, now=moment, speech=speech_for("ja"))
