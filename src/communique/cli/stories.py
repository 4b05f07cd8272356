"""`stories`, `diff`: pages that carry one piece, and what a copy changed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli.asking import (
    SCREEN,
    filter_options,
    filters_of,
    form_of,
    limit_of,
    put,
    query_of,
    shown_whole,
)
from communique.cli.common import OK, Verbs, ledger_option, opened

if TYPE_CHECKING:
    from communique.relate.diff import Diff

FORMS = ("text", "json", "md")


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    stories = verbs.add_parser(
        "stories", help="pages that carry one piece: which is nearest the source, what became of it"
    )
    stories.add_argument("query", nargs="*", metavar="QUERY", help="only those with a page of what this finds")
    stories.add_argument("--format", choices=("table", "json", "jsonl", "csv", "md"), help="table on a terminal")
    stories.add_argument("--limit", type=limit_of, metavar="N", help=f"at most N; 0 for all (a table shows {SCREEN})")
    filter_options(stories, without="copies")
    stories.set_defaults(run=_stories)

    diff = verbs.add_parser("diff", help="what was inserted, deleted and replaced between two pages")
    diff.add_argument("page", metavar="PAGE", help="a page of the ledger by id or address, or a file")
    diff.add_argument("other", nargs="?", metavar="COPY", help="another one; without it, from PAGE's source to PAGE")
    diff.add_argument("--format", choices=FORMS, help="text on a terminal, json when piped")
    diff.set_defaults(run=_diff)
    for verb in (stories, diff):
        ledger_option(verb)


def _stories(options: argparse.Namespace) -> int:
    from communique.ledger.told import StoryRow, StoryTold, rows_of

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        if form_of(options) in ("csv", "md"):
            return put(options, StoryRow, lambda limit: rows_of(ledger.stories(query, limit=limit, filters=filters)))
        if form_of(options) != "table":
            return put(options, StoryTold, lambda limit: ledger.stories(query, limit=limit, filters=filters))
        limit = SCREEN if options.limit is None else options.limit
        found = ledger.stories(query, limit=limit + 1 if limit else None, filters=filters)
    from communique.cli.outlines import print_story

    return shown_whole(found, limit, print_story)


def _diff(options: argparse.Namespace) -> int:
    if options.other is not None and Path(options.page).is_file() and Path(options.other).is_file():
        from communique.pages import extract, open_page
        from communique.relate.diff import diff

        one, other = (extract(open_page(name)) for name in (options.page, options.other))
        return put_diff(diff(one, other, (options.page, options.other)), options.format)
    with opened(options) as ledger:
        found = ledger.difference(options.page, options.other)
    return put_diff(found, options.format)


def put_diff(found: "Diff", form: str | None) -> int:
    """Print a difference: on a terminal in colours."""
    from communique.exports.diffs import to_json, to_markdown, told

    form = form or ("text" if sys.stdout.isatty() else "json")
    if form == "json":
        print(to_json(found))
    elif form == "md":
        sys.stdout.write(to_markdown(found))
    else:
        from rich.console import Console
        from rich.text import Text

        from communique.relate.edits import MARKS, segments

        styles = {"same": "", "gone": "red strike", "come": "green", "moved": "blue"}
        console = Console()
        console.print(Text(told(found), style="bold"))
        whole = Text()
        for kind, stretch in segments(found.edits, found.text):
            # without colours the marks alone must tell
            whole.append(MARKS[kind].format(stretch), style=styles[kind])
        console.print(whole)
    return OK
