"""Opening a store: SQLite or PostgreSQL by its address, with the schema brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

HEAD = "0006"
"""The schema this code speaks: the newest file in migrations/versions."""

STORIES = "0002"
"""The schema that brought stories; an older ledger has readings but none of their pieces."""

PATIENCE = 120
"""Seconds a writer waits for its turn on SQLite. Eight writers of 1,000 pages each waited at most a few seconds."""

CACHE = 64 * 1024
"""KiB of SQLite's page cache: its default of 2 MB makes adding to a ledger of 100,000 pages three times slower."""


LEAST = 15
"""The oldest PostgreSQL that is tested and supported."""

LOG = 16_000
"""Pages of 4 KB that SQLite's log may hold before it is worked into the file. With the default of 1,000 each page of an
index is written again and again: adding to a ledger of 60,000 pages is a tenth slower."""


class LedgerError(Exception):
    """What is wrong with a ledger or with what was asked of it, in one line."""


class NotThere(LedgerError):
    """Nothing in the ledger has the id that was asked for."""


def address_of(where: str | Path) -> URL:
    """The database's address for a path or a URL. LedgerError for a URL of an engine that is not spoken here."""
    text = str(where)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except ArgumentError:
        raise LedgerError(f"{text}: not an address of a ledger") from None
    engine = url.get_backend_name()
    if engine in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if engine == "sqlite":
        return url.set(drivername="sqlite")
    raise LedgerError(f"{engine}: not an engine a ledger can live on; SQLite and PostgreSQL are")


def name_of(where: str | Path) -> str:
    """The path or URL as it may be shown: without a password."""
    url = address_of(where)
    if url.get_backend_name() == "sqlite":
        return str(where)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(where: str | Path, *, create: bool) -> Engine:
    """A connected engine with an up-to-date schema. LedgerError when it can't be opened, or isn't there and `create`
    is false."""
    url = address_of(where)
    shown = name_of(where)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not url.database or url.database == ":memory:":
            raise LedgerError("a ledger lives in a file, not in memory")
        if not create and (not path.exists() or path.stat().st_size == 0):
            raise LedgerError(f"{path}: no ledger there; `communique add` makes one")
        if create and not path.absolute().parent.is_dir():
            raise LedgerError(f"{path}: there is no folder {path.absolute().parent}")
    with clear(shown):
        engine = _engine(url)
        try:
            _bring_up_to_date(engine, shown, create)
            if create and engine.dialect.name == "sqlite":
                _log_ahead(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, isolation_level="REPEATABLE READ")
        except (ModuleNotFoundError, NoSuchModuleError):
            raise LedgerError("PostgreSQL needs psycopg: pip install 'communique[postgresql]'") from None
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        # transactions are begun by us below, not by the driver, which would begin them too late
        connection.isolation_level = None
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{CACHE}",
            "temp_store=MEMORY",
            f"wal_autocheckpoint={LOG}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer that starts as a reader can find its snapshot outdated and fail at once, however long it may wait
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(engine: Engine) -> None:
    """Let readers go on while somebody writes: the mode stays with the file. Only for a file known to be a ledger."""
    with closing(engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA journal_mode=WAL")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, on disk, when the block ends, or nothing."""
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                # One writer at a time, as on SQLite: two that add the same page would each fail the other, and a
                # batch is written in a fraction of the time that reading its pages takes.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield connection


LOCK = 0x636F6D6D
"""The advisory lock that writers of one PostgreSQL database take in turn ("comm")."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads: the ledger as it was at one moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def clear(shown: object) -> Iterator[None]:
    """Turn the database's own errors into one line that names the ledger and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(f"{shown}: {_reason(error)}") from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{shown}: {str(error).splitlines()[0]}") from error


def _reason(error: DBAPIError) -> str:
    said = str(error.orig).strip()
    for sign, meaning in REASONS.items():
        if sign in said.casefold():
            return meaning
    # the server's own word, without the driver's preface of sockets and addresses
    return said.rpartition("FATAL:")[2].strip().splitlines()[0] if said else type(error.orig).__name__


REASONS = {
    "file is not a database": "not a ledger (the file is no SQLite database)",
    "disk image is malformed": "damaged; restore it from a backup",
    "disk is full": "the disk is full; nothing of the last batch was written",
    "no space left": "the disk is full; nothing of the last batch was written",
    "disk i/o error": "the disk refused (full, or failing); nothing of the last batch was written",
    "unable to open database": "cannot be opened (does the folder exist, and may it be written?)",
    "readonly database": "cannot be written; the file or its folder is read-only",
    "database is locked": f"another program has been writing to it for {PATIENCE} seconds",
    "no such file or directory": "no PostgreSQL server answers there",
    "could not translate host name": "no host has that name",
    "connection refused": "no PostgreSQL server answers there",
    "password authentication failed": "the server refuses this user or password",
}


def _bring_up_to_date(engine: Engine, shown: object, create: bool) -> None:
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            _check_server(connection, shown)
        tables = set(inspect(connection).get_table_names())
        found = _revision(connection) if "alembic_version" in tables else None
    if found == HEAD:
        return
    if found is None and tables:
        raise LedgerError(f"{shown}: a database, but not a ledger of Communique")
    if found is None and not create:
        raise LedgerError(f"{shown}: no ledger there; `communique add` makes one")
    if found is not None and found > HEAD:
        raise LedgerError(f"{shown}: made by a newer Communique (schema {found}; this one knows {HEAD})")
    _migrate(engine, found)


def _check_server(connection: Connection, shown: object) -> None:
    version = connection.dialect.server_version_info or (0,)
    if version[0] < LEAST:
        raise LedgerError(f"{shown}: PostgreSQL {version[0]}; a ledger needs {LEAST} or later")
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise LedgerError(f"{shown}: its encoding is {encoding}; a ledger needs UTF8")


def _revision(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


MERGED_SINCE = "0003"
"""The schema from which on pages are merged as they are added."""


def _migrate(engine: Engine, found: str | None) -> None:
    """Bring the schema up from `found`, and make what is new in it from the readings, all in one transaction."""
    # imported here, since it takes longer than opening a ledger that needs nothing
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if found is not None and found < STORIES:
            from communique.ledger.keep import derive

            derive(connection)
        if found is not None and found < MERGED_SINCE:
            from communique.ledger.keep import enter_all

            enter_all(connection)


def next_number(connection: Connection, table: Table) -> int:
    """The number of the next row: writers take turns on both engines, so that the highest can't move under us."""
    return (connection.execute(select(func.max(table.c.n))).scalar() or 0) + 1
