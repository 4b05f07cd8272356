"""Where parties stand: what is urged, opposed, feared and welcomed, in many wordings."""

import pytest

from communique import read
from communique.pages import Page

HEAD = "Ministers speak\n\nGENEVA, 4 March 2025 - "


def positions(text: str) -> list[tuple[str, str, str]]:
    reading = read(Page("page", (HEAD + text).encode(), "text"), reader="rules")
    return [(one.holder, one.stance, reading.article.cut(one.target)) for one in reading.positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chilean Foreign Minister Alberto van Klaveren urged Venezuela to release the three fishermen.",
            ("CHL", "demand", "release the three fishermen"),
        ),
        (
            "Latvia called on Belarus to stop pushing migrants across the border.",
            ("LVA", "demand", "stop pushing migrants across the border"),
        ),
        (
            "Ghana demanded that the matter be taken up by the Council, whose members meet in May.",
            ("GHA", "demand", "the matter be taken up by the Council"),
        ),
        (
            "Norwegian Foreign Minister Espen Barth Eide called Lavrov on Monday to demand the release of Ola Vik, a sailor held since June.",
            ("NOR", "demand", "the release of Ola Vik"),
        ),
        (
            "Jordan pressed for the repeal of the order on drivers.",
            ("JOR", "demand", "the repeal of the order on drivers"),
        ),
        (
            "Estonian Foreign Minister Margus Tsahkna said that Estonia would oppose any change of the sea border.",
            ("EST", "oppose", "any change of the sea border"),
        ),
        (
            "Foreign Minister Penny Wong of Australia said that Australia cannot accept the presence of warships near the reef.",
            ("AUS", "oppose", "the presence of warships near the reef"),
        ),
        (
            "Kenya expressed deep concern at the shelling of two border villages.",
            ("KEN", "concern", "the shelling of two border villages"),
        ),
        (
            '"Uruguay stands by the right of small states to trade freely," Foreign Minister Mario Lubetkin of Uruguay said.',
            ("URY", "support", "the right of small states to trade freely"),
        ),
    ],
)
def test_a_clear_word_is_a_position(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in positions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Penny Wong of Australia welcomed His Excellency Retno Marsudi, Foreign Minister of Indonesia.",
        "Kenya asked Uganda to send its experts to the next session.",
        "Australia accepted the invitation to the conference.",
        "Peru will support the repair of two bridges with a loan.",
    ],
)
def test_courtesies_requests_and_undertakings_are_none(text: str) -> None:
    assert positions(text) == []
