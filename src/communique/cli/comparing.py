"""`compare`: accounts of one meeting side by side."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli.common import OK, Verbs, failed, ledger_option, opened

if TYPE_CHECKING:
    from communique.exports.comparisons import Shown
    from communique.records import Reading
    from communique.relate.changes import Changes


def verbs(verbs: Verbs) -> None:
    """Add this verb to the command line."""
    compare = verbs.add_parser("compare", help="lay accounts of one meeting side by side")
    compare.add_argument(
        "pages",
        nargs="+",
        metavar="PAGE",
        help="two accounts or more, each a file; or the id of a meeting in the ledger",
    )
    compare.add_argument(
        "--since",
        metavar="PAGE",
        help='one account beside the same side\'s earlier one; "last" takes it from the ledger',
    )
    ledger_option(compare)
    compare.add_argument("--format", choices=("text", "md", "html", "json"), help="text on a terminal, json when piped")
    compare.add_argument("--why", action="store_true", help="show the score and the reasons of each alignment")
    compare.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from communique.pages import PageError

    try:
        found = _since(options) if options.since else _accounts(options)
    except PageError as error:
        return failed(str(error))
    if isinstance(found, str):
        return failed(found)
    from communique.exports.comparisons import to_html, to_json, to_markdown

    form = options.format or ("text" if sys.stdout.isatty() else "json")
    if form == "text":
        _to_terminal(found, options.why)
    elif form == "html":
        sys.stdout.write(to_html(found))
    elif form == "md":
        sys.stdout.write(to_markdown(found))
    else:
        print(to_json(found))
    return OK


def _accounts(options: argparse.Namespace) -> "Shown | str":
    """The comparison that the pages or the meeting call for, or why there is none."""
    from communique.pages.files import expand
    from communique.relate.comparison import compare

    if len(options.pages) == 1 and not Path(options.pages[0]).exists():
        from communique.ledger.accounts import accounts_of_meeting

        with opened(options) as ledger:
            readings = accounts_of_meeting(ledger, options.pages[0])
        if len(readings) < 2:
            return f"{options.pages[0]}: the ledger has one account of this meeting; comparing takes two"
        return compare(readings[0], readings[1], *readings[2:])
    names = list(dict.fromkeys(expand(options.pages)))
    if len(names) < 2:
        return "compare takes two accounts or more"
    return compare(names[0], names[1], *names[2:])


def _since(options: argparse.Namespace) -> "Changes | str":
    """One side's account beside its last one, given or found in the ledger."""
    from communique.reading import read
    from communique.relate.changes import changes

    if len(options.pages) != 1:
        return "compare --since takes one account and the earlier one"
    new: Reading = read(options.pages[0])
    if options.since != "last":
        return changes(new, read(options.since))
    from communique.ledger.accounts import accounts_of_pair, last_account
    from communique.relate.phrases import returning

    with opened(options) as ledger:
        old = last_account(ledger, new)
        if old is None:
            return f"{options.pages[0]}: the ledger has no earlier account of this side and pair"
        known = returning(accounts_of_pair(ledger, new))
    return changes(new, old, known)


def _to_terminal(found: "Shown", why: bool) -> None:
    """One column an account; what differs stands below the words that differ."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    from communique.exports.comparisons import accounts_of, sections, title_of, trust
    from communique.relate.comparison import NOT_MENTIONED

    console = Console()
    accounts = accounts_of(found)
    for section in sections(found):
        grid = Grid(title=f"{section.title} ({len(section.lines)})", title_justify="left", expand=True, show_lines=True)
        for account in accounts:
            grid.add_column(Text(title_of(account)), ratio=1)
        for line in section.lines:
            cells = []
            for points in line.points:
                cell = Text()
                for point in points:
                    cell.append(("\n" if cell else "") + point.words)
                    cell.append(f" {point.id}", style="dim")
                cells.append(cell if points else Text(NOT_MENTIONED, style="dim italic"))
            notes = (*line.notes, *((line.why,) if why and line.why else ()))
            if notes:
                at = next(k for k, points in reversed(list(enumerate(line.points))) if points)
                cells[at].append("".join(f"\n→ {note}" for note in notes), style="yellow")
            grid.add_row(*cells)
        console.print(grid)
    for told in trust():
        console.print(Text(told, style="dim"))
