"""Who is called by a form of address or an office alone on an official page, and where no sentence ends."""

import pytest

from communique import read
from communique.records import Reading

GULF = """News

Ministry of Foreign Affairs
Abu Dhabi, 12 January 2026

His Highness Sheikh Abdullah bin Zayed Al Nahyan, Deputy Prime Minister and Minister of Foreign Affairs of the UAE, opened a hospital today in the presence of His Highness Sheikh Mohamed bin Zayed Al Nahyan, President of the UAE.

{told}
"""


def reading(told: str) -> Reading:
    return read(GULF.format(told=told).encode())


def people(found: Reading) -> list[set[str]]:
    names = {actor.id: actor.name for actor in found.actors}
    return [{names[who.actor] for who in meeting.participants} for meeting in found.meetings]


ABDULLAH = "Abdullah bin Zayed Al Nahyan"


@pytest.mark.parametrize(
    "told",
    [
        "On Sunday, His Highness discussed the war over the phone with the Cypriot Foreign Minister, Constantinos Kombos.",
        "In a call on Saturday, His Highness and His Excellency Constantinos Kombos, Foreign Minister of Cyprus, reviewed the war.",
        "Cypriot Foreign Minister Constantinos Kombos met with His Highness in Abu Dhabi on Sunday.",
        "His Highness is scheduled to meet His Excellency Constantinos Kombos, Foreign Minister of Cyprus, on Monday.",
    ],
)
def test_a_form_of_address_alone_is_the_one_who_acted_last_of_those_printed_with_it(told: str) -> None:
    assert people(reading(told)) == [{ABDULLAH, "Constantinos Kombos"}]


def test_a_form_of_address_speaks() -> None:
    told = "His Excellency Constantinos Kombos, Foreign Minister of Cyprus, came to Abu Dhabi on Sunday. His Excellency stressed that Cyprus would open a consulate in Dubai. His Highness noted that the UAE would build it."
    found = reading(told)
    names = {actor.id: actor.name for actor in found.actors}
    assert [names[s.source] for s in found.statements] == ["Constantinos Kombos", ABDULLAH]


@pytest.mark.parametrize(
    "told",
    [
        "received today {guest}, who is on a working visit to the country.",
        "received today {guest}, who is on an official visit to the UAE.",
        "received today {guest}, who is currently visiting the country.",
        "received today {guest}, who is visiting the UAE.",
        "received today {guest}, during his visit to the country.",
    ],
)
def test_whoever_is_received_visits_the_hosts_state(told: str) -> None:
    guest = "Yermek Kosherbayev, Minister of Foreign Affairs of the Republic of Kazakhstan"
    found = reading("His Highness Sheikh Abdullah bin Zayed " + told.format(guest=guest))
    names = {actor.id: actor.name for actor in found.actors}
    visits = [
        ({names[who.actor] for who in m.participants}, m.status, m.parties) for m in found.meetings if m.kind == "visit"
    ]
    assert visits == [({"Yermek Kosherbayev"}, "held", ("KAZ", "ARE"))]


def test_no_sentence_ends_behind_pm() -> None:
    text = """News

November 25, 2025

VGP - General Secretary To Lam received PM Robert Fico of Slovakia at the headquarters of the Party on Tuesday.
"""
    assert people(read(text.encode())) == [{"To Lam", "Robert Fico"}]


def test_both_ministers_are_the_last_two_who_met() -> None:
    text = """Visit of Minister Mauro Vieira to Nigeria and Ghana

Published on May 14, 2026

In Abuja, Minister Mauro Vieira of Brazil met on Tuesday with the Nigerian Minister of Foreign Affairs, Yusuf Tuggar.

In Accra, Minister Vieira held a meeting on May 13 with the Minister of Foreign Affairs of Ghana, Samuel Okudzeto Ablakwa. Both ministers agreed to create a joint committee on agriculture.
"""
    assert [c.by for c in read(text.encode()).commitments] == [("BRA", "GHA")]


def test_the_two_ministers_are_the_only_two_however_far_back() -> None:
    text = """Joint statement of the Sultanate of Oman and the Islamic Republic of Iran

Muscat, 28 May 2025

1. His Majesty Sultan Haitham bin Tarik and President Masoud Pezeshkian held talks on 27 May 2025. The session was attended by Sayyid Badr bin Hamad Albusaidi, Foreign Minister of Oman, and Seyed Abbas Araghchi, Foreign Minister of Iran.

2. President Pezeshkian thanked His Majesty. His Majesty accepted the invitation.

3. The two Foreign Ministers will meet in Tehran in December.
"""
    assert {"Badr bin Hamad Albusaidi", "Abbas Araghchi"} in [
        {n.removeprefix("Seyed ") for n in met} for met in people(read(text.encode()))
    ]
