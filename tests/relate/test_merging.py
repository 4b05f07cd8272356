"""Merging many readings: our practice pages as a whole, and one question at a time."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests.merging.practice import b_cubed, pages, placed, read_page

from communique import knowledge
from communique.records import Reading
from communique.relate import merging, signs
from communique.relate.entering import enter
from communique.relate.entries import (
    BodyEntry,
    CommitmentEntry,
    Entry,
    MechanismEntry,
    MeetingEntry,
    PersonEntry,
    from_text,
    to_text,
)
from communique.relate.likening import keys, liken
from communique.relate.merging import Judgement, Member, merge
from communique.relate.signs import KINDS, Verdict

FM = (("foreign minister", "KEN"),)


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return pages()


@pytest.mark.parametrize(
    ("kind", "recall"), [("person", 0.97), ("mechanism", 0.95), ("meeting", 0.92), ("commitment", 0.85)]
)
def test_practice_pages_merge_without_a_wrong_join(readings: dict[str, Reading], kind: str, recall: float) -> None:
    found, missing = placed(readings, merge(readings))
    assert len(missing) <= 3, missing
    precision, recalled = b_cubed(found, kind)
    assert precision == 1
    assert recalled >= recall


def test_every_record_is_in_one_cluster_whatever_the_order(readings: dict[str, Reading]) -> None:
    clusters = merge(readings)
    members = [member for one in clusters for member in one.members]
    assert len(members) == len(set(members))
    assert {m.record for m in members if m.page == "ken"} >= {"m1", "c1", "c2", "c3"}
    turned = merge(dict(reversed(readings.items())))
    assert [one.members for one in turned] == [one.members for one in clusters]
    assert [one.name for one in turned] == [one.name for one in clusters]


def test_a_judgement_beats_the_rules(readings: dict[str, Reading]) -> None:
    def together(one: Member, other: Member, *judged: Judgement[Member]) -> bool:
        return any({one, other} <= set(cluster.members) for cluster in merge(readings, judged))

    kenya, uganda, rwanda = Member("ken", "m1"), Member("uga", "m1"), Member("rwa", "m1")
    assert together(kenya, uganda)
    assert not together(kenya, uganda, Judgement(kenya, uganda, "different"))
    assert not together(kenya, rwanda)
    assert together(kenya, rwanda, Judgement(kenya, rwanda, "same"))
    taken_back = (Judgement(kenya, rwanda, "same"), Judgement(kenya, rwanda, "different"))
    assert not together(kenya, rwanda, *taken_back)


def test_no_pair_is_laid_side_by_side_twice(readings: dict[str, Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[frozenset[Entry]] = Counter()

    def counted(one: Entry, other: Entry) -> Verdict:
        asked[frozenset((one, other))] += 1
        return liken(one, other)

    monkeypatch.setattr(merging, "liken", counted)
    merge(readings)
    assert max(asked.values()) == 1


def test_pages_of_nothing_give_no_clusters() -> None:
    assert merge({}) == ()


def person(name: str, country: str | None = "KEN", offices: tuple[tuple[str, str], ...] = (), **rest: object) -> Entry:
    return PersonEntry(tuple(name.split()), country, offices, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "country", "day", "known"),
    [
        ("Macron", "FRA", "2019-03-25", ("Emmanuel Macron",)),
        ("Macron", None, "2019-03-25", ()),
        ("Macron", "FRA", "2016-03-25", ()),  # a minister then, in no high office
        ("Wang", "CHN", "2024-12-25", ()),  # there are a hundred million
        ("Omar Hassan al-Bashir", "SDN", "2012-09-27", ("Omar al-Bashir",)),
        ("Omar bin Hassan al-Bashir", "SDN", "2012-09-27", ()),
        ("Omar Hassan al-Bashir", "EGY", "2012-09-27", ()),
        ("De la Calle", "COL", "2016-10-05", ("Humberto de la Calle",)),
    ],
)
def test_whom_the_table_knows_by_a_name(name: str, country: str | None, day: str, known: tuple[str, ...]) -> None:
    page = read_page("Lake Wire", "KISUMU, March 12 - Kenya's James Otieno met Grace Nalwanga of Uganda there.", day)
    actors = tuple(replace(a, name=name, country=country) if a.name == "James Otieno" else a for a in page.actors)
    entries = dict(enter("p", replace(page, actors=actors)))
    (found,) = (entries[a.id] for a in actors if a.name == name)
    assert isinstance(found, PersonEntry)
    assert found.known == known


def test_a_holder_whose_state_is_misread_is_known_by_name_and_office() -> None:
    def entered(name: str, title: str, day: str) -> tuple[str, ...]:
        page = read_page("Lake Wire", f"KISUMU, March 12 - Kenya's {title} James Otieno met Grace Nalwanga.", day)
        actors = tuple(replace(a, name=name) if a.name == "James Otieno" else a for a in page.actors)
        return next(one.known for _, one in enter("p", replace(page, actors=actors)) if isinstance(one, PersonEntry))

    assert entered("Fumio Kishida", "Prime Minister", "2023-05-07") == ("Fumio Kishida",)
    assert entered("Fumio Kishida", "Trade Minister", "2023-05-07") == ()
    assert entered("Fumio Kishida", "Prime Minister", "2018-05-07") == ()


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (person("Takeshi Iwamoto", "JPN"), person("IWAMOTO Takeshi", "JPN"), "same"),
        (person("Takeshi Iwamoto", "JPN"), person("Takeshi Iwamoto", None), "same"),
        (person("James Otieno"), person("Peter Otieno"), "different"),
        (person("James Otieno", offices=FM), person("Jamos Otieno", offices=FM), "same"),
        (person("James Otieno"), person("Jamos Otieno"), "unsure"),
        (person("James Otieno", offices=FM), person("James Ouma Otieno", offices=FM), "same"),
        (person("James Otieno"), person("James Ouma Otieno"), "unsure"),
        (person("James Otieno"), person("James Otieno", "UGA"), "unsure"),
        (person("James Otieno", offices=FM), person("James Otieno", offices=(("expert", "KEN"),)), "unsure"),
        (person("Otieno", offices=FM, page="v1", day="2025-03-12"), person("James Otieno", offices=FM), "same"),
        (person("Otieno", page="v1", day="2025-03-12"), person("James Otieno", offices=FM), "unsure"),
        (
            person("Otieno", offices=FM, page="v1", day="2025-03-12", beside=("James Otieno",)),
            person("James Otieno", offices=FM),
            "different",
        ),
        (person("Seleshi Tadesse", "ETH"), person("Sileshi Tadesse", "ETH"), "same"),
        (person("Chen Meifang", "CHN"), person("Chen Meifeng", "CHN"), "unsure"),
        (person("Emilia Otieno"), person("Emilio Otieno"), "unsure"),
        (person("Hamad bin Rashid", "OMN"), person("Saif bin Hamad bin Rashid", "OMN"), "different"),
        (person("Hamad Al-Rashdi", "OMN"), person("Hamad bin Saif Al-Rashdi", "OMN"), "same"),
        (person("Hamad Al-Rashdi", "OMN"), person("Hamad bin Saif Al-Rashdi", None), "unsure"),
        (person("Hamad bin Ali Al-Rashdi", "OMN"), person("Hamad bin Saif Al-Rashdi", "OMN"), "different"),
        (person("Hamad Saif", "OMN"), person("Hamad bin Saif Al-Rashdi", "OMN"), "unsure"),
        (BodyEntry("UN", None, "United Nations"), BodyEntry("United Nations", None, "United Nations"), "same"),
        (
            BodyEntry("Foreign Ministry", "KEN", "foreign ministry"),
            BodyEntry("Ministry of Foreign Affairs", "KEN", "foreign ministry"),
            "same",
        ),
        (
            BodyEntry("Foreign Ministry", "KEN", "foreign ministry"),
            BodyEntry("Foreign Ministry", "UGA", "foreign ministry"),
            "different",
        ),
        (
            BodyEntry("Foreign Ministry", "KEN", "foreign ministry"),
            BodyEntry("Foreign Ministry", None, "foreign ministry"),
            "different",
        ),
        (
            MechanismEntry("Norway-Portugal Ocean Dialogue", ("NOR", "PRT")),
            MechanismEntry("Portugal-Norway Consultations on the Ocean", ("NOR", "PRT")),
            "same",
        ),
        (
            MechanismEntry("Norway-Portugal Ocean Dialogue", ("NOR", "PRT")),
            MechanismEntry("Norway-Portugal Security Dialogue", ("NOR", "PRT")),
            "different",
        ),
        (
            MechanismEntry("Kenya-Uganda-Rwanda Tripartite Committee", ("KEN", "RWA", "UGA")),
            MechanismEntry("Uganda-Rwanda-Kenya Trilateral Joint Committee", ("KEN", "RWA", "UGA")),
            "same",
        ),
        (
            MechanismEntry("Norway-Portugal Ocean Dialogue", ("NOR", "PRT")),
            MechanismEntry("Norway-Spain Ocean Dialogue", ("ESP", "NOR")),
            "different",
        ),
        (
            MechanismEntry("Ministerial Ocean Dialogue", ("NOR", "PRT")),
            MechanismEntry("Ocean Dialogue of Senior Officials", ("NOR", "PRT")),
            "different",
        ),
    ],
)
def test_names(one: Entry, other: Entry, outcome: str) -> None:
    assert liken(one, other).outcome == outcome, liken(one, other)
    assert liken(other, one).outcome == outcome


OTIENO, NALWANGA = person("James Otieno", "KEN", FM), person("Grace Nalwanga", "UGA")
TALKS = MeetingEntry(
    "p1", "talks", "held", ("KEN", "UGA"), (OTIENO, NALWANGA), "Kisumu", "2025-03-12", "2025-03-12", None, None,
    "2025-03-12",
)  # type: ignore[arg-type] # fmt: skip
OCEAN = MechanismEntry("Lake Dialogue", ("KEN", "UGA"))


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "same"),
        ({"type": "meeting", "place": None}, "same"),
        ({"people": ()}, "same"),
        ({"status": "planned", "told": "2025-03-01"}, "same"),
        ({"status": "cancelled"}, "unsure"),
        ({"start": "2025-03-13", "end": "2025-03-13"}, "same"),
        ({"start": "2025-03-13", "end": "2025-03-13", "people": ()}, "different"),
        ({"start": "2025-03-14", "end": "2025-03-14"}, "different"),
        ({"start": None, "end": None, "told": "2025-03-14"}, "same"),
        ({"start": None, "end": None, "told": "2025-06-01"}, "same"),
        ({"start": None, "end": None, "told": "2025-06-01", "place": None}, "unsure"),
        ({"start": None, "end": None, "told": "2025-06-01", "people": (OTIENO,)}, "different"),
        ({"start": None, "end": None, "told": "2027-06-01"}, "unsure"),
        ({"start": None, "end": None, "told": "2025-03-10"}, "different"),
        ({"start": None, "end": None, "told": "2025-09-01"}, "unsure"),
        ({"start": None, "end": None, "told": None, "place": None}, "unsure"),
        ({"start": None, "end": None, "told": None}, "same"),
        ({"start": None, "end": None, "told": "2025-02-10", "place": None, "status": "planned"}, "same"),
        ({"start": None, "end": None, "told": "2025-03-12", "status": "planned"}, "different"),
        ({"start": "2025-03-13", "end": "2025-03-13", "told": "2025-03-13", "place": None}, "same"),
        ({"start": "2025-03-13", "end": "2025-03-13", "told": "2025-03-20", "place": None}, "unsure"),
        ({"start": "2025-01-01", "end": "2025-12-31", "told": "2026-01-08", "people": ()}, "different"),
        ({"start": "2025-03-10", "end": "2025-03-16"}, "same"),
        ({"place": "Kampala"}, "different"),
        ({"type": "visit"}, "different"),
        ({"people": (OTIENO, person("Moses Kato", "UGA"))}, "different"),
        ({"parties": ("KEN", "RWA"), "people": (OTIENO,)}, "different"),
        ({"page": "p1"}, "different"),
    ],
)
def test_meetings(changes: dict[str, object], outcome: str) -> None:
    other = replace(TALKS, **{"page": "p2", **changes})
    verdict = liken(TALKS, other)
    assert verdict.outcome == outcome, verdict
    assert liken(other, TALKS).outcome == outcome


def test_towns_of_one_state_can_be_one_place_for_the_same_people_only() -> None:
    woods = replace(TALKS, place="Nairobi", parties=("KEN", "UGA"))
    coast = replace(woods, page="p2", place="Mombasa")
    assert liken(woods, coast).outcome == "same"
    assert liken(woods, replace(coast, people=())).outcome == "different"


def test_a_visit_has_more_days_than_one() -> None:
    arrived = replace(TALKS, type="visit", people=(OTIENO,), place="Kampala")
    for day, outcome in (("2025-03-13", "same"), ("2025-03-15", "same"), ("2025-03-17", "different")):
        assert liken(arrived, replace(arrived, page="p2", start=day, end=day)).outcome == outcome, day


def test_spellings_of_a_city_are_one_place() -> None:
    for one, other in (("Brasília", "Brasilia"), ("Panmunjom", "Panmunjeom")):
        here = replace(TALKS, place=one, people=())
        assert any(
            reason.startswith("both in") for reason in liken(here, replace(here, page="p2", place=other)).reasons
        )


def test_a_counted_session_is_not_the_talks_of_that_day() -> None:
    counted = replace(TALKS, page="p2", people=(), sitting=True)
    assert liken(TALKS, counted).outcome == "unsure"
    session = replace(TALKS, page="p3", type="session", people=(), mechanism=OCEAN, session=2)
    assert liken(session, counted).outcome == "same"


def test_ministers_who_are_not_named_meet_at_their_level() -> None:
    month = replace(TALKS, page="p2", people=(), start="2025-03-01", end="2025-03-31", told="2025-06-01")
    told = replace(month, type="meeting", levels=("ministers",))
    assert liken(replace(TALKS, type="meeting"), told).outcome == "same"
    assert liken(replace(TALKS, type="meeting"), replace(told, levels=())).outcome == "unsure"
    assert liken(replace(TALKS, type="meeting"), replace(told, levels=("leaders",))).outcome == "different"


def test_two_without_a_day_are_one_when_told_together_and_not_when_told_apart() -> None:
    one = replace(TALKS, start=None, end=None, place=None)
    assert liken(one, replace(one, page="p2", told="2025-03-13")).outcome == "same"
    assert liken(one, replace(one, page="p2", told="2025-09-13")).outcome == "unsure"
    assert liken(one, replace(one, page="p2", told="2025-03-13", status="planned")).outcome == "unsure"
    never = replace(one, told=None)
    assert liken(never, replace(never, page="p2")).outcome == "unsure"
    assert liken(replace(never, place="Kisumu"), replace(never, page="p2", place="Kisumu")).outcome == "same"


def test_two_plans_for_a_year_are_not_yet_one() -> None:
    here = replace(TALKS, status="planned", start="2026-01-01", end="2026-12-31", place=None)
    assert liken(here, replace(here, page="p2", type="meeting")).outcome == "unsure"
    visit = replace(here, type="visit", people=(OTIENO,), place="Kampala")
    assert liken(visit, replace(visit, page="p2")).outcome == "same"


def test_mechanism_and_session_decide_a_meeting() -> None:
    second = replace(TALKS, type="session", mechanism=OCEAN, session=2, people=(), place=None)
    third = replace(second, page="p2", session=3)
    undated = replace(second, page="p2", start=None, end=None, told="2025-09-01")
    assert liken(second, third).never
    assert liken(second, undated).outcome == "same"


PROMISE = CommitmentEntry(
    "p1", "agreed", ("KEN", "UGA"), (), "open the Busia crossing around the clock", None, "2025-03-12", TALKS
)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "same"),
        ({"words": "keep the Busia border crossing open around the clock"}, "same"),
        ({"words": "open the Malaba crossing around the clock"}, "unsure"),
        ({"words": "let travellers pass the Busia crossing day and night"}, "same"),
        ({"words": "close the Busia crossing"}, "different"),
        ({"words": "deepen cooperation on energy"}, "different"),
        ({"by": ("RWA",)}, "different"),
        ({"by": ("KEN",), "type": "pledged"}, "same"),
        ({"meeting": replace(TALKS, page="p2", start="2024-03-12", end="2024-03-12")}, "unsure"),
        ({"meeting": None, "told": "2025-07-02"}, "same"),
    ],
)
def test_commitments(changes: dict[str, object], outcome: str) -> None:
    verdict = liken(PROMISE, replace(PROMISE, **{"page": "p2", "meeting": replace(TALKS, page="p2"), **changes}))
    assert verdict.outcome == outcome, verdict


def test_the_seventh_round_is_not_the_third() -> None:
    third = replace(PROMISE, words="hold the third round of the border talks at a suitable time")
    seventh = replace(third, page="p2", words="hold the seventh round of the border talks at an early time")
    assert liken(third, seventh).outcome != "same"


def test_a_copy_without_a_day_finds_the_original() -> None:
    copy = replace(PROMISE, page="p2", told=None, meeting=None)
    assert set(keys(PROMISE)) & set(keys(copy))
    assert liken(PROMISE, copy).outcome == "same"


def test_words_of_any_communique_make_no_commitment_one() -> None:
    energy = replace(PROMISE, words="deepen cooperation on energy")
    climate = replace(energy, page="p2", meeting=replace(TALKS, page="p2"), words="deepen cooperation on climate")
    assert liken(energy, climate).outcome != "same"


@pytest.mark.parametrize(
    "entry", [OTIENO, BodyEntry("UN", None), OCEAN, TALKS, PROMISE, replace(PROMISE, meeting=None)]
)
def test_an_entry_is_the_same_after_a_trip_through_text(entry: Entry) -> None:
    assert from_text(entry.kind, to_text(entry)) == entry


def test_claims_stand_side_by_side() -> None:
    one = read_page(
        "Lake Wire",
        "KISUMU, March 12 (Lake Wire) - Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister "
        "Grace Nalwanga in Kisumu on Wednesday at 9:55 a.m.",
    )
    other = read_page(
        "Hill Post",
        "KISUMU, March 12 (Hill Post) - Uganda's Foreign Minister Grace Nalwanga met Kenya's Foreign Minister James "
        "Otieno in Kisumu on Wednesday at 11 a.m.",
    )
    (met,) = [one for one in merge({"a": one, "b": other}) if one.kind == "meeting"]
    told = {claim.what: dict(claim.values) for claim in met.claims}
    assert told["hour"] == {"09:55": (Member("a", "m1"),), "11:00": (Member("b", "m1"),)}
    assert set(told["kind"]) == {"talks", "meeting"}


def test_a_counted_list_is_put_together_from_both_pages() -> None:
    head = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in Kisumu on March 12, 2025. "
    ten = "The two sides reached ten points of consensus, which include "
    one = read_page(
        "Kenya",
        head + ten + "opening the Busia crossing at night, repairing the Malaba bridge, and training border guards.",
    )
    other = read_page("Uganda", head + ten + "opening the Busia crossing at night, and lowering customs fees for fish.")
    (met,) = [one for one in merge({"ken": one, "uga": other}) if one.kind == "meeting"]
    (counted,) = met.lists
    assert counted.claimed == (10,)
    assert dict(counted.listed) == {"ken": 3, "uga": 2}
    assert [len(whose) for _, whose in counted.points] == [2, 1, 1, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sign_of_the_table_is_one_of_the_rules_and_the_other_way_round(kind: str) -> None:
    module = "body" if kind == "organisation" else kind
    files = [f"same_{module}.py", *(["when_met.py", "levels.py"] if kind == "meeting" else [])]
    source = "".join((Path(signs.__file__).parent / file).read_text("utf-8") for file in files)
    named = set(re.findall(r'"([a-z]+(?: [a-z]+)*)"', source))
    listed = {row["sign"] for row in knowledge.table("merging") if row["kind"] == kind}
    assert {one for one in listed if not one.endswith(" from")} <= named
    used = set(re.findall(r'Sign\(\s*"([a-z ]+)"', source)) | set(re.findall(r'else "([a-z]+ [a-z]+)"', source))
    assert {name for name in used if " " in name} - {"nobody named"} <= listed


def test_ten_points_here_and_eight_there_stand_side_by_side() -> None:
    head = "Kenya's Foreign Minister James Otieno held talks with Uganda's Foreign Minister Grace Nalwanga in Kisumu on March 12, 2025. "
    rest = " points of consensus, which include opening the Busia crossing at night, and training border guards."
    readings = {n: read_page(n, f"{head}The two sides reached {n}{rest}") for n in ("ten", "eight")}
    (met,) = [one for one in merge(readings) if one.kind == "meeting"]
    (claim,) = [claim for claim in met.claims if claim.what == "points"]
    assert {value: {m.page for m in whose} for value, whose in claim.values} == {"10": {"ten"}, "8": {"eight"}}
