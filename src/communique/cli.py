"""The command line: the library's verbs, and nothing that the library cannot do.

Exit codes: 0 all was read; 2 nothing was (or the command was wrong); 3 some of many pages failed.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.records import Reading

OK, FAILED, PARTLY = 0, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # the reader of our output went away (`| head`); the interpreter must not complain while closing it
        sys.stdout = None
        return OK
    except KeyboardInterrupt:
        print("communique: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    from communique import __version__

    parser = argparse.ArgumentParser(
        prog="communique", description="Read diplomatic news into records that can be checked."
    )
    parser.add_argument("--version", action="version", version=f"communique {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    read = verbs.add_parser("read", help="read pages and print their records")
    read.add_argument("pages", nargs="+", metavar="PAGE", help="a file, a folder, a glob, or - for standard input")
    read.add_argument("--format", choices=("text", "json", "jsonl", "md"), help="text on a terminal, jsonl when piped")
    read.add_argument("--why", action="store_true", help="show the sentence and the rule behind each record")
    read.add_argument("--published", metavar="YYYY-MM-DD", help="the day of publication, where the file can't tell")
    read.add_argument("--url", help="the page's address")
    read.add_argument("--publisher", help="who published the page")
    read.set_defaults(run=_read)

    schema = verbs.add_parser("schema", help="print the JSON Schema of communique.reading/1")
    schema.set_defaults(run=_schema)
    return parser


def _schema(options: argparse.Namespace) -> int:
    from communique.records import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return OK


def _read(options: argparse.Namespace) -> int:
    if options.published is not None and not _is_day(options.published):
        print(f"communique: --published {options.published}: not a day as YYYY-MM-DD", file=sys.stderr)
        return FAILED
    from communique.pages.files import expand

    names = list(dict.fromkeys(expand(options.pages)))
    if not names:
        print(f"communique: {', '.join(options.pages)}: no pages there", file=sys.stderr)
        return FAILED
    shape = options.format or ("text" if sys.stdout.isatty() else "jsonl")
    write = _writer(shape, options.why, alone=len(names) == 1)
    failed = 0
    for reading in _readings(names, options):
        if reading is None:
            failed += 1
        else:
            write(reading)
    write(None)
    if failed == len(names):
        return FAILED
    return PARTLY if failed else OK


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _readings(names: list[str], options: argparse.Namespace) -> "Iterator[Reading | None]":
    """Each page's reading, or None where it failed (the reason has then been printed)."""
    from communique.pages import PageError
    from communique.reading import read

    for name in _progress(names):
        try:
            yield read(name, url=options.url, published=options.published, publisher=options.publisher)
        except PageError as error:
            print(f"communique: {error}", file=sys.stderr)
            yield None


def _progress(names: list[str]) -> Iterator[str]:
    if len(names) < 2 or not sys.stderr.isatty():
        yield from names
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(names, description="Reading", console=Console(stderr=True))


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


if __name__ == "__main__":
    sys.exit(main())
