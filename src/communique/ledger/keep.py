"""Keeping a ledger safe: copies of it, what must leave no trace, and whether all is sound."""

import os
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, text
from sqlalchemy.exc import NoResultFound

from communique.ledger.engine import LedgerError, open_engine, reading, writing
from communique.ledger.entries import judge_anew, put_entries, settle
from communique.ledger.ids import digest_of
from communique.ledger.piece_rows import piece_row
from communique.ledger.pieces import article_of
from communique.ledger.rows import Identity, Received, Rows, rows_of
from communique.ledger.shown import unpacked
from communique.ledger.stories import clear as clear_stories
from communique.ledger.stories import derive as derive_stories
from communique.ledger.stories import faults as story_faults
from communique.ledger.tables import (
    blob,
    carrying,
    entry,
    evidence,
    judgement,
    kin,
    link,
    member,
    metadata,
    name,
    page,
    pair_judgement,
    party,
    passage,
    piece,
    record,
    role,
    score,
    version,
)
from communique.ledger.write import put, remake, remove
from communique.records import Reading, RecordError

MANY = 200
"""Pages copied or looked through at a time."""


def forget(engine: Engine, owners: Sequence[int]) -> None:
    """Take versions out and leave nothing of them in the files: not in free pages, the log or the full-text index."""
    lite = engine.dialect.name == "sqlite"
    if not lite:
        with writing(engine) as connection:
            remove(connection, owners)
        # a row that is deleted stays in its file until the file is written anew
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for one in metadata.tables:
                connection.execute(text(f"VACUUM (FULL) {one}"))
        return
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        remove(connection, owners)
        # deleted words stay in the index until its parts are merged
        connection.execute(text("INSERT INTO passage_index(passage_index) VALUES ('optimize')"))
    with closing(engine.raw_connection()) as raw:
        busy, *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LedgerError("forgotten, but the log still holds it while another program reads the ledger; run it again")


def back_up(engine: Engine, target: Path) -> None:
    """Write the whole ledger to a new SQLite file, which is a ledger itself. It appears when it is complete.

    LedgerError when there is a file already.
    """
    with _appearing(target) as new:
        if engine.dialect.name == "sqlite":
            with closing(engine.raw_connection()) as raw:
                raw.cursor().execute("VACUUM INTO ?", (str(new),))
        else:
            _copied(engine, new)


def restore(backup: Path, engine: Engine | None, target: Path | None) -> None:
    """Bring a backup back: into an empty ledger behind `engine`, or as a new SQLite file `target`.

    LedgerError when the backup is unsound or the ledger holds pages already.
    """
    saved = open_engine(backup, create=False)
    try:
        for fault in faults(saved):
            raise LedgerError(f"{backup}: unsound, so nothing was restored ({fault})")
        if target is not None:
            back_up(saved, target)
        else:
            assert engine is not None
            with reading(engine) as connection:
                if connection.execute(select(version.c.n).limit(1)).first():
                    raise LedgerError("a backup is restored into an empty ledger; this one holds pages")
            _copy(saved, engine)
    finally:
        saved.dispose()


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """A name to write under; when the block ends well the file is on disk under its own."""
    if target.exists():
        raise LedgerError(f"{target}: is there already")
    if (log := Path(f"{target}-wal")).exists():
        # SQLite would work the log of another ledger into the new file
        raise LedgerError(f"{log}: the log of a ledger that is gone lies there; take it away first")
    if not target.absolute().parent.is_dir():
        raise LedgerError(f"{target}: there is no folder {target.absolute().parent}")
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        yield new
        for one in (new, new.absolute().parent):
            held = os.open(one, os.O_RDONLY)
            os.fsync(held)
            os.close(held)
        os.replace(new, target)
    finally:
        for rest in (new, Path(f"{new}-wal"), Path(f"{new}-shm"), Path(f"{new}-journal")):
            rest.unlink(missing_ok=True)


def _copied(engine: Engine, new: Path) -> None:
    copy = open_engine(new, create=True)
    try:
        _copy(engine, copy)
        with closing(copy.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.cursor().execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.dispose()


def _copy(source: Engine, target: Engine) -> None:
    """Everything from one engine's ledger to another's, in one transaction each. What was read is made anew."""
    with reading(source) as here, writing(target) as there:
        for chunk in _versions(here):
            put(there, [_remade(here, row) for row in chunk], [row["added"] for row in chunk])
        for decided in (judgement, pair_judgement, evidence, score):
            for row in here.execute(select(decided).order_by(decided.c.n)).mappings():
                there.execute(insert(decided).values(**row))
        judge_anew(there)


def enter_all(connection: Connection) -> None:
    """Enter and cluster the pages of a ledger that was made before pages were merged."""
    for chunk in _versions(connection):
        fresh = put_entries(connection, [(row["n"], _remade(connection, row)) for row in chunk])
        settle(connection, fresh)


def _versions(connection: Connection) -> Iterator[Sequence[RowMapping]]:
    last = 0
    while True:
        some = select(version, page.c.address).join(page, page.c.id == version.c.page).where(version.c.n > last)
        chunk = connection.execute(some.order_by(version.c.n).limit(MANY)).mappings().all()
        if not chunk:
            return
        yield chunk
        last = chunk[-1]["n"]


def _remade(connection: Connection, row: RowMapping) -> Rows:
    data = unpacked(connection, row["bytes"])
    read = Reading.from_json(unpacked(connection, row["reading"]))
    return rows_of(received(row, data), read, row["reader"])


def derive(connection: Connection) -> None:
    """Make the pieces and stories of all versions anew from their readings."""
    clear_stories(connection)
    connection.execute(delete(piece))
    for chunk in _versions(connection):
        made = [{"version": row["n"], **piece_row(article_of(connection, row["reading"]), row["id"])} for row in chunk]
        connection.execute(insert(piece), made)
    derive_stories(connection)


def mend(connection: Connection) -> None:
    """Make anew what differs from what its reading gives, and all stories."""
    clear_stories(connection)
    for chunk in _versions(connection):
        made = ((row["n"], _remade(connection, row)) for row in chunk)
        remake(connection, [(owner, rows) for owner, rows in made if _held(connection, owner) != _made(rows)])
    derive(connection)


def received(row: RowMapping, data: bytes) -> Received:
    """A stored version as it was received, with its identity."""
    given = (row["given_url"], row["given_published"], row["given_publisher"])
    return Received(row["name"], row["media"], data, *given, Identity(row["page"], row["id"], row["address"]))


def faults(engine: Engine) -> Iterator[str]:
    """What is unsound in a ledger, a line each: damaged bytes, records that differ from what their reading gives, an
    index that differs from the records, pages without a last version, stories that are not those of the pages, entries
    that lead to no cluster."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            yield from _file_faults(connection)
        for chunk in _versions(connection):
            for row in chunk:
                yield from _version_faults(connection, row)
        yield from _last_faults(connection)
        yield from _story_faults(connection)
        yield from _cluster_faults(connection)


def _story_faults(connection: Connection) -> Iterator[str]:
    try:
        yield from story_faults(connection)
    except (zlib.error, ValueError):
        yield "the stories can't be gone through while readings are damaged"


def _file_faults(connection: Connection) -> Iterator[str]:
    said = [row[0] for row in connection.execute(text("PRAGMA integrity_check(10)"))]
    yield from (f"the file is damaged: {line}" for line in said if line != "ok")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"a row of {row[0]} refers to a {row[2]} that is not there"
    indexed = connection.execute(text("SELECT count(*) FROM passage_index_docsize")).scalar_one()
    held = connection.execute(select(func.count()).select_from(passage)).scalar_one()
    if indexed != held:
        yield f"the index holds {indexed} passages, the ledger {held}"


def _version_faults(connection: Connection, row: RowMapping) -> Iterator[str]:
    for sha in (row["bytes"], row["reading"]):
        try:
            if digest_of(unpacked(connection, sha)) != sha:
                yield f"{row['id']}: its bytes differ from their digest {sha}"
                return
        except (zlib.error, NoResultFound):
            yield f"{row['id']}: its bytes {sha} can't be unpacked"
            return
    try:
        made = _remade(connection, row)
    except RecordError as error:
        yield f"{row['id']}: its reading can't be read ({error})"
        return
    if _held(connection, row["n"]) != _made(made):
        yield f"{row['id']}: its records differ from what its reading gives"


def _last_faults(connection: Connection) -> Iterator[str]:
    lasts = func.count().filter(version.c.last)
    uneven = select(version.c.page).group_by(version.c.page).having(lasts != 1)
    for page_id in connection.execute(uneven).scalars():
        yield f"{page_id}: has not one last version"
    parted = select(record.c.id).join(version, version.c.n == record.c.version).where(record.c.last != version.c.last)
    for ident in connection.execute(parted.limit(10)).scalars():
        yield f"{ident}: is not of the same age as its version"


def _cluster_faults(connection: Connection) -> Iterator[str]:
    first = entry.alias("first")
    lost = select(entry.c.id).outerjoin(first, first.c.id == entry.c.cluster)
    for ident in connection.execute(lost.where(first.c.cluster.is_distinct_from(entry.c.cluster)).limit(10)).scalars():
        yield f"{ident}: leads to no cluster"


def _held(connection: Connection, owner: int) -> Counter[tuple[object, ...]]:
    """The rows of a version, named by their records' ids."""
    mine = record.c.version == owner
    columns = [column for column in record.c if column.name not in ("n", "version", "last")]
    rows: list[tuple[object, ...]] = [tuple(row) for row in connection.execute(select(*columns).where(mine))]
    for one in (link, party, role):
        rest = [column for column in one.c if column.name != "record"]
        tied = select(record.c.id, *rest).join(record, record.c.n == one.c.record).where(mine)
        rows += [(one.name, *row) for row in connection.execute(tied)]
    own = [column for column in piece.c if column.name != "version"]
    rows += [("piece", *row) for row in connection.execute(select(*own).where(piece.c.version == owner))]
    spots = select(record.c.id, func.count()).join(passage, passage.c.record == record.c.n).where(mine)
    rows += [("passage", *row) for row in connection.execute(spots.group_by(record.c.id))]
    told = select(member.c.ref, entry.c.id).join(entry, entry.c.n == member.c.entry).where(member.c.version == owner)
    rows += [("member", *row) for row in connection.execute(told)]
    return Counter(rows)


def _made(made: Rows) -> Counter[tuple[object, ...]]:
    ids = [row["id"] for row in made.record]
    columns = [column.name for column in record.c if column.name not in ("n", "version", "last")]
    rows: list[tuple[object, ...]] = [tuple(row[column] for column in columns) for row in made.record]
    for one, found in ((link, made.link), (party, made.party), (role, made.role)):
        rest = [column.name for column in one.c if column.name != "record"]
        rows += [(one.name, ids[row["record"]], *(row[column] for column in rest)) for row in found]
    rows.append(("piece", *(made.piece[column.name] for column in piece.c if column.name != "version")))
    rows += [
        ("passage", ident, number) for ident, number in Counter(ids[row["record"]] for row in made.passage).items()
    ]
    rows += [("member", one.ref, one.id) for one in made.entry]
    return Counter(rows)


def digest(connection: Connection) -> str:
    """One value for all that a ledger holds, whatever the order and the moments in which it came in."""
    total = 0
    for row in _everything(connection):
        total += int.from_bytes(sha256(repr(row).encode("utf-8", "surrogatepass")).digest(), "big")
    return f"{total % 2**256:064x}"


def _everything(connection: Connection) -> Iterator[tuple[object, ...]]:
    for row in connection.execute(select(blob.c.sha256, blob.c.size)):
        yield ("blob", *row)
    for one in (page, name):
        for row in connection.execute(select(*one.c)):
            yield (one.name, *row)
    kept = [column for column in version.c if column.name not in ("n", "added", "name")]
    for row in connection.execute(select(*kept)):
        yield ("version", *row)
    for decided in (judgement, pair_judgement, evidence, score):
        kept = [column for column in decided.c if column.name not in ("n", "made", "undoes")]
        for row in connection.execute(select(*kept)):
            yield (decided.name, *row)
    named = dict(connection.execute(select(version.c.n, version.c.id)).tuples().all())
    for row in connection.execute(select(carrying)):
        yield ("carrying", named[row.version], named[row.head], row.story, row.place, row.relation, row.reasons)
    for row in connection.execute(select(kin)):
        yield ("kin", *sorted((named[row.one], named[row.other])), row.carried, row.words)
    for owner, last in connection.execute(select(version.c.n, version.c.last)).all():
        for held, number in _held(connection, owner).items():
            yield (last, *held, number)
