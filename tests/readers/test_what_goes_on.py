"""Verbs that go on with the outer verb, though the parser joins them to what is told."""

import pytest

from communique import read

BIDEN = "WASHINGTON, January 10, 2024 - President Joe Biden spoke with President Gabriel Boric of Chile. "


@pytest.mark.parametrize(
    ("sentence", "contents"),
    [
        (
            "Biden made clear that the United States will continue to stand with Kenya and affirmed its right to defend itself.",
            ["the United States will continue to stand with Kenya", "its right to defend itself"],
        ),
        (
            "Biden underscored the need for Sudan to take action against the militias and emphasized that peace was near.",
            ["the need for Sudan to take action against the militias", "peace was near"],
        ),
        (
            "Biden stressed that Chile would take part in the talks and would raise the matter at the United Nations.",
            ["Chile would take part in the talks and would raise the matter at the United Nations"],
        ),
    ],
)
def test_what_is_said_ends_where_the_speaker_goes_on(sentence: str, contents: list[str]) -> None:
    reading = read((BIDEN + sentence).encode())
    said = [" ".join(reading.article.cut(piece) for piece in one.content) for one in reading.statements]
    assert said == contents
    names = {actor.id: actor.name for actor in reading.actors}
    assert {names[one.source] for one in reading.statements} == {"Joe Biden"}


def test_the_president_is_the_one_who_was_acting() -> None:
    reading = read((BIDEN + "The President said that trade would grow.").encode())
    names = {actor.id: actor.name for actor in reading.actors}
    assert [names[one.source] for one in reading.statements] == ["Joe Biden"]


def test_they_are_the_pages_own_official_and_whom_he_met() -> None:
    page = (
        "PM call with President Ruto\n\nThe Prime Minister spoke to President William Ruto of Kenya this morning.\n\n"
        "They praised a plan by US Vice President JD Vance. The leaders agreed to lower tariffs on tea.\n\n"
        "The Prime Minister said that Britain would help.\n\nA Downing Street spokesperson\n"
    )
    reading = read(page.encode(), published="2025-03-04")
    assert {"GBR", "KEN"} in [set(one.by) for one in reading.commitments]
    assert not any("USA" in one.by for one in reading.commitments)


def test_three_hold_a_position_together() -> None:
    page = (
        "National Security Advisor Jake Sullivan spoke on Tuesday with his counterparts Akiba Takeo of Japan and "
        "Eduardo Año of the Philippines. They condemned the attacks on fishing boats near Palawan."
    )
    reading = read(page.encode(), published="2023-12-13")
    assert {one.holder for one in reading.positions} == {"JPN", "PHL", "USA"}
