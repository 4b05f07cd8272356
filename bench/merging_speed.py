"""How adding grows with merging on: pages a second into a ledger that holds 1,000 to 100,000.

    python bench/merging_speed.py [--pages 100000] [--hot]

Only the writing is timed, in one process: rows are made beforehand, as workers make them. `cpu` counts this process's
own processor time, so that a busy machine doesn't change it; `wall` is the clock's. `merging` is the part of `cpu` that
entries, ties and clusters take. `--hot`: all pages tell of one meeting, each in words of its own, with one of five promises:
what is told most must not cost most.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import invented
from communique import Reading, read
from communique.ledger import write
from communique.ledger.adding import TOGETHER
from communique.ledger.engine import writing
from communique.ledger.store import Ledger
from communique.ledger.tasks import Lines, answer

STEPS = (1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000, 75_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--hot", action="store_true", help="one meeting told by every page")
    options = parser.parse_args()
    made = told if options.hot else invented.readings
    spent = {"merging": 0.0}
    for name in ("settle", "put_entries"):
        setattr(write, name, _timed(getattr(write, name), spent))
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.sqlite", create=True) as ledger:
        print("| pages | pages/s (cpu) | pages/s (wall) | merging, ms a page |\n|---:|---:|---:|---:|", flush=True)
        done, cpu, wall, counted = 0, 0.0, 0.0, 0
        while done < options.pages:
            lines = tuple(one.to_json().encode() for one in made(TOGETHER, done))
            rows = answer(Lines("invented", 1, lines))
            begun, clock = time.process_time(), time.perf_counter()
            with writing(ledger.engine) as connection:
                write.put(connection, rows, ["2025-01-01"] * len(rows))  # type: ignore[arg-type]
            cpu, wall = cpu + time.process_time() - begun, wall + time.perf_counter() - clock
            counted += len(rows)
            before, done = done, done + len(rows)
            if any(before < step <= done for step in STEPS) or done >= options.pages:
                merging = spent["merging"] / counted * 1000
                print(f"| {done} | {counted / cpu:.0f} | {counted / wall:.0f} | {merging:.1f} |", flush=True)
                cpu, wall, counted, spent["merging"] = 0.0, 0.0, 0, 0.0


HEARD = ("held talks with", "met", "received", "met with")
WHERE = ("in Kisumu", "in Kenya", "at the lake")
WHEN = ("for an hour", "for two hours", "over lunch", "at 9:55 a.m.", "late in the evening")
PROMISED = (
    "open the Busia crossing around the clock", "keep the Busia border crossing open day and night",
    "build a joint customs office at Malaba", "train border guards", "lower the levy on maize",
)  # fmt: skip


def told(number: int, start: int) -> Iterator[Reading]:
    """Pages `start` and on that all tell of one meeting."""
    for page in range(start, start + number):
        luck = random.Random(page)
        text = (
            f"KISUMU, March 12, 2025 (Wire {page}) - Kenya's Foreign Minister James Otieno {luck.choice(HEARD)} Uganda's Foreign "
            f"Minister Grace Nalwanga {luck.choice(WHERE)} on Wednesday {luck.choice(WHEN)}, agency {page} said. Kenya and Uganda "
            f"agreed to {luck.choice(PROMISED)} in step {page % 37}."
        )
        yield read(text.encode(), url=f"https://w{page}.example/a", published="2025-03-12", publisher=f"Wire {page}")


def _timed(work, spent):  # type: ignore[no-untyped-def]
    def timed(*words):  # type: ignore[no-untyped-def]
        begun = time.process_time()
        try:
            return work(*words)
        finally:
            spent["merging"] += time.process_time() - begun

    return timed


if __name__ == "__main__":
    main()
