"""Does a ledger keep what it has acknowledged? Killed while adding, written by many at once, on a full disk.

    python bench/durability.py                                 SQLite: 200 kills, 8 writers of 1,000 pages, 20 full disks
    python bench/durability.py postgresql://user@/{name}?…     PostgreSQL: 100 kills and the writers

A kill is SIGKILL to `communique add` at a random moment of its run. Acknowledged is what `add` has reported by then.
Afterwards the ledger must be sound (`check`), hold every acknowledged page, and be the same as an unbroken one after
the same `add` has been run again.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.ledger.engine import LedgerError
from communique.ledger.store import Ledger

try:
    from bench import invented
except ImportError:  # run as a script
    import invented  # type: ignore[no-redef]

ADDER = """
import sys
from communique.ledger.store import Ledger
from communique.ledger import adding
adding.TOGETHER = 32  # small batches, for more moments between them
def told(report):
    print(report.became, report.name, flush=True)
with Ledger(sys.argv[1], create=True) as ledger:
    print("open", flush=True)
    ledger.add(*sys.argv[2:], workers=1, report=told)
"""


TOLD = (b"added", b"version")


@dataclass(frozen=True)
class Killed:
    """What came of one kill: pages acknowledged by then, and what was wrong afterwards."""

    acknowledged: int
    fault: str | None


@dataclass(frozen=True)
class Written:
    """What came of several writers: what went wrong, and the seconds it took."""

    errors: list[str]
    seconds: float


@dataclass(frozen=True)
class Filled:
    """What came of a full disk: the message, and what was wrong afterwards."""

    said: str
    fault: str | None


def _add(url: str, *pages: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", ADDER, url, *map(str, pages)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_once(url: str, pages: Path, after: int, delay: float, expected: str) -> Killed:
    """Kill an `add` some seconds after it has acknowledged `after` pages, look at what is left, and add again."""
    child = _add(url, pages)
    assert child.stdout is not None
    out: list[bytes] = []
    while sum(line.startswith(TOLD) for line in out) < after and (line := child.stdout.readline()):
        out.append(line)
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    # what the kill cut in two was not said
    whole = (b"".join(out) + rest).split(b"\n")[:-1]
    names = [line.decode().split(" ", 1)[1] for line in whole if line.startswith(TOLD)]
    return Killed(len(names), _fault(url, pages, names, expected))


def _fault(url: str, pages: Path, acknowledged: Sequence[str], expected: str) -> str | None:
    try:
        with Ledger(url) as ledger:
            if faults := ledger.check():
                return f"unsound after the kill: {faults[0]}"
            held = {
                one.name for found in ledger.find("type:page versions:all") for one in ledger.show(found.page).versions
            }
            if lost := set(acknowledged) - held:
                return f"lost: {sorted(lost)[0]} and {len(lost) - 1} more"
    except LedgerError as error:
        if acknowledged or "no ledger there" not in str(error):
            return f"cannot be opened: {error}"
    with Ledger(url, create=True) as ledger:
        ledger.add(pages, workers=1)
        if faults := ledger.check():
            return f"unsound after the rerun: {faults[0]}"
        if ledger.digest() != expected:
            return "differs from an unbroken run"
    return None


def write_side_by_side(url: str, writers: int, pages_each: int) -> Written:
    """Several programs add different pages to one new ledger at once."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(writers):
            file = Path(folder) / f"{number}.jsonl"
            # each its own world of pages, so that none is another's copy
            lines = (one.to_json() + "\n" for one in invented.readings(pages_each, seed=100 + number))
            file.write_text("".join(lines).replace(".example/", f".example/{number}/"), "utf-8")
            files.append(file)
        begun = time.monotonic()
        children = [_add(url, file) for file in files]
        errors = []
        for child in children:
            _, err = child.communicate()
            if child.returncode:
                errors.append(err.decode().strip().splitlines()[-1])
    return Written(errors, time.monotonic() - begun)


def fill_disk(mount: Path, pages: Path, megabytes: Sequence[float]) -> list[Filled]:
    """Add to ledgers on disks too small for them. Needs root, for mounting."""
    found = []
    for size in megabytes:
        mount.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(size * 1024)}k", "tmpfs", mount], check=True)
        try:
            found.append(_fill(str(mount / "l.sqlite"), pages))
        finally:
            subprocess.run(["umount", mount], check=True)
    return found


def _fill(url: str, pages: Path) -> Filled:
    command = [sys.executable, "-m", "communique.cli", "--ledger", url, "add", "--workers", "1", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines()
    said = lines[-1] if lines else ""
    if done.returncode == 0:
        return Filled(said, None)
    if "Traceback" in done.stderr or done.returncode != 2 or "disk" not in said:
        return Filled(said, f"no clear message (exit code {done.returncode})")
    kept = sum(int(line.split("first ")[1].split()[0]) for line in lines if "the first" in line)
    try:
        with Ledger(url) as ledger:
            faults = ledger.check()
            held = ledger.count("type:page versions:all")
    except LedgerError as error:
        return Filled(said, None if not kept and "no ledger" in str(error) else f"cannot be opened: {error}")
    if faults:
        return Filled(said, f"unsound: {faults[0]}")
    return Filled(said, None if held >= kept else f"{kept} acknowledged, {held} there")


def main() -> int:
    """Run all of it and print a table; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("server", nargs="?", help="postgresql://…/{name}…, where databases may be made")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    luck = random.Random(options.seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "pages.jsonl"
        pages.write_text("".join(one.to_json() + "\n" for one in invented.readings(options.pages)), "utf-8")
        place = _places(options.server, folder)
        first = place()
        with Ledger(first, create=True) as ledger:
            ledger.add(pages)
            expected = ledger.digest()
        kills = options.kills or (100 if options.server else 200)
        # a batch takes some 0.15 s; before the first the program starts, which takes longer
        moments = [(luck.randrange(options.pages), luck.random() * 0.2) for _ in range(kills - kills // 10)]
        moments += [(0, luck.random() * 1.5) for _ in range(kills // 10)]
        results: list[Killed] = []
        for number, (after, delay) in enumerate(moments, 1):
            results.append(kill_once(place(), pages, after, delay, expected))
            wrong = [one.fault for one in results if one.fault]
            if results[-1].fault:
                print(f"kill {number}, after {results[-1].acknowledged} pages: {results[-1].fault}", flush=True)
            if number % 10 == 0:
                inside = sum(0 < one.acknowledged < options.pages for one in results)
                print(
                    f"{number} of {kills} kills, {inside} of them between the first and the last page: "
                    f"{len(wrong)} wrong",
                    flush=True,
                )
        written = write_side_by_side(place(), writers=8, pages_each=1000)
        print(
            f"8 writers of 1,000 pages: {len(written.errors)} errors, {8000 / written.seconds:.0f} pages a second",
            flush=True,
        )
        wrong += written.errors
        if options.server is None and os.geteuid() == 0:
            sizes = [luck.uniform(0.3, 9.0) for _ in range(20)]
            filled = fill_disk(folder / "disk", pages, sizes)
            wrong += [one.fault for one in filled if one.fault]
            stopped = sum("disk" in one.said for one in filled)
            print(f"20 small disks, full in {stopped}: {sum(bool(one.fault) for one in filled)} wrong")
    for line in wrong:
        print(line)
    return bool(wrong)


def _places(server: str | None, folder: Path) -> Callable[[], str]:
    """Gives a place for a new ledger at every call."""
    numbers = iter(range(10**6))
    if server is None:
        return lambda: str(folder / f"l{next(numbers)}.sqlite")
    from sqlalchemy import create_engine, text

    admin = create_engine(
        server.format(name="postgres").replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )

    def place() -> str:
        name = f"durability_{os.getpid()}_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return server.format(name=name)

    return place


if __name__ == "__main__":
    sys.exit(main())
