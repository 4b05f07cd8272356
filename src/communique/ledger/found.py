"""A record that a search finds, as a frozen value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, RowMapping, select

from communique.ledger.rows import SEVERAL
from communique.ledger.tables import page, version

CHUNK = 500
"""Records whose pages are looked up at a time."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record of the ledger in one line.

    `start` and `end` are days (YYYY-MM-DD) and None when they can't be told. `who` cites, meets or promises; `by` and
    `to` are parties; `words` are the page's own: what was said, the action promised, the sentence of a meeting, a
    page's title. `page` and `version` lead to where it stands.
    """

    id: str
    type: str
    start: str | None
    end: str | None
    kind: str | None
    status: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    who: tuple[str, ...]
    words: str
    due: str | None
    place: str | None
    mechanism: str | None
    session: int | None
    via: tuple[str, ...]
    publisher: str | None
    published: str | None
    title: str | None
    address: str | None
    made_by: str
    confidence: float
    page: str
    version: str


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Screened(Generic[T]):
    """Some of what a query finds, in order, how many records there are in all (at least, where they are not the `whole`), and
    how many with copies counted once; None where the query folds them already, and where that would take long."""

    rows: list[T]
    number: int
    whole: bool
    once: int | None


def found_of(connection: Connection, rows: Iterable[RowMapping]) -> Iterator[Found]:
    """Rows of `record` with what their pages add, fetched a chunk at a time."""
    pending = iter(rows)
    while chunk := list(islice(pending, CHUNK)):
        numbers = {row["version"] for row in chunk}
        told = select(version, page.c.address).join(page, page.c.id == version.c.page)
        versions = {row["n"]: row for row in connection.execute(told.where(version.c.n.in_(numbers))).mappings()}
        for row in chunk:
            yield found_in(row, versions[row["version"]])


def found_in(row: RowMapping | Mapping[str, Any], of: RowMapping | Mapping[str, Any]) -> Found:
    """A row of `record` with what its row of `version`, and the page's address, add."""
    return Found(
        id=row["id"],
        type=row["type"],
        start=row["start"] or None,
        end=row["end"] or None,
        kind=row["kind"],
        status=row["status"],
        by=several(row["by"]),
        to=several(row["to"]),
        who=several(row["who"]),
        words=row["words"],
        due=row["due"],
        place=row["place"],
        mechanism=row["mechanism"],
        session=row["session"],
        via=several(row["via"]),
        publisher=of["publisher"],
        published=of["published"],
        title=of["title"],
        address=of["address"],
        made_by=row["made_by"],
        confidence=row["confidence"],
        page=of["page"],
        version=of["id"],
    )


def several(cell: str) -> tuple[str, ...]:
    """The names in a column that holds several."""
    return tuple(cell.split(SEVERAL)) if cell else ()
