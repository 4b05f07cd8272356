"""Pages read side by side: tasks to child processes, and their rows in the tasks' order."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import local

from communique.ledger.children import Died, Ended, Lane
from communique.ledger.tasks import Answer, Failure, Lines, Task, answer

AHEAD = 16
"""Tasks in hand for each child, so that one long page doesn't leave the others idle."""

ASKING = 2
"""Threads that ask one child: one waits for its answer, the other has put the next task into its pipe."""

SWITCH = 0.0005
"""Seconds after which the thread that writes lets those go first that have a task for an idle child: Python's 5 ms, several times
a page, are a tenth of the time that a page is read in."""


def answers(tasks: Iterable[Task | Answer], workers: int) -> Iterator[Answer]:
    """The answers to tasks, in the tasks' order, with those between them that were there already.

    With one worker all is read in this process.
    """
    if workers <= 1:
        for task in tasks:
            yield task if isinstance(task, list) else answer(task)
        return
    asked = _Asked([Lane() for _ in range(workers)])
    pool = ThreadPoolExecutor(workers * ASKING)
    patience = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        waiting: deque[Future[Answer] | Answer] = deque()
        for task in tasks:
            waiting.append(task if isinstance(task, list) else pool.submit(asked.ask, task))
            while waiting and (len(waiting) >= workers * AHEAD or _is_there(waiting[0])):
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())
    finally:
        sys.setswitchinterval(patience)
        pool.shutdown(wait=False, cancel_futures=True)
        for lane in asked.lanes:
            lane.end()


def _is_there(one: Future[Answer] | Answer) -> bool:
    return isinstance(one, list) or one.done()


def _taken(one: Future[Answer] | Answer) -> Answer:
    return one if isinstance(one, list) else one.result()


class _Asked:
    """The children, each asked by the same threads always."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self.lanes = lanes
        self.turn = count()
        self.mine = local()

    def ask(self, task: Task) -> Answer:
        """The answer of this thread's child, or the failure that its death means."""
        if not hasattr(self.mine, "lane"):
            self.mine.lane = self.lanes[next(self.turn) % len(self.lanes)]
        try:
            found: Answer = self.mine.lane.ask(task)
        except Ended:
            return []
        except Died as death:
            if isinstance(task, Lines) and len(task.lines) > 1:
                alone = [Lines(task.name, task.first + at, (line,)) for at, line in enumerate(task.lines)]
                return [one for line in alone for one in self.ask(line)]
            name = f"{task.name}:{task.first}" if isinstance(task, Lines) and task.first else task.name
            return [Failure(name, f"the reader died on it ({death})")]
        return found
