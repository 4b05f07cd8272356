"""What came in last: new pages, and pages that were there and have changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from communique.ledger.conditions import plain_text
from communique.ledger.found import Found, found_of
from communique.ledger.tables import record, version


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that came in: the moment (UTC), which version of it this is, and how many records were read from it."""

    found: Found
    added: str
    versions: int
    records: int


def arrivals(connection: Connection, most: int) -> Iterator[Arrival]:
    """The `most` last versions that came in last, the newest first."""
    newest = select(version).where(version.c.last).order_by(version.c.n.desc()).limit(most)
    rows = connection.execute(newest).mappings().all()
    numbers = [row["n"] for row in rows]
    held = select(record.c.version, func.count()).where(record.c.version.in_(numbers), record.c.type != "page")
    records = dict(connection.execute(held.group_by(record.c.version)).tuples().all())
    times = select(version.c.page, func.count()).where(version.c.page.in_([row["page"] for row in rows]))
    versions = dict(connection.execute(times.group_by(version.c.page)).tuples().all())
    # a type that no index offers: else all pages are gone through for these few
    pages = select(record).where(record.c.version.in_(numbers), plain_text(record.c.type, indexed=False) == "page")
    whole = {one.version: one for one in found_of(connection, connection.execute(pages).mappings().all())}
    for row in rows:
        yield Arrival(whole[row["id"]], row["added"], versions[row["page"]], records.get(row["n"], 0))
