"""How well time expressions are found and read, by TempEval-3's measure, on corpora annotated with TIMEX3.

    python bench/times.py GOLD.jsonl [--out FOUND.jsonl]     one corpus; what was found, a document a line in gold's order
    python bench/times.py DIR [--failures]                   every DIR/*.jsonl, with all that is missed, wrong or extra

A corpus holds one document a line: {"id", "date", "text", "times": [{"span", "type", "value"}], "scored_to"?}; what begins
after `scored_to` is not scored. `relaxed`: our expression and one of gold overlap, each paired once (UzZaman et al. 2013,
SemEval task 1); `strict`: with the same ends; `type`, `value`: overlapping, and the same type or value as printed.
`docs/s` is documents per second of CPU time, once the grammar is compiled. A document without a date is read by the date
that its own text tells. Scores in FOUND.jsonl are left to any scorer of {"id", "times": [{"span", "type", "value"}]}.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from communique.language.reference import find_reference
from communique.language.time_tags import Tag, tag
from communique.records import Article

MEASURES = ("relaxed", "strict", "type", "value")


def read(document: dict[str, Any]) -> tuple[Tag, ...]:
    """The document's time expressions, counted from its date, else from the day that its text tells."""
    text = document["text"]
    return tag(text, document.get("date") or find_reference(Article(text=text))[0])


def pair(gold: list[dict[str, Any]], found: list[Tag]) -> list[Tag | None]:
    """For each of gold in turn, the expression of ours that overlaps it best and is not yet taken."""
    taken: set[int] = set()
    pairs: list[Tag | None] = []
    for one in gold:
        start, end = one["span"]
        over = [
            ((tag.span == (start, end), min(end, tag.span[1]) - max(start, tag.span[0])), -index)
            for index, tag in enumerate(found)
            if index not in taken and tag.span[0] < end and start < tag.span[1]
        ]
        index = -max(over)[1] if over else -1
        taken.add(index)
        pairs.append(found[index] if over else None)
    return pairs


def score(documents: list[dict[str, Any]], every: list[tuple[Tag, ...]], failures: list[str]) -> Counter[str]:
    """Counts over one corpus; what is missed, wrong or extra is written to `failures`."""
    count: Counter[str] = Counter()
    for document, tags in zip(documents, every, strict=True):
        limit = document.get("scored_to", 10**9)
        gold = [one for one in document.get("times", ()) if one["span"][0] < limit]
        found = [one for one in tags if one.span[0] < limit]
        pairs = pair(gold, found)
        count.update(gold=len(gold), found=len(found))
        for one, ours in zip(gold, pairs, strict=True):
            if ours is None:
                failures.append(
                    "\t".join(("missed", _near(document, one["span"]), f"{one['type']} {one['value']}", ""))
                )
                continue
            right = ours.value == one["value"]
            count.update(relaxed=1, strict=ours.span == tuple(one["span"]), type=ours.type == one["type"], value=right)
            if not right:
                mine = f"{ours.type} {ours.value}\t{document['date']}"
                failures.append(
                    "\t".join(("wrong", _near(document, one["span"]), f"{one['type']} {one['value']}", mine))
                )
        for ours in found:
            if not any(ours is one for one in pairs):
                failures.append("\t".join(("extra", _near(document, ours.span), "", f"{ours.type} {ours.value}")))
    return count


def _near(document: dict[str, Any], span: tuple[int, int]) -> str:
    text, (start, end) = document["text"], span
    return " ".join(f"{text[max(0, start - 60) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}".split())


def f1(count: Counter[str], measure: str) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    p, r = count[measure] / max(1, count["found"]), count[measure] / max(1, count["gold"])
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def bench(path: Path, out: Path | None, failures: list[str]) -> str:
    """One corpus as a line of the table."""
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    tag("He met them on Friday.", "2024-12-25")  # compiles the grammar
    began = time.process_time()
    every = [read(document) for document in documents]
    speed = len(documents) / max(1e-9, time.process_time() - began)
    if out is not None:
        lines = (
            json.dumps(
                {
                    "id": document["id"],
                    "times": [{"span": list(one.span), "type": one.type, "value": one.value} for one in tags],
                }
            )
            for document, tags in zip(documents, every, strict=True)
        )
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    count = score(documents, every, failures)
    figures = "".join(f"{100 * f1(count, measure)[2]:>9.1f}" for measure in MEASURES)
    p, r, _ = f1(count, "value")
    return f"{path.stem:<12}{count['gold']:>6}{count['found']:>7}{figures}{100 * p:>9.1f}{100 * r:>9.1f}{speed:>8.0f}"


def main() -> None:
    """Print the table; write what was found with --out; with --failures also every miss, wrong value and extra."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="a corpus, or a folder of them")
    parser.add_argument("--out", type=Path, help="where to write what was found (one corpus only)")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    paths = sorted(args.gold.glob("*.jsonl")) if args.gold.is_dir() else [args.gold]
    if not paths or not all(path.is_file() for path in paths):
        sys.exit(f"times: no .jsonl at {args.gold}")
    if args.out and len(paths) > 1:
        sys.exit("times: --out takes one corpus")
    failures: list[str] = []
    heads = "".join(f"{measure:>9}" for measure in MEASURES)
    print(f"{'F1':<12}{'gold':>6}{'found':>7}{heads}{'value P':>9}{'value R':>9}{'docs/s':>8}")
    for path in paths:
        print(bench(path, args.out, failures), flush=True)
    if args.failures:
        print("\n".join(failures))


if __name__ == "__main__":
    main()
