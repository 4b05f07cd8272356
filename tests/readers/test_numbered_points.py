"""Numbered points under an introduction: what each undertakes, and which are sentences of their own."""

import pytest

from communique import read
from communique.records import Reading

HEAD = """Joint Communiqué on the Visit of the President of Finland to Kenya

Nairobi, 5 June 2024

President Alexander Stubb of Finland and President William Ruto of Kenya met in Nairobi on 5 June 2024. \
The two leaders agreed on the following:

"""
BOTH = ("FIN", "KEN")


def told(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    reading: Reading = read(text.encode())
    return [(one.kind, one.by, reading.article.cut(one.action)) for one in reading.commitments]


@pytest.mark.parametrize("signs", [("1.", "2."), ("1)", "2)"), ("(a)", "(b)")])
def test_points_with_any_sign_are_read_each(signs: tuple[str, str]) -> None:
    one, two = signs
    text = f"{HEAD}{one} To raise the price of ivory for smugglers.\n\n{two} To train rangers and to repair fences.\n"
    assert told(text) == [
        ("agreed", BOTH, "raise the price of ivory for smugglers"),
        ("agreed", BOTH, "train rangers"),
        ("agreed", BOTH, "repair fences"),
    ]


@pytest.mark.parametrize(
    "point",
    [
        "The two sides noted with satisfaction the signing of nine memoranda.",
        "On regional affairs, the two leaders discussed the drought in Turkana.",
        "President Stubb thanked his host for the warm welcome.",
    ],
)
def test_a_point_that_is_a_sentence_of_its_own_does_not_go_on_with_the_verb_above(point: str) -> None:
    text = f"{HEAD}1. To open a joint laboratory in Kisumu.\n\n2. {point}\n"
    assert told(text) == [("agreed", BOTH, "open a joint laboratory in Kisumu")]


def test_what_a_clause_tells_of_a_date_to_be_set_is_no_undertaking() -> None:
    text = HEAD.replace("agreed on the following:", "reviewed their relations.")
    assert (
        told(text + "President Ruto accepted the invitation, the date of which will be set by the embassies.\n") == []
    )


def test_action_promised_by_its_noun() -> None:
    text = HEAD.replace("The two leaders agreed on the following:", "President Ruto ")
    assert told(text.rstrip() + " promised quick action in completing the road to Garissa.\n") == [
        ("pledged", ("KEN",), "quick action in completing the road to Garissa")
    ]


def test_the_two_parties_of_a_mediators_page_are_those_it_named_as_two() -> None:
    text = """Statement by the Office of the Special Envoy for Sudan

Geneva, 5 June 2024

The Government of Sudan and the Rapid Support Forces wrote to the envoy that they wish to talk. The two parties agreed:

1) To open the road to El Fasher.

2) To free all nurses.

The envoy thanked the Kingdom of Saudi Arabia for its help. The envoy travelled to Saudi Arabia in May.
"""
    assert told(text) == [
        ("agreed", ("Rapid Support Forces", "SDN"), "open the road to El Fasher"),
        ("agreed", ("Rapid Support Forces", "SDN"), "free all nurses"),
    ]
