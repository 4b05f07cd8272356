"""Markup from outside is parsed in a child process: one that hangs or takes too much memory is ended, not waited for.

One worker serves many pages, since starting it costs more than reading a page. It is a plain child that speaks over
pipes, not a `multiprocessing` one, so that scripts without a main guard can call `read`.
"""

import atexit
import pickle
import struct
import subprocess
import sys
import threading
from typing import Any

from communique.pages.draft import Draft

SECONDS = 60.0
"""Wall-clock time for one page; the slowest honest page measured (50 MB) took under 20 s."""
MEMORY = 3 * 1024**3
"""Bytes of address space for the worker, pages of 64 MB included."""


class GuardError(Exception):
    """The worker was ended or died over a page; the message is the reason."""


_worker: subprocess.Popen[bytes] | None = None
_lock = threading.Lock()


def guarded_html(text: str, url: str | None) -> Draft:
    """`read_html` in the worker. GuardError when it took too long, too much memory, or crashed."""
    with _lock:
        answer = _ask((text, url))
    if isinstance(answer, str):
        raise GuardError(answer)
    assert isinstance(answer, Draft)
    return answer


def _ask(question: Any) -> Any:
    global _worker
    if _worker is None or _worker.poll() is not None:
        _worker = subprocess.Popen(
            [sys.executable, "-m", "communique.pages.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        atexit.register(_end)
    worker = _worker
    timer = threading.Timer(SECONDS, worker.kill)
    timer.start()
    try:
        assert worker.stdin is not None and worker.stdout is not None
        send(worker.stdin, question)
        return receive(worker.stdout)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        _worker = None
        return (
            "its markup took too long or too much memory to parse"
            if not timer.is_alive() or worker.wait()
            else "the parser died on it"
        )
    finally:
        timer.cancel()


def _end() -> None:
    if _worker is not None and _worker.poll() is None:
        _worker.kill()


def send(stream: Any, value: Any) -> None:
    """Write one value: its length, then its pickle. Both ends of the pipe are ours."""
    data = pickle.dumps(value)
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


def receive(stream: Any) -> Any:
    """Read one value; EOFError when the other end is gone."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack(">Q", head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
