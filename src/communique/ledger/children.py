"""Child processes that answer tasks, each with the next task in its pipe while it works on one.

Plain children over pipes and not `multiprocessing`, so that a script without a main guard can add pages, and so that a
child that dies names the very page it died on. Nothing here needs a database, so that children can start before one is open.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from communique.pages.guard import receive, send

CHILD = (sys.executable, "-m", "communique.ledger.worker")
READY = "ready"
"""Tells a child to load what reading needs before its first task comes."""

_warm: list["subprocess.Popen[bytes]"] = []


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Died(Exception):
    """The child ended over a task; the message says how."""


class Ended(Exception):
    """No more tasks are taken."""


def warm(number: int) -> None:
    """Start children that will be wanted: while they load their models this process opens the ledger."""
    if not _warm:
        atexit.register(_cool)
    _warm.extend(_start(READY) for _ in range(number))


def _start(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen((*CHILD, *words), stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _cool() -> None:
    while _warm:
        _end(_warm.pop())


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            assert pipe is not None
            pipe.close()
    process.wait()


@dataclass(slots=True)
class _Child:
    process: "subprocess.Popen[bytes]"
    died: bool = False


class Lane:
    """One child and those who ask it, in turn: the next task is sent while the answer to the one before is waited for."""

    def __init__(self) -> None:
        self.sending, self.receiving = threading.Lock(), threading.Lock()
        self.child: _Child | None = None
        self.ended = False

    def ask(self, task: object) -> Any:
        """The child's answer. `Died` when it ended over this task; one that ended over the task before is replaced."""
        while True:
            with self.sending:
                child = self._child()
                with suppress(BrokenPipeError, ConnectionResetError):  # told when the answer is waited for
                    send(child.process.stdin, task)
                self.receiving.acquire()
            try:
                if not child.died:
                    return receive(child.process.stdout)
            except (EOFError, ConnectionResetError):
                child.died = True
                raise Died(_how(child.process.wait())) from None
            finally:
                self.receiving.release()

    def _child(self) -> _Child:
        if self.ended:
            raise Ended
        if self.child is None or self.child.died:
            self.child = _Child(_warm.pop() if _warm else _start())
        return self.child

    def end(self) -> None:
        """End the child; whoever still waits for it gets no new one."""
        self.ended = True
        if self.child is not None:
            _end(self.child.process)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
