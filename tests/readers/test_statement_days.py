"""On which day something was said."""

import pytest

from communique import read

HEAD = "Norway on Kenya\n\nOSLO, May 26, 2023 (NTB) - "


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Foreign Minister Anniken Huitfeldt said on Thursday that Norway supports free elections.", "2023-05-25"),
        ("In advance of Kenya's June 25 elections, Foreign Minister Anniken Huitfeldt said that Norway supports them.", None),
    ],
)  # fmt: skip
def test_a_day_of_something_else_is_not_that_of_saying(told: str, day: str | None) -> None:
    (said,) = read((HEAD + told).encode()).statements
    assert said.time == day
