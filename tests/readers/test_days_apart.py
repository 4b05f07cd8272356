"""Days of encounters that a text recalls: counted from what stands before them, else left open, never the page's own day."""

import pytest

from communique import Reading, read
from communique.records import Meeting

KIGALI = "NAIROBI, March 4, 2024 (Reuters) - "
RUTO = "Kenyan President William Ruto"
HASSAN = "Tanzanian President Samia Suluhu Hassan"


def _met(text: str, published: str | None = None) -> list[Meeting]:
    return list(_read(text, published).meetings)


def _read(text: str, published: str | None = None) -> Reading:
    return read(text.encode(), published=published)


def _days(meeting: Meeting) -> tuple[str | None, str | None]:
    return meeting.start, meeting.end


def test_since_their_summit_gives_the_summit_its_own_day() -> None:
    call, summit = _met(
        f"{KIGALI}{RUTO} and {HASSAN} spoke by phone on Monday, their first conversation since their summit in Kigali in November."
    )
    assert (call.kind, *_days(call)) == ("call", "2024-03-04", "2024-03-04")
    assert (summit.kind, summit.place, *_days(summit)) == ("summit", "Kigali", "2023-11-01", "2023-11-30")


def test_since_a_meeting_without_a_day_leaves_it_open() -> None:
    _, summit = _met(
        f"{KIGALI}{RUTO} and {HASSAN} spoke by phone on Monday, their first talk since their summit in Kigali."
    )
    assert (summit.place, *_days(summit)) == ("Kigali", None, None)


def test_a_day_is_not_the_next_clauses_subject() -> None:
    page = (
        f"{KIGALI}Tanzanian Prime Minister Kassim Majaliwa met {RUTO} in Nairobi on Monday. Majaliwa said that since the meeting "
        "in Dodoma last November relations had improved."
    )
    news, old = _met(page)
    assert _days(news) == ("2024-03-04", "2024-03-04")
    assert (old.place, *_days(old)) == ("Dodoma", "2023-11-01", "2023-11-30")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("less than a week after", ("2024-02-26", "2024-03-03")),
        ("three days after", ("2024-03-01", "2024-03-01")),
        ("a week after", ("2024-02-26", "2024-02-26")),
        ("days after", ("2024-02-24", "2024-03-03")),
        ("months after", (None, None)),
        ("more than a week after", (None, None)),
    ],
)
def test_so_long_after_another_meeting(words: str, days: tuple[str | None, str | None]) -> None:
    page = f"{KIGALI}{HASSAN} arrived in Nairobi on Monday for a visit, {words} she had received President William Ruto at home."
    visit, before = _met(page)
    assert (visit.kind, visit.place, *_days(visit)) == ("visit", "Nairobi", "2024-03-04", "2024-03-04")
    assert before.kind == "meeting"
    assert _days(before) == days
    assert before.place is None  # not where she went afterwards


def test_weeks_later_counts_from_the_day_told_before() -> None:
    first, second = _met(
        "Kyriakos Mitsotakis and Recep Tayyip Erdogan met in Athens on 7 December 2023. Four weeks later their foreign "
        "ministers, Giorgos Gerapetritis of Greece and Hakan Fidan of Turkey, met in Ankara."
    )[:2]
    assert _days(first) == ("2023-12-07", "2023-12-07")
    assert _days(second) == ("2024-01-01", "2024-01-07")


def test_weeks_later_without_a_day_before_it_is_open() -> None:
    page = (
        f"{KIGALI}The two countries made peace. Four weeks later their foreign ministers, Giorgos Gerapetritis of Greece and "
        "Hakan Fidan of Turkey, met in Ankara."
    )
    assert [_days(one) for one in _met(page)] == [(None, None)]


def test_what_two_presidents_agreed_at_their_meeting_is_not_the_ministers_news() -> None:
    page = (
        f"{KIGALI}Kenyan Interior Secretary Kithure Kindiki and Tanzanian Home Minister Hamad Masauni held talks in Nairobi on "
        "Monday. The working group was agreed upon by the two presidents at their meeting in Kigali."
    )
    reading = _read(page)
    news, old = reading.meetings
    assert _days(news) == ("2024-03-04", "2024-03-04")
    assert (old.place, old.participants, set(old.parties), *_days(old)) == ("Kigali", (), {"KEN", "TZA"}, None, None)


def test_a_briefing_that_would_like_to_tell_looks_back() -> None:
    page = (
        "Briefing, 30 April 2024\n\nI would like to tell you more about the talks between Kenyan President William Ruto and "
        "Tanzanian President Samia Suluhu Hassan on Friday."
    )
    (one,) = _met(page)
    assert (one.status, *_days(one)) == ("held", "2024-04-26", "2024-04-26")


def test_the_outcome_of_a_meeting_would_help_later() -> None:
    page = (
        "DALIAN, May 8, 2024 (Xinhua) - Kenyan President William Ruto met Chinese President Xi Jinping on Tuesday. Ruto said that "
        "the outcome of his meeting with the Tanzanian president in April would help."
    )
    _, old = _met(page)
    assert (old.status, *_days(old)) == ("held", "2024-04-01", "2024-04-30")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (f"On 27 February {RUTO} met {HASSAN} in Kigali.", "2023-02-27"),
        (f"{RUTO} and {HASSAN} met in Kigali on 10 March.", "2023-03-10"),
        (f"{RUTO} and {HASSAN} will meet in Kigali on 10 March.", "2024-03-10"),
        (f"{RUTO} and {HASSAN} are to meet in Kigali on 27 February.", "2024-02-27"),
    ],
)
def test_whoever_met_on_a_day_had_met(sentence: str, day: str) -> None:
    (one,) = _met(f"Nothing else happened.\n\n{sentence}", published="2024-01-08")
    assert one.start == day


def test_the_first_session_in_a_headline_is_the_news() -> None:
    page = (
        "First meeting of the Joint Commission of Kenya and Tanzania\n\nThe Joint Commission of Kenya and Tanzania agreed to open "
        "a border post."
    )
    sessions = [one for one in _met(page, published="2024-03-04") if one.kind == "session"]
    assert [(one.session, *_days(one)) for one in sessions] == [(1, "2024-03-04", "2024-03-04")]


def test_a_dateline_in_two_calendars_gives_the_year() -> None:
    page = (
        "PYONGYANG, March 4, Juche 113 (2024) (KCNA) -- Kenyan President William Ruto met Tanzanian President Samia Suluhu Hassan "
        "in Kigali on March 3."
    )
    reading = _read(page)
    assert reading.article.reference == "2024-03-04"
    assert _days(reading.meetings[0]) == ("2024-03-03", "2024-03-03")


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("They had met in Kigali two days earlier.", ("2024-03-02", "2024-03-02")),
        ("They had met in Kigali two weeks before.", ("2024-02-16", "2024-02-22")),
        ("They had met in Kigali a month earlier.", ("2024-01-19", "2024-02-18")),
    ],
)
def test_so_long_earlier(sentence: str, days: tuple[str, str]) -> None:
    _, before = _met(f"{KIGALI}{RUTO} and {HASSAN} met in Nairobi on Monday. {sentence}")
    assert (before.place, *_days(before)) == ("Kigali", *days)


def test_two_days_later_is_after_what_was_told_whatever_the_page_is_taken_for() -> None:
    _, second = _met(
        f"{RUTO} met {HASSAN} in Kigali on 3 January 2024. Two days later he received Wang Yi of China in Nairobi."
    )
    assert _days(second) == ("2024-01-05", "2024-01-05")


def test_on_a_page_without_a_day_a_month_follows_the_one_told_before() -> None:
    page = "In March 2024 Kenya and Tanzania signed an accord in Kigali. The foreign ministers met there in April."
    assert [_days(one) for one in _met(page)] == [("2024-04-01", "2024-04-30")]
    apart = "In March 2024 Kenya and Tanzania signed an accord in Kigali.\n\nThe foreign ministers met there in April."
    assert [_days(one) for one in _met(apart)] == [(None, None)]
