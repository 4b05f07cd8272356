"""Outlet chains: the golden examples keep their score, and each construction its order."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "bench"))

from chains import GOLDEN, examples, figures, score
from communique.readers.chains import chain_of
from communique.reading import read_article
from communique.records import Article, Origin, Part, Reading

FLOOR = {"dev": 0.995, "check": 0.95}
"""Edge F1 below which no change may bring a half; `check` is scored only."""


def read_words(text: str, publisher: str | None = None) -> Reading:
    return read_article(Article(text, (Part("paragraph", (0, len(text))),), origin=Origin(publisher)))


@pytest.mark.parametrize("half", ["dev", "check"])
def test_no_score_falls(half: str) -> None:
    tally = score(examples(GOLDEN / f"{half}.jsonl"))
    assert figures(tally["all"])[2] >= FLOOR[half]


@pytest.mark.parametrize("half", ["dev", "check"])
def test_examples_are_sound(half: str) -> None:
    cases = examples(GOLDEN / f"{half}.jsonl")
    assert len({case["id"] for case in cases}) == len(cases) >= 40
    assert len({case["shape"] for case in cases}) == 10
    for case in cases:
        assert all(piece in case["text"] for said in case["statements"] for piece in said["content"]), case["id"]


def test_the_publisher_ends_the_chain() -> None:
    reading = read_words("Fijian President Mere Tavake told Reuters that the reef was closed.", "Island News")
    assert chain_of(reading, reading.statements[0]) == ("Reuters", "Island News")


def test_what_a_speaker_goes_on_to_say_inherits_the_outlet_apart() -> None:
    reading = read_words(
        "Fijian President Mere Tavake told Reuters that the reef was closed. She added that boats must leave."
    )
    first, second = reading.statements
    outlet = first.via
    assert [reading.actor(ref).name for ref in outlet] == ["Reuters"]
    assert second.via == ()
    assert second.via_inherited == outlet
    assert Reading.from_json(reading.to_json()) == reading
