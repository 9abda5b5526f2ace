"""A small manifesto for examples: two areas, three sections."""

from living_manifesto.core.nodes import Form, Node, in_order
from living_manifesto.core.outline import Outline


def point(node_id: str, text: str, *points: Node, form: Form = Form.BULLET) -> Node:
    return Node(node_id, text=text, form=form, lists=in_order({"points": points}))


def titled(node_id: str, title: str, **lists: tuple[Node, ...]) -> Node:
    return Node(node_id, title=title, lists=in_order(lists))


SCHOOLS = point("schools", "学校の建物を強くし、有事にも子どもの命を守ります。")
DRILLS = point("drills", "避難訓練を毎年行います。", point("drills-night", "夜間の訓練も行います。"))
POSTURE = titled(
    "posture",
    "防衛力は変化に合わせて変動させる",
    points=(SCHOOLS, DRILLS),
    parts=(
        titled(
            "issues", "現状認識・課題分析", points=(point("p4", "予算の見通しがありません。", form=Form.PARAGRAPH),)
        ),
    ),
)
DEFENSE = titled(
    "defense",
    "外交・防衛",
    vision=(point("v1", "平和を守る国"),),
    items=(POSTURE, titled("ai-nation", "AI国家をめざす")),
)
SCIENCE = titled("science", "科学技術", preface=(point("p1", "はじめに"),), vision=(point("v1", "学びつづける国"),))
EDUCATION = titled(
    "education", "教育", items=(titled("tutors", "AI家庭教師", points=(point("t1", "全校に置きます。"),)),)
)
ROOT = titled(
    "manifesto",
    "マニフェスト",
    areas=(
        titled("state", "国のかたち", sections=(DEFENSE, SCIENCE)),
        titled("people", "人を育てる", sections=(EDUCATION,)),
    ),
)
OUTLINE = Outline.of(ROOT)
HOME = "defense"
