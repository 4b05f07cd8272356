"""From what a user names to rows that are ready to be written: files, folders, globs, readings, bytes, pages."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from communique.ledger.rows import Received
from communique.ledger.tasks import Answer, Failure, Known, Lines, Task
from communique.pages import Page, PageError, open_page
from communique.pages.files import expand, holds_readings
from communique.pages.opening import LARGEST
from communique.records import Reading

Source: TypeAlias = str | Path | bytes | Page | Reading

TOGETHER, AT_MOST = 64, 1024 * 1024
"""Lines of ready readings that make one task, and the bytes from which fewer do: enough tasks in hand for the children to go on with
while a thousand pages are written."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the user tells of a page that the page can't."""

    url: str | None = None
    published: str | None = None
    publisher: str | None = None


def files(sources: Iterable[Source]) -> list[Source]:
    """The sources with folders and globs opened up, each once."""
    found: dict[Source, None] = {}
    for source in sources:
        names = expand([str(source)]) if isinstance(source, str | Path) else [source]
        found |= dict.fromkeys(names)
    return list(found)


def may_be_many(source: Source) -> bool:
    """Whether a source is a file of readings and not one page."""
    return isinstance(source, str) and holds_readings(source)


def tasks(sources: Iterable[Source], told: Told, is_known: Callable[[Received], bool]) -> Iterator[Task | Answer]:
    """What is to be read for each source, or why it can't be."""
    for source in sources:
        try:
            if isinstance(source, Reading):
                yield Lines("(reading)", 0, (source.to_json().encode("utf-8", "surrogatepass"),))
            elif isinstance(source, str) and may_be_many(source):
                yield from _readings(Path(source))
            else:
                page = source if isinstance(source, Page) else open_page(source)
                received = Received(
                    page.name, page.media, page.data, told.url or page.url, told.published, told.publisher
                )
                yield [Known(page.name)] if is_known(received) else received
        except PageError as error:
            yield [Failure(error.name, error.reason)]


def _readings(path: Path) -> Iterator[Task]:
    """The readings of a file: one a line, or with suffix .json one alone or an array of them."""
    try:
        if path.suffix.casefold() == ".json":
            yield from _json(path)
            return
        with path.open("rb") as file:
            yield from _lines(str(path), iter(lambda: file.readline(LARGEST + 1), b""))
    except OSError as error:
        raise PageError(str(path), (error.strerror or str(error)).casefold()) from None


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Task]:
    first, held, size = 1, [], 0
    for number, line in enumerate(lines, 1):
        if len(line) > LARGEST:
            raise PageError(f"{name}:{number}", f"larger than {LARGEST // 2**20} MB")
        held.append(line)
        size += len(line)
        if len(held) == TOGETHER or size > AT_MOST:
            yield Lines(name, first, tuple(held))
            first, held, size = number + 1, [], 0
    if held:
        yield Lines(name, first, tuple(held))


def _json(path: Path) -> Iterator[Task]:
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise PageError(str(path), f"larger than {LARGEST // 2**20} MB; one reading a line (.jsonl) can be of any size")
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PageError(str(path), f"not a reading (not JSON: {error})") from None
    many = whole if isinstance(whole, list) else [whole]
    for number, one in enumerate(many, 1):
        name = f"{path}#{number}" if isinstance(whole, list) else str(path)
        yield Lines(name, 0, (json.dumps(one).encode(),))
