"""`find`, `list`, `show`, `timeline`, `people`, `export`: what an analyst asks a ledger."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.cli.asking import SCREEN, filter_options, filters_of, form_of, limit_of, put, query_of, shown_whole
from communique.cli.common import OK, Verbs, failed, ledger_option, opened
from communique.ledger.filters import TYPES

if TYPE_CHECKING:
    from communique.ledger.clusters import MergedShown
    from communique.relate.signs import Kind

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
    several.add_argument(
        "--merged", action="store_true", help="each once over all pages: people, mechanisms, meetings, commitments"
    )
    several.set_defaults(run=_list)

    timeline = verbs.add_parser("timeline", help="what passed between two parties, day by day")
    timeline.add_argument("one", metavar="PARTY")
    timeline.add_argument("other", metavar="PARTY")
    timeline.add_argument("query", nargs="*", metavar="QUERY")
    timeline.set_defaults(run=_timeline)

    people = verbs.add_parser("people", help="who somebody is: offices over time, meetings, what they said")
    people.add_argument("name", nargs="+", metavar="NAME")
    people.set_defaults(run=_people)

    mechanisms = verbs.add_parser(
        "mechanisms", help="recurring dialogues: names, sessions on record, gaps, what was agreed, the next one due"
    )
    mechanisms.add_argument("query", nargs="*", metavar="QUERY", help="only those of records that this finds")
    mechanisms.set_defaults(run=_mechanisms)

    show = verbs.add_parser(
        "show", help="one record with its words, page, offsets and rule; a page; or what was merged"
    )
    show.add_argument("id", metavar="ID")
    show.add_argument("--bytes", action="store_true", help="the page as it came, to standard output")
    show.add_argument("--reading", action="store_true", help="the whole reading of its page as communique.reading/1")
    show.add_argument("--diff", action="store_true", help="what a copy changed of the page nearest its source")
    show.set_defaults(run=_show)

    export = verbs.add_parser("export", help="write records to a file, all of them")
    export.add_argument("query", nargs="*", metavar="QUERY")
    export.add_argument("-o", "--output", required=True, metavar="FILE", help=".csv, .json, .jsonl, .md or .parquet")
    export.set_defaults(run=_export)

    for verb in (find, several, timeline, mechanisms, export):
        filter_options(verb, without="type" if verb is several else "")
    for verb in (find, several, timeline, mechanisms, people, show):
        forms = FORMS if verb not in (show, people) else ("table", "json")
        verb.add_argument("--format", choices=forms, help="table on a terminal, jsonl when piped")
    for verb in (find, several, timeline, mechanisms):
        verb.add_argument("--limit", type=limit_of, metavar="N", help=f"at most N; 0 for all (a table shows {SCREEN})")
    find.add_argument("--count", action="store_true", help="only how many there are")
    for verb in (find, several, timeline, mechanisms, people, show, export):
        ledger_option(verb)


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
    if options.merged:
        return _list_merged(options, query, filters)
    with opened(options) as ledger:
        if options.what == "people":
            return put(options, Person, lambda limit: ledger.list_people(query, limit=limit, filters=filters))
        if options.what == "mechanisms":
            return put(options, Dialogue, lambda limit: ledger.list_mechanisms(query, limit=limit, filters=filters))
        filters["type"] = [options.what.removesuffix("s")]
        return put(options, Found, lambda limit: ledger.find(query, limit=limit, filters=filters))


MERGED: "dict[str, Kind]" = {
    "people": "person", "mechanisms": "mechanism", "meetings": "meeting", "commitments": "commitment",
}  # fmt: skip
"""What can be listed once over all pages, and its kind."""


def _list_merged(options: argparse.Namespace, query: str, filters: dict[str, list[str]]) -> int:
    from communique.ledger.clusters import Merged

    if options.what not in MERGED:
        return failed(f"{options.what} are not merged; there are {', '.join(MERGED)}")
    kind = MERGED[options.what]
    if kind in ("meeting", "commitment"):
        filters["type"] = [kind]
    with opened(options) as ledger:
        return put(options, Merged, lambda limit: ledger.clusters(kind, query, limit=limit, filters=filters))


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


def _mechanisms(options: argparse.Namespace) -> int:
    from communique.ledger.dialogues import SessionRow, session_rows
    from communique.relate.dialogues import Dialogue

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        if form_of(options) in ("csv", "md"):
            rows = lambda limit: session_rows(ledger.mechanisms(query, limit=limit, filters=filters))  # noqa: E731
            return put(options, SessionRow, rows)
        if form_of(options) != "table":
            return put(options, Dialogue, lambda limit: ledger.mechanisms(query, limit=limit, filters=filters))
        limit = SCREEN if options.limit is None else options.limit
        found = ledger.mechanisms(query, limit=limit + 1 if limit else None, filters=filters)
    from communique.cli.outlines import print_dialogue

    return shown_whole(found, limit, print_dialogue)


def _people(options: argparse.Namespace) -> int:
    name = " ".join(options.name)
    with opened(options) as ledger:
        found = ledger.people(name)
    if not found:
        return failed(f"{name}: nobody of that name is in {ledger.name}")
    if form_of(options) == "table":
        from communique.cli.tables import print_person

        for person in found:
            print_person(person)
        return OK
    from communique.exports import write_json, write_jsonl

    write = write_json if options.format == "json" else write_jsonl
    write(found, type(found[0]), sys.stdout)
    return OK


def _show(options: argparse.Namespace) -> int:
    from communique.ledger.clusters import PREFIX

    with opened(options) as ledger:
        if options.bytes:
            sys.stdout.buffer.write(ledger.received(options.id))
            return OK
        if options.reading:
            print(ledger.reading(options.id).to_json(1))
            return OK
        if options.diff:
            from communique.cli.stories import put_diff

            return put_diff(ledger.difference(options.id), {"table": "text"}.get(options.format, options.format))
        if options.id.startswith(PREFIX):
            return _show_merged(options, ledger.cluster(options.id))
        shown = ledger.show(options.id)
    if (options.format or "table") == "table":
        from communique.cli.tables import print_shown

        print_shown(shown)
        return OK
    return _print_json(shown)


def _show_merged(options: argparse.Namespace, shown: "MergedShown") -> int:
    if (options.format or "table") == "table":
        from communique.cli.merged import print_merged

        print_merged(shown)
        return OK
    return _print_json(shown)


def _print_json(value: Any) -> int:
    import json

    from communique.exports.columns import plain

    print(json.dumps(plain(value), ensure_ascii=False, indent=1))
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
