"""What became of a commitment, as a page: the same as the ledger's `follow`, with decisions and scores by form."""

import csv
import io
import re
import xml.etree.ElementTree as tree
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.exports.following import mark
from communique.ledger.store import Ledger
from communique.reading import read
from communique.records import Reading
from communique.web.app import make_app
from communique.web.charts import legible, marks
from communique.web.desk import Desk
from communique.web.room import Room

PROMISE = """Norway and Finland hold talks

OSLO, March 4, 2031 (Reuters) - Norwegian Foreign Minister Kari Holm met her Finnish counterpart, Juha Salo, in Oslo on Tuesday. Norway and Finland agreed to reopen the ferry line between Vaasa and Mosjoen by the end of June 2031.
"""
RELATED = """The same agreement, told elsewhere

HELSINKI, March 4, 2031 (AFP) - Norway and Finland agreed on Tuesday to reopen the ferry line between Vaasa and Mosjoen by the end of June 2031, Finnish Foreign Minister Juha Salo said in Oslo after he met his Norwegian counterpart, Kari Holm.
"""
KEPT = """Ferry sails again

VAASA, June 3, 2031 (Reuters) - The ferry line between Vaasa and Mosjoen reopened on Monday, Finland's transport minister said. Norway sent a band.
"""
DAY = "2031-12-01"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    folder = tmp_path_factory.mktemp("told")
    made = []
    for number, text in enumerate((PROMISE, RELATED, KEPT)):
        (folder / f"{number}.txt").write_text(text, "utf-8")
        made.append(read(folder / f"{number}.txt"))
    return made


@pytest.fixture
def room(told: list[Reading], tmp_path: Path) -> Iterator[Room]:
    with Ledger(tmp_path / "lives.sqlite", create=True) as ledger:
        ledger.add(*told, workers=1)
        yield Room(ledger, Desk(tmp_path / "lives.desk.sqlite"), today=DAY)


@pytest.fixture
def client(room: Room) -> Iterator[TestClient]:
    with TestClient(make_app(room), base_url="http://127.0.0.1:8765") as made:
        yield made


@pytest.fixture
def ident(room: Room) -> str:
    return next(room.ledger.find("type:commitment ferry by:NOR by:FIN due:2031", oldest_first=True)).id


def test_the_page_tells_what_follow_tells(client: TestClient, room: Room, ident: str) -> None:
    found = room.ledger.follow(ident, today=DAY)
    assert found.evidence
    html = unescape(client.get(f"/commitments/{ident}/life").text)
    assert found.life.status in html
    assert str(found.life.waits_for) in html
    for one in found.evidence:
        assert one.words in html
        assert one.span
        assert f'href="/pages/{one.version}?from={one.span[0]}&to={one.span[1]}#here"' in html
        assert "; ".join(one.reasons) in html
        marked = unescape(client.get(f"/pages/{one.version}?from={one.span[0]}&to={one.span[1]}").text)
        assert "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", marked)).startswith(one.words[:20])
    line = re.findall(r'<time datetime="([^"]+)">[^<]*</time> <strong class="progress">', html)
    assert line == sorted(line)


def test_the_words_of_every_page_stand_there(client: TestClient, room: Room, ident: str) -> None:
    merged = room.ledger.cluster(ident)
    assert merged.merged.pages == 2
    html = unescape(client.get(f"/commitments/{ident}/life").text)
    assert all(one.words in html for one in merged.accounts)
    record = unescape(client.get(f"/commitments/{ident}").text)
    assert f'href="/commitments/{ident}/life"' in record
    other = next(one for one in merged.accounts if one.record != ident)
    assert f'href="/commitments/{other.record}"' in record


def test_a_sentence_is_confirmed_rejected_and_taken_back(client: TestClient, room: Room, ident: str) -> None:
    evidence = room.ledger.follow(ident, today=DAY).evidence[0]
    form = {"csrf": room.csrf, "evidence": evidence.id}
    at = f"/commitments/{ident}/evidence"
    told = []
    for verdict, status in (("confirm", ""), ("confirm", "partly kept"), ("reject", "kept"), ("undo", "")):
        answer = client.post(at, data={**form, "verdict": verdict, "status": status, "note": "seen"})
        assert answer.status_code == 200
        held = room.ledger.follow(ident, today=DAY)
        told.append((mark(held.evidence[0]), held.life.status))
        assert told[-1][1] in answer.text
        assert f'<span class="status">{told[-1][0]}</span>' in answer.text
    assert told == [("confirmed", "kept"), ("confirmed", "partly kept"), ("rejected", "lapsed"), ("proposed", "lapsed")]
    assert [act.act for act in room.desk.acts(4)] == ["undo evidence", "reject evidence", *["confirm evidence"] * 2]
    assert client.post(at, data={**form, "verdict": "maybe"}).status_code == 400
    assert client.post(at, data={**form, "evidence": "e-nothing", "verdict": "confirm"}).status_code == 404
    assert client.post(at, data={"evidence": evidence.id, "verdict": "confirm"}).status_code == 403


def test_coders_score_and_their_agreement_is_shown(client: TestClient, room: Room, ident: str) -> None:
    """Whichever record of the commitment they score: it is one, and so counted once."""
    at = f"/commitments/{ident}/score"
    other = next(one.record for one in room.ledger.cluster(ident).accounts if one.record != ident)
    room.ledger.score(other, 0, "Ana", final=True)
    for value in ("-1", "0", "1"):
        form = {"csrf": room.csrf, "value": value, "stage": "final", "note": "by the timetable"}
        html = client.post(at, data=form).text
        assert [one.value for one in room.ledger.follow(ident, today=DAY).scores if one.coder == "you"] == [int(value)]
    assert "by the timetable" in html
    (pair,) = room.ledger.agreement("final")
    assert (pair.both, pair.same) == (1, 0)
    cells = re.findall(r"<td>([^<]*)</td>", html[html.index("How far these coders agree") :])
    assert cells[:3] == [f"{pair.one}, {pair.other}", "1", "0"]
    client.post(f"/commitments/{other}/score", data={"csrf": room.csrf, "value": "none", "stage": "final"})
    assert [one.coder for one in room.ledger.follow(ident, today=DAY).scores] == ["Ana"]
    assert client.post(at, data={"csrf": room.csrf, "value": "2"}).status_code == 400
    assert client.post(at, data={"value": "1"}).status_code == 403


def test_pages_that_tell_of_one_commitment_have_one_life(client: TestClient, room: Room, ident: str) -> None:
    """What is decided on one record of it holds for all, is shown with whose page it is from, and is taken back anywhere."""
    ledger = room.ledger
    other = next(one.id for one in ledger.tellings(ident) if one.id != ident)
    mine, its = (ledger.follow(one, today=DAY) for one in (ident, other))
    assert {one.id for one in mine.evidence} == {one.id for one in its.evidence} != set()
    assert {one.id for one in mine.tellings} == {one.id for one in its.tellings} == {ident, other}
    assert {one.found_by for one in mine.evidence} <= {ident, other}
    proof = mine.evidence[0].id
    form = {"csrf": room.csrf, "evidence": proof}
    client.post(f"/commitments/{ident}/evidence", data={**form, "verdict": "confirm", "status": "kept"})
    for one in (ident, other):
        html = unescape(client.get(f"/commitments/{one}/life").text)
        assert "one life of 2 records" in html
        assert '<strong class="progress">kept</strong>' in html
        assert "Reuters" in html[html.index(f'id="{proof}"') :]
        assert ledger.standing(one, today=DAY).status == "kept"
        assert {one.status for one in ledger.commitments("ferry", today=DAY)} == {"kept"}
    client.post(f"/commitments/{other}/evidence", data={**form, "verdict": "undo"})
    assert ledger.follow(ident, today=DAY).life.status == "lapsed"
    client.post(f"/commitments/{other}/evidence", data={**form, "verdict": "reject"})
    assert mark(ledger.follow(ident, today=DAY).evidence[0]) == "rejected"
    # told apart, each has its own life again
    ledger.judge_pair(ident, other, "different", None, "Ana")
    marks_of = {mark(ledger.follow(one, today=DAY).evidence[0]) for one in (ident, other)}
    assert marks_of == {"rejected", "proposed"}


def test_other_forms_of_a_life(client: TestClient, room: Room, ident: str) -> None:
    found = room.ledger.follow(ident, today=DAY)
    at = f"/commitments/{ident}/life"
    assert [one["id"] for one in client.get(f"{at}.json").json()["evidence"]] == [one.id for one in found.evidence]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{at}.csv").text)))
    assert [row["id"] for row in rows] == [one.id for one in found.evidence]
    assert "## Evidence" in client.get(f"{at}.md").text
    feed = tree.fromstring(client.get(f"{at}.atom").text)
    spaced = {"a": "http://www.w3.org/2005/Atom"}
    assert len(feed.findall("a:entry", spaced)) == len(found.evidence)
    assert "DTSTART;VALUE=DATE:20310630" in client.get(f"{at}.ics").text
    assert client.get(f"{at}.exe").status_code == 404
    assert client.get("/commitments/c-nothing/life").status_code == 404
    meeting = next(room.ledger.find("type:meeting", limit=1)).id
    assert client.get(f"/commitments/{meeting}/life").status_code == 404


def test_labels_on_a_line_do_not_write_over_one_another() -> None:
    days = [(f"2031-01-{day:02}", f"{day}") for day in range(1, 29)]
    made = legible(marks([*days, ("2031-12-01", "far")]))
    assert len(made) == 29
    for row in (0, 1):
        labelled = [one.at for number, one in enumerate(made) if one.label and number % 2 == row]
        assert all(after - before >= 11 for before, after in pairwise(labelled))
    assert made[0].label == "1"
    assert made[-1].label == "far"


def test_a_pair_s_open_commitments_stand_apart(client: TestClient, room: Room, ident: str) -> None:
    """One past its day, or kept, is open no more."""
    early = Room(room.ledger, room.desk, today="2031-04-01")
    with TestClient(make_app(early), base_url="http://127.0.0.1:8765") as before:
        html = before.get("/pairs/FIN/NOR").text
    assert ident in html[html.index('id="promised"') :]
    assert 'id="settled"' not in html
    html = client.get("/pairs/FIN/NOR").text
    assert ident not in html[html.index('id="promised"') : html.index('id="settled"')]
    assert ident in html[html.index('id="settled"') :]
