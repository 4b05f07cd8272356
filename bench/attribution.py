"""Who said what, on a corpus of attributions: writes what is found and prints how well it was found.

    python bench/attribution.py GOLD.jsonl OUT.jsonl [--reader model|rules|recorded|both] [--threshold X] [--thresholds]

GOLD holds one article a line: {"id", "text", "attributions": [{"source": [[s, e]], "cue": [[s, e]], "content": [[s, e], …]}]};
OUT gets the same lines with what was found, each attribution with its confidence. Such corpora (PolNeAR) mark only the
outermost attribution; of nested ones only the outermost is written. `rules` are the rules with all they find, `recorded` what
of it becomes a statement. Without gold attributions nothing is scored.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attribution_rules import attributions as rules
from attribution_score import figures, table
from communique.readers.linking import Attribution, Place
from communique.readers.tagged import attributions, setting

Found = dict[str, Any]


def paragraphs(text: str) -> list[Place]:
    """The lines that hold anything."""
    return [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def written(found: Attribution) -> Found:
    """An attribution in the corpus's form."""
    return {
        "source": [list(found.source)] if found.source else [],
        "cue": [list(found.cue)],
        "content": [list(part) for part in found.content],
        "confidence": round(found.confidence, 4),
    }


def by_model(text: str, threshold: float) -> list[Found]:
    """What the trained tagger finds."""
    return [written(a) for a in attributions(text, paragraphs(text), threshold)]


def by_rules(text: str, threshold: float) -> list[Found]:
    """What the rules find, beliefs and intentions with it, as the corpus has them."""
    return [a for a in rules(text) if a["confidence"] >= threshold]


def by_record(text: str, threshold: float) -> list[Found]:
    """What of it the rules put on record."""
    return [a for a in rules(text, recorded=True) if a["confidence"] >= threshold]


def by_both(text: str, threshold: float) -> list[Found]:
    """The model's, and the rules' where the model has nothing."""
    model = by_model(text, threshold)
    taken = [span for a in model for span in a["content"]]
    return model + [
        a for a in by_rules(text, 0.0) if not any(s < f and e > b for s, e in a["content"] for b, f in taken)
    ]


READERS: dict[str, Callable[[str, float], list[Found]]] = {
    "model": by_model,
    "rules": by_rules,
    "recorded": by_record,
    "both": by_both,
}


def main() -> int:
    """Read, write, score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reader", choices=READERS, default="model")
    parser.add_argument("--threshold", type=float, help="least confidence; default: the model's own setting, rules 0")
    parser.add_argument("--thresholds", action="store_true", help="print a line for each of ten thresholds as well")
    options = parser.parse_args()
    threshold = options.threshold
    if threshold is None:
        threshold = 0.0 if options.reader in ("rules", "recorded") else setting().threshold
    gold = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
    texts = [document["text"] for document in gold]
    found = [READERS[options.reader](text, 0.0 if options.thresholds else threshold) for text in texts]
    kept = [[a for a in one if a["confidence"] >= threshold] for one in found]
    with options.out.open("w", encoding="utf-8") as out:
        for document, one in zip(gold, kept, strict=True):
            out.write(json.dumps({"id": document["id"], "attributions": one}, ensure_ascii=False) + "\n")
    print(
        f"{len(gold)} documents, {sum(map(len, kept))} attributions found; reader {options.reader}, threshold {threshold}"
    )
    if not any("attributions" in document for document in gold):
        return 0
    right = [document.get("attributions", []) for document in gold]
    print(table(figures(texts, right, kept)))
    if options.thresholds:
        print(f"{'threshold':<16}{'P':>7}{'R':>7}{'F1':>7}  wrong speaker")
        for least in (x / 20 for x in range(1, 20)):
            rows = figures(texts, right, [[a for a in one if a["confidence"] >= least] for one in found])
            print(
                f"{least:<16.2f}" + "".join(f"{x:>7.3f}" for x in rows["triple"]) + f"  {rows['wrong speaker'][0]:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
