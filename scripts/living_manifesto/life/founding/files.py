"""The files of a new repository, as a table: one more kind of file is one more row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from living_manifesto.core.ids import proposal_id
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.snapshot import Baseline, text_digests
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.decode import ManifestoFile
from living_manifesto.life.founding.templates import filled, plain
from living_manifesto.life.founding.wishes import Wishes
from living_manifesto.rules.tree import MANIFESTO_PATH

_ESSENTIAL = ("manifesto/", "proposals/", "schemas/", ".github/", "watch/")
_LICENSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}

Schemas = Mapping[str, bytes]
"""The schemas of the tool, by kind."""

Row = Callable[[Wishes, Schemas], Iterator[tuple[str, str | bytes]]]
"""One row: the paths that it gives, each with what stands in it."""


def files(wishes: Wishes, schemas: Schemas) -> dict[str, bytes]:
    """All files of a new repository by path; the same answers give the same bytes."""
    rows = (entry for row in TABLE for entry in row(wishes, schemas))
    return {path: text.encode() if isinstance(text, str) else text for path, text in rows}


def is_essential(path: str) -> bool:
    """Whether a new repository cannot be without this very file; of the others, one that stands there is kept."""
    return path.startswith(_ESSENTIAL)


def _settings(wishes: Wishes, _schemas: Schemas) -> Iterator[tuple[str, str]]:
    terms = {"version": wishes.day[:7], "url": wishes.terms}
    given = {
        "publisher": wishes.publisher,
        "language": wishes.language,
        "time_zone": wishes.time_zone,
        "license": wishes.license,
        "terms": {key: held for key, held in terms.items() if held},
        "contact": wishes.contact,
    }
    file = ManifestoFile(_root(wishes), {key: held for key, held in given.items() if held})
    yield MANIFESTO_PATH, dump(encode.manifesto(file), schema="../schemas/manifesto.schema.json")


def _root(wishes: Wishes, section: Node | None = None) -> Node:
    area = Node(wishes.area.id, wishes.area.title)
    area = area.with_children("sections", (section or Node(wishes.section.id),))
    return Node(ROOT, wishes.title).with_children("areas", (area,))


def _section(wishes: Wishes) -> Node:
    return Node(wishes.section.id, wishes.section.title)


def _first_section(wishes: Wishes, _schemas: Schemas) -> Iterator[tuple[str, str]]:
    text = dump(encode.section(_section(wishes)), schema="../../schemas/section.schema.json")
    modeline, rest = text.split("\n", 1)
    note = plain(wishes.language, "section-note")
    yield f"manifesto/{wishes.area.id}/{wishes.section.id}.yaml", f"{modeline}\n{note}{rest}"


def _first_baseline(wishes: Wishes, _schemas: Schemas) -> Iterator[tuple[str, str]]:
    digests = text_digests(_root(wishes, _section(wishes)))
    name = proposal_id(wishes.day, "baseline", *digests.values())
    why = plain(wishes.language, "why").strip()
    made = Baseline(name, why, wishes.day, "", digests)
    yield f"proposals/baselines/{name}.yaml", dump(encode.baseline(made), schema="../../schemas/baseline.schema.json")


def _schema_files(_wishes: Wishes, schemas: Schemas) -> Iterator[tuple[str, bytes]]:
    for kind, raw in schemas.items():
        yield f"schemas/{kind}.schema.json", raw


def _from_template(path: str, template: str) -> Row:
    def row(wishes: Wishes, _schemas: Schemas) -> Iterator[tuple[str, str]]:
        yield path, filled(wishes.language, template, _slots(wishes))

    return row


def _slots(wishes: Wishes) -> dict[str, str]:
    """The words that templates may name; a line that names one with nothing in it is left out."""
    return {
        "title": wishes.title,
        "publisher": wishes.publisher,
        "contact": wishes.contact,
        "terms": wishes.terms,
        "terms_version": wishes.day[:7],
        "license": wishes.license,
        "license_page": _LICENSES.get(wishes.license, ""),
        "branch": wishes.branch,
    }


TABLE: tuple[Row, ...] = (
    _settings,
    _first_section,
    _first_baseline,
    _schema_files,
    _from_template("README.md", "README.md"),
    _from_template("TERMS.md", "TERMS.md"),
    _from_template("LICENSE.md", "LICENSE.md"),
    _from_template("pyproject.toml", "settings.toml"),
    _from_template(".pre-commit-config.yaml", "pre-commit-config.yaml"),
    _from_template(".gitattributes", "gitattributes"),
    _from_template(".gitignore", "gitignore"),
)
"""What a new repository holds, in the order in which it is told."""
