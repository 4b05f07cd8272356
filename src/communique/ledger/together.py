"""Records that are one with others, for pages that show them: every telling of a meeting or commitment, on how many pages
each of a list is told, and which pages are copies of one piece."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from communique.ledger.clusters import PREFIX
from communique.ledger.found import Found, found_of
from communique.ledger.listing import slices
from communique.ledger.shown import readings_of, unpacked
from communique.ledger.tables import (
    carrying,
    entry,
    evidence,
    judgement,
    link,
    member,
    name,
    pair_judgement,
    record,
    score,
    version,
)
from communique.records import Reading, Span


def tellings(connection: Connection, ident: str) -> tuple[Found, ...]:
    """Every record of pages as they are now that is one with `ident`, a record or a cluster; the earliest page first."""
    mine = select(entry.c.cluster).where(entry.c.id == ident.removeprefix(PREFIX)).scalar_subquery()
    asked = (
        select(record)
        .join(entry, entry.c.id == record.c.id)
        .join(version, version.c.n == record.c.version)
        .where(entry.c.cluster == mine, record.c.last)
        .order_by(version.c.published, version.c.n, record.c.n)
    )
    return tuple(found_of(connection, connection.execute(asked).mappings().all()))


def grounds(connection: Connection, idents: Sequence[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """For each of these meetings the text of its page, and the stretches of it that the meeting stands on."""
    found: dict[str, tuple[str, tuple[Span, ...]]] = {}
    asked = select(record.c.id, record.c.ref, version.c.reading).join(version, version.c.n == record.c.version)
    for some in slices(list(dict.fromkeys(idents))):
        rows = connection.execute(asked.where(record.c.id.in_(some), record.c.type == "meeting")).all()
        readings = readings_of(connection, (row.reading for row in rows))
        for ident, ref, sha in rows:
            evidence = next((one.evidence for one in readings[sha].meetings if one.id == ref), ())
            found[ident] = (readings[sha].article.text, evidence)
    return found


def pages_of(connection: Connection, idents: Sequence[str]) -> dict[str, int]:
    """On how many pages the same is told, for each of these meetings and commitments."""
    found: dict[str, int] = {}
    its = entry.alias("its")
    for some in slices(list(dict.fromkeys(idents))):
        asked = (
            select(entry.c.id, func.count(version.c.page.distinct()))
            .select_from(entry)
            .join(its, its.c.cluster == entry.c.cluster)
            .join(member, member.c.entry == its.c.n)
            .join(version, version.c.n == member.c.version)
            .where(entry.c.id.in_(some), entry.c.kind.in_(("meeting", "commitment")), version.c.last)
            .group_by(entry.c.id)
        )
        found |= dict(connection.execute(asked).tuples().all())
    return found


def spellings(connection: Connection, ident: str) -> tuple[str, int] | None:
    """The cluster of a person or mechanism by the id of one of its names, and how many spellings are one in it; None where
    no page as it is now prints the name."""
    told = select(name.c.kind, name.c.name, name.c.country).where(name.c.id == ident)
    called = connection.execute(told).first()
    printed = select(version.c.n, version.c.reading).join(record, record.c.version == version.c.n)
    printed = printed.join(link, link.c.record == record.c.n).where(link.c.name == ident, version.c.last)
    page = connection.execute(printed.order_by(version.c.n.desc()).limit(1)).first()
    if called is None or page is None:
        return None
    reading = Reading.from_json(unpacked(connection, page.reading))
    kind, spelt, country = called
    refs = [one.id for one in reading.mechanisms if kind == "mechanism" and one.name == spelt]
    refs += [one.id for one in reading.actors if (one.kind, one.name, one.country) == (kind, spelt, country)]
    mine = select(entry.c.cluster).join(member, member.c.entry == entry.c.n)
    found = connection.execute(mine.where(member.c.version == page.n, member.c.ref.in_(refs)).limit(1)).scalar()
    if found is None:
        return None
    number = select(func.count()).select_from(entry).where(entry.c.cluster == found)
    return PREFIX + found, connection.execute(number).scalar_one()


def carried(connection: Connection, versions: Sequence[str]) -> dict[str, tuple[str, int]]:
    """The story of each version that is its page's last one, and its place there; 0 is nearest the source."""
    found: dict[str, tuple[str, int]] = {}
    for some in slices(list(dict.fromkeys(versions))):
        asked = select(version.c.id, carrying.c.story, carrying.c.place).join(
            carrying, carrying.c.version == version.c.n
        )
        for ident, story, place in connection.execute(asked.where(version.c.id.in_(some))):
            found[ident] = (story, place)
    return found


def state(connection: Connection) -> tuple[int, ...]:
    """How many versions there are, and the highest number of these, of records, and of whatever people decided."""
    count = connection.execute(select(func.count()).select_from(version)).scalar_one()
    numbers = (version, record, judgement, pair_judgement, evidence, score)
    return (count, *(connection.execute(select(func.max(one.c.n))).scalar() or 0 for one in numbers))
