"""Learn the screen's words: `python screen.py TRAIN.jsonl DEV.jsonl` writes attribution-words.txt beside the runtime.

Greedy: words of cues, each worth the paragraphs with an attribution it newly lets through for every idle one it lets
through as well; until `ENOUGH` of the paragraphs with an attribution are through.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from corpus import paragraphs_of

from communique.models import screening

ENOUGH = 0.996
SEEN = 3  # paragraphs with a word in a cue before it counts: rarer ones are this corpus's own


def paragraphs(path: Path) -> list[tuple[str, bool, set[str]]]:
    """Each paragraph, whether it holds an attribution's cue, and the words of its cues."""
    found = []
    for line in path.read_text("utf8").splitlines():
        record = json.loads(line)
        cues = [c for a in record["attributions"] for c in a.get("cue", [])]
        for start, end in paragraphs_of(record["text"]):
            own = [record["text"][s:e].lower() for s, e in cues if start <= s < end]
            found.append((record["text"][start:end], bool(own), {w for c in own for w in screening.WORD.findall(c)}))
    return found


def learn(parts: list[tuple[str, bool, set[str]]]) -> list[str]:
    """The words, most useful first."""
    holding, idle = defaultdict(set), defaultdict(set)
    total, through = 0, set()
    often = Counter(word for _, _, own in parts for word in own)
    for i, (text, holds, own) in enumerate(parts):
        total += holds
        if screening.QUOTES.search(text) or ": " in text:
            through.add(i)
            continue
        for word in filter(lambda w: often[w] >= SEEN, own):
            holding[word].add(i)
        if not holds:
            for word in set(screening.WORD.findall(text.lower())):
                idle[word].add(i)
    missing = total - sum(parts[i][1] for i in through)
    chosen: list[str] = []
    open_, used = {i for s in holding.values() for i in s}, set()
    while missing > (1 - ENOUGH) * total and open_:
        best = max(holding, key=lambda w: (len(holding[w] & open_) / (len(idle[w] - used) + 1.0), w))
        if not holding[best] & open_:
            break
        chosen.append(best)
        missing -= len(holding[best] & open_)
        open_ -= holding[best]
        used |= idle[best]
    return chosen


def measured(parts: list[tuple[str, bool, set[str]]]) -> tuple[float, float]:
    """The share of paragraphs with an attribution let through, and of words held back."""
    holding = [screening.may_attribute(t) for t, holds, _ in parts if holds]
    held_back = sum(len(t.split()) for t, _, _ in parts if not screening.may_attribute(t))
    return sum(holding) / len(holding), held_back / sum(len(t.split()) for t, _, _ in parts)


def main() -> None:
    """Learn, write, measure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("train", type=Path)
    ask.add_argument("dev", type=Path)
    asked = ask.parse_args()
    train = paragraphs(asked.train)
    chosen = sorted(learn(train))
    screening.WORDS.write_text("\n".join(chosen) + "\n", "utf8")
    lines = []
    for name, parts in (("training", train), ("dev", paragraphs(asked.dev))):
        recall, saved = measured(parts)
        lines.append(
            f"# {name} part: {recall:.4f} of the paragraphs with an attribution pass; {saved:.3f} of all words held back"
        )
    head = [
        "# Words of cues, learnt by tools/train_attribution/screen.py; quotation marks and colons pass as well.",
        *lines,
    ]
    screening.WORDS.write_text("\n".join([*head, *chosen]) + "\n", "utf8")
    print("\n".join(lines), len(chosen), "words")


if __name__ == "__main__":
    main()
