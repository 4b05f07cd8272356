"""`compare`: accounts of one meeting side by side."""

import argparse
import sys
from typing import TYPE_CHECKING

from communique.cli.common import OK, Verbs, failed

if TYPE_CHECKING:
    from communique.relate.comparison import Comparison, Table


def verbs(verbs: Verbs) -> None:
    """Add this verb to the command line."""
    compare = verbs.add_parser("compare", help="lay accounts of one meeting side by side")
    compare.add_argument("pages", nargs="+", metavar="PAGE", help="two accounts or more, each a file")
    compare.add_argument("--format", choices=("text", "md", "html", "json"), help="text on a terminal, json when piped")
    compare.add_argument("--why", action="store_true", help="show the score and the reasons of each alignment")
    compare.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    from communique.pages import PageError
    from communique.pages.files import expand

    names = list(dict.fromkeys(expand(options.pages)))
    if len(names) < 2:
        return failed("compare takes two accounts or more")
    from communique.relate.comparison import compare

    try:
        found: Comparison | Table = compare(names[0], names[1], *names[2:])
    except PageError as error:
        return failed(str(error))
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


def _to_terminal(found: "Comparison | Table", why: bool) -> None:
    """One column an account; what differs stands below the words that differ."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    from communique.exports.comparisons import accounts_of, sections, title_of
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
