"""What people decided about pairs of entries: rows that are only ever added, and what of them holds.

An undo is a row too: it names the row that it takes back. Judgements hang on entries' ids. Where a new reading gives a page
another entry, they go over to the one that stands in its place, as judgements of records do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, and_, delete, insert, not_, or_, select, update

from communique.ledger.engine import next_number
from communique.ledger.judgements import ALIKE, alike
from communique.ledger.tables import entry, member, pair_judgement, tie
from communique.relate.described import label
from communique.relate.entries import from_text
from communique.relate.judgements import Judgement, Standing, standing
from communique.relate.likening import liken
from communique.relate.signs import Verdict

UNDO = "undo"
"""The verdict of a row that takes an earlier one back."""


@dataclass(frozen=True, slots=True)
class PairJudged:
    """A judgement on a pair as it was made, with what the two were then. `undoes` numbers the row that it takes back."""

    n: int
    one: str
    other: str
    kind: str
    verdict: str
    undoes: int | None
    note: str | None
    judge: str | None
    made: str
    on_one: str
    on_other: str


@dataclass(frozen=True, slots=True)
class UncertainPair:
    """Two entries, by id, that may be one: the rules' verdict with its reasons."""

    one: str
    other: str
    kind: str
    one_label: str
    other_label: str
    verdict: Verdict


def holding(connection: Connection) -> list[RowMapping]:
    """The judgements that nobody has taken back, in the order in which they were made."""
    taken_back = select(pair_judgement.c.undoes).where(pair_judgement.c.undoes.is_not(None))
    held = select(pair_judgement).where(pair_judgement.c.verdict != UNDO, pair_judgement.c.n.not_in(taken_back))
    return list(connection.execute(held.order_by(pair_judgement.c.n)).mappings())


def judged_pairs(connection: Connection) -> Standing[str]:
    """What of all judgements holds together."""
    return standing(Judgement(row["one"], row["other"], row["verdict"]) for row in holding(connection))


def contradicted(connection: Connection) -> list[PairJudged]:
    """The judgements that hold but leave no room for one another with later ones."""
    aside = {(one.one, one.other, one.verdict) for one in judged_pairs(connection).aside}
    return [PairJudged(**row) for row in holding(connection) if (row["one"], row["other"], row["verdict"]) in aside]


def history(connection: Connection, idents: Sequence[str] = ()) -> list[PairJudged]:
    """Every row, or those about `idents`, from the first to the last."""
    asked = select(pair_judgement).order_by(pair_judgement.c.n)
    if idents:
        asked = asked.where(or_(pair_judgement.c.one.in_(idents), pair_judgement.c.other.in_(idents)))
    return [PairJudged(**row) for row in connection.execute(asked).mappings()]


def add_pair(
    connection: Connection,
    one: RowMapping,
    other: RowMapping,
    verdict: str,
    note: str | None,
    judge: str | None,
    made: str,
) -> None:
    """Judge two rows of `entry`."""
    _append(
        connection,
        one=one["id"],
        other=other["id"],
        kind=one["kind"],
        verdict=verdict,
        undoes=None,
        note=note,
        judge=judge,
        made=made,
        on_one=label(from_text(one["kind"], one["told"])),
        on_other=label(from_text(other["kind"], other["told"])),
    )


def undo_last(connection: Connection, judge: str | None, made: str) -> PairJudged | None:
    """Take back the last judgement of `judge` that holds; None when there is none."""
    held = [row for row in holding(connection) if row["judge"] == judge]
    if not held:
        return None
    last = dict(held[-1])
    _append(connection, **{**last, "verdict": UNDO, "undoes": last["n"], "note": None, "judge": judge, "made": made})
    return PairJudged(**last)


def _append(connection: Connection, **row: object) -> None:
    number = next_number(connection, pair_judgement)
    connection.execute(insert(pair_judgement).values({**row, "n": number}))


def entry_row(connection: Connection, ident: str) -> RowMapping | None:
    """The entry of an id: its own, or that of a cluster, which is named by its first entry."""
    found = connection.execute(select(entry).where(entry.c.id == ident.removeprefix("x"))).mappings().first()
    return found


def uncertain(connection: Connection, kind: str | None, limit: int | None) -> Iterator[UncertainPair]:
    """Pairs that nobody has judged and that the rules can't tell, or would join but for others; the likeliest first."""
    one, other = entry.alias("one_entry"), entry.alias("other_entry")
    taken_back = select(pair_judgement.c.undoes).where(pair_judgement.c.undoes.is_not(None))
    judged = select(pair_judgement.c.n).where(
        pair_judgement.c.n.not_in(taken_back),
        not_(pair_judgement.c.verdict == UNDO),
        or_(
            and_(pair_judgement.c.one == one.c.id, pair_judgement.c.other == other.c.id),
            and_(pair_judgement.c.one == other.c.id, pair_judgement.c.other == one.c.id),
        ),
    )
    mine, its = entry.alias("mine"), entry.alias("its")
    here, there = member.alias("here"), member.alias("there")
    # a page that tells of both apart has said already that they are two
    both = (
        select(here.c.version)
        .join(mine, mine.c.n == here.c.entry)
        .join(there, there.c.version == here.c.version)
        .join(its, its.c.n == there.c.entry)
        .where(mine.c.cluster == one.c.cluster, its.c.cluster == other.c.cluster)
    )
    asked = (
        select(one.c.id, other.c.id, one.c.kind, one.c.told, other.c.told)
        .select_from(tie)
        .join(one, one.c.n == tie.c.one)
        .join(other, other.c.n == tie.c.other)
        .where(one.c.cluster != other.c.cluster, ~judged.exists(), ~both.exists())
        .order_by(tie.c.points.desc(), one.c.id, other.c.id)
        .limit(limit)
    )
    if kind is not None:
        asked = asked.where(one.c.kind == kind)
    for first, second, sort, told, too in connection.execute(asked):
        a, b = from_text(sort, told), from_text(sort, too)
        yield UncertainPair(first, second, sort, label(a), label(b), liken(a, b))


def judged_entries(connection: Connection, owner: int) -> list[str]:
    """The ids of the entries of version `owner` that somebody judged."""
    mine = select(entry.c.id).join(member, member.c.entry == entry.c.n).where(member.c.version == owner)
    named = select(pair_judgement.c.one).union(select(pair_judgement.c.other)).subquery()
    return sorted(connection.execute(mine.where(entry.c.id.in_(select(named.c.one))).distinct()).scalars())


def carry_pairs(connection: Connection, owner: int, judged: Sequence[str]) -> list[int]:
    """Hand judgements of entries that are gone to those of the version that took their place; the numbers of all that were
    judged and are there."""
    if not judged:
        return []
    there = {row["id"]: row for row in connection.execute(select(entry).where(entry.c.id.in_(judged))).mappings()}
    mine = select(entry).join(member, member.c.entry == entry.c.n).where(member.c.version == owner).distinct()
    new = [row for row in connection.execute(mine).mappings() if row["id"] not in judged]
    touched = [row["n"] for row in there.values()]
    claims: list[tuple[float, str, str, int]] = []
    for ident in judged:
        if ident not in there:
            kind, was = _was(connection, ident)
            likeness = (
                (alike(was, label(from_text(row["kind"], row["told"]))), row) for row in new if row["kind"] == kind
            )
            claims += [(share, ident, row["id"], row["n"]) for share, row in likeness if share >= ALIKE]
    settled: set[str] = set()
    for _, ident, heir, number in sorted(claims, reverse=True):
        # nobody inherits twice, nor from whom he was compared with: a judgement is on two
        if ident in settled or heir in settled or heir in _compared_with(connection, ident):
            continue
        settled |= {ident, heir}
        touched.append(number)
        for side in ("one", "other"):
            connection.execute(update(pair_judgement).where(pair_judgement.c[side] == ident).values({side: heir}))
    return touched


def _compared_with(connection: Connection, ident: str) -> set[str]:
    """The other sides of all judgements on an entry."""
    return {end for row in history(connection, [ident]) for end in (row.one, row.other)} - {ident}


def forget_pairs(connection: Connection, idents: Sequence[str]) -> None:
    """Take out what was judged of entries that are gone: a judgement holds their words."""
    there = set(connection.execute(select(entry.c.id).where(entry.c.id.in_(idents))).scalars())
    gone = [ident for ident in idents if ident not in there]
    about = or_(pair_judgement.c.one.in_(gone), pair_judgement.c.other.in_(gone))
    connection.execute(delete(pair_judgement).where(about))


def _was(connection: Connection, ident: str) -> tuple[str, str]:
    """The kind of an entry that is gone, and what it told when it was last judged."""
    about = or_(pair_judgement.c.one == ident, pair_judgement.c.other == ident)
    row = (
        connection.execute(select(pair_judgement).where(about).order_by(pair_judgement.c.n.desc()).limit(1))
        .mappings()
        .one()
    )
    return row["kind"], row["on_one"] if row["one"] == ident else row["on_other"]
