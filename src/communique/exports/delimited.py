"""CSV (RFC 4180) that no spreadsheet takes for formulas.

A page may hold any words, `=HYPERLINK(...)` among them, and a spreadsheet runs what begins like a formula. Such a cell
gets an apostrophe in front, which spreadsheets take for "this is text" (after OWASP's "CSV injection").
"""

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from communique.exports.columns import cell, columns_of

STARTS = tuple("=+-@＝＋－＠")
"""What begins a formula, wide forms included; a tab or line break before it doesn't help."""


def write_csv(values: Iterable[Any], kind: type, out: TextIO) -> int:
    """A head line and one line a value; gives how many values."""
    writer = csv.writer(out)
    columns = columns_of(kind)
    writer.writerow(columns)
    count = 0
    for value in values:
        writer.writerow([safe(getattr(value, column)) for column in columns])
        count += 1
    return count


def safe(value: Any) -> Any:
    """A cell's text, disarmed; numbers stay numbers."""
    if isinstance(value, int | float):
        return value
    text = cell(value)
    return f"'{text}" if text.lstrip().startswith(STARTS) or text[:1] in ("\t", "\r", "\n") else text
