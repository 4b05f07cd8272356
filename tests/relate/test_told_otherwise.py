"""One promise or one session told otherwise on two pages, and such as only look alike."""

from dataclasses import replace
from typing import Any

import pytest

from communique import read
from communique.relate.entering import enter
from communique.relate.entries import CommitmentEntry, MechanismEntry, MeetingEntry, PersonEntry, from_text, to_text
from communique.relate.likening import keys, liken, looks
from communique.relate.same_commitment import matter, stems

PEOPLE = (PersonEntry(("James", "Otieno"), "KEN"), PersonEntry(("Grace", "Nalwanga"), "UGA"))
TALKS = MeetingEntry(
    "p1", "talks", "held", ("KEN", "UGA"), PEOPLE, "Kisumu", "2025-03-12", "2025-03-12", None, None, "2025-03-12"
)
LAKE = MechanismEntry("Lake Dialogue", ("KEN", "UGA"))
SESSION = replace(TALKS, type="session", people=(), mechanism=LAKE, session=2)
COUNTED = replace(TALKS, page="p2", people=(), sitting=True)


def _promised(words: str, other: str, **changes: Any) -> str:
    one = CommitmentEntry("p1", "agreed", ("KEN", "UGA"), (), words, None, "2025-03-12", TALKS)
    told = replace(replace(one, page="p2", words=other, meeting=replace(TALKS, page="p2")), **changes)
    assert liken(told, one).outcome == liken(one, told).outcome
    return liken(one, told).outcome


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not use force", "refrain from using force in their dispute over the Busia strip"),
        ("resume flights", "resume flights and visits of delegations"),
        ("resume flights between the two countries", "examine the resumption of flights and visits of delegations"),
        ("halt the joint military exercises", 'stop the "war games" on the lake'),
        ("repatriate the prisoners", "hand over the prisoners of the border war"),
        ("visit Kampala at an early date", "visit Kampala soon, a journey that no Kenyan president has made"),
        ("drop a bill that would have let it close the lake", "drop the bill"),
        ("relink the railways", "connect the railways on the eastern corridor and between Busia and Jinja"),
        ("lower duties on tea", "lower tariffs on tea, in the first such step since 2011"),
        ("implement the ruling", "the decision will be implemented"),
    ],
)
def test_one_promise(one: str, other: str) -> None:
    assert _promised(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("support sister cities in their exchanges", "support exchanges between women's organisations"),
        ("open a border post at Busia", "open an embassy"),
        ("resume flights", "resume railway traffic"),
        ("deepen relations between the two countries", "support the peoples of the two countries"),
        ("resume flights", "suspend flights and visits"),
        ("lower tariffs on tea", "lower tariffs on sugar"),
        ("start talks on fishing", "start talks on grazing"),
        ("deepen cooperation", "strengthen cooperation in education and sport"),
    ],
)
def test_promises_that_only_look_alike(one: str, other: str) -> None:
    assert _promised(one, other) != "same"


def test_within_words_need_the_meeting_too() -> None:
    elsewhere = {"meeting": replace(TALKS, page="p2", start="2024-03-12", end="2024-03-12"), "told": "2024-03-12"}
    assert _promised("resume flights", "resume flights and visits of delegations", **elsewhere) != "same"


def test_what_is_told_beside_an_action_is_no_part_of_it() -> None:
    assert matter("visit Kampala soon, a journey that nobody has made") == "visit Kampala soon"
    assert matter("work together on floods, in four hours of talks south of Kisumu") == "work together on floods"
    assert matter("drop a bill that would have closed the lake") == "drop a bill"
    for whole in (
        "promote trade, investment and tourism",
        "ensure that the border will be open",
        "meet in Busia, in Malaba and in Jinja",
        "cooperate in film, music, the arts and games",
    ):
        assert matter(whole) == whole


def test_stems_of_short_words_and_plurals() -> None:
    assert stems("using force") == stems("use force")
    assert stems("delivering companies") == stems("supply company")
    assert stems("bring rice") != stems("br rice")


def test_two_promise_to_hold_one_session_however_they_call_it() -> None:
    plan = replace(SESSION, status="planned", session=None, place="Uganda", start=None, end=None)
    one = CommitmentEntry(
        "p1",
        "agreed",
        ("KEN", "UGA"),
        (),
        "the next round would be held in Uganda",
        None,
        "2025-03-12",
        None,
        None,
        plan,
    )
    counted = replace(plan, page="p2", session=3)
    other = replace(one, page="p2", words="holding the third dialogue in Uganda", plan=counted)
    assert liken(one, other).outcome == "same"
    assert set(keys(one)) & set(looks(other))
    assert liken(one, replace(other, words="lowering tariffs on tea by then")).outcome != "same"
    assert liken(one, replace(other, plan=replace(counted, parties=("KEN", "RWA"), place="Rwanda"))).outcome != "same"
    assert from_text("commitment", to_text(other)) == other
    old = to_text(replace(one, plan=None)).removesuffix(",null]") + "]"  # kept before plans were entered
    assert from_text("commitment", old) == replace(one, plan=None)


def test_a_promise_of_last_month_is_looked_for_in_that_month() -> None:
    one = CommitmentEntry("p1", "agreed", ("KEN", "UGA"), (), "open the crossing", None, "2025-03-12", TALKS)
    month = replace(TALKS, page="p2", start="2025-03-01", end="2025-03-31", told="2025-04-20", place=None)
    later = replace(one, page="p2", told="2025-04-20", meeting=month)
    assert set(keys(one)) & set(looks(later))


@pytest.mark.parametrize(("number", "outcome"), [(2, "same"), (None, "unsure"), (3, "different")])
def test_a_session_by_its_number_where_the_mechanism_has_no_name(number: int | None, outcome: str) -> None:
    month = replace(COUNTED, start="2025-03-01", end="2025-03-31", told="2025-09-01", session=number)
    assert liken(SESSION, month).outcome == outcome


def test_two_plans_of_one_pair_are_two_sessions_without_place_or_number() -> None:
    planned = replace(SESSION, status="planned", session=None, place=None, start=None, end=None)
    other = replace(COUNTED, status="planned", place="Uganda", start=None, end=None)
    assert liken(planned, other).outcome == "different"
    assert liken(replace(planned, place="Uganda", session=3), replace(other, session=3)).outcome == "same"


def test_two_pages_of_one_day_that_give_one_month() -> None:
    june = replace(TALKS, type="visit", people=(), place="Kampala", start="2025-02-01", end="2025-02-28")
    assert liken(june, replace(june, page="p2", told="2025-03-13")).outcome == "same"
    assert liken(june, replace(june, page="p2", told="2025-06-13")).outcome != "same"


def _people(text: str, day: str) -> dict[str, PersonEntry]:
    reading = read(text.encode(), published=day)
    return {" ".join(one.words): one for _, one in enter("p", reading) if isinstance(one, PersonEntry)}


def test_a_surname_without_an_office_is_whom_the_table_alone_calls_so() -> None:
    full = _people("French President Emmanuel Macron met British Prime Minister Keir Starmer in London.", "2025-01-10")
    short = PersonEntry(("Macron",), "FRA", (), ("Emmanuel Macron",))
    assert liken(full["Emmanuel Macron"], short).outcome == "same"
    both = _people(
        "Macron and Starmer met in London on Thursday and spoke for two hours of the war and of trade.", "2025-01-10"
    )
    assert {one.known for one in both.values()} <= {("Emmanuel Macron",), ("Keir Starmer",), ()}


def test_a_second_surname_is_the_same_holder() -> None:
    words = _people(
        "Venezuelan Foreign Minister Yván Gil Pinto met Brazilian Foreign Minister Mauro Vieira.", "2024-01-25"
    )
    assert words["Yván Gil Pinto"].known == ("Yván Gil",)


def test_a_city_is_no_part_of_a_name() -> None:
    page = "In Beijing Mauro Vieira met Chinese Foreign Minister Wang Yi. In London Keir Starmer met Emmanuel Macron, and the two spoke of trade."
    assert set(_people(page, "2025-01-10")) == {"Mauro Vieira", "Wang Yi", "Keir Starmer", "Emmanuel Macron"}


def test_promises_of_one_meeting_are_looked_at_whatever_their_words() -> None:
    one = CommitmentEntry("p1", "agreed", ("KEN", "UGA"), (), "carry out the agreement in full", None, None, TALKS)
    bare = replace(
        one, page="p2", words="implementing the agreement", told="2025-03-12", meeting=replace(TALKS, page="p2")
    )
    assert set(keys(one)) & set(looks(bare))
    assert liken(one, bare).outcome == "same"
    elsewhere = replace(
        bare, meeting=replace(TALKS, page="p2", start="2025-05-12", end="2025-05-12"), told="2025-05-12"
    )
    assert not set(keys(one)) & set(looks(elsewhere))
