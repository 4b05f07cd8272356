"""JSON: one array, or one object a line."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from communique.exports.columns import plain


def write_jsonl(values: Iterable[Any], kind: type, out: TextIO) -> int:
    """One JSON object a line; gives how many."""
    count = 0
    for value in values:
        out.write(json.dumps(plain(value), ensure_ascii=False) + "\n")
        count += 1
    return count


def write_json(values: Iterable[Any], kind: type, out: TextIO) -> int:
    """One JSON array, written as it grows; gives how many values it holds."""
    count = 0
    for value in values:
        out.write(("[\n" if count == 0 else ",\n") + json.dumps(plain(value), ensure_ascii=False, indent=1))
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count
