"""Child processes that read pages side by side, each turning tasks into rows.

Plain children over pipes and not `multiprocessing`, so that a script without a main guard can add pages, and so that a
child that dies names the very page it died on.
"""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from communique.ledger.tasks import Answer, Failure, Lines, Task, answer
from communique.pages.guard import receive, send

AHEAD = 8
"""Tasks in hand for each child, so that one long page doesn't leave the others idle."""


CHILD = (sys.executable, "-m", "communique.ledger.worker")


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answers(tasks: Iterable[Task | Answer], workers: int) -> Iterator[Answer]:
    """The answers to tasks, in the tasks' order, with those between them that were there already.

    With one worker all is read in this process.
    """
    if workers <= 1:
        for task in tasks:
            yield task if isinstance(task, list) else answer(task)
        return
    children = _Children()
    pool = ThreadPoolExecutor(workers)
    try:
        waiting: deque[Future[Answer] | Answer] = deque()
        for task in tasks:
            waiting.append(task if isinstance(task, list) else pool.submit(children.ask, task))
            while waiting and (len(waiting) >= workers * AHEAD or _is_there(waiting[0])):
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        children.end()


def _is_there(one: Future[Answer] | Answer) -> bool:
    return isinstance(one, list) or one.done()


def _taken(one: Future[Answer] | Answer) -> Answer:
    return one if isinstance(one, list) else one.result()


class _Children:
    """One child for each thread that asks."""

    def __init__(self) -> None:
        self.mine = threading.local()
        self.all: list[subprocess.Popen[bytes]] = []
        self.starting = threading.Lock()
        self.ended = False

    def ask(self, task: Task) -> Answer:
        """The answer of this thread's child, or the failure that its death means."""
        child = self._child()
        if child is None:
            return []
        try:
            send(child.stdin, task)
            found: Answer = receive(child.stdout)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.mine.child = None
            code = child.wait()
            if isinstance(task, Lines) and len(task.lines) > 1:
                alone = [Lines(task.name, task.first + at, (line,)) for at, line in enumerate(task.lines)]
                return [one for line in alone for one in self.ask(line)]
            name = f"{task.name}:{task.first}" if isinstance(task, Lines) and task.first else task.name
            reason = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
            return [Failure(name, f"the reader died on it ({reason})")]
        return found

    def _child(self) -> "subprocess.Popen[bytes] | None":
        child: subprocess.Popen[bytes] | None = getattr(self.mine, "child", None)
        if child is None:
            with self.starting:
                if self.ended:
                    return None
                child = self.mine.child = subprocess.Popen(CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                self.all.append(child)
        return child

    def end(self) -> None:
        """End all children; whoever still waits for one gets no new one."""
        with self.starting:
            self.ended = True
        for child in self.all:
            child.kill()
        for child in self.all:
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):
                    assert pipe is not None
                    pipe.close()
            child.wait()
