"""A small manifesto and stand-in rule pages that the tests of reports share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from living_manifesto.core.diagnostics import Diagnostic, Span
from living_manifesto.core.nodes import Node, in_order
from living_manifesto.core.outline import Outline

HOME = "diplomacy"
GUARD = "防衛の基本方針をこれまでどおり堅く守りながら、守る力を質の面で着実に強くしていきます。"
FILE = "proposals/2026-01/20260128-k3f9tw.yaml"


def point(name: str, text: str, *points: Node) -> Node:
    return Node(name, text=text, lists=in_order({"points": points}))


def titled(name: str, title: str, **lists: tuple[Node, ...]) -> Node:
    return Node(name, title=title, lists=in_order(lists))


def items() -> tuple[Node, ...]:
    overview = titled("overview", "政策概要", points=(point("o1", "官民で連携します。"),))
    answer = point("g1", "環境に応じます。", point("g1a", "緊張に備えます。"))
    return (
        titled("ai", "AIで産業を育てる", points=(point("a1", "研究を支えます。"), point("a2", "規範に加わります。"))),
        titled("cyber", "サイバー防衛を進める", points=(point("c1", "重要な施設を守ります。"),), parts=(overview,)),
        titled("guard", "防衛力は変動させる", points=(answer, point("g2", GUARD))),
    )


def tree(change: Callable[[tuple[Node, ...]], tuple[Node, ...]] = lambda same: same, title: str = "外交") -> Outline:
    vision = tuple(point(f"v{number}", f"目指すこと{number}。") for number in range(1, 4))
    diplomacy = Node(HOME, title=title, number=4, lists=in_order({"vision": vision, "items": change(items())}))
    school = titled(
        "school", "教育", items=(titled("learn", "学びを広げる", points=(point("l1", "学校を開きます。"),)),)
    )
    area = titled("other", "その他", sections=(diplomacy, school))
    return Outline.of(titled("manifesto", "みんなのマニフェスト", areas=(area,)))


@dataclass(frozen=True)
class Page:
    title: str
    fault: Mapping[str, str]
    cure: Mapping[str, str] = field(default_factory=lambda: {"": "書き直してください。"})
    command: str = ""
    body: str = "## 何を見るか\n"
    mends: str = ""
    silent: frozenset[str] = frozenset()


PAGES = {
    "LM301": Page(
        "知らないセクションです",
        {
            "": "「{value}」というセクションはありません。",
            "title": "「{value}」は題名です。id の {nearest} を書きます。",
        },
        {"": "もしかして: {nearest}", "none": "似た名前はありません。"},
        "manifesto check --fix {file}",
    ),
    "LM203": Page("形がちがいます", {"": "「{key}」には{expected}を書きます。いまは{found}です。"}),
    "LM127": Page("タブです", {"": "{typed}が使われています。{meant}にします。"}),
    "LM304": Page("ほかの場所です", {"": "{proposal} はほかの場所の提案です。"}),
    "LM402": Page(
        "文がちがいます", {"": "『{was}』ではなく『{stands}』です。"}, command="manifesto propose {target} {file}"
    ),
    "LM404": Page("変わりません", {"": "「{target}」は変わりません。"}),
    "LM605": Page("仮の文です", {"": "「{typed}」が残っています。例: {value: 1}"}, command="manifesto explain LM605"),
}


def page(code: str, language: str) -> Page:
    return PAGES[code]


def unknown_section(file: str = FILE) -> Diagnostic:
    nearest = ("diplomacy-defense (4. 外交・防衛)",)
    return Diagnostic.of("LM301", file, Span(2, 10, 2, 27), value="diplomacy-defence", nearest=nearest)


def hint(line: int) -> Diagnostic:
    return Diagnostic.of("LM304", "t.yaml", Span(line, 1, line, 2), proposal=f"p{line}", section="s")
