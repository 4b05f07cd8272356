"""Office holders whom a text calls by their surnames alone, and names that only look like theirs."""

import pytest

from communique import read
from communique.records import Meeting

DATELINE = "MUSCAT, Nov. 20, 2023 (Reuters) - "


def met(text: str) -> tuple[Meeting, ...]:
    return read((DATELINE + text).encode()).meetings


def states(text: str) -> dict[str, str | None]:
    return {actor.name: actor.country for actor in read((DATELINE + text).encode()).actors if actor.kind == "person"}


def test_two_surnames_speak_for_one_another() -> None:
    (one,) = met("Blinken called Lavrov on Sunday.")
    assert (one.kind, one.parties, one.start) == ("call", ("USA", "RUS"), "2023-11-19")


def test_who_held_office_some_years_ago_is_known_too() -> None:
    (one,) = met("Merkel and Macron met in Meseberg in June 2018.")
    assert (one.parties, one.place, one.start) == (("DEU", "FRA"), "Meseberg", "2018-06-01")


def test_a_list_is_known_by_its_first() -> None:
    assert states("Macron hosted Scholz, Meloni and Sunak in Paris on Friday.") == {
        "Macron": "FRA", "Scholz": "DEU", "Meloni": "ITA", "Sunak": "GBR",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Meloni scored twice, and the fans called for more.",
        "Brown and Rice met in Accra on Friday to sell cocoa.",
        "The storm reached Austin on Friday and moved on to Macron Road.",
    ],
)
def test_a_surname_alone_is_nobodys_without_company(text: str) -> None:
    assert not any(code for code in states(text).values()) and met(text) == ()


def test_a_king_is_not_the_prince_who_bears_his_name() -> None:
    text = "Crown Prince Mohammed bin Salman met Macron in Paris on Friday. King Salman called Macron on Saturday."
    assert {"Mohammed bin Salman", "Salman"} <= set(states(text))


def test_a_month_or_a_weekday_before_a_name_is_none_of_it() -> None:
    assert "Macron" in states("On 18 November Macron received Scholz in Paris. On Friday Scholz met Meloni in Rome.")
    assert "Lavrov" in states("In Moscow Lavrov told Blinken on Friday that talks would go on.")


def test_where_somebody_was_born_is_not_whom_he_acts_for() -> None:
    found = states("Karim Daud, the Afghan-born envoy of Norway, met Macron in Paris on Friday.")
    assert found["Karim Daud"] == "NOR"


def test_a_president_of_a_chamber_leads_no_state() -> None:
    text = (
        "The president of the Czech Senate, Jan Novotny, met Macron in Paris on Friday. "
        "In Prague the president of the Chamber of Deputies, Karel Dvorak, met the chairmen of the parties."
    )
    assert states(text)["Jan Novotny"] == states(text)["Karel Dvorak"] == "CZE"
    assert [one.parties for one in met(text)] == [("FRA", "CZE")] or [set(one.parties) for one in met(text)] == [
        {"CZE", "FRA"}
    ]


def test_a_day_behind_each_name_makes_an_encounter_of_each() -> None:
    found = met("Wang Yi met Lavrov on Thursday and Foreign Minister Subrahmanyam Jaishankar on Friday.")
    assert [(one.parties, one.start) for one in found] == [
        (("CHN", "RUS"), "2023-11-16"),
        (("CHN", "IND"), "2023-11-17"),
    ]


def test_a_page_s_own_prime_minister_is_printed_without_the_state() -> None:
    page = (
        "Visit of the Prime Minister to Ghana and Norway\n\nNov. 20, 2023\n\nPrime Minister Narendra Modi will visit Ghana on 2 "
        "December. At the invitation of the Prime Minister of Norway, Jonas Gahr Store, Prime Minister will then travel to "
        "Oslo on 4 December."
    )
    found = read(page.encode()).meetings
    assert [(one.parties, one.place) for one in found] == [(("IND", "GHA"), "Ghana"), (("IND", "NOR"), "Oslo")]
