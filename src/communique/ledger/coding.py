"""What people decided about commitments: which sentences are evidence, and how far each was complied with.

Rows are only ever added. Of one judge's decisions on one sentence the last holds, and of one coder's scores of one stage;
to undo is to add a row that takes the last back. Like judgements they outlive the record they hang on, and what hangs on one
record holds for all that are one with it, as long as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, delete, insert, or_, select, update

from communique.ledger.engine import next_number
from communique.ledger.judgements import facts, heir_among
from communique.ledger.tables import evidence, record, score, version
from communique.ledger.wholes import parts, whole, wholes
from communique.relate.agreement import Agreement, agreements
from communique.relate.undertakings import Progress

Decision: TypeAlias = Literal["confirm", "reject", "undo"]
Stage: TypeAlias = Literal["interim", "final"]
STAGES: tuple[str, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about a sentence: its words, day and status as they were then."""

    evidence: str
    page_version: str
    words: str
    day: str | None
    status: Progress
    verdict: str
    note: str | None
    judge: str | None
    made: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A coder's score of a commitment: -1, 0 or +1, interim or final."""

    commitment: str
    coder: str
    stage: str
    value: int
    note: str | None
    made: str


def _grounds(connection: Connection, ident: str) -> dict[str, Any] | None:
    """What a decision is made on; None when no commitment has this id."""
    told = select(record, version.c.id.label("of")).join(version, version.c.n == record.c.version)
    row = connection.execute(told.where(record.c.id == ident, record.c.type == "commitment")).mappings().first()
    if row is None:
        return None
    return {
        "commitment": ident,
        "version": row["of"],
        "on_type": row["type"],
        "on_words": row["words"],
        "on_facts": facts(row),
    }


def _add(connection: Connection, table: Table, ident: str, **values: Any) -> bool:
    grounds = _grounds(connection, ident)
    if grounds is None:
        return False
    connection.execute(insert(table).values(n=next_number(connection, table), **grounds, **values))
    return True


def add_decision(connection: Connection, ident: str, decided: Decided) -> bool:
    """Note what somebody decided about a sentence; False when no commitment has this id. It hangs on the record on which the
    judge's last word about the sentence does, where that is one with `ident`: so it can be taken back there."""
    own = (evidence.c.evidence == decided.evidence, evidence.c.judge.is_not_distinct_from(decided.judge))
    return _add(
        connection, evidence, _last_on(connection, evidence, ident, *own), evidence=decided.evidence,
        page_version=decided.page_version, words=decided.words, day=decided.day, status=decided.status,
        verdict=decided.verdict, note=decided.note, judge=decided.judge, made=decided.made,
    )  # fmt: skip


def add_score(
    connection: Connection, ident: str, value: int | None, coder: str, stage: Stage, note: str | None, made: str
) -> bool:
    """Note a coder's score, or take the last of that stage back (None); False when no commitment has this id."""
    on = _last_on(connection, score, ident, score.c.coder == coder, score.c.stage == stage)
    return _add(connection, score, on, value=value, coder=coder, stage=stage, note=note, made=made)


def _last_on(connection: Connection, table: Table, ident: str, *own: ColumnElement[bool]) -> str:
    """The record, of those that are one with `ident`, on which somebody's own last line hangs; `ident` where none does."""
    lines = select(table.c.commitment).where(table.c.commitment.in_(whole(connection, ident)), *own)
    return connection.execute(lines.order_by(table.c.n.desc()).limit(1)).scalar() or ident


def decisions(connection: Connection, ident: str) -> list[Decided]:
    """What holds about a commitment's evidence, whichever record of it was decided on: of each judge and sentence the last
    decision, in order."""
    mine = _decided().where(evidence.c.commitment.in_(whole(connection, ident)))
    return _holding(connection.execute(mine).mappings(), lambda _: ident).get(ident, [])


def all_decisions(connection: Connection) -> dict[str, list[Decided]]:
    """What holds about the evidence of every commitment that somebody decided on, by each record that is one with it."""
    rows = connection.execute(_decided()).mappings().all()
    of = wholes(connection, (row["commitment"] for row in rows))
    held = _holding(rows, lambda ident: of[ident])
    return {ident: held[one] for ident, one in parts(connection, held).items()}


def _decided() -> Select[Any]:
    return select(evidence).order_by(evidence.c.n)


def _holding(rows: Iterable[RowMapping], of: Callable[[str], str]) -> dict[str, list[Decided]]:
    last: dict[tuple[str, str, str | None], Decided] = {}
    for row in rows:
        key = (of(row["commitment"]), row["evidence"], row["judge"])
        last.pop(key, None)
        if row["verdict"] != "undo":
            last[key] = Decided(
                row["evidence"], row["page_version"], row["words"], row["day"], row["status"], row["verdict"],
                row["note"], row["judge"], row["made"],
            )  # fmt: skip
    found: dict[str, list[Decided]] = defaultdict(list)
    for (commitment, _, _), one in last.items():
        found[commitment].append(one)
    return found


def scores(connection: Connection, ident: str) -> list[Scored]:
    """The scores that hold of a commitment, whichever record of it was scored: of each coder and stage the last."""
    mine = select(score).where(score.c.commitment.in_(whole(connection, ident))).order_by(score.c.n)
    rows = connection.execute(mine).mappings().all()
    return [one for _, one in _scored(rows, {row["commitment"]: ident for row in rows})]


def _scored(rows: Iterable[RowMapping], of: Mapping[str, str]) -> list[tuple[str, Scored]]:
    last: dict[tuple[str, str, str], Scored] = {}
    for row in rows:
        key = (of[row["commitment"]], row["coder"], row["stage"])
        last.pop(key, None)
        if row["value"] is not None:
            last[key] = Scored(row["commitment"], row["coder"], row["stage"], row["value"], row["note"], row["made"])
    return [(of_what, one) for (of_what, _, _), one in last.items()]


def agreement(connection: Connection, stage: Stage) -> tuple[Agreement, ...]:
    """How far every two coders agree over all commitments that both scored."""
    by_coder: dict[str, dict[str, int]] = defaultdict(dict)
    rows = connection.execute(select(score).where(score.c.stage == stage).order_by(score.c.n)).mappings().all()
    for of_what, one in _scored(rows, wholes(connection, (row["commitment"] for row in rows))):
        by_coder[one.coder][of_what] = one.value
    return agreements(stage, by_coder)


def coded(connection: Connection, owner: int) -> list[str]:
    """The ids of the commitments of version `owner` that somebody decided on or scored."""
    mine = select(record.c.id).where(record.c.version == owner)
    found: set[str] = set()
    for table in (evidence, score):
        named = select(table.c.commitment).where(table.c.commitment.in_(mine)).distinct()
        found |= set(connection.execute(named).scalars())
    return sorted(found)


def carry_coding(connection: Connection, owner: int, held: Sequence[str]) -> None:
    """Hand over what was decided on commitments that are gone to those that took their place, where one clearly did."""
    if not held:
        return
    mine = select(record).where(record.c.version == owner, record.c.type == "commitment")
    new = {row["id"]: row for row in connection.execute(mine).mappings()}
    taken = new.keys() & set(held)
    for ident in held:
        if ident in new:
            continue
        on_words, on_facts = next(_made_on(connection, ident))
        rivals = [row for row in new.values() if row["id"] not in taken]
        if heir := heir_among(rivals, on_words, on_facts):
            taken.add(heir)
            for table in (evidence, score):
                connection.execute(update(table).where(table.c.commitment == ident).values(commitment=heir))


def _made_on(connection: Connection, ident: str) -> Iterator[tuple[str, str]]:
    for table in (evidence, score):
        made = select(table.c.on_words, table.c.on_facts).where(table.c.commitment == ident).order_by(table.c.n.desc())
        for row in connection.execute(made.limit(1)):
            yield row.on_words, row.on_facts


def forget_coding(connection: Connection, ident: str) -> None:
    """Take out all that was decided on the commitments of version `ident`, and every sentence of it that is evidence."""
    connection.execute(delete(score).where(score.c.version == ident))
    connection.execute(delete(evidence).where(or_(evidence.c.version == ident, evidence.c.page_version == ident)))
