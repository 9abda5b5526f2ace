from __future__ import annotations

import re

import pytest

from living_manifesto.core.diagnostics import Diagnostic, Edit, Span
from living_manifesto.locale import speech_for
from living_manifesto.report.display import width
from living_manifesto.report.messages import message, shell_word
from living_manifesto.report.text import Moment, render
from report.samples import FILE, hint, page, unknown_section

JA, EN = speech_for("ja"), speech_for("en")
SOURCE = "id: 20260128-k3f9tw\nsection: diplomacy-defence\n"


def drawn(line: str, span: Span, columns: int = 100) -> tuple[str, str]:
    fault = Diagnostic.of("LM404", "f.yaml", span, target="x")
    lines = render([fault], {"f.yaml": line}, JA, page, columns=columns).split("\n")
    at = next(count for count, each in enumerate(lines) if " | ^" in each or re.search(r"\| +\^", each))
    return lines[at - 1], lines[at]


def under(line: str, span: Span, columns: int = 100) -> str:
    """What stands above the carets, by display columns."""
    shown, carets = drawn(line, span, columns)
    start, stop = carets.index("^"), len(carets)
    taken, at = "", 0
    for char in shown:
        if start <= at < stop:
            taken += char
        at += width(char)
    return taken


def test_the_hook_says_what_where_how_and_what_then() -> None:
    fault = unknown_section().but(move_to="proposals/2026-01/20260128-k3f9tw.yaml")
    assert render([fault], {FILE: SOURCE}, JA, page, moment=Moment.COMMIT) == (
        """\
直してほしいところが1つあります。書いた内容は消えていません(コミットはまだです)。

proposals/2026-01/20260128-k3f9tw.yaml:2:10  LM301
  「diplomacy-defence」というセクションはありません。

  2 | section: diplomacy-defence
    |          ^^^^^^^^^^^^^^^^^

  もしかして: diplomacy-defense (4. 外交・防衛)

直し方
  manifesto check --fix proposals/2026-01/20260128-k3f9tw.yaml
    上のところを、まとめて自動で直します。

直したら、もう一度 git add と git commit を実行してください。
くわしく: manifesto explain LM301
"""
    )


def test_the_same_in_english_frame() -> None:
    said = render([unknown_section()], {}, EN, page)
    assert said.startswith("Found: 1 thing to mend. Nothing that you wrote is lost.\n")
    assert said.endswith("Once it is mended, run manifesto check again.\nMore about it: manifesto explain LM301\n")


def test_without_a_fault_nothing_is_said() -> None:
    assert render([], {}, JA, page) == ""


def test_the_command_that_explains_stands_only_at_the_end() -> None:
    said = render([Diagnostic.of("LM605", FILE, typed="TODO")], {}, JA, page)
    assert said.count("manifesto explain") == 1


def test_a_fix_is_not_promised_where_none_is_known() -> None:
    assert "--fix" not in render([unknown_section()], {FILE: SOURCE}, JA, page)


def test_the_heading_counts_and_hints_alone_do_not_stop_the_reader() -> None:
    warning = Diagnostic.of("LM404", FILE, target="x")
    both = render([unknown_section(), warning, hint(1), hint(2)], {}, JA, page)
    assert both.startswith("直してほしいところが1つ、見てほしいところが1つ、ヒントが2つあります。")
    hints = render([hint(1)], {}, JA, page, moment=Moment.COMMIT)
    assert hints.startswith("ヒントが1つあります。このままでも先へ進めます。\n")
    assert "コミット" not in hints
    assert "git commit" not in hints


def test_severity_is_said_in_words() -> None:
    said = render([Diagnostic.of("LM404", FILE, target="x"), hint(1)], {}, JA, page)
    assert f"{FILE}  LM404(注意)\n" in said
    assert "t.yaml:1:1  LM304(ヒント)\n" in said


def test_faults_are_grouped_by_file_and_hints_come_last() -> None:
    faults = [
        hint(1),
        unknown_section("b.yaml"),
        unknown_section("a.yaml"),
        Diagnostic.of("LM404", "b.yaml", target="x"),
    ]
    said = render(faults, {}, JA, page)
    assert re.findall(r"^([a-z]\.yaml)", said, re.MULTILINE) == ["a.yaml", "b.yaml", "b.yaml", "t.yaml"]


def test_hints_beyond_twenty_are_only_counted() -> None:
    said = render([hint(line) for line in range(1, 36)], {}, JA, page)
    assert said.count("LM304(ヒント)") == 20
    assert "ほかにもヒントが15個あります" in said


def test_the_same_fault_on_many_lines_is_said_once() -> None:
    faults = [Diagnostic.of("LM127", FILE, Span(n, 1, n, 2), typed="\t", meant=" ") for n in range(1, 6)]
    said = render(faults, {FILE: "\tx\n" * 5}, JA, page)
    assert said.count("タブが使われています。半角の空白にします。") == 1
    assert "同じところがほかの行にもあります: 2, 3, 4, 5\n" in said
    assert said.startswith("直してほしいところが5つ")


def test_one_command_mends_all_files_and_other_commands_stand_once() -> None:
    edit = (Edit(0, 1, "x"),)
    stale = [
        Diagnostic.of("LM402", "c.yaml", Span(n, 1, n, 2), target="p1", field="text", was=f"{n}", stands="z")
        for n in (1, 2)
    ]
    faults = [unknown_section("a.yaml").but(fixes=edit), unknown_section("b b.yaml").but(fixes=edit), *stale]
    said = render(faults, {}, JA, page)
    assert said.count("  manifesto check --fix") == 1
    assert '  manifesto check --fix a.yaml "b b.yaml"\n    安全に直せるところを' in said
    assert said.count("manifesto propose p1 c.yaml") == 1
    assert "くわしく: manifesto explain LM301(ほかに: LM402)" in said


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("title: 外交・防衛", "外交"),
        ("title: がんばれ", "が"),
        ("title:\t外交", "外交"),
        ("ｔｉｔｌｅ：外交", "：外"),
        ("e\u0301te: ﾊﾝｶｸ", "ﾊﾝ"),
        ("👩 a: b", "b"),
    ],
)
def test_the_carets_stand_under_what_they_mean(line: str, wanted: str) -> None:
    start = line.index(wanted) + 1
    assert under(line, Span(1, start, 1, start + len(wanted))).rstrip() == wanted


def test_a_long_line_is_cut_around_the_carets() -> None:
    line = "body: " + "あ" * 300 + "ここ" + "い" * 300
    span = Span(1, 307, 1, 309)
    shown, carets = drawn(line, span, columns=60)
    assert under(line, span, columns=60) == "ここ"
    assert max(width(shown), width(carets)) <= 60
    assert shown.count("…") == 2


def test_a_span_over_several_lines_points_to_the_end_of_the_first() -> None:
    assert drawn("a: b\nc: d\n", Span(1, 4, 2, 2))[1].endswith("|    ^")


def test_a_place_at_the_end_of_a_line_still_has_a_caret() -> None:
    assert drawn("a:", Span(1, 3, 1, 3)) == ("  1 | a:", "    |   ^")


def test_a_place_beyond_the_file_has_no_excerpt() -> None:
    assert "^" not in render([Diagnostic.of("LM404", "f", Span(9, 1, 9, 2), target="x")], {"f": "a"}, JA, page)


def test_nothing_in_a_file_can_steer_the_terminal() -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J\u202e\u2066\u200b\x9b31m\r"
    fault = Diagnostic.of("LM404", f"f{hostile}.yaml", Span(1, 1, 1, 2), target=hostile)
    said = render([fault.but(fixes=(Edit(0, 1, ""),))], {fault.file: hostile}, JA, page)
    assert all(char.isprintable() or char == "\n" for char in said)
    assert "<U+001B>" in said
    assert "<U+202E>" in said


def test_colour_only_adds_to_what_is_said() -> None:
    faults = [unknown_section(), hint(1)]
    plain, coloured = (render(faults, {FILE: SOURCE}, JA, page, colour=colour) for colour in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert coloured != plain


def test_the_words_for_types_are_translated_only_where_types_are_meant() -> None:
    fault = Diagnostic.of("LM203", FILE, key="text", found="list", expected=("text", "number"))
    assert (
        message(fault, page("LM203", "ja"), JA).fault == "「text」には文か数を書きます。いまは並び(- で始まる行)です。"
    )


def test_a_variant_has_its_own_fault_and_no_candidate_its_own_cure() -> None:
    titled = Diagnostic.of("LM301", FILE, value="外交", nearest=("a", "b")).but(variant="title")
    assert message(titled, page("LM301", "ja"), JA).fault == "「外交」は題名です。id の a、b を書きます。"
    assert message(titled, page("LM301", "ja"), JA).cure == "もしかして: a、b"
    lonely = Diagnostic.of("LM301", FILE, value="x", nearest=())
    assert message(lonely, page("LM301", "ja"), JA).cure == "似た名前はありません。"


def test_two_long_texts_are_shown_where_they_differ() -> None:
    was = "守" * 60 + "、質を高めます。"
    said = message(Diagnostic.of("LM402", FILE, target="p", field="text", was=was, stands=was.replace("質", "量")),
                   page("LM402", "ja"), JA).fault  # fmt: skip
    assert "質を高めます" in said
    assert "量を高めます" in said
    assert width(said) < 100


def test_long_words_are_cut_and_braces_left_alone() -> None:
    said = message(Diagnostic.of("LM605", FILE, typed="{file}" + "あ" * 500), page("LM605", "ja"), JA).fault
    assert said.startswith("「{file}ああ")
    assert said.endswith("が残っています。例: {value: 1}")
    assert width(said) < 200


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a/b-c.yaml", "a/b-c.yaml"),
        ("提案.yaml", "提案.yaml"),
        ("a b.yaml", '"a b.yaml"'),
        ("$(rm x).yaml", "'$(rm x).yaml'"),
        ("-rf", "./-rf"),
        ("a;b", '"a;b"'),
        ("a\x1bb'c", "$'a\\033b\\'c'"),
    ],
)
def test_a_file_name_is_one_word_of_the_command(name: str, word: str) -> None:
    assert shell_word(name) == word
