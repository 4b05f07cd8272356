"""What a request asks of the ledger: a query, filters by name, and where to go on from."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from communique.ledger.filters import FILTERS
from communique.ledger.found import Found
from communique.ledger.query import Query, QueryError, filtered, parse
from communique.ledger.select import Place
from communique.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its filters; `text` and `filters` as they were given."""

    text: str
    filters: dict[str, list[str]]
    query: Query


def asked_of(text: str, given: dict[str, list[str]]) -> Asked:
    """A query narrowed by filters. QueryError when either can't be read."""
    filters = {name: kept for name, values in given.items() if (kept := [one for one in values if one.strip()])}
    return Asked(text, filters, filtered(parse(text), filters))


def asked(values: QueryParams) -> Asked:
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
        raise QueryError(cursor, 0, len(cursor), "this is no place to go on from") from None


def some(
    ledger: Ledger, query: Query, limit: int, after: Place | None, oldest_first: bool = False
) -> tuple[list[Found], str | None]:
    """At most `limit` records from a place on, and the cursor of the next ones, None at the end."""
    rows: Sequence[Found] = list(ledger.find(query, limit=limit + 1, after=after, oldest_first=oldest_first))
    here = list(rows[:limit])
    return here, cursor_of(here[-1]) if len(rows) > limit else None


def screen(
    ledger: Ledger, query: Query, limit: int, after: Place | None, most: int
) -> tuple[list[Found], str | None, int, bool]:
    """As `some`, and how many records there are in all, at least `most` where the last is False."""
    rows, number, whole = ledger.screen(query, limit=limit + 1, after=after, most=most)
    here = rows[:limit]
    return here, cursor_of(here[-1]) if len(rows) > limit else None, number, whole
