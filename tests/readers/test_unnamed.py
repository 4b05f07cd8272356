"""Office holders whom a text names by their office alone."""

import pytest

from communique.reading import read_article
from communique.records import Article, Part, Reading


def reading(text: str) -> Reading:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Part("paragraph", (start, start + len(line))))
        start += len(line) + 1
    return read_article(Article(text, tuple(spans), reference="2024-11-03"))


def speakers(found: Reading) -> list[str]:
    names = {actor.id: actor.name for actor in found.actors}
    return [names[one.source] for one in found.statements]


def test_an_office_speaks_promises_and_urges() -> None:
    text = (
        "Chile's foreign minister said on Sunday that Chile would reopen the border with Peru in December.\n"
        "The Peruvian president urged Chile to send more customs officers to the crossing.\n"
        '"We will open two more lanes," the Peruvian transport minister told reporters in Lima.'
    )
    found = reading(text)
    assert speakers(found)[:1] == ["Chile's foreign minister"]
    assert "Peruvian transport minister" in speakers(found)
    assert {(one.kind, one.by, one.to) for one in found.commitments} == {
        ("pledged", ("CHL",), ()),
        ("urged", ("PER",), ("CHL",)),
        ("pledged", ("PER",), ()),
    }


def test_he_is_the_one_last_told_of() -> None:
    found = reading(
        "Chile's foreign minister arrived in Lima.\nA senior Peruvian official said the talks had gone well. "
        "He added that forms would be accepted in both languages."
    )
    assert set(speakers(found)) == {"senior Peruvian official"}


@pytest.mark.parametrize(
    "told",
    [
        "Peru's president received the Chilean foreign minister in Lima on Friday.",
        "The Chilean foreign minister was received by Peru's president in Lima on Friday.",
        "Peru's prime minister held talks with Chile's foreign minister in Lima on Friday.",
    ],
)
def test_two_offices_meet(told: str) -> None:
    (met,) = reading(told).meetings
    assert set(met.parties) == {"PER", "CHL"}
    assert met.participants == ()


def test_a_name_comes_before_the_office() -> None:
    found = reading(
        "Chilean Foreign Minister Alberto van Klaveren flew to Lima.\n"
        "The Chilean foreign minister said the border would reopen."
    )
    assert speakers(found) == ["Alberto van Klaveren"]


@pytest.mark.parametrize(
    "told",
    [
        "A Chilean president once said the border would never close.",
        "Chile's former president said the border would reopen.",
        "Chile's next president would reopen the border, analysts say.",
    ],
)
def test_whoever_it_was_or_will_be_is_no_office(told: str) -> None:
    assert not [actor for actor in reading(told).actors if actor.made_by == "offices.unnamed/1"]
