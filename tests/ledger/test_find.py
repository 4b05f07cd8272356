"""Finding: each filter against a plain reading of the same records, plans against each other, both engines alike."""

import itertools
from dataclasses import replace

import pytest

from communique import knowledge
from communique.ledger import conditions, select
from communique.ledger.engine import LedgerError
from communique.ledger.query import DEEPEST, JOINED, PARTS
from communique.ledger.store import Ledger
from communique.records import Reading

QUERIES = [
    "",
    "customs",
    '"foreign minister"',
    "minis*",
    "trade OR river type:commitment",
    "-trade type:statement",
    "(trade -river) OR who:Silva",
    "type:meeting status:planned",
    "when:2025 type:meeting",
    "when:..2025-06-01",
    "by:ETH,KEN type:commitment",
    "party:BRA party:CHL",
    "via:Reuters",
    "sure:.9 -type:page",
    "rule:statements",
    "kind:pledged due:2024..",
    "at:Kenya",
    "judged:none copies:one versions:all",
]


@pytest.mark.parametrize("query", QUERIES)
def test_count_all_first_and_each_plan_agree(filled: Ledger, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(filled.find(query))
    assert filled.count(query) == len(whole)
    assert len({found.id for found in whole}) == len(whole)
    days = [found.start or "" for found in whole]
    assert days == sorted(days, reverse=True)
    for few, window in itertools.product((0, 10_000), (0, 3, 20_000)):
        # the plan must not change what is found: always look up, always walk, give the walk up
        monkeypatch.setattr(select, "FEW", few)
        monkeypatch.setattr(select, "WINDOW", window)
        assert list(filled.find(query, limit=5)) == whole[:5]
        assert list(filled.find(query, limit=5, oldest_first=True)) == list(filled.find(query, oldest_first=True))[:5]


def test_filters_by_what_records_say(filled: Ledger) -> None:
    every = list(filled.find())
    expected = {
        "type:commitment": lambda one: one.type == "commitment",
        "by:KEN": lambda one: "KEN" in one.by,
        "party:KEN": lambda one: "KEN" in (*one.by, *one.to),
        "kind:pledged": lambda one: one.kind == "pledged",
        "when:2025-01..2025-06": lambda one: (
            one.start is not None and one.start <= "2025-06-30" and (one.end or "") >= "2025-01-01"
        ),
        "sure:.9": lambda one: one.confidence >= 0.9,
        "due:2025": lambda one: (one.due or "")[:4] == "2025",
        "status:planned": lambda one: one.status == "planned",
        "rule:commitments.": lambda one: one.made_by.startswith("commitments."),
    }
    for query, holds in expected.items():
        wanted = {one.id for one in every if holds(one)}
        assert wanted, query
        assert {one.id for one in filled.find(query)} == wanted, query


def test_words_are_found_wherever_a_record_shows_them(filled: Ledger) -> None:
    for found in filled.find():
        if found.type == "page":
            continue
        phrase = " ".join(found.words.replace('"', " ").split()[:4])
        assert found.id in {one.id for one in filled.find(f'"{phrase}"')}
        for name in (*found.who, *found.via):
            assert found.id in {one.id for one in filled.find(f'"{name}" type:{found.type}')}


def test_chinese_and_japanese_words_of_two_characters(ledger: Ledger, readings: list[Reading]) -> None:
    text = readings[0].article.text
    one = replace(readings[0].article, text=f"{text} 王毅外长会见岩屋毅 met. ガイドライン 중국은", title="外交")
    ledger.add(Reading(one))
    for asked in (
        "王毅",
        "外长",
        "会见",
        "岩屋",
        '"王毅外长"',
        "毅",
        '"岩屋毅 met"',
        "ガイド",
        "中国 OR 외교 OR 중국",
        "外交",
    ):
        assert ledger.count(asked) == 1, asked
    for asked in ("王外", "長", '"毅外 met"', "カイ", "毅王"):
        assert ledger.count(asked) == 0, asked


def test_names_in_any_order_and_without_accents(filled: Ledger) -> None:
    with_accents = [one for one in filled.find("type:statement") if any(not name.isascii() for name in one.who)]
    assert with_accents
    name = with_accents[0].who[0]
    plain = " ".join(reversed(name.split())).replace("ã", "a").replace("ê", "e").replace("í", "i").replace("é", "e")
    assert with_accents[0].id in {one.id for one in filled.find(filters={"who": [plain]})}


def test_copies_one_leaves_the_earliest(ledger: Ledger, readings: list[Reading]) -> None:
    article = readings[0].article
    for day, host in (("2025-03-02", "b"), ("2025-03-01", "a"), ("2025-03-03", "c")):
        ledger.add(replace(readings[0], article=replace(article, url=f"https://{host}.example/x", reference=day)))
    kept = list(ledger.find("type:page copies:one"))
    assert [one.address for one in kept] == ["https://a.example/x"]
    assert {one.page for one in ledger.find("copies:one")} == {kept[0].page}
    assert ledger.count("type:page") == 3


def test_rejected_records_are_found_only_when_asked_for(filled: Ledger) -> None:
    one = next(filled.find("type:commitment"))
    before = filled.count()
    filled.judge(one.id, "reject", "not an undertaking", "A. Nalyst")
    assert filled.count() == before - 1
    assert [found.id for found in filled.find("judged:reject")] == [one.id]
    filled.judge(one.id, "accept")
    assert filled.count() == before
    assert [judged.verdict for judged in filled.show(one.id).judgements] == ["accept", "reject"]
    with pytest.raises(LedgerError, match="no record"):
        filled.judge("c-nothing", "accept")


def test_a_timeline_runs_forward_and_names_both(filled: Ledger) -> None:
    line = filled.timeline("Brazil", "CHL")
    assert line
    assert [one.start for one in line] == sorted(one.start or "" for one in line)
    assert all({"BRA", "CHL"} <= {*one.by, *one.to} for one in line)
    assert filled.timeline("BRA", "CHL", limit=2) == line[-2:]


def test_people_have_offices_meetings_and_words(filled: Ledger) -> None:
    name = next(filled.find("type:statement who:Silva")).who[0]
    person = filled.people(name.split()[-1])[0]
    assert person.name == name
    assert person.said
    assert all(name in one.who for one in (*person.said, *person.meetings))
    assert filled.people("nobody of this name") == []
    listed = {one.name: one.pages for one in filled.list_people()}
    assert listed[name] >= 1
    assert listed.keys() == {
        actor.name
        for found in filled.find("type:page")
        for actor in filled.reading(found.page).actors
        if actor.kind == "person"
    }


def test_show_gives_the_words_at_their_offsets(filled: Ledger) -> None:
    for found in filled.find():
        shown = filled.show(found.id)
        text = filled.reading(found.id).article.text
        assert all(text[start:end] == words for _, (start, end), words in shown.spans)
        assert shown.found == found
        assert (shown.record is None) == (found.type == "page")
    with pytest.raises(LedgerError, match="nothing in the ledger"):
        filled.show("s-nothing")


def test_a_long_page_is_found_by_its_last_word(ledger: Ledger, readings: list[Reading]) -> None:
    text = "word " * 12_000 + "zebra crossing the end of it"
    ledger.add(Reading(replace(readings[0].article, text=text, parts=(), title=None)))
    assert ledger.count('"zebra crossing"') == 1
    assert ledger.count("zebra word") == 1
    assert ledger.check() == []


def test_long_intervals_are_found_by_their_middle(ledger: Ledger, readings: list[Reading]) -> None:
    whole = next(one for one in readings if one.meetings)
    long = replace(whole.meetings[0], start="2001-01-01", end="2019-12-31")
    ledger.add(replace(whole, meetings=(long, *whole.meetings[1:])))
    assert ledger.count("type:meeting when:2010") == 1
    assert ledger.count("type:meeting when:2020-02..2020-03") == 0


def test_the_longest_queries_are_answered(filled: Ledger) -> None:
    for joint in (" OR ", " ", " -"):
        query = "trade" + joint + joint.join(f"w{number}" for number in range(PARTS - 1))
        assert filled.count(query) == len(list(filled.find(query)))
        assert len(list(filled.find(query, limit=3))) <= 3
    pairs = DEEPEST // 3  # a parenthesis, a minus and a parenthesis
    deep = "trade" + "".join(f" (x{number} OR -(y" for number in range(pairs)) + "))" * pairs
    assert filled.count(deep) <= filled.count("trade")
    assert filled.count(" ".join(["by:KEN", "by:ETH", "by:BRA", "by:CHL"] * (PARTS // 4))) == 0
    assert filled.count(" ".join(f"by:{code}" for code in sorted(knowledge.states())[:JOINED])) == 0


def test_a_filter_may_mean_any_number_of_names(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = ("who:a*", "who:a* type:statement", "via:r* trade", "-who:a* type:meeting")
    few = [[one.id for one in filled.find(query)] for query in queries]
    monkeypatch.setattr(conditions, "LISTED", 0)
    assert [[one.id for one in filled.find(query)] for query in queries] == few
    assert any(few)
