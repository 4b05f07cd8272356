"""The arithmetic of the bench of merging: cases worked out by hand."""

import sys
from pathlib import Path

import pytest

from communique import read

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from merging import assigned, bcubed, episode, figures, fits, matched, mistakes, places

TOLD = [
    {"name": "Ada Roth", "members": [{"page": "a/x/1", "quote": "Ada Roth"}, {"page": "a/x/2", "quote": "Ms Roth"}]},
    {"name": "Bo Lind", "members": [{"page": "a/x/1", "quote": "Bo Lind"}]},
]


def test_bcubed_by_hand() -> None:
    # gold a a a b b; found 1 1 2 2 2. Precision: (1 + 1 + 1/3 + 2/3 + 2/3) / 5; recall: (2/3 + 2/3 + 1/3 + 1 + 1) / 5
    assert bcubed("aaabb", "11222") == pytest.approx((11 / 15, 11 / 15, 11 / 15))
    # all in one: precision (3 * 3/4 + 1/4) / 4, recall 1
    assert bcubed("aaab", "1111") == pytest.approx((0.625, 1.0, 2 * 0.625 / 1.625))
    # each alone: precision 1, recall (3 * 1/3 + 1) / 4
    assert bcubed("aaab", "1234") == pytest.approx((1.0, 0.5, 2 / 3))
    assert bcubed("abc", "xyz") == (1.0, 1.0, 1.0)
    assert bcubed("", "") == (1.0, 1.0, 1.0)


def test_labels_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        bcubed("aa", "a")


def test_quotes_are_found_however_spaced_and_as_whole_words() -> None:
    assert places("Wang  met\nLi, and Wang met Lin.", "Wang met Li") == [(0, 12)]


def test_a_record_goes_where_its_words_and_its_people_are() -> None:
    told = {0: [(0, 20)], 1: [(20, 40)]}
    assert fits([(0, 40)], [(25, 30)], told) == pytest.approx({0: 0.5, 1: 1.5})
    assert fits([(0, 40)], [(5, 9), (10, 12)], told) == pytest.approx({0: 1.5, 1: 0.5})
    assert fits([(2, 10)], [], told) == pytest.approx({0: 0.4})
    assert fits([(50, 60)], [], told) == {}


def test_two_records_of_a_sentence_that_tells_of_two_go_to_both() -> None:
    assert assigned({"m1": {0: 1.5, 1: 0.5}, "m2": {0: 1.0, 1: 0.5}}) == {"m1": 0, "m2": 1}
    assert assigned({"m1": {0: 0.5}, "m2": {0: 1.0}}) == {"m1": 0, "m2": 0}
    assert assigned({"m1": {0: 0.5, 1: 0.4}, "m2": {1: 1.0}}) == {"m1": 0, "m2": 1}
    assert assigned({}) == {}


def test_figures_count_what_was_read_and_let_strays_stand_alone() -> None:
    pages = {"a/x/1", "a/x/2"}
    went = {("a/x/1", "p1"): 0, ("a/x/1", "p2"): 1, ("a/x/2", "p1"): 0}
    together = {("a/x/1", "p1"): 7, ("a/x/2", "p1"): 7, ("a/x/1", "p2"): 7}
    one = figures(TOLD, went, together, pages)
    assert (one.precision, one.recall) == pytest.approx((5 / 9, 1.0))
    assert (one.records, one.read, one.told) == (3, 3, 3)
    assert mistakes(TOLD, went, together, pages) == [(1, "together: Ada Roth (2) + Bo Lind (1)")]
    stray = figures(TOLD, went, {("a/x/1", "p1"): 7}, pages)
    assert (stray.precision, stray.recall) == pytest.approx((1.0, 2 / 3))
    assert figures(TOLD, went, together, {"a/x/2"}).records == 1


def test_a_split_is_told_with_its_sizes() -> None:
    went = {("a/x/1", "p1"): 0, ("a/x/2", "p1"): 0, ("a/x/2", "p2"): 0}
    apart = {("a/x/1", "p1"): 1, ("a/x/2", "p1"): 2, ("a/x/2", "p2"): 2}
    assert mistakes(TOLD, went, apart, {"a/x/1", "a/x/2"}) == [(1, "apart: Ada Roth (2, 1)")]


def test_records_of_a_page_go_to_what_they_tell_of() -> None:
    page = (
        b"Two visits\n\nOSLO, 3 May 2024 - Norwegian Foreign Minister Espen Barth Eide met his Danish counterpart, "
        b"Lars Lokke Rasmussen, in Oslo on Friday. The two ministers agreed to map the cables in the Skagerrak.\n\n"
        b"Rasmussen visited Helsinki in March."
    )
    readings = {"a/x/1": read(page)}
    quote = "met his Danish counterpart, Lars Lokke Rasmussen, in Oslo on Friday"
    clusters = [
        {"name": "visit of Rasmussen to Helsinki", "kind": "visit", "members": [{"page": "a/x/1", "quote": quote}]},
        {"name": "Eide and Rasmussen, Oslo", "members": [{"page": "a/x/1", "quote": quote}]},
    ]
    assert set(matched(clusters, "meetings", readings).values()) == {1}
    agreed = [{"name": "map", "members": [{"page": "a/x/1", "quote": "map the cables in the Skagerrak"}]}]
    assert set(matched(agreed, "commitments", readings).values()) == {0}
    assert matched(agreed, "people", readings) == {}


def test_an_episode_is_a_page_s_folder() -> None:
    assert episode("ledger/prespa-2018/davos.txt") == "prespa-2018"
