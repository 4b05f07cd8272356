"""Speed and memory: reading a page against spaCy's full pipeline on the same text, in one run.

    python bench/speed.py [FILE …]

Prints words per second of both, their ratio (the whole read over spaCy alone: at most 1.5 is the aim), the process's peak
memory, and what `communique --help` takes to start. Repetitions are interleaved and medians taken, since machines are
noisy.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import spacy

from communique import read
from communique.language.pipeline import MODEL

ROUNDS = 7


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = sorted((Path(__file__).parent.parent / "tests" / "golden").rglob("*.txt"))
    parser.add_argument("files", type=Path, nargs="*", default=default)
    options = parser.parse_args()
    nlp = spacy.load(MODEL)
    texts = [file.read_text("utf-8") for file in options.files]
    words = sum(len(text.split()) for text in texts)
    ours, theirs = [], []
    for turn in range(ROUNDS + 1):
        begun = time.perf_counter()
        for file in options.files:
            read(file)
        middle = time.perf_counter()
        for text in texts:
            nlp(text)
        ended = time.perf_counter()
        if turn:
            ours.append(middle - begun)
            theirs.append(ended - middle)
    us, them = statistics.median(ours), statistics.median(theirs)
    starts = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "communique.cli", "--help"], capture_output=True, check=True)
        starts.append(time.perf_counter() - begun)
    print(f"{len(texts)} pages, {words} words")
    print(f"communique read  {words / us:8.0f} words/s")
    print(f"spaCy pipeline   {words / them:8.0f} words/s")
    print(f"ratio            {us / them:8.2f}")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    print(f"--help           {statistics.median(starts):8.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
