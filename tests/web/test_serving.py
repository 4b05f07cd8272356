"""`communique serve` and `communique user`, as they are typed."""

import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import uvicorn

from communique.ledger.store import Ledger
from communique.web.serving import Opening, Refused, room_for, serve

COMMAND = [sys.executable, "-m", "communique.cli", "--ledger"]


def told(ledger: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, str(ledger), *words], input=stdin, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_says_where_it_is_and_is_there(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*COMMAND, str(tmp_path / "new.sqlite"), "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert found
        with urllib.request.urlopen(found[0], timeout=30) as answer:
            assert b"No page is in the ledger yet." in answer.read()
    finally:
        running.terminate()
        running.wait(20)


def test_who_may_come_in(examples: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "talks.sqlite"
    ledger.write_bytes(examples.read_bytes())
    refused = told(ledger, "serve", "--public")
    assert (refused.returncode, "communique user add" in refused.stderr) == (2, True)
    refused = told(ledger, "serve", "--host", "0.0.0.0")
    assert (refused.returncode, "--public" in refused.stderr) == (2, True)
    assert told(ledger, "user", "add", "ada", "--role", "admin", stdin="short\n").returncode == 2
    assert told(ledger, "user", "add", "ada", "--role", "admin", stdin="four quiet words here\n").returncode == 0
    assert told(ledger, "user", "list").stdout == "admin\tada\n"
    assert (tmp_path / "talks.desk.sqlite").stat().st_mode & 0o077 == 0
    assert told(ledger, "user", "remove", "ada").returncode == 0
    assert told(ledger, "user", "remove", "ada").returncode == 2


def test_answers_are_sent_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that isn't named as TCP gets no TCP_NODELAY from asyncio, and every answer waits for 40 ms."""
    opened: list[int] = []

    def run(_: object, sockets: list[socket.socket]) -> None:
        opened.append(sockets[0].proto)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    with Ledger(tmp_path / "new.sqlite", create=True) as ledger:
        for host in ("127.0.0.1", "::1"):
            how = Opening(host=host, port=0, desk=tmp_path / "new.desk.sqlite")
            try:
                serve(room_for(ledger, how), how)
            except Refused:
                assert ":" in host  # a machine without IPv6
    assert opened
    assert set(opened) == {socket.IPPROTO_TCP}
