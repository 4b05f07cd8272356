"""Writing what was read, batch by batch, and telling of a page only when it is on disk."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Literal, TypeAlias

from sqlalchemy import Engine

from communique.ledger.collecting import rarely_collected
from communique.ledger.engine import writing
from communique.ledger.rows import Rows
from communique.ledger.tasks import Answer, Failure, Known
from communique.ledger.write import put

Became: TypeAlias = Literal["added", "version", "reread", "unchanged", "failed"]

TOGETHER, WAIT = 256, 1.0
"""Pages written in one transaction, and the seconds after which fewer are: what a power cut makes one add again. Measured
on a ledger of 60,000 pages: 64 together give 367 pages a second, 256 give 426, 512 no more."""
MANY, PATIENT = 1024, 5.0
"""The same where stories and merging wait: what is left to write is mostly leaves of indexes, and more pages share each of
them. Measured at 103,000 pages: 256 together take 3.1 ms a page, 1,024 take 2.1, 2,048 no less."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one page: added, a new version of a page that was there, reread, unchanged, or failed and why."""

    name: str
    became: Became
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many pages became what, and the reports of those that failed."""

    added: int
    versions: int
    reread: int
    unchanged: int
    failed: tuple[Report, ...]

    @property
    def total(self) -> int:
        """All pages that were looked at."""
        return self.added + self.versions + self.reread + self.unchanged + len(self.failed)


def write_all(
    engine: Engine,
    answers: Iterable[Answer],
    report: Callable[[Report], None] | None,
    *,
    read_here: bool = True,
    later: bool = False,
) -> Summary:
    """Write every answer's rows in order; `report` hears of a page once its transaction is on disk.

    `read_here`: this process reads the pages as well, and parsers leave much for the garbage collector. `later`: stories
    and merging wait.
    """
    pending: Answer = []
    counts: Counter[str] = Counter()
    failed: list[Report] = []
    since = monotonic()
    together, wait = (MANY, PATIENT) if later else (TOGETHER, WAIT)

    def flush() -> None:
        for line in _written(engine, pending, later):
            counts[line.became] += 1
            if line.became == "failed":
                failed.append(line)
            if report is not None:
                report(line)
        pending.clear()

    with nullcontext() if read_here else rarely_collected() as collect:
        for answer in answers:
            pending += answer
            if len(pending) >= together or monotonic() - since > wait:
                flush()
                since = monotonic()
                if collect is not None:
                    collect()
        flush()
    return Summary(counts["added"], counts["version"], counts["reread"], counts["unchanged"], tuple(failed))


def _written(engine: Engine, pending: Answer, later: bool) -> list[Report]:
    ready = [one for one in pending if isinstance(one, Rows)]
    became: list[Became] = []
    if ready:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with writing(engine) as connection:
            became += put(connection, ready, [now] * len(ready), later=later)
    outcomes = iter(became)
    lines = []
    for one in pending:
        match one:
            case Rows():
                lines.append(Report(one.version["name"], next(outcomes)))
            case Failure(name, reason):
                lines.append(Report(name, "failed", reason))
            case Known(name):
                lines.append(Report(name, "unchanged"))
    return lines
