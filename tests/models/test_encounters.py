"""The network of encounters: chances of every two mentions, and the sentences it was taught by."""

import sys
from pathlib import Path

import pytest

from communique.models.encounters import (
    KINDS,
    MEETS,
    ON,
    PAIRS,
    STATUSES,
    VISITS,
    WHEN,
    WHERE,
    WHO,
    MentionType,
    chances,
)
from communique.models.running import ModelMissing

TOOLS = Path(__file__).parents[2] / "tools" / "train_encounters"
SENTENCE = "President Asha Odera received the Norwegian prime minister in Lusaka on Monday."


def mentions(text: str, *named: tuple[str, MentionType]) -> list[tuple[tuple[int, int], MentionType]]:
    return [((at := text.index(words), at + len(words)), kind) for words, kind in named]


def test_every_two_mentions_have_chances() -> None:
    asked = mentions(
        SENTENCE,
        ("President Asha Odera", WHO),
        ("the Norwegian prime minister", WHO),
        ("Lusaka", WHERE),
        ("Monday", WHEN),
    )
    found = chances(SENTENCE, asked)
    assert found is not None
    assert found.pair.shape == (4, 4, PAIRS)
    assert found.status.shape == (4, 4, len(STATUSES)) and found.kind.shape == (4, 4, len(KINDS))
    assert ((found.pair >= 0) & (found.pair <= 1)).all()
    assert found.status.sum(-1) == pytest.approx(1, abs=1e-4)


def test_who_meets_whom_when() -> None:
    asked = mentions(SENTENCE, ("President Asha Odera", WHO), ("the Norwegian prime minister", WHO), ("Monday", WHEN))
    found = chances(SENTENCE, asked)
    assert found is not None
    assert found.pair[0, 1, MEETS] > 0.8 and found.pair[0, 2, ON] > 0.5
    assert STATUSES[found.status[0, 1].argmax()] == "held"


def test_who_only_speaks_of_somebody_does_not_meet() -> None:
    text = "President Asha Odera accused the Norwegian prime minister in Lusaka on Monday of bad faith."
    asked = mentions(text, ("President Asha Odera", WHO), ("the Norwegian prime minister", WHO), ("Lusaka", WHERE))
    found = chances(text, asked)
    assert found is not None
    assert found.pair[0, 1, MEETS] < 0.5 and found.pair[0, 2, VISITS] < 0.5


def test_a_sentence_too_long_is_not_asked() -> None:
    text = SENTENCE + " And" * 200
    assert chances(text, mentions(text, ("President Asha Odera", WHO))) is None


def test_a_missing_model_is_one_clear_error() -> None:
    with pytest.raises(ModelMissing, match=r"nowhere\.onnx is missing: .*rules only"):
        chances(SENTENCE, mentions(SENTENCE, ("Lusaka", WHERE)), model=Path("nowhere.onnx"))


def test_the_sentences_it_was_taught_by_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(TOOLS), *sys.path])
    from marked import WHO as PEOPLE
    from marked import load

    found = load(*sorted((TOOLS / "sentences").glob("*.txt")))
    assert len(found) > 5000
    for one in found:
        told = {number for mention in one.mentions if mention.type == PEOPLE for number in mention.groups}
        assert told == set(one.groups), one.text
        assert all(one.text[m.start : m.end].strip() for m in one.mentions)
    assert sum(not one.groups for one in found) > len(found) / 2
