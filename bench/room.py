"""How fast the reading room answers: search, record pages, and 50 users at once, at 100,000 pages unless told otherwise.

    python bench/room.py [--pages 100000] [--ledger FILE] [--users 50] [--seconds 60]

The room is served as `communique serve` serves it, in a process of its own, over invented readings (bench/invented.py; kept
where --ledger names a file, so that it is filled once). The peer, in the same run on the same texts, is a bare FastAPI handler
over a plain SQLite table with an FTS5 index: the newest 50 pages that hold the words, and a page by its number; no records,
names, stories, log-in or forms. Both are asked the same over HTTP, one after the other. A user asks for a page, reads it for
one to three seconds and asks for the next; an error is any answer but 200. Times are wall clock; the machine's noise is in
them.
"""

import argparse
import asyncio
import html
import http.client
import os
import random
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import invented
from communique.ledger.store import Ledger
from communique.web.naming import address
from ledger import Peer, queries

SEARCHES, RECORDS = 200, 200
"""Searches and record pages that are timed one by one."""

AT_A_TIME = 2000
"""Pages put in at a time."""

TYPES = ("meeting", "statement", "commitment", "position", "page")

READING = (1.0, 3.0)
"""Seconds for which a user reads a page."""


@dataclass
class Times:
    """Milliseconds that answers took, and what went wrong."""

    taken: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, begun: float, status: int | str) -> None:
        """Note an answer."""
        self.taken.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            self.wrong[str(status)] += 1

    @property
    def median(self) -> float:
        """The half of them took no longer."""
        return statistics.median(self.taken) if self.taken else float("nan")

    @property
    def most(self) -> float:
        """The 95th percentile."""
        return sorted(self.taken)[int(len(self.taken) * 0.95)] if self.taken else float("nan")


def fill(ledger: Ledger, peer: Path, pages: int, folder: Path) -> None:
    """Bring both to so many pages; those that are there stay."""
    held = ledger.count("type:page versions:all")
    plain = Peer(peer)
    theirs = plain.raw.execute("SELECT count(*) FROM page").fetchone()[0]
    file = folder / "more.jsonl"
    while min(held, theirs) < pages:
        start = min(held, theirs)
        number = min(AT_A_TIME, pages - start)
        lines = [one.to_json() + "\n" for one in invented.readings(number, start)]
        if held == start:
            file.write_text("".join(lines), "utf-8")
            ledger.add(file)
            held += number
        if theirs == start:
            plain.add(lines)
            theirs += number
        print(f"\r{min(held, theirs):,} of {pages:,} pages", end="", file=sys.stderr, flush=True)
    plain.raw.close()
    print(file=sys.stderr)


def records(ledger: Ledger, luck: random.Random, number: int) -> list[str]:
    """Addresses of records of every kind, from all days alike."""
    found: list[str] = []
    while len(found) < number:
        kind = TYPES[len(found) % len(TYPES)]
        day = f"{luck.randint(2015, 2025)}-{luck.randint(1, 12):02}"
        held = list(ledger.find(filters={"type": [kind], "when": [f"..{day}"]}, limit=5))
        found += [address(luck.choice(held).id)] if held else []
        if not held and not ledger.count(filters={"type": [kind]}):
            raise SystemExit(f"no {kind} is in the ledger")
    return found


@contextmanager
def serving(command: Sequence[str]) -> Iterator[str]:
    """The address of a server while it runs, as its first line tells it."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        if told is None:
            process.kill()
            raise SystemExit(f"{command[0]}: no server")
        try:
            yield told[0]
        finally:
            process.terminate()
            process.wait(20)


def one_by_one(base: str, places: Sequence[str]) -> Times:
    """Ask for each place in turn over one connection; each once before, so that files are open and models loaded."""
    found = Times()
    asked = http.client.HTTPConnection(str(urlsplit(base).netloc), timeout=60)
    for warm in (True, False):
        for place in places[: 5 if warm else None]:
            begun = time.perf_counter()
            asked.request("GET", place)
            answer = asked.getresponse()
            answer.read()
            if not warm:
                found.add(begun, answer.status)
    asked.close()
    return found


async def _user(number: int, base: str, places: Sequence[str], until: float, found: Times) -> None:
    import httpx

    luck = random.Random(number)
    async with httpx.AsyncClient(base_url=base, timeout=60, follow_redirects=True) as client:
        await asyncio.sleep(luck.uniform(0, READING[1]))
        while time.perf_counter() < until:
            begun = time.perf_counter()
            try:
                status: int | str = (await client.get(luck.choice(places))).status_code
            except httpx.HTTPError as error:
                status = type(error).__name__
            found.add(begun, status)
            await asyncio.sleep(luck.uniform(*READING))


def many(base: str, places: Sequence[str], users: int, seconds: float) -> Times:
    """So many users at once for so long."""
    found = Times()

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_user(number, base, places, until, found) for number in range(users)))

    asyncio.run(all_of_them())
    return found


def serve_peer(file: str) -> None:
    """The peer as a server: run by this file itself."""
    import uvicorn
    from fastapi import FastAPI
    from starlette.responses import HTMLResponse

    app = FastAPI()

    def shown(rows: Sequence[tuple[object, ...]]) -> HTMLResponse:
        lines = "".join(f"<li>{'; '.join(html.escape(str(cell)) for cell in row)}</li>" for row in rows)
        return HTMLResponse(f"<!doctype html><title>found</title><ol>{lines}</ol>")

    @app.get("/search")
    def search(q: str) -> HTMLResponse:
        with sqlite3.connect(file) as raw:
            asked = (
                "SELECT n, day, substr(text, 1, 80) FROM page WHERE n IN (SELECT rowid FROM words WHERE words MATCH ?)"
                " ORDER BY day DESC LIMIT 50"
            )
            return shown(raw.execute(asked, (q,)).fetchall())

    @app.get("/record/{number}")
    def record(number: int) -> HTMLResponse:
        with sqlite3.connect(file) as raw:
            return shown(raw.execute("SELECT n, day, text FROM page WHERE n = ?", (number,)).fetchall())

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listening])


def measure(where: Path, peer: Path, pages: int, users: int, seconds: float) -> int:
    """Ask both, print a table, and say how many answers were wrong."""
    luck = random.Random(11)
    asked = list(islice(queries(random.Random(7)), SEARCHES))
    with Ledger(where) as ledger:
        mine = [f"/search?{urlencode({'q': ours})}" for ours, _ in asked]
        ours = records(ledger, luck, RECORDS)
    theirs = [f"/search?q={quote(other)}" for _, other in asked]
    numbers = [f"/record/{luck.randint(1, pages)}" for _ in range(RECORDS)]
    room = [sys.executable, "-m", "communique.cli", "--ledger", str(where), "serve", "--port", "0"]
    rows: list[tuple[str, Times, Times]] = []
    with serving(room) as base, serving([sys.executable, __file__, "--serve-peer", str(peer)]) as plain:
        rows.append(("search", one_by_one(base, mine), one_by_one(plain, theirs)))
        rows.append(("a record page", one_by_one(base, ours), one_by_one(plain, numbers)))
        both = [*mine, *ours]
        rows.append(
            (
                f"{users} users for {seconds:.0f} s",
                many(base, both, users, seconds),
                many(plain, [*theirs, *numbers], users, seconds),
            )
        )
    print(f"\n{pages:,} pages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| asked | answers | errors | median ms | p95 ms | peer's median | peer's p95 | peer's errors | p95, ratio |")
    print("|---" + "|--:" * 8 + "|")
    for name, found, other in rows:
        print(
            f"| {name} | {len(found.taken)} | {found.wrong.total()} | {found.median:.1f} | {found.most:.1f} "
            f"| {other.median:.1f} | {other.most:.1f} | {other.wrong.total()} | {found.most / other.most:.1f} |"
        )
    for name, found, _ in rows:
        if found.wrong:
            print(f"{name}: {', '.join(f'{number} × {status}' for status, number in found.wrong.items())}")
    return sum(found.wrong.total() for _, found, _ in rows)


def main() -> int:
    """Fill both, measure, and say by the exit whether anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path, help="where the ledger is kept, and the peer's file beside it")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--serve-peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve_peer:
        serve_peer(options.serve_peer)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        where = options.ledger or folder / "ledger.sqlite"
        peer = where.with_suffix(".peer.sqlite")
        with Ledger(where, create=True) as ledger:
            fill(ledger, peer, options.pages, folder)
        return 1 if measure(where, peer, options.pages, options.users, options.seconds) else 0


if __name__ == "__main__":
    sys.exit(main())
