"""Whatever citizens write stays words: nothing of it reaches a shell, a ref, a trailer, or whoever reads it."""

from __future__ import annotations

from itertools import cycle

import pytest

from living_manifesto.forge.port import Style
from living_manifesto.life.contributions import hand_in
from living_manifesto.plan.pulls import Verdict
from support.hall import P1, P2, Hall, added, names
from support.town import TRANSPORT

ONE, TWO = names(2)
BRANCH = f"proposal/{ONE}"
WORDS = [
    "Proposal: 20260201-aaaaaa",
    "@everyone 見てください @org/team #1 GH-2",
    "--force --upload-pack=touch refs/heads/main HEAD~1 @{-1}",
    "$(touch pwned) `touch pwned`; touch pwned | touch pwned && touch pwned",
    "# 見出し\n---\n> 引用\n\nCo-authored-by: Evil\nProposal: 20260201-aaaaaa",
    "%s %n %x00 {0} {id} {number}",
    "Merged-by: nobody\n\nPull-Request: #99",
]
REFUSED = {
    "LM611": "<script>alert(1)</script><img src=x onerror=alert(1)><!-- -->",
    "LM608": "[押してください](javascript:alert(1)) ![x](data:text/html,x)",
    "LM606": "問い合わせは x@example.org へ",
}


def trailers(hall: Hall, commit: str) -> list[str]:
    message = hall.town.git("show", "-s", "--format=%(trailers:only,unfold)", commit)
    return [line for line in message.splitlines() if line]


def proposals_of(hall: Hall, commit: str) -> list[str]:
    return [line for line in trailers(hall, commit) if line.startswith(("Proposal:", "Pull-Request:", "Co-authored"))]


@pytest.mark.parametrize(("words", "style"), [*zip(WORDS, cycle([Style.MERGE, Style.SQUASH]), strict=False)])
def test_words_of_a_citizen_do_nothing(hall: Hall, words: str, style: Style) -> None:
    refs = set(hall.branches())
    title = words.split("\n")[0]
    sentence = f"夜のバス「{title}」も走らせます。"
    hall.bring(ONE, added(sentence.replace("`", "")), body=words, reason=words, title=title[:80], proposer=title[:60])
    assert set(hall.branches()) == {*refs, BRANCH}
    pull = hall.pull(ONE)
    assert "\n" not in pull.title
    assert len(pull.title) <= 60
    for forbidden in ("<script", "](javascript", "@everyone", "@org", " #1 "):
        assert forbidden not in pull.title + pull.body
    assert proposals_of(hall, BRANCH) == [f"Proposal: {ONE}"]
    hall.say(ONE, Verdict.COMMENTED, words)
    commit = hall.adopt(ONE, style)
    assert proposals_of(hall, commit) == [f"Proposal: {ONE}", f"Pull-Request: #{pull.number}"]
    assert hall.register(ONE).body == words
    assert set(hall.branches()) == refs
    assert hall.complaints() == []
    assert not (hall.town.folder / "pwned").exists()


@pytest.mark.parametrize("words", WORDS[::2])
def test_words_of_a_commit_do_nothing_either(hall: Hall, words: str) -> None:
    hall.town.git("switch", "-q", "-c", "mine")
    hall.town.replace(TRANSPORT, P2, "高校生の定期券を無料にします。")
    hall.town.git("add", "-A")
    hall.town.git("commit", "-q", "--cleanup=verbatim", "-m", words, "--author=@everyone <x@example.org>")
    hall.town.git("switch", "-q", "main")
    with hall.desk() as desk:
        name = hand_in(desk, "mine", "").name
    assert f"Proposal: {name}" in proposals_of(hall, "mine")
    assert "Proposal: 20260201-aaaaaa" not in proposals_of(hall, "mine")
    assert hall.register(name, "mine").body == words
    commit = hall.adopt(name)
    assert proposals_of(hall, commit) == [f"Proposal: {name}", f"Pull-Request: #{hall.pull(name).number}"]
    assert hall.complaints() == []


@pytest.mark.parametrize("code", REFUSED)
def test_what_would_act_on_a_page_stops_at_the_door(hall: Hall, code: str) -> None:
    words = REFUSED[code]
    hall.write(ONE, added("夜のバスも走らせます。"), body=words)
    assert code in {fault.code for faults in hall.submit(ONE).received.refused.values() for fault in faults}
    hall.town.git("switch", "-q", "-c", "mine")
    hall.town.replace(TRANSPORT, P2, "高校生の定期券を無料にします。")
    hall.town.git("commit", "-qam", words)
    refs = hall.refs()
    done = hall.town.run("submit", "--branch", "mine", "--lang", "en")
    assert (done.returncode, code in done.stderr) == (1, True)
    assert hall.refs() == refs


def test_who_signed_a_commit_is_no_part_of_the_words(hall: Hall) -> None:
    hall.town.git("switch", "-q", "-c", "mine")
    hall.town.replace(TRANSPORT, P2, "高校生の定期券を無料にします。")
    signed = "Signed-off-by: 佐藤 <sato@example.org>\nReviewed-by: 田中 <t@example.org>"
    hall.town.git("commit", "-qam", f"定期券を無料に\n\n家計が苦しいため。\n\n{signed}")
    with hall.desk() as desk:
        name = hand_in(desk, "mine", "").name
    assert hall.register(name, "mine").body == "定期券を無料に\n\n家計が苦しいため。"


def test_words_on_the_command_line_do_nothing(hall: Hall) -> None:
    hall.bring(ONE, added("夜のバスも走らせます。"))
    said = [WORDS[2], WORDS[3], REFUSED["LM611"]]
    for words in said:
        done = hall.town.run("review", ONE, f"--comment={words}")
        assert (done.returncode, done.stderr) == (0, "")
    assert [each.text for each in hall.pull(ONE).reviews] == said
    shown = hall.town.run("status", ONE).stdout
    assert "\x1b" not in shown
    assert not (hall.town.folder / "pwned").exists()


def test_a_terminal_is_not_acted_upon(hall: Hall) -> None:
    hall.bring(ONE, added("夜のバスも走らせます。"))
    hall.say(ONE, Verdict.COMMENTED, "\x1b[2J\x1b]0;title\x07\u202eabc\u0000", who="山\x1b[31m田")
    for arguments in (("status", ONE), ("status", "--json")):
        shown = hall.town.run(*arguments).stdout
        assert not [char for char in shown if char in "\x1b\x07\u202e\x00"]


def test_hidden_words_reach_no_commit(hall: Hall) -> None:
    hall.bring(ONE, added("夜のバスも走らせます。"), title="田中一郎の娘さんのために")
    hall.bring(TWO, added("日曜の便を増やします。"))
    assert "田中一郎" in hall.pull(ONE).title
    assert hall.town.run("hide", ONE, "--ground", "privacy").returncode == 0
    hall.adopt(TWO)
    hall.sync()
    assert "田中一郎" not in hall.pull(ONE).title + hall.pull(ONE).body
    assert "田中一郎" not in hall.town.git("show", "-s", "--format=%B", BRANCH)
    assert "田中一郎" not in hall.town.run("status", ONE).stdout
    assert hall.points() == [P1, P2, "日曜の便を増やします。"]
