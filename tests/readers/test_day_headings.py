"""A diary's days head what stands under them."""

from communique import read

DIARY = """Minister's programme, week 20

Helsinki, 9 May 2025

The programme of Finland's Foreign Minister Elina Valtonen may change at short notice.

Monday 12 May

Ms Valtonen meets Norway's Minister for Foreign Affairs, Espen Barth Eide, at the Ministry.

Tuesday 13 May

In the morning Ms Valtonen receives Chile's Minister for Foreign Affairs, Alberto van Klaveren.

Later

Ms Valtonen will meet Kenya's Prime Cabinet Secretary, Musalia Mudavadi.
"""


def days(text: str) -> dict[str, str | None]:
    reading = read(text.encode(), reader="rules")
    names = {actor.id: actor.name for actor in reading.actors}
    return {
        names[who.actor].split()[-1]: meeting.start
        for meeting in reading.meetings
        for who in meeting.participants
        if names[who.actor] != "Elina Valtonen"
    }


def test_a_meeting_is_on_the_day_it_stands_under() -> None:
    found = days(DIARY)
    assert found["Eide"] == "2025-05-12"
    assert found["Klaveren"] == "2025-05-13"


def test_another_heading_ends_the_day() -> None:
    assert days(DIARY)["Mudavadi"] is None


def test_one_day_alone_is_when_the_page_was_written() -> None:
    alone = DIARY.replace("Tuesday 13 May\n\n", "").replace("Monday 12 May", "Monday 12 May 2025")
    assert days(alone)["Klaveren"] != "2025-05-12"
