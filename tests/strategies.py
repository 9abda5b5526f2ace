"""Strategies for the values of the core: texts as people type them, nodes, sections, manifestos, proposals, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from hypothesis import strategies as st

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT, Form, Kind, Node, in_order
from living_manifesto.core.proposals import (
    Claim,
    Decision,
    Disposition,
    Drafted,
    Incorporated,
    Outcome,
    Proposal,
    ProposalKind,
    Redaction,
    Source,
)
from living_manifesto.core.snapshot import Baseline, Topic, Topics
from living_manifesto.core.values import replace

TRAPS = (
    *(
        "no",
        "Yes",
        "on",
        "~",
        "null",
        "NULL",
        "010",
        "0x1F",
        "0o17",
        "0b1",
        "12:30",
        "1:30:00",
        "1e5",
        "1_000",
        ".5",
        "-1",
    ),
    *(
        "2026",
        "2026-01",
        "2026-01-28",
        "2026-1-8",
        "2026-01-28T10:00:00Z",
        "2026-13-45",
        ".inf",
        "-.INF",
        ".nan",
        "=",
        "<<",
    ),
    *(
        "- x",
        "| x",
        "> x",
        "? x",
        ": x",
        "x:",
        "x: y",
        "x :y",
        "x #y",
        "#x",
        "x#y",
        "[a",
        "{a",
        "a]",
        "a, b",
        "*a",
        "&a",
    ),
    *(
        "!a",
        "%a",
        "@a",
        "`a`",
        '"a"',
        "'a'",
        "it's",
        'a "b" c',
        "a\\b",
        "\\n",
        "---",
        "...",
        "--- a",
        "http://a.b/?c=d,e",
    ),
    *(
        " a",
        "a ",
        "  ",
        " ",
        "\t",
        "a\tb",
        "\ta",
        "　全角",
        "全角　",
        "・箇条",
        "外交・防衛",
        "「AI立国」により",
        "🇯🇵 絵文字 👨‍👩‍👧",
        "é\u0301",
    ),
    *(
        "a\nb",
        "\na",
        "\n\na",
        "a\n\nb",
        " a\nb",
        "a\n b",
        "a \nb ",
        "\n a",
        "  \na",
        "a\n  ",
        "a\n  \nb",
        "\t\na",
        "a\n\tb",
        "\n  ",
    ),
    *(
        "# a\n# b",
        "- a\n- b",
        "---\na",
        "a: b\nc: d",
        "|\n|",
        "a\u2028b",
        "a\x85b",
        "a\ufeffb",
        "a\nb\u2029c",
        "\x7f",
        "a\xa0",
    ),
)
"""Texts that a careless writer gets wrong."""

_LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
_LINES = st.one_of(
    st.text("あいう漢字「」、。ー・AIb 1:#-'\"\\|>{}[]", max_size=30),
    st.text(_LETTERS, max_size=12),
    st.sampled_from(TRAPS),
)


def texts(*, least: int = 1) -> st.SearchStrategy[str]:
    """Any text without control characters; trailing line breaks are no part of a value."""
    several = st.lists(_LINES, min_size=1, max_size=4).map(lambda lines: "\n".join(lines).rstrip("\n"))
    return st.one_of(st.sampled_from(TRAPS), _LINES, several).filter(lambda text: len(text) >= least)


def titles() -> st.SearchStrategy[str]:
    """A text on one line."""
    return texts().filter(lambda text: "\n" not in text)


def node_ids() -> st.SearchStrategy[str]:
    """An id, such as a careless writer would turn into a number or a truth."""
    return st.one_of(st.sampled_from(["no", "010", "1e5", "on", "0x1f"]), st.from_regex(r"\A[a-z0-9]{1,8}\Z"))


def days() -> st.SearchStrategy[str]:
    """A date in ISO form."""
    return st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat)


def nodes(kind: Kind = Kind.POINT, *, depth: int = 2) -> st.SearchStrategy[Node]:
    """A node of a kind (area, section, item, part, point) with ids that are unique in it."""
    return _NODES[kind](depth).map(lambda node: _numbered(node, count(1)))


def sections() -> st.SearchStrategy[Node]:
    """The text of a section file; ``number`` is not told there."""
    return nodes(Kind.SECTION)


def manifestos(*, stubs: bool = False) -> st.SearchStrategy[Node]:
    """A whole manifesto (``stubs``: as ``manifesto.yaml`` tells it)."""
    section = _stubs() if stubs else _sections(1, numbered=True)
    areas = st.builds(Node, st.just("a"), titles(), lists=_lists(sections=st.lists(section, max_size=3)))
    root = st.builds(Node, st.just(ROOT), titles(), lists=_lists(areas=st.lists(areas, max_size=3)))
    return root.map(lambda node: replace(_numbered(node, count(1)), id=ROOT))


def changes() -> st.SearchStrategy[Change]:
    """One change; its references lead nowhere in particular."""
    added = st.one_of(nodes(Kind.POINT), nodes(Kind.ITEM), _sections(1, numbered=True))
    lists = st.sampled_from(["", "points", "items"])
    digests = st.sampled_from(["", "sha256:" + "0a" * 32])
    field = st.sampled_from(["title", "text", "form", "number"])
    return st.one_of(
        st.builds(Add, node_ids(), st.sampled_from(["first", "last", "a"]), added, lists),
        st.builds(Replace, node_ids(), field, texts(least=0), texts(least=0)),
        st.builds(Remove, node_ids(), digests),
        st.builds(Move, node_ids(), node_ids(), st.sampled_from(["first", "last", "a"]), lists, digests),
    )


def proposals() -> st.SearchStrategy[Proposal]:
    """One proposal, with any of its keys."""
    return st.builds(
        Proposal,
        id=_proposal_ids(),
        section=node_ids(),
        submitted_on=days(),
        kind=st.none() | st.sampled_from(ProposalKind),
        title=st.just("") | titles() | _redactions(),
        proposer=st.just("") | titles() | _redactions(),
        terms=st.sampled_from(["", "2026-01", "1"]),
        source=st.none()
        | st.builds(Source, st.just("web"), _links(), st.none() | st.integers(0, 9999), st.sampled_from(["", "k"])),
        body=texts(least=0) | _redactions(),
        reason=texts(least=0) | _redactions(),
        drafted=st.none() | st.builds(Drafted, st.sampled_from(["proposer", "model"]), st.booleans()),
        changes=st.none() | st.lists(changes(), max_size=3).map(tuple),
        incorporates=st.lists(st.builds(Incorporated, _proposal_ids(), st.sampled_from(Disposition)), max_size=3).map(
            tuple
        ),
        reverts=st.just("") | _proposal_ids(),
        mends=st.just("") | st.text("0123456789abcdef", min_size=40, max_size=40),
        hidden=st.none() | st.builds(Redaction, st.sampled_from(["privacy", "law"]), days()),
        decision=st.none() | decisions(),
        claim=st.none() | st.builds(Claim, _hexadecimal(32), _hexadecimal(64).map("sha256:{}".format)),
    )


def decisions() -> st.SearchStrategy[Decision]:
    """A decision with any of its keys."""
    roles = st.sampled_from(["", "policy-team"])
    other = st.just("") | _proposal_ids()
    either = st.just("") | days()
    return st.builds(Decision, st.sampled_from(Outcome), texts(least=0), roles, either, other, either, _links())


def topics_files() -> st.SearchStrategy[Topics]:
    """The topics of a section."""
    topic = st.builds(Topic, node_ids(), titles(), texts(least=0), st.lists(_proposal_ids(), max_size=3).map(tuple))
    source = st.fixed_dictionaries(
        {},
        optional={
            "url": _links(),
            "announced": st.integers(0, 99),
            "shown": st.integers(0, 99),
            "note": texts(),
            "topics_note": texts(),
            "order": st.sampled_from(["newest_first", "as_listed"]),
            "digest": st.just("sha256:" + "0a" * 32),
        },
    )
    return st.builds(Topics, node_ids(), st.lists(topic, max_size=3).map(tuple), source)


def baselines() -> st.SearchStrategy[Baseline]:
    """A recorded start."""
    digests = st.dictionaries(node_ids(), st.just("sha256:" + "ab" * 32), min_size=1, max_size=3)
    return st.builds(Baseline, _proposal_ids(), texts(), days(), st.just("") | _links(), digests)


def _proposal_ids() -> st.SearchStrategy[str]:
    return st.from_regex(r"\A2026[01][1-9]1[1-9]-[a-z0-9]{6}\Z")


def _hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789abcdef", min_size=length, max_size=length)


def _links() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "https://example.org/a?b=c,d#e", "https://example.org/日本"])


def _redactions() -> st.SearchStrategy[Redaction]:
    return st.builds(Redaction, st.sampled_from(["privacy", "law", "abuse"]), days(), st.just("sha256:" + "0c" * 32))


def _lists(**named: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[tuple[tuple[str, tuple[Node, ...]], ...]]:
    return st.fixed_dictionaries({name: held.map(tuple) for name, held in named.items()}).map(in_order)


def _points(depth: int) -> st.SearchStrategy[Node]:
    lists = _lists(points=st.lists(_points(depth - 1), max_size=2)) if depth else st.just(())
    return st.builds(Node, st.just("p"), text=texts(), form=st.sampled_from(Form), lists=lists)


def _parts(depth: int) -> st.SearchStrategy[Node]:
    return st.builds(Node, st.just("q"), titles(), lists=_titled(depth))


def _items(depth: int) -> st.SearchStrategy[Node]:
    return st.builds(Node, st.just("i"), titles(), lists=_titled(depth))


def _titled(depth: int) -> st.SearchStrategy[tuple[tuple[str, tuple[Node, ...]], ...]]:
    points = st.lists(_points(depth), max_size=2)
    return _lists(points=points, parts=st.lists(_parts(depth - 1), max_size=2)) if depth else _lists(points=points)


def _sections(depth: int, *, numbered: bool = False) -> st.SearchStrategy[Node]:
    points = st.lists(_points(depth), max_size=2)
    lists = _lists(
        preface=points,
        vision=points,
        parts=st.lists(_parts(depth), max_size=1),
        items=st.lists(_items(depth), max_size=3),
    )
    numbers = st.none() | st.integers(1, 99) if numbered else st.none()
    return st.builds(Node, st.just("s"), titles(), number=numbers, lists=lists)


def _stubs() -> st.SearchStrategy[Node]:
    return st.builds(Node, st.just("s"), number=st.none() | st.integers(1, 99))


def _areas(depth: int) -> st.SearchStrategy[Node]:
    return st.builds(Node, st.just("a"), titles(), lists=_lists(sections=st.lists(_sections(depth), max_size=2)))


_NODES: dict[Kind, Callable[[int], st.SearchStrategy[Node]]] = {
    Kind.AREA: _areas,
    Kind.SECTION: _sections,
    Kind.ITEM: _items,
    Kind.PART: _parts,
    Kind.POINT: _points,
}


def _numbered(node: Node, numbers: Iterator[int]) -> Node:
    """The tree with ids of its own: a letter for the kind, and a running number."""
    number = next(numbers)
    lists = tuple((name, tuple(_numbered(child, numbers) for child in children)) for name, children in node.lists)
    return replace(node, id=f"{node.id}{number}", lists=lists)
