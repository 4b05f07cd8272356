"""Somebody's programme: entries without a verb, the present tense, what was called off, and who chairs what with whom."""

import pytest

from communique import read
from communique.records import Reading

PROGRAMME = """High Representative Kaja Kallas: programme for the week of 2 to 8 February 2026

European External Action Service
Brussels, 30 January 2026

{entry}
"""
NEWS = """WELLINGTON, April 20, 2026 (Pacific News) - Prime Minister Christopher Luxon opened a wharf in Nelson on Monday.

{told}
"""


def told(found: Reading) -> list[tuple[str, str, set[str], str | None]]:
    names = {actor.id: actor.name for actor in found.actors}
    return [(m.kind, m.status, {names[who.actor] for who in m.participants}, m.place) for m in found.meetings]


def programme(entry: str) -> list[tuple[str, str, set[str], str | None]]:
    return told(read(PROGRAMME.format(entry=entry).encode()))


TWO = {"Kaja Kallas", "Ararat Mirzoyan"}


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("09:30 Meeting with Armenian Foreign Minister Ararat Mirzoyan", "meeting"),
        ("Phone call with Foreign Minister Ararat Mirzoyan of Armenia.", "call"),
        ("HR/VP Kallas receives Armenian Foreign Minister Ararat Mirzoyan.", "meeting"),
        ("HR/VP Kallas will receive Armenian Foreign Minister Ararat Mirzoyan.", "meeting"),
    ],
)
def test_an_entry_is_of_the_one_whose_programme_it_is(entry: str, kind: str) -> None:
    assert [(k, status, people) for k, status, people, _ in programme(entry)] == [(kind, "planned", TWO)]


def test_a_past_call_on_a_programme_took_place() -> None:
    entry = "HR/VP Kallas spoke by phone with Armenian Foreign Minister Ararat Mirzoyan on Thursday."
    assert programme(entry) == [("call", "held", TWO, None)]


def test_a_meeting_called_off_on_a_programme_is_of_its_owner() -> None:
    assert programme("The meeting with Armenian Foreign Minister Ararat Mirzoyan has been cancelled.") == [
        ("meeting", "cancelled", TWO, None)
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "HR/VP Kallas will co-chair with Foreign Minister Ararat Mirzoyan of Armenia the sixth meeting of the EU-Armenia Partnership Council.",
        "HR/VP Kallas will co-chair the sixth meeting of the EU-Armenia Partnership Council with Foreign Minister Ararat Mirzoyan of Armenia.",
        "HR/VP Kallas and Armenian Foreign Minister Ararat Mirzoyan will co-chair the sixth meeting of the EU-Armenia Partnership Council.",
    ],
)
def test_two_who_co_chair_hold_a_session(entry: str) -> None:
    assert programme(entry) == [("session", "planned", TWO, None)]


@pytest.mark.parametrize(
    "off",
    [
        "A stop in Tbilisi has been dropped.",
        "The visit to Tbilisi was called off because of the weather.",
        "A trip to Tbilisi was scrapped.",
    ],
)
def test_a_stop_called_off_is_of_whoever_travels(off: str) -> None:
    found = told(read(NEWS.format(told=f"Luxon will travel to Yerevan on Friday. {off}").encode()))
    assert found == [
        ("visit", "planned", {"Christopher Luxon"}, "Yerevan"),
        ("visit", "cancelled", {"Christopher Luxon"}, "Tbilisi"),
    ]


def test_what_else_is_dropped_is_no_visit() -> None:
    sentences = "Luxon will travel to Yerevan on Friday. The case against him was dropped."
    found = told(read(NEWS.format(told=sentences).encode()))
    assert [status for _, status, _, _ in found] == ["planned"]


@pytest.mark.parametrize(
    ("lead", "status"),
    [
        ("will visit Yerevan, meet the president and", "planned"),
        ("is expected to meet the president and", "planned"),
        ("hopes to meet the president and", None),
    ],
)
def test_joined_infinitives_share_what_the_first_is(lead: str, status: str | None) -> None:
    sentence = f"Luxon {lead} hold talks with Foreign Minister Ararat Mirzoyan of Armenia."
    talks = [s for k, s, people, _ in told(read(NEWS.format(told=sentence).encode())) if "Ararat Mirzoyan" in people]
    assert talks == ([status] if status else [])


def test_who_chairs_for_a_body_is_at_the_bodys_meeting() -> None:
    text = """Joint communiqué of the third AU-EU Ministerial Meeting

Brussels, 21 May 2025

1. Foreign Ministers of the African Union and the European Union convened in Brussels on 21 May 2025. The meeting was co-chaired by Kaja Kallas, High Representative of the Union, and Téte António, Minister of External Relations of Angola.
"""
    [led] = [m for m in read(text.encode()).meetings if m.participants]
    assert len(led.participants) == 2 and {"African Union", "European Union"} <= set(led.parties)


def test_he_at_a_sentences_head_is_no_he_lifeng() -> None:
    sentence = (
        "On Friday Luxon will visit Vientiane. He and Lao Prime Minister Sonexay Siphandone will hold talks there."
    )
    found = told(read(NEWS.format(told=sentence).encode()))
    assert {"Christopher Luxon", "Sonexay Siphandone"} in [people for _, _, people, _ in found]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("reviewed preparations for the Ninth Mexico-Belize Binational Commission, which will be held", 9),
        ("discussed the agenda of the Second Mexico-Belize Joint Commission, which will convene", 2),
    ],
)
def test_a_commission_to_be_held_by_its_number_is_a_session(words: str, number: int) -> None:
    text = f"""News

Mexico City, October 16, 2025

With Foreign Minister Francis Fonseca of Belize, Foreign Secretary Juan Ramón de la Fuente of Mexico {words} in Belmopan on November 27.
"""
    [session] = [m for m in read(text.encode()).meetings if m.kind == "session"]
    assert (session.status, session.session, session.place, session.start) == (
        "planned",
        number,
        "Belmopan",
        "2025-11-27",
    )
    assert set(session.parties) == {"MEX", "BLZ"}


def test_a_commission_that_does_something_else_has_no_session() -> None:
    text = """News

Mexico City, October 16, 2025

Foreign Secretary Juan Ramón de la Fuente of Mexico praised the Mexico-Belize Binational Commission, which oversees the border.
"""
    assert not read(text.encode()).meetings
