"""What a page tells of a meeting whose people or day it does not name itself: pages of invented ministers, read and merged, and
entries laid side by side."""

from dataclasses import replace

import pytest
from tests.merging.practice import read_page
from tests.relate.test_lookalikes import MBEKI, NALWANGA, OKELLO, OTIENO, TALKS, together

from communique.relate.entering import enter
from communique.relate.entries import MechanismEntry, MeetingEntry, PersonEntry, from_text, to_text
from communique.relate.fields_of_talks import fields_of_talks
from communique.relate.likening import keys, liken, looks

JAMES = PersonEntry(("James", "Otieno"), "KEN", (("foreign minister", "KEN"),))
GRACE = PersonEntry(("Grace", "Nalwanga"), "UGA", (("foreign minister", "UGA"),))
PETER = PersonEntry(("Peter", "Kamau"), "KEN", (("security adviser", "KEN"),))
DAY = "2025-03-12"
MET = MeetingEntry("p1", "talks", "held", ("KEN", "UGA"), (JAMES, GRACE), "Kisumu", DAY, DAY, None, None, DAY)
RECALLED = replace(MET, page="p2", start="2025-03-01", end="2025-03-31", told="2025-06-20")


def _outcome(one: MeetingEntry, other: MeetingEntry) -> str:
    assert liken(one, other).outcome == liken(other, one).outcome
    return liken(one, other).outcome


def _entry(text: str, day: str = DAY, at: int = -1) -> MeetingEntry:
    found = [one for _, one in enter("p", read_page("Wire", text, day)) if isinstance(one, MeetingEntry)]
    return found[at]


def test_who_is_named_before_is_marked() -> None:
    entry = _entry(f"KISUMU, March 12, 2025 - {OTIENO} met {NALWANGA} in Kisumu on Wednesday.")
    assert (entry.brought, len(entry.named)) == ((), 2)
    later = _entry(
        f"NAIROBI, June 20, 2025 - {OTIENO} wrote to {NALWANGA} on Friday.\n\nThe two ministers had met in Kisumu in March.",
        "2025-06-20",
    )
    assert {" ".join(one.words) for one in later.people} == {"James Otieno", "Grace Nalwanga"}
    assert later.named == ()
    assert _outcome(replace(MET, page="q"), later) == "same"


def test_a_level_that_is_named_beats_who_is_named_before() -> None:
    advisers = (
        "Kenya's national security adviser Peter Kamau met his Ugandan counterpart Ruth Akello in Nairobi on Friday."
    )
    told = f"NAIROBI, June 20, 2025 - {advisers}\n\nThe presidents had agreed on it at their summit in Kisumu in March."
    entry = _entry(told, "2025-06-20")
    assert (entry.people, entry.levels) == ((), ("leaders",))
    kept = _entry(told.replace("The presidents", "The two sides"), "2025-06-20")
    assert {" ".join(one.words) for one in kept.people} == {"Peter Kamau", "Ruth Akello"}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "same"),
        ({"people": (PETER, GRACE)}, "different"),  # both sides are named, and one is another
        ({"people": (PETER, GRACE), "brought": (0,)}, "unsure"),  # "he met Nalwanga": perhaps not Kamau
        ({"people": (), "levels": ("foreign ministers",)}, "same"),
        ({"people": (), "levels": ("foreign ministers",), "place": None}, "same"),
        ({"people": (), "levels": ("leaders",)}, "different"),
        ({"people": (), "levels": ()}, "unsure"),
        ({"people": (), "levels": ("foreign ministers",), "start": "2025-02-01", "end": "2025-03-31", "place": None}, "unsure"),
    ],
)  # fmt: skip
def test_a_month_and_who_met(changes: dict[str, object], outcome: str) -> None:
    told = replace(RECALLED, **changes)  # type: ignore[arg-type]
    assert _outcome(MET, told) == outcome


def test_a_plan_of_a_month_and_the_visit_held_in_it() -> None:
    held = replace(MET, type="visit", people=(JAMES,), place="Kampala")
    plan = replace(held, page="p2", status="planned", start="2025-03-01", end="2025-03-31", told="2025-02-10")
    assert _outcome(held, plan) == "same"
    assert _outcome(held, replace(plan, told="2024-11-10")) != "same"  # told too long before
    assert _outcome(held, replace(plan, place="Entebbe")) != "same"
    soon = replace(plan, start=None, end=None, told="2025-03-05")
    assert _outcome(held, soon) == "same"
    assert _outcome(held, replace(soon, told="2025-01-20")) != "same"


def test_called_off_and_held_on_that_day_after_all() -> None:
    off = replace(MET, page="p2", status="cancelled", told="2025-03-02")
    assert _outcome(MET, off) == "same"
    assert _outcome(MET, replace(off, told="2025-03-14")) != "same"  # told afterwards: it was not held
    assert _outcome(MET, replace(off, start="2025-03-11", end="2025-03-13")) != "same"


def test_a_hall_and_its_city() -> None:
    paris = replace(MET, people=(JAMES,), place="Paris")
    assert _outcome(paris, replace(paris, page="p2", place="Elysée Palace")) == "same"
    points = [
        liken(paris, replace(paris, page="p2", place=place)).points for place in ("Elysée Palace", "Lake Hall", None)
    ]
    assert points[0] > points[1] == points[2]
    assert _outcome(paris, replace(paris, page="p2", place="Kremlin")) == "different"


def test_a_dinner_is_not_the_talks_of_the_day() -> None:
    dined = ("2025-03-12", f"KISUMU, March 12, 2025 - {OTIENO} hosted a dinner for {NALWANGA} in Kisumu on Wednesday.")
    again = ("2025-03-12", f"KAMPALA, March 12, 2025 - {NALWANGA} dined with {OTIENO} in Kisumu on Wednesday.")
    assert not together(TALKS, dined)
    assert together(dined, again)


def test_leaders_who_meet_twice_in_weeks_meet_twice() -> None:
    first = ("2025-03-12", f"KISUMU, March 12, 2025 - {MBEKI} held talks with {OKELLO} in Kisumu on Wednesday.")
    later = (
        "2025-03-30",
        f"ENTEBBE, March 30, 2025 - {MBEKI} and {OKELLO} watched a regatta.\n\nThe two then held a summit.",
    )
    assert not together(first, later)


def test_what_talks_are_called_by() -> None:
    assert fields_of_talks("Both governments want an economic dialogue of ministers.") == ("economy",)
    assert fields_of_talks("They met for talks on AI in Geneva.") == ("artificial intelligence",)
    assert fields_of_talks(
        "They will hold the first meeting of the dialogue mechanism on artificial intelligence."
    ) == ("artificial intelligence",)
    assert fields_of_talks("After their talks the ministers signed a contract on water.") == ()
    assert fields_of_talks("The economy has grown since the ministers met.") == ()


def test_talks_told_by_their_field() -> None:
    lake = MechanismEntry("High-Level Fisheries Dialogue", ("KEN", "UGA"))
    held = replace(MET, type="session", people=(), mechanism=lake, session=2, place=None)
    plan = replace(MET, page="p2", people=(), place=None, status="planned", fields=("fishing",), told="2024-12-20")
    year = replace(plan, start="2025-01-01", end="2025-12-31")
    assert _outcome(held, year) == "same"
    assert _outcome(held, replace(year, fields=("drugs",))) != "same"
    assert _outcome(held, replace(year, fields=())) != "same"
    same_day = replace(MET, people=(), fields=("fishing",))
    assert _outcome(same_day, replace(same_day, page="p2")) == "same"
    assert _outcome(same_day, replace(same_day, page="p2", fields=("drugs",))) != "same"


RUTH = PersonEntry(("Ruth", "Uwase"), "RWA", (("foreign minister", "RWA"),))


def test_whom_a_pronoun_means_by_another_account() -> None:
    """ "In March he was in Kisumu, where Nalwanga received him", of a page that spoke of Ruth Uwase last and of James Otieno before."""
    him = {"people": (RUTH, GRACE), "brought": (0,), "parties": ("RWA", "UGA"), "beside": (JAMES,)}
    told = replace(RECALLED, **him)  # type: ignore[arg-type]
    assert _outcome(MET, told) == "same"
    assert set(keys(MET)) & set(looks(told))
    assert set(keys(told)) & set(looks(MET))
    assert _outcome(MET, replace(told, beside=(PETER,))) == "different"  # the page does not name him
    assert _outcome(MET, replace(told, brought=())) == "different"  # nobody was meant by a pronoun
    assert _outcome(MET, replace(told, people=(RUTH, replace(GRACE, words=("Ann", "Nalwanga"))))) == "different"
    assert _outcome(MET, replace(told, place=None)) != "same"  # of that month, but where?
    assert not liken(MET, replace(told, place=None)).never
    assert liken(MET, replace(told, start="2025-04-01", end="2025-04-30")).never
    assert from_text("meeting", to_text(told)) == told


def test_a_page_whose_own_day_stands_for_one_rules_nothing_out() -> None:
    later = replace(MET, page="p2", start="2025-03-28", end="2025-03-28", told="2025-03-28", page_day=True)
    assert not liken(MET, later).never
    assert _outcome(MET, later) != "same"
    assert liken(MET, replace(later, page_day=False)).never
    assert liken(MET, replace(later, start="2025-05-28", end="2025-05-28", told="2025-05-28")).never
    dated = f"KISUMU, March 28, 2025 - {OTIENO} met {NALWANGA} in Kisumu on Friday."
    assert not _entry(dated, "2025-03-28").page_day
    assert _entry(dated.replace(" on Friday", ""), "2025-03-28").page_day
