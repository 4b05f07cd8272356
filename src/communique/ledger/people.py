"""People and mechanisms over all pages: who held which office when, met whom, said what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from communique.ledger.found import CHUNK, Found, found_of
from communique.ledger.select import Search
from communique.ledger.tables import judgement, link, name, record, role
from communique.ledger.words import words


@dataclass(frozen=True, slots=True)
class Held:
    """An office that pages give a person, between the first and the last day on which they do."""

    title: str
    of: str | None
    first: str | None
    last: str | None
    pages: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the name and state that pages give, with offices over time and the newest records."""

    id: str
    name: str
    country: str | None
    pages: int
    first: str | None
    last: str | None
    roles: tuple[Held, ...] = ()
    meetings: tuple[Found, ...] = ()
    said: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A mechanism by name: pages that tell of it, and its highest session told of."""

    name: str
    pages: int
    first: str | None
    last: str | None
    session: int | None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who took part: `id` as of a `Person`; `titles` are the offices that the page gives, as printed."""

    id: str
    name: str
    kind: str
    country: str | None
    titles: tuple[str, ...]


def present(connection: Connection, idents: Sequence[str]) -> dict[str, tuple[Present, ...]]:
    """Who took part in each of the records `idents`, in the order of their names."""
    found: dict[str, tuple[Present, ...]] = {}
    for at in range(0, len(idents), CHUNK):
        some = idents[at : at + CHUNK]
        tied = (
            select(record.c.id.label("record"), record.c.version, name)
            .join(link, link.c.record == record.c.n)
            .join(name, name.c.id == link.c.name)
            .where(record.c.id.in_(some), link.c.tie == "participant")
            .order_by(record.c.id, name.c.country, name.c.name)
        )
        rows = connection.execute(tied).mappings().all()
        owners = {row["version"] for row in rows}
        given = select(record.c.version, role.c.name, role.c.title).join(record, record.c.n == role.c.record)
        titles: dict[tuple[int, str], list[str]] = {}
        for owner, who, title in connection.execute(given.where(record.c.version.in_(owners)).order_by(role.c.title)):
            titles.setdefault((owner, who), []).append(title)
        for row in rows:
            held = tuple(titles.get((row["version"], row["id"]), ()))
            one = Present(row["id"], row["name"], row["kind"], row["country"], held)
            found[row["record"]] = (*found.get(row["record"], ()), one)
    return found


def people_among(connection: Connection, search: Search, limit: int | None) -> Iterator[Person]:
    """People tied to the records that a search finds, those on most pages first."""
    pages = func.count(record.c.version.distinct())
    chosen = (
        select(name.c.id, name.c.name, name.c.country, pages, func.min(_day()), func.max(_day()))
        .select_from(link)
        .join(name, name.c.id == link.c.name)
        .join(record, record.c.n == link.c.record)
        .where(name.c.kind == "person", link.c.tie.in_(("source", "participant", "mentioned")))
        .where(record.c.n.in_(search.numbers()))
        .group_by(name.c.id, name.c.name, name.c.country)
        .order_by(pages.desc(), name.c.name, name.c.id)
        .limit(limit)
    )
    for row in connection.execute(chosen):
        yield Person(*row)


def dialogues_among(connection: Connection, search: Search, limit: int | None) -> Iterator[Dialogue]:
    """Mechanisms that belong to the records that a search finds, those on most pages first."""
    pages = func.count(record.c.version.distinct())
    chosen = (
        select(record.c.mechanism, pages, func.min(_day()), func.max(_day()), func.max(record.c.session))
        .where(record.c.mechanism.is_not(None), record.c.n.in_(search.numbers()))
        .group_by(record.c.mechanism)
        .order_by(pages.desc(), record.c.mechanism)
        .limit(limit)
    )
    for row in connection.execute(chosen):
        yield Dialogue(*row)


def of_mechanism(connection: Connection, ident: str, most: int) -> tuple[str, list[Found]] | None:
    """The name of a mechanism by the id of its name, and its `most` newest records without those rejected, the oldest
    first; None when no name has this id."""
    asked = select(name.c.name).where(name.c.id == ident, name.c.kind == "mechanism")
    called = connection.execute(asked).scalar()
    if called is None:
        return None
    tied = select(link.c.record).where(link.c.name == ident, link.c.tie == "mechanism")
    rejected = select(judgement.c.record).where(judgement.c.last, judgement.c.verdict == "reject")
    chosen = select(record).where(record.c.n.in_(tied), record.c.last, record.c.id.not_in(rejected))
    newest = chosen.order_by(record.c.start.desc(), record.c.id.desc()).limit(most)
    return called, list(found_of(connection, connection.execute(newest).mappings().all()))[::-1]


def people(connection: Connection, asked: str, most: int) -> Iterator[Person]:
    """Everyone whose name holds the words asked for, in any order, each with the `most` newest records of a kind."""
    parts = [f" {word} " for word in words(asked)]
    if not parts:
        return
    called = select(name).where(
        name.c.kind == "person", *(name.c.key.contains(part, autoescape=True) for part in parts)
    )
    mine = list(connection.execute(called).mappings())
    whole = [_person(connection, row, most) for row in mine]
    yield from sorted(
        (person for person in whole if person is not None), key=lambda person: (-person.pages, person.name)
    )


def person(connection: Connection, ident: str, most: int) -> Person | None:
    """The person of an id, with the `most` newest records of a kind; None when no page that counts has the name."""
    row = connection.execute(select(name).where(name.c.id == ident, name.c.kind == "person")).mappings().first()
    return None if row is None else _person(connection, row, most)


def _person(connection: Connection, row: RowMapping, most: int) -> Person | None:
    ties = select(record.c.n).join(link, link.c.record == record.c.n).where(link.c.name == row["id"], record.c.last)
    span = select(func.count(record.c.version.distinct()), func.min(_day()), func.max(_day())).where(
        record.c.n.in_(ties)
    )
    pages, first, last = connection.execute(span).one()
    if not pages:
        return None
    return Person(
        row["id"],
        row["name"],
        row["country"],
        pages,
        first,
        last,
        tuple(_roles(connection, row["id"])),
        _newest(connection, ties.where(link.c.tie == "participant", record.c.type == "meeting"), most),
        _newest(connection, ties.where(link.c.tie == "source", record.c.type == "statement"), most),
    )


def _roles(connection: Connection, ident: str) -> Iterator[Held]:
    first, last = func.min(_day()), func.max(_day())
    held = (
        select(role.c.title, role.c.of, first, last, func.count())
        .join(record, record.c.n == role.c.record)
        .where(role.c.name == ident, record.c.last)
        .group_by(role.c.title, role.c.of)
        .order_by(first, role.c.title, role.c.of)
    )
    for title, of, start, end, pages in connection.execute(held):
        yield Held(title, of or None, start, end, pages)


def _newest(connection: Connection, numbers: Select[tuple[int]], most: int) -> tuple[Found, ...]:
    chosen = select(record).where(record.c.n.in_(numbers)).order_by(record.c.start.desc(), record.c.id).limit(most)
    return tuple(found_of(connection, list(connection.execute(chosen).mappings())))


def _day() -> ColumnElement[str | None]:
    return func.nullif(record.c.start, "")
