"""Score outlet chains: who said it, and through whom, as edges from a content to its source and on to each carrier.

    python bench/chains.py [FILE.jsonl …] [--misses]

Each line of a file (default: tests/golden/chains) is a short text with the statements expected of it: source, content,
`via` nearest first, manner, and the marks that are set. An expected statement is matched with a found one whose content
shares half of its words; edges of matched statements count when both ends agree. Direct, indirect and mixed statements
are shown apart, and so is each shape.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from communique.readers.chains import chain_of
from communique.reading import read_article
from communique.records import Article, Origin, Part, Reading, Statement
from scoring import jaccard, same_name

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "chains"
MARKS = ("denied", "declined", "hedged", "negated")
ORDER = ("all", "direct", "indirect", "mixed", "manner", "marks")
"""What is printed before the shapes: edges, those of each manner, and whether manners and marks are right."""
Tally = dict[str, Counter[str]]


def examples(file: Path) -> list[dict[str, Any]]:
    """The examples of one file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def score(cases: Iterable[dict[str, Any]], misses: bool = False) -> Tally:
    """Edges hit, expected and found: over all, by manner, by shape; and the same of manners and marks."""
    tally: Tally = {}

    def count(keys: Iterable[str], **counts: int) -> None:
        for key in keys:
            tally.setdefault(key, Counter()).update(counts)

    for case in cases:
        text = case["text"]
        article = Article(text, (Part("paragraph", (0, len(text))),), origin=Origin(case.get("publisher")))
        reading = read_article(article)
        found = list(reading.statements)
        for expected, made in _pairs(reading, case["statements"], found):
            wanted = _edges(expected["source"], expected["via"]) if expected else []
            links = _edges(reading.actor(made.source).name, _via(reading, made)) if made else []
            hit = sum(any(_same_edge(one, other) for other in links) for one in wanted) if made else 0
            manner = expected["manner"] if expected else made.manner if made else ""
            count(("all", manner, case["shape"]), hit=hit, gold=len(wanted), found=len(links))
            if expected and made:
                count(("manner",), hit=expected["manner"] == made.manner, gold=1, found=1)
                marks = [{m for m in MARKS if expected.get(m)}, {m for m in MARKS if getattr(made, m)}]
                count(("marks",), hit=len(marks[0] & marks[1]), gold=len(marks[0]), found=len(marks[1]))
            if misses and (hit < len(wanted) or hit < len(links)):
                print(f"{case['id']}\twanted {wanted}\tfound {links}\t{case['text']}")
    return tally


def _via(reading: Reading, made: Statement) -> list[str]:
    """The carriers of a statement without the page's publisher, which every statement of a page shares."""
    return [name for name in chain_of(reading, made) if name != reading.article.origin.publisher]


def _pairs(
    reading: Reading, expected: list[dict[str, Any]], found: list[Statement]
) -> Iterator[tuple[dict[str, Any] | None, Statement | None]]:
    """Expected and found statements, one to one; what is left over on either side stands alone."""
    left = list(found)
    for want in expected:
        words = " ".join(want["content"])
        shares = [jaccard(words, " ".join(reading.article.cut(span) for span in said.content)) for said in left]
        best = max(range(len(left)), key=lambda k: shares[k], default=None)
        if best is not None and shares[best] >= 0.5:
            yield want, left.pop(best)
        else:
            yield want, None
    yield from ((None, said) for said in left)


def _edges(source: str, via: list[str]) -> list[tuple[str, str]]:
    """The content's edge to its source, then each carrier's from the one before it."""
    chain = ["content", source, *via]
    return list(pairwise(chain))


def _same_edge(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return all(a == b or same_name(a, b) for a, b in zip(one, other, strict=True))


def figures(count: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision = count["hit"] / count["found"] if count["found"] else 0.0
    recall = count["hit"] / count["gold"] if count["gold"] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Print a table a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=[GOLDEN / "dev.jsonl", GOLDEN / "check.jsonl"])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for file in options.files:
        cases = examples(file)
        tally = score(cases, options.misses)
        print(f"{file.stem}: {len(cases)} examples\n{'edges':<12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}")
        shapes = [key for key in tally if key not in ORDER]
        for key in (*(key for key in ORDER if key in tally), *shapes):
            count = tally[key]
            print(f"{key:<12}" + "".join(f"{value:>7.3f}" for value in figures(count)) + f"{count['gold']:>7}")


if __name__ == "__main__":
    main()
