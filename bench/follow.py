"""Commitments and later sentences: is the evidence found, and is it told what became of each?

    python bench/follow.py tests/follow/dev.txt [--failures]

Each commitment is followed through all sentences of the file, those of the other commitments among them, from its day on.
"evidence recall@5": of the sentences that are relevant to a commitment, the share among its first five proposals, over
all commitments together. "status right": of all relevant sentences, the share whose status is told as labelled, whether
they were proposed or not. "kept or broken, wrongly": of the proposals among the first five that claim "kept" or
"broken", the share that is not labelled so ("partly kept" claimed as "kept" is wrong; a look-alike too).
"look-alikes": sentences labelled "no" and written for this commitment that are among its first five all the same.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.relate.following import Evidence, follow, told_by
from communique.relate.undertakings import Passage, Undertaking

FIRST = 5


@dataclass(frozen=True)
class Case:
    """A commitment, and later sentences with their labels."""

    undertaking: Undertaking
    later: tuple[tuple[str, Passage], ...]


def cases(text: str) -> list[Case]:
    """Read a file of tests/follow."""
    found = []
    for block in re.split(r"(?m)^== ", text)[1:]:
        name, facts, sentence, *lines = block.strip().splitlines()
        day, kind, by, to, due, mechanism = (None if c == "-" else c for c in facts.split(" | "))
        match = re.search(r"\[(.+)\]", sentence)
        assert match and day and kind, name
        later = []
        for number, line in enumerate(lines):
            label, when, parties, words = line.split(" | ", 3)
            later.append((label, Passage(f"{name}/{number}", words, when, _parties(parties))))
        plain = sentence.replace("[", "").replace("]", "")
        one = Undertaking(name, _parties(by), _parties(to), match[1], plain, day, due, mechanism, kind)
        found.append(Case(one, tuple(later)))
    return found


def _parties(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split(", ")) if cell else ()


@dataclass
class Score:
    """Counts, of which the shares are made."""

    counts: Counter[str]

    def add(self, case: Case, proposed: Sequence[Evidence], statuses: dict[str, str]) -> None:
        """Count one commitment's first proposals, and the status told of each of its relevant sentences."""
        labels = {passage.ref: label for label, passage in case.later}
        relevant = {ref for ref, label in labels.items() if not label.startswith("no:")}
        first = proposed[:FIRST]
        self.counts["relevant"] += len(relevant)
        self.counts["found"] += len(relevant & {e.passage.ref for e in first})
        self.counts["right"] += sum(statuses[ref] == labels[ref] for ref in relevant)
        claims = [e for e in first if e.status in ("kept", "broken")]
        self.counts["claims"] += len(claims)
        self.counts["wrong"] += sum(labels.get(e.passage.ref) != e.status for e in claims)
        self.counts["look-alikes"] += len(labels) - len(relevant)
        self.counts["taken"] += len({e.passage.ref for e in first} & (labels.keys() - relevant))
        self.counts["proposed"] += len(first)

    def rows(self) -> Iterable[tuple[str, int, int, float]]:
        """Name, hits, of how many, share."""
        for name, hit, of in (
            ("evidence recall@5", "found", "relevant"),
            ("status right", "right", "relevant"),
            ("kept or broken, wrongly", "wrong", "claims"),
            ("proposals that are relevant", "found", "proposed"),
            ("look-alikes proposed", "taken", "look-alikes"),
        ):
            yield name, self.counts[hit], self.counts[of], self.counts[hit] / max(self.counts[of], 1)


def score(found: Sequence[Case], failures: list[str] | None = None) -> Score:
    """Follow every commitment through every sentence of the file that is no older."""
    total = Score(Counter())
    everything = [passage for case in found for _, passage in case.later]
    for case in found:
        proposed = follow(case.undertaking, everything, most=FIRST)
        statuses = {p.ref: told_by(case.undertaking, p).status for _, p in case.later}
        total.add(case, proposed, statuses)
        if failures is not None:
            failures += _failures(case, proposed, statuses)
    return total


def _failures(case: Case, proposed: Sequence[Evidence], statuses: dict[str, str]) -> Iterable[str]:
    refs = {e.passage.ref: e for e in proposed}
    labels = {passage.ref: label for label, passage in case.later}
    yield f"== {case.undertaking.id}: {case.undertaking.action}"
    for label, passage in case.later:
        told = statuses[passage.ref]
        good = (passage.ref in refs) == (not label.startswith("no:")) and (label.startswith("no:") or told == label)
        if not good:
            held = f"{refs[passage.ref].score:.2f}" if passage.ref in refs else "not proposed"
            yield f"   {label} | told {told}, {held} | {passage.text}"
            if passage.ref in refs:
                yield f"      {'; '.join(refs[passage.ref].reasons)}"
    for ref, one in refs.items():
        if ref not in labels:
            yield f"   from elsewhere {one.score:.2f} {one.status} | {one.passage.text}"


def main() -> int:
    """Score a file and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--failures", action="store_true", help="what went wrong, one by one")
    options = parser.parse_args()
    failures: list[str] | None = [] if options.failures else None
    total = score(cases(options.file.read_text("utf-8")), failures)
    for line in failures or ():
        print(line)
    for name, hit, of, share in total.rows():
        print(f"{name:28} {hit:4} of {of:4}  {share:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
