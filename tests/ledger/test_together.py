"""Records that are one: every telling, on how many pages, what keeps two apart; and spans that people edit."""

from dataclasses import replace
from pathlib import Path

import pytest

from communique.ledger import select
from communique.ledger.engine import LedgerError
from communique.ledger.found import Screened
from communique.ledger.query import parse
from communique.ledger.store import Ledger, restore
from communique.records import Actor, Article, Meeting, Origin, Part, Participant, Reading, Role


def told(number: int, day: str | None, place: str | None, publisher: str = "A Gazette") -> Reading:
    """A page that tells of one meeting of the same two ministers."""
    text = f"Page {number}: Kari Holm met Juha Salo{f' in {place}' if place else ''} {day or 'once'} on fish."
    start, end = text.index("Kari"), len(text)
    made = {"made_by": "rule/1", "confidence": 0.9, "evidence": ((start, end),)}

    def actor(ref: str, name: str, state: str) -> Actor:
        span = (text.index(name), text.index(name) + len(name))
        return Actor(ref, "person", name, state, (Role("Foreign Minister", state, span),), (span,), **made)  # type: ignore[arg-type]

    meeting = Meeting(
        "m1", "talks", "held", (Participant("a1", "NOR"), Participant("a2", "FIN")), ("FIN", "NOR"), place, day, day,
        None, None, None, **made,  # type: ignore[arg-type]
    )  # fmt: skip
    article = Article(
        text, (Part("paragraph", (0, end)),), f"https://news.example/{number}", f"Page {number}",
        origin=Origin(publisher, "2031-06-01"), reference="2031-06-01",
    )  # fmt: skip
    return Reading(article, (actor("a1", "Kari Holm", "NOR"), actor("a2", "Juha Salo", "FIN")), meetings=(meeting,))


@pytest.fixture
def met(ledger: Ledger) -> Ledger:
    """Two meetings, the first on three pages of which one is a copy, and a page that may tell of either."""
    return with_meetings(ledger)


def with_meetings(ledger: Ledger) -> Ledger:
    first = told(1, "2031-05-12", "Oslo")
    copy = replace(first, article=replace(first.article, url="https://news.example/copy", origin=Origin("B Courier")))
    ledger.add(
        first, copy, told(2, "2031-05-12", "Oslo"), told(3, "2031-05-20", "Vaasa"), told(4, None, None), workers=1
    )
    return ledger


def named(ledger: Ledger) -> dict[str, str]:
    """The ids of the meetings by their pages' addresses."""
    return {str(one.address): one.id for one in ledger.find("type:meeting")}


def test_every_telling_of_a_meeting(met: Ledger) -> None:
    ids = named(met)
    one = {ids[at] for at in ("https://news.example/1", "https://news.example/2", "https://news.example/copy")}
    for ident in one:
        assert {told.id for told in met.tellings(ident)} == one
    assert {told.id for told in met.tellings(met.cluster(ids["https://news.example/1"]).merged.id)} == one
    assert met.tellings("m-nothing") == ()
    assert met.pages_of(list(ids.values())) == {
        ids["https://news.example/1"]: 3,
        ids["https://news.example/2"]: 3,
        ids["https://news.example/copy"]: 3,
        ids["https://news.example/3"]: 1,
        ids["https://news.example/4"]: 1,
    }
    assert met.pages_of([]) == {}


def test_an_earlier_version_is_no_telling(met: Ledger) -> None:
    later = told(2, "2031-05-20", "Vaasa")
    met.add(later, workers=1)
    ids = named(met)
    assert met.pages_of([ids["https://news.example/1"], ids["https://news.example/3"]]) == {
        ids["https://news.example/1"]: 2,
        ids["https://news.example/3"]: 2,
    }
    assert {one.address for one in met.tellings(ids["https://news.example/3"])} == {
        "https://news.example/2",
        "https://news.example/3",
    }


def test_which_pages_are_copies(met: Ledger) -> None:
    versions = {str(one.address): one.version for one in met.find("type:page")}
    held = met.carried(list(versions.values()))
    story = {at: held[version] for at, version in versions.items()}
    assert (
        story["https://news.example/1"][0]
        == story["https://news.example/copy"][0]
        != story["https://news.example/3"][0]
    )
    assert {story["https://news.example/1"][1], story["https://news.example/copy"][1]} == {0, 1}
    assert met.carried(["v-nothing"]) == {}


def test_what_keeps_two_apart_is_told(met: Ledger) -> None:
    ids = named(met)
    thin, one, other = (ids[f"https://news.example/{number}"] for number in (4, 1, 3))
    assert met.cluster(thin).merged.pages == 1
    pairs = {(pair.one, pair.other): pair for pair in met.near(thin)}
    assert {first for first, _ in pairs} == {thin}
    assert other in {second for _, second in pairs}
    doubts = {second: met.doubt(thin, second) for _, second in pairs}
    for second, doubt in doubts.items():
        assert pairs[thin, second].verdict.outcome == "same"
        assert doubt is not None
        assert "fits" in doubt.reason
        assert "m-" not in doubt.reason
        assert {ident for ident, _ in doubt.records} <= set(ids.values())
        assert doubt.grounds
    assert met.doubt(one, other) is None
    met.judge_pair(thin, other, "same")
    assert met.doubt(thin, other) is None
    assert met.cluster(thin).merged.pages == 2


def test_an_edited_span_is_kept_through_a_backup(met: Ledger, tmp_path: Path) -> None:
    ident = named(met)["https://news.example/3"]
    before = met.show(ident)
    (was,) = [span for what, span, _ in before.spans]
    met.edit(ident, "evidence", was, (was[0], was[1] - 9), "without the fish", "Ana")
    (judged,) = met.show(ident).judgements
    assert judged.edit is not None
    assert (judged.verdict, judged.edit.was, judged.edit.now) == ("edit", was, (was[0], was[1] - 9))
    assert judged.edit.was_words.startswith(judged.edit.words)
    assert (met.show(ident).found, met.show(ident).spans) == (before.found, before.spans)
    assert [one.id for one in met.find("judged:edit")] == [ident]
    for part, at, now in (
        ("action", was, (0, 5)),
        ("evidence", (was[0], was[1] - 1), (0, 5)),
        ("evidence", was, was),
        ("evidence", was, (5, 5)),
        ("evidence", was, (0, 10_000)),
    ):
        with pytest.raises(LedgerError):
            met.edit(ident, part, at, now)
    saved = tmp_path / "saved.sqlite"
    met.backup(saved)
    restore(saved, tmp_path / "again.sqlite")
    with Ledger(tmp_path / "again.sqlite") as again:
        assert again.show(ident).judgements == met.show(ident).judgements
        assert again.digest() == met.digest()
    assert met.withdraw(ident, "Ana")
    assert list(met.find("judged:edit")) == []


def test_a_count_that_stops_says_so(met: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for query in ("", "type:meeting", "Holm Salo", "type:page when:2031 copies:one", "by:NOR", "nothing"):
        assert met.count_at_least(query) == (met.count(query), True)
        assert met.count_once(query) == met.count(f"{query} copies:one".replace("copies:one copies:one", "copies:one"))
    monkeypatch.setattr(select, "FEW", 1)
    assert met.count_at_least("type:meeting", most=3) == (3, False)
    assert met.count_at_least("type:meeting", most=5) == (5, True)
    monkeypatch.setattr(select, "COUNTED", 0)
    number, whole = met.count_at_least("type:meeting -once", most=100)
    assert not whole
    assert 1 <= number < met.count("type:meeting -once")


def test_a_screen_is_what_find_and_count_give(met: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for few in (10_000, 1):
        monkeypatch.setattr(select, "FEW", few)
        for query in ("", "type:meeting", "Holm", "type:page copies:one", "by:NOR Salo", "nothing"):
            every = list(met.find(query))
            once = None if "copies" in query else met.count_once(query)
            assert met.screen(query, limit=100) == Screened(every, len(every), True, once)
            assert met.screen(query, limit=2) == Screened(every[:2], len(every), True, once)
            if len(every) > 2:
                after = (every[0].start or "", every[0].id)
                assert met.screen(query, limit=2, after=after) == Screened(every[1:3], len(every), True, once)


def test_where_a_walk_is_given_up_everything_is_looked_up(met: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the limits are, the same is found; a number that is not whole is at least what is shown."""
    for few, window, counted in ((1, 1, 1), (1, 2, 100), (1, 100, 1), (100, 1, 1)):
        monkeypatch.setattr(select, "FEW", few)
        monkeypatch.setattr(select, "WINDOW", window)
        monkeypatch.setattr(select, "COUNTED", counted)
        for query in (
            "type:meeting",
            "Holm -once",
            "by:NOR when:2031-05",
            "by:NOR when:2031 copies:one",
            "when:2031-05-12",
        ):
            every = list(met.find(query))
            assert every
            for limit in (1, 3, 100):
                found = met.screen(query, limit=limit)
                assert found.rows == every[:limit]
                assert min(limit, len(every)) <= found.number <= len(every)
                assert found.number == len(every) or not found.whole


def test_copies_are_looked_for_from_the_story_on(tmp_path: Path) -> None:
    """Not from all records of a type and a stretch of days: that takes minutes at 100,000 pages. (SQLite alone: PostgreSQL counts
    its rows and plans by that.)"""
    for query in (
        "type:meeting when:2031 at:Oslo",
        "type:statement Holm",
        "when:2031-03..2031-04",
        "by:NOR kind:talks",
    ):
        with Ledger(tmp_path / "l.sqlite", create=True) as met, with_meetings(met).engine.connect() as connection:
            asked = select.Search(connection, parse(f"{query} copies:one")).numbers()
            spelt = asked.compile(connection, compile_kwargs={"literal_binds": True})
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {spelt}")]
        (told,) = (line for line in plan if "told" in line)
        assert "ix_record_version" in told, plan
