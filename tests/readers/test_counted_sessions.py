"""Sessions whose mechanism is named a sentence or a paragraph before them, and plans in their many forms."""

import pytest

from communique import Reading, read

WIRE = "NAIROBI, March 4, 2024 (Reuters) - "
RUTO = "Kenyan President William Ruto"
HASSAN = "Tanzanian President Samia Suluhu Hassan"


def _read(text: str, published: str | None = None) -> Reading:
    return read(text.encode(), published=published)


def _sessions(text: str) -> list[tuple[str | None, int | None, str, str | None, str | None]]:
    reading = _read(text)
    names = {one.id: one.name for one in reading.mechanisms}
    return [
        (names.get(one.mechanism or ""), one.session, one.status, one.place, one.start)
        for one in reading.meetings
        if one.kind == "session"
    ]


WATER = "Kenya-Tanzania Joint Water Commission"


def test_its_first_session_is_of_the_commission_named_before() -> None:
    page = (
        f"The {WATER} was set up in 2018. Its first session took place in Arusha in November 2019. The second session was held in "
        "Mombasa on 25 March 2024, and a third session is to be held in Dodoma at a suitable time."
    )
    assert _sessions(page) == [
        (WATER, 1, "held", "Arusha", "2019-11-01"),
        (WATER, 2, "held", "Mombasa", "2024-03-25"),
        (WATER, 3, "planned", "Dodoma", None),
    ]
    assert all(set(one.parties) == {"KEN", "TZA"} for one in _read(page).meetings)


def test_the_seventh_follows_the_sixth_dialogue() -> None:
    page = (
        "The fifth Kenya-Tanzania Strategic Dialogue was held in 2017. The sixth dialogue was held in Nairobi in May 2023; the "
        "seventh followed in June 2024."
    )
    assert [(number, start) for _, number, _, _, start in _sessions(page)] == [
        (5, "2017-01-01"),
        (6, "2023-05-01"),
        (7, "2024-06-01"),
    ]


def test_a_dialogue_whose_sixth_session_is_told() -> None:
    page = "Among them is the Kenya-Tanzania Economic Dialogue, whose sixth session was held in Arusha in March 2025."
    assert _sessions(page) == [("Kenya-Tanzania Economic Dialogue", 6, "held", "Arusha", "2025-03-01")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The leaders' meeting, the eighth, was held in 2023; the ninth followed in June 2024.",
        "President Ruto's first meeting took place in Arusha in May 2024.",
        "The first session of parliament took place in Arusha in May 2024.",
        "The first meeting with the opposition was held in Arusha in May 2024.",
        "The sixth summit was held in Arusha in May 2024.",
        "The second session was hailed by the press.",
    ],
)
def test_what_is_not_the_commissions(sentence: str) -> None:
    page = f"The {WATER} was set up in 2018. {sentence}"
    assert [one for one in _sessions(page) if one[0] == WATER and one[4] != "2018-01-01"] == []


def test_sessions_of_a_dialogue_without_a_name() -> None:
    page = (
        f"{WIRE}The dialogue on water between Kenya and Tanzania is young. Its first session took place in Arusha in November "
        "2019, when Uhuru Kenyatta was president.\n\nThe second session was held in Mombasa on 1 March 2024, and a third session "
        "is to be held in Dodoma at a suitable time."
    )
    found = [(one.status, one.place, one.start, set(one.parties), one.mechanism) for one in _read(page).meetings]
    assert found == [
        ("held", "Arusha", "2019-11-01", {"KEN", "TZA"}, None),
        ("held", "Mombasa", "2024-03-01", {"KEN", "TZA"}, None),
        ("planned", "Dodoma", None, {"KEN", "TZA"}, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "place", "start"),
    [
        ("On Wednesday Ruto meets Premier Li Qiang.", None, "2024-03-06"),
        ("Ruto meets Premier Li Qiang on Wednesday before flying home.", None, "2024-03-06"),
        ("On Wednesday he meets Premier Li Qiang in Shanghai.", "Shanghai", "2024-03-06"),
        ("On Wednesday Ruto is to meet Premier Li Qiang.", None, "2024-03-06"),
    ],
)
def test_a_plain_present_and_a_weekday_are_a_timetable(sentence: str, place: str | None, start: str) -> None:
    reading = _read(f"{WIRE}{RUTO} met Chinese President Xi Jinping in Beijing on Monday. {sentence}")
    names = {one.id: one.name for one in reading.actors}
    plan = reading.meetings[1]
    assert (plan.status, plan.place, plan.start) == ("planned", place, start)
    assert {names[who.actor] for who in plan.participants} == {"William Ruto", "Li Qiang"}


def test_a_weekday_is_no_part_of_a_name() -> None:
    reading = _read(f"{WIRE}{RUTO} met {HASSAN} on Sunday. On Monday Ruto met Chinese Premier Li Qiang in Nairobi.")
    names = {one.id: one.name for one in reading.actors}
    assert [{names[who.actor] for who in one.participants} for one in reading.meetings] == [
        {"William Ruto", "Samia Suluhu Hassan"},
        {"William Ruto", "Li Qiang"},
    ]


def test_points_that_plan_to_meet_again() -> None:
    page = (
        "President William Ruto of Kenya and President Samia Suluhu Hassan of Tanzania held talks in Nairobi on 4 March 2024 and "
        "agreed:\n\n- to open two border posts;\n\n- to meet again in Arusha in June;\n\n- not to meet the rebels."
    )
    plans = [one for one in _read(page).meetings if one.status == "planned"]
    assert [(one.place, one.start, set(one.parties)) for one in plans] == [("Arusha", "2024-06-01", {"KEN", "TZA"})]


def test_points_under_two_states_that_declare() -> None:
    page = (
        "President William Ruto of Kenya and President Samia Suluhu Hassan of Tanzania, having met in Nairobi on 4 March 2024, "
        "declare that Kenya and Tanzania:\n\n1. will not close the border;\n\n2. will meet again in Rwanda within three months;\n\n"
        "3. will meet the needs of refugees."
    )
    plans = [one for one in _read(page).meetings if one.status == "planned"]
    assert [(one.place, set(one.parties)) for one in plans] == [("Rwanda", {"KEN", "TZA"})]


def test_a_visit_in_the_making_goes_to_the_other_state() -> None:
    page = f"{WIRE}{RUTO} received Chinese Foreign Minister Wang Yi in Nairobi on Monday. A visit of Premier Li Qiang is being prepared."
    plan = _read(page).meetings[1]
    assert (plan.kind, plan.status, plan.parties) == ("visit", "planned", ("CHN", "KEN"))


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("The two agreed to hold general-level military talks in May.", False),
        ("Both governments said that an economic dialogue of ministers would take place in 2025.", False),
        ("They agreed to hold talks between their experts in May.", False),
        ("They agreed to hold further talks in Arusha in May.", True),
        ("They agreed to meet again in Arusha in May.", True),
    ],
)
def test_who_agree_on_talks_of_others_do_not_hold_them(sentence: str, named: bool) -> None:
    plan = _read(f"{WIRE}{RUTO} and {HASSAN} met in Nairobi on Monday. {sentence}").meetings[-1]
    assert (plan.status, set(plan.parties)) == ("planned", {"KEN", "TZA"})
    assert bool(plan.participants) == named


def test_talks_of_a_level_that_were_held_keep_who_held_them() -> None:
    (held,) = _read(f"{WIRE}{RUTO} and {HASSAN} held high-level talks in Nairobi on Monday.").meetings
    assert len(held.participants) == 2
