"""The API: what it answers, how it refuses, and that nothing makes it fall."""

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis import checks

from communique.ledger.store import Ledger
from communique.web.app import make_app
from communique.web.desk import Desk
from communique.web.room import Room

API = "/api/v1"
CASES = 2000
"""Cases over all that the API offers."""


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
        assert told["total"] == len(met)


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


@pytest.fixture(scope="module")
def schema(examples, tmp_path_factory):  # type: ignore[no-untyped-def]
    """The API's own description, over a copy of the examples."""
    folder = tmp_path_factory.mktemp("api")
    path = folder / "talks.sqlite"
    path.write_bytes(examples.read_bytes())
    app = make_app(Room(Ledger(path), Desk(folder / "talks.desk.sqlite")))
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


lazy = schemathesis.pytest.from_fixture("schema")


@lazy.parametrize()
@settings(max_examples=CASES // 14, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_nothing_makes_it_fall(case):  # type: ignore[no-untyped-def]
    case.call_and_validate(checks=[checks.not_a_server_error])
