"""Two clocks of one moment: what cannot be is told, what can be isn't."""

import pytest

from communique import knowledge, read
from communique.knowledge import table
from communique.language.clocks import clock_doubts

IMPOSSIBLE = (
    "Mr. Iwaya, who was visiting Beijing, paid a call at 9:55 a.m. local time (11:00 a.m. Japan time).",
    "The two ministers met in Berlin at 15:00 local time (16:00 GMT in winter, as printed).",
    "They spoke in Nairobi, at 3 p.m. local time (3 p.m. London time).",
    "The call began at 10:30 a.m. Delhi time (1:30 p.m. Tokyo time).",
    "Talks in New Delhi opened at noon local time, 2:30 p.m. Japan time.",
    "In Lima the dinner began at 7:15 p.m. (local time; 9:16 a.m. on November 16 Japan time).",
)
POSSIBLE = (
    "Mr. Iwaya, who was visiting Beijing, paid a call at 9:55 a.m. local time (10:55 a.m. Japan time).",
    "The two ministers met in Berlin at 15:00 local time (14:00 GMT).",
    "The two ministers met in Berlin at 15:00 local time (13:00 GMT) in July.",
    "At Camp David, near Washington, talks began at 11:15 a.m. local time (12:15 a.m. on August 19 Japan time).",
    "In Kathmandu they met at 5:45 p.m. local time (noon GMT).",
    "In Lima the dinner began at 7:15 p.m. (local time; 9:15 a.m. on November 16 Japan time).",
    "The call began at 10:30 a.m. Delhi time (2 p.m. Tokyo time).",
    "In Tallinn they met at 4 p.m. local time (2 p.m. GMT).",  # EST is Estonia, and a zone of New York's
    "Talks opened at 9:55 a.m. local time (11:00 a.m. Japan time).",  # where they opened isn't said
    "They left Beijing at 9:55 a.m. local time and came to Dalian at 11:00 a.m. local time.",
    "The score in Beijing was 10:55 local time or not; 25:99 a.m. Japan time is no time.",
)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_clocks_that_cannot_be(text: str) -> None:
    (doubt,) = clock_doubts(text)
    assert "can't both be right" in doubt


@pytest.mark.parametrize("text", POSSIBLE)
def test_clocks_that_can_be(text: str) -> None:
    assert clock_doubts(text) == ()


def test_the_doubt_says_what_would_be_right() -> None:
    (doubt,) = clock_doubts(IMPOSSIBLE[0])
    assert doubt.endswith("the second is 1:00 ahead of the first and is printed as 1:05")


def test_a_page_carries_it_as_a_warning() -> None:
    page = f"A courtesy call\n\n{IMPOSSIBLE[0]} Mr. Iwaya is Japan's foreign minister.".encode()
    assert clock_doubts(IMPOSSIBLE[0])[0] in read(page).article.warnings


def test_every_state_has_clocks() -> None:
    rows = table("clock_offsets")
    assert {row["name"] for row in rows if row["kind"] == "state"} == set(knowledge.states())
    assert {row["kind"] for row in rows} == {"state", "zone"}
