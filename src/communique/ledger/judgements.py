"""What people decided about records. A judgement is only ever added; the last one of a record holds.

It outlives the record: when a better reader replaces what a page gave, each judgement goes over to the record that now
stands in the place of the one it was made on, and keeps what it was made on.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from communique.ledger.engine import next_number
from communique.ledger.tables import judgement, record, version
from communique.ledger.words import words
from communique.records import Span

ALIKE = 0.5
"""The share of words (Dice) from which a record is the same one read anew: the scorer's own "half overlap"."""

WITHDRAWN = "withdrawn"
"""The verdict of a line that takes the judgement before it back."""

EDIT = "edit"
"""The verdict that a record is right, but its words should begin or end elsewhere."""

FACTS = ("kind", "status", "start", "end", "due", "by", "to", "who", "place", "mechanism", "session")


@dataclass(frozen=True, slots=True)
class Edited:
    """Where a stretch of a record should stand by what a person says, and where it stood: `part` is what the stretch is
    (evidence, content, action, target), spans index the text of the page, which stays as it is."""

    part: str
    was: Span
    was_words: str
    now: Span
    words: str


def edited_of(cell: str | None) -> Edited | None:
    """What a judgement's column `edit` holds."""
    if cell is None:
        return None
    part, was, was_words, now, words = json.loads(cell)
    return Edited(part, (was[0], was[1]), was_words, (now[0], now[1]), words)


def facts(row: RowMapping) -> str:
    """All that a judgement was made on beside the words, as one line."""
    return "; ".join(f"{key}: {row[key]}" for key in FACTS if row[key] not in (None, ""))


def add_judgement(
    connection: Connection,
    ident: str,
    verdict: str,
    note: str | None,
    judge: str | None,
    made: str,
    edit: Edited | None = None,
) -> bool:
    """Judge the record `ident`; False when there is no such record."""
    row = (
        connection.execute(
            select(record, version.c.id.label("of"))
            .join(version, version.c.n == record.c.version)
            .where(record.c.id == ident)
        )
        .mappings()
        .first()
    )
    if row is None:
        return False
    connection.execute(update(judgement).where(judgement.c.record == ident).values(last=False))
    connection.execute(
        insert(judgement).values(
            n=next_number(connection, judgement),
            record=ident,
            version=row["of"],
            verdict=verdict,
            note=note,
            judge=judge,
            made=made,
            on_type=row["type"],
            on_words=row["words"],
            on_facts=facts(row),
            last=True,
            edit=json.dumps(astuple(edit), ensure_ascii=False) if edit else None,
        )
    )
    return True


def withdraw(connection: Connection, ident: str, judge: str | None, made: str) -> bool:
    """Take back the judgement that holds of record `ident`: the one before it holds again, if there was one. False when
    none holds. Nothing is deleted: that it was withdrawn is one more line, which holds of nothing."""
    mine = connection.execute(select(judgement).where(judgement.c.record == ident).order_by(judgement.c.n)).mappings()
    standing: list[RowMapping] = []
    for row in mine:
        if row["verdict"] != WITHDRAWN:
            standing.append(row)
        elif standing:
            standing.pop()
    if not standing:
        return False
    gone = standing.pop()
    connection.execute(update(judgement).where(judgement.c.record == ident).values(last=False))
    line = {
        **gone,
        "n": next_number(connection, judgement),
        "verdict": WITHDRAWN,
        "note": None,
        "judge": judge,
        "made": made,
        "last": False,
    }
    connection.execute(insert(judgement).values(**line))
    if standing:
        connection.execute(update(judgement).where(judgement.c.n == standing[-1]["n"]).values(last=True))
    return True


def judged_records(connection: Connection, owner: int) -> list[str]:
    """The ids of the records of version `owner` that somebody judged."""
    mine = select(record.c.id).where(record.c.version == owner)
    return sorted(
        connection.execute(select(judgement.c.record).where(judgement.c.record.in_(mine)).distinct()).scalars()
    )


def carry(connection: Connection, owner: int, judged: Sequence[str]) -> None:
    """Hand the judgements of records that are gone to those that took their place, where one clearly did."""
    if not judged:
        return
    new = connection.execute(select(record).where(record.c.version == owner)).mappings().all()
    there = {row["id"] for row in new}
    taken = there & set(judged)
    for ident in judged:
        if ident in there:
            continue
        made = (
            connection.execute(select(judgement).where(judgement.c.record == ident).order_by(judgement.c.n.desc()))
            .mappings()
            .first()
        )
        assert made is not None
        rivals = [row for row in new if row["type"] == made["on_type"] and row["id"] not in taken]
        if heir := heir_among(rivals, made["on_words"], made["on_facts"]):
            taken.add(heir)
            connection.execute(update(judgement).where(judgement.c.record == ident).values(record=heir))


def heir_among(rows: Iterable[RowMapping], on_words: str, on_facts: str) -> str | None:
    """The id of the record that clearly stands in the place of one that was judged on these words and facts."""
    heirs = ((alike(on_words, row["words"]), facts(row) == on_facts, row["id"]) for row in rows)
    share, _, heir = max(heirs, default=(0.0, False, None))
    return heir if share >= ALIKE else None


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common (Dice)."""
    left, right = Counter(words(one)), Counter(words(other))
    return 2 * (left & right).total() / max(left.total() + right.total(), 1)
