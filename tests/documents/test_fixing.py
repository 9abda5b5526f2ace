"""Edits are made together or not at all, and every place finds its way back."""

from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.diagnostics import Diagnostic, Edit
from living_manifesto.documents.fixing import fix, mend


def test_no_fixes_leave_the_text_alone():
    assert fix("abc", []) == "abc"
    assert fix("abc", [Diagnostic.of("LM112", "f")]) == "abc"


def test_of_two_fixes_that_overlap_the_first_counts_whole():
    assert mend("abcdef", [(Edit(0, 2, "X"), Edit(4, 5, "Y")), (Edit(1, 3, "Z"), Edit(5, 6, "W"))]).text == "XcdYf"


def test_two_insertions_at_one_place_do_not_add_up():
    assert mend("ab", [(Edit(1, 1, " "),), (Edit(1, 1, " "),)]).text == "a b"


def test_an_edit_outside_the_text_is_left_out():
    assert mend("ab", [(Edit(1, 5, ""),), (Edit(-1, 0, "x"),)]).text == "ab"


def test_places_find_their_way_back():
    mended = mend("id：x　y", [(Edit(2, 3, ": "),), (Edit(4, 5, ""),)])
    assert mended.text == "id: xy"
    assert [mended.origin(place) for place in range(7)] == [0, 1, 2, 2, 3, 5, 6]


@given(st.text("abc\n"), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("XY", max_size=3))))
def test_what_was_not_edited_stands_where_the_way_back_says(text, raw):
    mended = mend(text, [(Edit(start, start + length, new),) for start, length, new in raw])
    for index, sign in enumerate(mended.text):
        if sign not in "XY":
            assert text[mended.origin(index)] == sign
