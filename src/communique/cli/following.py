"""`follow`, `commitments` and `digest`: what became of promises, and what is new."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from communique.cli.asking import SCREEN, filter_options, filters_of, limit_of, put, query_of
from communique.cli.common import OK, Verbs, failed, ledger_option, opened
from communique.cli.finding import FORMS

if TYPE_CHECKING:
    from communique.ledger.following import Followed, Standing
    from communique.ledger.store import Ledger

STATUSES = ("announced", "reaffirmed", "under way", "kept", "partly kept", "broken", "lapsed", "superseded")
"""As `relate.undertakings.Progress`, which a command that only prints its help need not load; a test compares them."""


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    follow = verbs.add_parser("follow", help="what became of a commitment: evidence, what people decided, scores")
    follow.add_argument("id", metavar="COMMITMENT", help="its id, as `commitments` and `find` show it")
    deciding = follow.add_argument_group("deciding").add_mutually_exclusive_group()
    deciding.add_argument("--confirm", metavar="EVIDENCE", help="a proposed sentence is evidence")
    deciding.add_argument("--reject", metavar="EVIDENCE", help="it is none")
    deciding.add_argument("--undo", metavar="EVIDENCE", help="take back what you decided about it")
    deciding.add_argument("--score", type=int, choices=(-1, 0, 1), help="how far it was complied with: -1, 0 or +1")
    deciding.add_argument("--unscore", action="store_true", help="take your last score back")
    follow.add_argument(
        "--status", choices=STATUSES, help="with --confirm: what the sentence tells, if not as proposed"
    )
    follow.add_argument("--final", action="store_true", help="with --score: the final score, not an interim one")
    follow.add_argument("--by", metavar="NAME", help="who says so")
    follow.add_argument("--note", help="why")
    follow.add_argument("--most", type=limit_of, default=10, metavar="N", help="sentences to propose (10)")
    follow.add_argument("--format", choices=("text", "json", "md"), help="text on a terminal, json when piped")
    follow.set_defaults(run=_follow)

    commitments = verbs.add_parser("commitments", help="commitments and how they stand")
    commitments.add_argument("query", nargs="*", metavar="QUERY", help="only those that this finds")
    group = commitments.add_argument_group("how they stand", "by the evidence that people confirmed; of several any")
    group.add_argument("--open", action="append_const", dest="standing", const="open", help="can still be kept")
    group.add_argument("--overdue", action="append_const", dest="standing", const="overdue", help="past their date")
    for status in STATUSES:
        group.add_argument(f"--{status.replace(' ', '-')}", action="append_const", dest="standing", const=status)
    commitments.add_argument("--agreement", action="store_true", help="how far coders agree (weighted kappa)")
    commitments.add_argument("--format", choices=FORMS, help="table on a terminal, jsonl when piped")
    commitments.add_argument("--limit", type=limit_of, metavar="N", help=f"at most N (a table shows {SCREEN})")
    filter_options(commitments, without="type status")
    commitments.set_defaults(run=_commitments)

    digest = verbs.add_parser("digest", help="what is new: meetings, commitments, wording, what is overdue and ahead")
    digest.add_argument("--since", default="7d", metavar="WHEN", help="7d, 2w, 3m or a day (default: 7d)")
    digest.add_argument("--format", choices=("md", "atom", "ics", "json"), help="md on a terminal, json when piped")
    digest.set_defaults(run=_digest)
    for verb in (follow, commitments, digest):
        verb.add_argument("--today", type=_day, help=argparse.SUPPRESS)  # for documents that must hold tomorrow
        ledger_option(verb)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day as YYYY-MM-DD") from None


def _follow(options: argparse.Namespace) -> int:
    scoring = options.score is not None or options.unscore
    if scoring and not options.by:
        return failed("a score needs --by NAME")
    if options.status and not options.confirm:
        return failed("--status says what a confirmed sentence tells; it goes with --confirm")
    with opened(options) as ledger:
        _decide(ledger, options)
        if scoring:
            ledger.score(options.id, options.score, options.by, final=options.final, note=options.note)
        found = ledger.follow(options.id, most=options.most, today=options.today)
    form = options.format or ("text" if sys.stdout.isatty() else "json")
    if form == "text":
        _to_terminal(found)
    else:
        from communique.exports.following import to_json, to_markdown

        sys.stdout.write(to_markdown(found) if form == "md" else to_json(found) + "\n")
    return OK


def _decide(ledger: "Ledger", options: argparse.Namespace) -> None:
    if options.confirm:
        ledger.decide(options.id, options.confirm, "confirm", options.by, options.note, options.status)
    elif options.reject:
        ledger.decide(options.id, options.reject, "reject", options.by, options.note)
    elif options.undo:
        ledger.decide(options.id, options.undo, "undo", options.by, options.note)


COLOURS = {"kept": "green", "partly kept": "yellow", "broken": "red", "lapsed": "red", "superseded": "magenta"}


def _to_terminal(found: "Followed") -> None:
    """The commitment, how it stands, and below it every sentence with what it tells."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from communique.exports.following import facts, grounds, mark

    console = Console()
    one = found.commitment
    sides = ", ".join(one.by) + (f" to {', '.join(one.to)}" if one.to else "")
    console.print(Text(f"{sides}: {one.words}", style="bold"))
    for line in facts(found):
        console.print(Text(line, style="cyan"))
    for proposal in found.evidence:
        console.print()
        head = Text(f"{proposal.day or 'no day'}  ")
        head.append(proposal.status, style=f"bold {COLOURS.get(proposal.status, 'cyan')}")
        head.append(f"  {mark(proposal)}  {proposal.id}", style="dim")
        console.print(head)
        console.print(Padding(Text(proposal.words), (0, 0, 0, 2)))
        for line in grounds(proposal):
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    for score in found.scores:
        note = f": {score.note}" if score.note else ""
        console.print(Text(f"\n{score.value:+d} {score.stage} by {score.coder}{note}", style="yellow"), end="")
    console.print()
    if not found.evidence:
        console.print(Text("no later sentence in the ledger seems to tell of it", style="dim"))


def _commitments(options: argparse.Namespace) -> int:
    from communique.ledger.following import Standing
    from communique.relate.agreement import Agreement

    query, filters = query_of(options.query), filters_of(options)
    with opened(options) as ledger:
        if options.agreement:
            return put(options, Agreement, lambda limit: [*ledger.agreement("interim"), *ledger.agreement("final")])
        return put(
            options,
            Standing,
            lambda limit: _some(
                (one for one in ledger.commitments(query, filters=filters, today=options.today) if _is(one, options)),
                limit,
            ),
        )


def _some(found: "Iterator[Standing]", limit: int | None) -> "Iterator[Standing]":
    return islice(found, limit) if limit else found


def _is(one: "Standing", options: argparse.Namespace) -> bool:
    asked = options.standing
    return not asked or one.status in asked or ("open" in asked and one.open) or ("overdue" in asked and one.overdue)


def _digest(options: argparse.Namespace) -> int:
    from communique.ledger.news import moment_of

    since = moment_of(options.since)
    if since is None:
        return failed(f"--since {options.since}: neither a span such as 7d, 2w or 3m nor a day as YYYY-MM-DD")
    with opened(options) as ledger:
        news = ledger.news(since, today=options.today)
        name = ledger.name
    form = options.format or ("md" if sys.stdout.isatty() else "json")
    if form == "atom":
        from communique.exports.atom import to_atom

        made = to_atom(news, f"Communique, {name}")
    elif form == "ics":
        from communique.exports.calendar import to_calendar

        made = to_calendar(news)
    else:
        from communique.exports.digests import to_json, to_markdown

        made = to_markdown(news) if form == "md" else to_json(news) + "\n"
    # bytes, since a calendar's line ends are CRLF on every system
    sys.stdout.flush()
    sys.stdout.buffer.write(made.encode("utf-8", "replace"))
    return OK
