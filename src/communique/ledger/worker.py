"""The processes that read for `workers`: a house that loads what reading needs once, and the readers that it forks.

A forked reader starts with everything loaded, and shares the memory of it with the others. The house itself never has a second thread,
which a fork would leave behind, and reads nothing but a page of its own; where forking is unsafe, each reader is a house alone.

    python -m communique.ledger.worker FD house|ready|alone

`FD` is a socket. A house is sent a line for each reader that is wanted (`ASK`, with the reader's socket) and answers with its process
number; asked for a reader's end (`END`), it answers how it ended. `ready`: a house that loads all that pages need before it answers.
"""

import gc
import os
import socket
import sys

from communique.ledger.house import END, NUMBER
from communique.ledger.tasks import answer
from communique.pages.guard import receive, send

BEHIND = 10
"""How far a reader stands back: all pages go through the one process that writes, which must not wait for its turn."""
FIRST = b"""Two ministers meet

LISBON, March 3, 2025 - Foreign Minister Ana Prata of Portugal met her Norwegian counterpart, Per Holm, in Lisbon on Monday. "We agreed
to open a direct line," she told reporters. The two sides will hold a second round of talks in Oslo in June, the Portuguese ministry said.
"""
"""What a house reads before any reader leaves it, so that the parser, tables and patterns are there."""


def main() -> None:
    """Serve until the other end closes, which is also how the parent's death shows."""
    sys.stdout = sys.stderr  # whatever a library prints must not get between what the command says
    line, role = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    if role == "alone":
        _read(line)
        return
    if role == "ready":
        _load()
    gc.collect()
    gc.freeze()  # what all readers share is not to be written to by counting it
    _keep_house(line)


def _load() -> None:
    from communique.pages import Page
    from communique.reading import read

    read(Page("first", FIRST, "text"), reader="rules")  # ONNX Runtime starts a thread when it is imported


def _keep_house(line: socket.socket) -> None:
    while True:
        told, fds, _, _ = socket.recv_fds(line, 1 + NUMBER.size, 1)
        if not told:
            return
        if told[:1] == END:
            (reader,) = NUMBER.unpack(told[1:])
            _, status = os.waitpid(reader, 0)
            line.send(NUMBER.pack(os.waitstatus_to_exitcode(status)))
            continue
        reader = os.fork()
        if not reader:
            line.close()
            _read(socket.socket(fileno=fds[0]))
            os._exit(0)
        os.close(fds[0])
        line.send(NUMBER.pack(reader))


def _read(line: socket.socket) -> None:
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    with line.makefile("rb") as tasks, line.makefile("wb") as answers:
        while True:
            try:
                send(answers, answer(receive(tasks)))
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return


if __name__ == "__main__":
    main()
