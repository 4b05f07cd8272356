"""Whom somebody had to his house or saw in a town, and what these words tell of no meeting."""

import pytest

from communique import read
from communique.records import Meeting

DATELINE = "NAIROBI, March 4, 2025 (Reuters) - "
RUTO = "Kenyan President William Ruto "


def met(sentence: str) -> tuple[Meeting, ...]:
    return read((DATELINE + sentence).encode()).meetings


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (RUTO + "had French President Emmanuel Macron to State House on Monday.", None),
        (RUTO + "had French President Emmanuel Macron to dinner on Monday.", None),
        (RUTO + "had his French counterpart, Emmanuel Macron, over for talks on Monday.", None),
        (RUTO + "saw French President Emmanuel Macron in Paris on Monday.", "Paris"),
        (RUTO + "saw French President Emmanuel Macron on Monday to talk about trade.", None),
        (RUTO + "flew to Paris on Monday, where he saw French President Emmanuel Macron.", None),
    ],
)
def test_a_guest_had_or_seen_was_met(sentence: str, place: str | None) -> None:
    (one,) = [meeting for meeting in met(sentence) if meeting.kind != "visit"]
    assert set(one.parties) == {"KEN", "FRA"} and one.start == "2025-03-03" and one.status == "held"
    assert place is None or one.place == place


@pytest.mark.parametrize(
    "sentence",
    [
        RUTO + "had French President Emmanuel Macron to thank for the loan.",
        RUTO + "saw French President Emmanuel Macron as a friend in Paris.",
        RUTO + "saw French President Emmanuel Macron on television.",
        "A Kenyan reporter saw French President Emmanuel Macron in Paris on Monday.",
        RUTO + "saw his deputy Kithure Kindiki in Mombasa on Monday.",
    ],
)
def test_who_thanks_or_watches_has_not_met(sentence: str) -> None:
    assert met(sentence) == ()


def test_states_that_sign_at_a_place_on_a_day_have_met_there() -> None:
    (one,) = met("Kenya and France signed a defence treaty in Mombasa on March 1.")
    assert (set(one.parties), one.place, one.start) == ({"KEN", "FRA"}, "Mombasa", "2025-03-01")
    assert met("Kenya and France signed a defence treaty in 1964.") == ()


def test_what_states_sign_at_a_meeting_told_of_is_no_other() -> None:
    found = met(
        RUTO + "and French President Emmanuel Macron held talks in Mombasa on March 1. "
        "Kenya and France signed a defence treaty in Mombasa on March 1."
    )
    assert len(found) == 1 and len(found[0].participants) == 2
