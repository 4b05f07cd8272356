"""The process that readers leave, and how it is spoken to.

A module of its own that needs little, so that a house can be started before anything else: what it loads takes longer than opening a
ledger.
"""

import os
import socket
import struct
import subprocess
import sys
from typing import Literal

Role = Literal["house", "ready", "alone"]
"""`ready`: a house that loads all that pages need before it answers. `alone`: no house, but the one reader."""
CHILD = (sys.executable, "-m", "communique.ledger.worker")
FORKS = sys.platform == "linux"
"""Whether a process that has loaded libraries can be forked: on macOS its own libraries forbid it."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
"""What keeps the libraries of a house from starting threads, which a fork would leave behind."""
ASK, END = b"a", b"e"
NUMBER = struct.Struct(">q")


class House:
    """A process that has loaded everything and forks readers. Not for two threads at once."""

    def __init__(self, role: Role) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = process(theirs, role)

    def gone(self) -> bool:
        """Whether it has ended; then its line is closed."""
        if self.process.poll() is None:
            return False
        self.line.close()
        return True

    def reader(self, line: socket.socket) -> int:
        """A new reader at the other end of `line`; its process number. Raises OSError or EOFError when the house has fallen."""
        socket.send_fds(self.line, [ASK], [line.fileno()])
        return self._answer()

    def end_of(self, reader: int) -> int | None:
        """How a reader ended that did; None where the house has fallen too."""
        try:
            self.line.sendall(END + NUMBER.pack(reader))
            return self._answer()
        except (OSError, EOFError):
            return None

    def end(self) -> None:
        """End the house, whose readers have ended; it may still be loading."""
        self.line.close()
        self.process.kill()
        self.process.wait()

    def _answer(self) -> int:
        told = self.line.recv(NUMBER.size, socket.MSG_WAITALL)
        if not told:
            raise EOFError
        return int(NUMBER.unpack(told)[0])


def process(line: socket.socket, role: Role) -> "subprocess.Popen[bytes]":
    """A process that serves the other end of `line`. A stop at the terminal is not for it: it ends with its parent."""
    command = (*CHILD, str(line.fileno()), role)
    return subprocess.Popen(command, pass_fds=[line.fileno()], env=os.environ | ONE_THREAD, process_group=0)
