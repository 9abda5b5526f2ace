"""Three-way text by example."""

import pytest

from living_manifesto.core.amend.merge import merge_text

BASE = "学校の建物を強くし、子どもの命を守ります。"


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        (
            "学校と病院の建物を強くし、子どもの命を守ります。",
            "学校の建物を強くし、子どもの命と心を守ります。",
            "学校と病院の建物を強くし、子どもの命と心を守ります。",
        ),
        ("校舎の建物を強くし、子どもの命を守ります。", BASE, "校舎の建物を強くし、子どもの命を守ります。"),
        (
            BASE + "費用も示します。",
            "校舎を強くし、子どもの命を守ります。",
            "校舎を強くし、子どもの命を守ります。費用も示します。",
        ),
    ],
)
def test_edits_that_do_not_meet_are_joined(ours: str, theirs: str, joined: str) -> None:
    assert merge_text(BASE, ours, theirs) == joined
    assert merge_text(BASE, theirs, ours) == joined


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("校舎の建物を強くし、子どもの命を守ります。", "病院の建物を強くし、子どもの命を守ります。"),
        (
            "学校の建物を強くし、子どもの命を守ります。費用も示します。",
            "学校の建物を強くし、子どもの命を守ります。期限も示します。",
        ),
        ("学校の建物を直し、子どもの命を守ります。", "学校の建物を強くする。子どもの命を守ります。"),
        ("", "学校と病院の建物を強くし、子どもの命を守ります。"),
    ],
)
def test_edits_that_meet_are_left_to_a_person(ours: str, theirs: str) -> None:
    assert merge_text(BASE, ours, theirs) is None


def test_edits_with_only_a_sign_between_them_meet() -> None:
    assert merge_text("赤、青", "紅、青", "赤、藍") is None


def test_an_edit_that_both_made_is_made_once() -> None:
    ours = BASE.replace("学校", "校舎")
    assert merge_text(BASE, ours, ours.replace("命", "暮らし")) == ours.replace("命", "暮らし")
    assert merge_text(BASE, ours, ours) == ours


def test_lines_of_a_long_text_are_joined() -> None:
    lines = [f"{number}行目の文です。" for number in range(400)]
    ours, theirs = list(lines), list(lines)
    ours[3] = "三つ目を直しました。"
    del theirs[390]
    joined = list(ours)
    del joined[390]
    assert merge_text("\n".join(lines), "\n".join(ours), "\n".join(theirs)) == "\n".join(joined)
