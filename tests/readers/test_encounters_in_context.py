"""Encounters whose people, day or place another sentence or another clause tells."""

import pytest

from communique import read
from communique.records import Meeting

HEAD = "LONDON, January 10, 2024 (Reuters) - "
FIRST = "French President Emmanuel Macron met German Chancellor Olaf Scholz in Paris on Monday. "


def meetings(text: str) -> tuple[Meeting, ...]:
    return read((HEAD + text).encode()).meetings


def last(text: str) -> Meeting:
    return meetings(text)[-1]


@pytest.mark.parametrize(
    ("text", "kind", "status", "place", "start"),
    [
        (FIRST + "The two had last spoken by phone in December.", "call", "held", None, "2023-12-01"),
        (FIRST + "They will meet again in Berlin next month.", "meeting", "planned", "Berlin", "2024-02-01"),
        (FIRST + "The first round was held in Rome on December 12.", "talks", "held", "Rome", "2023-12-12"),
        (
            FIRST + "They looked forward to meeting again in Berlin in June.",
            "meeting",
            "planned",
            "Berlin",
            "2024-06-01",
        ),
    ],
)
def test_they_are_the_two_who_met(text: str, kind: str, status: str, place: str | None, start: str) -> None:
    found = meetings(text)
    assert len(found) == 2 and set(found[1].parties) == {"FRA", "DEU"}
    assert (found[1].kind, found[1].status, found[1].place, found[1].start) == (kind, status, place, start)


def test_they_are_the_three_who_met() -> None:
    found = meetings(
        "South Korean President Yoon Suk Yeol, Japanese Prime Minister Fumio Kishida and U.S. President Joe Biden met at "
        "Camp David in August. They will meet again in Tokyo in May."
    )
    assert [set(m.parties) for m in found] == [{"KOR", "JPN", "USA"}] * 2
    assert [len(m.participants) for m in found] == [3, 3]


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "It was their third meeting this year.",
        FIRST + "The talks lasted two hours.",
        FIRST + "The two discussed Ukraine and consulted on trade.",
        FIRST + "Before the talks, Scholz visited a war memorial. He flew home after the meeting.",
    ],
)
def test_what_goes_on_with_the_encounter_is_no_other(text: str) -> None:
    assert len(meetings(text)) == 1


def test_their_ministers_are_other_people() -> None:
    one = last(FIRST + "The meeting followed talks between their foreign ministers in Warsaw last week.")
    assert (one.participants, set(one.parties), one.place, one.start) == ((), {"FRA", "DEU"}, "Warsaw", "2024-01-01")


def test_a_day_after_talks_is_the_day_before() -> None:
    one = last(
        "French President Emmanuel Macron met German Chancellor Olaf Scholz on Tuesday, a day after holding talks in "
        "Warsaw with Polish Prime Minister Donald Tusk."
    )
    assert (one.place, one.start) == ("Warsaw", "2024-01-08")


def test_the_day_of_what_was_said_is_not_the_day_of_what_was_done() -> None:
    one = last("U.S. President Joe Biden said on Monday that he had spoken with Chinese President Xi Jinping.")
    assert one.start != "2024-01-08"


def test_each_verb_has_its_day_and_place() -> None:
    found = meetings(
        "German Chancellor Olaf Scholz will begin in Chongqing on Sunday, go on to Shanghai on Monday and hold talks with "
        "President Xi Jinping in Beijing on Tuesday."
    )
    talks = next(m for m in found if m.kind == "talks")
    assert (talks.place, talks.start) == ("Beijing", "2024-01-16")


def test_where_peace_is_wanted_nobody_met() -> None:
    one = last("French President Emmanuel Macron met German Chancellor Olaf Scholz, as Paris sought a truce in Gaza.")
    assert one.place is None
    one = last(
        "French President Emmanuel Macron spoke with German Chancellor Olaf Scholz about peace in the South China Sea."
    )
    assert one.place is None


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Japanese Foreign Minister Yoko Kamikawa said she hoped to meet Chinese Foreign Minister Wang Yi soon.", None),
        ("U.S. President Joe Biden left on Monday without meeting Mexican President Claudia Sheinbaum.", None),
        ("Aides prepared meetings with British Prime Minister Rishi Sunak and French President Emmanuel Macron.", None),
        ("A Chinese delegation visited Delhi on Monday for border talks.", {"CHN", "IND"}),
        ("The Trade Ministers of Canada and Mexico will meet virtually on Thursday.", {"CAN", "MEX"}),
        ("Wang Yi was U.S. Secretary of State Antony Blinken's host in Beijing on Tuesday.", {"CHN", "USA"}),
        ("Russian Foreign Minister Sergei Lavrov called off a meeting with Antony Blinken on Monday.", {"RUS", "USA"}),
    ],
)
def test_who_met_whom_if_anybody(text: str, parties: set[str] | None) -> None:
    found = meetings(text)
    assert not found if parties is None else [set(m.parties) for m in found] == [parties]


def test_the_pages_own_official_needs_no_name() -> None:
    page = "PM call with President Macron\n\nThe Prime Minister spoke to President Emmanuel Macron this morning.\n\nA Downing Street spokesperson\n"
    (one,) = read(page.encode(), published="2025-03-04").meetings
    assert (one.kind, set(one.parties), one.start) == ("call", {"GBR", "FRA"}, "2025-03-04")


def test_an_earlier_call_is_no_news_of_the_day() -> None:
    found = meetings(
        "French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday, following the recent phone call "
        "between Scholz and U.S. President Joe Biden."
    )
    assert found[1].kind == "call" and found[1].start is None


def test_him_is_the_one_who_goes_there() -> None:
    found = meetings(
        "French President Emmanuel Macron met Japanese Prime Minister Fumio Kishida on Monday. He then goes to Seoul, where "
        "South Korean President Yoon Suk Yeol is to receive him on Friday."
    )
    received = next(m for m in found if m.status == "planned" and m.kind == "meeting")
    assert (set(received.parties), received.start) == ({"FRA", "KOR"}, "2024-01-12")


def test_a_journey_has_the_days_of_its_stay() -> None:
    one = last("French President Emmanuel Macron will fly to Tokyo, where he is to stay from March 4 to 6.")
    assert (one.kind, one.start, one.end) == ("visit", "2024-03-04", "2024-03-06")


def test_what_came_of_talks_has_a_day_of_its_own() -> None:
    one = last(
        FIRST + "Some recalled the summit between Scholz and U.S. President Joe Biden that led to a truce on January 3."
    )
    assert one.kind == "summit" and one.start != "2024-01-03"
