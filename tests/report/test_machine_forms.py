"""JSON, SARIF and GitHub annotations: what programs read."""

from __future__ import annotations

import json as standard

from living_manifesto.core.diagnostics import Diagnostic, Edit, Span
from living_manifesto.locale import speech_for
from living_manifesto.report import github, json, sarif
from report.samples import FILE, hint, page, unknown_section

JA = speech_for("ja")
SOURCE = "id: 外\nsection: diplomacy-defence\n"
MENDED = unknown_section().but(fixes=(Edit(SOURCE.index("diplomacy"), SOURCE.index("diplomacy") + 17, "education"),))


def test_json_holds_everything_a_program_needs() -> None:
    answer = standard.loads(json.render([MENDED, hint(1)], JA, page))
    assert answer["version"] == 1
    assert answer["counts"] == {"error": 1, "warning": 0, "hint": 1}
    assert answer["diagnostics"][0] == {
        "code": "LM301",
        "name": "unknown-section",
        "severity": "error",
        "file": FILE,
        "span": {"line": 2, "column": 10, "end_line": 2, "end_column": 27},
        "message": "「diplomacy-defence」というセクションはありません。",
        "cure": "もしかして: diplomacy-defense (4. 外交・防衛)",
        "command": f"manifesto check --fix {FILE}",
        "args": {"value": "diplomacy-defence", "nearest": ["diplomacy-defense (4. 外交・防衛)"]},
        "variant": "",
        "fixes": [{"start": 15, "end": 32, "text": "education"}],
        "move_to": "",
    }
    assert answer["diagnostics"][1]["name"] == "topic-member-elsewhere"


def test_json_is_ascii_even_for_broken_letters() -> None:
    fault = Diagnostic.of("LM404", "\ud800.yaml", target="\udcff\x1b")
    text = json.render([fault], JA, page)
    assert text.isascii()
    assert standard.loads(text)["diagnostics"][0]["args"] == {"target": "\udcff\x1b"}


def test_sarif_has_one_run_with_rules_results_and_fixes() -> None:
    answer = standard.loads(sarif.render([MENDED, hint(3), hint(4)], {FILE: SOURCE}, JA, page, version="1.2.3"))
    assert answer["version"] == "2.1.0"
    (run,) = answer["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["LM301", "LM304"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "note", "note"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    (fix,) = run["results"][0]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    region = {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 27}
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "education"}}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == region


def test_a_file_name_becomes_a_relative_address_in_sarif() -> None:
    fault = Diagnostic.of("LM404", "proposals/a b:提案.yaml", target="x")
    (run,) = standard.loads(sarif.render([fault], {}, JA, page, version="1"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "proposals/a%20b%3A%E6%8F%90%E6%A1%88.yaml"}}


def test_an_annotation_names_place_title_fault_and_cure() -> None:
    assert github.render([unknown_section()], JA, page) == (
        f"::error file={FILE},line=2,endLine=2,col=10,endColumn=27,title=LM301 知らないセクションです"
        "::「diplomacy-defence」というセクションはありません。%0Aもしかして: diplomacy-defense (4. 外交・防衛)\n"
    )


def test_severities_have_their_commands_and_several_lines_no_columns() -> None:
    warning = Diagnostic.of("LM404", "f", Span(1, 2, 3, 4), target="100%")
    assert github.render([warning, hint(1)], JA, page).startswith(
        "::warning file=f,line=1,endLine=3,title=LM404 変わりません::「100%25」は変わりません。"
    )
    assert "\n::notice file=t.yaml" in github.render([warning, hint(1)], JA, page)


def test_hostile_text_begins_no_command_of_its_own() -> None:
    hostile = "x\n::set-output name=a::b\r::stop-commands::y,line=9:z\u2028\x1b"
    text = github.render([Diagnostic.of("LM404", hostile, target=hostile)], JA, page)
    assert text.count("\n") == 1
    assert "\r" not in text
    properties = text.split("::")[1]
    assert properties.count(",") == 1
    assert ":" not in properties
