"""Stories in the ledger: the same whatever the way pages came and went, counted once where that is asked for."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.stories.generate import pieces, spin

from communique.ledger import kinship
from communique.ledger.engine import LedgerError, writing
from communique.ledger.store import Ledger
from communique.pages import extract, open_page
from communique.records import Declared, Origin, Reading
from communique.relate.stories import stories

TEXTS = {piece.name: piece.text for piece in pieces()}
FERRY = TEXTS["oslo-ferry"]
NUMBERS = count()


def page(text: str, name: str, day: str = "2025-03-04") -> Reading:
    article = extract(open_page(text.encode()))
    return Reading(replace(article, url=f"https://{name}.example/a", reference=day, declared=Declared(published=day)))


@cache
def told() -> tuple[Reading, ...]:
    """A piece with copies of every kind, two of them with its very prose; other pieces, and one page that runs two together."""
    cut = "\n\n".join(FERRY.split("\n\n")[:5])
    other = TEXTS["cairo-gas"]
    texts = {
        "agency": FERRY,
        "mirror": FERRY,
        "gazette": FERRY + "\n\n- Gazette",
        "cut": cut,
        "spun": spin(FERRY, random.Random(8)),
        "spliced": "【MegaSpin77】" + FERRY,
        "rival": TEXTS["oslo-ferry-ritzau"],
        "cairo": other,
        "cairo-copy": other.replace("\n\n", "\n"),
        "roundup": FERRY + "\n\n" + other,
    }
    return tuple(page(text, name) for name, text in texts.items())


def agency(reading: Reading) -> Reading:
    return replace(reading, article=replace(reading.article, url="https://www.ntb.no/1", origin=Origin("NTB")))


def grouped(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(one.address or "" for one in story.members) for story in ledger.stories()}


@pytest.fixture
def ferry(ledger: Ledger) -> Ledger:
    """A ledger with all of `told`."""
    ledger.add(*told())
    return ledger


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(10)),
    cuts=st.lists(st.integers(1, 10), min_size=1, max_size=10),
    gone=st.sets(st.integers(0, 9), max_size=4),
    popular=st.sampled_from((2, 3, 200)),
)
def test_the_order_of_pages_tells_nothing(
    tmp_path: Path, order: Sequence[int], cuts: list[int], gone: set[int], popular: int
) -> None:
    """Added in any order, in batches of any size, some taken out again: one ledger, and a sound one. Also where only a
    few pages count for a stretch of words, which each page that comes or goes then changes for others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinship, "COUNTED", popular)
        name = tmp_path / f"l{next(NUMBERS)}"
        with Ledger(f"{name}a.sqlite", create=True) as one, Ledger(f"{name}b.sqlite", create=True) as other:
            one.add(*(reading for number, reading in enumerate(told()) if number not in gone))
            rest = list(order)
            while rest:
                size = cuts.pop() if cuts else 3
                other.add(*(told()[number] for number in rest[:size]))
                rest = rest[size:]
            for number in gone:
                other.forget(told()[number].article.url or "")
            assert other.check() == []
            assert other.digest() == one.digest()


def test_the_ledger_finds_what_relate_finds(ferry: Ledger) -> None:
    articles = [reading.article for reading in told()]
    found = {frozenset(articles[one.page].url or "" for one in story.members) for story in stories(articles)}
    assert grouped(ferry) == {story for story in found if len(story) > 1}
    assert ferry.check() == []


def test_members_relations_and_reasons(ledger: Ledger) -> None:
    ledger.add(agency(told()[0]), *told()[1:6])
    (story,) = ledger.stories()
    assert story.members[0].address == "https://www.ntb.no/1"
    assert "NTB" in " ".join(story.reasons)
    assert {(one.address or "")[8:].split(".")[0]: one.relation for one in story.members[1:]} == {
        "mirror": "identical",
        "gazette": "syndicated",
        "cut": "edited",
        "spun": "spun",
        "spliced": "spliced",
    }
    for one in story.members:
        assert ledger.story(one.page) == story
    assert ledger.story(story.id) == story


def test_a_new_source_and_a_bridge(ledger: Ledger) -> None:
    cut = "\n\n".join(FERRY.split("\n\n")[:4])
    end = "\n\n".join([FERRY.split("\n\n")[0], *FERRY.split("\n\n")[3:]])
    ledger.add(page(cut, "first"), page(end, "second"))
    before = ledger.digest()
    assert ledger.stories() == []
    ledger.add(agency(told()[0]))
    (story,) = ledger.stories()
    assert [one.relation for one in story.members] == ["original", "edited", "edited"]
    assert story.members[0].address == "https://www.ntb.no/1"
    ledger.forget("https://www.ntb.no/1")
    assert ledger.digest() == before
    assert ledger.stories() == []


def test_an_earlier_version_is_in_no_story(ledger: Ledger) -> None:
    ledger.add(told()[0], told()[1])
    later = replace(page(TEXTS["cairo-gas"], "mirror", "2025-03-09"))
    ledger.add(later)
    assert ledger.stories() == []
    assert ledger.check() == []
    ledger.forget(next(ledger.find("type:page page:https://mirror.example/a")).version)
    assert len(ledger.stories()) == 1
    assert ledger.check() == []


def test_counts_with_copies_folded(ferry: Ledger) -> None:
    stories_of = {story.members[0].page for story in ferry.stories()}
    copies = sum(len(story.members) - 1 for story in ferry.stories())
    pages = ferry.count("type:page")
    for query in ("copies:one", "copies:originals"):
        assert ferry.count(f"type:page {query}") == pages - copies == len(list(ferry.find(f"type:page {query}")))
        assert stories_of <= {found.page for found in ferry.find(f"type:page {query}")}
    spliced = "page:https://spliced.example/a type:page"
    assert ferry.count(f"{spliced} copies:one") == 1, "a story counts by the nearest of its pages that is found"
    assert ferry.count(f"{spliced} copies:originals") == 0
    assert ferry.count("type:page copies:all") == ferry.count("type:page") == len(told())
    assert ferry.count("type:page versions:all copies:one") == pages - copies
    two = "page:https://spliced.example/a,https://spun.example/a type:page"
    assert ferry.count(two) == 2
    assert ferry.count(f"{two} copies:one") == 1


def test_a_difference_of_two_pages(ferry: Ledger) -> None:
    shown = ferry.difference("https://agency.example/a", "https://cut.example/a")
    assert shown.relation == "edited"
    kinds = [edit.kind for edit in shown.edits]
    assert "deleted" in kinds
    source = ferry.reading(shown.source).article.text
    assert all(source[edit.source[0] : edit.source[1]] == edit.gone for edit in shown.edits)
    against = ferry.difference("https://cut.example/a")
    assert against.copy == shown.copy, "with one page it is laid beside the page nearest the source"
    with pytest.raises(LedgerError, match="nearest the source itself"):
        ferry.difference(ferry.stories()[0].members[0].page)


@pytest.mark.parametrize(
    ("damage", "told_of"),
    [
        ("DELETE FROM kin", "pages that carry one piece"),
        ("UPDATE carrying SET relation = 'spun' WHERE relation = 'edited'", "its story differs"),
        ("DELETE FROM stretch", "index of stretches"),
        ("UPDATE piece SET weight = 7", "differ from what its reading gives"),
        ("UPDATE carrying SET head = version", "same prose"),
    ],
)
def test_check_sees_damaged_stories_and_mends_them(ferry: Ledger, damage: str, told_of: str) -> None:
    before = ferry.digest()
    with writing(ferry.engine) as connection:
        connection.execute(text(damage))
    assert any(told_of in fault for fault in ferry.check())
    ferry.mend()
    assert ferry.check() == []
    assert ferry.digest() == before


LATER = (
    "waiting", "score", "evidence", "pair_judgement", "tie", "member", "entry_key", "entry", "kin", "stretch", "carrying", "piece",
)  # fmt: skip
"""Tables that came after the first schema, those that lean on others first."""


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(ledger_url: str) -> None:
    with Ledger(ledger_url, create=True) as ledger:
        ledger.add(*told())
        before = ledger.digest()
        with writing(ledger.engine) as connection:
            for table in LATER:
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("ALTER TABLE judgement DROP COLUMN edit"))
            connection.execute(text("DROP INDEX ix_page_address"))
            connection.execute(text("ALTER TABLE version ADD COLUMN story TEXT NOT NULL DEFAULT ''"))
            connection.execute(text("CREATE INDEX ix_version_story ON version (story, last)"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Ledger(ledger_url) as ledger:
        assert ledger.digest() == before
        assert ledger.check() == []
        assert ledger.stories()


def test_a_story_reads_as_json(ferry: Ledger) -> None:
    from communique.exports.columns import plain

    assert json.loads(json.dumps(plain(ferry.stories()[0])))["members"][0]["relation"] == "original"
