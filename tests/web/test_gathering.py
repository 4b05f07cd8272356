"""A meeting as all its pages tell it: who took part, by which clock, whose account says what, and the accounts in columns."""

import csv
import io
import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from communique.ledger.clusters import MergedShown
from communique.ledger.people import Person, Present
from communique.relate.comparison import Comparison, Table
from communique.relate.hours import hours_in, hours_of
from communique.web.comparing import compared
from communique.web.gathering import gathered
from communique.web.naming import address, mechanism_address
from communique.web.room import Room


@pytest.fixture
def meeting(room: Room) -> MergedShown:
    """The merged meeting with most accounts among those that pages tell differently."""
    found = [room.ledger.cluster(one.id) for one in room.ledger.clusters("meeting")]
    return max((one for one in found if one.claims), key=lambda one: (one.merged.pages, one.merged.id))


def test_every_account_stands_on_the_page(client: TestClient, meeting: MergedShown) -> None:
    html = unescape(client.get(f"/merged/{meeting.merged.id}").text)
    assert len(meeting.accounts) > 2
    for one in meeting.accounts:
        assert f'href="/meetings/{one.record}"' in html
        assert f'href="/pages/{one.version}"' in html
        assert one.words in html


def test_every_record_of_a_meeting_leads_to_it(client: TestClient, meeting: MergedShown) -> None:
    for one in meeting.accounts:
        answer = client.get(f"/merged/{one.record}")
        assert answer.url.path == f"/merged/{meeting.merged.id}"
        assert f'href="/merged/{one.record}"' in client.get(f"/meetings/{one.record}").text
    assert client.get(f"/records/{meeting.merged.id}").url.path == f"/merged/{meeting.merged.id}"
    listed = client.get("/search", params={"q": f"type:meeting page:{meeting.accounts[0].page}"}).text
    assert f"told on {meeting.merged.pages} pages" in listed
    assert client.get("/merged/xm-nothing").status_code == 404


def test_what_pages_tell_differently_stands_side_by_side_with_its_sources(
    client: TestClient, meeting: MergedShown
) -> None:
    html = unescape(client.get(f"/merged/{meeting.merged.id}").text)
    shown = re.search(r'(?s)<section aria-labelledby="claims">.*?</section>', html)
    assert shown
    by_page = {one.page: one for one in meeting.accounts}
    for claim in meeting.claims:
        for value, members in claim.values:
            box = next(
                box
                for box in re.findall(r'(?s)<div class="claim">.*?</div>', shown[0])
                if f'<p class="words">{value}</p>' in box
            )
            assert all(f'href="/meetings/{by_page[one.page].record}"' in box for one in members[:8])


def test_who_took_part_stands_by_side_each_once(client: TestClient, room: Room, meeting: MergedShown) -> None:
    found = gathered(room.ledger, meeting)
    there: dict[str, tuple[Present, ...]] = room.ledger.present([one.id for one in found.tellings])
    named = {(who.country, who.id) for some in there.values() for who in some}
    for side in found.sides:
        assert {side.party} == {one.country for one in side.people} or not side.people
        words = [frozenset(one.name.casefold().split()) for one in side.people]
        assert len(words) == len(set(words))
    kept = {ident for side in found.sides for one in side.people for ident in one.records}
    assert kept == {ident for ident, some in there.items() if some}
    assert sum(len(side.people) for side in found.sides) <= len(named)
    html = client.get(f"/merged/{meeting.merged.id}").text
    assert all(unescape(one.name) in unescape(html) for side in found.sides for one in side.people)


def test_hours_stand_by_the_clock_that_the_page_names(client: TestClient, room: Room) -> None:
    """ "9:55 a.m. local time (11:00 a.m. Japan time)" of the examples: both clocks, as printed, misprint and all."""
    call = next(room.ledger.find('type:meeting "courtesy call" who:"Li Qiang"'))
    merged = room.ledger.cluster(call.id)
    told = gathered(room.ledger, merged).hours
    hours = {hour.clock: (hour.time, hour.words) for hour, records in told if call.id in records}
    assert hours == {
        "local time": ("09:55", "9:55 a.m. local time"),
        "Japan time": ("11:00", "11:00 a.m. Japan time"),
    }
    html = client.get(f"/merged/{merged.merged.id}").text
    assert all(words in html for _, words in hours.values())
    told = client.get(f"/merged/{merged.merged.id}.md").text
    assert "- hour: 9:55 a.m. local time\n- hour: 11:00 a.m. Japan time" in told
    assert "- China: Li Qiang" in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 3:30 p.m. for 70 minutes", [("15:30", None, "3:30 p.m.")]),
        ("by 11.05 percent, in 2024, 7.5 million, at 25:10", []),
        (
            "at 14:00 (Paris time), noon GMT",
            [("14:00", "Paris time", "14:00 (Paris time)"), ("12:00", "GMT", "noon GMT")],
        ),
        ("at 12 a.m. and 12:05 p.m. EST", [("00:00", None, "12 a.m."), ("12:05", "EST", "12:05 p.m. EST")]),
        ("at 3 p.m. US officials spoke; in the afternoon", [("15:00", None, "3 p.m.")]),
        ("a quarter to two", []),
    ],
)
def test_hours(text: str, found: list[tuple[str, str | None, str]]) -> None:
    made = list(hours_in(text, 7))
    assert [(one.time, one.clock, one.words) for one in made] == found
    assert all(" ".join(text[one.span[0] - 7 : one.span[1] - 7].split()) == one.words for one in made)
    assert hours_of(f"A line.\n{text}\nAt 23:59.", [(8, 8 + len(text))] * 2) == tuple(hours_in(text, 8))


def test_both_clocks_are_told_where_a_sentence_is_cut_between_them() -> None:
    text = "At 8 a.m. they left. At 9:55 a.m. local time (10:55 a.m. Japan time) they met, and dined at 7 p.m. Next time soon."
    cut = text.index("Japan time")
    assert [one.time for one in hours_of(text, [(cut, cut + 20)])] == ["09:55", "10:55"]
    assert [one.clock for one in hours_of(text, [(0, len(text))])] == [None, "local time", "Japan time", None]


def test_accounts_are_laid_side_by_side_as_chosen(client: TestClient, room: Room, meeting: MergedShown) -> None:
    found = gathered(room.ledger, meeting)
    assert 2 <= len(found.columns) <= 3
    assert not set(found.columns) & found.copies
    html = client.get(f"/merged/{meeting.merged.id}").text
    assert html.count('type="checkbox"') == len(meeting.accounts)
    assert html.count(" checked") == len(found.columns)
    versions = list(dict.fromkeys(one.version for one in meeting.accounts))[:3]
    kinds = {2: Comparison, 3: Table}
    for number in (2, 3):
        chosen = tuple(versions[:number])
        assert isinstance(compared(room.ledger, chosen), kinds[number])
        answer = client.get("/compare", params=[("of", one) for one in chosen])
        assert answer.status_code == 200
        for version, start, end in re.findall(r'href="/pages/([^?"]+)\?from=(\d+)&amp;to=(\d+)#here"', answer.text)[:9]:
            assert version in chosen
            marked = client.get(f"/pages/{version}?from={start}&to={end}").text
            assert re.search(r'<mark id="here"', marked)
    assert client.get("/compare", params={"of": versions[0]}).status_code == 400
    many = [("of", one.version) for one in room.ledger.find("type:page", limit=5)]
    assert client.get("/compare", params=many).status_code == 400


def test_other_forms_of_a_comparison(client: TestClient, meeting: MergedShown) -> None:
    chosen = [("of", one) for one in list(dict.fromkeys(one.version for one in meeting.accounts))[:2]]
    told = client.get("/compare.json", params=chosen).json()
    lines = list(csv.DictReader(io.StringIO(client.get("/compare.csv", params=chosen).text)))
    texts = {account["name"]: account["text"] for account in told["accounts"]}
    assert lines
    for line in lines:
        words = texts[line["account"]][int(line["start"]) : int(line["end"])]
        assert line["words"].lstrip("'").split()[0] in words
    assert client.get("/compare.md", params=chosen).text.startswith("# Accounts side by side")
    assert client.get("/compare.exe", params=chosen).status_code == 404


@pytest.mark.parametrize("kind", ["person", "organisation", "mechanism", "meeting", "commitment"])
def test_other_forms_of_what_was_merged(kind: str, client: TestClient, room: Room) -> None:
    merged = next(iter(room.ledger.clusters(kind, limit=1)))  # type: ignore[arg-type]
    shown = room.ledger.cluster(merged.id)
    at = f"/merged/{merged.id}"
    assert client.get(f"{at}.json").json()["merged"]["id"] == merged.id
    assert client.get(f"{at}.md").text.startswith("# ")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{at}.csv").text)))
    assert [row["record"] for row in rows] == [one.record for one in shown.accounts]
    if kind == "meeting":
        event = client.get(f"{at}.jsonld").json()
        assert event["@type"] == "Event"
        assert len(event["subjectOf"]) == len({one.version for one in shown.accounts})
        assert client.get(f"{at}.ics").text.count("BEGIN:VEVENT") == 1
        assert client.get(f"{at}.ris").text.count("TY  - NEWS") == len(shown.accounts)
        assert client.get(f"{at}.atom").text.count("<entry>") == len(shown.accounts)
    assert client.get(f"{at}.exe").status_code == 404


@pytest.mark.parametrize("kind", ["person", "mechanism"])
def test_a_name_leads_to_its_other_spellings(kind: str, client: TestClient, room: Room) -> None:
    ledger = room.ledger
    names = list(ledger.list_people("")) if kind == "person" else list(ledger.list_mechanisms(""))
    several = 0
    for one in names:
        at = address(one.id) if isinstance(one, Person) else mechanism_address(one.name)
        found = ledger.spellings(at.rpartition("/")[2])
        assert found is not None
        cluster, number = found
        shown = ledger.cluster(cluster)
        assert shown.merged.kind == kind
        assert shown.merged.pages >= one.pages
        html = client.get(at).text if several < 3 else ""
        assert (f'href="/merged/{cluster}"' in html) == (number > 1) or not html
        several += number > 1
    assert several
    assert ledger.spellings("n-nothing") is None
