"""What the verbs share: exit codes, options that several have, progress."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from communique.ledger.store import Ledger

OK, FAILED, PARTLY = 0, 2, 3


class Verbs(Protocol):
    """What argparse gives for adding subcommands to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:
        """A parser for the verb `name`."""


def ledger_option(parser: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
    """`--ledger`, which may stand before the verb or after it."""
    parser.add_argument(
        "--ledger",
        metavar="WHERE",
        default=default,
        help="a file or postgresql://… (default: $COMMUNIQUE_LEDGER, or communique.sqlite here)",
    )


def opened(options: argparse.Namespace, create: bool = False) -> "Ledger":
    """The ledger that the options name."""
    from communique.ledger.store import Ledger

    return Ledger(options.ledger, create=create)


def failed(line: str) -> int:
    """Say why nothing was done."""
    print(f"communique: {line}", file=sys.stderr)
    return FAILED


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A bar on a terminal, moved by calling what is given; nothing when standard error is piped or there is one."""
    if total == 1 or not sys.stderr.isatty():
        yield lambda by=1: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda by=1: bar.advance(task, by)
