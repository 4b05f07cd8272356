"""What every page of the reading room needs: the ledger, the desk, and how the room is kept."""

import secrets
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from fastapi import Request

from communique.ledger.store import Ledger
from communique.web.desk import Desk

T = TypeVar("T")

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The names by which a machine calls itself."""


KEPT = 32
"""Answers that are kept at a time."""


class _Slot:
    """Where one answer is kept once it is made."""

    def __init__(self) -> None:
        self.making = threading.Lock()
        self.made: list[Any] = []


class Kept:
    """Answers that are dear and that many ask for: each made once, while those who ask for it wait and nobody else does."""

    def __init__(self) -> None:
        self.looking = threading.Lock()
        self.slots: dict[Hashable, _Slot] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key; made where there is none. The oldest answers go."""
        with self.looking:
            slot = self.slots.setdefault(key, _Slot())
            while len(self.slots) > KEPT:
                del self.slots[next(iter(self.slots))]
        with slot.making:
            if not slot.made:
                slot.made.append(make())
            found: T = slot.made[0]
            return found


@dataclass(frozen=True)
class Room:
    """A reading room over one ledger.

    `public`: everybody logs in. `names` are the hosts by which the room may be called; none means any, which only a
    room with log-in allows. `secure`: cookies go over HTTPS alone. `today` stands in for the clock's day.
    """

    ledger: Ledger
    desk: Desk
    public: bool = False
    names: tuple[str, ...] = LOCAL
    secure: bool = True
    today: str | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    reading: threading.Lock = field(default_factory=threading.Lock)
    kept: "Kept" = field(default_factory=lambda: Kept())

    @property
    def day(self) -> str:
        """The day it is, as YYYY-MM-DD."""
        return self.today or date.today().isoformat()


def room_of(request: Request) -> Room:
    """The room that a request came to."""
    room: Room = request.app.state.room
    return room


def base_of(request: Request) -> str:
    """The room's own address, as it was called."""
    return str(request.base_url).rstrip("/")
