"""What a request asks of the ledger: a query, filters by name, and where to go on from."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import QueryParams

from communique.ledger.filters import FILTERS
from communique.ledger.found import Found, Screened
from communique.ledger.query import Query, QueryError, filtered, parse
from communique.ledger.select import Place
from communique.ledger.store import Ledger

NO_PLACE = "this is no place to go on from"

FARTHEST = 10_000_000
"""What a cursor over a list may have passed: more than any ledger has people."""


def asked_of(text: str, given: dict[str, list[str]]) -> Query:
    """A query narrowed by filters. QueryError when either can't be read."""
    filters = {name: kept for name, values in given.items() if (kept := [one for one in values if one.strip()])}
    return filtered(parse(text), filters)


def asked(values: QueryParams) -> Query:
    """What a page's address asks: `q`, and every filter by its name."""
    return asked_of(values.get("q", ""), {name: values.getlist(name) for name in FILTERS if name in values})


def cursor_of(found: Found) -> str:
    """Where an answer ended, as a word that the next question brings along."""
    return urlsafe_b64encode(json.dumps([found.start or "", found.id]).encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """The place that a cursor names. QueryError for what is no cursor."""
    try:
        start, ident = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not (isinstance(start, str) and isinstance(ident, str)) or "\0" in start + ident:
            raise ValueError
        (start + ident).encode()
        return start, ident
    except (ValueError, TypeError):
        raise QueryError(cursor, 0, len(cursor), NO_PLACE) from None


def passing(number: int) -> str:
    """The cursor behind so many of a list whose order no record tells."""
    return urlsafe_b64encode(json.dumps(number).encode()).decode().rstrip("=")


def passed(cursor: str) -> int:
    """How many of a list a cursor has passed; none without one. QueryError for what is no such cursor."""
    if not cursor:
        return 0
    try:
        number = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if type(number) is not int or not 0 < number < FARTHEST:
            raise ValueError
        return number
    except (ValueError, TypeError):
        raise QueryError(cursor, 0, len(cursor), NO_PLACE) from None


def some(ledger: Ledger, query: Query, limit: int, after: Place | None) -> tuple[list[Found], str | None]:
    """At most `limit` records from a place on, and the cursor of the next ones, None at the end."""
    return _cut(list(ledger.find(query, limit=limit + 1, after=after)), limit)


def screen(
    ledger: Ledger, query: Query, limit: int, after: Place | None, most: int
) -> tuple[Screened[Found], str | None]:
    """At most `limit` records from a place on with how many there are in all, and the cursor of the next ones."""
    found = ledger.screen(query, limit=limit + 1, after=after, most=most)
    here, following = _cut(found.rows, limit)
    return replace(found, rows=here), following


def _cut(rows: list[Found], limit: int) -> tuple[list[Found], str | None]:
    here = rows[:limit]
    return here, cursor_of(here[-1]) if len(rows) > limit else None


def _filter(name: str) -> Any:
    return Field([], max_length=40, description=FILTERS[name].asks)


class Asking(BaseModel):
    """What a program asks: a query, and filters by their names. A test holds the fields against `FILTERS`."""

    model_config = ConfigDict(extra="forbid")
    q: str = Field("", max_length=4000, description="a query in the ledger's own language")
    type: list[str] = _filter("type")
    kind: list[str] = _filter("kind")
    status: list[str] = _filter("status")
    who: list[str] = _filter("who")
    by: list[str] = _filter("by")
    to: list[str] = _filter("to")
    party: list[str] = _filter("party")
    at: list[str] = _filter("at")
    when: list[str] = _filter("when")
    due: list[str] = _filter("due")
    via: list[str] = _filter("via")
    mechanism: list[str] = _filter("mechanism")
    page: list[str] = _filter("page")
    rule: list[str] = _filter("rule")
    sure: list[str] = _filter("sure")
    judged: list[str] = _filter("judged")
    copies: list[str] = _filter("copies")
    versions: list[str] = _filter("versions")

    def query(self) -> Query:
        """The query that is meant. QueryError when it can't be read."""
        return asked_of(self.q, {name: getattr(self, name) for name in FILTERS})


MOST = 500
"""Records of one answer; a cursor leads to the next."""


class Paged(Asking):
    """A question whose answer comes page by page."""

    limit: int = Field(50, ge=1, le=MOST)
    cursor: str = Field("", max_length=400, description="`next` of the answer before")
