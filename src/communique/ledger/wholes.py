"""Commitments as wholes: the records of all pages that tell of the same one, and what is kept of any of them."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, select

from communique.ledger.listing import slices
from communique.ledger.tables import entry


def whole(connection: Connection, ident: str) -> tuple[str, ...]:
    """The ids of all records that are one with a commitment, itself first; those of earlier versions of a page too."""
    mine = select(entry.c.cluster).where(entry.c.id == ident).scalar_subquery()
    held = connection.execute(select(entry.c.id).where(entry.c.cluster == mine).order_by(entry.c.id)).scalars()
    return tuple(dict.fromkeys((ident, *held)))


def wholes(connection: Connection, idents: Iterable[str]) -> dict[str, str]:
    """What each commitment is part of; one of which nothing is known is its own whole."""
    return _of(connection, entry.c.id, idents)


def parts(connection: Connection, some: Iterable[str]) -> dict[str, str]:
    """Every record of these wholes, with the whole that it is part of."""
    return _of(connection, entry.c.cluster, some)


def _of(connection: Connection, column: ColumnElement[str], values: Iterable[str]) -> dict[str, str]:
    """The whole of each record whose `column` has one of these values; of what is on record nowhere its own id."""
    every = list(dict.fromkeys(values))
    found = {value: value for value in every}
    for some in slices(every):
        asked = select(entry.c.id, entry.c.cluster).where(column.in_(some))
        found |= dict(connection.execute(asked).tuples().all())
    return found
