"""Reading the tables: those beside this module, and rows that users keep in a folder of their own."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

FOLDER = "COMMUNIQUE_KNOWLEDGE"
"""The variable that names the folder of a user's own tables; empty for none."""
KEYS: dict[str, tuple[str, ...]] = {
    "states": ("code",), "places": ("name", "code"), "outlets": ("name",), "organisations": ("name",),
    "titles": ("title",), "offices": ("person", "title", "code", "from"), "seats": ("name",), "surnames": ("surname",),
    "given_names": ("name",), "honorifics": ("honorific",), "name_stops": ("word",), "not_people": ("words", "where"),
    "organs": ("organ",), "abbreviations": ("abbreviation",), "government_domains": ("domain",), "cues": ("lemma",),
    "cue_nouns": ("noun",),
    "meeting_words": ("word", "pos"), "commitment_words": ("word", "pos"), "stance_words": ("word", "pos", "link"),
    "meeting_verbs": ("verb",), "clock_offsets": ("name", "kind"), "merging": ("kind", "sign"),
    "deeds": ("deed",), "progress_words": ("words",), "promise_equals": ("word",), "spellings": ("also",),
    "meeting_levels": ("words",), "regions": ("name",), "state_bodies": ("name",),
}  # fmt: skip
"""The columns by which a user's row stands for one of ours; a table not named here only grows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the file and line it stands in."""

    path: str
    line: int
    cells: dict[str, str]


def own_folder() -> Path | None:
    """Where a user's own rows are looked for; None where that is switched off."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(config).expanduser() / "communique" / "knowledge"


def own_file(name: str) -> Path | None:
    """The user's own NAME.csv, if there is one."""
    folder = own_folder()
    path = folder / f"{name}.csv" if folder else None
    return path if path is not None and path.is_file() else None


def names() -> list[str]:
    """The names of all tables of ours."""
    files = resources.files("communique.knowledge").iterdir()
    return sorted(file.name.removesuffix(".csv") for file in files if file.name.endswith(".csv"))


def rows(name: str) -> Iterator[Row]:
    """Every row of NAME.csv with its place: ours first, then the user's."""
    ours = resources.files("communique.knowledge").joinpath(f"{name}.csv")
    yield from _rows(f"{name}.csv", ours.read_text("utf-8"))
    own = own_file(name)
    if own is not None:
        yield from _rows(str(own), own.read_text("utf-8-sig"))


def _rows(path: str, text: str) -> Iterator[Row]:
    lines = csv.reader(text.splitlines())
    columns = next(lines, [])
    for cells in lines:
        if cells:
            short = [""] * (len(columns) - len(cells))
            yield Row(path, lines.line_num, dict(zip(columns, [*cells, *short], strict=False)))


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of NAME.csv, a user's own rows in place of ours or after them. An empty cell is the empty string.

    A user's file may leave out columns that it has nothing to say on.
    """
    found = list(rows(name))
    if own_file(name) is None:
        return [row.cells for row in found]
    columns = list(found[0].cells)
    merged: dict[object, dict[str, str]] = {}
    for number, row in enumerate(found):
        key = tuple(row.cells.get(column, "").casefold() for column in KEYS[name]) if name in KEYS else number
        merged[key] = {column: row.cells.get(column, "") for column in columns}
    return list(merged.values())


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds more than one."""
    return tuple(part for part in cell.split("|") if part)
