"""The child process of `guard`: reads markup from standard input until it ends."""

import resource
import sys

from communique.pages.guard import MEMORY, receive, send
from communique.pages.html import read_html


def main() -> None:
    """Answer questions until the pipe closes. An error answers with its reason; a crash is the parent's to see."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = sys.stdout.buffer
    while True:
        try:
            text, url = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(answers, read_html(text, url))
        except MemoryError:
            send(answers, "its markup takes too much memory to parse")
        except (ValueError, RecursionError, AttributeError, TypeError, LookupError) as error:
            send(answers, f"its markup cannot be parsed ({type(error).__name__})")


if __name__ == "__main__":
    main()
