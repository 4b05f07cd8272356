"""Processes that read pages side by side, each turning tasks into rows.

They leave a house that has loaded everything (`worker`). Plain processes over sockets and not `multiprocessing`, so that a script
without a main guard can add pages, and so that a reader that dies names the very page it died on.
"""

import os
import signal
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from communique.ledger import house
from communique.ledger.house import House, Role
from communique.ledger.tasks import Answer, Failure, Lines, Task, answer
from communique.pages.guard import receive, send

AHEAD = 8
"""Tasks in hand for each reader, so that one long page doesn't leave the others idle."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answers(tasks: Iterable[Task | Answer], workers: int, ready: House | None = None) -> Iterator[Answer]:
    """The answers to tasks, in the tasks' order, with those between them that were there already.

    With one worker all is read in this process. `ready`: a house that was started already; it is ended here.
    """
    if workers <= 1:
        for task in tasks:
            yield task if isinstance(task, list) else answer(task)
        return
    readers = _Readers(ready)
    pool = ThreadPoolExecutor(workers)
    try:
        waiting: deque[Future[Answer] | Answer] = deque()
        for task in tasks:
            waiting.append(task if isinstance(task, list) else pool.submit(readers.ask, task))
            while waiting and (len(waiting) >= workers * AHEAD or _is_there(waiting[0])):
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        readers.end()


def _is_there(one: Future[Answer] | Answer) -> bool:
    return isinstance(one, list) or one.done()


def _taken(one: Future[Answer] | Answer) -> Answer:
    return one if isinstance(one, list) else one.result()


@dataclass(frozen=True, slots=True)
class _Reader:
    """A reading process, and what goes to it and comes from it."""

    number: int
    left: "House | subprocess.Popen[bytes]"
    """The house that it was forked by, or the process that it is."""
    tasks: BinaryIO
    answers: BinaryIO


class _Readers:
    """One reader for each thread that asks."""

    def __init__(self, ready: House | None) -> None:
        self.mine = threading.local()
        self.all: dict[int, _Reader] = {}
        self.starting = threading.Lock()
        self.house = ready
        self.ended = False

    def ask(self, task: Task) -> Answer:
        """The answer of this thread's reader, or the failure that its death means."""
        reader = self._reader(task)
        if reader is None:
            return []
        try:
            send(reader.tasks, task)
            found: Answer = receive(reader.answers)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.mine.reader = None
            with self.starting:
                if self.ended:
                    return []
                code = self._end(reader)
            if isinstance(task, Lines) and len(task.lines) > 1:
                alone = [Lines(task.name, task.first + at, (line,)) for at, line in enumerate(task.lines)]
                return [one for line in alone for one in self.ask(line)]
            name = f"{task.name}:{task.first}" if isinstance(task, Lines) and task.first else task.name
            return [Failure(name, f"the reader died on it ({_how(code)})")]
        return found

    def end(self) -> None:
        """End all readers; whoever still waits for one gets no new one."""
        with self.starting:
            self.ended = True
            for reader in list(self.all.values()):
                with suppress(ProcessLookupError):
                    os.kill(reader.number, signal.SIGKILL)
                self._end(reader)
            if self.house is not None:
                self.house.end()

    def _reader(self, task: Task) -> _Reader | None:
        reader: _Reader | None = getattr(self.mine, "reader", None)
        if reader is None:
            with self.starting:
                if self.ended:
                    return None
                reader = self.mine.reader = self._start("house" if isinstance(task, Lines) else "ready")
                self.all[reader.number] = reader
        return reader

    def _start(self, role: Role) -> _Reader:
        line, theirs = socket.socketpair()
        with line, theirs:
            if house.FORKS:
                if self.house is None or self.house.gone():
                    self.house = House(role)
                return _Reader(self.house.reader(theirs), self.house, line.makefile("wb"), line.makefile("rb"))
            child = house.process(theirs, "alone")
            return _Reader(child.pid, child, line.makefile("wb"), line.makefile("rb"))

    def _end(self, reader: _Reader) -> int | None:
        """How a reader ended that did: its exit code, less than zero for a signal; None where nobody knows."""
        del self.all[reader.number]
        for stream in (reader.tasks, reader.answers):
            with suppress(OSError):
                stream.close()
        return reader.left.end_of(reader.number) if isinstance(reader.left, House) else reader.left.wait()


def _how(code: int | None) -> str:
    if code is None:
        return "and so did what started it"
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
