"""Whose words a frame cites, where the sentence is built in less common ways."""

import pytest

from communique.reading import read_article
from communique.records import Article, Part, Reading

KAMAU = "Kenyan Foreign Minister Wanjiru Kamau"
KROGH = "Danish Prime Minister Ida Krogh"


def said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The statements of a text: source and contents."""
    reading: Reading = read_article(Article(text, (Part("paragraph", (0, len(text))),)))
    return [
        (reading.actor(found.source).name, tuple(reading.article.cut(span) for span in found.content))
        for found in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (f"It was announced by {KAMAU} that the border would reopen.", "the border would reopen"),
        (f"It was confirmed by {KAMAU} on Monday that ships were seen.", "ships were seen"),
        (f"Moses Okello was told by {KAMAU} that the road would be paved.", "the road would be paved"),
        (
            "Traders were assured by Wanjiru Kamau, the Kenyan foreign minister, that duties would be lifted.",
            "duties would be lifted",
        ),
    ],
)
def test_the_agent_of_a_passive_is_the_source(text: str, content: str) -> None:
    assert said(text) == [("Wanjiru Kamau", (content,))]


@pytest.mark.parametrize(
    "text",
    [
        f"The plan was announced by the party that {KAMAU} leads.",
        "The deal was denied by a group that left the front.",
        f"In a letter to the council, {KAMAU} warned of a new war.",
        f"On Monday in Mombasa, {KAMAU} announced a new plan.",
        f"{KAMAU} promised to sign the paper in May.",
        f"{KAMAU} thanked her hosts for their hospitality.",
    ],
)
def test_what_cites_nothing_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_a_broken_quotation_is_its_speakers_on_both_sides() -> None:
    assert said(f'"The stock," said {KAMAU}, the host, "does not carry a passport."') == [
        ("Wanjiru Kamau", ('"The stock,"', '"does not carry a passport."'))
    ]
    later = said(f'The three will meet in May, {KAMAU} said. "By then," she said, "the sums must be done."')
    assert later[1] == ("Wanjiru Kamau", ('"By then,"', '"the sums must be done."'))


def test_what_is_done_after_a_quotation_is_no_part_of_it() -> None:
    assert said(f'"We have time," {KROGH} said, and left for Oslo.') == [("Ida Krogh", ('"We have time,"',))]


def test_a_further_verb_has_the_speaker_and_not_the_quoted_subject() -> None:
    found = said(f'"Access means little," {KROGH} added, and suggested that the coast guards hold patrols.')
    assert found[1] == ("Ida Krogh", ("the coast guards hold patrols",))


def test_talks_told_of_behind_the_frame_are_not_what_is_cited() -> None:
    text = "Peru and Chile have agreed to keep a ceasefire, Brazil said after five days of talks that Oslo mediated."
    assert said(text) == [("Brazil", ("Peru and Chile have agreed to keep a ceasefire",))]


def test_who_tells_what_another_said_is_a_source_too() -> None:
    text = f"{KROGH} told both leaders that there would be no deal, according to the White House."
    assert [who for who, _ in said(text)] == ["Ida Krogh", "White House"]


def test_an_office_is_not_its_holder() -> None:
    text = f"{KROGH} met him. The two agreed to open the border, according to Krogh's office."
    assert all(who != "Ida Krogh" for who, _ in said(text))


def test_a_long_title_before_a_name_speaks_as_its_holder() -> None:
    text = "EU Commissioner for International Partnerships Jozef Lind, the only guest, said the fund would grow."
    assert said(text) == [("Jozef Lind", ("the fund would grow",))]


def test_made_it_clear() -> None:
    assert said(f"{KROGH} made it clear that no ships would sail.") == [("Ida Krogh", ("no ships would sail",))]


def test_one_of_a_group_speaks_for_the_group() -> None:
    found = said(f"{KROGH} met Chinese officials. That stop is off as well, one of the officials said.")
    assert found and "officials" in found[-1][0]


def test_a_refusal_is_marked() -> None:
    text = f"{KROGH} would not say whether the fleet had left."
    reading = read_article(Article(text, (Part("paragraph", (0, len(text))),)))
    assert [found.declined for found in reading.statements] == [True]


def test_a_paper_reads_what_its_issuer_says_and_people_read_nothing_out() -> None:
    text = 'A statement by the Kenyan Foreign Ministry read: "The border stays open."'
    assert said(text) == [("Kenyan Foreign Ministry", ('"The border stays open."',))]
    assert said(f"{KAMAU} read that the dam was full and read a letter aloud.") == []


def test_who_is_named_in_a_paper_has_not_issued_it() -> None:
    text = (
        "In a statement on Wednesday, the Kenyan Foreign Ministry called for calm. "
        '"Kenya opposes any suspension of the African Union mandate," the statement read.'
    )
    assert [who for who, _ in said(text)] == ["Kenyan Foreign Ministry"]


def test_an_office_of_a_named_person_speaks_for_itself() -> None:
    found = said(f"{KROGH} flew home. A gathering will be held on Tuesday, Krogh's office announced.")
    assert found == [("Krogh's office", ("A gathering will be held on Tuesday",))]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (f"{KAMAU} repeated her view that the posts were moved.", "Wanjiru Kamau", "the posts were moved"),
        ("Chile rejected Peru's claim that its ships had crossed the line.", "Peru", "its ships had crossed the line"),
    ],
)
def test_a_noun_cites_where_it_is_said_whose_it_is(text: str, source: str, content: str) -> None:
    assert (source, (content,)) in said(text)


def test_a_noun_of_nobody_cites_nothing() -> None:
    assert said("The claim that Chile had lied came from a blog in Lima.") == []
