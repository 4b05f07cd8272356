"""`add` and `reread`: pages into the ledger."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli.common import FAILED, OK, PARTLY, Verbs, failed, ledger_option, opened, progress
from communique.cli.reading import is_day, page_options

if TYPE_CHECKING:
    from communique.ledger.adding import Report, Summary
    from communique.ledger.house import House


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    add = verbs.add_parser("add", help="read pages and keep their records in a ledger")
    add.add_argument(
        "pages", nargs="+", metavar="PAGE", help="a file, a folder, a glob, - for standard input, or readings (.jsonl)"
    )
    page_options(add)
    add.add_argument(
        "--later", action="store_true", help="leave copies and merging to `communique gather`: for archives"
    )
    add.set_defaults(run=_add)

    gather = verbs.add_parser("gather", help="find copies and merge, for pages that were added with --later")
    gather.set_defaults(run=_gather)
    ledger_option(gather)

    reread = verbs.add_parser("reread", help="read the ledger's pages anew where another reader read them")
    reread.add_argument("query", nargs="*", metavar="QUERY", help="only pages of what this finds")
    reread.set_defaults(run=_reread)
    for verb in (add, reread):
        verb.add_argument("--workers", type=_number, metavar="N", help="processes that read (default: one a core)")
        ledger_option(verb)


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 256")
    return int(text)


def _add(options: argparse.Namespace) -> int:
    if options.published is not None and not is_day(options.published):
        return failed(f"--published {options.published}: not a day as YYYY-MM-DD")
    house = _house(options)
    try:
        return _added(options, house)
    finally:
        if house is not None:
            house.end()


def _house(options: argparse.Namespace) -> "House | None":
    """Where the readers of many pages come from, begun before the ledger is opened."""
    from communique.ledger.house import FORKS, House
    from communique.pages.files import holds_readings

    names = options.pages
    pages = not all(map(holds_readings, names))
    one = pages and len(names) == 1 and (names[0] == "-" or Path(names[0]).is_file())
    return None if one or options.workers == 1 or not FORKS else House("ready" if pages else "house")


def _added(options: argparse.Namespace, house: "House | None") -> int:
    from communique.ledger.intake import files, may_be_many

    names = files(options.pages)
    if not names:
        return failed(f"{', '.join(options.pages)}: no pages there")
    told = {"url": options.url, "published": options.published, "publisher": options.publisher}
    lines = any(map(may_be_many, names))
    with opened(options, create=True) as ledger, progress("Adding", None if lines else len(names)) as move:
        count = _Count(move)
        try:
            summary = ledger.add(
                *names, **told, workers=options.workers, later=options.later, report=count, house=house
            )
        except BaseException:
            count.stopped()
            raise
        waiting = ledger.waiting()
    if waiting:
        print(f"{ledger.name}: {_pages(waiting)} to be gathered: communique gather", file=sys.stderr)
    return _ended(summary, ledger.name)


def _gather(options: argparse.Namespace) -> int:
    with opened(options) as ledger, progress("Gathering", ledger.waiting()) as move:
        done = ledger.gather(move)
    print(f"{ledger.name}: {f'{_pages(done)} gathered' if done else 'nothing to do'}", file=sys.stderr)
    return OK


def _reread(options: argparse.Namespace) -> int:
    with opened(options) as ledger, progress("Reading anew", None) as move:
        count = _Count(move)
        try:
            summary = ledger.reread(" ".join(options.query), workers=options.workers, report=count)
        except BaseException:
            count.stopped()
            raise
    return _ended(summary, ledger.name)


class _Count:
    """Hears of every page: says at once why one failed, moves the bar, and knows how far it came."""

    def __init__(self, move: Callable[[], None]) -> None:
        self.move = move
        self.kept = 0

    def __call__(self, report: "Report") -> None:
        if report.became == "failed":
            print(f"communique: {report.name}: {report.reason}", file=sys.stderr)
        else:
            self.kept += 1
        self.move()

    def stopped(self) -> None:
        """Say what is safe when the rest could not be done."""
        if self.kept:
            print(f"communique: stopped early; the first {_pages(self.kept)} are in the ledger", file=sys.stderr)


def _pages(number: int) -> str:
    return f"{number} page" if number == 1 else f"{number} pages"


def _ended(summary: "Summary", ledger: str) -> int:
    parts = [
        f"{number} {what}"
        for number, what in (
            (summary.added, "added"),
            (summary.versions, "added as new versions"),
            (summary.reread, "read anew"),
            (summary.unchanged, "unchanged"),
            (len(summary.failed), "failed"),
        )
        if number
    ]
    print(f"{ledger}: {', '.join(parts) or 'nothing to do'}", file=sys.stderr)
    if summary.total and len(summary.failed) == summary.total:
        return FAILED
    return PARTLY if summary.failed else OK
