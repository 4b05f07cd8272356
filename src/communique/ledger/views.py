"""What is taken out of a ledger, as frozen values: records found, one record with its grounds, people, mechanisms."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from communique.ledger.rows import SEVERAL
from communique.ledger.select import Search
from communique.ledger.tables import blob, judgement, link, name, page, record, role, version
from communique.ledger.words import words
from communique.records import Commitment, Mechanism, Meeting, Position, Reading, Span, Statement

CHUNK = 500


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


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement: `on_words` and `on_facts` are what it was made on."""

    verdict: str
    note: str | None
    judge: str | None
    made: str
    on_words: str
    on_facts: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page, with the day it is from and the moment it was added (UTC)."""

    id: str
    published: str | None
    added: str
    name: str
    bytes: str
    size: int
    reader: str
    last: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with its grounds: the words it stands on, each with its span in the article's text.

    `spans` names what each stretch is (evidence, content, source, cue, action, target). `record` is None for a page.
    """

    found: Found
    record: Meeting | Statement | Commitment | Position | Mechanism | None
    spans: tuple[tuple[str, Span, str], ...]
    judgements: tuple[Judged, ...]
    versions: tuple[Version, ...]
    counts: tuple[tuple[str, int], ...]


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


def found(connection: Connection, rows: Iterable[RowMapping]) -> Iterator[Found]:
    """Rows of `record` with what their pages add, fetched a chunk at a time."""
    pending = iter(rows)
    while chunk := list(islice(pending, CHUNK)):
        numbers = {row["version"] for row in chunk}
        told = select(version, page.c.address).join(page, page.c.id == version.c.page)
        versions = {row["n"]: row for row in connection.execute(told.where(version.c.n.in_(numbers))).mappings()}
        for row in chunk:
            yield _found(row, versions[row["version"]])


def _found(row: RowMapping, of: RowMapping) -> Found:
    return Found(
        id=row["id"],
        type=row["type"],
        start=row["start"] or None,
        end=row["end"] or None,
        kind=row["kind"],
        status=row["status"],
        by=_several(row["by"]),
        to=_several(row["to"]),
        who=_several(row["who"]),
        words=row["words"],
        due=row["due"],
        place=row["place"],
        mechanism=row["mechanism"],
        session=row["session"],
        via=_several(row["via"]),
        publisher=of["publisher"],
        published=of["published"],
        title=of["title"],
        address=of["address"],
        made_by=row["made_by"],
        confidence=row["confidence"],
        page=of["page"],
        version=of["id"],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(SEVERAL)) if cell else ()


def reading_of(connection: Connection, ident: str) -> Reading | None:
    """The reading behind a page, a version or a record; None when there is no such thing."""
    of = _version_of(connection, ident)
    return None if of is None else Reading.from_json(unpacked(connection, of["reading"]))


def bytes_of(connection: Connection, ident: str) -> bytes | None:
    """The bytes as received behind a page, a version or a record."""
    of = _version_of(connection, ident)
    return None if of is None else unpacked(connection, of["bytes"])


def unpacked(connection: Connection, sha: str) -> bytes:
    """What a blob holds."""
    return zlib.decompress(connection.execute(select(blob.c.data).where(blob.c.sha256 == sha)).scalar_one())


def _version_of(connection: Connection, ident: str) -> RowMapping | None:
    """The version an id leads to; of a page the last one."""
    owner = select(record.c.version).where(record.c.id == ident)
    meant = or_(version.c.id == ident, and_(version.c.page == ident, version.c.last), version.c.n.in_(owner))
    return connection.execute(select(version).where(meant)).mappings().first()


def shown(connection: Connection, ident: str) -> Shown | None:
    """A record, page or version with its grounds; None when there is no such id."""
    of = _version_of(connection, ident)
    if of is None:
        return None
    own = of["id"] if ident == of["page"] else ident
    row = connection.execute(select(record).where(record.c.id == own)).mappings().one()
    reading = Reading.from_json(unpacked(connection, of["reading"]))
    named = (reading.meetings, reading.statements, reading.commitments, reading.mechanisms)
    behind: dict[str, Meeting | Statement | Commitment | Position | Mechanism] = {
        one.id: one for kind in named for one in kind
    }
    behind |= {f"p{number}": position for number, position in enumerate(reading.positions, 1)}
    is_page = row["type"] == "page"
    made = None if is_page else behind[row["ref"]]
    tally = select(record.c.type, func.count()).where(record.c.version == of["n"], record.c.type != "page")
    counts = connection.execute(tally.group_by(record.c.type).order_by(record.c.type)).all() if is_page else ()
    return Shown(
        next(found(connection, [row])),
        made,
        () if made is None else tuple((what, span, reading.article.cut(span)) for what, span in _spans(made)),
        tuple(_judgements(connection, own)),
        tuple(_versions(connection, of["page"])) if is_page else (),
        tuple((kind, number) for kind, number in counts),
    )


def _spans(made: Meeting | Statement | Commitment | Position | Mechanism) -> Iterator[tuple[str, Span]]:
    for span in made.evidence:
        yield "evidence", span
    match made:
        case Statement():
            yield "source", made.source_span
            yield "cue", made.cue
            for span in made.content:
                yield "content", span
        case Commitment():
            yield "action", made.action
        case Position():
            yield "target", made.target


def _judgements(connection: Connection, ident: str) -> Iterator[Judged]:
    rows = connection.execute(select(judgement).where(judgement.c.record == ident).order_by(judgement.c.n.desc()))
    for row in rows.mappings():
        yield Judged(row["verdict"], row["note"], row["judge"], row["made"], row["on_words"], row["on_facts"])


def _versions(connection: Connection, page_id: str) -> Iterator[Version]:
    held = select(version, blob.c.size).join(blob, blob.c.sha256 == version.c.bytes).where(version.c.page == page_id)
    for row in connection.execute(held.order_by(version.c.n)).mappings():
        yield Version(
            row["id"],
            row["published"],
            row["added"],
            row["name"],
            row["bytes"],
            row["size"],
            row["reader"],
            row["last"],
        )


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
    return tuple(found(connection, list(connection.execute(chosen).mappings())))


def _day() -> ColumnElement[str | None]:
    return func.nullif(record.c.start, "")
