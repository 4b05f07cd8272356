"""The child process of `workers`: answers tasks from standard input until it ends."""

import os
import signal
import sys

from communique.ledger.tasks import answer
from communique.pages.guard import receive, send

BEHIND = 10
"""How far a child stands back: all pages go through the one process that writes, which must not wait for its turn."""


def main() -> None:
    """Answer until the pipe closes, which is also how the parent's death shows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop at the terminal is the parent's to handle
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not get between the answers
    while True:
        try:
            send(out, answer(receive(sys.stdin.buffer)))
        except (EOFError, BrokenPipeError):
            return


if __name__ == "__main__":
    main()
