"""Encounters that no rule reads: what the network sees, and what it must leave alone."""

import pytest

from communique import read
from communique.readers import Reader
from communique.records import Meeting

HEAD = "TALLINN, March 4, 2025 (BNS) - "


def met(sentence: str, reader: Reader = "standard") -> tuple[Meeting, ...]:
    return read((HEAD + sentence).encode(), reader=reader).meetings


NOTES = "Estonian Foreign Minister Margus Tsahkna compared notes with his Kenyan colleague, Musalia Mudavadi, in Geneva on Monday."
COFFEE = "Polish Foreign Minister Radoslaw Sikorski lectured Hungarian Foreign Minister Peter Szijjarto over coffee in Brussels on Monday."


@pytest.mark.parametrize(
    ("sentence", "parties", "place", "day"),
    [(NOTES, {"EST", "KEN"}, "Geneva", "2025-03-03"), (COFFEE, {"POL", "HUN"}, "Brussels", "2025-03-03")],
)
def test_an_encounter_in_words_of_no_table(sentence: str, parties: set[str], place: str, day: str) -> None:
    (one,) = met(sentence)
    assert (set(one.parties), one.status, one.place, one.start) == (parties, "held", place, day)
    assert one.made_by == "meetings.network/1" and one.confidence < 0.86
    assert len(one.participants) == 2


@pytest.mark.parametrize("sentence", [NOTES, COFFEE])
def test_rules_alone_leave_it_out(sentence: str) -> None:
    assert met(sentence, "rules") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "French President Emmanuel Macron criticised Ghanaian President John Mahama in Paris on Sunday.",
        "French President Emmanuel Macron wrote to Ghanaian President John Mahama on Sunday.",
        "Kenyan President William Ruto spoke in Nairobi on Monday about Ethiopian Prime Minister Abiy Ahmed.",
        "Kenyan President William Ruto sent police to Haiti on Sunday.",
        "Would Kenyan President William Ruto sit down with Ethiopian Prime Minister Abiy Ahmed on Sunday?",
    ],
)
def test_nobody_met(sentence: str) -> None:
    assert met(sentence) == ()


def test_what_a_rule_reads_stays_the_rules() -> None:
    sentence = "French President Emmanuel Macron received Ghanaian President John Mahama in Paris on Sunday."
    assert met(sentence) == met(sentence, "rules") != ()


def test_who_meets_others_in_the_sentence_is_not_joined_to_them() -> None:
    found = met(
        "French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday, following the recent phone call "
        "between Scholz and U.S. President Joe Biden."
    )
    assert [set(one.parties) for one in found] == [{"FRA", "DEU"}, {"DEU", "USA"}]
