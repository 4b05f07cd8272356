"""What unseen pages showed: whose words they are, what tells something, what binds whom. States and people are invented or long known."""

import pytest

from communique import read
from communique.records import Reading

HEAD = "{title}\n\n{day}\n\n{body}\n"


def page(body: str, title: str = "Ministers meet in Oslo", day: str = "3 November 2025") -> Reading:
    return read(HEAD.format(title=title, day=day, body=body).encode())


def said(reading: Reading) -> list[tuple[str, str]]:
    names = {actor.id: actor.name for actor in reading.actors}
    text = reading.article.text
    return [(names[s.source], " ".join(text[a:b] for a, b in s.content)) for s in reading.statements]


def bound(reading: Reading) -> list[tuple[tuple[str, ...], str]]:
    return [(c.by, reading.article.text[slice(*c.action)]) for c in reading.commitments]


@pytest.mark.parametrize(
    ("body", "source", "content"),
    [
        (
            "The Secretary-General of the United Nations, António Guterres, met President William Ruto of Kenya in Nairobi. "
            "The Secretary-General said that the talks had been useful.",
            "António Guterres",
            "the talks had been useful",
        ),
        (
            "An official briefed on the talks said the papers had been handed over. The official said that Norway would answer soon.",
            "An official",
            "Norway would answer soon",
        ),
        (
            "According to Mohamed Badr, a former Egyptian irrigation minister, a deal is possible. “But somebody must pay for it,” he told CNN.",
            "Mohamed Badr",
            "“But somebody must pay for it,”",
        ),
        (
            "Norwegian Foreign Minister Espen Barth Eide called the plan a dangerous gamble and left for Oslo.",
            "Espen Barth Eide",
            "the plan a dangerous gamble",
        ),
        (
            "HE Minister of External Affairs of the Republic of India Subrahmanyam Jaishankar met HE Foreign Minister of Norway Espen Barth "
            "Eide in Doha. HE the Minister of External Affairs of India noted that trade was growing.",
            "Subrahmanyam Jaishankar",
            "trade was growing",
        ),
        (
            "Russian Foreign Minister Sergey Lavrov met his Belarusian counterpart Maxim Ryzhenkov in Minsk. The Russian top diplomat said "
            "that a text had been agreed.",
            "Sergey Lavrov",
            "a text had been agreed",
        ),
        (
            "Hungary met its partners in Oslo. Hungary said that it would host the talks; no date has been fixed.",
            "Hungary",
            "it would host the talks",
        ),
    ],
)
def test_whose_words_they_are(body: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what.rstrip(".")) for who, what in said(page(body))]


@pytest.mark.parametrize(
    "body",
    [
        "Norway and Kenya met in Oslo. Norway expressed its gratitude for the warm welcome.",
        "Norway and Kenya met in Oslo. Norway condemned the attack on the port of Mombasa.",
        "Norway and Kenya met in Oslo. Both sides reaffirmed their commitment to the treaty of friendship.",
    ],
)
def test_what_only_acts_is_no_statement(body: str) -> None:
    assert said(page(body)) == []


def test_two_who_announce_together_say_it_each() -> None:
    body = (
        "British Prime Minister Keir Starmer and French President Emmanuel Macron announced Thursday that the two countries "
        "would return some migrants."
    )
    found = page(body)
    assert {who for who, _ in said(found)} == {"Keir Starmer", "Emmanuel Macron"}
    assert [by for by, _ in bound(found)] == [("FRA", "GBR")]


def test_points_of_another_sign_are_no_points_of_the_lead() -> None:
    body = (
        "1. Norway and Kenya met in Oslo. Both sides agreed to:\n\n(a) open a consulate in Mombasa;\n\n(b) train fifty pilots.\n\n"
        "2. Kenya praised the port of Bergen."
    )
    assert [action for _, action in bound(page(body))] == ["open a consulate in Mombasa", "train fifty pilots"]


def test_the_two_sides_should_goes_on_with_whoever_spoke() -> None:
    body = (
        "Chinese President Xi Jinping met Kenyan President William Ruto in Beijing. Xi said that the two countries are friends. "
        "China and Kenya should speed up the railway to Malaba."
    )
    assert (("CHN",), "speed up the railway to Malaba") in bound(page(body))


def test_three_ministers_named_behind_their_office() -> None:
    body = (
        "The Ministers of Foreign Affairs of the Republic of Kenya, H.E. Mr. Musalia Mudavadi, of Norway, H.E. Mr. Espen Barth Eide, "
        "and of the Republic of Poland, H.E. Mr. Radosław Sikorski, met in Oslo.\n\n"
        "The Ministers decided to open a joint centre for pilots."
    )
    assert bound(page(body)) == [(("KEN", "NOR", "POL"), "open a joint centre for pilots")]


def test_i_and_we_in_a_speech_are_the_speakers() -> None:
    body = (
        "Thank you for the warm welcome. I am happy to be here.\n\nYesterday I met Prime Minister Sanna Lind of Finland in Turku, and "
        "I told her that Norway will open a consulate in Vaasa. We will train fifty pilots."
    )
    found = page(body, title="Remarks by Norwegian Foreign Minister Espen Barth Eide at the University of Helsinki")
    assert ("Espen Barth Eide", "Norway will open a consulate in Vaasa") in [(w, c.rstrip(".")) for w, c in said(found)]
    assert (("NOR",), "train fifty pilots") in bound(found)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "Updated 6:41 PM GMT, July 10, 2025\n\nLONDON (AP) — Keir Starmer met Emmanuel Macron on Thursday in London and said that Britain would return some migrants to France.",
            "2025-07-10",
        ),
        (
            "MINSK, June 24, 2025. /TASS/. Sergey Lavrov met Maxim Ryzhenkov on Tuesday in Minsk and said that Russia would assist Belarus with a conference.",
            "2025-06-24",
        ),
    ],
)
def test_day_of_writing(body: str, day: str) -> None:
    assert read(f"Leaders meet in the capital\n\n{body}\n".encode()).article.reference == day


def test_a_printed_year_is_not_the_datelines() -> None:
    body = (
        "WASHINGTON, July 31 (Yonhap) -- South Korean Foreign Minister Cho Hyun met U.S. Secretary of State Marco Rubio on Thursday. "
        "He had talks with Japanese Prime Minister Shigeru Ishiba on Tuesday.\n\nIn 2018, then President Moon Jae-in signed a treaty."
    )
    assert read(f"Ministers meet in Washington\n\n{body}\n".encode()).article.reference == "2025-07-31"


def test_we_agreed_after_whom_the_speaker_met() -> None:
    body = (
        "Australian Foreign Minister Penny Wong met Prime Minister Jotham Napat of Vanuatu in Port Vila. “We agreed to finalise the "
        "treaty in September,” Wong said."
    )
    assert bound(page(body)) == [(("AUS", "VUT"), "finalise the treaty in September")]
