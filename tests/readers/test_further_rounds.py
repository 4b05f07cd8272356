"""Rounds and summits told by their number, whose people stand with the one before."""

import pytest

from communique import read

HEAD = "LONDON, March 12, 2025 (Reuters) - "
TALKS = "Ethiopia and Somalia held talks in Ankara in July. "
SUMMIT = "Donald Trump and Kim Jong Un met in Singapore in June 2018. "


def told(text: str) -> list[tuple[str, str, set[str], str | None, str | None]]:
    """Kind, status, parties, place and first day of the encounters behind the first."""
    found = read((HEAD + text).encode()).meetings[1:]
    return [(m.kind, m.status, set(m.parties), m.place, m.start) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A second round followed in Doha on 2 December.", ("talks", "held", {"ETH", "SOM"}, "Doha", "2024-12-02")),
        (
            "A second round of talks took place there on 2 December.",
            ("talks", "held", {"ETH", "SOM"}, "Ankara", "2024-12-02"),
        ),
        ("A second, set for 17 January, was called off.", ("talks", "cancelled", {"ETH", "SOM"}, None, "2025-01-17")),
        ("The second one was held in Doha in January.", ("talks", "held", {"ETH", "SOM"}, "Doha", "2025-01-01")),
        ("A second session, in Doha in January, failed.", ("talks", "held", {"ETH", "SOM"}, "Doha", "2025-01-01")),
    ],
)
def test_a_round_goes_on_with_the_talks_before(
    text: str, expected: tuple[str, str, set[str], str | None, str | None]
) -> None:
    assert told(TALKS + text) == [expected]


def test_a_first_one_behind_a_second() -> None:
    text = "Iran and the United States held a second round of indirect talks in Rome on Saturday, after a first in Muscat on 1 March."
    assert told(text) == [("talks", "held", {"IRN", "USA"}, "Muscat", "2025-03-01")]


def test_a_further_summit_is_of_the_same_people() -> None:
    reading = read(
        (HEAD + SUMMIT + "The second summit, in Hanoi on February 27, 2019, broke down over lunch.").encode()
    )
    names = {actor.id: actor.name for actor in reading.actors}
    (_, met) = reading.meetings
    assert (met.kind, met.place, met.start) == ("summit", "Hanoi", "2019-02-27")
    assert {names[who.actor] for who in met.participants} == {"Donald Trump", "Kim Jong Un"}


@pytest.mark.parametrize(
    "text",
    [
        TALKS + "A second was killed in Mogadishu in August.",
        TALKS + "The first, a nurse, said so.",
        TALKS + "A second round could follow in Doha in May.",
        TALKS + "The Somali government was reshuffled. " * 8 + "A second round followed in Doha in December.",
        "A second round followed in Doha in December.",
    ],
)
def test_what_is_no_further_round(text: str) -> None:
    assert told(text) == []


def test_a_headline_in_title_case_names_no_mechanism() -> None:
    page = "Why a Fourth Meeting of Trump and Kim Would Be the Hardest\n\nPublished March 12, 2025\n\nDonald Trump met Kim Jong Un in Singapore in June 2018, and many hoped for more."
    assert read(page.encode()).mechanisms == ()
    assert [m.mechanism for m in read(page.encode()).meetings] == [None]
