"""Entries in the store: put in with a page's records, taken out with them, and clustered after every batch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from communique.ledger.engine import next_number
from communique.ledger.ids import number_of
from communique.ledger.listing import listed, named, slices
from communique.ledger.pairs import history, judged_pairs
from communique.ledger.rows import Rows
from communique.ledger.tables import entry, entry_key, member, tie
from communique.relate.clustering import Clustered, Doubt, Pair, pair_of
from communique.relate.entries import Entry, from_text
from communique.relate.judgements import Standing
from communique.relate.likening import POPULAR, TIES, liken, looks
from communique.relate.merging import clusters_of
from communique.relate.signs import Outcome, Verdict


def put_entries(connection: Connection, batch: Sequence[tuple[int, Rows]]) -> list[int]:
    """Write the entries of versions, each with its number; the numbers of those that are new."""
    wanted = {one.id: one for _, rows in batch for one in rows.entry}
    numbers = _numbers(connection, list(wanted))
    fresh = [one for ident, one in wanted.items() if ident not in numbers]
    first = next_number(connection, entry)
    for number, one in enumerate(fresh, first):
        numbers[one.id] = number
    if fresh:
        connection.execute(
            insert(entry),
            [
                {"n": numbers[one.id], "id": one.id, "kind": one.kind, "told": one.told, "cluster": one.id}
                for one in fresh
            ],
        )
        keyed = [{"key": key, "entry": numbers[one.id]} for one in fresh for key in one.keys]
        if keyed:
            connection.execute(insert(entry_key), keyed)
    members = [
        {"version": owner, "ref": one.ref, "entry": numbers[one.id]} for owner, rows in batch for one in rows.entry
    ]
    if members:
        connection.execute(insert(member), members)
    return [numbers[one.id] for one in fresh]


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
        connection.execute(delete(entry).where(entry.c.n.in_(gone)))
        left -= gone
    return sorted(left)


def settle(connection: Connection, fresh: Sequence[int], touched: Iterable[int] = ()) -> None:
    """Lay new entries beside those that share a key with them, keep what ties them, and cluster anew what is tied to
    them or to `touched` entries."""
    ties = _new_ties(connection, fresh)
    if ties:
        connection.execute(
            insert(tie),
            [
                {"one": one, "other": other, "outcome": verdict.outcome, "points": verdict.points}
                for (one, other), verdict in ties.items()
            ],
        )
    joined = {end for pair, verdict in ties.items() if verdict.outcome == "same" for end in pair}
    recluster(connection, {*joined, *touched})


def _new_ties(connection: Connection, fresh: Sequence[int]) -> dict[tuple[int, int], Verdict]:
    """The best ties of each new entry."""
    told = dict(_told(connection, fresh))
    sought = {number: {number_of(key) for key in looks(_entry(*told[number][:2]))} for number in fresh}
    kept = _kept(connection, sorted({key for keys in sought.values() for key in keys}))
    pairs = {
        (number, other) if number < other else (other, number)
        for number, keys in sought.items()
        for key in keys
        for other in kept.get(key, ())
        if other != number
    }
    told |= dict(_told(connection, {number for pair in pairs for number in pair} - told.keys()))
    mine: dict[int, list[tuple[float, tuple[int, int]]]] = {number: [] for number in fresh}
    found: dict[tuple[int, int], Verdict] = {}
    for pair in sorted(pairs):
        (kind, one, _), (other_kind, other, _) = told[pair[0]], told[pair[1]]
        if kind != other_kind or (verdict := _likened(kind, one, other)).outcome == "different":
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
            among = _content(kind, text)[1] if other_number in mine else cluster
            seen[among] += 1
            if seen[among] <= TIES:
                kept_pairs.add(pair)
    return {pair: found[pair] for pair in sorted(kept_pairs)}


OF_PAGES = ("meeting", "commitment")
"""Kinds whose entries begin with the page they stand on."""


def _likened(kind: str, one: str, other: str) -> Verdict:
    """The verdict on two entries as they are kept. Copies of a page tell the same: what was likened once is known."""
    page, content = _content(kind, one)
    its, other_content = _content(kind, other)
    if page and page == its:
        return liken(_entry(kind, one), _entry(kind, other))
    return _asked(kind, content, other_content.replace(f'"{PAGE}"', f'"{OTHER_PAGE}"'))


PAGE, OTHER_PAGE = "v-", "w-"
"""Stand for two pages in what their entries tell beside them."""


@lru_cache(maxsize=50_000)
def _content(kind: str, told: str) -> tuple[str, str]:
    """The page of an entry, empty for a name, and what it tells beside that."""
    if kind not in OF_PAGES:
        return "", told
    page = told[2 : told.index('"', 2)]
    return page, told.replace(f'"{page}"', f'"{PAGE}"')


@lru_cache(maxsize=200_000)
def _asked(kind: str, one: str, other: str) -> Verdict:
    return liken(_entry(kind, one), _entry(kind, other))


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


HIGHEST = 2**63 - 1
"""A number that no entry has."""


def _told(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Kind, text and cluster of entries, by number."""
    asked = listed(connection, numbers)
    found = select(entry.c.n, entry.c.kind, entry.c.told, entry.c.cluster).join(asked, asked.c.value == entry.c.n)
    for number, kind, told, cluster in connection.execute(found).all():
        yield number, (kind, told, cluster)


@lru_cache(maxsize=50_000)
def _entry(kind: str, told: str) -> Entry:
    return from_text(kind, told)


def judge_anew(connection: Connection, idents: Sequence[str] = ()) -> None:
    """Compute anew the clusters of entries that judgements name: all of them, or `idents`."""
    named = idents or sorted({ident for row in history(connection) for ident in (row.one, row.other)})
    recluster(connection, _numbers(connection, named).values())


def recluster(connection: Connection, seeds: Iterable[int]) -> None:
    """Compute anew the clusters of everything that is tied, by rules or judgements, to one of `seeds`."""
    waiting = set(seeds)
    if not waiting:
        return
    judged = judged_pairs(connection)
    seen, ties = tied_to(connection, waiting, judged)
    texts, before = _texts(connection, seen)
    changed = []
    for some in _clustered(texts, ties, judged):
        for group in some.clusters:
            changed += [{"ident": ident, "first": group[0]} for ident in group if before[ident] != group[0]]
    if changed:
        moved = update(entry).where(entry.c.id == bindparam("ident")).values(cluster=bindparam("first"))
        connection.execute(moved, changed)


def doubts(connection: Connection, idents: Sequence[str]) -> dict[Pair, Doubt]:
    """Of the pairs that the rules take for one among whatever is tied to `idents`: why some are not joined."""
    judged = judged_pairs(connection)
    seen, ties = tied_to(connection, set(_numbers(connection, idents).values()), judged)
    found: dict[Pair, Doubt] = {}
    for some in _clustered(_texts(connection, seen)[0], ties, judged):
        found |= some.doubtful
    return found


def tied_to(
    connection: Connection, waiting: set[int], judged: Standing[str]
) -> tuple[set[int], dict[tuple[int, int], float]]:
    """Everything that ties or judgements lead to from the entries `waiting`, and the ties that the rules take for one."""
    by_id = _numbers(connection, sorted({ident for pair in judged.together for ident in pair}))
    must: dict[int, list[int]] = {}
    for pair in judged.together:
        one, other = (by_id.get(ident) for ident in sorted(pair))
        if one is not None and other is not None:
            must.setdefault(one, []).append(other)
            must.setdefault(other, []).append(one)
    seen: set[int] = set()
    ties: dict[tuple[int, int], float] = {}
    while waiting:
        seen |= waiting
        reached = {other for number in waiting for other in must.get(number, ())}
        asked = listed(connection, waiting)
        same = select(tie.c.one, tie.c.other, tie.c.points).where(tie.c.outcome == "same")
        for end in (tie.c.one, tie.c.other):
            for one, other, points in connection.execute(same.join(asked, asked.c.value == end)).all():
                ties[one, other] = points
                reached |= {one, other}
        waiting = reached - seen
    return seen, ties


def _texts(connection: Connection, numbers: set[int]) -> tuple[dict[int, tuple[str, str, str]], dict[str, str]]:
    """Id, kind and text of entries by number; and the cluster of each by id."""
    texts: dict[int, tuple[str, str, str]] = {}
    before: dict[str, str] = {}
    for some in slices(sorted(numbers)):
        rows = connection.execute(
            select(entry.c.n, entry.c.id, entry.c.kind, entry.c.told, entry.c.cluster).where(entry.c.n.in_(some))
        )
        for number, ident, kind, told, cluster in rows:
            texts[number] = (ident, kind, told)
            before[ident] = cluster
    return texts, before


def _clustered(
    texts: dict[int, tuple[str, str, str]], ties: dict[tuple[int, int], float], judged: Standing[str]
) -> Iterator[Clustered]:
    entries = {ident: _entry(kind, told) for ident, kind, told in texts.values()}
    by_id = {ident: (kind, told) for ident, kind, told in texts.values()}
    same: Outcome = "same"
    verdicts: dict[Pair, Verdict] = {
        pair_of(texts[one][0], texts[other][0]): Verdict(same, points, 0.0, ()) for (one, other), points in ties.items()
    }
    return clusters_of(entries, verdicts, judged, lambda a, b: _likened(*by_id[a], by_id[b][1]))


def _numbers(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    asked = named(connection, ids)
    found = select(entry.c.id, entry.c.n).join(asked, asked.c.value == entry.c.id)
    return {row.id: row.n for row in connection.execute(found).all()}
