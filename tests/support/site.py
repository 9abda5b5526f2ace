"""The facts and the pages of a town hall."""

from __future__ import annotations

from living_manifesto.gitrepo.line import Line
from living_manifesto.history.audit import audit, report
from living_manifesto.history.ledger import Ledger
from living_manifesto.life.site import facts_of
from living_manifesto.site.building import site
from living_manifesto.site.facts import Address, Facts
from support.hall import MAIN, Hall


def facts(hall: Hall, address: Address | None = None) -> Facts:
    """The facts of today's ``main``."""
    with hall.desk() as desk, Line(hall.town.folder, MAIN) as line:
        ledger = Ledger()
        tip = audit(line.walk(line.rows()), desk.tree(desk.tip()).schemas, ledger)
        assert tip is not None
        return facts_of(desk, line, report(ledger, tip), address or Address())


def pages(hall: Hall, address: Address | None = None) -> dict[str, str]:
    """Every page of today's ``main`` by its path."""
    return {path: raw.decode() for path, raw in site(facts(hall, address))}
