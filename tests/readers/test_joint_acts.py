"""Encounters that no word of meeting names, and what looks like one and is none."""

import pytest

from communique import read
from communique.records import Meeting

DATELINE = "NAIROBI, March 4, 2025 (Reuters) - "


def met(sentence: str) -> tuple[Meeting, ...]:
    return read((DATELINE + sentence).encode()).meetings


def only(sentence: str) -> Meeting:
    (one,) = met(sentence)
    return one


def test_agreeing_at_a_place_is_meeting_there() -> None:
    one = only(
        "Kenyan President William Ruto and French President Emmanuel Macron agreed in Paris on Monday to share data."
    )
    assert (one.parties, one.place, one.start, one.status) == (("KEN", "FRA"), "Paris", "2025-03-03", "held")


def test_shaking_hands_needs_no_place() -> None:
    one = only("Kenyan President William Ruto and French President Emmanuel Macron shook hands on Monday.")
    assert len(one.participants) == 2 and one.start == "2025-03-03"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenyan President William Ruto and French President Emmanuel Macron agreed on Monday to reopen schools in Paris.",
        "Kenyan President William Ruto and his deputy Kithure Kindiki agreed in Paris on Monday to share data.",
        "Kenyan President William Ruto and French President Emmanuel Macron will not agree in Paris on anything.",
        "Kenyan President William Ruto told French President Emmanuel Macron in a letter on Monday that he was sorry.",
        "Kenyan President William Ruto told French President Emmanuel Macron that schools would reopen on Monday.",
    ],
)
def test_what_is_agreed_elsewhere_alone_or_in_writing_is_no_meeting(sentence: str) -> None:
    assert met(sentence) == ()


def test_who_tells_the_other_on_a_day_has_met_or_called() -> None:
    one = only("Kenyan President William Ruto told French President Emmanuel Macron on Monday that trade must grow.")
    assert (one.kind, one.start, one.made_by) == ("meeting", "2025-03-03", "meetings.told/1")
    one = only("Kenyan President William Ruto told French President Emmanuel Macron by telephone that trade must grow.")
    assert one.kind == "call"


def test_what_one_told_the_other_goes_with_the_talks_told_of() -> None:
    one = only(
        "Kenyan President William Ruto told French President Emmanuel Macron on Monday that trade must grow. "
        "Ruto and Macron held talks in Paris."
    )
    assert (one.kind, one.place) == ("talks", "Paris")


def test_measured_talks_are_talks() -> None:
    one = only("After four hours of talks, Kenyan President William Ruto and French President Emmanuel Macron left.")
    assert (one.kind, len(one.participants)) == ("talks", 2)
    one = only("Iranian Foreign Minister Abbas Araghchi concluded two days of talks in Ankara with Turkish Foreign Minister Hakan Fidan.")  # fmt: skip
    assert {p.side for p in one.participants} == {"IRN", "TUR"}


def test_a_time_still_to_be_fixed_has_no_day_and_was_not_held() -> None:
    text = "On Monday the ministers of Kenya and France concurred in holding the third dialogue in Paris at an appropriate time."
    assert all(one.status == "planned" and one.start is None for one in met(text))


def test_a_promised_visit_is_not_made() -> None:
    (one,) = [m for m in met("Kenyan President William Ruto promised to visit Paris.") if m.kind == "visit"]
    assert one.status == "planned"


def test_welcoming_a_return_meets_nobody() -> None:
    assert met("Australian Prime Minister Anthony Albanese welcomed the return of Cheng Lei to Melbourne.") == ()


def test_who_chaired_and_attended_joins_the_session() -> None:
    one = only(
        "The first meeting of the China-Kenya-France Trilateral Joint Committee was held in Paris on Monday. It was chaired by "
        "French Foreign Minister Jean-Noel Barrot, and attended by Kenyan Foreign Minister Musalia Mudavadi."
    )
    assert one.session == 1 and [p.side for p in one.participants] == ["FRA", "KEN"]


def test_generals_of_the_two_koreas() -> None:
    one = only("Generals of South and North Korea met at Panmunjom on Monday.")
    assert set(one.parties) == {"KOR", "PRK"}


def test_a_clause_goes_on_at_the_place_and_day_of_the_one_before() -> None:
    one = only(
        "Kenyan President William Ruto and French President Emmanuel Macron took up the thread in Paris on Monday and "
        "promised to share data."
    )
    assert (one.place, one.start) == ("Paris", "2025-03-03")


def test_there_is_the_place_told_before() -> None:
    one = only(
        "All eyes were on Paris. Kenyan President William Ruto and French President Emmanuel Macron agreed there on Monday "
        "to share data."
    )
    assert (one.place, one.start) == ("Paris", "2025-03-03")
