"""The verb `follow`: which later sentences tell what became of a commitment, each with its status and reasons.

Everything found is a proposal with its sentence; that it is so is for a person to confirm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from communique.relate.evidence import features, names_matter, read_features, traits, vectors
from communique.relate.progress import Sign, sign_of
from communique.relate.undertakings import Passage, Progress, Undertaking

WEIGHTS = {
    "meaning": 2.4, "words": 1.7, "deed words": 0.25, "context": 0.5, "topics": 1.0, "parties": 2.0, "named": 1.8,
    "stranger": -0.5, "absent": -2.5, "numbers": 1.25, "mechanism": 1.1, "deed": 0.45, "other actor": -0.4,
    "recalled": -2.0, "cue": 1.6,
}  # fmt: skip
BIAS = -6.2
"""Logistic regression on all pairs of commitments and later sentences of tests/follow/dev.txt (look-alikes counted three
times, L2 of 1), rounded; set together, none is to be turned alone."""
PROPOSED = 0.2
"""From this score on a sentence is proposed. On dev .1 finds 99 %, of which 69 % are relevant; .2 92 and 85; .4 79 and 95."""
READ = 15
"""Sentences that are parsed, the likeliest by what can be told without."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence proposed as evidence: `score` from 0 to 1, the status it tells of, and why."""

    passage: Passage
    score: float
    status: Progress
    reasons: tuple[str, ...]


def told_by(undertaking: Undertaking, passage: Passage) -> Sign:
    """The status that a passage tells of, supposing that it is about the undertaking."""
    sign = sign_of(undertaking, passage)
    if sign.status in ("kept", "broken") and not names_matter(undertaking, passage):
        return Sign("under way", f"{sign.reason}, but nothing is named that was")
    return sign


def follow(undertaking: Undertaking, passages: Sequence[Passage], most: int = 5) -> tuple[Evidence, ...]:
    """The `most` likeliest pieces of evidence among later passages, the likeliest first."""
    later = [p for p in passages if not (undertaking.said and p.day and p.day < undertaking.said)]
    if not later:
        return ()
    own = traits(undertaking.action, undertaking.parties).gist
    means = vectors([own, *(traits(p.text, tuple(sorted({*undertaking.parties, *p.parties}))).gist for p in later)])
    near = means[1:] @ means[0]
    rough = []
    for passage, meaning in zip(later, near, strict=True):
        found = features(undertaking, passage, float(meaning))
        rough.append((sum(WEIGHTS[k] * v for k, v in found.items()), passage, found))
    rough.sort(key=lambda one: (-one[0], one[1].ref))
    kept = []
    for _, passage, found in rough[: max(READ, most)]:
        found = found | read_features(undertaking, passage)
        score = 1 / (1 + exp(-BIAS - sum(WEIGHTS[k] * v for k, v in found.items())))
        another = found["mechanism"] < 0 or (found["stranger"] and found["absent"])
        if score >= PROPOSED and not another:
            sign = told_by(undertaking, passage)
            kept.append(Evidence(passage, round(score, 3), sign.status, (sign.reason,)))
    kept.sort(key=lambda one: (-one.score, one.passage.ref))
    return tuple(kept[:most])
