"""Clusters of entries computed anew, as far as a batch, a judgement or a page taken out touches them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, func, select, update

from communique.ledger.listing import listed, named
from communique.ledger.pairs import history, judged_pairs
from communique.ledger.tables import entry, tie
from communique.ledger.verdicts import entry_of, likened
from communique.relate.clustering import CHECKED, Clustered, Doubt, Pair, pair_of
from communique.relate.judgements import Standing, Unions
from communique.relate.merging import clusters_of
from communique.relate.signs import Outcome, Verdict

LARGE = 200
"""Entries that hang together by ties up to which all of them are clustered anew when one comes."""

Tied: TypeAlias = tuple[int, int]
"""Two entries by number, in their order."""


def judge_anew(connection: Connection, idents: Sequence[str] = ()) -> None:
    """Compute anew the clusters of entries that judgements name: all of them, or `idents`."""
    told = idents or sorted({ident for row in history(connection) for ident in (row.one, row.other)})
    recluster(connection, numbers_of(connection, told).values())


def recluster(connection: Connection, seeds: Iterable[int], fresh: Set[int] = frozenset()) -> None:
    """Compute anew the clusters of everything that is tied, by rules or judgements, to one of `seeds`.

    Where that leads to more than `LARGE` entries, those of the seeds that are `fresh` are put to the clusters that are there.
    """
    waiting = set(seeds)
    if not waiting:
        return
    judged = judged_pairs(connection)
    tied = tied_to(connection, waiting, judged, LARGE if fresh else None)
    texts, before = _texts(connection, tied.seen - tied.large)
    changed = []
    for some in _clustered(texts, tied.ties, judged):
        for group in some.clusters:
            changed += [{"ident": ident, "first": group[0]} for ident in group if before[ident] != group[0]]
    if changed:
        moved = update(entry).where(entry.c.id == bindparam("ident")).values(cluster=bindparam("first"))
        connection.execute(moved, changed)
    if added := tied.large & fresh:
        _put_to(connection, added, tied.ties, judged)


def _put_to(connection: Connection, added: Set[int], ties: Mapping[Tied, float], judged: Standing[str]) -> None:
    """Join new entries to clusters too large to be computed anew with every page: those that they are tied to, of which the first
    entries, and those that somebody judged, say whether anything rules that out."""
    mine = {two: points for two, points in ties.items() if two[0] in added or two[1] in added}
    texts, before = _texts(connection, {number for two in mine for number in two} | added)
    involved = sorted(set(before.values()))
    decided = {ident for two in judged.apart | judged.together for ident in two}
    rows: list[int] = []
    for cluster in involved:
        first = select(entry.c.n).where(entry.c.cluster == cluster).order_by(entry.c.id).limit(CHECKED)
        rows += connection.execute(first).scalars().all()
    asked = listed(connection, numbers_of(connection, decided).values())
    held = select(entry.c.n, entry.c.cluster).join(asked, asked.c.value == entry.c.n)
    rows += [row.n for row in connection.execute(held).all() if row.cluster in involved]
    more, where = _texts(connection, set(rows) - texts.keys())
    texts |= more
    before |= where
    there: dict[str, list[str]] = {}
    for ident, cluster in sorted(before.items()):
        there.setdefault(cluster, []).append(ident)
    for found in _clustered(texts, mine, judged, there.values()):
        for group in found.clusters:
            clusters = {before[ident] for ident in group}
            first_id = min(group[0], *clusters)
            for cluster in sorted(clusters - {first_id}):
                connection.execute(update(entry).where(entry.c.cluster == cluster).values(cluster=first_id))


def doubts(connection: Connection, idents: Sequence[str]) -> dict[Pair, Doubt]:
    """Of the pairs that the rules take for one among whatever is tied to `idents`: why some are not joined."""
    judged = judged_pairs(connection)
    tied = tied_to(connection, set(numbers_of(connection, idents).values()), judged, LARGE)
    found: dict[Pair, Doubt] = {}
    for some in _clustered(_texts(connection, tied.seen - tied.large)[0], tied.ties, judged):
        found |= some.doubtful
    return found


@dataclass(frozen=True, slots=True)
class Component:
    """What ties lead to: entries by number, the ties that the rules take for one, and which entries belong to more than were
    followed."""

    seen: set[int]
    ties: dict[Tied, float]
    large: set[int]


def tied_to(connection: Connection, waiting: set[int], judged: Standing[str], most: int | None = None) -> Component:
    """Everything that ties or judgements lead to from the entries `waiting`; not on from more than `most` that hang together."""
    by_id = numbers_of(connection, sorted({ident for pair in judged.together for ident in pair}))
    must: dict[int, list[int]] = {}
    for pair in judged.together:
        one, other = (by_id.get(ident) for ident in sorted(pair))
        if one is not None and other is not None:
            must.setdefault(one, []).append(other)
            must.setdefault(other, []).append(one)
    seen: set[int] = set()
    ties: dict[Tied, float] = {}
    hanging: Unions[int] = Unions()
    hanging.of(BEYOND)
    for number in _of_large_clusters(connection, waiting, most) if most is not None else ():
        hanging.join(BEYOND, number)
        seen.add(number)
    waiting = waiting - seen
    while waiting:
        seen |= waiting
        reached = set()
        for number in waiting:
            for other_number in must.get(number, ()):
                hanging.join(number, other_number)
                reached.add(other_number)
        asked = listed(connection, waiting)
        same = select(tie.c.one, tie.c.other, tie.c.points).where(tie.c.outcome == "same")
        for end in (tie.c.one, tie.c.other):
            for one_number, other_number, points in connection.execute(same.join(asked, asked.c.value == end)).all():
                ties[one_number, other_number] = points
                hanging.join(one_number, other_number)
                reached |= {one_number, other_number}
        waiting = {number for number in reached - seen if not _is_large(hanging, number, most)}
    large = {number for number in hanging.sets if number != BEYOND and _is_large(hanging, number, most)}
    return Component(seen | large, ties, large)


BEYOND = -1
"""Hangs together with all that belongs to a large cluster."""


def _is_large(hanging: Unions[int], number: int, most: int | None) -> bool:
    return most is not None and (len(hanging.of(number)) > most or hanging.of(number) is hanging.of(BEYOND))


def _of_large_clusters(connection: Connection, numbers: Set[int], most: int) -> Iterator[int]:
    asked = listed(connection, numbers)
    clusters = select(entry.c.cluster).join(asked, asked.c.value == entry.c.n).distinct()
    large = select(entry.c.cluster).where(entry.c.cluster.in_(clusters)).group_by(entry.c.cluster)
    again = listed(connection, numbers)
    mine = select(entry.c.n).join(again, again.c.value == entry.c.n)
    yield from connection.execute(mine.where(entry.c.cluster.in_(large.having(func.count() > most)))).scalars().all()


def _texts(connection: Connection, numbers: set[int]) -> tuple[dict[int, tuple[str, str, str]], dict[str, str]]:
    """Id, kind and text of entries by number; and the cluster of each by id."""
    texts: dict[int, tuple[str, str, str]] = {}
    before: dict[str, str] = {}
    asked = listed(connection, sorted(numbers))
    rows = select(entry.c.n, entry.c.id, entry.c.kind, entry.c.told, entry.c.cluster)
    for number, ident, kind, told, cluster in connection.execute(rows.join(asked, asked.c.value == entry.c.n)).all():
        texts[number] = (ident, kind, told)
        before[ident] = cluster
    return texts, before


def _clustered(
    texts: Mapping[int, tuple[str, str, str]],
    ties: Mapping[Tied, float],
    judged: Standing[str],
    there: Iterable[Sequence[str]] = (),
) -> Iterator[Clustered]:
    """The clusters of entries by their ties; `there` are such as are one already."""
    entries = {ident: entry_of(kind, told) for ident, kind, told in texts.values()}
    by_id = {ident: (kind, told) for ident, kind, told in texts.values()}
    same: Outcome = "same"
    verdicts: dict[Pair, Verdict] = {
        pair_of(texts[one][0], texts[other][0]): Verdict(same, points, 0.0, ())
        for (one, other), points in ties.items()
        if one in texts and other in texts
    }
    return clusters_of(entries, verdicts, judged, lambda a, b: likened(*by_id[a], by_id[b][1]), there)


def numbers_of(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """The numbers of entries by id, of those that are there."""
    asked = named(connection, ids)
    found = select(entry.c.id, entry.c.n).join(asked, asked.c.value == entry.c.id)
    return {row.id: row.n for row in connection.execute(found).all()}
