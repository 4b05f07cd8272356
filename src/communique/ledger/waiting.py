"""Pages that were put in to be gathered later: found and shown like any other, but in no story and merged with nothing yet.

Putting a page in takes a fraction of the time that laying it beside all others takes, and an archive is wanted at once.
"""

from collections.abc import Collection
from typing import Literal, TypeAlias

from sqlalchemy import Connection, delete, func, select

from communique.ledger.bulk import if_absent
from communique.ledger.entries import settle
from communique.ledger.listing import listed
from communique.ledger.stories import Stories
from communique.ledger.tables import waiting

What: TypeAlias = Literal["version", "entry"]

VERSIONS, ENTRIES = 256, 2_000
"""What is gathered in one transaction at most; a page brings some five entries that are new."""


def wait(connection: Connection, what: What, numbers: Collection[int]) -> None:
    """Leave these for later."""
    if_absent(connection, waiting, ({"kind": what, "n": number} for number in sorted(numbers)))


def wait_no_more(connection: Connection, what: What, numbers: Collection[int]) -> None:
    """Take these off: they are gathered, or gone."""
    # a join would let SQLite go through all that waits, once for each of these
    these = select(listed(connection, numbers).c.value)
    connection.execute(delete(waiting).where(waiting.c.kind == what, waiting.c.n.in_(these)))


def number_waiting(connection: Connection) -> int:
    """How many versions wait."""
    held = select(func.count()).select_from(waiting).where(waiting.c.kind == "version")
    return connection.execute(held).scalar_one()


def gather_some(connection: Connection) -> int | None:
    """Give the first versions that wait their stories, and lay the first entries that wait beside others; how many versions,
    None when nothing waited."""
    versions, entries = _first(connection, "version", VERSIONS), _first(connection, "entry", ENTRIES)
    if not versions and not entries:
        return None
    wait_no_more(connection, "version", versions)
    wait_no_more(connection, "entry", entries)
    settle(connection, entries)
    stories = Stories(connection)
    stories.admit(versions)
    stories.settle()
    return len(versions)


def _first(connection: Connection, what: What, most: int) -> list[int]:
    held = select(waiting.c.n).where(waiting.c.kind == what).order_by(waiting.c.n).limit(most)
    return list(connection.execute(held).scalars())
