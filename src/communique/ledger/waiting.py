"""Pages that were put in to be gathered later: found and shown like any other, but in no story and merged with nothing yet.

Putting a page in takes a fraction of the time that laying it beside all others takes, and an archive is wanted at once.
"""

from collections.abc import Collection
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Select, delete, func, select

from communique.ledger.bulk import if_absent
from communique.ledger.listing import listed
from communique.ledger.tables import waiting

What: TypeAlias = Literal["version", "entry"]


def wait(connection: Connection, what: What, numbers: Collection[int]) -> None:
    """Leave these for later."""
    if_absent(connection, waiting, ({"kind": what, "n": number} for number in sorted(numbers)))


def wait_no_more(connection: Connection, what: What, numbers: Collection[int]) -> None:
    """Take these off: they are gathered, or gone."""
    if not numbers:
        return
    # a join would let SQLite go through all that waits, once for each of these
    these = select(listed(connection, numbers).c.value)
    connection.execute(delete(waiting).where(waiting.c.kind == what, waiting.c.n.in_(these)))


def those_waiting(what: What) -> Select[tuple[int]]:
    """The numbers of all that wait."""
    return select(waiting.c.n).where(waiting.c.kind == what)


def first_waiting(connection: Connection, what: What, most: int) -> list[int]:
    """The lowest numbers that wait."""
    return list(connection.execute(those_waiting(what).order_by(waiting.c.n).limit(most)).scalars())


def number_waiting(connection: Connection) -> int:
    """How many versions wait."""
    return connection.execute(select(func.count()).select_from(those_waiting("version").subquery())).scalar_one()
