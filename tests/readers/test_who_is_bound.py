"""Whom a promise binds in news: the rivals of whom a host speaks, both guests, negotiators named behind their office, a body's chief."""

import pytest

from communique import read

HEAD = "LONDON, March 12, 2025 (Reuters) - "


def bound(text: str) -> list[tuple[str, set[str], str]]:
    reading = read((HEAD + text).encode())
    return [(one.kind, set(one.by), reading.article.text[slice(*one.action)]) for one in reading.commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thai Prime Minister Anutin Charnvirakul and his Cambodian counterpart Hun Manet held talks on Friday, as ASEAN leaders gathered in "
            "Cebu. ASEAN leaders met. Philippine President Ferdinand Marcos said the neighbours had agreed to restore a hotline.",
            ("agreed", {"THA", "KHM"}, "restore a hotline"),
        ),
        (
            "Donald Trump hosted Serbian President Aleksandar Vucic and Kosovo's prime minister, Avdullah Hoti, at the White House on 4 March. "
            "Both undertook to open a railway.",
            ("agreed", {"SRB", "XKX"}, "open a railway"),
        ),
        (
            "Kosovo and Serbia spoke. Chief negotiators Besnik Bislimi and Petar Petkovic agreed in Brussels to set up a commission. Kosovo's "
            "Bislimi and Serbia's Petkovic were pleased.",
            ("agreed", {"SRB", "XKX"}, "set up a commission"),
        ),
        (
            "European trade chief Maros Sefcovic met South Korean minister Yeo Han-koo on Monday. Sefcovic promised to send a team of experts "
            "to Seoul, according to a ministry official.",
            ("pledged", {"European Union"}, "send a team of experts to Seoul"),
        ),
    ],
)
def test_who_is_bound(text: str, expected: tuple[str, set[str], str]) -> None:
    assert bound(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Delegations of Pakistan and Afghanistan failed to agree on a text in Istanbul on March 7.",
        "Pakistan and Afghanistan refused to agree to open the border.",
        "Kaja Kallas, the EU's top diplomat, planned to bring Albin Kurti of Kosovo and Serbia's Aleksandar Vucic together in November.",
    ],
)
def test_nobody_is_bound(text: str) -> None:
    assert bound(text) == []
