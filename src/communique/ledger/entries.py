"""Entries in the store: put in with a page's records, taken out with them, laid beside others and tied to them."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, or_, select

from communique.ledger.bulk import bulk, if_absent
from communique.ledger.engine import next_number
from communique.ledger.ids import number_of
from communique.ledger.listing import HIGHEST, listed, slices
from communique.ledger.regroup import judge_anew, numbers_of, recluster
from communique.ledger.rows import Rows
from communique.ledger.tables import entry, entry_key, member, tie
from communique.ledger.verdicts import content_of, entry_of, hopeless, likened
from communique.ledger.waiting import wait_no_more
from communique.relate.likening import LOOKED_AT, OF_CLUSTER, POPULAR, TIES, looks
from communique.relate.signs import Verdict

__all__ = ["drop_members", "judge_anew", "put_entries", "settle"]


def put_entries(connection: Connection, batch: Sequence[tuple[int, Rows]]) -> list[int]:
    """Write the entries of versions, each with its number; the numbers of those that are new."""
    wanted = {one.id: one for _, rows in batch for one in rows.entry}
    numbers = numbers_of(connection, list(wanted))
    fresh = [one for ident, one in wanted.items() if ident not in numbers]
    first = next_number(connection, entry)
    for number, one in enumerate(fresh, first):
        numbers[one.id] = number
    if fresh:
        bulk(
            connection,
            insert(entry),
            [
                {"n": numbers[one.id], "id": one.id, "kind": one.kind, "told": one.told, "cluster": one.id}
                for one in fresh
            ],
        )
        crowded = _crowded(connection, sorted({key for one in fresh for key in one.keys}))
        keyed = [{"key": key, "entry": numbers[one.id]} for one in fresh for key in one.keys if key not in crowded]
        if keyed:
            bulk(connection, insert(entry_key), keyed)
    members = [
        {"version": owner, "ref": one.ref, "entry": numbers[one.id]} for owner, rows in batch for one in rows.entry
    ]
    if members:
        bulk(connection, insert(member), members)
    return [numbers[one.id] for one in fresh]


def _crowded(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Keys under which as many entries are kept as are ever looked at: one more would only be read over."""
    asked = listed(connection, keys)
    counted = select(entry_key.c.key).join(asked, asked.c.value == entry_key.c.key).group_by(entry_key.c.key)
    return set(connection.execute(counted.having(func.count() >= POPULAR)).scalars())


def drop_members(connection: Connection, owner: int) -> list[int]:
    """Take a version out of its entries. Entries that no page has any more go too; the numbers of those that were one
    with them, which have to be settled anew."""
    mine = list(connection.execute(select(member.c.entry).where(member.c.version == owner).distinct()).scalars())
    connection.execute(delete(member).where(member.c.version == owner))
    left: set[int] = set()
    for some in slices(mine):
        held = select(member.c.entry).where(member.c.entry.in_(some))
        gone = set(some) - set(connection.execute(held).scalars())
        # not only what is tied to them: a judgement alone may have made entries one
        clusters = select(entry.c.cluster).where(entry.c.n.in_(gone))
        left |= set(connection.execute(select(entry.c.n).where(entry.c.cluster.in_(clusters))).scalars())
        tied = or_(tie.c.one.in_(gone), tie.c.other.in_(gone))
        left |= {end for pair in connection.execute(select(tie.c.one, tie.c.other).where(tied)) for end in pair}
        connection.execute(delete(tie).where(tied))
        connection.execute(delete(entry_key).where(entry_key.c.entry.in_(gone)))
        wait_no_more(connection, "entry", gone)
        connection.execute(delete(entry).where(entry.c.n.in_(gone)))
        left -= gone
    return sorted(left)


def settle(connection: Connection, fresh: Sequence[int], touched: Iterable[int] = ()) -> None:
    """Lay new entries beside those that share a key with them, keep what ties them, and cluster anew what is tied to
    them or to `touched` entries."""
    ties = _new_ties(connection, fresh)
    # of two that waited the other end may have been gathered before
    if_absent(
        connection,
        tie,
        (
            {"one": one, "other": other, "outcome": verdict.outcome, "points": verdict.points}
            for (one, other), verdict in ties.items()
        ),
    )
    joined = {end for pair, verdict in ties.items() if verdict.outcome == "same" for end in pair}
    recluster(connection, touched)
    recluster(connection, joined, frozenset(fresh))


def _new_ties(connection: Connection, fresh: Sequence[int]) -> dict[tuple[int, int], Verdict]:
    """The best ties of each new entry."""
    told = dict(_told(connection, fresh))
    sought = {number: {number_of(key) for key in looks(entry_of(*told[number][:2]))} for number in fresh}
    kept = _kept(connection, sorted({key for keys in sought.values() for key in keys}))
    pairs = _pairs(connection, sought, kept)
    told |= dict(_told(connection, {number for pair in pairs for number in pair} - told.keys()))
    mine: dict[int, list[tuple[float, tuple[int, int]]]] = {number: [] for number in fresh}
    found: dict[tuple[int, int], Verdict] = {}
    for pair in sorted(pairs):
        (kind, one, _), (other_kind, other, _) = told[pair[0]], told[pair[1]]
        if kind != other_kind or hopeless(kind, one, other):
            continue
        if (verdict := likened(kind, one, other)).outcome == "different":
            continue
        found[pair] = verdict
        for number in pair:
            if number in mine:
                mine[number].append((-verdict.points, pair))
    kept_pairs: set[tuple[int, int]] = set()
    for number, ties in mine.items():
        seen: Counter[str] = Counter()
        for _, pair in sorted(ties):
            other_number = pair[0] if pair[1] == number else pair[1]
            # what is new has no cluster yet: of those that tell the very same a few will do as well
            kind, text, cluster = told[other_number]
            among = content_of(kind, text)[1] if other_number in mine else cluster
            seen[among] += 1
            if seen[among] <= TIES:
                kept_pairs.add(pair)
    return {pair: found[pair] for pair in sorted(kept_pairs)}


def _pairs(
    connection: Connection, sought: Mapping[int, set[int]], kept: Mapping[int, Sequence[int]]
) -> set[tuple[int, int]]:
    """Each new entry with those it shares the rarest keys with, not too many of one cluster."""
    shared: dict[int, Counter[int]] = {}
    for number, keys in sought.items():
        beside = shared[number] = Counter()
        for key in sorted(keys):
            crowd = kept.get(key, ())
            for other in crowd:
                beside[other] += 1000 // len(crowd)
        del beside[number]
    clusters = _clusters(
        connection, {other for number, beside in shared.items() if len(beside) > OF_CLUSTER for other in beside}
    )
    found: set[tuple[int, int]] = set()
    for number, beside in shared.items():
        others: Iterable[int] = beside
        if len(beside) > OF_CLUSTER:
            others = _best(beside, clusters, sought)
        found |= {(number, other) if number < other else (other, number) for other in others}
    return found


def _best(beside: "Counter[int]", clusters: Mapping[int, str], fresh: Container[int]) -> list[int]:
    of_cluster: Counter[str] = Counter()
    best: list[int] = []
    for other in sorted(beside, key=lambda other: (-beside[other], other)):
        of_cluster[clusters[other]] += 1
        if other in fresh or of_cluster[clusters[other]] <= OF_CLUSTER:
            best.append(other)
        if len(best) == LOOKED_AT:
            break
    return best


def _clusters(connection: Connection, numbers: set[int]) -> dict[int, str]:
    asked = listed(connection, numbers)
    found = select(entry.c.n, entry.c.cluster).join(asked, asked.c.value == entry.c.n)
    return {row.n: row.cluster for row in connection.execute(found).all()}


def _kept(connection: Connection, keys: Sequence[int]) -> dict[int, list[int]]:
    """The entries under each key, as many as are looked at."""
    found: dict[int, list[int]] = {}
    asked = listed(connection, keys)
    ranks = select(entry_key.c.entry).where(entry_key.c.key == asked.c.value).order_by(entry_key.c.entry)
    beyond = ranks.offset(POPULAR).limit(1).correlate(asked).scalar_subquery()
    there = select(entry_key.c.key, entry_key.c.entry).join_from(asked, entry_key, entry_key.c.key == asked.c.value)
    for key, number in connection.execute(there.where(entry_key.c.entry < func.coalesce(beyond, HIGHEST))).all():
        found.setdefault(key, []).append(number)
    return found


def _told(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Kind, text and cluster of entries, by number."""
    asked = listed(connection, numbers)
    found = select(entry.c.n, entry.c.kind, entry.c.told, entry.c.cluster).join(asked, asked.c.value == entry.c.n)
    for number, kind, told, cluster in connection.execute(found).all():
        yield number, (kind, told, cluster)
