"""What the reading room asks of a ledger: leaves, arrivals, who was there, places to go on from, taking back."""

import pytest
from tests.ledger.conftest import EXAMPLES

from communique.ledger.engine import NotThere
from communique.ledger.ids import make_id
from communique.ledger.rows import Received
from communique.ledger.shown import unkept
from communique.ledger.store import Ledger
from communique.reading import read

WIRE = EXAMPLES / "wire-moyale.txt"


def test_a_leaf_holds_what_show_shows(filled: Ledger) -> None:
    for page in filled.find("type:page"):
        leaf = filled.leaf(page.page)
        assert leaf.reading == filled.reading(page.id)
        assert leaf.shown == filled.show(page.id)
        assert {one.found.id for one in leaf.records} == {one.id for one in filled.find(f"page:{page.id} -type:page")}
        for one in leaf.records[:3]:
            assert one == filled.show(one.found.id)
            assert filled.leaf(one.found.id) == leaf
    with pytest.raises(NotThere):
        filled.leaf("p-nothing")


def test_what_is_looked_at_has_the_ids_it_will_have(ledger: Ledger) -> None:
    data = WIRE.read_bytes()
    leaf = unkept(Received(str(WIRE), "text", data), read(WIRE))
    ledger.add(str(WIRE), workers=1)
    kept = ledger.leaf(leaf.shown.found.version)
    assert [one.found.id for one in leaf.records] == [one.found.id for one in kept.records]
    assert leaf.shown.found == kept.shown.found


def test_arrivals_come_newest_first(filled: Ledger) -> None:
    filled.add(WIRE.read_bytes(), url="https://gazette.example/a", workers=1)
    filled.add(WIRE.read_bytes() + b"\nMore was said.\n", url="https://gazette.example/a", workers=1)
    first, second = filled.arrivals(2)
    assert (first.found.address, first.versions) == ("https://gazette.example/a", 2)
    assert first.records == len(filled.leaf(first.found.version).records) > 0
    assert second.versions == 1
    assert len(filled.arrivals(100)) == filled.count("type:page")


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize(
    "query", ["", "type:commitment", "minister", "party:CHN party:JPN", "when:2024..", "visa OR talks"]
)
def test_an_answer_goes_on_where_it_ended(query: str, oldest_first: bool, filled: Ledger) -> None:
    met, after = [], None
    while some := list(filled.find(query, limit=4, after=after, oldest_first=oldest_first)):
        met += some
        after = (some[-1].start or "", some[-1].id)
    assert met == list(filled.find(query, oldest_first=oldest_first))


def test_who_was_there(filled: Ledger) -> None:
    meetings = list(filled.find("type:meeting"))
    there = filled.present([one.id for one in meetings])
    for one in meetings:
        assert {who.name for who in there.get(one.id, ())} == set(one.who)
    orpo = next(who for some in there.values() for who in some if who.name == "Petteri Orpo")
    assert (orpo.country, orpo.titles) == ("FIN", ("Prime Minister",))
    assert filled.person(orpo.id, most=5).name == "Petteri Orpo"
    assert filled.present([]) == {}
    with pytest.raises(NotThere):
        filled.person("n-nothing")


def test_a_mechanism_by_its_name_alone(filled: Ledger) -> None:
    for told in filled.list_mechanisms(""):
        name, records = filled.mechanism(make_id("name", "mechanism", told.name, ""), most=100)
        assert name == told.name
        assert records
        assert {one.mechanism for one in records} == {told.name}
        assert [one.start or "" for one in records] == sorted(one.start or "" for one in records)
    with pytest.raises(NotThere):
        filled.mechanism("n-nothing", most=1)


def test_a_judgement_is_taken_back_and_the_one_before_holds(filled: Ledger) -> None:
    ident = next(filled.find("type:statement", limit=1)).id
    filled.judge(ident, "accept", "sure", "Ada")
    filled.judge(ident, "reject", None, "Ben")
    assert filled.withdraw(ident, "Ben")
    assert [one.id for one in filled.find("judged:accept")] == [ident]
    filled.judge(ident, "unsure", None, "Ben")
    assert filled.withdraw(ident, "Ben")
    assert filled.withdraw(ident, "Ada")
    assert not filled.withdraw(ident, "Ada")
    assert filled.count("judged:any") == 0
    assert [one.verdict for one in filled.show(ident).judgements].count("withdrawn") == 3
    assert len(filled.show(ident).judgements) == 6
    assert filled.check() == []
