"""Count how often a word in a construction was marked as an attribution in a corpus: makes knowledge/cue_shares.csv.

    python bench/cue_shares.py TRAIN.jsonl > src/communique/knowledge/cue_shares.csv

A use is marked when a marked attribution shares half of its content's words, its source and its cue. The share is drawn
towards that of the construction as a whole by two uses' weight, so that two lucky hits don't make a cue. Words and
figures are all that is taken from the corpus.
"""

import csv
import json
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from attribution_rules import article
from communique.language import analyse
from communique.readers.beyond import further, quotations_of, spans_of_candidate
from communique.readers.statements import find_attributions
from communique.records import Span

PULL = 2
"""Uses by whose weight a word's share is drawn towards its construction's."""
LEAST_MARKED, LEAST_SHARE = 2, 0.3
"""Rows below either are left out of the table."""
Roles = dict[str, frozenset[int]]


def uses(lines: Iterator[str]) -> Iterator[tuple[str, str, bool]]:
    """Every use of a word in a construction, and whether it was marked."""
    for line in lines:
        document = json.loads(line)
        text = document["text"]
        words = [match.span() for match in re.finditer(r"[\w$%]+", text)]
        gold = [
            {role: covered(words, a.get(role, [])) for role in ("source", "cue", "content")}
            for a in document["attributions"]
        ]
        by_word: dict[int, list[Roles]] = defaultdict(list)
        for marked in gold:
            for word in marked["content"]:
                by_word[word].append(marked)
        analysis = analyse(article(text))
        found, quoted = find_attributions(analysis), quotations_of(analysis)
        for block in analysis.blocks:
            for sentence in block.sentences():
                for candidate in further(sentence, quoted, found):
                    source, cue = spans_of_candidate(block, candidate)
                    spans = {"source": [source] if source else [], "cue": [cue], "content": candidate.content}
                    made = {role: covered(words, held) for role, held in spans.items()}
                    near = {id(m): m for word in made["content"] for m in by_word.get(word, ())}
                    yield candidate.word, candidate.frame, any(_same(made, marked) for marked in near.values())


def covered(words: Sequence[Span], spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Positions of the words that the spans touch."""
    found = set()
    for start, end in spans:
        k = max(0, bisect_left(words, (start, start)) - 1)
        while k < len(words) and words[k][0] < end:
            if words[k][1] > start:
                found.add(k)
            k += 1
    return frozenset(found)


def _same(made: Roles, marked: Roles) -> bool:
    both, either = made["content"] & marked["content"], made["content"] | marked["content"]
    sources = bool(made["source"] & marked["source"]) or not (made["source"] or marked["source"])
    return len(both) >= 0.5 * len(either) and bool(made["cue"] & marked["cue"]) and sources


def main() -> None:
    """Print the table."""
    seen: Counter[tuple[str, str]] = Counter()
    marked: Counter[tuple[str, str]] = Counter()
    with open(sys.argv[1], encoding="utf-8") as lines:
        for word, frame, hit in uses(lines):
            seen[word, frame] += 1
            marked[word, frame] += hit
    write(seen, marked)


def write(seen: Counter[tuple[str, str]], marked: Counter[tuple[str, str]]) -> None:
    """Write the rows that are worth keeping."""
    all_seen: Counter[tuple[str, str]] = Counter()
    all_marked: Counter[tuple[str, str]] = Counter()
    for (word, frame), count in seen.items():
        all_seen[_sort(word), frame] += count
        all_marked[_sort(word), frame] += marked[word, frame]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("word", "frame", "marked", "uses", "share"))
    for word, frame in sorted(seen):
        usual = all_marked[_sort(word), frame] / all_seen[_sort(word), frame]
        share = (marked[word, frame] + PULL * usual) / (seen[word, frame] + PULL)
        if marked[word, frame] >= LEAST_MARKED and share >= LEAST_SHARE and re.fullmatch(r"[a-z/-]+", word):
            out.writerow((word, frame, marked[word, frame], seen[word, frame], f"{share:.2f}"))


def _sort(word: str) -> str:
    """What a word is: noun, adj or passive; a verb has no mark."""
    return word.partition("/")[2]


if __name__ == "__main__":
    main()
