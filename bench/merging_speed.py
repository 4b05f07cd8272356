"""How adding grows with merging on: pages a second into a ledger that holds 1,000 to 100,000.

    python bench/merging_speed.py [--pages 100000]

Only the writing is timed, in one process: rows are made beforehand, as workers make them. `cpu` counts this process's
own processor time, so that a busy machine doesn't change it; `wall` is the clock's. `merging` is the part of `cpu` that
entries, ties and clusters take.
"""

import argparse
import tempfile
import time
from pathlib import Path

import invented
from communique.ledger import write
from communique.ledger.adding import TOGETHER
from communique.ledger.engine import writing
from communique.ledger.store import Ledger
from communique.ledger.tasks import Lines, answer

STEPS = (1000, 2000, 5000, 10_000, 20_000, 30_000, 50_000, 75_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    options = parser.parse_args()
    spent = {"merging": 0.0}
    for name in ("settle", "put_entries"):
        setattr(write, name, _timed(getattr(write, name), spent))
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.sqlite", create=True) as ledger:
        print("| pages | pages/s (cpu) | pages/s (wall) | merging, ms a page |\n|---:|---:|---:|---:|", flush=True)
        done, cpu, wall, counted = 0, 0.0, 0.0, 0
        while done < options.pages:
            lines = tuple(one.to_json().encode() for one in invented.readings(TOGETHER, done))
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
