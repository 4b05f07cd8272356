"""Which of a page's days is an encounter's: that of its clause, of what came of it, of the news, of the plan before it."""

import pytest

from communique import read
from communique.records import Meeting

DATELINE = "NAIROBI, March 6, 2024 (Reuters) - "
"""A Wednesday."""
RUTO = "Kenyan President William Ruto"
HASSAN = "Tanzanian President Samia Suluhu Hassan"
KAGAME = "Rwandan President Paul Kagame"
NEWS = f"{DATELINE}{RUTO} opened a road on Tuesday.\n\nIt had rained for a week, and the road was wet.\n\nThe road is long.\n\n"
"""Enough paragraphs for what follows to be no news of the day by its place."""


def _met(text: str) -> list[Meeting]:
    return list(read(text.encode(), reader="rules").meetings)


def _days(meeting: Meeting) -> tuple[str | None, str | None]:
    return meeting.start, meeting.end


def _day(text: str, kind: str | None = None) -> tuple[str | None, str | None]:
    found = [meeting for meeting in _met(text) if kind is None or (meeting.kind == "visit") == (kind == "visit")]
    assert len(found) == 1, found
    return _days(found[0])


TUESDAY = ("2024-03-05", "2024-03-05")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        # what came of talks is of their day
        (f"Kenya and Tanzania agreed on Tuesday to reopen a road, Ruto told reporters after talks with {HASSAN}.", TUESDAY),
        (f"The agreements were signed on Tuesday in Nairobi after talks between {RUTO} and {HASSAN}.", TUESDAY),
        # a day before the words of telling is that of what is told
        (f"{RUTO} had a phone conversation with {HASSAN} on Tuesday morning, the foreign ministry said.", TUESDAY),
        # a time that ends a long phrase is the phrase's
        (f"The ministers recalled the meeting of {RUTO} with {HASSAN} in Dodoma in January 2018 on the margins of a summit.",
         ("2018-01-01", "2018-01-31")),
        # what a sentence opens with
        (f"When {RUTO} went to Dodoma in July 2023, he and {HASSAN} spent half of their talks on roads.",
         ("2023-07-01", "2023-07-31")),
        # beyond a semicolon is another's
        (f"Talks went badly in December; {RUTO} met {HASSAN} in Dodoma in July 2023 without result.",
         ("2023-07-01", "2023-07-31")),
        # counted behind it
        (f"{RUTO} opened a port in December 2022 and received {HASSAN} in Nairobi two months later.",
         ("2023-02-01", "2023-02-28")),
    ],
)  # fmt: skip
def test_the_day_of_a_meeting_further_down(words: str, days: tuple[str, str]) -> None:
    assert _day(NEWS + words, "meeting") == days


def test_the_first_sentence_tells_the_day_of_the_news() -> None:
    page = f"{DATELINE}Kenya and Tanzania on Tuesday signed a treaty on their lake.\n\n{RUTO} was received by {HASSAN} in Dodoma."
    assert TUESDAY in [_days(meeting) for meeting in _met(page)]


def test_who_arrived_when_is_not_the_day_of_the_news() -> None:
    page = f"{DATELINE}{RUTO} received {HASSAN}, who arrived in Nairobi yesterday at the head of a delegation."
    assert ("2024-03-06", "2024-03-06") in [_days(meeting) for meeting in _met(page) if meeting.kind != "visit"]


def test_the_paragraph_goes_before_the_first_sentence() -> None:
    page = f"{DATELINE}{RUTO} came home on Tuesday night.\n\nThe tour opened in Dodoma on Sunday. Ruto met {HASSAN} there at the palace."
    assert ("2024-03-03", "2024-03-03") in [_days(meeting) for meeting in _met(page) if meeting.kind != "visit"]


def test_a_plan_there_is_of_the_day_told_before_it() -> None:
    page = f"{NEWS}Ruto is to attend a summit in Kigali on Friday. He is expected to hold talks there with {KAGAME}."
    assert ("2024-03-08", "2024-03-08") in [_days(meeting) for meeting in _met(page) if len(meeting.participants) == 2]


def test_a_plan_without_such_words_stays_open() -> None:
    page = f"{NEWS}The council meets on Friday. Ruto is expected to hold talks with {KAGAME}."
    assert [_days(meeting) for meeting in _met(page) if len(meeting.participants) == 2] == [(None, None)]


def test_a_visit_is_of_the_day_of_what_was_done_there() -> None:
    page = f"{NEWS}Ruto went on to Kigali, where he and {KAGAME} spoke on 1 March, and came home."
    visits = [_days(meeting) for meeting in _met(page) if meeting.kind == "visit"]
    assert visits == [("2024-03-01", "2024-03-01")]


def test_what_was_to_be_done_by_then_is_no_day_to_count_from() -> None:
    page = (
        f"{NEWS}After talks on 11 December, {RUTO} and {HASSAN} agreed to begin work by the end of February. "
        f"A month later {HASSAN} flew to Nairobi."
    )
    visits = [meeting for meeting in _met(page) if meeting.kind == "visit"]
    assert [meeting.start for meeting in visits] == ["2023-12-26"]


def test_the_day_of_an_announcement_is_not_that_of_what_is_announced() -> None:
    said = f"{NEWS}{RUTO} said on Tuesday he would meet {HASSAN} in Dodoma."
    assert [_days(meeting) for meeting in _met(said) if meeting.kind != "visit"] == [(None, None)]


def test_a_chronicles_entry_goes_on_to_later_days() -> None:
    page = (
        "Lake talks: a chronology\n\nNairobi, 6 March 2024\n\n2019\n\n7 August: Fishermen are arrested. On 12 August "
        f"{RUTO} met {HASSAN}. He went on to Kigali that night.\n\n2021\n\n3 May: The two sides met {KAGAME}."
    )
    assert [meeting.start for meeting in _met(page) if meeting.kind == "visit"] == ["2019-08-12"]


def test_each_of_two_nouns_has_its_day() -> None:
    page = f"{NEWS}The deal follows a meeting of experts in Dodoma in March and a visit by {HASSAN} to Nairobi in October last year."
    assert [_days(meeting) for meeting in _met(page) if meeting.kind == "visit"] == [("2023-10-01", "2023-10-31")]


def test_during_that_visit_is_the_day_told_before_it() -> None:
    page = (
        f"{NEWS}{RUTO} met {HASSAN} in Dodoma on Monday. It was his first time there since a trip in April 2022. During that trip "
        f"Ruto had also met {KAGAME}."
    )
    assert ("2022-04-01", "2022-04-30") in [_days(meeting) for meeting in _met(page)]
