"""One record with all that it stands on: words and offsets, page, versions, judgements."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from communique.ledger.found import Found, found_in, found_of
from communique.ledger.judgements import Edited, edited_of
from communique.ledger.listing import slices
from communique.ledger.rows import Received, rows_of
from communique.ledger.tables import blob, judgement, record, version
from communique.ledger.told import StoryTold, story_holding
from communique.records import Commitment, Mechanism, Meeting, Position, Reading, Span, Statement

AT_ONCE = 50
"""Blobs that one statement brings."""

Made: TypeAlias = Meeting | Statement | Commitment | Position | Mechanism
"""A record of a reading that is a record of the ledger too."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement: `on_words` and `on_facts` are what it was made on, `edit` where it says that words should stand."""

    verdict: str
    note: str | None
    judge: str | None
    made: str
    on_words: str
    on_facts: str
    edit: Edited | None = None


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

    `spans` names what each stretch is (evidence, content, source, cue, action, target). `record` is None for a page,
    `story` for all but a page's last version.
    """

    found: Found
    record: Made | None
    spans: tuple[tuple[str, Span, str], ...]
    judgements: tuple[Judged, ...]
    versions: tuple[Version, ...]
    counts: tuple[tuple[str, int], ...]
    story: StoryTold | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as a leaf of the record: `shown` is the page itself, `records` stand on it in the order of the reading."""

    shown: Shown
    reading: Reading
    records: tuple[Shown, ...]


def reading_of(connection: Connection, ident: str) -> Reading | None:
    """The reading behind a page, a version or a record; None when there is no such thing."""
    of = version_of(connection, ident)
    return None if of is None else Reading.from_json(unpacked(connection, of["reading"]))


def bytes_of(connection: Connection, ident: str) -> bytes | None:
    """The bytes as received behind a page, a version or a record."""
    of = version_of(connection, ident)
    return None if of is None else unpacked(connection, of["bytes"])


def unpacked(connection: Connection, sha: str) -> bytes:
    """What a blob holds."""
    return zlib.decompress(connection.execute(select(blob.c.data).where(blob.c.sha256 == sha)).scalar_one())


def readings_of(connection: Connection, shas: Iterable[str]) -> dict[str, Reading]:
    """The readings in these blobs."""
    found: dict[str, Reading] = {}
    for some in slices(list(dict.fromkeys(shas)), AT_ONCE):
        held = select(blob.c.sha256, blob.c.data).where(blob.c.sha256.in_(some))
        found |= {sha: Reading.from_json(zlib.decompress(data)) for sha, data in connection.execute(held)}
    return found


def version_of(connection: Connection, ident: str) -> RowMapping | None:
    """The version an id leads to; of a page the last one."""
    owner = select(record.c.version).where(record.c.id == ident)
    meant = or_(version.c.id == ident, and_(version.c.page == ident, version.c.last), version.c.n.in_(owner))
    return connection.execute(select(version).where(meant)).mappings().first()


def shown(connection: Connection, ident: str) -> Shown | None:
    """A record, page or version with its grounds; None when there is no such id."""
    of = version_of(connection, ident)
    if of is None:
        return None
    own = of["id"] if ident == of["page"] else ident
    row = connection.execute(select(record).where(record.c.id == own)).mappings().one()
    return _shown_all(connection, of, [row], Reading.from_json(unpacked(connection, of["reading"])))[0]


def leaf(connection: Connection, ident: str) -> Leaf | None:
    """A page or version, or the page of a record, with every record that stands on it; None when there is no such id."""
    of = version_of(connection, ident)
    if of is None:
        return None
    reading = Reading.from_json(unpacked(connection, of["reading"]))
    held = select(record).where(record.c.version == of["n"]).order_by(record.c.n)
    every = _shown_all(connection, of, connection.execute(held).mappings().all(), reading)
    whole = next(one for one in every if one.record is None)
    return Leaf(whole, reading, tuple(one for one in every if one.record is not None))


def unkept(received: Received, reading: Reading) -> Leaf:
    """What a page would be in a ledger, before it is in one: ids included, but no versions and no judgements."""
    rows = rows_of(received, reading, "")
    of = {**rows.version, "address": rows.page["address"]}
    every = [
        _grounded(found_in(row, of), None if row["type"] == "page" else _behind(reading, row["ref"]), reading)
        for row in rows.record
    ]
    return Leaf(every[0], reading, tuple(every[1:]))


def _grounded(found: Found, made: Made | None, reading: Reading) -> Shown:
    spans = () if made is None else tuple((what, span, reading.article.cut(span)) for what, span in _spans(made))
    return Shown(found, made, spans, (), (), ())


def _shown_all(connection: Connection, of: RowMapping, rows: Sequence[RowMapping], reading: Reading) -> list[Shown]:
    """Records of one version with their grounds: what all of them need is asked once."""
    judged = _judgements(connection, [row["id"] for row in rows])
    made = []
    for row, found in zip(rows, found_of(connection, rows), strict=True):
        is_page = row["type"] == "page"
        shown = _grounded(found, None if is_page else _behind(reading, row["ref"]), reading)
        shown = replace(shown, judgements=tuple(judged.get(row["id"], ())))
        made.append(_with_page(connection, of, shown) if is_page else shown)
    return made


def _with_page(connection: Connection, of: RowMapping, shown: Shown) -> Shown:
    tally = select(record.c.type, func.count()).where(record.c.version == of["n"], record.c.type != "page")
    counts = connection.execute(tally.group_by(record.c.type).order_by(record.c.type)).all()
    return replace(
        shown,
        versions=tuple(_versions(connection, of["page"])),
        counts=tuple((kind, number) for kind, number in counts),
        story=story_holding(connection, of["n"]) if of["last"] else None,
    )


def _behind(reading: Reading, ref: str) -> Made:
    """The record of a reading that a row was made of: by its id, or for a position, which has none, by its number."""
    if ref.startswith("#"):
        return reading.positions[int(ref[1:]) - 1]
    named = (reading.meetings, reading.statements, reading.commitments, reading.mechanisms)
    return next(one for kind in named for one in kind if one.id == ref)


def _spans(made: Made) -> Iterator[tuple[str, Span]]:
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


def _judgements(connection: Connection, idents: Sequence[str]) -> dict[str, list[Judged]]:
    """What was decided on each of these records, the last first."""
    found: dict[str, list[Judged]] = {}
    for some in slices(idents):
        rows = connection.execute(select(judgement).where(judgement.c.record.in_(some)).order_by(judgement.c.n.desc()))
        for row in rows.mappings():
            told = (row["verdict"], row["note"], row["judge"], row["made"], row["on_words"], row["on_facts"])
            found.setdefault(row["record"], []).append(Judged(*told, edited_of(row["edit"])))
    return found


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
