"""The example ledger: its pages can be read, and what gold says of them stands in their text."""

import json
from collections import Counter
from pathlib import Path

import pytest

from communique import read
from communique.pages import extract, open_page
from communique.records import faults

EXAMPLES = Path(__file__).parent.parent / "examples"
GOLD = json.loads((EXAMPLES / "ledger" / "gold.json").read_text("utf-8"))
PAGES = list(GOLD["stories"])
KINDS = ("people", "meetings", "mechanisms", "commitments")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Each page's clean text, its words one space apart."""
    return {page: " ".join(extract(open_page(EXAMPLES / page)).text.split()) for page in PAGES}


def test_every_page_lies_in_gold_and_in_one_half() -> None:
    there = [*(EXAMPLES / "ledger").glob("*/*"), *(EXAMPLES / "beijing-2024").iterdir()]
    assert sorted(PAGES) == sorted(str(file.relative_to(EXAMPLES)) for file in there)
    halves = Counter(episode for half in GOLD["halves"].values() for episode in half)
    assert set(halves) == {page.split("/")[-2] for page in PAGES}
    assert set(halves.values()) == {1}
    assert len(GOLD["halves"]["dev"]) == len(GOLD["halves"]["check"])


def test_quotes_stand_in_the_clean_text(texts: dict[str, str]) -> None:
    quotes = [(m["page"], m["quote"]) for kind in KINDS for cluster in GOLD[kind] for m in cluster["members"]]
    assert [(page, quote) for page, quote in quotes if " ".join(quote.split()) not in texts[page]] == []
    assert len(quotes) > 2000


def test_clusters_have_names_of_their_own_and_no_member_twice() -> None:
    for kind in KINDS:
        assert max(Counter(cluster["name"] for cluster in GOLD[kind]).values()) == 1
        for cluster in GOLD[kind]:
            members = [(member["page"], member["quote"]) for member in cluster["members"]]
            assert len(set(members)) == len(members) > 0, cluster["name"]


def test_every_story_has_one_original_and_copies() -> None:
    relations: dict[str, list[str]] = {one["story"]: [] for one in GOLD["stories"].values() if one["story"]}
    for page, one in GOLD["stories"].items():
        assert (one["story"] is None) == (one["relation"] == "different"), page
        if one["story"]:
            relations[one["story"]].append(one["relation"])
    assert all(found.count("original") == 1 and len(found) > 1 for found in relations.values())


@pytest.mark.parametrize("page", PAGES[::8])
def test_a_page_reads_soundly(page: str) -> None:
    """Every eighth: all of them take a minute, and `make bench-merging` reads them all."""
    reading = read(EXAMPLES / page)
    assert list(faults(reading)) == []
    assert reading.article.title
