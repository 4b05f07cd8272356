"""`find`, `list`, `show`, `timeline`, `people`, `export`: what an analyst asks a ledger."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from communique.cli.common import OK, Verbs, failed, ledger_option, opened
from communique.ledger.filters import FILTERS, TYPES

SCREEN = 50
"""Rows of a table on a terminal, unless --limit says otherwise. What is piped or exported is always whole."""

FORMS = ("table", "json", "jsonl", "csv", "md")
LISTS = ("people", *(f"{one}s" for one in TYPES))


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    find = verbs.add_parser("find", help="find records by words and filters")
    find.add_argument("query", nargs="*", metavar="QUERY", help='e.g. "joint statement" -visa by:JPN when:2024..')
    find.set_defaults(run=_find)

    several = verbs.add_parser("list", help="list people, meetings, statements, commitments, mechanisms or pages")
    several.add_argument("what", choices=LISTS)
    several.add_argument("query", nargs="*", metavar="QUERY", help="only what belongs to records that this finds")
    several.set_defaults(run=_list)

    timeline = verbs.add_parser("timeline", help="what passed between two parties, day by day")
    timeline.add_argument("one", metavar="PARTY")
    timeline.add_argument("other", metavar="PARTY")
    timeline.add_argument("query", nargs="*", metavar="QUERY")
    timeline.set_defaults(run=_timeline)

    people = verbs.add_parser("people", help="who somebody is: offices over time, meetings, what they said")
    people.add_argument("name", nargs="+", metavar="NAME")
    people.set_defaults(run=_people)

    show = verbs.add_parser("show", help="one record with its words, page, offsets and rule; or a page")
    show.add_argument("id", metavar="ID")
    show.add_argument("--bytes", action="store_true", help="the page as it came, to standard output")
    show.add_argument("--reading", action="store_true", help="the whole reading of its page as communique.reading/1")
    show.set_defaults(run=_show)

    export = verbs.add_parser("export", help="write records to a file, all of them")
    export.add_argument("query", nargs="*", metavar="QUERY")
    export.add_argument("-o", "--output", required=True, metavar="FILE", help=".csv, .json, .jsonl, .md or .parquet")
    export.set_defaults(run=_export)

    for verb in (find, several, timeline, export):
        filter_options(verb, without="type" if verb is several else "")
    for verb in (find, several, timeline, people, show):
        forms = FORMS if verb not in (show, people) else ("table", "json")
        verb.add_argument("--format", choices=forms, help="table on a terminal, jsonl when piped")
    for verb in (find, several, timeline):
        verb.add_argument("--limit", type=limit_of, metavar="N", help=f"at most N; 0 for all (a table shows {SCREEN})")
    find.add_argument("--count", action="store_true", help="only how many there are")
    for verb in (find, several, timeline, people, show, export):
        ledger_option(verb)


def filter_options(parser: argparse.ArgumentParser, without: str) -> None:
    """Every filter as an option, but for those named in `without`, with spaces between."""
    group = parser.add_argument_group("filters", "as in a query; given twice, either will do")
    for name, one in FILTERS.items():
        if name not in without.split():
            asks = one.asks.replace("%", "%%")
            group.add_argument(f"--{name}", action="append", dest=f"filter_{name}", metavar=one.value, help=asks)


def limit_of(text: str) -> int:
    """A number of rows."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows")
    return int(text)


def filters_of(options: argparse.Namespace) -> dict[str, list[str]]:
    """The filters that were given as options."""
    given = {name: getattr(options, f"filter_{name}", None) for name in FILTERS}
    return {name: values for name, values in given.items() if values}


def _find(options: argparse.Namespace) -> int:
    from communique.ledger.found import Found

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        if options.count:
            print(ledger.count(query, filters=filters))
            return OK
        return put(options, Found, lambda limit: ledger.find(query, limit=limit, filters=filters))


def _list(options: argparse.Namespace) -> int:
    from communique.ledger.found import Found
    from communique.ledger.people import Dialogue, Person

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        if options.what == "people":
            return put(options, Person, lambda limit: ledger.list_people(query, limit=limit, filters=filters))
        if options.what == "mechanisms":
            return put(options, Dialogue, lambda limit: ledger.list_mechanisms(query, limit=limit, filters=filters))
        filters["type"] = [options.what.removesuffix("s")]
        return put(options, Found, lambda limit: ledger.find(query, limit=limit, filters=filters))


def _timeline(options: argparse.Namespace) -> int:
    from communique.ledger.found import Found

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        return put(
            options,
            Found,
            lambda limit: ledger.timeline(options.one, options.other, query, limit=limit, filters=filters),
            newest_last=True,
        )


def _people(options: argparse.Namespace) -> int:
    name = " ".join(options.name)
    with opened(options) as ledger:
        found = ledger.people(name)
    if not found:
        return failed(f"{name}: nobody of that name is in {ledger.name}")
    if _form(options) == "table":
        from communique.cli.tables import print_person

        for person in found:
            print_person(person)
        return OK
    from communique.exports import write_json, write_jsonl

    write = write_json if options.format == "json" else write_jsonl
    write(found, type(found[0]), sys.stdout)
    return OK


def _show(options: argparse.Namespace) -> int:
    with opened(options) as ledger:
        if options.bytes:
            sys.stdout.buffer.write(ledger.received(options.id))
            return OK
        if options.reading:
            print(ledger.reading(options.id).to_json(1))
            return OK
        shown = ledger.show(options.id)
    if (options.format or "table") == "table":
        from communique.cli.tables import print_shown

        print_shown(shown)
        return OK
    import json

    from communique.exports.columns import plain

    print(json.dumps(plain(shown), ensure_ascii=False, indent=1))
    return OK


def _export(options: argparse.Namespace) -> int:
    from communique.exports import TEXT_FORMS, write_parquet
    from communique.ledger.found import Found

    target = Path(options.output)
    form = target.suffix.casefold().removeprefix(".")
    if form not in (*TEXT_FORMS, "parquet"):
        return failed(f"{target}: no form of export; there are .{', .'.join(TEXT_FORMS)} and .parquet")
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    with opened(options) as ledger:
        found = ledger.find(query_of(options.query), filters=filters_of(options))
        try:
            if form == "parquet":
                number = write_parquet(found, Found, new)
            else:
                with new.open("w", encoding="utf-8", newline="") as out:
                    number = TEXT_FORMS[form](found, Found, out)
            os.replace(new, target)
        except ModuleNotFoundError:
            return failed("Parquet needs pyarrow: pip install 'communique[parquet]'")
        finally:
            new.unlink(missing_ok=True)
    print(f"{target}: {number} record{'s' * (number != 1)}", file=sys.stderr)
    return OK


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


def _form(options: argparse.Namespace) -> str:
    return options.format or ("table" if sys.stdout.isatty() else "jsonl")


def put(
    options: argparse.Namespace,
    kind: type,
    find: Callable[[int | None], Iterable[Any]],
    newest_last: bool = False,
) -> int:
    """Print what is found: a table no longer than a screen or two, every other form whole."""
    form = _form(options)
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
