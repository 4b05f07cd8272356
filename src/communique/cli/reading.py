"""`read` and `schema`: pages in, records out, nothing kept."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from communique.cli.common import FAILED, OK, PARTLY, Verbs, failed, progress

if TYPE_CHECKING:
    from communique.records import Reading


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    read = verbs.add_parser("read", help="read pages and print their records")
    read.add_argument("pages", nargs="+", metavar="PAGE", help="a file, a folder, a glob, or - for standard input")
    read.add_argument("--format", choices=("text", "json", "jsonl", "md"), help="text on a terminal, jsonl when piped")
    read.add_argument("--why", action="store_true", help="show the sentence and the rule behind each record")
    read.add_argument(
        "--reader",
        choices=("standard", "rules", "both"),
        default="standard",
        help="rules: without any trained network; both: let the trained tagger propose statements too (more of them, slower)",
    )
    page_options(read)
    read.set_defaults(run=_read)

    schema = verbs.add_parser("schema", help="print the JSON Schema of communique.reading/1")
    schema.set_defaults(run=_schema)


def page_options(parser: argparse.ArgumentParser) -> None:
    """What a user can tell of a page that a file can't."""
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="the day of publication, where the file can't tell")
    parser.add_argument("--url", help="the page's address")
    parser.add_argument("--publisher", help="who published the page")


def _schema(options: argparse.Namespace) -> int:
    from communique.records import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return OK


def _read(options: argparse.Namespace) -> int:
    if options.published is not None and not is_day(options.published):
        return failed(f"--published {options.published}: not a day as YYYY-MM-DD")
    from communique.pages.files import expand

    names = list(dict.fromkeys(expand(options.pages)))
    if not names:
        return failed(f"{', '.join(options.pages)}: no pages there")
    shape = options.format or ("text" if sys.stdout.isatty() else "jsonl")
    write = _writer(shape, options.why, alone=len(names) == 1)
    bad = 0
    for reading in _readings(names, options):
        if reading is None:
            bad += 1
        else:
            write(reading)
    write(None)
    if bad == len(names):
        return FAILED
    return PARTLY if bad else OK


def is_day(text: str) -> bool:
    """Whether a text is a day as YYYY-MM-DD."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _readings(names: list[str], options: argparse.Namespace) -> "Iterator[Reading | None]":
    """Each page's reading, or None where it failed (the reason has then been printed)."""
    from communique.pages import PageError
    from communique.reading import read

    with progress("Reading", len(names)) as move:
        for name in names:
            try:
                yield read(
                    name,
                    url=options.url,
                    published=options.published,
                    publisher=options.publisher,
                    reader=options.reader,
                )
            except PageError as error:
                print(f"communique: {error}", file=sys.stderr)
                yield None
            move()


def _writer(shape: str, why: bool, alone: bool) -> "Callable[[Reading | None], None]":
    """A function that prints one reading after another, and ends the output when given None."""
    if shape == "text":
        from rich.console import Console

        from communique.show import to_terminal

        console = Console()
        return lambda reading: None if reading is None else to_terminal(reading, console, why)
    if shape == "md":
        from communique.show import to_markdown

        return lambda reading: None if reading is None else print(to_markdown(reading, why))
    if shape == "jsonl" or alone:
        indent = None if shape == "jsonl" else 1
        return lambda reading: None if reading is None else print(reading.to_json(indent))
    return _array()


def _array() -> "Callable[[Reading | None], None]":
    """JSON of many readings is one array, printed as it grows."""
    begun = False

    def write(reading: "Reading | None") -> None:
        nonlocal begun
        if reading is None:
            print("]" if begun else "[]")
            return
        print(("," if begun else "[") + reading.to_json(1))
        begun = True

    return write
