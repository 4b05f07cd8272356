"""Meetings that look alike and are two, and tellings of one that look unlike: pages of invented states' ministers, read and merged."""

from dataclasses import replace

import pytest
from tests.merging.practice import read_page

from communique.relate.merging import Member, merge

OTIENO, NALWANGA = "Kenya's Foreign Minister James Otieno", "Uganda's Foreign Minister Grace Nalwanga"
MBEKI, OKELLO = "Kenyan President Daniel Mbeki", "Ugandan President Samuel Okello"


def clusters(*pages: tuple[str, str]) -> list[set[str]]:
    """Which pages' held or planned meetings are one: pages are (published, text), named a, b, c."""
    readings = {name: read_page(f"Wire {name}", text, day) for name, (day, text) in zip("abcdef", pages, strict=False)}
    assert all(reading.meetings for reading in readings.values()), {n: r.meetings for n, r in readings.items()}
    found = [one.members for one in merge(readings) if one.kind == "meeting"]
    return [{member.page for member in members} for members in found]


def together(*pages: tuple[str, str]) -> bool:
    """Whether the first page's first meeting is one with the last page's first."""
    readings = {name: read_page(f"Wire {name}", text, day) for name, (day, text) in zip("abcdef", pages, strict=False)}
    ends = {Member(name, readings[name].meetings[0].id) for name in ("a", "abcdef"[len(pages) - 1])}
    return any(ends <= set(one.members) for one in merge(readings))


TALKS = ("2025-03-12", f"KISUMU, March 12, 2025 - {OTIENO} met {NALWANGA} in Kisumu on Wednesday.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            (
                "2025-03-12",
                "KISUMU, March 12, 2025 - The foreign ministers of Kenya and Uganda met in Kisumu on Wednesday.",
            ),
            ("2025-03-12", "KISUMU, March 12, 2025 - The presidents of Kenya and Uganda met in Kisumu on Wednesday."),
            id="one day, two levels, nobody named",
        ),
        pytest.param(
            TALKS,
            ("2025-03-12", f"KISUMU, March 12, 2025 - {MBEKI} met {OKELLO} in Kisumu on Wednesday."),
            id="one day, two levels",
        ),
        pytest.param(
            TALKS,
            ("2025-03-12", "KISUMU, March 12, 2025 - The presidents of Kenya and Uganda met in Kisumu on Wednesday."),
            id="one day, two levels, one of them named",
        ),
        pytest.param(
            ("2025-03-12", f"NAIROBI, March 12, 2025 - {OTIENO} spoke by phone with {NALWANGA} on Wednesday."),
            ("2025-03-12", f"NAIROBI, March 12, 2025 - {MBEKI} spoke by phone with {OKELLO} on Wednesday."),
            id="two calls on one day",
        ),
        pytest.param(
            TALKS,
            ("2025-03-12", f"NAIROBI, March 12, 2025 - {OTIENO} spoke by phone with {NALWANGA} on Monday."),
            id="a call two days before",
        ),
        pytest.param(
            TALKS,
            ("2025-03-12", "KISUMU, March 12, 2025 - The foreign ministers of Kenya and Uganda will meet again."),
            id="when they are to meet again",
        ),
        pytest.param(
            ("2025-03-12", f"NAIROBI, March 12, 2025 - {MBEKI} met {OKELLO} in Nairobi on Wednesday."),
            (
                "2025-03-12",
                f"NAIROBI, March 12, 2025 - {MBEKI}, {OKELLO} and Rwandan President Grace Uwase held a summit in Nairobi on Wednesday.",
            ),
            id="two of three who meet later in the day",
        ),
        pytest.param(
            TALKS,
            (
                "2025-03-12",
                f"KISUMU, March 12, 2025 - {OTIENO} met Rwanda's Foreign Minister Olivier Nduhungirehe on Wednesday.",
            ),
            id="another guest",
        ),
        pytest.param(
            TALKS,
            ("2025-03-12", f"KAMPALA, March 12, 2025 - {OTIENO} met {NALWANGA} in Entebbe on Tuesday."),
            id="the day before in another country",
        ),
    ],
)
def test_what_looks_alike_is_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not together(one, other)
    assert not together(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            TALKS,
            ("2025-03-13", f"KAMPALA, March 13, 2025 - {NALWANGA} met {OTIENO} in Kisumu on Thursday."),
            id="the other side counts by another clock",
        ),
        pytest.param(
            TALKS,
            (
                "2025-04-20",
                f"NAIROBI, April 20, 2025 - The border opened as {OTIENO} and {NALWANGA} agreed when they met last month.",
            ),
            id="when they met last month",
        ),
        pytest.param(
            ("2025-03-12", f"KIGALI, March 12, 2025 - {MBEKI} met {OKELLO} in Kigali on Wednesday."),
            (
                "2025-03-12",
                f"KIGALI, March 12, 2025 - Rwandan President Grace Uwase hosted talks between {MBEKI} and {OKELLO} in Kigali on Wednesday.",
            ),
            id="told with the host and without",
        ),
        pytest.param(
            TALKS,
            ("2025-03-10", f"NAIROBI, March 10, 2025 - {OTIENO} will meet {NALWANGA} in Kisumu on March 12."),
            id="announced",
        ),
        pytest.param(
            TALKS,
            (
                "2025-03-14",
                f"KAMPALA, March 14, 2025 - {NALWANGA} held talks with {OTIENO} on Wednesday, her ministry said.",
            ),
            id="told two days after",
        ),
    ],
)
def test_what_is_told_otherwise_is_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert together(one, other)
    assert together(other, one)


DIALOGUE = "second meeting of the Kenya-Uganda Culture Dialogue"
VISIT = ("2025-03-12", f"KISUMU, March 12, 2025 - {OTIENO} held talks with {NALWANGA} in Kisumu on Wednesday. The two ministers "
         f"also chaired the {DIALOGUE}.")  # fmt: skip
CHAIRED = ("2025-03-12", f"KISUMU, March 12, 2025 - Kenya and Uganda reached ten points of consensus on Wednesday, when {OTIENO} "
           f"and {NALWANGA} chaired the second meeting of their culture consultation mechanism in Kisumu.")  # fmt: skip


def test_a_dialogue_held_during_a_visit_is_not_the_talks() -> None:
    found = clusters(VISIT, TALKS, CHAIRED)
    assert sorted(map(sorted, found)) == [["a", "b"], ["a", "c"]]


def test_a_copy_without_a_day_is_told_by_its_words() -> None:
    words = f"{OTIENO} met {NALWANGA} in a lakeside hotel and walked with her along the shore for half an hour."
    other = f"{NALWANGA} received {OTIENO} at the ministry for another hour of talks about the crossing at Busia."
    pages = {
        "first": read_page("Lake Wire", f"KISUMU, March 12, 2025 (Lake Wire) - {words}"),
        "later": read_page("Hill Post", f"ENTEBBE, May 26, 2025 (Hill Post) - {other}", "2025-05-26"),
    }
    for name, text in {"one": words, "two": other}.items():
        read = read_page(name, text)
        met = tuple(replace(one, start=None, end=None) for one in read.meetings)
        pages[name] = replace(read, meetings=met, article=replace(read.article, reference=None))
    found = [{member.page for member in one.members} for one in merge(pages) if one.kind == "meeting"]
    assert sorted(map(sorted, found)) == [["first", "one"], ["later", "two"]]


def test_a_session_is_the_one_that_was_to_come() -> None:
    plan = (
        "2025-03-12",
        "KISUMU, March 12, 2025 - Kenya and Uganda agreed to hold the second session of the Kenya-Uganda Culture Dialogue.",
    )
    held = (
        "2025-11-03",
        "ENTEBBE, November 3, 2025 - Kenya and Uganda held the second session of the Kenya-Uganda Culture Dialogue in Entebbe on Monday.",
    )
    following = (
        "2025-11-03",
        "ENTEBBE, November 3, 2025 - Kenya and Uganda agreed to hold the third session of the Kenya-Uganda Culture Dialogue in Kisumu.",
    )
    assert sorted(map(sorted, clusters(plan, held, following))) == [["a", "b"], ["c"]]
