"""Journeys still to come ("leaves for", "is off to"), and what a speaker says of himself in a press conference."""

import pytest

from communique import read
from communique.records import Meeting

NEWS = """WELLINGTON, April 20, 2026 (Pacific News) - Prime Minister Christopher Luxon opened a wharf in Nelson on Monday.

{told}
"""
ANSWER = """Post-Cabinet Press Conference: Monday, 20 April 2026

Rt Hon Christopher Luxon, Prime Minister

Media: What about the week?

PM: {told}

Media: Anything else?

PM: No, that is all we have for today.
"""


def meetings(frame: str, told: str) -> tuple[Meeting, ...]:
    return read(frame.format(told=told).encode()).meetings


@pytest.mark.parametrize(
    ("told", "place", "day"),
    [
        ("Luxon will leave for Tokyo on Thursday.", "Tokyo", "2026-04-23"),
        ("Luxon leaves for Seoul on Friday.", "Seoul", "2026-04-24"),
        ("Luxon is scheduled to leave on Thursday for Manila.", "Manila", "2026-04-23"),
        ("Luxon is due to depart for Hanoi on Sunday.", "Hanoi", "2026-04-26"),
        ("Luxon is headed to Canberra on Friday.", "Canberra", "2026-04-24"),
        ("Luxon sets out for Singapore on Tuesday.", "Singapore", "2026-04-21"),
        ("Luxon is off to Suva on Tuesday.", "Suva", "2026-04-21"),
        ("Luxon is bound for Beijing next month.", "Beijing", "2026-05-01"),
        ("Luxon is going to Paris on Friday.", "Paris", "2026-04-24"),
    ],
)
def test_who_sets_out_has_a_visit_ahead(told: str, place: str, day: str) -> None:
    assert [(m.kind, m.status, m.place, m.start) for m in meetings(NEWS, told)] == [("visit", "planned", place, day)]


@pytest.mark.parametrize(
    "told",
    [
        "Luxon gave a speech before departing for Jakarta.",
        "Luxon is not going to Paris.",
        "Luxon told his officials to leave for Doha.",
        "Luxon is off sick in Auckland.",
        "Luxon would love to meet Vladimir Putin.",
    ],
)
def test_who_does_not_set_out_has_none(told: str) -> None:
    assert not meetings(NEWS, told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Tomorrow I'm off to Suva.", ("visit", "planned", "Suva", "2026-04-21")),
        ("I'm leaving for Washington on Sunday.", ("visit", "planned", "Washington", "2026-04-26")),
        ("On Thursday I'll be in Jakarta.", ("visit", "planned", "Jakarta", "2026-04-23")),
        ("I am in Ottawa at the moment.", ("visit", "held", "Ottawa", "2026-04-20")),
        ("I'll sit down with Prime Minister Sitiveni Rabuka on Wednesday.", ("talks", "planned", None, "2026-04-22")),
        ("I'm meeting Anthony Albanese on Thursday.", ("meeting", "planned", None, "2026-04-23")),
        ("I'm seeing Anthony Albanese in Queenstown on 12 June.", ("meeting", "planned", "Queenstown", "2026-06-12")),
        ("We had a good meeting with Narendra Modi in Delhi on Friday.", ("meeting", "held", "Delhi", "2026-04-17")),
        ("I called Mark Carney on 3 April.", ("call", "held", None, "2026-04-03")),
    ],
)
def test_what_a_speaker_tells_of_himself(told: str, expected: tuple[str, str, str | None, str]) -> None:
    assert [(m.kind, m.status, m.place, m.start) for m in meetings(ANSWER, told)] == [expected]


def test_three_states_that_somebody_leaves_for_share_no_day() -> None:
    found = meetings(NEWS, "Luxon will leave on Friday for Malaysia, Japan and South Korea.")
    assert [(m.place, m.start) for m in found] == [
        ("Malaysia", "2026-04-24"),
        ("Japan", None),
        ("South Korea", None),
    ]


def test_a_day_before_its_subject_belongs_to_the_second_clause() -> None:
    told = "I've just had a good meeting with Jeremiah Manele, the premier of Solomon Islands, and yesterday I was in Port Vila to sign."
    visit = next(m for m in meetings(ANSWER, told) if m.kind == "visit")
    assert (visit.place, visit.start) == ("Port Vila", "2026-04-19")
