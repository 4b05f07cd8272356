"""What is to be read for a ledger, one piece at a time, and what comes of it: rows, or why there are none."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias, cast

from communique.ledger.rows import Received, Rows, rows_of
from communique.pages import Page, PageError
from communique.pages.opening import Media
from communique.records import Reading, RecordError

GIVEN = "given"
"""The reader of a reading that was made elsewhere."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a JSONL file of readings, the first with its number."""

    name: str
    first: int
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """A page that the ledger holds already, bytes and all; it is not read again."""

    name: str


Task: TypeAlias = Received | Lines
Answer: TypeAlias = list[Rows | Failure | Known]


def answer(task: Task) -> Answer:
    """Read what a task holds: one page, or several lines."""
    if isinstance(task, Received):
        return [_safely(task.name, partial(_read, task))]
    found: Answer = []
    for number, line in enumerate(task.lines, task.first):
        if line.strip():
            name = f"{task.name}:{number}" if task.first else task.name
            found.append(_safely(name, partial(_given, name, line)))
    return found


def _safely(name: str, make: Callable[[], Rows]) -> Rows | Failure:
    try:
        return make()
    except PageError as error:
        return Failure(error.name, error.reason)
    except RecordError as error:
        return Failure(name, f"not a reading ({error})")
    except RecursionError:
        return Failure(name, "nested too deeply")


def _read(received: Received) -> Rows:
    # imported here: lines of ready readings need no parser, whose start takes longer than a thousand of them
    from communique.reading import read, read_article, reader_id

    if received.media == "reading":
        return rows_of(received, read_article(Reading.from_json(received.data).article), reader_id())
    page = Page(received.name, received.data, cast(Media, received.media), received.given_url)
    url, published, publisher = received.given_url, received.given_published, received.given_publisher
    return rows_of(received, read(page, url=url, published=published, publisher=publisher), reader_id())


def _given(name: str, line: bytes) -> Rows:
    """A ready reading: what was received is its article, so that the same article read anew is the same version."""
    reading = Reading.from_json(line)
    article = Reading(reading.article).to_json().encode("utf-8", "surrogatepass")
    return rows_of(Received(name, "reading", article), reading, GIVEN)
