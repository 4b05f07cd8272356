"""Commitments as wholes: the records of all pages that tell of the same one, and what is kept of any of them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from communique.ledger.listing import slices
from communique.ledger.tables import entry


def whole(connection: Connection, ident: str) -> tuple[str, ...]:
    """The ids of all records that are one with a commitment, itself first; those of earlier versions of a page too."""
    mine = select(entry.c.cluster).where(entry.c.id == ident).scalar_subquery()
    held = connection.execute(select(entry.c.id).where(entry.c.cluster == mine).order_by(entry.c.id)).scalars()
    return tuple(dict.fromkeys((ident, *held)))


def wholes(connection: Connection, idents: Iterable[str]) -> dict[str, str]:
    """What each commitment is part of; one of which nothing is known is its own whole."""
    every = list(dict.fromkeys(idents))
    found = {ident: ident for ident in every}
    for some in slices(every):
        asked = select(entry.c.id, entry.c.cluster).where(entry.c.id.in_(some))
        found |= dict(connection.execute(asked).tuples().all())
    return found


def parts(connection: Connection, some: Iterable[str]) -> dict[str, str]:
    """Every record of these wholes, with the whole that it is part of."""
    every = list(dict.fromkeys(some))
    found = {ident: ident for ident in every}
    for few in slices(every):
        asked = select(entry.c.id, entry.c.cluster).where(entry.c.cluster.in_(few))
        found |= dict(connection.execute(asked).tuples().all())
    return found
