"""Speed: following one commitment through a ledger of 100,000 statements.

    python bench/follow_speed.py [--statements 100000] [--ledger FILE]

The ledger is filled with invented readings (bench/invented.py; kept where --ledger names a file, so that it is filled
once). Commitments are drawn at random, models loaded before the clock starts; each is followed once, so that nothing is
remembered from the time before. Processor time is given beside the wall clock's, which other programs lengthen.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import invented
from communique.ledger.candidates import candidates
from communique.ledger.engine import reading
from communique.ledger.following import undertaking_of
from communique.ledger.store import Ledger

ASKED = 40
A_PAGE = 6.5
"""Statements on an invented page, on the mean."""


def fill(ledger: Ledger, folder: Path, statements: int) -> int:
    """Add invented pages until there are so many statements; how many there are."""
    held = ledger.count("type:statement versions:all")
    pages = ledger.count("type:page versions:all")
    while held < statements:
        number = max(int((statements - held) / A_PAGE), 50)
        file = folder / "more.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for one in invented.readings(number, pages):
                out.write(one.to_json() + "\n")
        ledger.add(file)
        pages += number
        held = ledger.count("type:statement versions:all")
    return held


def main() -> int:
    """Fill, follow, and print medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path, help="where the ledger is kept (default: nowhere)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(options.ledger or folder / "ledger.sqlite", create=True) as ledger:
            held = fill(ledger, folder, options.statements)
            found = list(islice(ledger.find("type:commitment when:2015..2017", limit=4000), 4000))
            drawn = random.Random(5).sample(found, min(ASKED + 3, len(found)))
            for one in drawn[:3]:
                ledger.follow(one.id)
            times, worked, finding, proposed = [], [], [], 0
            for one in drawn[3:]:
                begun, work = time.perf_counter(), time.process_time()
                followed = ledger.follow(one.id)
                times.append((time.perf_counter() - begun) * 1000)
                worked.append((time.process_time() - work) * 1000)
                proposed += len(followed.evidence)
                work = time.process_time()
                with reading(ledger.engine) as connection:
                    candidates(connection, undertaking_of(one, one.words), one.version)
                finding.append((time.process_time() - work) * 1000)
    times.sort()
    worked.sort()
    print(f"{held:,} statements, {len(times)} commitments followed, {proposed} sentences proposed")
    for name, found in (("wall clock", times), ("processor time", worked)):
        print(f"{name}: median {statistics.median(found):.0f} ms, p95 {found[int(len(found) * 0.95)]:.0f} ms, "
              f"slowest {found[-1]:.0f} ms")  # fmt: skip
    print(f"of which finding sentences: median {statistics.median(finding):.0f} ms of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
