"""The year of a dateline that prints none, by those who held the offices it names."""

import pytest

from communique.language.analysis import analyse
from communique.language.office_years import year_by_offices
from communique.pages import extract, open_page

TOKYO = (
    "President Lee Jae Myung held talks with Japanese Prime Minister Shigeru Ishiba in Tokyo on Saturday and agreed to "
    "meet again within the year, an official said."
)


def test_two_office_holders_tell_the_year() -> None:
    found = year_by_offices(TOKYO, 8, 23)
    assert found is not None
    assert found[0].isoformat() == "2025-08-23"


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        (TOKYO.replace("Japanese Prime Minister Shigeru Ishiba", "a delegation"), 8, 23),  # one alone tells nothing
        (TOKYO, 12, 23),  # the two never held their offices together in a December
        ("Foreign Minister Ilse Aru of Kestria met Prime Minister Tomas Benet of Valdor on Saturday.", 8, 23),
    ],
)
def test_nothing_is_guessed(text: str, month: int, day: int) -> None:
    assert year_by_offices(text, month, day) is None


def test_a_dateline_without_a_year_is_dated() -> None:
    page = f"Leaders meet in Tokyo\n\nTOKYO, Aug. 23 (Yonhap) -- {TOKYO}\n"
    article = analyse(extract(open_page(page.encode()))).article
    assert article.reference == "2025-08-23"
    assert "Lee Jae Myung" in article.reference_reason
