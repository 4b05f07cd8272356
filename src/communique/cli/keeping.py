"""`judge`, `forget`, `backup`, `restore`, `check`: what people decide, and what keeps a ledger safe."""

import argparse
import sys

from communique.cli.common import FAILED, OK, Verbs, ledger_option, opened


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    judge = verbs.add_parser("judge", help="note that a record is right, wrong or doubtful")
    judge.add_argument("id", metavar="ID", help="a record's id, as `find` shows it")
    judge.add_argument("verdict", choices=("accept", "reject", "unsure"))
    judge.add_argument("--note", help="why")
    judge.add_argument("--by", metavar="NAME", help="who says so")
    judge.set_defaults(run=_judge)

    forget = verbs.add_parser("forget", help="take a page out of the ledger without leaving a trace")
    forget.add_argument("page", metavar="PAGE", help="the page's id or address, or the id of one version")
    forget.set_defaults(run=_forget)

    backup = verbs.add_parser("backup", help="write the whole ledger to a new SQLite file")
    backup.add_argument("file", metavar="FILE")
    backup.set_defaults(run=_backup)

    restore = verbs.add_parser("restore", help="bring a backup back as a ledger")
    restore.add_argument("file", metavar="FILE")
    restore.set_defaults(run=_restore)

    check = verbs.add_parser("check", help="go through every byte and record of the ledger")
    check.add_argument(
        "--mend",
        action="store_true",
        help="make anew what differs from the readings, and what pages have to do with one another, then check",
    )
    check.set_defaults(run=_check)
    for verb in (judge, forget, backup, restore, check):
        ledger_option(verb)


def _judge(options: argparse.Namespace) -> int:
    with opened(options) as ledger:
        ledger.judge(options.id, options.verdict, options.note, options.by)
    return OK


def _forget(options: argparse.Namespace) -> int:
    with opened(options) as ledger:
        number = ledger.forget(options.page)
    print(f"{ledger.name}: forgot {options.page} ({number} version{'s' * (number != 1)})", file=sys.stderr)
    return OK


def _backup(options: argparse.Namespace) -> int:
    with opened(options) as ledger:
        ledger.backup(options.file)
    print(f"{ledger.name}: backed up to {options.file}", file=sys.stderr)
    return OK


def _restore(options: argparse.Namespace) -> int:
    from communique.ledger.store import restore

    print(f"{restore(options.file, options.ledger)}: restored from {options.file}", file=sys.stderr)
    return OK


def _check(options: argparse.Namespace) -> int:
    with opened(options) as ledger:
        if options.mend:
            ledger.mend()
        faults = ledger.check()
    for fault in faults:
        print(f"communique: {ledger.name}: {fault}", file=sys.stderr)
    if not faults:
        print(f"{ledger.name}: sound", file=sys.stderr)
    return FAILED if faults else OK
