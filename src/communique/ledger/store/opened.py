"""A store that is open, and what every question to it needs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from communique.ledger.engine import NotThere, clear, name_of, open_engine, reading, writing

DEFAULT = "communique.sqlite"
"""The ledger that is meant when none is named, in the working folder; $COMMUNIQUE_LEDGER names another."""


class Opened:
    """An open store. `where` and `create` as `Ledger` has them."""

    def __init__(self, where: str | Path | None = None, *, create: bool = False) -> None:
        self.where = where if where is not None else os.environ.get("COMMUNIQUE_LEDGER") or DEFAULT
        self.engine = open_engine(self.where, create=create)
        self.name = name_of(self.where)

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear(self.name), reading(self.engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with clear(self.name), writing(self.engine) as connection:
            yield connection


def moment(exact_to: str = "seconds") -> str:
    """This moment as the ledger keeps it."""
    return datetime.now(UTC).isoformat(timespec=exact_to)


T = TypeVar("T")


def there(found: T | None, ident: str) -> T:
    """What was found. NotThere where nothing was."""
    if found is None:
        raise NotThere(f"{ident}: nothing in the ledger has this id")
    return found
