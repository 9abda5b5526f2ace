"""A patch fits to the letter or not at all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.pulls.samples import patch_of
from living_manifesto.intake.pulls.patch import PatchMisfit, apply_patch, blob_id

TEXTS = st.lists(
    st.sampled_from(["川", "山", "", "-", "+", " ", "\\", "@@ -1 +1 @@", "a\u2028b", "x\r", "\x0c"]), max_size=12
).map("\n".join)


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_the_patch_between_two_texts_gives_the_second(before: str, after: str, around: int) -> None:
    assert apply_patch(before, patch_of(before, after, around)) == after


def test_the_name_of_a_text_is_that_of_git(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("川\r\n".encode())
    told = subprocess.run(["git", "hash-object", "--no-filters", "a"], cwd=tmp_path, capture_output=True, check=True)
    assert blob_id("川\r\n") == told.stdout.decode().strip()


@pytest.mark.parametrize(
    "patch",
    [
        "@@ -1,2 +1,2 @@\n 山\n-川\n+海\n",  # another line stands there
        "@@ -2,2 +2,2 @@\n 川\n-山\n+海\n",  # it is one line further up
        "@@ -1,2 +1,2 @@\n 川\n",  # cut off
        "@@ -1,1 +1,1 @@\n-川\n+海\n+空\n",  # more than it says
        "@@ -9,1 +9,1 @@\n-川\n+海\n",
        "diff --git a/a b/a\n",
        "川\n",
    ],
)
def test_a_patch_that_was_made_for_another_text_is_refused(patch: str) -> None:
    with pytest.raises(PatchMisfit):
        apply_patch("川\n山\n", patch)
