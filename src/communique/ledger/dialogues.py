"""What a ledger holds of mechanisms, handed to `relate.mechanisms`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from communique.ledger.found import several
from communique.ledger.listing import listed
from communique.ledger.query import Filter, Query
from communique.ledger.select import Search
from communique.ledger.tables import link, name, record
from communique.relate.dialogues import Dialogue, dialogues
from communique.relate.mechanisms import Telling, word_key

TOLD = ("mechanism", "meeting", "statement", "commitment")
"""Types of records that tell of a mechanism."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a mechanism as one line of a table; a mechanism without sessions on record has one line as well."""

    mechanism: str
    level: str | None
    parties: tuple[str, ...]
    names: tuple[str, ...]
    session: int | None
    status: str | None
    start: str | None
    end: str | None
    place: str | None
    people: tuple[str, ...]
    agreed: tuple[str, ...]
    gaps: tuple[str, ...]
    next: str | None
    next_reason: str | None


def session_rows(found: Iterable[Dialogue]) -> Iterator[SessionRow]:
    """Mechanisms session by session."""
    for one in found:
        sides = tuple(f"{party}: {title}" for party, title in one.sides) or one.names
        coming = one.next
        for session in one.sessions or (None,):
            yield SessionRow(
                mechanism=one.name,
                level=one.level,
                parties=one.parties,
                names=sides,
                session=session.number if session else None,
                status=session.status if session else None,
                start=session.start if session else None,
                end=session.end if session else None,
                place=session.place if session else None,
                people=tuple(map(_named, session.people)) if session else (),
                agreed=tuple(promise.words for promise in session.agreed) if session else (),
                gaps=one.gaps,
                next=coming.when if coming else None,
                next_reason=coming.reason if coming else None,
            )


def _named(person: tuple[str, str | None]) -> str:
    who, state = person
    return f"{who} ({state})" if state else who


def dialogues_of(connection: Connection, asked: Query, limit: int | None) -> list[Dialogue]:
    """The mechanisms to which a record that is found belongs, each with all its sessions on record.

    Copies are folded and versions chosen for the sessions as the query says; its other parts only say which mechanisms.
    """
    meant = select(record.c.mechanism, record.c.id).where(
        record.c.mechanism.is_not(None), record.c.n.in_(Search(connection, asked).numbers())
    )
    found = list(connection.execute(meant))
    keys = {word_key(title) for title in {row.mechanism for row in found}}
    every = connection.execute(select(name.c.name).where(name.c.kind == "mechanism")).scalars()
    names = [title for title in every if word_key(title) in keys]
    return list(dialogues(_tellings(connection, names, asked), {row.id for row in found}))[:limit]


def _tellings(connection: Connection, names: Iterable[str], asked: Query) -> Iterator[Telling]:
    whole = Query(Filter("type", TOLD), asked.copies, asked.all_versions)
    ids = select(name.c.id).where(name.c.kind == "mechanism", name.c.name.in_(list(names)))
    tied = select(link.c.record).where(link.c.tie == "mechanism", link.c.name.in_(ids))
    chosen = Search(connection, whole).among(tied)
    rows = list(connection.execute(chosen.order_by(record.c.id)))
    people = _people(connection, [row.n for row in rows if row.type == "meeting"])
    for row in rows:
        yield Telling(
            row.id,
            str(row.version),
            row.type,
            row.mechanism,
            tuple(dict.fromkeys((*several(row.by), *several(row.to)))),
            row.status,
            row.session,
            row.start,
            row.end,
            row.place,
            tuple(people.get(row.n, ())),
            row.words,
        )


def _people(connection: Connection, meetings: Iterable[int]) -> dict[int, list[tuple[str, str | None]]]:
    asked = listed(connection, meetings)
    found: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
    tied = (
        select(link.c.record, name.c.name, name.c.country)
        .join(name, name.c.id == link.c.name)
        .join(asked, asked.c.value == link.c.record)
        .where(link.c.tie == "participant", name.c.kind == "person")
    )
    for row in connection.execute(tied):
        found[row.record].append((row.name, row.country))
    return dict(found)
