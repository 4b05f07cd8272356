"""Today: what the ledger's digest tells, as a page and in the digest's other forms."""

import csv
import io
import json
import xml.etree.ElementTree as tree
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient

from communique.exports.calendar import to_calendar
from communique.exports.digests import entries, to_json, to_markdown
from communique.ledger.news import News, moment_of
from communique.web.room import Room
from communique.web.routes.today import SCREEN

WIRE = """Tuvalu and Kiribati plan a fishing office

FUNAFUTI, May 6, 2024 (A Gazette) - The foreign minister of Tuvalu, Paulson Panapa, met the foreign minister of Kiribati, Teburoro Tito, in Funafuti on Monday. Tuvalu and Kiribati agreed to open a joint fisheries office by the end of {year}.

"{said}," Panapa told reporters.
"""


@pytest.fixture
def changed(room: Room) -> Room:
    """The room after a page came in twice, with another wording and another year."""
    for year, said in ((2024, "We share one ocean"), (2030, "We share one ocean and its fish")):
        data = WIRE.format(year=year, said=said).encode()
        room.ledger.add(data, url="https://gazette.example/office", publisher="A Gazette", workers=1)
    return room


def news(room: Room, since: str = "7d") -> News:
    moment = moment_of(since)
    assert moment
    return room.ledger.news(moment, today=room.day)


def test_the_page_tells_what_the_digest_tells(client: TestClient, changed: Room) -> None:
    found = news(changed)
    html = unescape(client.get("/").text)
    assert [one.after for one in found.changes if one.before] != []
    for change in found.changes:
        assert change.before in html
        assert change.after in html
    assert found.ahead
    assert found.due
    for one in (*found.meetings[:SCREEN], *found.commitments[:SCREEN], *found.ahead[:SCREEN]):
        assert one.words in html
    for standing in (*found.overdue[:SCREEN], *found.due[:SCREEN]):
        assert f'href="/commitments/{standing.id}/life"' in html
        assert str(standing.waits_for) in html


def test_what_is_past_its_day_is_overdue_until_it_is_settled(client: TestClient, room: Room) -> None:
    room.ledger.add(WIRE.format(year=2024, said="We share one ocean").encode(), workers=1)
    late = next(one for one in news(room).overdue if "fisheries" in one.words)
    assert late.due == "2024-12-31"
    html = unescape(client.get("/").text)
    at = html.index('id="overdue"')
    assert html.index(f'href="/commitments/{late.id}/life"') > at
    assert html.index(f'href="/commitments/{late.id}/life"') < html.index('id="due"')


def test_other_forms_are_the_digest(client: TestClient, changed: Room) -> None:
    found = news(changed, "3m")
    assert client.get("/today.md?since=3m").text == to_markdown(found)
    told = client.get("/today.json?since=3m").json()
    assert told.keys() == json.loads(to_json(found)).keys()
    assert [one["id"] for one in told["ahead"]] == [one.id for one in found.ahead]
    events = client.get("/today.ics?since=3m")
    assert events.headers["content-type"] == "text/calendar; charset=utf-8"
    assert events.text.count("BEGIN:VEVENT") == to_calendar(found).count("BEGIN:VEVENT") > 0
    rows = list(csv.DictReader(io.StringIO(client.get("/today.csv?since=3m").text)))
    assert [row["id"] for row in rows] == [one.id for one in entries(found)]
    feed = tree.fromstring(client.get("/today.atom?since=3m").text)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(rows)


def test_what_is_new_is_chosen(client: TestClient, room: Room) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(1)).date().isoformat()
    html = client.get("/", params={"since": tomorrow}).text
    assert html.count("None came in.") == 2
    assert client.get("/", params={"since": "9999m"}).status_code == 200
    for wrong in ("yesterday", "7", "2024-13-01", ""):
        assert client.get("/", params={"since": wrong}).status_code == 400
        assert client.get("/today.atom", params={"since": wrong}).status_code == 400
    assert client.get("/today.exe").status_code == 404
    assert client.get("/today").url.path == "/"


@pytest.mark.parametrize(("told", "days"), [("1d", 1), ("2w", 14), ("3m", 90)])
def test_a_span_is_a_moment(told: str, days: int) -> None:
    found = moment_of(told)
    assert found
    apart = datetime.now(UTC) - datetime.fromisoformat(found)
    assert abs(apart - timedelta(days)) < timedelta(minutes=1)
