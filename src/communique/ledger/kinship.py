"""Which heads carry one piece: candidates by sampled stretches in an index, then word alignment.

Of a stretch that many heads hold only the `COUNTED` of lowest rank count, and two heads are candidates by the stretches
for which both count. So the pairs depend on which heads there are and not on the order in which they came.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Row, ScalarSelect, delete, func, insert, or_, select

from communique.ledger.listing import HIGHEST, listed
from communique.ledger.pieces import Beside, Pieces, sample_of
from communique.ledger.tables import kin, piece, stretch
from communique.relate.candidates import worth_comparing
from communique.relate.stories import same_piece

Pair = tuple[int, int]

COUNTED = 64
"""Heads that count of those with one stretch: a name and a title that every report repeats tell little, and each page of
theirs would have to be looked at."""

TOGETHER = 64
"""Heads whose stretches are looked up at a time: at most TOGETHER times 80 stretches of COUNTED heads each."""


def pieces(connection: Connection, numbers: Iterable[int]) -> dict[int, Row[Any]]:
    """The rows of `piece` by version."""
    asked = listed(connection, numbers)
    found = connection.execute(select(piece).join(asked, asked.c.value == piece.c.version))
    return {row.version: row for row in found.all()}


def enter(connection: Connection, heads: Collection[int]) -> set[int]:
    """Put the stretches of new heads into the index; the heads that count for less than before because of it."""
    rows = pieces(connection, heads)
    added = [
        {"key": key, "rank": row.rank, "version": row.version} for row in rows.values() for key in sample_of(row.sample)
    ]
    if not added:
        return set()
    keys = {row["key"] for row in added}
    before = _last_ranks(connection, keys)
    connection.execute(insert(stretch), sorted(added, key=lambda row: (row["key"], row["rank"])))
    full = {key for key, rank in before.items() if rank is not None}
    return _between(connection, _last_ranks(connection, full), before) - set(heads)


def leave(connection: Connection, heads: Collection[int]) -> tuple[set[int], set[int]]:
    """Take heads out of the index and out of all pairs: the heads that count for more because of it, and those that
    were paired with them."""
    mine = list(heads)
    edges = stored(connection, mine)
    keys = {key for row in pieces(connection, mine).values() for key in sample_of(row.sample)}
    before = {key: rank for key, rank in _last_ranks(connection, keys).items() if rank is not None}
    for table, column in ((stretch, stretch.c.version), (kin, kin.c.one), (kin, kin.c.other)):
        connection.execute(delete(table).where(column.in_(mine)))
    gained = _between(connection, before, _last_ranks(connection, before))
    return gained - set(mine), {number for pair in edges for number in pair} - set(mine)


def _last_ranks(connection: Connection, keys: Collection[int]) -> dict[int, int | None]:
    """The highest rank that counts of each stretch; None while all count."""
    asked = listed(connection, keys)
    rank = _last_rank(asked)
    return {key: last for key, last in connection.execute(select(asked.c.value, rank)).all() if keys}


def _last_rank(asked: FromClause) -> ScalarSelect[int]:
    """The same as a part of a statement over the stretches asked for."""
    ranks = select(stretch.c.rank).where(stretch.c.key == asked.c.value).order_by(stretch.c.rank)
    return ranks.offset(COUNTED - 1).limit(1).correlate(asked).scalar_subquery()


def _between(connection: Connection, low: Mapping[int, int | None], high: Mapping[int, int | None]) -> set[int]:
    """The heads whose rank lies above `low` and not above `high`, stretch by stretch, where the two differ."""
    found: set[int] = set()
    for key, rank in low.items():
        if rank is not None and rank != high[key]:
            there = select(stretch.c.version).where(
                stretch.c.key == key, stretch.c.rank > rank, stretch.c.rank <= _rank(high[key])
            )
            found |= set(connection.execute(there).scalars())
    return found


def _rank(rank: int | None) -> int:
    return HIGHEST if rank is None else rank


def stored(connection: Connection, heads: Iterable[int]) -> dict[Pair, tuple[float, float]]:
    """The pairs on record of these heads, with what the shorter text has of the other: a share, and words."""
    asked = listed(connection, heads)
    mine = select(asked.c.value)
    found = connection.execute(select(kin).where(or_(kin.c.one.in_(mine), kin.c.other.in_(mine))))
    return {(row.one, row.other): (row.carried, row.words) for row in found}


def compared(
    connection: Connection, heads: Sequence[int], known: dict[Pair, tuple[float, float]]
) -> Iterator[dict[Pair, tuple[float, float]]]:
    """The pairs that each of these heads belongs to, head by head; those `known` are not laid side by side again."""
    texts = Pieces(connection)
    for start in range(0, len(heads), TOGETHER):
        some = heads[start : start + TOGETHER]
        mine = pieces(connection, some)
        samples = {number: sample_of(row.sample) for number, row in mine.items()}
        shared = _shared(connection, samples)
        sizes = _sizes(connection, {other for counts in shared.values() for other in counts})
        worth = {
            head: [
                other
                for other, count in sorted(shared[head].items())
                if worth_comparing(count, len(samples[head]), sizes[other])
            ]
            for head in some
        }
        others = {other for many in worth.values() for other in many} - mine.keys()
        rows = mine | pieces(connection, others)
        for head in some:
            beside = Beside(rows[head])
            found: dict[Pair, tuple[float, float]] = {}
            for other in worth[head]:
                pair = (head, other) if head < other else (other, head)
                if pair in known:
                    found[pair] = known[pair]
                elif beside.may_be_one(rows[other]):
                    likeness = texts.likeness(*pair)
                    if same_piece(texts[pair[0]], texts[pair[1]], likeness):
                        found[pair] = known[pair] = (likeness.carried, likeness.words)
            yield found


def _sizes(connection: Connection, heads: Iterable[int]) -> dict[int, int]:
    """How many stretches were sampled of each head."""
    asked = listed(connection, heads)
    size = func.length(piece.c.sample) / 4
    found = connection.execute(select(piece.c.version, size).join(asked, asked.c.value == piece.c.version))
    return {number: int(size) for number, size in found.all()}


def _shared(connection: Connection, samples: Mapping[int, Sequence[int]]) -> dict[int, Counter[int]]:
    """For each head how many stretches it shares with each other one, of those for which both count; two at least."""
    asked = listed(connection, {key for sample in samples.values() for key in sample})
    rank = _last_rank(asked)
    counted = select(stretch.c.key, stretch.c.version).join_from(asked, stretch, stretch.c.key == asked.c.value)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for key, number in connection.execute(counted.where(stretch.c.rank <= func.coalesce(rank, HIGHEST))).all():
        holders[key].append(number)
    found: dict[int, Counter[int]] = {}
    for number, sample in samples.items():
        counts: Counter[int] = Counter()
        for key in sample:
            if number in holders[key]:
                counts.update(holders[key])
        found[number] = Counter({other: count for other, count in counts.items() if count > 1 and other != number})
    return found


def settle(connection: Connection, heads: Collection[int]) -> set[int]:
    """Bring the pairs of these heads up to date; every head that won or lost one."""
    order = sorted(heads)
    held = stored(connection, order)
    known = dict(held)
    now: dict[Pair, tuple[float, float]] = {}
    for found in compared(connection, order, known):
        now |= found
    gone, come = held.keys() - now.keys(), now.keys() - held.keys()
    for one, other in gone:
        connection.execute(delete(kin).where(kin.c.one == one, kin.c.other == other))
    if come:
        connection.execute(
            insert(kin),
            [{"one": a, "other": b, "carried": now[a, b][0], "words": now[a, b][1]} for a, b in sorted(come)],
        )
    return {number for pair in (*gone, *come) for number in pair}
