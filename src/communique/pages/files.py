"""Names as a user gives them, as the files they stand for."""

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

PAGES = frozenset({".html", ".htm", ".txt", ".md", ".markdown"})
"""Suffixes of the files that are taken from a folder."""
READINGS = frozenset({".jsonl", ".ndjson", ".json"})
"""Suffixes of files that hold readings and not a page."""


def holds_readings(name: str) -> bool:
    """Whether a name is that of a file of readings and not of one page."""
    return Path(name).suffix.casefold() in READINGS


def expand(names: Iterable[str]) -> Iterator[str]:
    """Files for what was named: folders give the pages in them, globs what they match, `-` itself.

    A name that is nothing of these is given back, so that opening it can say what is wrong.
    """
    for name in names:
        path = Path(name)
        if name == "-" or path.is_file():
            yield name
        elif path.is_dir():
            yield from sorted(
                str(file) for file in path.rglob("*") if file.suffix.casefold() in PAGES and file.is_file()
            )
        else:
            yield from sorted(glob.glob(name, recursive=True)) or [name]
