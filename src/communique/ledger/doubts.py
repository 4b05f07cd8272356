"""What keeps apart two entries that the rules take for one: a third that fits as well, or one that cannot be theirs.

The clustering finds these reasons and keeps none of them; here it is asked again about the entries that are tied together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from communique.ledger.clusters import PREFIX
from communique.ledger.listing import named
from communique.ledger.pairs import UncertainPair
from communique.ledger.regroup import doubts
from communique.ledger.tables import entry, tie
from communique.relate import clustering
from communique.relate.clustering import pair_of
from communique.relate.described import label
from communique.relate.entries import Entry, from_text
from communique.relate.likening import liken


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why two entries are not joined: the clustering's `reason`, in which records stand by what they tell; those `records`,
    by id and label; and what the rules say of the two of them, where there are two that cannot be one."""

    reason: str
    records: tuple[tuple[str, str], ...]
    grounds: tuple[str, ...]


def doubt_of(connection: Connection, one: str, other: str) -> Doubt | None:
    """What keeps two entries apart, by id; None where nothing does but their own likeness, or a judgement on them."""
    found = doubts(connection, [one]).get(pair_of(one, other))
    if found is None:
        return None
    asked = named(connection, {one, other, found.one, found.other})
    rows = connection.execute(
        select(entry.c.id, entry.c.kind, entry.c.told, entry.c.cluster).join(asked, asked.c.value == entry.c.id)
    ).all()
    if len({row.cluster for row in rows if row.id in (one, other)}) == 1:
        return None  # something else has joined them
    return _told(found, {row.id: from_text(row.kind, row.told) for row in rows}, one, other)


def _told(found: clustering.Doubt, entries: dict[str, Entry], one: str, other: str) -> Doubt:
    """The clustering's reason with what records tell in place of their ids."""
    a, b = entries[found.one], entries[found.other]
    grounds = liken(a, b).reasons if a.kind == b.kind and not found.judged else ()
    if found.rival:
        mine = one if found.one == other else other
        reason = f"but “{label(entries[mine])}” fits “{label(b)}” as well"
        ids = (mine, found.other)
    else:
        said = "were judged different" if found.judged else "cannot be one"
        reason = f"but “{label(a)}” and “{label(b)}”, which these would join, {said}"
        ids = (found.one, found.other)
    return Doubt(reason, tuple((ident, label(entries[ident])) for ident in ids), grounds)


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
