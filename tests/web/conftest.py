"""A reading room over the examples, as a client without a browser sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.ledger.store import Ledger
from communique.web.app import make_app
from communique.web.desk import Desk
from communique.web.room import Room

ROOT = Path(__file__).parent.parent.parent
EPISODES = ("kazan-2024", "woodside-2023")
"""Folders of the example ledger that are read too: all sixteen take half a minute."""
EXAMPLES = sorted(
    file
    for file in (ROOT / "examples").rglob("*")
    if file.is_file() and ("ledger" not in file.relative_to(ROOT).parts or file.parent.name in EPISODES)
)
DAY = "2025-03-01"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds the examples; tests that write take a copy."""
    path = tmp_path_factory.mktemp("room") / "examples.sqlite"
    with Ledger(path, create=True) as ledger:
        ledger.add(*EXAMPLES, workers=1)
        ledger.backup(path.with_name("copy.sqlite"))
    return path.with_name("copy.sqlite")


@pytest.fixture
def room(examples: Path, tmp_path: Path) -> Iterator[Room]:
    """A room for one, over a copy of the examples."""
    path = tmp_path / "talks.sqlite"
    path.write_bytes(examples.read_bytes())
    with Ledger(path) as ledger:
        yield Room(ledger, Desk(tmp_path / "talks.desk.sqlite"), today=DAY)


@pytest.fixture
def client(room: Room) -> Iterator[TestClient]:
    """Somebody on the same machine."""
    with TestClient(make_app(room), base_url="http://127.0.0.1:8765", raise_server_exceptions=True) as made:
        yield made
