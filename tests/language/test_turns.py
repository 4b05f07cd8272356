"""Transcripts: whose turn a label opens that is an office, initials or "Answer", and whom the answer calls "him"."""

import pytest

from communique import read
from communique.records import Reading


def speakers(found: Reading) -> list[str]:
    names = {actor.id: actor.name for actor in found.actors}
    return [names[s.source] for s in found.statements if s.made_by == "statements.turn/1"]


BRIEFING = """{head}

{byline}

20 April 2026

{label}: Good morning. New Zealand will put $38 million into rebuilding the wharf at Salelologa.

{asks}: When did you last talk to the Cook Islands leader, Mark Brown?

{label}: I called him on 3 April and it was a good conversation.
"""


@pytest.mark.parametrize(
    ("head", "byline", "label", "asks"),
    [
        ("Post-Cabinet Press Conference", "Rt Hon Christopher Luxon, Prime Minister", "PM", "Media"),
        ("Press conference", "Prime Minister Christopher Luxon", "PRIME MINISTER", "Journalist"),
        ("Transcript", "Rt Hon Christopher Luxon, Prime Minister", "THE PRIME MINISTER", "Q"),
        ("Doorstop", "Christopher Luxon, Prime Minister of New Zealand", "CL", "Reporter"),
        ("Interview with the Prime Minister of New Zealand, Christopher Luxon", "Wellington", "Answer", "Question"),
    ],
)
def test_a_label_without_a_name_is_the_one_whom_the_heading_names(
    head: str, byline: str, label: str, asks: str
) -> None:
    found = read(BRIEFING.format(head=head, byline=byline, label=label, asks=asks).encode())
    assert speakers(found) == ["Christopher Luxon"] * 2
    call = next(m for m in found.meetings if m.kind == "call")
    names = {actor.id: actor.name for actor in found.actors}
    assert {names[who.actor] for who in call.participants} == {"Christopher Luxon", "Mark Brown"}
    assert call.parties == ("NZL", "COK")


def test_an_office_that_two_in_the_heading_hold_names_nobody() -> None:
    head = "Prime Minister Christopher Luxon and Prime Minister Sitiveni Rabuka meet the press"
    found = read(BRIEFING.format(head="Press conference", byline=head, label="PM", asks="Media").encode())
    assert speakers(found) == []


def test_a_newsroom_that_asks_is_no_one_by_his_initials() -> None:
    text = BRIEFING.format(head="Transcript", byline="Christopher Luxon, Prime Minister", label="PM", asks="CNN")
    assert speakers(read(text.encode())) == ["Christopher Luxon"] * 2


def test_a_president_named_in_the_headline_alone_answers() -> None:
    text = """Remarks by President Trump and Prime Minister Takaichi of Japan

Tokyo, October 28, 2025

THE PRESIDENT: Thank you very much. We signed a great deal on rare earths.

PRIME MINISTER TAKAICHI: Thank you, Mr. President. Japan will invest $550 billion in the United States.

Q: Will you meet with Kim Jong Un?

THE PRESIDENT: I spoke with President Xi on Friday.
"""
    found = read(text.encode())
    assert speakers(found) == ["Trump", "Takaichi", "Trump"]
    assert [(m.kind, m.parties) for m in found.meetings] == [("call", ("USA", "CHN"))]


def test_our_minister_is_of_the_one_who_answers() -> None:
    text = BRIEFING.format(head="Transcript", byline="Rt Hon Christopher Luxon, Prime Minister", label="PM", asks="Q")
    found = read((text + "\nQ: And the frigates?\n\nPM: Our Defence Minister, Chris Penk, is on it.\n").encode())
    assert next(actor.country for actor in found.actors if actor.name == "Chris Penk") == "NZL"
