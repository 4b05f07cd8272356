"""What the verbs that ask a ledger share: filters as options, the query as it was typed, and printing what is found."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from communique.cli.common import OK
from communique.ledger.filters import FILTERS

SCREEN = 50
"""Rows of a table on a terminal, unless --limit says otherwise. What is piped or exported is always whole."""


def filter_options(parser: argparse.ArgumentParser, without: str) -> None:
    """Every filter of the query language as an option, but for those named in `without`, with spaces between."""
    group = parser.add_argument_group("filters", "as in a query; given twice, either will do")
    for name, one in FILTERS.items():
        if name not in without.split():
            asks = one.asks.replace("%", "%%")
            group.add_argument(f"--{name}", action="append", dest=f"filter_{name}", metavar=one.value, help=asks)


def limit_of(text: str) -> int:
    """`--limit` as a number."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows")
    return int(text)


def filters_of(options: argparse.Namespace) -> dict[str, list[str]]:
    """The filters that were given as options."""
    given = {name: getattr(options, f"filter_{name}", None) for name in FILTERS}
    return {name: values for name, values in given.items() if values}


def query_of(words: Sequence[str]) -> str:
    """The query as the user typed it, with the quotes that the shell took away: `who:"Wang Yi"` came as `who:Wang Yi`.

    A query that came as one argument is taken as it is.
    """
    if len(words) < 2:
        return "".join(words)
    return " ".join(_unquoted(word) for word in words)


def _unquoted(word: str) -> str:
    if not re.search(r"\s", word) or re.search(r"[\"“”«»()]", word):
        return word
    named = re.fullmatch(r"(-?[a-z]+:)(.+)", word, re.DOTALL)
    return f'{named[1]}"{named[2]}"' if named else f'"{word}"'


def form_of(options: argparse.Namespace) -> str:
    """The form asked for; a table on a terminal, JSONL when piped."""
    return options.format or ("table" if sys.stdout.isatty() else "jsonl")


def put(
    options: argparse.Namespace,
    kind: type,
    find: Callable[[int | None], Iterable[Any]],
    newest_last: bool = False,
) -> int:
    """Print what is found: a table no longer than a screen or two, every other form whole."""
    form = form_of(options)
    if form != "table":
        from communique.exports import TEXT_FORMS

        TEXT_FORMS[form](find(options.limit or None), kind, sys.stdout)
        return OK
    from communique.cli.tables import print_table

    limit = SCREEN if options.limit is None else options.limit
    values = list(islice(find(limit + 1 if limit else None), limit + 1 if limit else None))
    more = bool(limit) and len(values) > limit
    kept: Sequence[Any] = (values[1:] if newest_last else values[:limit]) if more else values
    print_table(kept, kind)
    if more:
        print(f"the {'newest' if kind.__name__ == 'Found' else 'first'} {limit}; --limit 0 shows all", file=sys.stderr)
    elif not kept:
        print("nothing found", file=sys.stderr)
    return OK


def shown_whole(found: Sequence[Any], limit: int, show: Callable[[Any], None]) -> int:
    """Show values that take several lines each, at most `limit` where that isn't 0, and say when there are more."""
    for one in found[: limit or None]:
        show(one)
    if limit and len(found) > limit:
        print(f"the first {limit}; --limit 0 shows all", file=sys.stderr)
    elif not found:
        print("nothing found", file=sys.stderr)
    return OK
