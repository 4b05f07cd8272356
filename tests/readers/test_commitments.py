"""Undertakings in the shapes that joint documents give them; what is not to be done never becomes what is."""

import pytest

from communique import read

LEAD = "The presidents of Guyana and Venezuela met in Georgetown on Thursday. "


def actions(text: str) -> list[str]:
    reading = read(
        f"Guyana and Venezuela Hold Talks\n\nGEORGETOWN, Dec. 14 (AP) - {LEAD}{text}".encode(), published="2023-12-14"
    )
    assert all(commitment.by for commitment in reading.commitments)
    return [reading.article.cut(commitment.action) for commitment in reading.commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guyana and Venezuela agreed not to threaten or use force.", ["not to threaten or use force"]),
        ("The two sides agreed to not raise tariffs and to keep talking.", ["not raise tariffs", "keep talking"]),
        ("The two countries agreed that neither side would station troops near the river.", []),
        ("Both sides will not move troops or fire missiles.", []),
        ("The two sides concurred in holding a second round in Caracas.", ["holding a second round in Caracas"]),
        ("The two sides will write to each other, to settle a quarrel early.", ["write to each other, to settle a quarrel early"]),
    ],
)  # fmt: skip
def test_an_action_is_what_was_agreed(text: str, expected: list[str]) -> None:
    assert actions(text) == expected


def test_points_that_bring_their_own_modal() -> None:
    found = actions(
        "Guyana and Venezuela agreed that they:\n\n- will not threaten or use force;\n\n- will set up a joint commission;\n\n"
        "- will meet again within three months.\n"
    )
    assert found == ["set up a joint commission", "meet again within three months"]


def test_the_north_and_the_south_are_parties_in_a_text_on_korea() -> None:
    reading = read(
        b"Seoul and Pyongyang Reopen Hotline\n\nSEOUL, July 27 (Yonhap) - South Korean President Moon Jae-in said on Tuesday that the "
        b"hotline was open again. The South and the North will hold family reunions in August.\n",
        published="2021-07-27",
    )
    assert [(c.by, reading.article.cut(c.action)) for c in reading.commitments] == [
        (("KOR", "PRK"), "hold family reunions in August")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Guyana's President Irfaan Ali called Brazil's President Lula da Silva on Friday to express his thanks.",
        "The Guyanese authorities announced the arrest of 26 members of a gang.",
        "Guyana's opposition leader Aubrey Norton said he would challenge the deal in court.",
        "Former Venezuelan President Juan Perez said he would support the talks.",
        "President Ali believes the people of Venezuela will overcome this crisis.",
        "The ministers were deciding what evidence would be shown to the court, Guyana said.",
        "The Brazilian defence ministry said that Venezuela may be planning to attack a port.",
        "Nicolas Maduro asked for sanctions on the court, a month after its chief prosecutor announced she intended to look into the arrests.",
    ],
)  # fmt: skip
def test_what_binds_nobody(text: str) -> None:
    assert actions(text) == []


def test_support_for_a_plan_is_no_promise_to_carry_it_out() -> None:
    found = actions("President Maduro pledged his full support for a plan to build a bridge.")
    assert found == ["his full support for a plan to build a bridge"]
