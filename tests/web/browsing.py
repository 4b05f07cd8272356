"""A reading room that a browser can visit, and the browser: Debian's chromium, driven by Playwright."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from communique.web.app import make_app
from communique.web.room import Room

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def need_chromium() -> str:
    """The browser's path. Tests are skipped without one, unless COMMUNIQUE_NEED_CHROMIUM is set."""
    if CHROMIUM is None:
        reason = "no chromium on this machine"
        if os.environ.get("COMMUNIQUE_NEED_CHROMIUM"):
            pytest.fail(reason)
        pytest.skip(reason)
    return CHROMIUM


@contextmanager
def served(room: Room) -> Iterator[str]:
    """The room's address while it is open."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(room), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
