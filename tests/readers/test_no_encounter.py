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
        "Kenya and France called upon all parties to settle the dispute.",
        "Presidents William Ruto of Kenya and Emmanuel Macron of France instructed their ministers to begin negotiations on tea.",
        "Kenya and France agreed to hold regular meetings of their ministers.",
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


def test_who_is_hosted_for_a_session_is_at_the_session() -> None:
    (one,) = met(
        "Kenyan Foreign Minister Musalia Mudavadi hosted his Indian counterpart, Subrahmanyam Jaishankar, in Nairobi on "
        "Monday for the third India-Kenya Strategic Dialogue."
    )
    assert (one.kind, one.session, len(one.participants)) == ("session", 3, 2)


def test_who_is_described_by_another_one_is_the_one_who_went() -> None:
    (one,) = met("Steve Witkoff, the envoy of US President Donald Trump, arrived in Doha on Monday.")
    (who,) = one.participants
    assert (who.side, one.parties) == ("USA", ("USA", "QAT"))
