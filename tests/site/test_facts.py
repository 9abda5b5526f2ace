"""The facts of the page are those of the repository, and nothing that was taken down is among them."""

from __future__ import annotations

from living_manifesto.core.proposals import Redaction
from living_manifesto.life.redactions import hide
from living_manifesto.site.facts import Address
from support.hall import P1, Hall, added, reworded
from support.site import facts

NEW = "夜のバスを走らせます。"


def test_an_adopted_proposal_tells_its_days_its_old_and_new_text_and_the_sentences_that_it_brought(hall: Hall) -> None:
    name = hall.bring("20260210-k3f9tw", added(NEW))
    commit = hall.adopt(name)
    found = facts(hall)
    standing = found.standings[name]
    assert standing.state == "adopted"
    assert [(each.kind.value, each.day) for each in standing.moments] == [
        ("receipt", "2026-03-01"),
        ("adoption", "2026-03-01"),
    ]
    assert standing.turn is not None
    assert NEW not in repr(standing.turn.before)
    assert NEW in repr(standing.turn.after)
    brought = [key for key, held in found.origins.items() for each in held if each.origin.name == name]
    assert len(brought) == 1
    assert found.days[commit] == "2026-03-01"
    assert [each.adopted for each in found.steps if each.adopted] == [(name,)]


def test_the_draft_that_counts_is_the_one_on_the_branch(hall: Hall) -> None:
    name = hall.bring("20260210-k3f9tw", reworded("p1", P1, NEW))
    hall.by_hand(f"proposal/{name}", {"manifesto/daily-life/transport.yaml": (NEW, NEW + "毎日です。")})
    hall.sync(name)
    (change,) = facts(hall).standings[name].changes
    assert NEW + "毎日です。" in repr(change)


def test_the_numbers_are_those_of_the_register(hall: Hall) -> None:
    for number in range(3):
        hall.bring(f"20260210-k3f9t{number}", added(f"{NEW}{number}"))
    assert {name: each.state for name, each in facts(hall).standings.items()} == hall.listed()


def test_of_a_hidden_proposal_only_the_notice_is_left(hall: Hall) -> None:
    name = hall.bring("20260210-k3f9tw", added(NEW), body="秘密の住所です。", reason="秘密の理由です。")
    with hall.desk() as desk:
        hide(desk, name, "privacy")
    found = facts(hall)
    assert isinstance(found.standings[name].proposal.body, Redaction)
    assert "秘密" not in repr(found)
    assert NEW not in repr(found)


def test_a_pull_request_has_the_address_that_the_settings_tell(hall: Hall) -> None:
    name = hall.bring("20260210-k3f9tw", added(NEW))
    pull = facts(hall, Address(pulls="https://example.org/pull/{number}")).standings[name].pull
    assert pull is not None
    assert pull.address == f"https://example.org/pull/{pull.number}"
