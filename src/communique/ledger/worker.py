"""The child process of `children`: answers tasks from standard input until it ends."""

import signal
import sys

from communique.ledger.children import READY
from communique.ledger.tasks import answer
from communique.pages.guard import receive, send
from communique.records import Article


def main() -> None:
    """Answer until the pipe closes, which is also how the parent's death shows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop at the terminal is the parent's to handle
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not get between the answers
    if READY in sys.argv[1:]:
        _load()
    while True:
        try:
            send(out, answer(receive(sys.stdin.buffer)))
        except (EOFError, BrokenPipeError):
            return


def _load() -> None:
    """Read a sentence: all that reading needs is loaded then."""
    from communique.reading import read_article

    read_article(Article("The ministers met in Geneva on 4 March 2025."))


if __name__ == "__main__":
    main()
