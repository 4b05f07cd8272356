"""What leaders say they stay bound to: whose commitment, to what, and all of a list."""

import pytest

from communique import read
from communique.records import Reading

LEAD = (
    "Readout of President Alexander Stubb's call with President William Ruto of Kenya, 5 June 2024\n\n"
    "President Alexander Stubb spoke on Wednesday with President William Ruto of Kenya. "
)


def told(text: str, lead: str = LEAD) -> list[tuple[str, tuple[str, ...], str]]:
    reading: Reading = read((lead + text).encode())
    return [(one.kind, one.by, reading.article.cut(one.action)) for one in reading.commitments]


@pytest.mark.parametrize(
    ("text", "kind", "by", "action"),
    [
        ("He also stressed the United States’ continued commitment to working closely with Kenya on wells.",
         "pledged", ("USA",), "working closely with Kenya on wells"),
        ("President Stubb reaffirmed Finland's firm commitment to the protection of the Turkana aquifer.",
         "pledged", ("FIN",), "the protection of the Turkana aquifer"),
        ("They also committed that their agencies will open a joint laboratory in Kisumu.",
         "agreed", ("FIN", "KEN"), "open a joint laboratory in Kisumu"),
    ],
)  # fmt: skip
def test_whose_commitment_to_what(text: str, kind: str, by: tuple[str, ...], action: str) -> None:
    assert told(text) == [(kind, by, action)]


def test_a_further_infinitive_is_an_undertaking_of_its_own() -> None:
    found = told(
        "The presidents affirmed their determination to continue raising the price of ivory for smugglers in "
        "Mombasa, as well as to continue training rangers in the north."
    )
    assert [(by, action) for _, by, action in found] == [
        (("FIN", "KEN"), "continue raising the price of ivory for smugglers in Mombasa"),
        (("FIN", "KEN"), "continue training rangers in the north"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They reaffirmed their commitment to democracy and the rule of law.",
        "They discussed their commitment to the restoration of the Mau forest.",
        "The President praised Kenya's commitment to the training of midwives.",
    ],
)
def test_values_and_what_is_only_talked_of_bind_nobody(text: str) -> None:
    assert told(text) == []


def test_the_last_of_a_long_list_of_guests_is_bound_too() -> None:
    lead = (
        "Readout of a call of five, 5 June 2024\n\nPresident Alexander Stubb of Finland spoke today with President "
        "Emmanuel Macron of France, Chancellor Olaf Scholz of Germany, Prime Minister Donald Tusk of Poland, and Prime "
        "Minister Rishi Sunak of the United Kingdom. "
    )
    found = told("The leaders agreed to send generators to Kharkiv.", lead)
    assert found == [("agreed", ("DEU", "FIN", "FRA", "GBR", "POL"), "send generators to Kharkiv")]


def test_the_united_states_are_no_two_states_and_no_group() -> None:
    reading = read((LEAD + "He praised the United States’ continued help for clinics in Kenya.").encode())
    assert [one.kind for one in reading.actors if "United States" in one.name] in ([], ["state"])
