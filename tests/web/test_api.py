"""The API: what it answers, how it refuses, and that nothing makes it fall."""

from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from

from communique.ledger import select
from communique.ledger.filters import FILTERS
from communique.ledger.store import Ledger
from communique.web.app import make_app
from communique.web.asking import Asking
from communique.web.desk import Desk
from communique.web.room import Room

API = "/api/v1"
CASES = 2000
"""Cases over all that the API offers."""

FEW = 3
"""Operations that have no parameters, and so few cases."""


def test_records_come_page_by_page(client: TestClient, room: Room) -> None:
    for query in ("", "type:commitment", "visa OR customs", "party:CHN party:JPN", "judged:none -type:page"):
        met, cursor = [], ""
        while True:
            told = client.get(f"{API}/records", params={"q": query, "limit": 7, "cursor": cursor}).json()
            met += [one["id"] for one in told["items"]]
            cursor = told["next"]
            if not cursor:
                break
        assert met == [one.id for one in room.ledger.find(query)]
        assert (told["total"], told["whole"]) == (len(met), True)


def test_a_total_that_is_not_whole_says_so(client: TestClient, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many records some are counted, unless one asks for all."""
    monkeypatch.setattr(select, "FEW", 1)
    monkeypatch.setattr(select, "COUNTED", 5)
    number = room.ledger.count("type:statement")
    some = client.get(f"{API}/records?type=statement&limit=2").json()
    assert not some["whole"]
    assert 2 <= some["total"] < number
    every = client.get(f"{API}/records?type=statement&limit=2&count=all").json()
    assert (every["total"], every["whole"]) == (number, True)
    assert every["items"] == some["items"]


@pytest.mark.parametrize("what", ["people", "mechanisms"])
def test_lists_without_days_come_page_by_page(what: str, client: TestClient, room: Room) -> None:
    met, cursor = [], ""
    while True:
        told = client.get(f"{API}/{what}", params={"limit": 9, "cursor": cursor}).json()
        met += [one["name"] for one in told["items"]]
        cursor = told["next"]
        if not cursor:
            break
    every = room.ledger.list_people("") if what == "people" else room.ledger.list_mechanisms("")
    assert met == [one.name for one in every]
    assert len(met) > 9


def test_every_filter_can_be_asked() -> None:
    assert set(Asking.model_fields) == {"q", *FILTERS}


def test_filters_narrow_as_they_do_on_the_command_line(client: TestClient, room: Room) -> None:
    told = client.get(f"{API}/records", params={"type": "commitment", "by": ["Kenya", "ETH"], "q": "border"}).json()
    expected = room.ledger.find("border", filters={"type": ["commitment"], "by": ["Kenya", "ETH"]})
    assert [one["id"] for one in told["items"]] == [one.id for one in expected]


@pytest.mark.parametrize(
    "at",
    [
        "/records?limt=5",
        "/records?limit=0",
        "/records?limit=many",
        "/records?cursor=nonsense",
        "/people?cursor=nonsense",
        "/mechanisms?cursor=LTU",
        "/records?count=most",
        "/records?q=(",
        "/records?by=Jpan",
        "/searches?x=1",
        "/people/n-x?x=1",
        "/pairs/Jpan/CHN",
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(at: str, client: TestClient) -> None:
    answer = client.get(f"{API}{at}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert answer.json()["detail"]


def test_a_fault_has_its_place(client: TestClient) -> None:
    assert "        ^^^^\n" in client.get(f"{API}/records", params={"q": "visa by:Jpan"}).json()["caret"]


def test_what_is_known_is_not_sent_again(client: TestClient, room: Room) -> None:
    at = f"{API}/records?q=visa"
    tag = client.get(at).headers["etag"]
    again = client.get(at, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    room.ledger.judge(next(room.ledger.find("visa type:commitment")).id, "reject")
    assert client.get(at, headers={"if-none-match": tag}).status_code == 200


def test_a_decision_is_made_and_taken_back(client: TestClient, room: Room) -> None:
    ident = next(room.ledger.find("type:meeting", limit=1)).id
    made = client.post(f"{API}/records/{ident}/judgements", json={"verdict": "unsure", "note": "which day?"})
    assert made.status_code == 201
    assert made.json()["judgements"][0]["note"] == "which day?"
    assert client.delete(f"{API}/judgements/last").json()["judgements"][0]["verdict"] == "withdrawn"
    assert client.delete(f"{API}/judgements/last").status_code == 403


def test_the_life_of_a_commitment_is_decided_on(client: TestClient, room: Room) -> None:
    """As by the forms of its page: a confirmed sentence changes how it stands, a score stands under one's name, both can be
    taken back, and the log tells all of it."""
    promises = [one.id for one in room.ledger.find("type:commitment due:2025")]
    ident = next(one for one in promises if room.ledger.follow(one, today=room.day).evidence)
    proposed = room.ledger.follow(ident, today=room.day).evidence[0]
    at = f"{API}/commitments/{ident}"
    body = {"evidence": proposed.id, "verdict": "confirm", "status": "kept", "note": "seen"}
    made = client.post(f"{at}/evidence", json=body)
    assert made.status_code == 201, made.text
    assert made.json()["life"]["status"] == "kept"
    (told,) = next(one for one in made.json()["evidence"] if one["id"] == proposed.id)["decided"]
    assert (told["judge"], told["verdict"], told["note"]) == ("you", "confirm", "seen")
    undone = client.post(f"{at}/evidence", json={"evidence": proposed.id, "verdict": "undo"})
    assert undone.json()["life"]["status"] != "kept"
    for value, stage in ((-1, "interim"), (1, "final")):
        scores = client.post(f"{at}/scores", json={"value": value, "stage": stage}).json()["scores"]
        assert (value, stage, "you") in {(one["value"], one["stage"], one["coder"]) for one in scores}
    assert len(client.post(f"{at}/scores", json={"value": None, "stage": "final"}).json()["scores"]) == 1
    acts = [(one.act, one.target, one.detail) for one in room.desk.acts(5)][::-1]
    assert acts == [
        ("confirm evidence", ident, proposed.id), ("undo evidence", ident, proposed.id), ("score", ident, "interim -1"),
        ("score", ident, "final 1"), ("score", ident, "final none"),
    ]  # fmt: skip
    for wrong, status in (
        ({"evidence": "e-nothing", "verdict": "confirm"}, 404),
        ({"evidence": proposed.id, "verdict": "maybe"}, 400),
        ({"evidence": proposed.id, "verdict": "confirm", "status": "done"}, 400),
        ({"evidence": proposed.id, "verdict": "confirm", "sure": 1}, 400),
    ):
        assert client.post(f"{at}/evidence", json=wrong).status_code == status
    for unfit in ({"value": 2}, {"value": "1"}, {}, {"value": 1, "stage": "last"}):
        assert client.post(f"{at}/scores", json=unfit).status_code == 400
    assert client.post(f"{API}/commitments/c-nothing/scores", json={"value": 1}).status_code == 404
    assert len(room.desk.acts(9)) == 5


def test_another_site_can_t_send_what_a_program_sends(client: TestClient, room: Room) -> None:
    ident = next(room.ledger.find("type:meeting", limit=1)).id
    at = f"{API}/records/{ident}/judgements"
    assert client.post(at, json={"verdict": "accept"}, headers={"origin": "https://evil.example"}).status_code == 403
    plain = {"content-type": "text/plain"}
    assert client.post(at, content='{"verdict": "accept"}', headers=plain).status_code == 400
    assert client.post(at, data={"verdict": "accept"}).status_code == 400
    assert not room.ledger.show(ident).judgements


def test_the_description_is_openapi_3_1(client: TestClient) -> None:
    told = client.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert all(path.startswith(f"{API}/") for path in told["paths"])


def test_what_many_pages_hold_together(client: TestClient, room: Room) -> None:
    ledger = room.ledger
    meeting = next(iter(ledger.clusters("meeting", limit=1)))
    told = client.get(f"{API}/merged/{meeting.id}").json()
    assert [one["record"] for one in told["accounts"]] == [one.record for one in ledger.cluster(meeting.id).accounts]
    promise = next(ledger.find("type:commitment", limit=1)).id
    found = ledger.follow(promise, today=room.day)
    told = client.get(f"{API}/commitments/{promise}/life").json()
    assert told["life"]["status"] == found.life.status
    assert [one["id"] for one in told["evidence"]] == [one.id for one in found.evidence]
    told = client.get(f"{API}/news?since=3m").json()
    assert [one["id"] for one in told["ahead"]] == [one.id for one in ledger.news("2020-01-01", today=room.day).ahead]
    for at, status in (
        ("/merged/xm-nothing", 404),
        ("/commitments/c-nothing/life", 404),
        ("/news?since=soon", 400),
        ("/news?until=now", 400),
    ):
        answer = client.get(f"{API}{at}")
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_makes_it_fall(examples: Path, tmp_path: Path) -> None:
    """What schemathesis makes of the API's own description: 2,000 questions, right ones and wrong ones, and no 5xx."""
    path = tmp_path / "talks.sqlite"
    path.write_bytes(examples.read_bytes())
    with Ledger(path) as ledger:
        app = make_app(Room(ledger, Desk(tmp_path / "talks.desk.sqlite"), names=()))
        schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)
        operations = [one.ok() for one in schema.get_all_operations()]
        known = [one.id for one in ledger.find("", limit=40)] + [one.id for one in ledger.list_people("", limit=10)]
        met: Counter[str] = Counter()
        for operation in operations:

            @settings(
                max_examples=CASES // (len(operations) - FEW),
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                derandomize=True,
            )
            @given(operation.as_strategy(), sampled_from([None, *known]), sampled_from([None, "KEN", "Japan"]))
            def ask(case: schemathesis.Case, ident: str | None, party: str | None) -> None:
                real = {"ident": ident, "one": party, "other": party and "CHN"}
                case.path_parameters |= {
                    name: one for name, one in real.items() if one and name in case.path_parameters
                }
                answer = case.call()
                met[f"{answer.status_code}"] += 1
                told = (case.method, case.formatted_path, case.query, case.body, answer.text[:500])
                assert answer.status_code < 500, told
                if answer.status_code >= 400:
                    assert "application/problem+json" in answer.headers["content-type"], told

            ask()
    assert met.total() >= CASES
    assert met["200"] > CASES / 20
