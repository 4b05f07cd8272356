"""A table in Markdown."""

from collections.abc import Iterable
from typing import Any, TextIO

from communique.exports.columns import cell, columns_of
from communique.show import escaped


def write_markdown(values: Iterable[Any], kind: type, out: TextIO) -> int:
    """A table with a head, one line a value; gives how many values."""
    columns = columns_of(kind)
    out.write("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns) + "\n")
    count = 0
    for value in values:
        out.write("| " + " | ".join(escaped(cell(getattr(value, column))) for column in columns) + " |\n")
        count += 1
    return count
