"""Every test of the ledger runs on both engines: `ledger_url` is an SQLite file, then a database on PostgreSQL.

The PostgreSQL server is one of our own, on a socket in a temporary folder, from binaries found on the machine (or the
one that COMMUNIQUE_TEST_POSTGRES names). Without binaries its tests are skipped, unless COMMUNIQUE_NEED_POSTGRES is set.
"""

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from communique.ledger.store import Ledger
from communique.reading import read
from communique.records import Reading

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
PAGES = sorted(file for file in EXAMPLES.glob("*.*") if file.is_file())
LEAST = 15
NUMBERS = count(1)


def _binaries() -> Path | None:
    """The folder with the newest `initdb` of PostgreSQL 15 or later."""
    found = [Path(one) for one in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    found += [Path(one) for one in [shutil.which("initdb")] if one]
    usable = []
    for one in found:
        said = subprocess.run([one, "--version"], capture_output=True, text=True, check=False).stdout
        number = said.split()[-1].split(".")[0] if said else ""
        if number.isdecimal() and int(number) >= LEAST:
            usable.append((int(number), one.parent))
    return max(usable)[1] if usable else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, up to the name of a database."""
    if named := os.environ.get("COMMUNIQUE_TEST_POSTGRES"):
        yield named
        return
    binaries = _binaries()
    if binaries is None:
        reason = f"no binaries of PostgreSQL {LEAST} or later found"
        if os.environ.get("COMMUNIQUE_NEED_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    # a socket's path may have some hundred characters, and pytest's folders are long
    folder = Path(tempfile.mkdtemp(prefix="communique-pg"))
    # the server refuses to run as root
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*words: object) -> None:
        done = subprocess.run(list(map(str, words)), user=user, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "communique", "-E", "UTF8", "--locale=C")
    settings = ("fsync=off", "listen_addresses=''", f"unix_socket_directories='{folder}'", "max_connections=40")
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("\n".join(settings) + "\n")
    try:
        # with its output in a file: a server that holds our pipe would keep us waiting
        run(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        yield f"postgresql://communique@/{{name}}?host={folder}"
    finally:
        subprocess.run(
            [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            user=user,
            cwd=folder,
            capture_output=True,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(server: str) -> str:
    """A new empty database on a server, as the address of a ledger."""
    name = f"t{os.getpid()}_{next(NUMBERS)}"
    admin = server.format(name="postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives a place for a new ledger each time it is called: on each engine in turn."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"ledger{next(NUMBERS)}.sqlite")
    server = request.getfixturevalue("postgres")
    return lambda: fresh_database(server)


@pytest.fixture
def ledger_url(new_url: Callable[[], str]) -> str:
    """A place for a new ledger."""
    return new_url()


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger on each engine in turn."""
    with Ledger(ledger_url, create=True) as made:
        yield made


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """The readings of the examples."""
    return [read(path) for path in PAGES]


@pytest.fixture
def filled(ledger: Ledger, readings: list[Reading]) -> Ledger:
    """A ledger that holds the examples."""
    ledger.add(*readings)
    return ledger
