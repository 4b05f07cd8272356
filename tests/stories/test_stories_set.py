"""The stories' own test set keeps its figures: no two meetings in one story, copies found, relations right."""

import pytest
from bench.stories import called, score
from tests.stories.generate import generate

from communique.pages import PageError, extract, open_page
from communique.records import Article
from communique.relate.stories import stories

FLOORS = {"f1": 0.98, "relations": 0.85}
"""A little below what both halves reach; two pages with the same words are told apart by chance only."""

HALVES = generate()


def article(text: str) -> Article:
    try:
        return extract(open_page(text.encode()))
    except PageError:
        return Article(text)


def test_the_set_is_large_enough() -> None:
    assert sum(len(texts) for texts, _ in HALVES.values()) >= 200
    assert sum(len({g["story"] for g in groups.values()} - {None}) for _, groups in HALVES.values()) >= 40


@pytest.mark.parametrize("half", ["tune", "score"])
def test_floors(half: str) -> None:
    texts, groups = HALVES[half]
    files = sorted(groups)
    result = score(groups, called(stories([article(texts[file]) for file in files]), files))
    assert result["mixed"] == 0
    for name, floor in FLOORS.items():
        assert result[name] >= floor, (name, result)
