"""What a text says was agreed by number, and how much of it the text lists."""

import pytest

from communique import read

HEAD = "Norway and Kenya Hold Talks\n\nOSLO, March 3, 2025 (NTB) - Foreign ministers of Norway and Kenya met in Oslo on Monday. "


def warnings(text: str) -> list[str]:
    return [line for line in read((HEAD + text).encode()).article.warnings if "claimed" in line]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The two sides reached ten points of consensus.", ["ten points of consensus: 10 claimed, none listed here"]),
        ("They signed a total of 12 agreements.", ["12 agreements: 12 claimed, none listed here"]),
        ("They agreed on two days of talks, and three agreements were under study.", []),
        (
            "The two sides reached two points of consensus, which include opening a school, and training teachers.",
            [],
        ),
    ],
)
def test_a_number_without_its_list_is_told(text: str, said: list[str]) -> None:
    assert warnings(text) == said
