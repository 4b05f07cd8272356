"""Putting rows into the store and taking them out, a batch in one transaction."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Table, delete, exists, insert, or_, select, text, update

from communique.ledger.bulk import bulk, if_absent
from communique.ledger.coding import carry_coding, coded, forget_coding
from communique.ledger.collecting import uncollected
from communique.ledger.engine import next_number
from communique.ledger.entries import drop_members, put_entries, settle
from communique.ledger.judgements import carry, judged_records
from communique.ledger.listing import listed, slices
from communique.ledger.pairs import carry_pairs, forget_pairs, judged_entries
from communique.ledger.rows import Row, Rows
from communique.ledger.stories import Stories
from communique.ledger.tables import blob, judgement, link, name, page, party, passage, piece, record, role, version
from communique.ledger.waiting import first_waiting, wait, wait_no_more

TELLING = frozenset({"given_url", "given_published", "given_publisher", "reading"})
"""Columns of a version in which two readings of the same bytes can differ so that it matters."""

VERSIONS, ENTRIES = 256, 2_000
"""What is gathered in one transaction at most; a page brings some five entries that are new."""

Outcome: TypeAlias = Literal["added", "version", "reread", "unchanged"]


@uncollected()
def put(connection: Connection, batch: Sequence[Rows], added: Sequence[str], *, later: bool = False) -> list[Outcome]:
    """Write the pages of a batch and say for each what became of it: "added", a new "version" of a page that is
    there, "reread" where the same bytes gave another reading, "unchanged" where nothing is new.

    `added` are the moments, as ISO text, one a page. The pages' order decides which of two versions of one day is the
    later. With `later`, what is new is left to be gathered another time.
    """
    outcomes: list[Outcome] = []
    fresh: list[Rows] = []
    stories = Stories(connection)
    touched: set[int] = set()
    changed = _Changed()
    there = _versions(connection, [rows.version["id"] for rows in batch])
    before_all = _pages(connection, [rows.page["id"] for rows in batch])
    known = set(before_all)
    moments: list[str] = []
    for rows, moment in zip(batch, added, strict=True):
        ident = rows.version["id"]
        before = there.get(ident)
        if before is None:
            outcomes.append("version" if rows.page["id"] in known else "added")
            moments.append(moment)
            fresh.append(rows)
        elif all(before[key] == value for key, value in rows.version.items() if key in TELLING):
            outcomes.append("unchanged")
            if "n" in before and before["reader"] != rows.version["reader"]:
                connection.execute(
                    update(version).where(version.c.n == before["n"]).values(reader=rows.version["reader"])
                )
        elif "n" not in before:
            # the same bytes twice in one batch, read with different words of the user: the later word counts
            at = next(number for number, earlier in enumerate(fresh) if earlier.version["id"] == ident)
            fresh[at] = rows
            outcomes.append("reread")
        else:
            stories.withdraw([before["n"]])
            touched.add(before["n"])
            _replace(connection, before["n"], rows, changed)
            outcomes.append("reread")
        known.add(rows.page["id"])
        if "n" not in (before or {}):
            there[ident] = rows.version
    # a page's only version is its last from the start; where there are others, days decide
    rivals = Counter(rows.page["id"] for rows in fresh)
    rivals.update(page_id for page_id in rivals if page_id in before_all)
    touched |= _insert(connection, fresh, moments, {page for page, number in rivals.items() if number == 1}, changed)
    replaced = {rows.page["id"] for rows, outcome in zip(batch, outcomes, strict=True) if outcome == "reread"}
    touched |= _mark_last(connection, replaced | {page_id for page_id, number in rivals.items() if number > 1}, stories)
    lasts = _lasts(connection, touched)
    if later:
        wait(connection, "version", lasts)
        wait(connection, "entry", changed.fresh)
        settle(connection, (), changed.touched)
    else:
        settle(connection, changed.fresh, changed.touched)
        stories.admit(lasts)
    stories.settle()
    return outcomes


def gather_some(connection: Connection) -> int | None:
    """Give the first versions that wait their stories, and lay the first entries that wait beside others; how many versions,
    None when nothing waited."""
    versions = first_waiting(connection, "version", VERSIONS)
    entries = first_waiting(connection, "entry", ENTRIES)
    if not versions and not entries:
        return None
    wait_no_more(connection, "entry", entries)
    settle(connection, entries)
    stories = Stories(connection)
    stories.admit(versions)
    stories.settle()
    return len(versions)


@dataclass(slots=True)
class _Changed:
    """Entries of a batch, by number: those that are new, and those that something was taken from."""

    fresh: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)


def _lasts(connection: Connection, numbers: Set[int]) -> list[int]:
    asked = listed(connection, numbers)
    found = select(version.c.n).join(asked, asked.c.value == version.c.n).where(version.c.last)
    return list(connection.execute(found).scalars())


def _versions(connection: Connection, ids: Sequence[str]) -> dict[str, Row]:
    found = connection.execute(select(version).where(version.c.id.in_(ids)))
    return {row["id"]: dict(row) for row in found.mappings()}


def _pages(connection: Connection, ids: Sequence[str]) -> set[str]:
    return set(connection.execute(select(page.c.id).where(page.c.id.in_(ids))).scalars())


def _insert(
    connection: Connection, batch: Sequence[Rows], added: Sequence[str], alone: Set[str], changed: _Changed
) -> set[int]:
    """Write versions that are not there; their numbers."""
    if not batch:
        return set()
    if_absent(connection, blob, {row["sha256"]: row for rows in batch for row in rows.blob}.values())
    if_absent(connection, page, {rows.page["id"]: rows.page for rows in batch}.values())
    first = next_number(connection, version)
    bulk(
        connection,
        insert(version),
        [
            {**rows.version, "n": first + number, "added": moment, "last": rows.page["id"] in alone}
            for number, (rows, moment) in enumerate(zip(batch, added, strict=True))
        ],
    )
    numbered = [(first + number, rows) for number, rows in enumerate(batch)]
    _insert_records(connection, numbered, alone)
    changed.fresh += put_entries(connection, numbered)
    return set(range(first, first + len(batch)))


def _insert_records(connection: Connection, batch: Sequence[tuple[int, Rows]], alone: Set[str] = frozenset()) -> None:
    base = next_number(connection, record)
    records: list[Row] = []
    ties: dict[Table, list[Row]] = {link: [], party: [], role: [], passage: []}
    names: dict[str, Row] = {}
    spot = first = next_number(connection, passage)
    for owner, rows in batch:
        start = base + len(records)
        records += [
            {**row, "n": start + number, "version": owner, "last": rows.page["id"] in alone}
            for number, row in enumerate(rows.record)
        ]
        for table, found in ((link, rows.link), (party, rows.party), (role, rows.role)):
            ties[table] += [{**row, "record": start + row["record"]} for row in found]
        for row in rows.passage:
            ties[passage].append({"n": spot, "record": start + row["record"], "words": row["words"]})
            spot += 1
        names |= rows.name
    bulk(connection, insert(record), records)
    bulk(connection, insert(piece), [{**rows.piece, "version": owner} for owner, rows in batch])
    if_absent(connection, name, names.values())
    for table, many in ties.items():
        if many:
            bulk(connection, insert(table), many)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO passage_index(rowid, words) SELECT n, words FROM passage WHERE n >= :first"),
            {"first": first},
        )


def _replace(connection: Connection, owner: int, rows: Rows, changed: _Changed) -> None:
    judged, pairs = judged_records(connection, owner), judged_entries(connection, owner)
    followed = coded(connection, owner)
    old = connection.execute(select(version.c.reading).where(version.c.n == owner)).scalar_one()
    changed.touched += drop_members(connection, owner)
    _delete_records(connection, owner)
    if_absent(connection, blob, rows.blob)
    connection.execute(update(version).where(version.c.n == owner).values(**rows.version, last=False))
    _insert_records(connection, [(owner, rows)])
    carry(connection, owner, judged)
    changed.fresh += put_entries(connection, [(owner, rows)])
    changed.touched += carry_pairs(connection, owner, pairs)
    carry_coding(connection, owner, followed)
    _delete_unused(connection, {old})


def remake(connection: Connection, batch: Sequence[tuple[int, Rows]]) -> None:
    """Write the records of versions anew, from the readings that are there; judgements stay. Their stories are the caller's to
    make anew."""
    changed = _Changed()
    for owner, rows in batch:
        _replace(connection, owner, rows, changed)
    settle(connection, changed.fresh, changed.touched)
    _mark_last(connection, {rows.page["id"] for _, rows in batch}, Stories(connection))


def _delete_records(connection: Connection, owner: int) -> None:
    mine = select(record.c.n).where(record.c.version == owner)
    names = set(connection.execute(select(link.c.name).where(link.c.record.in_(mine)).distinct()).scalars())
    names |= set(connection.execute(select(role.c.name).where(role.c.record.in_(mine)).distinct()).scalars())
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO passage_index(passage_index, rowid, words) SELECT 'delete', n, words FROM passage"
                " WHERE record IN (SELECT n FROM record WHERE version = :owner)"
            ),
            {"owner": owner},
        )
    for table in (link, party, role, passage):
        connection.execute(delete(table).where(table.c.record.in_(mine)))
    connection.execute(delete(record).where(record.c.version == owner))
    connection.execute(delete(piece).where(piece.c.version == owner))
    for some in slices(sorted(names)):
        used = or_(exists().where(link.c.name == name.c.id), exists().where(role.c.name == name.c.id))
        connection.execute(delete(name).where(name.c.id.in_(some), ~used))


def _delete_unused(connection: Connection, blobs: set[str]) -> None:
    for sha in sorted(blobs):
        used = exists().where(or_(version.c.bytes == sha, version.c.reading == sha))
        connection.execute(delete(blob).where(blob.c.sha256 == sha, ~used))


def remove(connection: Connection, owners: Sequence[int]) -> None:
    """Take versions out with all that was read from them, what was judged of it, and pages that have no other."""
    stories = Stories(connection)
    stories.withdraw(owners)
    lasts: set[int] = set()
    left: set[int] = set()
    for owner in owners:
        row = connection.execute(select(version).where(version.c.n == owner)).mappings().one()
        connection.execute(delete(judgement).where(judgement.c.version == row["id"]))
        judged = judged_entries(connection, owner)
        left |= set(drop_members(connection, owner))
        forget_pairs(connection, judged)
        forget_coding(connection, row["id"])
        _delete_records(connection, owner)
        connection.execute(delete(version).where(version.c.n == owner))
        _delete_unused(connection, {row["bytes"], row["reading"]})
        if not connection.execute(select(version.c.n).where(version.c.page == row["page"])).first():
            connection.execute(delete(page).where(page.c.id == row["page"]))
        else:
            lasts |= _mark_last(connection, {row["page"]}, stories)
    settle(connection, (), sorted(left))
    stories.admit(_lasts(connection, lasts - set(owners)))
    stories.settle()


def _mark_last(connection: Connection, pages: set[str], stories: Stories) -> set[int]:
    """The last version of a page is the one with the latest day, among those the one added last. Those that became it;
    what no longer is it leaves its story."""
    became: set[int] = set()
    for some in slices(sorted(pages)):
        found = connection.execute(
            select(version.c.page, version.c.n, version.c.published, version.c.last)
            .where(version.c.page.in_(some))
            .order_by(version.c.n)
        ).all()
        newest: dict[str, tuple[str, int]] = {}
        for row in found:
            newest[row.page] = max(newest.get(row.page, ("", 0)), (row.published or "", row.n))
        last = {n for _, n in newest.values()}
        became |= last - {row.n for row in found if row.last}
        former = [row.n for row in found if row.last and row.n not in last]
        stories.withdraw(former)
        for value, owners in ((True, sorted(last)), (False, former)):
            if owners:
                connection.execute(update(version).where(version.c.n.in_(owners)).values(last=value))
                connection.execute(update(record).where(record.c.version.in_(owners)).values(last=value))
    return became
