"""A room for a team: who comes in, what they may do, and what is written down of it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from communique.web import passwords
from communique.web.app import make_app
from communique.web.desk import Desk
from communique.web.passwords import fits, hashed, weakness
from communique.web.room import Room
from communique.web.routes import accounts
from communique.web.serving import Opening, Refused, is_local, room_for

PASSWORD = "four quiet words here"
Come = Callable[[str], TestClient]


@pytest.fixture(scope="module")
def kept() -> str:
    """A hash made with the cost of the real ones is checked by `test_passwords`; the other tests take a cheap one."""
    return PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)


@pytest.fixture
def team(room: Room, kept: str, monkeypatch: pytest.MonkeyPatch) -> Room:
    for name, role in (("Rea", "reader"), ("Edi", "editor"), ("Ada", "admin")):
        room.desk.put_user(name, role, kept)  # type: ignore[arg-type]
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=1024))
    monkeypatch.setattr(accounts, "_rate", accounts.Rate(accounts.TRIES, accounts.WHILE))
    return Room(room.ledger, room.desk, public=True, names=("room.example",))


@pytest.fixture
def come(team: Room) -> Iterator[Come]:
    """Somebody's own browser."""
    app = make_app(team)

    def one(name: str) -> TestClient:
        client = TestClient(app, base_url="https://room.example")
        if name:
            assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 200
        return client

    return one


def word(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "at",
    [
        "/", "/search?q=visa", "/review", "/pages/p-x", "/people", "/account", "/search.json", "/searches/x.atom", "/today",
        "/today.ics", "/merged/xm-x", "/merged/xm-x.json", "/commitments/c-x/life", "/commitments/c-x/life.atom",
        "/pages/p-x/versions", "/pages/p-x/difference.json", "/compare?a=x&b=y", "/review.json", "/review/pairs",
        "/review/pairs.csv", "/pairs.json",
    ],
)  # fmt: skip
def test_nobody_sees_anything_without_log_in(at: str, come: Come) -> None:
    answer = come("").get(at, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?to=")


def test_the_api_asks_for_a_key(come: Come) -> None:
    answer = come("").get("/api/v1/records")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


def test_one_comes_back_to_where_one_wanted(come: Come) -> None:
    form = {"name": "Rea", "password": PASSWORD, "to": "/search?q=visa"}
    answer = come("").post("/login", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/search?q=visa"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-room=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    away = come("").post("/login", data={**form, "to": "//evil.example"}, follow_redirects=False)
    assert away.headers["location"] == "/"


def test_what_each_may_do(come: Come, team: Room) -> None:
    ident = next(team.ledger.find("type:statement", limit=1)).id
    for name, status in (("Rea", 403), ("Edi", 200), ("Ada", 200)):
        client = come(name)
        assert client.get("/").status_code == 200
        assert client.get("/review").status_code == status
        assert client.get("/add").status_code == status
        form = {"csrf": word(client), "verdict": "accept"}
        assert client.post(f"/review/{ident}", data=form).status_code == status
    assert [one.judge for one in team.ledger.show(ident).judgements] == ["Ada", "Edi"]
    promise = next(team.ledger.find("type:commitment", limit=1))
    for name, status in (("Rea", 403), ("Edi", 200), ("Ada", 200)):
        client = come(name)
        assert client.get(f"/commitments/{promise.id}/life").status_code == 200
        scored = client.post(f"/commitments/{promise.id}/score", data={"csrf": word(client), "value": "1"})
        assert scored.status_code == status
        assert client.get("/review.json").status_code == client.get("/review/pairs.json").status_code == status
        decided = client.post(
            f"/commitments/{promise.id}/evidence", data={"csrf": word(client), "evidence": "e-x", "verdict": "confirm"}
        )
        assert decided.status_code == (403 if status == 403 else 404)
        moved = client.post(
            f"/review/{promise.id}/edit",
            data={"csrf": word(client), "part": "action", "start": "0", "end": "1", "words": "no such words"},
        )
        assert moved.status_code == (403 if status == 403 else 422)
        at, sent = f"/api/v1/commitments/{promise.id}", {"x-csrf-token": word(client)}
        for what, body, fit in (
            ("scores", {"value": 1}, 201),
            ("evidence", {"evidence": "e-x", "verdict": "confirm"}, 404),
        ):
            assert client.post(f"{at}/{what}", json=body).status_code == 403
            answer = client.post(f"{at}/{what}", json=body, headers=sent)
            assert answer.status_code == (403 if status == 403 else fit)
            assert come("").post(f"{at}/{what}", json=body).status_code == 401
    assert sorted(one.coder for one in team.ledger.follow(promise.id).scores) == ["Ada", "Edi"]
    for name, status in (("Rea", 403), ("Edi", 403), ("Ada", 200)):
        client = come(name)
        form = {"csrf": word(client), "name": "New", "role": "reader", "password": PASSWORD}
        assert client.post("/account/users", data=form).status_code == status
    assert [one.name for one in team.desk.users()] == ["Ada", "Edi", "New", "Rea"]


def test_every_judgement_is_in_the_log(come: Come, team: Room) -> None:
    ident = next(team.ledger.find("type:statement", limit=1)).id
    client = come("Edi")
    client.post(f"/review/{ident}", data={"csrf": word(client), "verdict": "reject"})
    client.post("/review/undo", data={"csrf": word(client)})
    told = [(one.who, one.act, one.target) for one in team.desk.acts(3)]
    assert told == [("Edi", "undo", ident), ("Edi", "judge", ident), ("Edi", "log in", None)]
    assert ident in come("Ada").get("/account").text
    assert ident not in client.get("/account").text


def test_another_s_word_is_no_word(come: Come) -> None:
    edi, ada = come("Edi"), come("Ada")
    assert edi.post("/searches", data={"csrf": word(ada), "query": "visa"}).status_code == 403
    assert edi.post("/api/v1/searches", json={"query": "visa"}).status_code == 403
    assert edi.post("/api/v1/searches", json={"query": "visa"}, headers={"x-csrf-token": word(edi)}).status_code == 201


def test_a_key_is_for_programs(come: Come, team: Room) -> None:
    client = come("Edi")
    made = re.search(r"<code>([\w-]{40,})</code>", client.post("/account/key", data={"csrf": word(client)}).text)
    assert made
    program = come("")
    bearer = {"authorization": f"Bearer {made[1]}"}
    ident = next(team.ledger.find("type:statement", limit=1)).id
    at = f"/api/v1/records/{ident}/judgements"
    assert program.post(at, json={"verdict": "accept"}, headers=bearer).status_code == 201
    assert program.post(at, json={"verdict": "accept"}, headers={"authorization": "Bearer guessed"}).status_code == 401
    assert made[1].encode() not in Path(team.desk.path).read_bytes()


def test_who_is_put_out_is_out_at_once(come: Come) -> None:
    edi, ada = come("Edi"), come("Ada")
    assert ada.post("/account/users/drop", data={"csrf": word(ada), "name": "Edi"}).status_code == 200
    assert edi.get("/", follow_redirects=False).status_code == 303
    assert ada.post("/account/users/drop", data={"csrf": word(ada), "name": "Ada"}).status_code == 403


def test_guessing_is_slow_and_ends(come: Come) -> None:
    client = come("")
    tries = [client.post("/login", data={"name": "Ada", "password": f"guess {n}"}).status_code for n in range(12)]
    assert tries == [403] * 10 + [429] * 2
    assert client.post("/login", data={"name": "Ada", "password": PASSWORD}).status_code == 429


def test_log_out_ends_the_session(come: Come) -> None:
    client = come("Rea")
    token = client.cookies["__Host-room"]
    client.post("/logout", data={"csrf": word(client)})
    assert client.get("/", follow_redirects=False, headers={"cookie": f"__Host-room={token}"}).status_code == 303


def test_another_password_ends_every_session(come: Come) -> None:
    one, other = come("Rea"), come("Rea")
    weak = {"csrf": word(one), "old": PASSWORD, "new": "short"}
    assert one.post("/account/password", data=weak).status_code == 403
    assert one.post("/account/password", data={**weak, "new": "five other words stand here"}).status_code == 200
    assert other.get("/", follow_redirects=False).status_code == 303


def test_passwords() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert fits(PASSWORD, kept)
    assert not fits(PASSWORD + "x", kept)
    assert not fits(PASSWORD, None)
    assert not fits("nobody's password", None)
    assert weakness("short", "Ada")
    assert weakness("aaaaaaaaaaaaaaaa", "Ada")
    assert weakness("ada lovelace 1815", "Ada")
    assert weakness(PASSWORD, "Ada") is None


def test_a_room_is_not_open_to_others_without_log_in(room: Room, tmp_path: Path) -> None:
    desk = tmp_path / "empty.desk.sqlite"
    for how in (
        Opening("0.0.0.0", desk=desk),
        Opening("::", desk=desk),
        Opening("192.0.2.1", desk=desk),
        Opening("room.example", desk=desk),
    ):
        with pytest.raises(Refused, match="--public"):
            room_for(room.ledger, how)
    with pytest.raises(Refused, match="communique user add"):
        room_for(room.ledger, Opening("0.0.0.0", public=True, desk=desk))
    Desk(desk).put_user("Ada", "admin", "x")
    assert room_for(room.ledger, Opening("0.0.0.0", public=True, desk=desk)).public
    assert all(map(is_local, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
