"""What keeps apart two entries that the rules take for one: a third that fits as well, or one that cannot be theirs.

The clustering finds these reasons and keeps none of them; here it is asked again about the entries that are tied together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from communique.ledger.clusters import PREFIX
from communique.ledger.listing import slices
from communique.ledger.pairs import UncertainPair, judged_pairs
from communique.ledger.tables import entry, tie
from communique.relate.clustering import Pair, cluster, pair_of
from communique.relate.described import label
from communique.relate.entries import Entry, from_text
from communique.relate.judgements import Standing
from communique.relate.likening import liken, thin
from communique.relate.signs import Verdict

WALKED = 500
"""Entries tied together that are gone through; where there are more, no reason is looked for."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why two entries are not joined: the clustering's `reason`, in which records stand by what they tell; those `records`,
    by id and label; and what the rules say of the two of them, where there are two that cannot be one."""

    reason: str
    records: tuple[tuple[str, str], ...]
    grounds: tuple[str, ...]


def doubt_of(connection: Connection, one: str, other: str) -> Doubt | None:
    """What keeps two entries apart, by id; None where nothing does but their own likeness, or a judgement."""
    ids, verdicts, judged = _tied(connection, one)
    pair = pair_of(one, other)
    if other not in ids or pair not in verdicts:
        return None

    def never(a: str, b: str) -> bool:
        return ids[a].kind != ids[b].kind or liken(ids[a], ids[b]).never

    found = cluster(ids, verdicts, never, lambda ident: thin(ids[ident]), judged)
    reason = found.doubtful.get(pair)
    joined = any(one in some and other in some for some in found.clusters)
    return None if reason is None or joined else _told(reason, ids, pair)


def _told(reason: str, ids: dict[str, Entry], pair: Pair) -> Doubt:
    """The clustering's reason with what records tell in place of their ids."""
    named = list(dict.fromkeys(word for word in (part.strip(",;.") for part in reason.split()) if word in ids))
    for ident in named:
        reason = reason.replace(ident, f"“{label(ids[ident])}”")
    apart = named if len(named) == 2 and liken(ids[named[0]], ids[named[1]]).never else []
    if not apart:
        # a thin entry fits a rival as well: what parts the rival from the other of the pair
        apart = next(
            ([x, y] for x in pair for y in named if x != y and y not in pair and liken(ids[x], ids[y]).never), []
        )
    grounds = liken(ids[apart[0]], ids[apart[1]]).reasons if apart else ()
    return Doubt(reason, tuple((ident, label(ids[ident])) for ident in named), grounds)


def _tied(connection: Connection, one: str) -> tuple[dict[str, Entry], dict[Pair, Verdict], Standing[str]]:
    """All entries that ties of the same or judgements lead to from one, the verdicts on those ties, and what was judged."""
    judged = judged_pairs(connection)
    must: dict[str, set[str]] = {}
    for two in judged.together:
        for ident in two:
            must.setdefault(ident, set()).update(two - {ident})
    numbers: dict[str, int] = {}
    entries: dict[str, Entry] = {}
    verdicts: dict[Pair, Verdict] = {}
    waiting = {one}
    first, second = entry.alias("one_entry"), entry.alias("other_entry")
    while waiting:
        fresh: set[str] = set()
        for some in slices(sorted(waiting)):
            rows = connection.execute(
                select(entry.c.id, entry.c.n, entry.c.kind, entry.c.told).where(entry.c.id.in_(some))
            )
            for ident, number, kind, told in rows:
                numbers[ident], entries[ident] = number, from_text(kind, told)
                fresh |= must.get(ident, set())
            held = [numbers[ident] for ident in some if ident in numbers]
            ties = (
                select(first.c.id, second.c.id, tie.c.points)
                .select_from(tie)
                .join(first, first.c.n == tie.c.one)
                .join(second, second.c.n == tie.c.other)
                .where(tie.c.outcome == "same", or_(tie.c.one.in_(held), tie.c.other.in_(held)))
            )
            for left, right, points in connection.execute(ties):
                verdicts[pair_of(left, right)] = Verdict("same", points, 0.0, ())
                fresh |= {left, right}
        waiting = fresh - entries.keys()
        if len(entries) + len(waiting) > WALKED:
            return {}, {}, judged
    return entries, verdicts, judged


def near(connection: Connection, ident: str, most: int) -> list[UncertainPair]:
    """Pairs of an entry of a cluster, and one of another, that may be one: the likeliest first. `ident` names the cluster or
    an entry of it; `one` of each pair is this cluster's."""
    found = connection.execute(select(entry.c.cluster).where(entry.c.id == ident.removeprefix(PREFIX))).scalar()
    one, other = entry.alias("one_entry"), entry.alias("other_entry")
    asked = (
        select(one.c.id, other.c.id, one.c.kind, one.c.told, other.c.told, one.c.cluster)
        .select_from(tie)
        .join(one, one.c.n == tie.c.one)
        .join(other, other.c.n == tie.c.other)
        .where(one.c.cluster != other.c.cluster, or_(one.c.cluster == found, other.c.cluster == found))
        .order_by(tie.c.points.desc(), one.c.id, other.c.id)
        .limit(most)
    )
    made = []
    for left, right, kind, told, too, of_left in connection.execute(asked):
        sides = [(left, from_text(kind, told)), (right, from_text(kind, too))]
        (mine, a), (its, b) = sides if of_left == found else sides[::-1]
        made.append(UncertainPair(mine, its, kind, label(a), label(b), liken(a, b)))
    return _each_once(made)


def _each_once(pairs: Sequence[UncertainPair]) -> list[UncertainPair]:
    """Of several pairs with one other entry the likeliest."""
    return list({pair.other: pair for pair in reversed(pairs)}.values())[::-1]
