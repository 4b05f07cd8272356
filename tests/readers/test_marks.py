"""Denials, refusals, reserve and negation are marked on the statement, and nothing else is."""

import json

import pytest

from communique.reading import read_article
from communique.records import Article, Part, Reading

WHO = "Kenyan Foreign Minister Wanjiru Kamau"


def marks(text: str) -> list[set[str]]:
    reading = read_article(Article(text, (Part("paragraph", (0, len(text))),)))
    names = ("denied", "declined", "hedged", "negated")
    return [{name for name in names if getattr(said, name)} for said in reading.statements]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("denied that the road had been mined", {"denied"}),
        ("has denied that the road had been mined", {"denied"}),
        ("did not deny that the road had been mined", {"negated"}),
        ("declined to say whether the road had been mined", {"declined"}),
        ("refused to say whether the road had been mined", {"declined"}),
        ("did not say whether the road had been mined", {"negated"}),
        ("reportedly said that the road had been mined", {"hedged"}),
        ("appeared to suggest that the road had been mined", {"hedged"}),
        ("said that the road may have been mined", {"hedged"}),
        ("said that the road had been mined", set()),
        ("went on to say that the road had been mined", set()),
        ("said that nobody had denied anything", set()),
    ],
)
def test_marks(said: str, expected: set[str]) -> None:
    assert marks(f"{WHO} {said}.") == [expected]


def test_a_reading_from_before_the_marks_is_read() -> None:
    text = f"{WHO} said that the road had been mined."
    reading = read_article(Article(text, (Part("paragraph", (0, len(text))),)))
    raw = json.loads(reading.to_json())
    for said in raw["statements"]:
        for name in ("via_inherited", "denied", "declined", "hedged", "negated"):
            del said[name]
    assert Reading.from_json(json.dumps(raw)) == reading
