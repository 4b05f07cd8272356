"""The command line: the library's verbs, and nothing that the library cannot do.

Exit codes: 0 all was done; 1 the tables have faults (`check-knowledge`); 2 nothing was done (or the command was wrong);
3 some of many pages failed.
"""

import argparse
import sys
from collections.abc import Sequence

from communique.cli import (
    adding,
    comparing,
    finding,
    following,
    keeping,
    knowing,
    reading,
    reviewing,
    serving,
    stories,
)
from communique.cli.common import FAILED, OK, ledger_option


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
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        print(f"communique: {told}", file=sys.stderr)
        return FAILED


def _told(error: Exception) -> str | None:
    """What to say of an error that is the user's to mend; None for one that is ours."""
    from communique.ledger.engine import LedgerError
    from communique.ledger.query import QueryError

    if isinstance(error, QueryError):
        return f"the query can't be read\n{error.caret()}"
    if isinstance(error, LedgerError):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {(error.strerror or str(error)).casefold()}"
    return None


def _parser() -> argparse.ArgumentParser:
    from communique import __version__

    parser = argparse.ArgumentParser(
        prog="communique", description="Read diplomatic news into records that can be checked, and keep them."
    )
    parser.add_argument("--version", action="version", version=f"communique {__version__}")
    ledger_option(parser, default=None)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for group in (reading, comparing, adding, finding, stories, reviewing, following, keeping, serving, knowing):
        group.verbs(verbs)
    return parser
