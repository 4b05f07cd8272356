"""How a ledger grows: adding ready readings, searching, timelines and stories at 1,000 to 100,000 pages.

    python bench/ledger.py [--pages 100000] [--ledger URL] [--plot docs/ledger.svg] [--folder DIR] [--later]

`--folder` keeps the ledger, so that a later run can ask the same of it again, when the machine is at rest, or let it grow on.
`--later` adds as `communique add --later` does and gathers afterwards, and times the two one by one; without it pages are
gathered as they are added.

The peer, in the same run on the same texts, is a plain SQLite table with an FTS5 index over the text: no records, no
versions, no names, no stories. At every size the stories found are held against those that were invented, pair by pair. Times are wall clock; the machine's noise is in them,
but for `writing`: this process' own processor time a page, with stories and merging, while workers make the rows.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path

import invented
from communique.ledger.store import Ledger
from communique.records import Reading
from plot import Panel, draw

STEPS = (1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
QUERIES, PAIRS = 200, 60


@dataclass(frozen=True)
class Step:
    """What was measured when the ledger had reached a size. Times in milliseconds."""

    pages: int
    added: float
    gathered: float
    writing: float
    peer_added: float
    search: float
    search_most: float
    peer_most: float
    timeline_most: float
    stories: float
    precision: float
    recall: float
    bytes: float
    worst: str


def queries(luck: random.Random) -> Iterator[tuple[str, str]]:
    """Questions as analysts ask them, with what the peer is asked in their place (its words alone)."""
    world = invented._world()
    while True:
        word, other = world.words.one(luck), world.words.one(luck)
        common, too = luck.sample(invented.COMMON[27:], 2)
        state = world.states.one(luck)
        person = luck.choice(world.people[state]).name
        year = luck.randint(2015, 2025)
        yield luck.choice(
            (
                (word, f'"{word}"'),
                (word, f'"{word}"'),
                (common, f'"{common}"'),
                (f"{common} {word}", f'"{common}" AND "{word}"'),
                (f"{common} {too}", f'"{common}" AND "{too}"'),
                (f'"{common} {word}"', f'"{common} {word}"'),
                (f"{word} OR {other} -{common}", f'("{word}" OR "{other}") NOT "{common}"'),
                (f"{word[:5]}*", f'"{word[:5]}" *'),
                (f'who:"{person}"', f'"{person}"'),
                (f'who:"{person}" {common}', f'"{person}" AND "{common}"'),
                (f"by:{state} type:commitment", f'"{state}"'),
                (f"by:{state} {common} when:{year}", f'"{common}"'),
                (f"type:meeting at:{state} when:{year}-03..{year}-06", f'"{state}"'),
                (f"{common} type:statement copies:one", f'"{common}"'),
            )
        )


def _times(ask: Callable[[str], object], asked: Sequence[str]) -> list[tuple[float, str]]:
    found = []
    for one in asked:
        begun = time.perf_counter()
        ask(one)
        found.append(((time.perf_counter() - begun) * 1000, one))
    return sorted(found)


def _most(times: Sequence[tuple[float, str]]) -> float:
    """The 95th percentile."""
    return times[int(len(times) * 0.95)][0]


class Peer:
    """The same texts in one table with an FTS5 index, written in the same batches."""

    def __init__(self, path: Path) -> None:
        self.raw = sqlite3.connect(path)
        self.raw.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS page (n INTEGER PRIMARY KEY, day, json, text);"
            "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='page', content_rowid='n')"
        )

    def add(self, lines: Sequence[str]) -> None:
        """Put readings in, 64 at a time."""
        for start in range(0, len(lines), 64):
            with self.raw:
                for line in lines[start : start + 64]:
                    article = Reading.from_json(line).article
                    row = self.raw.execute(
                        "INSERT INTO page (day, json, text) VALUES (?, ?, ?)", (article.reference, line, article.text)
                    )
                    self.raw.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row.lastrowid, article.text))

    def find(self, asked: str) -> list[object]:
        """The newest 50 pages with these words."""
        return self.raw.execute(
            "SELECT n, day, substr(text, 1, 80) FROM page WHERE n IN (SELECT rowid FROM words WHERE words MATCH ?)"
            " ORDER BY day DESC LIMIT 50",
            (asked,),
        ).fetchall()


def _pairs(stories: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {pair for story in stories for pair in combinations(sorted(story), 2)}


def found_stories(ledger: Ledger, pages: int) -> tuple[float, float, float]:
    """Milliseconds to list the largest 50 stories, and precision and recall of the pairs of pages in one story."""
    begun = time.perf_counter()
    ledger.stories(limit=50)
    taken = (time.perf_counter() - begun) * 1000
    numbers = {}
    whole: dict[int, set[str]] = {}
    for number in range(pages):
        url = invented.address(number)
        numbers.setdefault(url, len(numbers))
        whole.setdefault(invented.origin_of(number), set()).add(url)
    invented_pairs = _pairs([numbers[url] for url in story] for story in whole.values())
    pairs = _pairs([numbers[one.address or ""] for one in story.members] for story in ledger.stories())
    right = len(pairs & invented_pairs)
    return taken, right / max(len(pairs), 1), right / max(len(invented_pairs), 1)


def measure(
    ledger: Ledger, peer: Peer, folder: Path, most: int, later: bool, show: Callable[[Step], None]
) -> list[Step]:
    """Grow both to `most` pages, and ask both the same at every step."""
    steps: list[Step] = []
    grown = folder / "grown"  # a ledger counts pages, which are fewer: some readings are later versions
    before = int(grown.read_text()) if grown.exists() else 0
    luck = random.Random(7)
    asked = list(islice(queries(luck), QUERIES))
    world = invented._world()
    pairs = [(world.states.one(luck), world.states.one(luck)) for _ in range(PAIRS)]
    for pages in (step for step in STEPS if before <= step <= most):
        added = gathered = writing = peer_added = float("nan")
        if pages > before:
            file = folder / "step.jsonl"
            lines = [one.to_json() + "\n" for one in invented.readings(pages - before, before)]
            file.write_text("".join(lines), "utf-8")
            begun, used = time.perf_counter(), time.process_time()
            ledger.add(file, later=later)
            added = (pages - before) / (time.perf_counter() - begun)
            if later:
                since = time.perf_counter()
                gathered = ledger.gather() / (time.perf_counter() - since)
            writing = (time.process_time() - used) / (pages - before) * 1000
            begun = time.perf_counter()
            peer.add(lines)
            peer_added = (pages - before) / (time.perf_counter() - begun)
            grown.write_text(str(pages))
            del lines
        mine = _times(lambda one: list(ledger.find(one, limit=50)), [one for one, _ in asked])
        theirs = _times(peer.find, [other for _, other in asked])
        lines_of = _times(lambda one: ledger.timeline(*one.split(), limit=50), [" ".join(pair) for pair in pairs])
        size = sum(part.stat().st_size for part in folder.glob("ledger.sqlite*")) or float("nan")
        step = Step(
            pages, added, gathered, writing, peer_added, statistics.median(t for t, _ in mine), _most(mine), _most(theirs),
            _most(lines_of), *found_stories(ledger, pages), size / pages, f"{mine[-1][1]} {mine[-1][0]:.0f} ms",
        )  # fmt: skip
        show(step)
        steps.append(step)
        before = pages
    return steps


def main() -> int:
    """Measure, print a table, and draw the plot where one is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--ledger", help="where the ledger is made (default: a temporary SQLite file)")
    parser.add_argument("--later", action="store_true", help="add first, gather afterwards")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--folder", type=Path, help="keep the ledger here, and go on with the one that is there")
    options = parser.parse_args()
    print(
        "| pages | add, pages/s | gather, pages/s | writing, ms | peer | ratio | search, median ms | p95 | peer's p95 | timeline p95 | stories | pairs P | R | KB a page | slowest |\n"
        "|" + " --: |" * 14 + " --- |"
    )

    def show(step: Step) -> None:
        print(
            f"| {step.pages:,} | {step.added:.0f} | {step.gathered:.0f} | {step.writing:.1f} | {step.peer_added:.0f} | {step.added / step.peer_added:.2f} "
            f"| {step.search:.1f} | {step.search_most:.0f} | {step.peer_most:.0f} | {step.timeline_most:.0f} "
            f"| {step.stories:.0f} | {step.precision:.3f} | {step.recall:.3f} | {step.bytes / 1024:.1f} | `{step.worst}` |",
            flush=True,
        )

    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        with Ledger(options.ledger or folder / "ledger.sqlite", create=True) as ledger:
            steps = measure(ledger, Peer(folder / "peer.sqlite"), folder, options.pages, options.later, show)
    if options.plot:
        draw(
            options.plot,
            "pages in the ledger",
            [step.pages for step in steps],
            [
                Panel(
                    "added, pages a second",
                    {"ledger": [step.added for step in steps], "plain FTS5": [step.peer_added for step in steps]},
                    limit=50,
                ),
                Panel(
                    "milliseconds (95th percentile)",
                    {
                        "search": [step.search_most for step in steps],
                        "timeline": [step.timeline_most for step in steps],
                        "plain FTS5": [step.peer_most for step in steps],
                    },
                    limit=200,
                ),
            ],
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
