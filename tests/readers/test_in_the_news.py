"""Encounters as news tells them beside its main story: who flew in, whom somebody met before, who leaves for where."""

import pytest

from communique import read
from communique.records import Meeting

HEAD = "LONDON, March 12, 2025 (Reuters) - "
IN_ARUSHA = "Kenyan minister Lee Kinyanjui and his Tanzanian counterpart Selemani Jafo met in Arusha on Monday. "


def meetings(text: str) -> tuple[Meeting, ...]:
    return read((HEAD + text).encode()).meetings


def told(text: str) -> list[tuple[str, str, set[str], str | None]]:
    """Status, kind, who and where of each meeting."""
    reading = read((HEAD + text).encode())
    names = {actor.id: actor.name for actor in reading.actors}
    return [(m.status, m.kind, {names[who.actor] for who in m.participants}, m.place) for m in reading.meetings]


@pytest.mark.parametrize(
    "text",
    [
        "The talks were ordered by Presidents William Ruto and Samia Suluhu Hassan when they met in Kampala last week.",
        "The road map was drawn up by William Ruto and Samia Suluhu Hassan after they met in Kampala in June.",
        "It had been settled between Presidents William Ruto and Samia Suluhu Hassan, before they met in Kampala in June.",
    ],
)
def test_they_are_those_by_whom_something_was_done(text: str) -> None:
    assert told(IN_ARUSHA + text)[1] == ("held", "meeting", {"William Ruto", "Samia Suluhu Hassan"}, "Kampala")


def test_who_brokered_talks_is_not_they() -> None:
    text = "The talks were brokered by Qatar's Tamim bin Hamad and Egypt's Badr Abdelatty. They will meet again in Dodoma in May."
    assert told(IN_ARUSHA + text)[-1] == ("planned", "meeting", {"Lee Kinyanjui", "Selemani Jafo"}, "Dodoma")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Spain's foreign minister, Jose Manuel Albares, who met with Uruguayan President Yamandu Orsi in Montevideo on Tuesday, "
            "told EFE that he would visit Bogota on Friday.",
            "Jose Manuel Albares",
        ),
        (
            "Uganda is watching Tanzania closely. Its foreign minister, Jeje Odongo, who received Kenyan President William Ruto "
            "in Kampala on Monday, said he would visit Dodoma on Friday.",
            "Jeje Odongo",
        ),
    ],
)
def test_he_is_not_whom_a_clause_on_him_names_last(text: str, who: str) -> None:
    assert [names for status, kind, names, _ in told(text) if kind == "visit" and status == "planned"] == [{who}]


def test_a_call_spoken_of_later_makes_no_meeting_a_call() -> None:
    text = (
        "Spanish minister Jose Manuel Albares met Uruguayan President Yamandu Orsi in Montevideo on Tuesday and said that he had "
        "spoken by telephone with both Colombian minister Laura Sarabia and Venezuelan minister Yvan Gil on Monday."
    )
    assert told(text) == [
        ("held", "meeting", {"Jose Manuel Albares", "Yamandu Orsi"}, "Montevideo"),
        ("held", "call", {"Jose Manuel Albares", "Laura Sarabia"}, None),
        ("held", "call", {"Jose Manuel Albares", "Yvan Gil"}, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lee Jae-myung, whom Donald Trump met in Seoul on Monday, has proposed a freeze.",
            ("held", "meeting", {"Lee Jae-myung", "Donald Trump"}, "Seoul"),
        ),
        (
            "South Korean President Lee Jae-myung, with whom Donald Trump spoke on Monday, has proposed a freeze.",
            ("held", "call", {"Lee Jae-myung", "Donald Trump"}, None),
        ),
        (
            "Saudi Foreign Minister Faisal bin Farhan, whom Sergey Lavrov will meet in Moscow on Friday, urged restraint.",
            ("planned", "meeting", {"Faisal bin Farhan", "Sergey Lavrov"}, "Moscow"),
        ),
    ],
)
def test_whom_somebody_met(text: str, expected: tuple[str, str, set[str], str | None]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Colombian President Gustavo Petro was to have held talks with Nicolas Maduro in Caracas in January.",
        "Gustavo Petro and Nicolas Maduro were to have met in Caracas in January, but Bogota called the meeting off.",
        "Nicolas Maduro had been due to receive Gustavo Petro in Caracas in January, but the Colombian fell ill.",
    ],
)
def test_what_was_to_have_been_was_not(text: str) -> None:
    (met,) = meetings(text)
    assert met.status == "cancelled" and set(met.parties) == {"COL", "VEN"} and met.place == "Caracas"


@pytest.mark.parametrize(
    "text",
    [
        "Iranian Foreign Minister Abbas Araghchi leaves for Muscat today.",
        "Iranian Foreign Minister Abbas Araghchi will leave for Muscat on Friday.",
        "Iranian Foreign Minister Abbas Araghchi is leaving Islamabad for Muscat tomorrow.",
        "Iranian Foreign Minister Abbas Araghchi is due to depart for Muscat on Friday.",
    ],
)
def test_who_will_leave_for_a_place_will_visit_it(text: str) -> None:
    (met,) = meetings(text)
    assert (met.kind, met.status, met.place) == ("visit", "planned", "Muscat")


def test_what_is_left_for_a_state_is_no_journey() -> None:
    assert meetings("Iranian Foreign Minister Abbas Araghchi is leaving the door open for Oman.") == ()


def test_who_flew_in_came_to_where_the_news_is_from() -> None:
    (met,) = meetings(
        "Indian Foreign Minister S. Jaishankar, who flew in on Sunday from Doha, did not speak to reporters."
    )
    assert (met.kind, met.place, met.start) == ("visit", "London", "2025-03-09")


def test_an_ambassador_briefed_on_a_visit_is_not_visiting() -> None:
    (met,) = meetings(
        "Pakistani Foreign Secretary Amna Baloch received Chinese Ambassador Jiang Zaidong on Tuesday and briefed him on the "
        "Iranian visit."
    )
    assert met.kind == "meeting" and set(met.parties) == {"PAK", "CHN"}


def test_two_capitals_send_officials() -> None:
    (met,) = meetings("Officials from Cairo and Khartoum held a third round of talks in Aswan on Monday over water.")
    assert met.kind == "talks" and set(met.parties) == {"EGY", "SDN"} and met.place == "Aswan"


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Kenya's Lee Kinyanjui and Tanzania's Industry and Trade minister Selemani Jafo met in Arusha on Monday.",
            {"KEN", "TZA"},
        ),
        (
            "Ghana's food and agriculture minister Eric Opoku and Togo's Transport and Public Works minister Affoh Atcha met in Accra.",
            {"GHA", "TGO"},
        ),
    ],
)
def test_an_office_of_several_fields_is_its_states(text: str, parties: set[str]) -> None:
    assert set(meetings(text)[0].parties) == parties


ALI_AND_MADURO = "Irfaan Ali of Guyana and Nicolas Maduro of Venezuela met in Kingstown in December. "


@pytest.mark.parametrize(
    "text",
    [
        "The two presidents were to meet again in Brazil within three months; they never did.",
        "They agreed to meet again in Brazil in January, but that never happened.",
        "They were to meet again in Brazil in February. The meeting was dropped.",
    ],
)
def test_what_never_came_to_be_is_cancelled(text: str) -> None:
    assert told(ALI_AND_MADURO + text)[1] == ("cancelled", "meeting", {"Irfaan Ali", "Nicolas Maduro"}, "Brazil")


@pytest.mark.parametrize(
    "text",
    [
        "The report says how Guyana and Venezuela came to talk, and stopped.",
        "India and Mongolia see each other as spiritual neighbours.",
    ],
)
def test_words_that_tell_of_no_encounter(text: str) -> None:
    assert meetings(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Russian envoy Kirill Dmitriev, who was in Miami last week, held talks there with US envoy Steve Witkoff.",
        "Russian envoy Kirill Dmitriev went to Miami last week. He met US envoy Steve Witkoff there.",
        "US envoy Steve Witkoff flew to Miami last week and saw Russian envoy Kirill Dmitriev there.",
    ],
)
def test_there_is_the_place_named_before(text: str) -> None:
    assert ({"Kirill Dmitriev", "Steve Witkoff"}, "Miami") in [
        (who, place) for _, kind, who, place in told(text) if kind != "visit"
    ]


def test_who_spoke_on_the_sidelines_met() -> None:
    text = "Lula da Silva, the Brazilian president, went to Kingstown, where he and Nicolas Maduro of Venezuela spoke on the sidelines of a summit."
    assert ("held", "meeting", {"Lula da Silva", "Nicolas Maduro"}, "Kingstown") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tongan minister Mele Tupouniua saw Penny Wong of Australia in Canberra on 3 March, and Winston Peters of New Zealand in Wellington the next day.",
        "Tongan minister Mele Tupouniua met Penny Wong of Australia in Canberra on Monday and New Zealand's Winston Peters in Wellington on Tuesday.",
    ],
)
def test_one_after_the_other_at_two_places(text: str) -> None:
    assert [(who, place) for _, _, who, place in told(text)] == [
        ({"Mele Tupouniua", "Penny Wong"}, "Canberra"),
        ({"Mele Tupouniua", "Winston Peters"}, "Wellington"),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Thai and Cambodian officials blamed each other for fighting between Thailand and Cambodia. Malaysian Prime Minister Anwar "
            "Ibrahim, who hosted the rivals in Putrajaya last July, said he was hopeful.",
            {"MYS", "THA", "KHM"},
        ),
        (
            "Rwanda and the Democratic Republic of the Congo are close to a deal, Rwanda said. Qatar's Tamim bin Hamad brought the two "
            "foreign ministers to Doha on Monday, a Congolese official said.",
            {"QAT", "RWA", "COD"},
        ),
    ],
)
def test_a_host_of_two_rivals(text: str, who: set[str]) -> None:
    (met,) = meetings(text)
    assert met.kind == "talks" and set(met.parties) == who


def test_whom_an_official_of_two_words_met_is_not_whose_aide_he_is() -> None:
    text = "Donald Trump's national security adviser Mike Waltz went to Pyongyang in March and shook hands with Kim Jong Un."
    assert [who for _, kind, who, _ in told(text) if kind == "meeting"] == [{"Mike Waltz", "Kim Jong Un"}]


def test_a_trip_to_which_somebody_was_invited_is_his() -> None:
    text = "A trip to Beijing, to which President Xi Jinping invited Canadian Prime Minister Mark Carney, is now set for May."
    assert told(text) == [("planned", "visit", {"Mark Carney"}, "Beijing")]


def test_a_stop_for_a_meeting_has_its_day() -> None:
    found = meetings(
        "South Korean minister Yeo Han-koo had stopped in London on Sunday for a meeting with British Business Secretary Peter Kyle."
    )
    assert [(m.kind, m.place, m.start) for m in found] == [
        ("visit", "London", "2025-03-09"),
        ("meeting", "London", "2025-03-09"),
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "Presidents Gustavo Petro and Nicolas Maduro, who had not talked since December, spoke in a call on Monday.",
            "2024-12-01",
        ),
        (
            "French President Emmanuel Macron and Russia's Vladimir Putin have not met since February 2022.",
            "2022-02-01",
        ),
        (
            "Emmanuel Macron of France had not spoken with Vladimir Putin since September 2022, his office said.",
            "2022-09-01",
        ),
    ],
)
def test_what_has_not_been_since_was_then(text: str, start: str) -> None:
    assert ("held", start) in [(m.status, m.start) for m in meetings(text)]


def test_what_was_not_spoken_about_is_no_encounter() -> None:
    assert (
        meetings("Emmanuel Macron of France had not spoken about Russia since September 2022, his office said.") == ()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "South Korean President Lee Jae-myung, who received Japanese Prime Minister Sanae Takaichi last week, has invited her to his "
            "own hometown of Andong.",
            ("proposed", "visit", {"Sanae Takaichi"}, "Andong"),
        ),
        (
            "South Korean President Lee Jae-myung invited Sanae Takaichi, the Japanese prime minister, to his country.",
            ("proposed", "visit", {"Sanae Takaichi"}, "South Korea"),
        ),
        (
            "Iran's foreign minister Abbas Araghchi called on Prime Minister Shehbaz Sharif of Pakistan on Tuesday. He handed over an "
            "invitation from President Masoud Pezeshkian to visit Tehran in May.",
            ("proposed", "visit", {"Shehbaz Sharif"}, "Tehran"),
        ),
    ],
)
def test_whom_somebody_asks_to_come(text: str, expected: tuple[str, str, set[str], str | None]) -> None:
    assert expected in told(text)


def test_a_tour_took_him_to_two_states_more() -> None:
    found = told(
        "New Zealand Foreign Minister Winston Peters met Papua New Guinea's James Marape in Port Moresby on Tuesday, on the last stop of "
        "a tour that also took him to Tarawa and Honiara."
    )
    assert [(kind, place) for _, kind, _, place in found] == [
        ("meeting", "Port Moresby"),
        ("visit", "Tarawa"),
        ("visit", "Honiara"),
    ]


def test_a_further_city_of_one_state_is_visited_too() -> None:
    text = "Malian Foreign Minister Abdoulaye Diop arrived in Moscow on Sunday. He will also visit Kazan before flying home on Friday."
    assert [(status, place) for status, _, _, place in told(text)] == [("held", "Moscow"), ("planned", "Kazan")]


def test_a_committee_that_is_due_to_meet() -> None:
    reading = read(
        (
            HEAD
            + "Thai and Cambodian officials met on Monday. Thailand and Cambodia traded fire in July. The General Border Committee, "
            "which is led by the two defence ministers, is due to meet in the Thai town of Chanthaburi on May 20. It last convened there "
            "in December."
        ).encode()
    )
    (mechanism,) = reading.mechanisms
    assert (mechanism.name, set(mechanism.parties)) == ("General Border Committee", {"KHM", "THA"})
    found = [(m.status, m.start, m.place) for m in reading.meetings if m.mechanism]
    assert found == [("planned", "2025-05-20", "Chanthaburi"), ("held", "2024-12-01", None)]


def test_a_session_that_was_to_have_been() -> None:
    text = (
        "Pakistan and Iran agreed to open two markets. The Joint Economic Commission, which was to have met in Tehran in September, will "
        "now hold its 23rd session there on April 9 and 10."
    )
    assert [(m.status, m.place, m.session) for m in meetings(text)] == [
        ("cancelled", "Tehran", None),
        ("planned", "Tehran", 23),
    ]


def test_a_committee_of_others_is_not_the_last_two_named() -> None:
    text = (
        "Kenya and Tanzania held talks on Monday. Kenya was pleased, and Tanzania was too.\n\nA Qatari official said so.\n\n"
        "Rwanda's foreign minister, Olivier Nduhungirehe, said that he would fly to Washington on Sunday for the third session of the "
        "Joint Oversight Committee."
    )
    assert not any("QAT" in m.parties for m in meetings(text))


def test_two_ministers_are_not_the_premier_named_last() -> None:
    text = (
        "Pakistan and Iran agreed to reopen markets, Deputy Prime Minister Ishaq Dar said after talks with his Iranian counterpart, Abbas "
        "Araghchi.\n\nMr Araghchi later called on Prime Minister Shehbaz Sharif.\n\nThe two ministers had last spoken by phone on March 6."
    )
    assert ("held", "call", {"Ishaq Dar", "Abbas Araghchi"}, None) in told(text)


def test_negotiations_on_a_matter_are_no_meeting() -> None:
    text = (
        "Penny Wong of Australia was in Suva on Tuesday for talks with Fiji's Sitiveni Rabuka. The two countries agreed to begin "
        "negotiations on a security treaty. They will meet again in May."
    )
    assert [(status, kind) for status, kind, _, _ in told(text)] == [
        ("held", "visit"),
        ("held", "talks"),
        ("planned", "meeting"),
    ]
    assert set(meetings(text)[-1].parties) == {"AUS", "FJI"}


def test_two_presidents_of_whom_one_title_is_printed() -> None:
    text = (
        "The release was worked out in a call last Thursday between Presidents Gustavo Petro and Nicolas Maduro. Maduro's office did not "
        "confirm it.\n\nThe two presidents were to have met in Cucuta on Jan. 30."
    )
    assert ("cancelled", "meeting", {"Gustavo Petro", "Nicolas Maduro"}, "Cucuta") in told(text)


def test_the_two_last_spoke() -> None:
    text = (
        "South Korean Trade Minister Yeo Han-koo will fly to Washington next week to meet U.S. Trade Representative Jamieson Greer. The two "
        "last spoke on Jan. 9."
    )
    assert told(text)[-1] == ("held", "call", {"Yeo Han-koo", "Jamieson Greer"}, None)


def test_a_tour_that_began_and_a_visitor_who_was_received() -> None:
    found = told(
        "In Honiara on Saturday, New Zealand Foreign Minister Winston Peters sat down with Solomon Islands Prime Minister Jeremiah "
        "Manele, who is to host the Pacific Islands Forum leaders' meeting in September.\n\nHe also met the opposition leader, Matthew "
        "Wale, on the same day.\n\nThe tour began last Wednesday in Kiribati, where President Taneti Maamau received the visitor the "
        "next day."
    )
    assert ("planned", "summit", {"Jeremiah Manele"}, None) in found
    assert ("held", "visit", {"Winston Peters"}, "Kiribati") in found
    assert ("held", "meeting", {"Taneti Maamau", "Winston Peters"}, "Kiribati") in found


def test_whom_a_guest_also_met_is_of_his_hosts_state() -> None:
    text = (
        "New Zealand Foreign Minister Winston Peters sat down with Solomon Islands Prime Minister Jeremiah Manele in Honiara on Saturday. He "
        "also met the opposition leader, Matthew Wale."
    )
    assert set(meetings(text)[1].parties) == {"NZL", "SLB"}


def test_who_came_and_later_called_on_his_host_goes_on_as_he() -> None:
    text = (
        "Dar, Araghchi agree to reopen markets\n\nPublished March 12, 2025\n\nISLAMABAD: Deputy Prime Minister Ishaq Dar told reporters so "
        "after talks with his Iranian counterpart, Abbas Araghchi.\n\nMr Araghchi, who arrived in Islamabad on Monday night at the head of a "
        "delegation, later called on Prime Minister Shehbaz Sharif. He handed over an invitation to visit Tehran in May."
    )
    reading = read(text.encode())
    names = {actor.id: actor.name for actor in reading.actors}
    asked = [(m.status, names[m.participants[0].actor], m.place) for m in reading.meetings if m.status == "proposed"]
    assert asked == [("proposed", "Shehbaz Sharif", "Tehran")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Afghan Foreign Minister Amir Khan Muttaqi met Iran's Abbas Araghchi in Tehran.", "Amir Khan Muttaqi"),
        ("Qatar's Amir Tamim bin Hamad met Iran's Abbas Araghchi in Doha.", "Tamim bin Hamad"),
    ],
)
def test_a_rank_that_is_a_given_name(text: str, name: str) -> None:
    assert name in told(text)[0][2]


def test_delegations_of_a_government_and_of_rebels() -> None:
    text = "Elsewhere, delegations of the Congolese government and the M23 rebels resumed talks in Doha on Monday, a Qatari official said."
    (met,) = meetings(text)
    assert set(met.parties) == {"COD", "M23"} and met.place == "Doha"
