"""`review`: pairs that may be one, for a person to decide, one after another."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.cli.common import OK, Verbs, ledger_option, opened

if TYPE_CHECKING:
    from communique.ledger.pairs import UncertainPair
    from communique.ledger.store import Ledger
    from communique.relate.signs import Outcome

KEYS = {
    "a": "accept (same)", "x": "reject (different)", "u": "unsure", "s": "skip", "z": "undo", "q": "quit",
}  # fmt: skip
"""Every key with what it does, as it is shown."""

VERDICTS: "dict[str, Outcome]" = {"a": "same", "x": "different", "u": "unsure"}


def verbs(verbs: Verbs) -> None:
    """Add this verb to the command line."""
    review = verbs.add_parser("review", help="decide on pairs of records that may be one")
    review.add_argument(
        "--kind",
        choices=("person", "organisation", "mechanism", "meeting", "commitment"),
        help="only pairs of this kind",
    )
    review.add_argument("--by", metavar="NAME", help="who decides")
    ledger_option(review)
    review.set_defaults(run=_review)


def _review(options: argparse.Namespace) -> int:
    skipped: set[tuple[str, str]] = set()
    decided = 0
    with opened(options) as ledger, _keys() as pressed:
        while (pair := _next(ledger, options.kind, skipped)) is not None:
            _show(ledger, pair)
            key = _asked(pressed)
            if key == "q":
                break
            if key == "s":
                skipped.add((pair.one, pair.other))
            elif key == "z":
                skipped.clear()
                decided -= _undo(ledger, options.by)
            else:
                ledger.judge_pair(pair.one, pair.other, VERDICTS[key], judge=options.by)
                decided += 1
        else:
            print("no pair is left to decide", file=sys.stderr)
        for judged in ledger.set_aside():
            print(
                f"communique: {judged.one} and {judged.other} were judged {judged.verdict} ({judged.made}), which later "
                "judgements leave no room for",
                file=sys.stderr,
            )
    print(f"{ledger.name}: {max(decided, 0)} decided", file=sys.stderr)
    return OK


def _next(ledger: "Ledger", kind: str | None, skipped: set[tuple[str, str]]) -> "UncertainPair | None":
    pairs = ledger.pairs(kind, limit=len(skipped) + 1)  # type: ignore[arg-type]
    return next((pair for pair in pairs if (pair.one, pair.other) not in skipped), None)


def _show(ledger: "Ledger", pair: "UncertainPair") -> None:
    """Both sides' words beside one another, and what the rules say."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table(title=f"one {pair.kind}, or two?  {pair.verdict.score:.2f}", title_justify="left", expand=True)
    table.add_column(Text(pair.one), ratio=1)
    table.add_column(Text(pair.other), ratio=1)
    (one, where), (other, there) = ledger.words_of(pair.one), ledger.words_of(pair.other)
    table.add_row(Text(pair.one_label, style="bold"), Text(pair.other_label, style="bold"))
    table.add_row(Text(one), Text(other))
    table.add_row(Text(where, style="dim"), Text(there, style="dim"))
    console.print(table)
    for reason in pair.verdict.reasons:
        console.print(Text(f"  {reason}", style="yellow"))
    if pair.verdict.outcome == "same" and (doubt := ledger.doubt(pair.one, pair.other)) is not None:
        console.print(Text(f"  {doubt.reason}", style="red"))
        for ground in doubt.grounds:
            console.print(Text(f"  {ground}", style="red"))
    console.print(Text("  ".join(f"{key} {what}" for key, what in KEYS.items()), style="cyan"))


def _undo(ledger: "Ledger", by: str | None) -> int:
    """Take the last judgement back; how many were."""
    undone = ledger.undo(by)
    if undone is None:
        print("nothing to undo")
        return 0
    print(f"undone: {undone.on_one} | {undone.on_other} ({undone.verdict}, {undone.made})")
    return 1


def _asked(pressed: Callable[[], str | None]) -> str:
    """The key that somebody presses, or the next answer of a pipe. Nothing is decided by moving on: any other key is asked
    again, and the end is "q"."""
    while True:
        key = pressed()
        if key is None:
            return "q"
        if key in KEYS:
            return key
        if key:
            print(f"{key!r}: one of {' '.join(KEYS)}", file=sys.stderr)


@contextmanager
def _keys() -> Iterator[Callable[[], str | None]]:
    """What gives one key after another: those pressed on a terminal, from elsewhere the first letter of each line; None at
    the end."""
    if not sys.stdin.isatty():
        yield lambda: line.strip()[:1].casefold() if (line := sys.stdin.readline()) else None
        return
    import termios
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    try:
        # for the whole sitting, so that a key pressed early is not lost while lines are waited for
        tty.setcbreak(file, termios.TCSADRAIN)
        yield lambda: _pressed(file)
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)


END = b"\x04"
"""Ctrl-D."""


def _pressed(file: int) -> str | None:
    key = os.read(file, 1)
    return None if key in (b"", END) else key.decode("ascii", "replace").strip().casefold()
