"""What has the words of a meeting and tells of none."""

import pytest

from communique import read
from communique.records import Meeting

DATELINE = "NAIROBI, March 4, 2025 (Reuters) - "


def met(text: str) -> tuple[Meeting, ...]:
    return read((DATELINE + text).encode()).meetings


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto received an invitation from French President Emmanuel Macron on Monday.",
        "Kenyan President William Ruto met members of a delegation for talks with Uganda on Monday.",
        "Kenya hopes that France will meet it halfway.",
        "Kenyan President William Ruto leaves behind 27 meetings with French President Emmanuel Macron.",
        "Kenya and France agreed that the heads of their chambers of trade meet once a month.",
        "Kenya and France agreed to bring together families parted by the war.",
        "In May 2021 Kenya and France agreed that talks on tea would follow.",
    ],
)
def test_nobody_met(text: str) -> None:
    assert met(text) == ()


def test_who_meets_ahead_of_a_summit_is_not_the_summit() -> None:
    (one,) = met("Ahead of the summit, Kenyan President William Ruto met French President Emmanuel Macron on Monday.")
    assert (one.kind, one.status) == ("meeting", "held")


def test_what_was_not_agreed_does_not_undo_that_they_met() -> None:
    (one,) = met(
        "When Kenyan President William Ruto met French President Emmanuel Macron on Monday, nothing was agreed."
    )
    assert one.status == "held"
