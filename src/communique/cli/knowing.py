"""`check-knowledge`: whether the tables hold, ours and a user's own."""

import argparse
import sys

from communique.cli.common import OK, Verbs

FAULTY = 1


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    check = verbs.add_parser("check-knowledge", help="look for faults in the tables of states, offices, outlets …")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from communique.knowledge import own_folder
    from communique.knowledge.check import faults

    found = list(faults())
    for fault in found:
        print(fault)
    folder = own_folder()
    own = f" and in {folder}" if folder is not None and folder.is_dir() else ""
    if not found:
        print(f"no fault in the tables{own}", file=sys.stderr)
    return FAULTY if found else OK
