"""Reading and adding real pages with all cores, against the same on one core.

    python bench/parallel.py FOLDER [FOLDER …] [--pages 200] [--rounds 3]

Each run is a `communique add` of its own, from its start to its end, into a new SQLite ledger; the one on one core is
bound to it. The figure is the speed on all cores over that of one core times their number: 1 is perfect.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from communique.ledger.store import Ledger
from communique.ledger.workers import cores
from communique.pages.files import expand


def seconds(pages: list[str], bound_to: set[int], workers: int, ledger: Path) -> float:
    """How long an `add` takes on some cores."""
    command = [sys.executable, "-m", "communique.cli", "--ledger", ledger, "add", "--workers", str(workers), *pages]
    begun = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, check=False, preexec_fn=lambda: os.sched_setaffinity(0, bound_to)
    )
    assert done.returncode in (0, 3), done.stderr
    return time.perf_counter() - begun


def main() -> int:
    """Measure in turns, so that a slow moment of the machine meets both, and take the best of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    shared = Path(os.environ.get("SHARED", "../shared"))
    folders = options.folders or [str(shared / "pages" / "kremlin"), str(shared / "readouts")]
    pages = list(expand(folders))[: options.pages]
    if not pages or not Path(pages[0]).exists():
        print(f"{', '.join(folders)}: no pages there; give folders of real ones")
        return 0
    every = os.sched_getaffinity(0)
    one, all_of_them = [], []
    digests = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            for name, times, bound, workers in (("one", one, {min(every)}, 1), ("all", all_of_them, every, cores())):
                ledger = Path(folder) / f"{name}{number}.sqlite"
                times.append(seconds(pages, bound, workers, ledger))
                with Ledger(ledger) as made:
                    digests.add(made.digest())
    ratio = min(one) / min(all_of_them) / len(every)
    print(
        f"{len(pages)} pages: {len(pages) / min(one):.1f} a second on one core, {len(pages) / min(all_of_them):.1f} on "
        f"{len(every)}: {ratio:.2f} of {len(every)} times one; ledgers {'the same' if len(digests) == 1 else 'DIFFER'}"
    )
    print("seconds, one core:", " ".join(f"{t:.1f}" for t in one), "| all:", " ".join(f"{t:.1f}" for t in all_of_them))
    return len(digests) != 1


if __name__ == "__main__":
    sys.exit(main())
