"""What many pages hold together, as it is read: clusters in lists, and one with its accounts side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from communique.knowledge import outlet_by_domain, outlet_by_name
from communique.language.home import home_state
from communique.ledger.listing import slices
from communique.ledger.pairs import PairJudged, history
from communique.ledger.select import Search
from communique.ledger.shown import readings_of, unpacked
from communique.ledger.tables import entry, member, page, record, tie, version
from communique.records import Article, Group, Reading, Span
from communique.relate.described import PRINTED_ALIKE, Claim, CountedList, Member, claims, name_of_cluster
from communique.relate.entries import Entry, from_text
from communique.relate.likening import liken
from communique.relate.lists import counted, rival_counts
from communique.relate.signs import Kind

PREFIX = "x"
"""Before the id of a cluster's first entry: the cluster's own id."""

AROUND = 240
"""Characters of a page shown around the words in question."""

REASONS = 5
"""Pairs whose reasons are shown, the surest first."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A person, organisation, mechanism, meeting or commitment over all pages, in one line.

    `first` and `last` are the days of its meetings or commitments, of a name those of the pages that print it.
    """

    id: str
    kind: Kind
    name: str
    pages: int
    records: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One page's account: `side` is the state on whose own site it stands, None for the press; `words` its own."""

    side: str | None
    publisher: str | None
    published: str | None
    record: str
    words: str
    page: str
    version: str
    address: str | None


@dataclass(frozen=True, slots=True)
class MergedShown:
    """A cluster with its accounts, states' own first; claims and lists name records as `accounts` do."""

    merged: Merged
    accounts: tuple[Told, ...]
    claims: tuple[Claim, ...]
    lists: tuple[CountedList, ...]
    reasons: tuple[str, ...]
    judgements: tuple[PairJudged, ...]


def clusters_among(connection: Connection, kind: Kind, search: Search, limit: int | None) -> Iterator[Merged]:
    """The clusters of a kind that the records found belong to: meetings and commitments the latest first, of names those on
    most pages first."""
    pages = func.count(member.c.version.distinct())
    first, last = func.min(func.nullif(record.c.start, "")), func.max(func.nullif(record.c.end, ""))
    own = kind in ("meeting", "commitment")
    tied = and_(record.c.version == member.c.version, record.c.ref == member.c.ref if own else record.c.type == "page")
    found = search.numbers()
    wanted = (
        record.c.n.in_(found) if own else record.c.version.in_(select(record.c.version).where(record.c.n.in_(found)))
    )
    order = (last.desc(), entry.c.cluster) if own else (pages.desc(), entry.c.cluster)
    asked: Select[tuple[str, int, int, str, str]] = (
        select(entry.c.cluster, pages, func.count(), first, last)
        .select_from(entry)
        .join(member, member.c.entry == entry.c.n)
        .join(record, tied)
        .where(entry.c.kind == kind, record.c.last, wanted)
        .group_by(entry.c.cluster)
        .order_by(*order)
        .limit(limit)
    )
    rows = iter(connection.execute(asked))
    while chunk := list(islice(rows, 200)):
        named = _entries(connection, [row[0] for row in chunk])
        for ident, number, records, start, end in chunk:
            yield Merged(PREFIX + ident, kind, name_of_cluster(named[ident]), number, records, start, end)


def _entries(connection: Connection, clusters: Sequence[str]) -> dict[str, list[Entry]]:
    """The entries of clusters, each as often as pages of their last version have it."""
    found: dict[str, list[Entry]] = {}
    for some in slices(clusters):
        asked = (
            select(entry.c.cluster, entry.c.kind, entry.c.told)
            .join(member, member.c.entry == entry.c.n)
            .join(version, version.c.n == member.c.version)
            .where(entry.c.cluster.in_(some), version.c.last)
            .order_by(entry.c.id, member.c.version)
        )
        for cluster, kind, told in connection.execute(asked):
            found.setdefault(cluster, []).append(from_text(kind, told))
    return found


def cluster_of(connection: Connection, ident: str) -> MergedShown | None:
    """The cluster of an id: its own, or that of any of its entries."""
    mine = select(entry.c.cluster, entry.c.kind).where(entry.c.id == ident.removeprefix(PREFIX))
    row = connection.execute(mine).first()
    if row is None:
        return None
    cluster, kind = row
    asked = (
        select(entry.c.id.label("entry"), entry.c.told, member.c.ref, version, page.c.address)
        .join(member, member.c.entry == entry.c.n)
        .join(version, version.c.n == member.c.version)
        .join(page, page.c.id == version.c.page)
        .where(entry.c.cluster == cluster, version.c.last)
        .order_by(version.c.published, version.c.n, member.c.ref)
    )
    rows = connection.execute(asked).mappings().all()
    if not rows:
        return None
    told: list[tuple[Entry, Member]] = []
    accounts: list[Told] = []
    readings = readings_of(connection, (one["reading"] for one in rows))
    for one in rows:
        reading = readings[one["reading"]]
        name = one["entry"] if kind in ("meeting", "commitment") else one["ref"]
        told.append((from_text(kind, one["told"]), Member(one["page"], name)))
        accounts.append(_told(one, name, reading))
    accounts.sort(key=lambda one: (one.side is None, one.side or ""))
    days = sorted(one["published"] for one in rows if one["published"])
    first, last = (days[0], days[-1]) if days else (None, None)
    if kind in ("meeting", "commitment"):
        first, last = _days(connection, cluster)
    ids = sorted({one["entry"] for one in rows})
    lists, rivals = _lists(connection, rows, readings) if kind == "meeting" else ((), ())
    return MergedShown(
        Merged(
            PREFIX + cluster, kind, name_of_cluster([one for one, _ in told]),
            len({one["page"] for one in rows}), len(rows), first, last,
        ),
        tuple(accounts),
        (*claims(told), *rivals),
        lists,
        _reasons(connection, cluster) or ((PRINTED_ALIKE,) if len(told) > 1 else ()),
        tuple(history(connection, ids)),
    )  # fmt: skip


def _days(connection: Connection, cluster: str) -> tuple[str | None, str | None]:
    asked = (
        select(func.min(func.nullif(record.c.start, "")), func.max(func.nullif(record.c.end, "")))
        .select_from(entry)
        .join(record, record.c.id == entry.c.id)
        .where(entry.c.cluster == cluster, record.c.last)
    )
    first, last = connection.execute(asked).one()
    return first, last


def _told(row: RowMapping, name: str, reading: Reading) -> Told:
    return Told(
        side_of(reading.article, row["address"], row["publisher"]),
        row["publisher"],
        row["published"],
        name,
        words_around(reading, row["ref"]),
        row["page"],
        row["id"],
        row["address"],
    )


def side_of(article: Article, address: str | None, publisher: str | None) -> str | None:
    """The state whose own account a page is; None for an outlet's, and where nobody can tell."""
    host = urlsplit(address or article.url or "").hostname or ""
    if outlet_by_domain(host) is not None or (publisher or "").casefold() in outlet_by_name():
        return None
    return home_state(article)


def words_around(reading: Reading, ref: str) -> str:
    """The words that a record stands on; of a name the sentence in which it is first printed, or some of it."""
    spans: dict[str, tuple[Span, ...]] = {one.id: one.evidence for one in reading.actors}
    spans |= {one.id: one.evidence for one in reading.mechanisms}
    spans |= {one.id: one.evidence for one in reading.meetings}
    spans |= {one.id: (one.action,) for one in reading.commitments}
    start, end = min(spans.get(ref, ()), default=(0, 0))
    around = next((part.span for part in reading.article.parts if part.span[0] <= start < part.span[1]), (start, end))
    return _clipped(reading.article.text, (start, end), around)


def words_of(connection: Connection, ident: str) -> tuple[str, str]:
    """For an entry: the words of the first page that has it, and where they stand."""
    asked = (
        select(version.c.reading, version.c.publisher, version.c.published, page.c.address, page.c.id, member.c.ref)
        .select_from(entry)
        .join(member, member.c.entry == entry.c.n)
        .join(version, version.c.n == member.c.version)
        .join(page, page.c.id == version.c.page)
        .where(entry.c.id == ident)
        .order_by(version.c.last.desc(), version.c.n)
        .limit(1)
    )
    row = connection.execute(asked).mappings().one()
    reading = Reading.from_json(unpacked(connection, row["reading"]))
    where = (row["publisher"], row["published"], row["address"] or row["id"])
    return words_around(reading, row["ref"]), ", ".join(part for part in where if part)


def _clipped(text: str, words: Span, part: Span) -> str:
    """The words with what stands around them in their part of the page, cut between words."""
    room = max(AROUND - (words[1] - words[0]), 0) // 2
    start, end = max(part[0], words[0] - room), max(min(part[1], words[1] + room), words[1])
    while part[0] < start < words[0] and not text[start - 1].isspace():
        start += 1
    while words[1] < end < part[1] and not text[end].isspace():
        end -= 1
    shown = " ".join(text[start:end].split())
    return f"{'… ' if start > part[0] else ''}{shown}{' …' if end < part[1] else ''}"


def _reasons(connection: Connection, cluster: str) -> tuple[str, ...]:
    one, other = entry.alias("one_entry"), entry.alias("other_entry")
    asked = (
        select(one.c.kind, one.c.told, other.c.told)
        .select_from(tie)
        .join(one, one.c.n == tie.c.one)
        .join(other, other.c.n == tie.c.other)
        .where(one.c.cluster == cluster, other.c.cluster == cluster, tie.c.outcome == "same")
        .order_by(tie.c.points.desc(), one.c.id, other.c.id)
        .limit(REASONS)
    )
    pairs = [(from_text(kind, told), from_text(kind, its)) for kind, told, its in connection.execute(asked)]
    return tuple(dict.fromkeys("; ".join(liken(a, b).reasons) for a, b in pairs))


def _lists(
    connection: Connection, rows: Sequence[RowMapping], readings: Mapping[str, Reading]
) -> tuple[tuple[CountedList, ...], tuple[Claim, ...]]:
    """The counted list of a meeting, of all pages that claim a number, and the numbers where they disagree. `rows` are its
    accounts."""
    points: dict[str, list[Member]] = {}
    names: dict[str, list[Entry]] = {}
    groups: list[tuple[str, int]] = []
    counts: list[tuple[int, Member]] = []
    counting = [(one, _counted_at(readings[one["reading"]], one["ref"])) for one in rows]
    promised = _promises(connection, [one["n"] for one, listed in counting if listed])
    for one, listed in sorted(counting, key=lambda told: (told[0]["n"], told[0]["ref"])):
        for own, ident, point, told in promised.get(one["n"], ()):
            if own in listed:
                groups.append((listed[own].label, listed[own].claimed))
                counts.append((listed[own].claimed, Member(one["page"], ident)))
                points.setdefault(point, []).append(Member(one["page"], ident))
                names.setdefault(point, []).append(from_text("commitment", told))
    if not groups:
        return (), ()
    whole = counted(groups, [(name_of_cluster(names[point]), whose) for point, whose in points.items()])
    return (whole,), rival_counts(counts)


def _counted_at(reading: Reading, meeting: str) -> dict[str, Group]:
    """The commitments of a page that stand in a counted list of a meeting."""
    return {one.id: one.group for one in reading.commitments if one.meeting == meeting and one.group is not None}


def _promises(connection: Connection, owners: Sequence[int]) -> dict[int, list[tuple[str, str, str, str]]]:
    """The commitments of versions: their ids in the reading, as entries, and their clusters, and what they tell."""
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    for some in slices(owners):
        asked = select(member.c.version, member.c.ref, entry.c.id, entry.c.cluster, entry.c.told)
        asked = asked.join(entry, member.c.entry == entry.c.n).where(
            member.c.version.in_(some), entry.c.kind == "commitment"
        )
        for owner, *told in connection.execute(asked.order_by(member.c.version, member.c.ref)).tuples():
            found.setdefault(owner, []).append((told[0], told[1], told[2], told[3]))
    return found
