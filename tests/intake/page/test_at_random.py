"""Whatever a page says: it can be read, nothing on it is lost, and what is written says the same when it is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.nodes import Form, Node, in_order
from living_manifesto.core.proposals import Proposal, ProposalKind, Source
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.core.values import as_dict
from living_manifesto.intake.page import Page, marks, read
from living_manifesto.intake.page.lines import Line, lines_of
from living_manifesto.intake.page.page import nameless
from living_manifesto.intake.page.proof import unsaid
from living_manifesto.intake.page.writing import write
from strategies import sections, texts, titles

WORDS = st.sampled_from(["道を", "直す", "橋", "「夜」", "3本", "AI", "、", "と", "川の", "12-3の"])
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map("".join).filter(lambda text: text[0] not in "、と12")
SENTENCES = PHRASES.map(lambda text: f"{text}です。")
HEADINGS = PHRASES.map(lambda text: f"{text}こと")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join)
BULLETS = (Form.BULLET, Form.NUMBERED)


def lists(**named: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[tuple[tuple[str, tuple[Node, ...]], ...]]:
    return st.fixed_dictionaries(named).map(lambda held: in_order({name: tuple(nodes) for name, nodes in held.items()}))


def points(depth: int) -> st.SearchStrategy[list[Node]]:
    inner = lists(points=points(depth - 1)) if depth else st.just(())
    bullet = st.builds(Node, st.just(""), text=TEXTS, form=st.sampled_from(BULLETS), lists=inner)
    paragraph = st.builds(Node, st.just(""), text=TEXTS | HEADINGS, form=st.just(Form.PARAGRAPH))
    return st.lists(bullet | paragraph if depth == 2 else bullet, max_size=2)


TOP = points(2)


def parts(depth: int) -> st.SearchStrategy[list[Node]]:
    held = lists(points=TOP, parts=parts(depth - 1)) if depth else lists(points=TOP)
    title = st.sampled_from(["現状と課題", "政策概要", "【財源】"]) | HEADINGS | SENTENCES
    return st.lists(st.builds(Node, st.just(""), title=title, lists=held), max_size=2)


ITEMS = st.lists(
    st.builds(Node, st.just(""), title=HEADINGS | SENTENCES, lists=lists(points=points(2), parts=parts(1))), max_size=3
)
PAGES = st.builds(
    Node,
    st.just("roads"),
    title=HEADINGS,
    number=st.integers(1, 40),
    lists=lists(preface=TOP, vision=TOP, parts=parts(1), items=ITEMS),
)
TOPICS = st.lists(st.builds(Topic, st.just(""), HEADINGS | SENTENCES, st.just("") | TEXTS | HEADINGS), max_size=3)
PROPOSALS = st.lists(
    st.builds(
        lambda kind, day, body, reason: Proposal("", "roads", day, kind, body=body, reason=reason),
        st.sampled_from(ProposalKind),
        st.dates().map(
            lambda day: (
                day.replace(year=2000 + day.year % 100).isoformat() if (day.month, day.day) != (2, 29) else "2024-02-29"
            )
        ),
        TEXTS,
        st.just("") | TEXTS,
    ),
    max_size=3,
).map(lambda made: [numbered(at, each) for at, each in enumerate(sorted(made, key=lambda each: each.submitted_on), 1)])


def numbered(position: int, proposal: Proposal) -> Proposal:
    held = as_dict(proposal) | {"source": Source("import", position=position)}
    return Proposal(**held)  # type: ignore[arg-type]


@given(PAGES, TOPICS, PROPOSALS)
def test_values_to_a_page_and_back(section: Node, topics: list[Topic], proposals: list[Proposal]) -> None:
    discussed = Topics("roads", tuple(topics))
    text = write(section, section.number or 1, discussed, proposals)
    found = read(text, "roads")
    assert found is not None
    assert nameless(found.section) == nameless(section)
    assert found.topics == tuple(topics)
    assert found.proposals == tuple(proposals)
    assert unsaid(section, discussed, proposals, text) == []


@given(sections(), st.lists(st.builds(Topic, st.just(""), titles(), texts(least=0)), max_size=2))
def test_what_a_page_cannot_say_is_named(section: Node, topics: list[Topic]) -> None:
    discussed = Topics(section.id, tuple(topics))
    text = write(section, 3, discussed, [])
    lost = unsaid(section, discussed, [], text)
    found = read(text, section.id)
    if not lost and found is not None:
        assert list(words(found.section)) == list(words(section))


def words(section: Node) -> list[str]:
    return [" ".join((node.title or node.text).split()) for node in section.walk()]


LINES = st.sampled_from(
    [
        *(
            "",
            "",
            "4. 橋",
            "ビジョン",
            "4-1. 道",
            "４－２　川",
            "4-3.",
            "4-1の話です。",
            "現状と課題",
            "進め方",
            "■ 背景",
            "■■ 昔",
        ),
        *(
            "• 点",
            "  ◦ 小さな点",
            "・点です。",
            "1. 一",
            "2. 二",
            "9. 九",
            "①丸",
            "    続きです。",
            "段落です。",
            "　字下げ。",
        ),
        *("| a | b |", "> 引用", "議論されているトピック", "話題の一つ", "みんなからの提案(3件)", "みんなからの提案"),
        *(
            "内容の追加2026年1月28日",
            "その他",
            "2026年1月28日",
            "ご意見2026年2月30日",
            "理由: わけ",
            "理由",
            "•",
            "---",
            "\u200b",
        ),
    ]
) | st.text(max_size=12)


@given(st.lists(LINES, max_size=14))
def test_no_line_of_a_page_is_dropped(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read(text, "roads")
    if found is None:
        return
    told = "\n".join(everything(found))
    for line in lines_of(text)[0]:
        assert any(form in told for form in forms(line)), line


def everything(found: Page) -> list[str]:
    nodes = [word for node in found.section.walk() for word in (node.title, node.text)]
    topics = [word for topic in found.topics for word in (topic.title, topic.summary)]
    spoken = [str(word) for each in found.proposals for word in (each.body, each.reason, each.title)]
    return [*nodes, *topics, *spoken, *map(str, found.claims.values()), *(each.text for each in found.remarks)]


def forms(line: Line) -> list[str]:
    """What of a line must be found again: its words without marks; the page's own headings say nothing more."""
    text = line.text
    own = (
        marks.is_vision(text)
        or marks.is_topics(text)
        or marks.is_proposals(text)
        or marks.reason_mark(text) is not None
    )
    if (
        own
        or marks.kind_alone(text)
        or marks.day_alone(text) is not None
        or (marks.day_mark(text) and marks.day_mark(text).kind)
    ):  # type: ignore[union-attr]
        return [""]
    bullet, item, marked = marks.bullet(text), marks.item_mark(text), marks.marked(text)
    section = marks.loose_section_mark(text)
    held = [text, *([bullet.text] if bullet else []), *([item.title] if item else [])]
    return [*held, *([marked[1]] if marked else []), *([section[1]] if section else [])]


@given(st.lists(LINES, max_size=14))
def test_what_was_read_once_is_written_and_read_the_same(lines: list[str]) -> None:
    found = read("\n".join(lines), "roads")
    if found is None:
        return
    topics = Topics("roads", found.topics, found.claims)
    proposals = [numbered(at, each) for at, each in enumerate(found.proposals, 1) if each.submitted_on]
    text = write(found.section, found.number or 1, topics, proposals)
    assert unsaid(found.section, topics, proposals, text) == []
