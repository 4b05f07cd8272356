"""Speed: comparing two accounts of about 1,000 words each, against spaCy's pipeline on the same two texts, in one run.

    python bench/compare_speed.py

Seconds of one core (process time; nothing here runs on two). Models are loaded before the clock starts; the readings
are made before it too ("compare") or within it ("read and compare"). Rounds are interleaved and medians taken. The
accounts are those of tests/accounts/dev, joined to length.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from communique import compare, read
from communique.language.pipeline import pipeline

ROUNDS, WORDS = 3, 1000
FOLDER = Path(__file__).parent.parent / "tests" / "accounts" / "dev"


def joined(files: list[Path]) -> str:
    """Whole accounts one after another, up to the length wanted."""
    paragraphs: list[str] = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if sum(len(p.split()) for p in paragraphs) < WORDS:
                paragraphs.append(line)
    return "\n".join(paragraphs) + "\n"


def main() -> int:
    """Measure and print."""
    files = sorted(FOLDER.glob("*.txt"))
    texts = [joined(files[k::2]) for k in (0, 1)]
    took: dict[str, list[float]] = {"compare": [], "read and compare": [], "spaCy pipeline": []}
    with tempfile.TemporaryDirectory() as folder:
        pages = [Path(folder) / f"{k}.txt" for k in (0, 1)]
        for page, text in zip(pages, texts, strict=True):
            page.write_text(text, "utf-8")
        readings = [read(page) for page in pages]
        compare(readings[0], readings[1])
        for _ in range(ROUNDS):
            begun = time.process_time()
            compare(readings[0], readings[1])
            took["compare"].append(time.process_time() - begun)
            begun = time.process_time()
            compare(pages[0], pages[1])
            took["read and compare"].append(time.process_time() - begun)
            begun = time.process_time()
            for text in texts:
                pipeline()(text)
            took["spaCy pipeline"].append(time.process_time() - begun)
    peer = statistics.median(took["spaCy pipeline"])
    print(f"two accounts of {' and '.join(str(len(text.split())) for text in texts)} words")
    for name, times in took.items():
        print(f"{name:18} {statistics.median(times):6.2f} s   {statistics.median(times) / peer:5.1f} x spaCy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
