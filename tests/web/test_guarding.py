"""Who may ask: by the right name, from our own pages, and not too much."""

import pytest
from fastapi.testclient import TestClient

from communique.web.guarding import HEADERS, Rate
from communique.web.room import KEPT, Kept, Room


@pytest.mark.parametrize("at", ["/", "/search", "/static/room.css", "/nowhere", "/search?q=("])
def test_every_answer_is_armed(at: str, client: TestClient) -> None:
    headers = client.get(at).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "unsafe" not in headers["content-security-policy"]


def test_a_page_holds_no_script_or_style_of_its_own(client: TestClient, room: Room) -> None:
    import re

    for found in room.ledger.find("", limit=60):
        html = client.get(f"/records/{found.id}").text
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", html)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "[::2]", "", "localhost."]
)
def test_another_name_is_refused(host: str, client: TestClient) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_our_own_names_are_not(host: str, client: TestClient) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_forms_of_other_sites_are_refused(client: TestClient, room: Room) -> None:
    form = {"csrf": room.csrf, "query": "visa"}
    elsewhere = {"origin": "https://evil.example"}
    assert client.post("/searches", data=form, headers=elsewhere).status_code == 403
    assert client.post("/searches", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/searches", data=form, headers={"origin": "null"}).status_code == 403
    assert client.post("/searches", data={"query": "visa"}).status_code == 403
    assert client.post("/searches", data={"query": "visa", "csrf": "guessed"}).status_code == 403
    assert room.desk.searches("you") == []
    assert client.post("/searches", data=form, headers={"origin": "http://127.0.0.1:8765"}).status_code == 200


def test_what_is_too_large_is_refused(client: TestClient, room: Room) -> None:
    assert client.post("/searches", content=b"x", headers={"content-length": str(2**30)}).status_code == 413


def test_a_rate_is_kept() -> None:
    rate = Rate(3, 60.0)
    assert [rate.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert rate.allows("b")


def test_what_is_dear_is_made_once(client: TestClient, room: Room) -> None:
    kept, made = Kept(), []

    def make(what: int) -> int:
        made.append(what)
        return what

    for number in (*range(KEPT), 0, 1, KEPT, 1):
        assert kept.get(number, lambda number=number: make(number)) == number  # type: ignore[misc]
    assert made == list(range(KEPT + 1))
    assert kept.get(0, lambda: make(0)) == 0
    assert made[-1] == 0
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 7) == 7
    before = client.get("/").text
    room.ledger.judge(next(room.ledger.find("type:meeting", limit=1)).id, "unsure")
    assert "Somebody was unsure of" in client.get("/").text
    ident = next(room.ledger.find("type:commitment", limit=1)).id
    numbers = {"state before": room.ledger.state()}
    room.ledger.score(ident, 1, "Ana")
    numbers["scored"] = room.ledger.state()
    room.ledger.forget(room.ledger.show(ident).found.page)
    numbers["forgotten"] = room.ledger.state()
    assert len(set(numbers.values())) == 3
    assert client.get("/").text != before
