"""The desk of the reading room: who may come in, who is in, what they search for again, and what they did.

All of it lives in a small SQLite file beside the ledger, not in it: a ledger can be handed to a colleague, or backed up
where others read it, and no password's hash goes along. What people decided about records is in the ledger.
"""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

Role: TypeAlias = Literal["reader", "editor", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
"""What people may do, each more than the one before: look; judge and add; say who else may."""

STAY = timedelta(days=14)
"""How long somebody stays logged in who doesn't come back; each visit begins the time anew."""

KEPT = timedelta(hours=1)
"""How long a page that is looked at before it goes in is kept."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS user (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, made TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user ON DELETE CASCADE, csrf TEXT NOT NULL, seen TEXT NOT NULL
    ) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS key (
    token TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user ON DELETE CASCADE, made TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS search (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, query TEXT NOT NULL, made TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, url TEXT, published TEXT,
    publisher TEXT, version TEXT NOT NULL, made TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, target TEXT, detail TEXT);
CREATE INDEX IF NOT EXISTS audit_who ON audit (who, n);
"""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come in. `csrf` is what a form of theirs must bring along."""

    name: str
    role: Role
    csrf: str = ""

    def may(self, role: Role) -> bool:
        """Whether they may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Search:
    """A search that somebody saved."""

    id: str
    user: str
    title: str
    query: str
    made: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that was brought and is looked at before it goes in; `version` is the id that it will have."""

    id: str
    name: str
    data: bytes
    url: str | None
    published: str | None
    publisher: str | None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: a line of the log, which is only ever added to."""

    n: int
    at: str
    who: str
    act: str
    target: str | None
    detail: str | None


class Desk:
    """The file beside the ledger. Every method opens it anew, so that threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as store:
            store.executescript(SCHEMA)
        path.chmod(0o600)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        store = sqlite3.connect(self.path, timeout=30)
        try:
            store.execute("PRAGMA foreign_keys=ON")
            store.execute("PRAGMA secure_delete=ON")
            with store:
                yield store
        finally:
            store.close()

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._open() as store:
            return store.execute(statement, values).fetchall()

    def _change(self, statement: str, values: Sequence[Any] = ()) -> int:
        with self._open() as store:
            return store.execute(statement, values).rowcount

    def users(self) -> list[User]:
        """Everybody who may come in, by name."""
        return [User(*row) for row in self._rows("SELECT name, role FROM user ORDER BY name")]

    def put_user(self, name: str, role: Role, hashed: str) -> None:
        """Let somebody in, or give them another role and password; whoever was in by that name is out."""
        with self._open() as store:
            store.execute("DELETE FROM session WHERE user = ?", (name,))
            store.execute(
                "INSERT INTO user VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role, "
                "password = excluded.password",
                (name, role, hashed, _now()),
            )

    def set_role(self, name: str, role: Role) -> bool:
        """Give somebody another role; False when nobody has the name."""
        return self._change("UPDATE user SET role = ? WHERE name = ?", (role, name)) == 1

    def drop_user(self, name: str) -> bool:
        """Let somebody in no more; sessions and keys end at once. False when nobody has the name."""
        return self._change("DELETE FROM user WHERE name = ?", (name,)) == 1

    def password_of(self, name: str) -> str | None:
        """The hash of somebody's password."""
        found = self._rows("SELECT password FROM user WHERE name = ?", (name,))
        return found[0][0] if found else None

    def begin(self, name: str) -> str:
        """A session for somebody; what is given is theirs alone, here only its digest is kept."""
        token = secrets.token_urlsafe(32)
        with self._open() as store:
            store.execute("DELETE FROM session WHERE seen < ?", (_before(STAY),))
            values = (_digest(token), name, secrets.token_urlsafe(32), _now())
            store.execute("INSERT INTO session VALUES (?, ?, ?, ?)", values)
        return token

    def user_of(self, token: str) -> User | None:
        """Whose session this is."""
        found = self._rows(
            "SELECT name, role, csrf, seen FROM session JOIN user ON name = user WHERE token = ? AND seen >= ?",
            (_digest(token), _before(STAY)),
        )
        if not found:
            return None
        name, role, csrf, seen = found[0]
        if seen < _before(timedelta(hours=1)):
            self._change("UPDATE session SET seen = ? WHERE token = ?", (_now(), _digest(token)))
        return User(name, role, csrf)

    def end(self, token: str) -> None:
        """End a session."""
        self._change("DELETE FROM session WHERE token = ?", (_digest(token),))

    def make_key(self, name: str) -> str:
        """A key with which somebody's programs come in through the API; the one before it ends."""
        token = secrets.token_urlsafe(32)
        with self._open() as store:
            store.execute("DELETE FROM key WHERE user = ?", (name,))
            store.execute("INSERT INTO key VALUES (?, ?, ?)", (_digest(token), name, _now()))
        return token

    def user_of_key(self, token: str) -> User | None:
        """Whose key this is."""
        found = self._rows("SELECT name, role FROM key JOIN user ON name = user WHERE token = ?", (_digest(token),))
        return User(*found[0]) if found else None

    def searches(self, user: str) -> list[Search]:
        """Somebody's saved searches, by title."""
        return [Search(*row) for row in self._rows("SELECT * FROM search WHERE user = ? ORDER BY title, id", (user,))]

    def search(self, ident: str) -> Search | None:
        """A saved search by its id."""
        found = self._rows("SELECT * FROM search WHERE id = ?", (ident,))
        return Search(*found[0]) if found else None

    def save_search(self, user: str, title: str, query: str) -> Search:
        """Keep a search."""
        made = Search(secrets.token_urlsafe(9), user, title, query, _now())
        self._change(
            "INSERT INTO search VALUES (?, ?, ?, ?, ?)", (made.id, made.user, made.title, made.query, made.made)
        )
        return made

    def drop_search(self, user: str, ident: str) -> bool:
        """Keep a search of somebody's no more."""
        return self._change("DELETE FROM search WHERE id = ? AND user = ?", (ident, user)) == 1

    def put_draft(self, user: str, draft: Draft) -> None:
        """Keep a page until somebody has looked at it; one a person, for an hour."""
        with self._open() as store:
            store.execute("DELETE FROM draft WHERE user = ? OR made < ?", (user, _before(KEPT)))
            told = (draft.url, draft.published, draft.publisher)
            values = (draft.id, user, draft.name, draft.data, *told, draft.version, _now())
            store.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def take_draft(self, user: str, ident: str) -> Draft | None:
        """The page that somebody looked at; it is kept no more."""
        found = self._rows(
            "SELECT id, name, data, url, published, publisher, version FROM draft WHERE id = ? AND user = ? AND made >= ?",
            (ident, user, _before(KEPT)),
        )
        self._change("DELETE FROM draft WHERE id = ? AND user = ?", (ident, user))
        return Draft(*found[0]) if found else None

    def note(self, who: str, act: str, target: str | None = None, detail: str | None = None) -> None:
        """Add a line to the log."""
        values = (_now(), who, act, target, detail)
        self._change("INSERT INTO audit (at, who, act, target, detail) VALUES (?, ?, ?, ?, ?)", values)

    def acts(self, most: int, who: str | None = None) -> list[Act]:
        """The newest lines of the log, of one person or of all."""
        asked = "WHERE who = ?" if who is not None else ""
        values = (*([who] if who is not None else []), most)
        return [Act(*row) for row in self._rows(f"SELECT * FROM audit {asked} ORDER BY n DESC LIMIT ?", values)]


def desk_of(ledger: str) -> Path:
    """The desk's file for a ledger: beside its file, or in the working folder when the ledger is no file."""
    if "://" in ledger:
        return Path("communique.desk.sqlite")
    path = Path(ledger)
    return path.with_name(f"{path.stem}.desk.sqlite")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _before(length: timedelta) -> str:
    return (datetime.now(UTC) - length).isoformat(timespec="seconds")
